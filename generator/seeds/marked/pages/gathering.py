"""Gathers the pieces of a page into the records of its papers, from title to title."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.papers import Day
from generator.seeds.marked.pages.buttons import is_button_row
from generator.seeds.marked.pages.people import read_names
from generator.seeds.marked.pages.pieces import Piece
from generator.seeds.marked.pages.records import Record, add_links, is_prose, take_piece
from generator.seeds.marked.pages.titles import Title
from generator.seeds.marked.sections import BELOW_PAPERS


@dataclass(slots=True)
class PageRecords:
    """`records` of a page in its order; `ignored` has the rule by which a piece belongs to none, by its number."""

    records: list[Record] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)
    day: Day | None = None
    level: int = 0
    is_over: bool = False

    def open(self, piece: Piece, title: Title) -> None:
        """Starts the record of a title."""
        record = Record(title.text, (piece.block.line, piece.block.last), listed=self.day)
        self.records.append(record)
        self.is_over = False
        self.level = 0 if piece.block.kind == "heading" else piece.block.level
        record.keys += [title.key] if title.key else []
        if title.rest.strip():
            _take_rest(record, piece, title.rest.strip())
        add_links(record, piece)

    def add(self, i: int, piece: Piece) -> None:
        """Gives a piece to the record that is open, or ignores it."""
        self.is_over = self.is_over or (piece.block.kind == "heading" and bool(BELOW_PAPERS.fullmatch(piece.text)))
        is_inside = bool(self.records) and not self.is_over
        is_inside = is_inside and piece.block.level >= self.level and not piece.is_outside
        if is_inside and take_piece(self.records[-1], piece):
            return
        if self.records and not is_inside:
            self.records[-1].closed = True
        other = "other detail" if piece.says == "label" else "text outside of papers"
        self.ignored[i] = piece.name or ("page furniture" if piece.is_outside else other)
        self.day = piece.day or self.day


def build_records(pieces: Sequence[Piece], titles: Mapping[int, Title]) -> PageRecords:
    """The records of the papers with these titles, by number of piece."""
    found = PageRecords()
    waiting: list[int] = []
    goes_on = False
    for i, piece in enumerate(pieces):
        if i in titles:
            found.open(piece, titles[i])
            for earlier in waiting:
                found.add(earlier, pieces[earlier])
            found.records[-1].closed = False
            waiting.clear()
            goes_on = titles[i].lines > 1
        elif goes_on:
            goes_on, record = False, found.records[-1]
            record.lines = (record.lines[0], piece.block.last)
        elif _belongs_below(i, pieces, titles, found):
            waiting.append(i)
        else:
            found.add(i, piece)
    _trim_last(found, pieces)
    return found


MOST_AHEAD = 12
"""A title further below than so many pieces has nothing to do with one."""


def _belongs_below(i: int, pieces: Sequence[Piece], titles: Mapping[int, Title], found: PageRecords) -> bool:
    """Whether a piece belongs to the title below: it leads there, or names an id where the one above has its own."""
    below = next((k for k in range(i, min(i + MOST_AHEAD, len(pieces))) if k in titles), None)
    if below is None or not (pieces[i].keys or pieces[i].says == "id"):
        return False
    above = found.records[-1].keys if found.records else None
    if key := titles[below].key:
        return key in pieces[i].keys and key not in (above or ())
    if above is not None and not above:
        return False
    return not any(pieces[k].says == "text" and is_prose(pieces[k]) for k in range(i, below))


def _trim_last(found: PageRecords, pieces: Sequence[Piece]) -> None:
    """Below the last paper the page goes on: what is more than others have of text is not its abstract."""
    *others, last = found.records or [Record("")]
    most = max((len(record.prose) for record in others), default=99)
    dropped, last.prose = last.prose[most:], last.prose[:most]
    found.ignored |= {i: "text outside of papers" for i, piece in enumerate(pieces) if any(piece is d for d in dropped)}


def _take_rest(record: Record, piece: Piece, rest: str) -> None:
    """What stands behind a title on its line: authors, or a remark."""
    inside = re.match(r"[\s,:–—-]*\(([^()]*)\)", rest)
    if inside:
        record.authors = read_names(re.sub(r",?\s*(?:19|20)\d\d$", "", inside[1]))
        rest = rest[inside.end() :]
    rest = rest.lstrip(" \t,:;.–—-|").rstrip(" |")
    if names := read_names(re.sub(r"^by\s+", "", rest, flags=re.IGNORECASE)) if not record.authors else ():
        record.authors = names
    elif rest.count(" ") > 1 and not is_button_row(rest):
        record.prose.append(piece._replace(value=rest, name="remark"))
