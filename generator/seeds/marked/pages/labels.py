"""The labels by which pages name the details of a paper, and which of ours they are; some are of no use here."""

import re

LABELS = {
    "title": r"title",
    "authors": r"authors?|by",
    "abstract": r"abstract|summary",
    "arxiv": r"arxiv(?:[ -]?id)?|cite as|identifier",
    "doi": r"doi|related doi|journal doi",
    "date": r"date|publish(?:ed)?(?: on)?|submitted(?: on)?|publication date|year",
    "venue": r"venue|conference|journal|journal[- ]ref(?:erence)?|published in|booktitle",
    "links": r"code|github|project(?: page)?|website|links?|urls?|pdf|demo|dataset|data|model|video",
    "subjects": r"subjects?|categories|primary (?:category|class|subject)",
    "": r"comments?|keywords?|index terms|tl;?dr|primary area|msc classes|acm classes"
    r"|report number|readers|license|submission number|venue id|originally announced|showing|total of|editors?"
    r"|publisher|pages|isbn|issn|bibkey|volume|month|address|sig|note|language|anthology id",
}
_LABEL = re.compile("|".join(f"(?P<l{i}>{pattern})" for i, pattern in enumerate(LABELS.values())), re.IGNORECASE)


def find_label(words: str) -> str | None:
    """The detail that a label names; nothing where it names one that no paper here has."""
    match = _LABEL.fullmatch(words.strip())
    return [*LABELS][int((match.lastgroup or "l0")[1:])] if match else None
