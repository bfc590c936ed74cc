"""Which lines of a page are titles and which abstracts, judged by the shape of the whole page.

No single line gives itself away: titles end in question marks and full stops, abstracts can be two words, blank lines
get lost or doubled, and an editor may have wrapped everything. So nothing is decided line by line. Every piece of the
page gets a price for being a title, the start of an abstract, more of one, or neither; the order of parts has prices
as well (a title without an abstract is dear, a second paragraph is not); and of all ways to read the page the cheapest
is taken. That is Viterbi's algorithm ("Error bounds for convolutional codes", IEEE Trans. Inf. Theory 13, 1967), linear
in the length of the page. Prices are on the scale of log-odds: 1 is a hint, 3 strong evidence, 8 all but certain.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import Day

Role = Literal["title", "title goes on", "abstract", "line", "paragraph", "orphan", "skip", "date"]
State = Literal["nothing", "title", "title, note", "abstract"]

MISSING = 4.5
"""The price of a title without an abstract."""

ORPHANED = 8.0
"""The price of an abstract without a title."""

STEPS: tuple[tuple[State, Role, State, float], ...] = (
    ("nothing", "title", "title", 0.0),
    ("abstract", "title", "title", 0.0),
    ("title", "title", "title", MISSING),
    ("title, note", "title", "title", MISSING),
    ("title", "title goes on", "title", 0.0),
    ("title", "abstract", "abstract", 0.0),
    ("title, note", "abstract", "abstract", 0.0),
    ("nothing", "orphan", "abstract", ORPHANED),
    ("abstract", "line", "abstract", 0.0),
    ("abstract", "paragraph", "abstract", 0.0),
    ("title", "skip", "title, note", 0.0),
    ("title, note", "skip", "title, note", 0.0),
    ("abstract", "skip", "nothing", 0.0),
    ("nothing", "skip", "nothing", 0.0),
    ("title", "date", "nothing", MISSING),
    ("title, note", "date", "nothing", MISSING),
    ("abstract", "date", "nothing", 0.0),
    ("nothing", "date", "nothing", 0.0),
)  # fmt: skip
STARTS: tuple[Role, ...] = ("title", "abstract")

"""What may follow what: from a state, by the role of the next piece, to a state, at a price."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the page, or several that an editor certainly wrapped; `first` and `last` are line numbers.

    `gap` is the number of blank lines above it, `wrapped` says that the line above was full, `room` is the number of
    characters from here to the next blank line. `rule` names the furniture rule that knows it, `maybe` that it could
    be text all the same, `day` is what it names when it is a date.
    """

    first: int
    last: int
    text: str
    gap: int = 0
    indented: bool = False
    wrapped: bool = False
    continued: bool = False
    stopped: bool = False
    room: int = 0
    rule: str = ""
    maybe: bool = False
    day: Day | None = None

    @property
    def known(self) -> bool:
        """Whether it is no text at all."""
        return self.day is not None or (self.rule != "" and not self.maybe)


@dataclass(frozen=True, slots=True)
class Sign:
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

TITLE_SIGNS = (
    _sign(4.0, r"(?<!\.\.)[.。]$"),
    _sign(4.0, r"[,;]$"),
    _sign(3.0, r":$"),
    _sign(2.0, r"[a-z]{3}\. [A-Z]"),
    _sign(4.0, r"[a-z]{3}\. .*[a-z]{3}\. "),
    _sign(1.5, r"^[a-z]+ "),
    _sign(4.0, r"https?://"),
    _sign(4.0, r"^(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])\) )"),
    _sign(2.5, rf"^(?!.*\?$)(?:{_OPENINGS}) (?:[a-z]+ )?[a-z]+\b"),
    _sign(4.0, rf"^(?:{_SURE_OPENINGS}) (?:[a-z]+,? )+[a-z]"),
    _sign(5.0, rf"^(?i:{_HEADINGS})\b(?:[:.—]| ?$)"),
)
"""What speaks against a title, beside its length."""

WIDEST_WRAP = 132
"""No editor wraps wider than this: a longer line is a whole paragraph."""

LONGEST_TITLE = 300

_LONG_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_STOP = re.compile(r"[.!?。！？…][\"'”’)\]}$*]*$|(?:https?://|www\.)\S+$")
_SECTION = re.compile(rf"(?:{_HEADINGS})[:.]?", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?:[-*•–·] |\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)] )")


def read_roles(pieces: Sequence[Piece]) -> list[Role]:
    """The cheapest role of each piece, all of them taken together.

    Where lines stand close together, or abstracts seem to have paragraphs, the page is read twice: the second time
    knowing the habits of this page.
    """
    prices = [_prices(above, piece) for above, piece in zip([None, *pieces], pieces, strict=False)]
    roles = _cheapest(prices)
    if "paragraph" not in roles and not any("title goes on" in options for options in prices):
        return roles
    return _cheapest(_with_habits(prices, pieces, roles))


def _with_habits(
    prices: Sequence[Mapping[Role, float]], pieces: Sequence[Piece], roles: Sequence[Role]
) -> list[dict[Role, float]]:
    """Adds what it costs to go against the page's habits, as far as a first reading shows them.

    Habits are whether titles and abstracts have a blank line above them, and how many paragraphs an abstract has.
    """
    tolls: dict[tuple[Role, bool], float] = {}
    for start in STARTS:
        gaps = [piece.gap > 0 for piece, role in zip(pieces, roles, strict=True) if role == start]
        share = (sum(gaps) + 0.5) / (len(gaps) + 1)
        tolls[start, True], tolls[start, False] = -math.log(share), -math.log(1 - share)
    for spaced in (True, False):
        paragraphs = sum(r == "paragraph" and (p.gap > 0) is spaced for p, r in zip(pieces, roles, strict=True))
        share = (paragraphs + 0.5) / (roles.count("abstract") + 1)
        tolls["paragraph", spaced] = -math.log(min(1.0, share)) - 1.6
    return [
        {role: price + tolls.get((role, piece.gap > 0), 0.0) for role, price in options.items()}
        for piece, options in zip(pieces, prices, strict=True)
    ]


def _cheapest(prices: Sequence[Mapping[Role, float]]) -> list[Role]:
    best: dict[State, float] = {"nothing": 0.0}
    trail: list[dict[State, tuple[State, Role]]] = []
    for options in prices:
        reached: dict[State, float] = {}
        came: dict[State, tuple[State, Role]] = {}
        for state, role, then, toll in STEPS:
            if role not in options or state not in best:
                continue
            total = best[state] + options[role] + toll
            if then not in reached or total < reached[then]:
                reached[then], came[then] = total, (state, role)
        best = reached
        trail.append(came)
    return _followed_back(best, trail)


def _followed_back(best: Mapping[State, float], trail: Sequence[Mapping[State, tuple[State, Role]]]) -> list[Role]:
    ends = {state: price + (MISSING if state.startswith("title") else 0.0) for state, price in best.items()}
    state = min(ends, key=lambda name: ends[name])
    roles: list[Role] = []
    for came in reversed(trail):
        state, role = came[state]
        roles.append(role)
    return roles[::-1]


def _prices(above: Piece | None, piece: Piece) -> dict[Role, float]:
    """What each role of a piece costs, given the piece above it."""
    if piece.day:
        return {"date": 0.0}
    if piece.known:
        return {"skip": 0.0}
    capitals = _capitals(piece.text)
    text = _text_price(piece, capitals)
    abstract = text + _abstract_price(piece, capitals)
    prices: dict[Role, float] = {"title": _title_price(piece, capitals), "abstract": abstract, "orphan": abstract}
    if piece.rule:
        prices["skip"] = 0.3
    if above and piece.gap and not above.known:
        _after_a_gap(prices, above, piece, text)
    elif above and not above.known:
        _without_a_gap(prices, above, piece, text, capitals)
    if above and piece.text == above.text:
        prices["abstract"], prices["title"] = 0.0, prices["title"] + 1.0
    return prices


def _after_a_gap(prices: dict[Role, float], above: Piece, piece: Piece, text: float) -> None:
    if not above.stopped and above.continued and piece.text[0].islower():
        prices["line"] = text + 1.5
    prices["paragraph"] = 3.3 + prices["abstract"] / 2


def _without_a_gap(prices: dict[Role, float], above: Piece, piece: Piece, text: float, capitals: float) -> None:
    full = 1.0 if piece.wrapped else 0.0
    prices["title"] += 1.0 + full
    prices["abstract"] += 0.5 + full + (2.5 if piece.text[0].islower() else 0.0)
    prices["title goes on"] = _signs(piece.text) + (4.0 if capitals < 0.4 else 0.0) + (0.5 if piece.wrapped else 5.0)
    listed = bool(_LIST_ITEM.match(piece.text))
    if listed or (above.stopped and (piece.indented or not piece.wrapped)):
        prices["paragraph"] = text + (0.5 if piece.indented or listed else 2.8)
    else:
        prices["line"] = text + (0.0 if piece.wrapped else 1.5)


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


def _capitals(text: str) -> float:
    """The share of the longer words that are written with a capital, as titles do."""
    words = _LONG_WORD.findall(text) if len(text) <= LONGEST_TITLE else ()
    return 1 - sum(map(str.islower, words)) / len(words) if words else 0.5


def is_stopped(text: str) -> bool:
    """Whether a text ends like a sentence, or with an address."""
    return text[-1] in ".!?" or _STOP.search(text, max(0, len(text) - 200)) is not None


def was_full(above: str, line: str, around: Sequence[int]) -> bool:
    """Whether an editor that wraps lines broke here: the first word of `line` would not have fitted above.

    The width is told by the lengths of the lines `around`. The longest of many may be titles, so it is the third.
    """
    if len(above) > WIDEST_WRAP or len(line) > WIDEST_WRAP:
        return False
    lengths = sorted((length for length in around if length <= WIDEST_WRAP), reverse=True)
    width = lengths[2] if len(lengths) > 5 else lengths[0]
    regular = len(around) < 5 or 2 * sum(0.8 * width < length <= width + 4 for length in around) >= len(around)
    return regular and max(len(above), len(line)) <= width + 4 and len(above) + 1 + len(line.split(" ", 1)[0]) > width
