"""Takes off the numbers and signs that a page puts before the titles of its papers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.seeds.pasted.blocks import Block

_NUMBER = re.compile(
    r"(?:(?:(?:Paper|Article|Artikel|No\.?|Nr\.?|N[°º]) ?)?[#(\[]?\s?(\d{1,3})\s?(?:[.)\]:]{1,2}|\s[-–—])\s*"
    r"|([①-⑳]|[❶-❿])\s?|#(\d{1,3})\s|((?:[0-9]\ufe0f?\u20e3){1,2}|🔟)\s?|(\d{1,2})/\d{1,2}\s|(X?(?:IX|IV|V?I{0,3}))\.\s)"
    r"(?=[^\W\d_]|[\"“'‘$\\«(\[]|(?<=\s)\d)"
)
_STARTS = frozenset("PANIVX")
"""The letters that a number may begin with."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NO_DIGITS = re.compile(r"\D")
_LEAST_ROOM = 30


def take_off_numbers(pieces: list[Block]) -> list[Block]:
    """The page without the numbers of its papers: they rise by one, and between two of them stands a text."""
    pieces = _take_off_signs(pieces)
    unlike = (i for i, piece in enumerate(pieces) if not piece.text[0].isalpha() or piece.text[0] in _STARTS)
    marks = [(i, mark) for i in unlike if (mark := _number_of(pieces[i])) and _may_open(pieces, i)]
    numbers = next(filter(None, (_find_chain(pieces, marks, kind) for kind in ("", "count", "roman"))), None)
    if not numbers:
        return pieces
    return [
        piece._replace(text=piece.text[numbers[i] :], numbered=True, byline=0) if i in numbers else piece
        for i, piece in enumerate(pieces)
    ]


class _Mark(NamedTuple):
    """A number that opens a piece, how long it is, and what it is where it is like other texts: `1/4`, `II.`"""

    number: int
    length: int
    kind: str = ""


def _find_chain(pieces: Sequence[Block], marks: Iterable[tuple[int, _Mark]], kind: str) -> dict[int, int]:
    """The pieces with numbers of a kind that rise from one, each with the length of its number."""
    chain: list[tuple[int, _Mark]] = []
    for i, mark in marks:
        if mark.kind == kind and (
            mark.number == chain[-1][1].number + 1 and _room_between(pieces[chain[-1][0] : i]) > 100
            if chain
            else mark.number == 1
        ):
            chain.append((i, mark))
    if len(chain) == 1 and (kind or not all(piece.known or piece.rule for piece in pieces[: chain[0][0]])):
        return {}
    return {i: mark.length for i, mark in chain}


def _number_of(piece: Block) -> _Mark | None:
    """The number that opens a piece."""
    if piece.known or len(piece.text) > 300:
        return None
    match = _NUMBER.match(piece.text)
    if not match:
        return None
    if match[2]:
        return _Mark(int(unicodedata.numeric(match[2])), match.end())
    if match[5]:
        return _Mark(int(match[5]), match.end(), "count")
    if match[6]:
        return _Mark(_read_roman(match[6]), match.end(), "roman")
    digits = match[1] or match[3] or _NO_DIGITS.sub("", match[4] or "") or "10"  # the last is one sign
    return _Mark(int(digits), match.end()) if match[1] or match[3] or match[4] else None


def _read_roman(text: str) -> int:
    values = [_ROMAN[sign] for sign in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


_SIGNS = "*•▪■►●◆+→–-#"
_TIME = r"\d{1,2}[:.]\d\d(?:\s?[ap]m)?"
_SIGN = re.compile(
    rf"(?P<sign>[*•▪■►●◆+→–-]|#{{1,6}})\s+(?=\S)|{_TIME}(?:\s?[–—-]\s?{_TIME})?[\s:·|–—-]+(?=[^\W\d_])", re.IGNORECASE
)
"""A sign before a title, or when it is presented."""


def _take_off_signs(pieces: list[Block]) -> list[Block]:
    """The page without the sign that stands before each of its titles, `* Title` or `## Title`, with a text below."""
    signed = (i for i, piece in enumerate(pieces) if piece.text[0] in _SIGNS or piece.text[0].isdigit())
    signs = {i: match for i in signed if (match := _SIGN.match(pieces[i].text)) and _is_alone(pieces, i)}
    if len(signs) < 2:
        return pieces
    sign, often = Counter(match["sign"] for match in signs.values()).most_common(1)[0]
    titles = [i for i, match in signs.items() if match["sign"] == sign]
    rooms = [_room_between(pieces[i + 1 : end]) for i, end in zip(titles, [*titles[1:], len(pieces)], strict=True)]
    if often < 2 or min(rooms) < _LEAST_ROOM:
        return pieces
    chosen = set(titles)
    return [
        piece._replace(text=piece.text[signs[i].end() :], numbered=True, byline=0) if i in chosen else piece
        for i, piece in enumerate(pieces)
    ]


def _is_alone(pieces: Sequence[Block], i: int) -> bool:
    piece = pieces[i]
    return not (piece.known or piece.stopped) and (i == 0 or bool(piece.gap) or pieces[i - 1].known)


def _may_open(pieces: Sequence[Block], i: int) -> bool:
    """Whether a line with a number may be the first of a paper: `(2)` inside of a sentence is none."""
    above = pieces[i - 1] if i else None
    return (
        above is None or bool(pieces[i].gap or above.known or above.rule or above.stopped) or pieces[i].text[0] != "("
    )


def _room_between(pieces: Iterable[Block]) -> int:
    return sum(len(piece.text) for piece in pieces if not piece.rule)
