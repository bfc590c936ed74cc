"""The cost of each role of a block, from weighted evidence.

Costs are on the scale of log-odds: 1 is a hint, 3 strong evidence, 8 all but certain. They were set by hand, for
reasons one can name, and tried on 10,000 papers in two dozen layouts of a page.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from generator.seeds.pasted.blocks import TITLE_GOES_ON, Block

Role = Literal[
    "title", "title goes on", "authors", "abstract", "line", "paragraph", "orphan", "aside", "skip", "end", "date"
]
"""What a piece can be. `line` and `paragraph` go on with an abstract, on the same line or below a blank one; an
`orphan` is an abstract that starts without a title; `skip` is furniture, and `end` furniture that ends an abstract. An
`aside` is a line that no rule knows, and which belongs to no paper: the name of a section, a menu.
"""

Costs = dict[Role, float]

BOILERPLATE_COST = 0.3
"""What a line costs as furniture that a rule knows but is not sure of."""

UNFINISHED_COST = 5.0
"""What it costs to end an abstract in the middle of a sentence with such a line."""

MID_SENTENCE_COST = 4.0
"""What it costs to start a title with a small letter, right below a line whose sentence has not ended."""

BYLINE_COSTS = {1: 2.5, 2: 0.3}
"""What it costs to take one name, or several, for the authors of the title above."""

SECOND_ABSTRACT_COST = 3.0
"""What it costs to take a text labelled as an abstract for a further paragraph."""

SUMMARY_COST = 3.0
"""What it costs to take a one-line summary for the abstract, where there is no other."""

VERBATIM_COST = 4.0
"""What it costs to take a row of a table or a line of code for a title."""

BYLINE_TITLE_COST = 3.0
"""What it costs to take several names for a title."""

TOO_LONG_COST = 12.0
"""What it costs to take a long paragraph for a title, or the heading of an abstract."""

PARAGRAPH_COST = 3.3
"""What it costs to go on with an abstract below a blank line."""

MAX_TITLE_LENGTH = 300


class Pattern(NamedTuple):
    """`price` is added when a text has what `find` finds, which it can only where it has `sign`."""

    price: float
    sign: str
    find: Callable[[str], re.Match[str] | None]


def _pattern(price: float, pattern: str, sign: str = "") -> Pattern:
    compiled = re.compile(pattern)
    return Pattern(price, sign, compiled.match if pattern[0] == "^" else compiled.search)


_OPENINGS = (
    "We|Our|This|These|In|To|However|Although|While|Recent|It|There|Despite|For|As|By|Code"
    "|[A-Z][a-z]+ (?:is|are|has|have|can)"
)
_SURE_OPENINGS = (
    "We|Our|In this (?:paper|work)|This (?:paper|work|article|study|survey)|(?:The )?[Cc]ode (?:is|and|will)"
)
_HEADINGS = (
    "abstract|background|introduction|objectives?|aims?|purpose|motivation|methods?|results?|conclusions?|findings?"
    "|keywords?|index terms"
)

TITLE_ENDS = {".": 4.0, "。": 4.0, ",": 4.0, ";": 4.0, ":": 3.0}
"""What speaks against a title: how it ends, but for an ellipsis."""

# A literal comes first, for `re` runs to one; what must stand before it is asked behind it.
TITLE_PATTERNS = (
    _pattern(2.0, r"\. (?<=[a-z]{3}\. )[A-Z]", ". "),
    _pattern(4.0, r"\. (?<=[a-z]{3}\. ).*[a-z]{3}\. ", ". "),
    _pattern(1.5, r"^[a-z]+ "),
    _pattern(4.0, r"https?://", "://"),
    _pattern(4.0, r"^(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])\) )"),
    _pattern(2.5, rf"^(?!.*\?$)(?:{_OPENINGS}) (?:[a-z]+ )?[a-z]+\b"),
    _pattern(4.0, rf"^(?:{_SURE_OPENINGS}) (?:[a-z]+,? )+[a-z]"),
    _pattern(5.0, rf"^(?i:{_HEADINGS})\b(?:[:.—]| ?$)"),
    _pattern(2.5, r" ha(?:ve|s) (?:[a-z]+ly )?(?:been|become|[a-z]+ed|shown|seen|led|made|grown)\b", " ha"),
)
"""What else does, beside its length."""

_LONG_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_SECTION = re.compile(rf"(?:{_HEADINGS})[:.]?", re.IGNORECASE)
_LONGEST_SECTION = 16
_LIST_ITEM = re.compile(r"(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)] )")


def costs(above: Block | None, piece: Block) -> Costs:
    """The price of each role that is open to a piece, given the piece above it."""
    if piece.day:
        return {"date": 0.0}
    if piece.known:
        return {"skip": 0.0, "end": 0.0}
    if piece.field == "title":
        return {"title": 0.0}
    if piece.field == TITLE_GOES_ON:
        return {"title goes on": 0.0}
    if piece.field == "abstract":
        return {"abstract": 0.0, "orphan": 0.0, "paragraph": SECOND_ABSTRACT_COST}
    if piece.field == "summary":
        return {"abstract": SUMMARY_COST, "skip": 0.0, "end": 0.0}
    text_above = None if above is None or above.known else above
    options: Costs = {}
    if piece.aside:
        options["aside"] = piece.aside
    if piece.byline:
        options["authors"] = BYLINE_COSTS[piece.byline]
    if piece.gap and not (options or piece.rule) and len(piece.text) > 2 * MAX_TITLE_LENGTH and not piece.verbatim:
        return _long_text_costs(text_above, piece)
    shape = _measure(piece)
    if piece.can_be == "title":
        options |= _start_costs(text_above, piece, shape)
    if text_above and not piece.gap:
        options |= _next_line_costs(text_above, piece, shape)
    if piece.rule:
        unfinished = text_above is not None and not (text_above.stopped or piece.gap)
        options |= {"skip": BOILERPLATE_COST, "end": BOILERPLATE_COST + (UNFINISHED_COST if unfinished else 0.0)}
    return options


def _long_text_costs(above: Block | None, piece: Block) -> Costs:
    """What it costs to start something with a text on its own that is too long for a title."""
    text = 0.0 if piece.stopped or piece.continued else 2.5
    options: Costs = {"title": TOO_LONG_COST, "abstract": text, "orphan": text}
    if above:
        options["paragraph"] = PARAGRAPH_COST + text / 2
        if piece.text == above.text:
            options |= {"title": TOO_LONG_COST + 1.0, "abstract": 0.0}
    return options


class _Shape(NamedTuple):
    """What is asked of a text more than once: its share of capitals, whether it is written like a title, what its
    patterns cost it as one, and what speaks against running text."""

    capitals: float
    is_like_title: bool
    patterns: float
    text: float


def _measure(piece: Block) -> _Shape:
    capitals = capitalised_share(piece.text)
    is_like_title = capitals > 0.6 and not piece.stopped and 20 < len(piece.text) < 220 and piece.text.count(" ") > 2
    is_asked = piece.can_be == "title" and (len(piece.text) <= 2 * MAX_TITLE_LENGTH or not piece.gap)
    patterns = pattern_cost(piece.text) if is_asked else 0.0
    return _Shape(capitals, is_like_title, patterns, _text_cost(piece, is_like_title=is_like_title))


def _start_costs(above: Block | None, piece: Block, shape: _Shape) -> Costs:
    """What it costs to start something with a piece: a title, an abstract, a paragraph."""
    title, orphan = _title_cost(piece, shape), shape.text + _abstract_cost(piece, shape)
    abstract = orphan
    if above and not piece.gap:
        full = 1.0 if piece.wrapped else 0.0
        title += 1.0 + full + (0.0 if above.stopped or not piece.text[0].islower() else MID_SENTENCE_COST)
        abstract += 0.5 + full + (2.5 if piece.text[0].islower() else 0.0)
    if above and piece.text == above.text:
        title, abstract = title + 1.0, 0.0
    options: Costs = {"title": title, "abstract": abstract, "orphan": orphan}
    if above and piece.gap:
        options["paragraph"] = 1.0 if piece.verbatim else PARAGRAPH_COST + orphan / 2
    return options


def _next_line_costs(above: Block, piece: Block, shape: _Shape) -> Costs:
    """What it costs to go on with the line above, when no blank line is between."""
    if piece.verbatim:
        return {"paragraph": 0.0}
    options: Costs = {}
    if piece.can_be == "title":
        sentence = 4.0 if shape.capitals < 0.4 else 0.0
        options["title goes on"] = shape.patterns + sentence + (0.5 if piece.wrapped else 5.0)
    listed = _LIST_ITEM.match(piece.text) is not None
    if listed or (above.stopped and (piece.indented or not piece.wrapped)):
        options["paragraph"] = shape.text + (0.5 if piece.indented or listed else 2.8)
    else:
        options["line"] = shape.text + (0.0 if piece.wrapped else 1.5)
    return options


def _title_cost(piece: Block, shape: _Shape) -> float:
    """What speaks against a title: above all length, a full stop, a sentence."""
    length = len(piece.text)
    if length > 2 * MAX_TITLE_LENGTH or _is_section(piece.text):
        return TOO_LONG_COST
    price = 8.0 if length > MAX_TITLE_LENGTH else 6.0 if length > 220 else 2.0 if length > 160 else 0.0
    price += shape.patterns + (4.0 if piece.rule else 0.0) + (1.0 if piece.continued else 0.0)
    price += (VERBATIM_COST if piece.verbatim else 0.0) + (BYLINE_TITLE_COST if piece.byline > 1 else 0.0)
    return price + (1.5 if shape.capitals < 0.3 and length > 60 else -1.0 if shape.capitals > 0.6 else 0.0)


def _is_section(text: str) -> bool:
    return len(text) <= _LONGEST_SECTION and _SECTION.fullmatch(text) is not None


def pattern_cost(text: str) -> float:
    """What the wording of a text and how it ends cost it as a title."""
    end = TITLE_ENDS.get(text[-1], 0.0)
    if end and text[-3:-1] == ".." and text[-1] in ".。":
        end = 0.0
    return end + sum([price for price, sign, find in TITLE_PATTERNS if sign in text and find(text)])


def _abstract_cost(piece: Block, shape: _Shape) -> float:
    """What speaks against the start of an abstract: that it is short, and written like a title."""
    if piece.verbatim:
        return VERBATIM_COST
    room = max(piece.room, len(piece.text))
    if room > 300:
        return 0.0
    price = 0.5 if room > 200 else 1.0 if room > 120 else 2.0 if room > 60 else 3.0
    return price + (1.0 if shape.is_like_title else 0.0)


def _text_cost(piece: Block, *, is_like_title: bool) -> float:
    """What speaks against running text: a line that ends before its sentence does, capitals as in titles."""
    if _is_section(piece.text):
        return 0.0
    price = (0.0 if piece.stopped or piece.continued else 2.5) + (2.0 if piece.rule else 0.0)
    return price + (3.0 if is_like_title else 0.0)


def capitalised_share(text: str) -> float:
    """The share of the longer words that are written with a capital, as titles do."""
    words = _LONG_WORD.findall(text) if len(text) <= MAX_TITLE_LENGTH else ()
    return 1 - sum(map(str.islower, words)) / len(words) if words else 0.5
