"""Splits the text of a page into blocks: lines, cleaned, matched against labels, rules and dates, and unwrapped.

Only what is certain is done here: lines are joined where an editor must have broken one. What is merely likely is
recorded for `costs` to weigh.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.model.papers import Day
from generator.seeds.cleaning import normalise_line
from generator.seeds.pasted import boilerplate
from generator.seeds.pasted.boilerplate import PossibleRole
from generator.seeds.pasted.bylines import byline_strength, scholar_line
from generator.seeds.pasted.date_lines import parse_date_line
from generator.seeds.pasted.hyphens import add_line, is_parted
from generator.seeds.pasted.labels import FieldLabel, find_label, is_day_label, labels_titles
from generator.seeds.pasted.mail import read_mail_lines

WIDEST_WRAP = 132
"""No editor wraps wider than this: a longer line is a whole paragraph."""

TITLE_GOES_ON = "title goes on"
"""The field of a line that goes on with a title that has a label."""

_NARROWEST_WRAP = 45

LABEL = "label"
"""The rule of a label on a line of its own."""

_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’)\]}$*]*$|(?:https?://|www\.)\S+$")
_LAST_SIGNS = frozenset(".!?。！？…\"'”’)]}$*")
_FILE_MARK = re.compile(r"\[(?:PDF|HTML|BOOK|CITATION|DOC|B|C)\]\s*")
_TABLE_ROW = re.compile(r"\s*\S.*\t\s*\S|\s*\|.*\|\s*$|[+|][-=+:|\s]{3,}$")
_LIST_GOES_ON = re.compile(r"(?:[,;&]|\band|\|)$")


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


def parse_lines(rows: Sequence[str], near: datetime.date | None) -> list[Block]:
    """Every line that is not blank, named by what knows it. A day gets its year from `near`."""
    parser = _LineParser(near, is_record=labels_titles(rows))
    for number, (line, rule) in enumerate(read_mail_lines(rows), 1):
        parser.take(number, line, rule)
    return parser.pieces


class _LineParser:
    """Takes the lines of a page one by one, and knows what the lines above them were."""

    def __init__(self, near: datetime.date | None, *, is_record: bool) -> None:
        self.near = near
        self.is_record = is_record
        self.pieces: list[Block] = []
        self.gap = 0
        self.pending = ""
        self.greedy = ""
        self.fenced = False

    def take(self, number: int, raw: str, rule: str) -> None:
        """One more line; `rule` says that it is known to belong to no paper."""
        line = normalise_line(raw) if raw else ""
        if not line:
            self.gap += 1
            self.greedy = ""
            return
        if raw.rstrip().endswith("\xad"):
            line += "¬"
        piece = Block(number, number, line, self.gap, raw[0].isspace())
        if rule:
            self.pieces.append(piece._replace(rule=rule, can_be="furniture"))
        else:
            self.pieces.append(self._name(piece, raw))
        self.gap = 0

    def _name(self, piece: Block, raw: str) -> Block:
        text = piece.text
        if self.fenced or text.startswith("```"):
            self.fenced = self.fenced != text.startswith("```")
            return piece._replace(verbatim=True, stopped=True)
        pending, self.pending = self.pending, ""
        label = find_label(text, is_record=self.is_record)
        if label and (label.field in ("title", "abstract", "authors") or not self._in_paragraph()):
            return self._name_labelled(piece, label)
        if pending:
            return self._fill(piece, pending)
        if field := self._goes_on(piece):
            return self._fill(piece, TITLE_GOES_ON if field == "title" else field)
        return self._name_unlabelled(piece, raw)

    def _name_labelled(self, piece: Block, label: FieldLabel) -> Block:
        if is_day_label(piece.text) and not self.is_record and (dated := parse_date_line(label.value, self.near)):
            return piece._replace(day=dated.day, rule=dated.rule, can_be="title" if dated.day else "furniture")
        self.greedy = label.field if label.greedy else ""
        if label.value:
            return self._fill(piece._replace(text=label.value), label.field)
        self.pending = label.field
        return piece._replace(rule=LABEL, can_be="furniture")

    def _fill(self, piece: Block, field: str) -> Block:
        """The piece as the text of a field."""
        if field in ("title", TITLE_GOES_ON, "abstract"):
            return piece._replace(field=field, stopped=ends_sentence(piece.text))
        if field == "summary":
            return piece._replace(field=field, rule=field, stopped=ends_sentence(piece.text))
        return piece._replace(field=field, rule=field, can_be="furniture")

    def _goes_on(self, piece: Block) -> str:
        """The field of the line above, where this line goes on with it."""
        above = self.pieces[-1] if self.pieces and not self.gap else None
        if above is None or above.field in ("", "abstract", "arxiv", "doi", "links", "author_count"):
            return ""
        if self.greedy or piece.indented:
            return self.greedy or above.field
        if above.field == "title":
            return ""
        is_wrapped = len(above.text) > 60 and piece.text[0].islower()
        return above.field if is_wrapped or _LIST_GOES_ON.search(above.text) else ""

    def _name_unlabelled(self, piece: Block, raw: str) -> Block:
        if _is_verbatim(raw):
            return piece._replace(verbatim=True, stopped=ends_sentence(piece.text))
        rule = boilerplate.find_rule(piece.text)
        if rule and rule.field == "links" and self._in_paragraph():
            rule = None
        if rule and rule.field == "citation":
            self.greedy = rule.field
        if rule is None or rule.name in boilerplate.MAY_BE_DATED:
            dated = parse_date_line(piece.text, self.near) if not self._mid_sentence() else None
            if dated:
                return piece._replace(day=dated.day, rule=dated.rule, can_be="title" if dated.day else "furniture")
        if rule:
            stopped = ends_sentence(piece.text)
            return piece._replace(rule=rule.name, can_be=rule.can_be, field=rule.field, stopped=stopped)
        if scholar_line(piece.text):
            return piece._replace(rule="byline", can_be="furniture", field="byline")
        text = _FILE_MARK.sub("", piece.text, count=1) if piece.text[0] == "[" else piece.text
        byline = byline_strength(text)
        return Block(  # most lines come here, and `_replace` takes three times as long
            *(piece.first, piece.last, text or piece.text, piece.gap, piece.indented),
            stopped=ends_sentence(piece.text),
            byline=2 if byline and self.is_record else byline,
        )

    def _in_paragraph(self) -> bool:
        """Whether the line above seems to be one of a paragraph that an editor wrapped."""
        above = self.pieces[-1] if self.pieces and not self.gap and not self.is_record else None
        return (
            above is not None and not (above.known or above.field) and _NARROWEST_WRAP < len(above.text) <= WIDEST_WRAP
        )

    def _mid_sentence(self) -> bool:
        return self._in_paragraph() and not self.pieces[-1].stopped


def _is_verbatim(raw: str) -> bool:
    """Whether a line looks like a row of a table or a line of code."""
    if "\t" not in raw and "|" not in raw and raw[0] not in " +":
        return False
    return _TABLE_ROW.match(raw) is not None or raw.startswith(("    ", "\t"))


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, or with an address."""
    if text[-1] in ".!?":
        return True
    end = text[-200:]
    may_end = end[-1] in _LAST_SIGNS or "://" in end or "www." in end
    return may_end and _SENTENCE_END.search(end) is not None


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


def join_wrapped_lines(block: list[Block], words: Collection[str] = ()) -> list[Block]:
    """A block with the lines joined that certainly were one, and what wrapping tells about the others."""
    if len(block) == 1:
        return block
    lengths = [len(piece.text) for piece in block]
    runs = [_Run(block[0], block[0], [block[0].text])]
    for i, (above, piece) in enumerate(pairwise(block), 1):
        parted = is_parted(above.text, piece.text)
        full = parted or was_wrapped(above.text, piece.text, lengths[max(0, i - 4) : i + 4])
        goes_on = not above.stopped and piece.text[0].islower()
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
    if len(above) > WIDEST_WRAP or len(line) > WIDEST_WRAP:
        return False
    lengths = sorted((length for length in around if length <= WIDEST_WRAP), reverse=True)
    width = lengths[2] if len(lengths) > 5 else lengths[0]
    if max(len(above), len(line)) > width + 4 or len(above) + 1 + len(line.split(" ", 1)[0]) <= width:
        return False
    return len(around) < 5 or 2 * len([n for n in around if 0.8 * width < n <= width + 4]) >= len(around)
