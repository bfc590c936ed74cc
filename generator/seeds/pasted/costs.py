"""What each role of a piece costs: the evidence, weighed.

Prices are on the scale of log-odds: 1 is a hint, 3 strong evidence, 8 all but certain. They were set by hand, for
reasons one can name, and tried on 10,000 papers in two dozen layouts of a page.
"""

import re
from typing import Literal, NamedTuple

from generator.seeds.pasted.blocks import Piece

Role = Literal["title", "title goes on", "abstract", "line", "paragraph", "orphan", "skip", "end", "date"]
"""What a piece can be. `line` and `paragraph` go on with an abstract, on the same line or below a blank one; an
`orphan` is an abstract that starts without a title; `skip` is furniture, and `end` furniture that ends an abstract.
"""

Prices = dict[Role, float]

FURNITURE = 0.3
"""What a line costs as furniture that a rule knows but is not sure of."""

UNFINISHED = 5.0
"""What it costs to end an abstract in the middle of a sentence with such a line."""

MID_SENTENCE = 4.0
"""What it costs to start a title with a small letter, right below a line whose sentence has not ended."""

LONGEST_TITLE = 300


class Sign(NamedTuple):
    """`price` is added when `pattern` is found."""

    price: float
    pattern: re.Pattern[str]


def _sign(price: float, pattern: str) -> Sign:
    return Sign(price, re.compile(pattern))


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

# A literal or a set of characters comes first, for `re` runs to one; what must stand before it is asked behind it.
TITLE_SIGNS = (
    _sign(4.0, r"[.。]$(?<!\.\.[.。])"),
    _sign(4.0, r"[,;]$"),
    _sign(3.0, r":$"),
    _sign(2.0, r"\. (?<=[a-z]{3}\. )[A-Z]"),
    _sign(4.0, r"\. (?<=[a-z]{3}\. ).*[a-z]{3}\. "),
    _sign(1.5, r"^[a-z]+ "),
    _sign(4.0, r"https?://"),
    _sign(4.0, r"^(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])\) )"),
    _sign(2.5, rf"^(?!.*\?$)(?:{_OPENINGS}) (?:[a-z]+ )?[a-z]+\b"),
    _sign(4.0, rf"^(?:{_SURE_OPENINGS}) (?:[a-z]+,? )+[a-z]"),
    _sign(5.0, rf"^(?i:{_HEADINGS})\b(?:[:.—]| ?$)"),
)
"""What speaks against a title, beside its length."""

_LONG_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_SECTION = re.compile(rf"(?:{_HEADINGS})[:.]?", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)] )")


def prices(above: Piece | None, piece: Piece) -> Prices:
    """The price of each role that is open to a piece, given the piece above it."""
    if piece.day:
        return {"date": 0.0}
    if piece.known:
        return {"skip": 0.0, "end": 0.0}
    text_above = None if above is None or above.known else above
    options: Prices = {}
    if piece.can_be == "title":
        options |= _as_start(text_above, piece)
    if text_above and not piece.gap:
        options |= _as_next_line(text_above, piece)
    if piece.rule:
        unfinished = text_above is not None and not (text_above.stopped or piece.gap)
        options |= {"skip": FURNITURE, "end": FURNITURE + (UNFINISHED if unfinished else 0.0)}
    return options


def _as_start(above: Piece | None, piece: Piece) -> Prices:
    """What it costs to start something with a piece: a title, an abstract, a paragraph."""
    capitals = capitals_in(piece.text)
    title, orphan = _title_price(piece, capitals), _text_price(piece, capitals) + _abstract_price(piece, capitals)
    abstract = orphan
    if above and not piece.gap:
        full = 1.0 if piece.wrapped else 0.0
        title += 1.0 + full + (0.0 if above.stopped or not piece.text[0].islower() else MID_SENTENCE)
        abstract += 0.5 + full + (2.5 if piece.text[0].islower() else 0.0)
    if above and piece.text == above.text:
        title, abstract = title + 1.0, 0.0
    options: Prices = {"title": title, "abstract": abstract, "orphan": orphan}
    if above and piece.gap:
        options["paragraph"] = 3.3 + orphan / 2
    return options


def _as_next_line(above: Piece, piece: Piece) -> Prices:
    """What it costs to go on with the line above, when no blank line is between."""
    capitals = capitals_in(piece.text)
    text = _text_price(piece, capitals)
    options: Prices = {}
    if piece.can_be == "title":
        sentence = 4.0 if capitals < 0.4 else 0.0
        options["title goes on"] = _signs(piece.text) + sentence + (0.5 if piece.wrapped else 5.0)
    listed = _LIST_ITEM.match(piece.text) is not None
    if listed or (above.stopped and (piece.indented or not piece.wrapped)):
        options["paragraph"] = text + (0.5 if piece.indented or listed else 2.8)
    else:
        options["line"] = text + (0.0 if piece.wrapped else 1.5)
    return options


def _title_price(piece: Piece, capitals: float) -> float:
    """What speaks against a title: above all length, a full stop, a sentence."""
    length = len(piece.text)
    if length > 2 * LONGEST_TITLE or _SECTION.fullmatch(piece.text):
        return 12.0
    price = 8.0 if length > LONGEST_TITLE else 6.0 if length > 220 else 2.0 if length > 160 else 0.0
    price += _signs(piece.text) + (4.0 if piece.rule else 0.0) + (1.0 if piece.continued else 0.0)
    return price + (1.5 if capitals < 0.3 and length > 60 else -1.0 if capitals > 0.6 else 0.0)


def _signs(text: str) -> float:
    return sum(sign.price for sign in TITLE_SIGNS if sign.pattern.search(text))


def _abstract_price(piece: Piece, capitals: float) -> float:
    """What speaks against the start of an abstract: that it is short, and written like a title."""
    room = max(piece.room, len(piece.text))
    if room > 300:
        return 0.0
    price = 0.5 if room > 200 else 1.0 if room > 120 else 2.0 if room > 60 else 3.0
    return price + (1.0 if _like_a_title(piece, capitals) else 0.0)


def _text_price(piece: Piece, capitals: float) -> float:
    """What speaks against running text: a line that ends before its sentence does, capitals as in titles."""
    if _SECTION.fullmatch(piece.text):
        return 0.0
    price = (0.0 if piece.stopped or piece.continued else 2.5) + (2.0 if piece.rule else 0.0)
    return price + (3.0 if _like_a_title(piece, capitals) else 0.0)


def _like_a_title(piece: Piece, capitals: float) -> bool:
    return capitals > 0.6 and not piece.stopped and 20 < len(piece.text) < 220 and piece.text.count(" ") > 2


def capitals_in(text: str) -> float:
    """The share of the longer words that are written with a capital, as titles do."""
    words = _LONG_WORD.findall(text) if len(text) <= LONGEST_TITLE else ()
    return 1 - sum(map(str.islower, words)) / len(words) if words else 0.5
