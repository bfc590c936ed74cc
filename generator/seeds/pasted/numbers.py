"""Takes off the numbers and signs that a page puts before the titles of its papers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.seeds.pasted.blocks import Block

_NUMBER = re.compile(
    r"(?:[#(\[]?\s?(\d{1,3})\s?(?:[.)\]:]{1,2}|\s[-–—])\s*|([①-⑳]|[❶-❿])\s?|#(\d{1,3})\s"
    r"|((?:[0-9]\ufe0f?\u20e3){1,2}|🔟)\s?)"
    r"(?=[^\W\d_]|[\"“'‘$\\«(\[]|(?<=\s)\d)"
)
_NO_DIGITS = re.compile(r"\D")
_LEAST_ROOM = 30


def take_off_numbers(pieces: list[Block]) -> list[Block]:
    """The page without the numbers of its papers: they rise by one, and between two of them stands a text."""
    pieces = _take_off_signs(pieces)
    unlike = (i for i, piece in enumerate(pieces) if not piece.text[0].isalpha())
    marks = [(i, mark) for i in unlike if (mark := _number_of(pieces[i])) and _may_open(pieces, i)]
    if not marks:
        return pieces
    chain = marks[:1] if marks[0][1][0] == 1 else []
    for i, mark in marks[1:] if chain else ():
        if mark[0] == chain[-1][1][0] + 1 and _room_between(pieces[chain[-1][0] : i]) > 100:
            chain.append((i, mark))
    first = chain[0][0] if chain else 0
    if not chain or (len(chain) == 1 and not all(piece.known or piece.rule for piece in pieces[:first])):
        return pieces
    numbers = {i: mark[1] for i, mark in chain}
    return [
        piece._replace(text=piece.text[numbers[i] :], numbered=True, byline=0) if i in numbers else piece
        for i, piece in enumerate(pieces)
    ]


def _number_of(piece: Block) -> tuple[int, int] | None:
    """The number that opens a piece, and how long it is."""
    if piece.known or len(piece.text) > 300:
        return None
    match = _NUMBER.match(piece.text)
    if not match:
        return None
    if match[2]:
        return int(unicodedata.numeric(match[2])), match.end()
    digits = match[1] or match[3] or _NO_DIGITS.sub("", match[4]) or "10"  # the last is one sign
    return int(digits), match.end()


_SIGNS = "*•▪■►●◆+→–-#"
_SIGN = re.compile(r"([*•▪■►●◆+→–-]|#{1,6})\s+(?=\S)")


def _take_off_signs(pieces: list[Block]) -> list[Block]:
    """The page without the sign that stands before each of its titles, `* Title` or `## Title`, with a text below."""
    signed = (i for i, piece in enumerate(pieces) if piece.text[0] in _SIGNS)
    signs = {i: match for i in signed if (match := _SIGN.match(pieces[i].text)) and _is_alone(pieces, i)}
    if len(signs) < 2:
        return pieces
    sign, often = Counter(match[1] for match in signs.values()).most_common(1)[0]
    titles = [i for i, match in signs.items() if match[1] == sign]
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
