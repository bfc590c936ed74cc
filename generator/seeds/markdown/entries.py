"""An entry of a list, a point, a heading or a cell: the paper's title, and what is said behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.seeds.frontmatter import Field
from generator.seeds.identifiers import arxiv_id
from generator.seeds.markdown.labels import LINK_WORDS, Said, is_labelled
from generator.seeds.marked.blocks import Anchor, MarkedBlock
from generator.seeds.metadata import parse_fields
from generator.seeds.metadata.people import is_name_list, split_names, unlink_text
from generator.text.markup.links import is_address

_DATE = r"(?:19|20)\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?)?|(?:19|20)\d\d"
_LEAD = re.compile(
    rf"(?:\[[ xX]?\]|[\[(（【<]?(?P<date>{_DATE})[\])）】>]?[:：,]?(?=\W)"
    r"|(?:arxiv:\s*)?(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?[:\])]?(?=\s)"
    r"|#?\d{1,4}[.):、](?=\s)|#\d+(?=\s)|\(\d{1,3}\)|[\[(【](?P<venue>[^\W\d_][^\[\]()]{1,28})[\])】](?=\s)"
    r"|new\b!?|[^\w\s\"“”'‘$(\[\\]+|[*_]+)\s*",
    re.IGNORECASE,
)
"""What stands before a title: a box to tick, a number, a date, a venue in brackets, signs."""
_QUOTED = re.compile(r"[\"“]([^\"“”]{8,300})[\"”]")
_PLAIN_END = re.compile(
    r"(?<!\s)\s*(?:(?<![\[(])[\[(]++\s*$|[\[(](?=https?:|arxiv|[^()\[\]]{2,60}\bet\.? ?al\b)"
    r"|\s[-–—|·•]\s|\n|[,.;:]\s*$"
    r"|\.\s+(?=[A-Z\"“])|,\s+(?=[^\W\d_][\w.'’-]*+(?:\s[\w.'’-]++){0,3}\s+et\.? ?al\b))"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SEPARATOR = re.compile(r"(?<!\s)\s++(?:[-–—|·•])\s+|\n|[|·•]")
_EDGES = " \t-–—:：|,;·•/+>*_[]【】"
_ARXIV_CLASS = re.compile(
    r"(?<!\S)\[?(?:cs|math|stat|eess|q-bio|q-fin|econ|physics|cond-mat|astro-ph)\.[A-Za-z-]{2,9}\]?(?=[\s,]|$)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VENUE = re.compile(
    r"(?:[Ii]n |[Aa]t |[Aa]ccepted (?:at|to|by) )?"
    r"(?:[A-Z][\w&+/-]*[A-Z][\w&+/-]*|[Nn]ature|[Ss]cience|ar[Xx]iv"
    r"|[\w ]*(?:[Jj]ournal|Transactions|Proceedings|Conference|Workshop|Letters|Findings)[\w &]*)"
    r"(?:[ :,-]+[\w&-]+){0,4}[ ,'’(]*(?:\d{2,4})?[) ]*(?:[Oo]ral|[Ss]potlight|[Pp]oster|[Pp]reprint)?",
)
_PAREN = re.compile(r"\s*[(（]([^()（）]{2,120})[)）]")


class Entry(NamedTuple):
    """A title with what it was (`link`, `bold`, `quoted` or `plain`), its address, and the text from `end` on.

    `facts` are what stands before it: a date, a venue, an id.
    """

    title: str
    kind: str
    url: str = ""
    end: int = 0
    facts: tuple[str, ...] = ()


def is_title(text: str, *, is_marked: bool = False) -> bool:
    """Whether a text may be a paper's title: some words, one where it is marked, that do not merely call a link."""
    words = text.split()
    is_long = len(words) > 1 or len(text) > 9 or (len(text) > 3 and (is_marked or _CJK.search(text) is not None))
    return is_long and len(text) <= 300 and len(words) <= 45 and not LINK_WORDS.fullmatch(text) and "://" not in text


def read_entry(block: MarkedBlock) -> Entry | None:
    """The title that a block begins with, behind numbers, dates and links that are no title."""
    if block.kind == "heading" and 2 * sum(end - begin for begin, end in block.bold) < len(block.text):
        block = replace(block, bold=())  # a word in bold is a part of the title
    if is_labelled(block.text):
        return None
    text, start, facts = block.text, 0, list[str]()
    while start < len(text):
        if anchor := _anchor_at(block, start):
            shown = block.shown(anchor)
            if is_title(shown.strip(' "“”*'), is_marked=True):
                return _extend(block, Entry(_clean(shown), "link", anchor.url, anchor.end, tuple(facts)))
            if not LINK_WORDS.fullmatch(shown):
                break
            start = anchor.end + len(text[anchor.end :]) - len(text[anchor.end :].lstrip("]) |,·"))
        elif any(begin == start for begin, _ in block.bold) or not (lead := _LEAD.match(text, start)):
            break
        else:
            facts += filter(None, lead.groups())
            start = lead.end()
    entry = _bold_entry(block, start) or _quoted_entry(text, start) or _plain_entry(block, start)
    if entry and entry.kind == "plain" and is_name_list(entry.title) and (named := _title_behind_names(block, entry)):
        return named._replace(facts=(*facts, entry.title))
    if not entry or not is_title(entry.title, is_marked=entry.kind != "plain"):
        return None
    return entry._replace(facts=tuple(facts))


def _title_behind_names(block: MarkedBlock, names: Entry) -> Entry | None:
    """The title of an entry that begins with its authors, `Ana Brewer, Li Wei. "Forty Kitchens." 2025`."""
    start = names.end + len(block.text[names.end :]) - len(block.text[names.end :].lstrip(" .,:;*"))
    if (anchor := _anchor_at(block, start)) and is_title(block.shown(anchor), is_marked=True):
        return Entry(_clean(block.shown(anchor)), "link", anchor.url, anchor.end)
    return _quoted_entry(block.text, start) or _bold_entry(block, start)


def _anchor_at(block: MarkedBlock, start: int) -> Anchor | None:
    """The link that begins at `start`, if only behind a bracket or quotation mark."""
    skipped = start + len(block.text[start:]) - len(block.text[start:].lstrip('[("“ '))
    return next((anchor for anchor in block.anchors if start <= anchor.start <= skipped), None)


def _bold_entry(block: MarkedBlock, start: int) -> Entry | None:
    for begin, end in block.bold:
        if start <= begin <= start + 2:
            inner = block.text[begin:end].strip(" :：.")
            anchor = next((anchor for anchor in block.anchors if begin <= anchor.start < end), None)
            url = anchor.url if anchor else ""
            return _extend(block, Entry(_clean(inner), "bold", url, end))
    return None


def _quoted_entry(text: str, start: int) -> Entry | None:
    match = _QUOTED.match(text, start)
    return Entry(_clean(match[1]), "quoted", "", match.end()) if match else None


def _plain_entry(block: MarkedBlock, start: int) -> Entry | None:
    """A title without a mark: up to the first link, or to a sign that parts it from what follows."""
    anchor = next((anchor for anchor in block.anchors if anchor.start > start), None)
    text = block.text[start : anchor.start if anchor else len(block.text)]
    end = _PLAIN_END.search(text)
    title = text[: end.start()] if end else text
    return Entry(_clean(title), "plain", "", start + len(title)) if title.strip() else None


_NAME_AND_TITLE = re.compile(
    r"(?:(?:\s*\[[^\[\]]{2,30}\])+\s*:?|\s*[:：])\s*((?:[^\s\[\](){}|]+\s+){2,}[^\s\[\](){}|]+)"
)


def _extend(block: MarkedBlock, entry: Entry) -> Entry:
    """An entry whose marked text is a model's name, `**LISA**: Reasoning Segmentation ...`, with the title behind."""
    if len(entry.title.split()) > 2:
        return entry
    behind = block.text[entry.end :]
    anchor = next((anchor for anchor in block.anchors if anchor.start >= entry.end), None)
    behind = behind[: anchor.start - entry.end] if anchor else behind
    match = _NAME_AND_TITLE.match(re.split(r"\n|\s[-–—|]\s|\.(?:\s|$)", behind, maxsplit=1)[0])
    words = re.findall(r"[^\W\d_]{4,}", match[1]) if match else []
    if not match or 2 * sum(word[0].isupper() for word in words) < len(words) or len(words) < 2:
        return entry
    return entry._replace(title=f"{entry.title}: {_clean(match[1])}", end=entry.end + match.end())


def _clean(title: str) -> str:
    """A title less its number, the marks around it, and the venue or year at its end."""
    text = re.sub(
        r"^(?:(?:#?\d{1,3}[.)]|\[\d{1,3}\]|\(\d{1,3}\))\s+|(?:paper|title|论文|标题) ?\d*\s?[:：]\s*)",
        "",
        " ".join(title.split()).strip(' *_"“”'),
        flags=re.I,
    )
    head, comma, tail = text.rpartition(", ")
    if comma and _YEAR.search(tail) and _VENUE.fullmatch(tail):
        text = head
    return text[:-1].rstrip() if text.endswith((",", ";", ":", "：", "，")) or re.search(r"\w{2}\.$", text) else text


def read_rest(block: MarkedBlock, entry: Entry, said: Said) -> str:
    """What an entry says behind its title: names, venue, year and links go to `said`, the rest is a text."""
    if entry.url:
        said.take_links([entry.url])
    for fact in entry.facts:
        if not _take_facts(fact, said) and arxiv_id(fact):
            said.values["arxiv"] = arxiv_id(fact)
    chars = list(block.text)
    for anchor in block.anchors:
        if anchor.start >= entry.end or anchor.url != entry.url:
            said.take_links([anchor.url], block.shown(anchor))
        if LINK_WORDS.fullmatch(shown := block.shown(anchor)) or "/" in shown or re.fullmatch(r"[\d.v]+", shown):
            chars[anchor.start : anchor.end] = ["\n"] * (anchor.end - anchor.start)
    rest = "".join(chars)[entry.end :]
    if paren := _PAREN.match(rest):
        rest = rest[paren.end() :] if _take_aside(paren[1], said) else rest
    return " ".join(_texts(rest, said))


def _texts(rest: str, said: Said) -> Iterator[str]:
    """The parts of a rest that are text."""
    is_text = False
    for part in _SEPARATOR.split(unlink_text(rest)):
        text = " ".join(_ARXIV_CLASS.sub(" ", part).split()).lstrip(').,"”' + _EDGES).rstrip("([" + _EDGES)
        if not re.search(r"\w", text) or LINK_WORDS.fullmatch(text):
            continue
        if is_text or not _take_facts(text.rstrip("."), said):
            is_text = True
            yield text


def _take_facts(text: str, said: Said) -> bool:
    """Whether a part is names, a venue or a date, which are taken; `Names. Venue 2025` and `Names, 2025` are both."""
    if re.fullmatch(r"(?:#[^\W\d][\w/-]*\s*)+", text):
        said.values.setdefault("tags", [tag.lstrip("#") for tag in text.split()])
        return True
    parts = [part for part in re.split(r"(?<=[^\W\d_]{2})\.\s+", text) if part.strip()]
    if len(parts) > 1 and (is_name_list(parts[0]) or _OTHERS.fullmatch(parts[0])):
        return all(map(bool, [_take_facts(part, said) for part in parts]))
    if is_name_list(text) or _OTHERS.fullmatch(text):
        said.values.setdefault("authors", split_names(text))
        return True
    names, comma, tail = text.rpartition(",")
    if comma and (is_name_list(names) or _OTHERS.fullmatch(names)):
        is_venue = take_date(tail, said) or take_venue(tail.strip(), said) or _take_named_year(tail.strip(), said)
        return is_venue and _take_facts(names, said)
    return take_date(text, said) or take_venue(text, said)


_OTHERS = re.compile(r"[^\W\d_][\w .,'’-]{1,60}\bet\.? ?al\.?", re.IGNORECASE)


def take_date(text: str, said: Said) -> bool:
    """Whether a text is a date and nothing else; it is the paper's own."""
    text = re.sub(r"[年月/.]", "-", text.strip(" ()[]")).rstrip("日- ")
    if not re.fullmatch(r"(?:19|20)\d\d(?:-\s?\d{1,2}){0,2}", text):
        return False
    parts = [f"{int(part):02}" for part in text.split("-")]
    found = parse_fields([("year", Field("-".join(parts), 0))], "").values.get("year")
    if found and str(found).startswith(said.values.get("year", "")):
        said.values["year"] = found
    return True


def take_venue(text: str, said: Said) -> bool:
    if not text or len(text.split()) > 7 or not _VENUE.fullmatch(text.strip()):
        return False
    if year := _YEAR.search(text):
        said.values.setdefault("year", year[0])
    said.values.setdefault("venue", text.strip(" ,."))
    return True


_NAMED_YEAR = re.compile(r"((?:(?:[A-Z][\w&.-]*|of|on|for|in|the|and)\s){1,6})((?:19|20)\d\d)")


def _take_named_year(text: str, said: Said) -> bool:
    """Whether a text behind names is a venue for its place and its year alone: `Trial Birds 2026`."""
    match = _NAMED_YEAR.fullmatch(text)
    if match:
        said.values.setdefault("venue", text)
        said.values.setdefault("year", match[2])
    return match is not None


def _take_aside(text: str, said: Said) -> bool:
    """Whether brackets behind a title hold authors, venue or year, and no text."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if _OTHERS.fullmatch(text):
        return _take_facts(text, said)
    if _YEAR.search(text) or is_name_list(text):
        for part in parts:
            take_date(part, said)
        names = ", ".join(part for part in parts if not _YEAR.fullmatch(part))
        is_names = is_name_list(names) or _OTHERS.fullmatch(names)
        return (is_names and _take_facts(names, said)) or take_venue(names, said) or len(text) < 60
    return take_venue(text, said)


def leads_away(block: MarkedBlock) -> bool:
    """Whether a block has a link to the web, and not only to parts of its own page."""
    return any(is_address(anchor.url) for anchor in block.anchors)


def has_paper_link(said: Said) -> bool:
    """Whether what is said of an entry names a paper as such."""
    return any(link.kind == "paper" for link in said.links) or any(key in said.values for key in ("arxiv", "doi"))


def join_texts(parts: Sequence[str]) -> str:
    """Parts of an abstract as its paragraphs."""
    return "\n\n".join(part for part in parts if part.strip())
