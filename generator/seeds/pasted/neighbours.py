"""Names the lines that only their neighbours, or their fellows on the page, give away.

Users and organisations, summaries that no author wrote, affiliations below names, and the short lines of menus
and sections.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, takewhile

from generator.seeds.pasted.adverts import leave_out_adverts
from generator.seeds.pasted.blocks import (
    FIGURES,
    WIDEST_WRAP,
    Block,
    find_wrapped_ends,
    group_lines,
    is_strict,
    join_wrapped_lines,
    undo_double_spacing,
    wrap_width,
)
from generator.seeds.pasted.numbers import take_off_numbers
from generator.seeds.pasted.rules.boilerplate import ABSTRACT_HEADING, AI_SUMMARY, ORGANISATION, SUBMITTED_BY, USER_NAME
from generator.seeds.pasted.rules.bylines import is_affiliation

HEADLINE = "headline"
REPEATED = "repeated line"
AFFILIATION = "affiliation"

SHORT_LINE_COST = 3.0
"""What it costs to take a line of one or two words for the name of a section."""
MENU_COST = 0.8
"""What a line of a menu costs: three short lines or more that follow each other."""
_ABOVE_ORGANISATION = ("published on", "submitted by", "badge", "user name")
_MENU_RULES = ("buttons", "masthead", "badge", "listing", "advert", "cookies", "invitation", "publication")
PAIR_COST = 1.7
"""What each of two short lines costs, when no blank line parts them."""
VERBATIM_ASIDE_COST = 0.5
"""What it costs to leave out a row of a table, or a line of code, that follows no abstract."""

_FIELD_OF_STUDY = re.compile(
    r"(?:computer )?vision|language|(?:natural )?language processing|nlp|robotics"
    r"|(?:machine |deep |reinforcement )?learning"
    r"|audio|speech|vision|theory|security|graphics|multimodality?|artificial intelligence|statistics|ai|ml|cv|systems",
    re.IGNORECASE,
)
_SECTION_SIZE = 30
_MENU_SIZE = 4
_LONGEST_HEADLINE = 100
_LONGEST_REPEATED = 40
_OPEN_END = re.compile(r"(?:[:,–—-]|\b(?:a|an|the|of|for|in|on|with|and|to|from|by|via|at|as|or))$", re.IGNORECASE)
"""How a line ends that goes on in the next one."""
_HEADING = re.compile(
    r"(?:abstract|background|introduction|objectives?|aims?|purpose|motivation|methods?|results?|conclusions?|findings?"
    r"|keywords?|index terms|discussion|limitations|significance|importance)[:.]?",
    re.IGNORECASE,
)


def build_blocks(found: list[Block], words: Collection[str] = ()) -> list[Block]:
    """The pieces that lines come to. `words` are those of the page."""
    lines = undo_double_spacing(take_off_numbers(found))
    width = wrap_width([len(line.text) for line in lines])
    ends = find_wrapped_ends(lines, width)
    if ends:
        lines = [
            line._replace(rule="", field="", byline=0) if line.first in ends and _is_weak(line) else line
            for line in lines
        ]
    width = width if width and is_strict(lines, width) else 0
    pieces = [piece for block in group_lines(lines) for piece in join_wrapped_lines(block, words, width)]
    longest = max((len(line.text) for line in lines), default=0)
    return name_short_lines(leave_out_adverts(name_by_neighbours(pieces, longest, ends)))


def _is_weak(line: Block) -> bool:
    """Whether it is only likely that a line is no part of a text: it looks like one name, or like a kind of article."""
    return line.byline == 1 or (line.rule != "" and line.can_be == "title")


def name_by_neighbours(pieces: list[Block], width: int, ends: Collection[int]) -> list[Block]:
    """The pieces that only the lines around them give away: users, organisations, summaries that no author wrote.

    `width` is the length of the longest line of the page, `ends` are the lines that go on with a full one.
    """
    names = {
        i: AI_SUMMARY
        for label, piece in enumerate(pieces)
        if piece.rule == AI_SUMMARY
        for i in _find_summary(pieces, label)
    }
    leads, abstracts = set[int](), set[int]()
    has_bylines = (strengths := [piece.byline for piece in pieces]).count(2) >= max(1, strengths.count(1))
    for i, (above, piece) in enumerate(pairwise(pieces)):
        names |= _name_by_pair(pieces, i, ends, names.get(i, ""))
        if above.rule == ABSTRACT_HEADING and not (piece.known or piece.rule or piece.field or i + 1 in names):
            abstracts.add(i + 1)
        if piece.verbatim and above.text[-1] == ":" and not above.known:
            leads.add(i)
    names |= {i: REPEATED for i in _find_repeated(pieces) if i not in names}
    if any(piece.numbered or piece.field == "title" for piece in pieces):
        names |= {i: HEADLINE for i in range(len(pieces)) if _is_unmarked(pieces, i) and i not in names}
    sure = {
        i
        for i, piece in enumerate(pieces)
        if piece.byline == 1 and _is_byline(pieces, i, width, has_bylines) and not _is_in_menu(pieces, i)
    }
    pieces = [*pieces]
    for i in sure | leads | abstracts:
        byline, field = 2 if i in sure else pieces[i].byline, "abstract" if i in abstracts else pieces[i].field
        pieces[i] = pieces[i]._replace(byline=byline, field=field, verbatim=pieces[i].verbatim or i in leads)
    return [
        piece._replace(rule=names[i], can_be="furniture" if names[i] == AI_SUMMARY else "title", byline=0)
        if i in names and not piece.known
        else piece
        for i, piece in enumerate(pieces)
    ]


def _name_by_pair(pieces: Sequence[Block], i: int, ends: Collection[int], name: str) -> dict[int, str]:
    """What a line, which may have a `name` already, and the one below it say of each other, by their places."""
    above, piece = pieces[i], pieces[i + 1]
    names = {}
    if above.rule == SUBMITTED_BY and above.text.lower().endswith("by") and USER_NAME.fullmatch(piece.text):
        names[i + 1] = "user name"
    if (above.byline or name == AFFILIATION) and _may_be_affiliation(piece):
        names[i + 1] = AFFILIATION
    if not piece.gap and piece.first not in ends and _is_organisation(pieces, i):
        names[i + 1] = AFFILIATION
    if ORGANISATION.fullmatch(above.text) and (
        (piece.rule and piece.text[0] in "·•")
        or (piece.rule == "votes" and i and pieces[i - 1].rule in _ABOVE_ORGANISATION and not above.stopped)
    ):
        names[i] = "organisation"
    return names


def _is_byline(pieces: Sequence[Block], i: int, width: int, has_bylines: bool) -> bool:
    """Whether one name is that of an author: lines of names are usual on the page, or no line was broken above it."""
    piece, above = pieces[i], pieces[i - 1] if i else None
    if above is None or (above.byline > 1 and not piece.gap):
        return False
    is_below_title = not (piece.gap or above.known or above.rule or above.field or above.byline)
    is_short = len(above.text) < 0.6 * min(width, WIDEST_WRAP) and not _OPEN_END.search(above.text)
    return has_bylines or (is_below_title and is_short)


def _is_in_menu(pieces: Sequence[Block], i: int) -> bool:
    """Whether a line that is like a name stands among short ones, with no blank line between."""
    first = last = i
    while first and i - first < _MENU_SIZE and not pieces[first].gap and _may_be_in_menu(pieces[first - 1]):
        first -= 1
    below = pieces[i + 1 : i + 1 + _MENU_SIZE]
    last += sum(1 for _ in takewhile(lambda piece: not piece.gap and _may_be_in_menu(piece), below))
    return last - first + 1 >= _MENU_SIZE


def _may_be_in_menu(piece: Block) -> bool:
    return _is_short(piece) or (piece.rule in _MENU_RULES and len(piece.text) <= _SECTION_SIZE)


def _find_repeated(pieces: Sequence[Block]) -> Iterable[int]:
    """The short lines that stand on a page again and again: buttons and names of sections, not titles."""
    short = [
        i
        for i, piece in enumerate(pieces)
        if len(piece.text) < _LONGEST_REPEATED
        and not (piece.known or piece.rule or piece.wrapped)
        and (piece.gap or i == 0 or pieces[i - 1].rule or (not piece.byline and _is_long_text(pieces[i - 1])))
    ]
    shapes = {
        i: FIGURES.sub("0", piece.text)
        for i, piece in enumerate(pieces)
        if not (piece.gap or piece.stopped or piece.known or piece.rule or piece.field or piece.byline or piece.wrapped)
        and len(piece.text) < 2 * _LONGEST_REPEATED
        and FIGURES.search(piece.text)
    }
    alike = Counter(shapes.values())
    often = Counter(pieces[i].text for i in short)
    titles = {
        above.text
        for above, piece in pairwise(pieces)
        if above.text in often and (piece.text == above.text or (piece.stopped and len(piece.text) > _LONGEST_REPEATED))
    }
    return [i for i, shape in shapes.items() if alike[shape] > 1] + [
        i
        for i in short
        if often[text := pieces[i].text] > 1 and text not in titles and not (pieces[i].stopped or pieces[i].field)
    ]


def _is_long_text(piece: Block) -> bool:
    return piece.stopped and len(piece.text) > _LONGEST_HEADLINE


def _may_be_affiliation(piece: Block) -> bool:
    return not (piece.known or piece.rule or piece.field or piece.byline > 1) and is_affiliation(piece.text)


def _is_organisation(pieces: Sequence[Block], i: int) -> bool:
    """Whether the line below this one, right between a title and a text, says where its authors work."""
    above, piece, below = pieces[i], pieces[i + 1], pieces[i + 2] if i + 2 < len(pieces) else None
    if below is None or len(piece.text) > _LONGEST_REPEATED or above.known or above.stopped or above.rule:
        return False
    return _may_be_affiliation(piece) and not piece.stopped and below.stopped and len(below.text) > _LONGEST_HEADLINE


def _is_unmarked(pieces: Sequence[Block], i: int) -> bool:
    """Whether a line on its own, on a page that numbers or labels its titles, is none, for it has no such mark."""
    piece = pieces[i]
    alone = (i == 0 or piece.gap or pieces[i - 1].known) and (i + 1 == len(pieces) or _is_apart(pieces[i + 1]))
    marked = piece.numbered or piece.known or piece.rule or piece.field or piece.byline or piece.verbatim
    return bool(alone) and not (marked or piece.stopped) and len(piece.text) < _LONGEST_HEADLINE


def _is_apart(piece: Block) -> bool:
    return bool(piece.gap) or piece.known or bool(piece.field or piece.rule)


def name_short_lines(pieces: list[Block]) -> list[Block]:
    """The page with what it costs to leave out its short lines: the more of them follow each other, the less."""
    short = [_is_short(piece) for piece in pieces]
    pieces = [piece._replace(aside=VERBATIM_ASIDE_COST) if piece.verbatim else piece for piece in pieces]
    if not any(short):
        return pieces
    found = list(pieces)
    menu = [is_short or piece.rule in _MENU_RULES for is_short, piece in zip(short, pieces, strict=True)]
    for i, piece in enumerate(pieces):
        alone = i == 0 or bool(piece.gap) or pieces[i - 1].known or pieces[i - 1].stopped or menu[i - 1]
        if short[i] and alone:
            found[i] = piece._replace(aside=_menu_cost(pieces, menu, i) or _aside_cost(pieces, i))
    return found


def _is_short(piece: Block) -> bool:
    if piece.known or piece.rule or piece.field or piece.stopped or len(piece.text) > _SECTION_SIZE or piece.numbered:
        return False
    if piece.byline > 1:
        return False
    return piece.text.count(" ") < 4 and not _HEADING.fullmatch(piece.text) and not piece.verbatim


def _aside_cost(pieces: Sequence[Block], i: int) -> float:
    """What it costs to leave out a short line that has no other beside it: it may be a title without an abstract."""
    piece = pieces[i]
    if unicodedata.category(piece.text[0]) == "So":
        return 1.0
    beside = [other.rule for other in (*pieces[i + 1 : i + 2], *(pieces[i - 1 : i] if not piece.gap else ()))]
    return (
        SHORT_LINE_COST if piece.text.count(" ") < 2 and (any(beside) or _FIELD_OF_STUDY.fullmatch(piece.text)) else 0.0
    )


def _menu_cost(pieces: Sequence[Block], short: Sequence[bool], i: int) -> float:
    """What it costs to leave out a short line beside others; 0 when it has none."""
    first = last = i
    while first and (short[first - 1] or _is_bridge(pieces, short, first - 1)):
        first -= 1
    while last + 1 < len(short) and (short[last + 1] or _is_bridge(pieces, short, last + 1)):
        last += 1
    count = sum(short[first : last + 1])
    return MENU_COST if count > 2 else PAIR_COST if count == 2 and not pieces[last].gap else 0.0


def _is_bridge(pieces: Sequence[Block], short: Sequence[bool], i: int) -> bool:
    """Whether a line that a rule knows stands in a menu, right between two lines that none knows."""
    return 0 < i < len(short) - 1 and short[i - 1] and short[i + 1] and _may_be_in_menu(pieces[i])


def _find_summary(pieces: Sequence[Block], label: int) -> range:
    """Which pieces are the summary that the label "AI-generated summary" speaks of.

    Pages set it between title and abstract, with the label above it or below. So of the paragraphs around the label it
    is the shorter one; a paragraph alone is kept as the abstract, for want of a better one.
    """
    above, below = _paragraph_range(pieces, label - 1, -1), _paragraph_range(pieces, label + 1, 1)
    further = _paragraph_range(pieces, below.stop, 1) if _is_prose(pieces, below) else range(0)
    if _is_prose(pieces, above) and _is_prose(pieces, below):
        return min(above, below, key=lambda part: sum(len(pieces[i].text) for i in part))
    return below if _is_prose(pieces, below) and _is_prose(pieces, further) else range(0)


def _paragraph_range(pieces: Sequence[Block], start: int, step: int) -> range:
    """The pieces of the block that begins, or with `step` -1 ends, at `start`."""
    i = start
    while (
        0 <= i < len(pieces)
        and not pieces[i].known
        and (i == start or not pieces[i].rule)
        and (i == start or not pieces[i if step > 0 else i + 1].gap)
    ):
        i += step
    return range(start, i) if step > 0 else range(i + 1, start + 1)


def _is_prose(pieces: Sequence[Block], part: range) -> bool:
    return bool(part) and pieces[part[-1]].stopped and sum(len(pieces[i].text) for i in part) > 40
