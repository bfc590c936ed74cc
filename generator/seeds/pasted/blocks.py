"""The blocks of a page: its lines, and lines that an editor wrapped joined.

Only what is certain is done here: lines are joined where an editor must have broken one. What is merely likely is
recorded for `costs` to weigh.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.model.papers import Day
from generator.seeds.pasted.hyphens import add_line, is_parted
from generator.seeds.pasted.rules.boilerplate import PossibleRole

WIDEST_WRAP = 132
"""No editor wraps wider than this: a longer line is a whole paragraph."""

TITLE_GOES_ON = "title goes on"
"""The field of a line that goes on with a title that has a label."""

FIGURES = re.compile(r"\d[\d.,]*[kKmM]?")
"""A count, which differs where lines are otherwise the same."""

_FEWEST_WRAPPED = 8
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’)\]}$*]*$|(?:https?://|www\.)\S+$")
_LAST_SIGNS = frozenset(".!?。！？…\"'”’)]}$*")


class Block(NamedTuple):
    """A line of the page, or several that an editor certainly wrapped; `first` and `last` are line numbers.

    `gap` is the number of blank lines above it. `wrapped` says that the line above was full, `continued` that the line
    below belongs to the same sentence or was wrapped, `stopped` that it ends like a sentence, `room` is the number of
    characters from here to the next blank line. `rule` names the furniture rule that knows it, `can_be` is what it may
    be for all that, and `day` what it names when it is a date.

    `field` is what a label says that it is, or what a rule reads in it: "title", "abstract", or a detail of a paper.
    `byline` is how surely it lists names (2, 1, 0), `verbatim` says that it looks like a row of a table or a line of
    code, `numbered` that it had a number, as its fellows on the page have, and `aside` is what it costs to take it for
    no part of a paper, 0 where that is out of the question.
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
    can_be: PossibleRole = "title"
    day: Day | None = None
    field: str = ""
    byline: int = 0
    verbatim: bool = False
    numbered: bool = False
    aside: float = 0.0

    @property
    def known(self) -> bool:
        """Whether it is no text at all."""
        return self.day is not None or self.can_be == "furniture"


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, or with an address."""
    if text[-1] in ".!?":
        return True
    end = text[-200:]
    may_end = end[-1] in _LAST_SIGNS or "://" in end or "www." in end
    return may_end and _SENTENCE_END.search(end) is not None


def starts_small(text: str) -> bool:
    """Whether a text begins with a word in small letters, as in the middle of a sentence: "arXiv" is a name."""
    return text[0].islower() and text.split(" ", 1)[0].islower()


def undo_double_spacing(pieces: list[Block]) -> list[Block]:
    """The page with fewer blank lines where every line break was doubled, those inside sentences too."""
    if not any(piece.text[0].islower() and len(piece.text) <= WIDEST_WRAP and not piece.known for piece in pieces[1:]):
        return pieces
    text: list[tuple[Block, Block]] = []
    for above, piece in pairwise(pieces):
        if not (above.known or piece.known):
            if not piece.gap:
                return pieces
            text.append((above, piece))
    least = min((piece.gap for _, piece in text), default=0)
    inside = [
        not above.stopped and piece.text[0].islower() and len(piece.text) <= WIDEST_WRAP
        for above, piece in text
        if piece.gap == least
    ]
    if len(inside) == len(text) or 4 * sum(inside) < len(text):
        return pieces
    return [piece._replace(gap=max(0, piece.gap - least)) for piece in pieces]


def find_wrapped_ends(pieces: Sequence[Block], width: int) -> frozenset[int]:
    """The lines that go on with a full one whose sentence has not ended, on a page where an editor broke most lines at
    `width`."""
    if not width:
        return frozenset()
    return frozenset(
        piece.first
        for above, piece in pairwise(pieces)
        if is_full(above.text, piece.text, width)
        and width >= len(above.text)
        and not (piece.gap or above.stopped or above.rule or above.field or above.known or above.byline > 1)
    )


def wrap_width(lengths: Sequence[int]) -> int:
    """The width at which an editor broke the lines of a page; 0 where hardly any line ends near one."""
    narrow = sorted(length for length in lengths if length <= WIDEST_WRAP)
    if len(narrow) < _FEWEST_WRAPPED or len(narrow) < 0.9 * len(lengths):
        return 0
    width = narrow[-1 - len(narrow) // 100]
    return width if 2 * (len(narrow) - bisect_right(narrow, 0.8 * width)) >= len(narrow) else 0


def is_strict(pieces: Sequence[Block], width: int) -> bool:
    """Whether a page has no sentence that goes on below a line where its next word would have found room."""
    inside = [
        is_full(above.text, piece.text, width)
        for above, piece in pairwise(pieces)
        if not (piece.gap or above.stopped or above.known or piece.known) and starts_small(piece.text)
    ]
    return len(inside) >= _FEWEST_WRAPPED and inside.count(False) <= len(inside) // 100


def is_full(above: str, line: str, width: int) -> bool:
    """Whether the first word of `line` would not have found room above, where lines are so wide."""
    return len(above) + 1 + len(line.split(" ", 1)[0]) > width


def group_lines(pieces: Iterable[Block]) -> list[list[Block]]:
    """Runs of lines with nothing between them; a line known to be no text is a block of its own, a label opens one."""
    found: list[list[Block]] = []
    for piece in pieces:
        if found and not (piece.gap or piece.known or found[-1][-1].known or piece.field in ("title", "abstract")):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


@dataclass(slots=True)
class _Run:
    """Lines of one block in the making, from `first` to `last`, with their texts and what stands between them."""

    first: Block
    last: Block
    texts: list[str]
    wrapped: bool = False
    continued: bool = False

    @property
    def length(self) -> int:
        return sum(map(len, self.texts))

    def join(self, room: int) -> Block:
        """The block, built once."""
        alone = self.first is self.last
        return self.first._replace(
            text=self.first.text if alone else "".join(self.texts),
            last=self.last.last,
            stopped=self.last.stopped,
            byline=self.first.byline if alone else 0,
            wrapped=self.wrapped,
            continued=self.continued,
            room=room,
        )


def join_wrapped_lines(block: list[Block], words: Collection[str] = (), width: int = 0) -> list[Block]:
    """A block with the lines joined that certainly were one, and what wrapping tells about the others.

    `width` is that of a page that is broken there and nowhere else; of another the lines around tell it.
    """
    if len(block) == 1:
        return block
    lengths = [len(piece.text) for piece in block]
    runs = [_Run(block[0], block[0], [block[0].text])]
    for i, (above, piece) in enumerate(pairwise(block), 1):
        parted = is_parted(above.text, piece.text)
        full = parted or (
            is_full(above.text, piece.text, width)
            if width
            else was_wrapped(above.text, piece.text, lengths[max(0, i - 4) : i + 4])
        )
        goes_on = not above.stopped and starts_small(piece.text)
        whole = above.verbatim or piece.verbatim or piece.rule or above.rule
        if full and goes_on and not whole and (parted or not piece.indented):
            add_line(runs[-1].texts, piece.text, words)
            runs[-1].last = piece
        else:
            runs[-1].continued = full or goes_on
            runs.append(_Run(piece, piece, [piece.text], wrapped=full))
    rooms = [*accumulate(run.length for run in reversed(runs))][::-1]
    return [run.join(room) for run, room in zip(runs, rooms, strict=True)]


def was_wrapped(above: str, line: str, around: Sequence[int]) -> bool:
    """Whether an editor that wraps lines broke here: the first word of `line` would not have fitted above.

    The width is told by the lengths of the lines `around`. The longest of many may be titles, so it is the third.
    """
    longer = max(len(above), len(line))
    if longer > WIDEST_WRAP:
        return False
    lengths = sorted(around)
    if lengths[-1] > WIDEST_WRAP:
        lengths = lengths[: bisect_right(lengths, WIDEST_WRAP)]
    width = lengths[-3] if len(lengths) > 5 else lengths[-1]
    if longer > width + 4 or len(above) + 1 + len(line.split(" ", 1)[0]) <= width:
        return False
    near = bisect_right(lengths, width + 4) - bisect_right(lengths, 0.8 * width)
    return len(around) < 5 or 2 * near >= len(around)
