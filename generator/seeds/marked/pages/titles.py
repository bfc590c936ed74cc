"""Which pieces of a page are the titles of its papers.

Three things speak for a title: a label or class that calls it so, a link on it that leads to a paper, and a heading
among equals where the page is known to list papers by what stands below its headings. They are asked in this order,
for all pieces of a page at once, as a page does the same for each of its papers.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.seeds.marked.blocks import Anchor, MarkedBlock
from generator.seeds.marked.pages.buttons import is_button, is_button_row
from generator.seeds.marked.pages.people import read_names
from generator.seeds.marked.pages.pieces import Piece, whole_link
from generator.seeds.marked.pages.records import is_prose
from generator.seeds.marked.paper_links import paper_key
from generator.seeds.marked.sections import BELOW_PAPERS


class Title(NamedTuple):
    """A title on a page: its text, what its own link leads to, what stands behind it, and how many pieces it takes."""

    text: str
    key: str = ""
    rest: str = ""
    lines: int = 1


LONGEST = 350
_LETTERS = re.compile(r"[^\W\d_]")
_LEAD = re.compile(r"[\W\d]*")
_SENTENCES = re.compile(r"[a-z)]{2}[.!] (?=[A-Z])")


def find_titles(pieces: Sequence[Piece]) -> dict[int, Title]:
    """The titles of a page by the number of their piece; none where it lists no papers that one could tell."""
    return _take_off_numbers(_find_titles(pieces))


_NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\[\d{1,3}\]|#\d{1,3}[.:]?)\s+(?=\S)")


def _take_off_numbers(titles: dict[int, Title]) -> dict[int, Title]:
    """The titles without their numbers, where all have one."""
    found = {i: _NUMBER.match(title.text) for i, title in titles.items()}
    if len(titles) < 2 or not all(found.values()):
        return titles
    return {i: title._replace(text=_NUMBER.sub("", title.text, count=1)) for i, title in titles.items()}


def _find_titles(pieces: Sequence[Piece]) -> dict[int, Title]:
    named, linked = _named_titles(pieces), _linked_titles(pieces)
    is_label = any(pieces[i].says == "label" for i in named)
    if len(named) > len(linked) or (is_label and len(named) == len(linked)):
        return named
    if not linked:
        return _join_title_lines(pieces, _headings_above_papers(pieces) or _bold_titles(pieces))
    return _join_title_lines(pieces, _with_equal_headings(pieces, linked))


def _named_titles(pieces: Sequence[Piece]) -> dict[int, Title]:
    labels = {i: Title(piece.value) for i, piece in enumerate(pieces) if piece.name == "title" and piece.value}
    sure = [i for i in labels if pieces[i].says == "label"]
    return {i: labels[i] for i in sure} if sure else labels if len(labels) > 1 else {}


def _linked_titles(pieces: Sequence[Piece]) -> dict[int, Title]:
    """The first link to each paper that shows a title, where a line starts with it; and its further copies."""
    found: dict[int, Title] = {}
    text_of: dict[str, str] = {}
    for i, piece in enumerate(pieces):
        title = _linked_title(piece) if piece.keys and piece.says in ("text", "title") else None
        if title and text_of.setdefault(title.key, title.text) == title.text:
            found[i] = title
    return found


def _linked_title(piece: Piece) -> Title | None:
    block = piece.block
    if whole_link(block) and (key := paper_key(whole_link(block))):
        text = _linked_text(block)
        return Title(text, key) if is_title_like(text) else None
    for anchor in block.anchors:
        key, shown = paper_key(anchor.url), block.shown(anchor)
        if key and is_title_like(shown) and _starts_line(anchor, piece):
            return Title(shown, key, block.text[anchor.end :])
    return None


def _linked_text(block: MarkedBlock) -> str:
    """The text of a block that is a link as a whole, without buttons before or behind the link."""
    start, end = block.anchors[0].start, max(anchor.end for anchor in block.anchors)
    outside = f"{block.text[:start]} {block.text[end:]}"
    return block.text[start:end] if is_button_row(outside) else block.text


def _starts_line(anchor: Anchor, piece: Piece) -> bool:
    """Whether nothing but a number or a sign stands before a link."""
    before = piece.text[: anchor.start]
    return _LEAD.fullmatch(before) is not None or is_button_row(before)


def is_title_like(text: str) -> bool:
    """Whether a text can be a title: some words, no button, not several sentences, no sentence, no address."""
    letters = len(_LETTERS.findall(text[:60]))
    is_other = (len(text) > 80 and text[-1:] == ".") or text.startswith(("http://", "https://"))
    return letters >= 4 and len(text) <= LONGEST and not (is_other or is_button(text) or _SENTENCES.search(text))


def _with_equal_headings(pieces: Sequence[Piece], linked: dict[int, Title]) -> dict[int, Title]:
    """The linked titles, with the headings of the same rank where most of them are headings: they lost their link."""
    ranks = Counter(_rank(pieces[i]) for i in linked)
    (rank, often), *_ = ranks.most_common(1)
    if not rank or 2 * often < len(linked):
        return linked
    first = min(linked)
    equal = (i for i, piece in enumerate(pieces) if i > first and _rank(piece) == rank and _may_be_title(piece))
    return {**{i: Title(pieces[i].text) for i in equal if is_title_like(pieces[i].text)}, **linked}


def title_of_page(pieces: Sequence[Piece], address: str) -> dict[int, Title]:
    """The first heading of the highest rank, where a page is at the address of a paper."""
    headings = [(_rank(piece), i) for i, piece in enumerate(pieces) if _rank(piece) and _may_be_title(piece)]
    key = paper_key(address)
    return {i: Title(pieces[i].text, key) for _, i in sorted(headings)[:1]} if key else {}


def titles_above_names(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Lines with names right below and a text below these, on a page where several stand so."""
    may_be = [
        i
        for i, piece in enumerate(pieces[:-1])
        if piece.says in ("text", "title") and _is_long_title(piece.text) and _is_of_people(pieces[i + 1])
    ]
    with_text = sum(is_prose(pieces[i + 2]) for i in may_be if i + 2 < len(pieces))
    return {i: Title(pieces[i].text) for i in may_be} if with_text > 1 and 2 * with_text > len(may_be) else {}


def _is_long_title(text: str) -> bool:
    return text.count(" ") > 1 and is_title_like(text)


def _is_of_people(piece: Piece) -> bool:
    return piece.says == "authors" or (piece.says == "text" and bool(read_names(piece.text)))


def _may_be_title(piece: Piece) -> bool:
    return piece.says in ("text", "title") and not BELOW_PAPERS.fullmatch(piece.text)


def _rank(piece: Piece) -> int:
    return piece.block.level if piece.block.kind == "heading" else 0


def _headings_above_papers(pieces: Sequence[Piece]) -> dict[int, Title]:
    """The headings of the rank that has most, where below most of them stands what only papers have."""
    ranks = Counter(rank for piece in pieces if (rank := _rank(piece)) and _may_be_title(piece))
    for rank, often in ranks.most_common(1):
        titles = [i for i, piece in enumerate(pieces) if _rank(piece) == rank and _may_be_title(piece)]
        ends = [*titles[1:], len(pieces)]
        sure = sum(any(map(_is_of_a_paper, pieces[i + 1 : end])) for i, end in zip(titles, ends, strict=True))
        if often > 1 and 2 * sure > often:
            return {i: Title(pieces[i].text) for i in titles}
    return {}


def _bold_titles(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Texts in bold, where a link to a paper stands below most of them."""
    bold = [i for i, p in enumerate(pieces) if p.says == "text" and p.block.is_bold and is_title_like(p.text)]
    ends = [*bold[1:], *([len(pieces)] if bold else [])]
    sure = sum(any(piece.keys for piece in pieces[i + 1 : end]) for i, end in zip(bold, ends, strict=True))
    return {i: Title(pieces[i].text) for i in bold} if sure > 1 and 2 * sure > len(bold) else {}


def _is_of_a_paper(piece: Piece) -> bool:
    return piece.says in ("author count", "id") or bool(piece.keys) or (piece.says == "label" and piece.name != "")


def _join_title_lines(pieces: Sequence[Piece], titles: Mapping[int, Title]) -> dict[int, Title]:
    """The titles, those whole that go on in the line below."""
    whole = dict(titles)
    for i, title in titles.items():
        below = pieces[i + 1] if i + 1 < len(pieces) and i + 1 not in titles else None
        if below and _goes_on(pieces[i], below):
            whole[i] = title._replace(text=f"{title.text} {below.text}", lines=2)
    return whole


_OPEN_END = re.compile(r"[:,–—-]$|\b(?:a|an|the|of|for|in|on|with|and|to|from|by|via|at|as)$", re.IGNORECASE)


def _goes_on(above: Piece, below: Piece) -> bool:
    """Whether the line right below a heading is a part of it: an editor broke it, and it does not end a sentence."""
    is_next = above.block.kind == "heading" and below.block.line == above.block.last + 1
    if not (is_next and below.says == below.block.kind == "text" and is_title_like(below.text)):
        return False
    is_list = re.search(r", | and |,$", below.text) is not None and bool(read_names(below.text))
    sure = _OPEN_END.search(above.text) or below.text[0].islower()
    return below.text[-1] != "." and not is_list and (bool(sure) or not below.block.names)
