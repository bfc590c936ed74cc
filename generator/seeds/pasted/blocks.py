"""Splits the text of a page into blocks: lines, cleaned, matched against the boilerplate rules, and unwrapped.

Only what is certain is done here: lines are joined where an editor must have broken one. What is merely likely is
recorded for `costs` to weigh.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.model.papers import Day
from generator.seeds.cleaning import normalise_line
from generator.seeds.cleaning import split_lines as split
from generator.seeds.dates import parse_day, with_year
from generator.seeds.pasted import boilerplate
from generator.seeds.pasted.boilerplate import AI_SUMMARY, AUTHORS, ORGANISATION, SUBMITTED_BY, USER_NAME, PossibleRole

WIDEST_WRAP = 132
"""No editor wraps wider than this: a longer line is a whole paragraph."""

_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’)\]}$*]*$|(?:https?://|www\.)\S+$")


class Block(NamedTuple):
    """A line of the page, or several that an editor certainly wrapped; `first` and `last` are line numbers.

    `gap` is the number of blank lines above it. `wrapped` says that the line above was full, `continued` that the line
    below belongs to the same sentence or was wrapped, `stopped` that it ends like a sentence, `room` is the number of
    characters from here to the next blank line. `rule` names the furniture rule that knows it, `can_be` is what it may
    be for all that, and `day` what it names when it is a date.
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

    @property
    def known(self) -> bool:
        """Whether it is no text at all."""
        return self.day is not None or self.can_be == "furniture"


def build_blocks(found: list[Block]) -> list[Block]:
    """The pieces that lines come to."""
    return name_by_neighbours(
        [piece for block in group_lines(undo_double_spacing(found)) for piece in join_wrapped_lines(block)]
    )


def parse_lines(text: str, near: datetime.date | None) -> list[Block]:
    """Every line that is not blank, named by the rule that knows it. A day gets its year from `near`."""
    pieces: list[Block] = []
    gap = 0
    for number, raw in enumerate(split(text), 1):
        line = normalise_line(raw)
        if line:
            pieces.append(_parse_line(number, line, gap, near, indented=raw[0].isspace()))
        gap = 0 if line else gap + 1
    return pieces


def _parse_line(number: int, text: str, gap: int, near: datetime.date | None, *, indented: bool) -> Block:
    rule = boilerplate.find_rule(text)
    day = parse_day(text) if not rule else None
    return Block(
        first=number,
        last=number,
        text=text,
        gap=gap,
        indented=indented,
        stopped=ends_sentence(text),
        rule=rule.name if rule else "",
        can_be=rule.can_be if rule else "title",
        day=with_year(day, near) if day else None,
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, or with an address."""
    return text[-1] in ".!?" or _SENTENCE_END.search(text, max(0, len(text) - 200)) is not None


def undo_double_spacing(pieces: list[Block]) -> list[Block]:
    """The page with fewer blank lines where every line break was doubled, those inside sentences too."""
    text = [(above, piece) for above, piece in pairwise(pieces) if not (above.known or piece.known)]
    least = min((piece.gap for _, piece in text), default=0)
    inside = [
        not above.stopped and piece.text[0].islower() and len(piece.text) <= WIDEST_WRAP
        for above, piece in text
        if piece.gap == least
    ]
    if least == 0 or len(inside) == len(text) or 4 * sum(inside) < len(text):
        return pieces
    return [piece._replace(gap=max(0, piece.gap - least)) for piece in pieces]


def group_lines(pieces: Iterable[Block]) -> list[list[Block]]:
    """Runs of lines with nothing between them; a line known to be no text is a block of its own."""
    found: list[list[Block]] = []
    for piece in pieces:
        if found and not (piece.gap or piece.known or found[-1][-1].known):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def join_wrapped_lines(block: list[Block]) -> list[Block]:
    """A block with the lines joined that certainly were one, and what wrapping tells about the others."""
    if len(block) == 1:
        return block
    lengths = [len(piece.text) for piece in block]
    result, texts = block[:1], [[block[0].text]]
    for i, (above, piece) in enumerate(pairwise(block), 1):
        last = result[-1]
        full = was_wrapped(above.text, piece.text, lengths[max(0, i - 4) : i + 4])
        goes_on = not above.stopped and piece.text[0].islower()
        if full and goes_on and not (piece.indented or piece.rule or above.rule):
            result[-1] = last._replace(last=piece.last, stopped=piece.stopped)
            texts[-1].append(piece.text)
        else:
            result[-1] = last._replace(continued=full or goes_on)
            result.append(piece._replace(wrapped=full))
            texts.append([piece.text])
    result = [piece._replace(text=" ".join(parts)) for piece, parts in zip(result, texts, strict=True)]
    rooms = accumulate(len(piece.text) for piece in reversed(result))
    return [piece._replace(room=room) for piece, room in zip(reversed(result), rooms, strict=True)][::-1]


def was_wrapped(above: str, line: str, around: Sequence[int]) -> bool:
    """Whether an editor that wraps lines broke here: the first word of `line` would not have fitted above.

    The width is told by the lengths of the lines `around`. The longest of many may be titles, so it is the third.
    """
    if len(above) > WIDEST_WRAP or len(line) > WIDEST_WRAP:
        return False
    lengths = sorted((length for length in around if length <= WIDEST_WRAP), reverse=True)
    width = lengths[2] if len(lengths) > 5 else lengths[0]
    regular = len(around) < 5 or 2 * sum(0.8 * width < length <= width + 4 for length in around) >= len(around)
    return regular and max(len(above), len(line)) <= width + 4 and len(above) + 1 + len(line.split(" ", 1)[0]) > width


def name_by_neighbours(pieces: list[Block]) -> list[Block]:
    """The pieces that only the lines around them give away: users, organisations, summaries that no author wrote."""
    names = {
        i: AI_SUMMARY
        for label, piece in enumerate(pieces)
        if piece.rule == AI_SUMMARY
        for i in _find_summary(pieces, label)
    }
    for i, (above, piece) in enumerate(pairwise(pieces)):
        if above.rule == SUBMITTED_BY and above.text.lower().endswith("by") and USER_NAME.fullmatch(piece.text):
            names[i + 1] = "user name"
        if above.rule == AUTHORS and above.text.endswith(":"):
            names[i + 1] = AUTHORS
        if piece.rule and piece.text[0] in "·•" and ORGANISATION.fullmatch(above.text):
            names[i] = "organisation"
    return [
        piece._replace(rule=names[i], can_be="furniture" if names[i] == AI_SUMMARY else "title")
        if i in names and not piece.known
        else piece
        for i, piece in enumerate(pieces)
    ]


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
    while 0 <= i < len(pieces) and not pieces[i].known and (i == start or not pieces[i if step > 0 else i + 1].gap):
        i += step
    return range(start, i) if step > 0 else range(i + 1, start + 1)


def _is_prose(pieces: Sequence[Block], part: range) -> bool:
    return bool(part) and pieces[part[-1]].stopped and sum(len(pieces[i].text) for i in part) > 60
