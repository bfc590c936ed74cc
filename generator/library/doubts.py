"""What is doubtful in a seed that was read: a reading that may be right, yet a person should look at it.

A doubt changes nothing and no build tells it: `digest check` and `digest add` show it beside the line it is about.
"""

import re
from collections.abc import Iterator

from ftfy.badness import is_bad

from generator.model.papers import Draft, ParsedSeed
from generator.model.problems import Problem, shorten_quote, warning
from generator.text.sentences import sentence_spans

SHORTEST_ABSTRACT = 15
"""Words. Of 10,000 arXiv abstracts none is shorter, and one is below 25."""
LONGEST_ABSTRACT = 500
"""Words. Of 10,000 arXiv abstracts the longest has 308, and of 6,000 others three have more than this."""
LONGEST_TITLE = 30
"""Words. Of 16,000 titles the longest has 26."""
HEADLINE = range(4, 25)
"""Words of a title that may stand inside an abstract, between two of its paragraphs."""
_ENDS = re.compile(r"""[.!?。！？…:;)\]}"'”’»$*`|>%]\s*$|(?:https?://|www\.)\S+$""")
_RESIDUE = re.compile(r"\ufffd|&(?:amp|quot|apos|nbsp|lt|gt|#x?[0-9a-f]{2,6});", re.IGNORECASE)
LONGEST_END = 2000
"""Characters that are looked at for the end of a text: an address may be that long."""
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(more\)|read more|show more)\s*$", re.IGNORECASE)


def find_doubts(parsed: ParsedSeed) -> Iterator[Problem]:
    """What is doubtful in each paper of a seed, by paper."""
    for draft in parsed.drafts:
        for line, what, hint in _doubts_of(draft):
            yield warning(parsed.path, line, f"doubtful: {what}", hint)


def _doubts_of(draft: Draft) -> Iterator[tuple[int, str, str]]:
    """Line, what may be wrong, and what to look at."""
    title_line = draft.title_lines[0] or draft.place.line
    first, last = draft.abstract_lines
    words = draft.abstract.split()
    if len(draft.title.split()) > LONGEST_TITLE or len(sentence_spans(draft.title)) > 2:
        yield title_line, "this title reads like an abstract", "see whether the paper's title is missing above it"
    for line, text in ((title_line, draft.title), (first, draft.abstract)):
        if is_bad(text):
            what = f'the letters of "{shorten_quote(text)}" were read in a wrong encoding'
            yield line, what, "paste the page again, or save the file anew as UTF-8"
        if found := _RESIDUE.search(text):
            yield line, f'"{found[0]}" is what copying left of a character', "write that character in its place"
    if not words:
        return
    if len(words) < SHORTEST_ABSTRACT and not _is_ended(draft.abstract):
        yield first, "this abstract looks like a title", "see whether it is a paper whose abstract is missing"
    elif _CUT.search(draft.abstract):
        yield last, "this abstract is cut off", "open the whole abstract on the page before you copy it"
    elif not _is_ended(draft.abstract):
        yield last, "this abstract stops in mid-sentence", "see whether the rest of it is missing"
    if len(words) > LONGEST_ABSTRACT:
        what = f"this abstract has {len(words):,} words"
        yield first, what, "see whether two papers, or a whole text, were taken for one abstract"
    elif headline := _inner_headline(draft.abstract):
        what = f'"{shorten_quote(headline)}" in this abstract looks like the next title'
        yield first, what, "put a blank line above and below it if a new paper begins there"


def _is_ended(text: str) -> bool:
    return _ENDS.search(text, max(0, len(text) - LONGEST_END)) is not None


def _inner_headline(abstract: str) -> str:
    """A paragraph between two others that reads like a title; empty without one."""
    paragraphs = abstract.split("\n\n")
    for above, text, below in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        alone = len(text.split()) in HEADLINE and not _is_ended(text) and text[:1].isupper()
        if alone and _is_ended(above) and len(below.split()) >= SHORTEST_ABSTRACT:
            return text
    return ""
