"""Gathers the blocks of a page, each with its role, into drafts.

What a page says of a paper beside its texts stands below its abstract or above its title, and then does so for every
paper of the page. So the first paper tells how fields between two papers are to be shared out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from generator.model.papers import DateLine, Day, Draft, FieldLine, IgnoredLine, ParsedSeed, Place
from generator.model.problems import Problem, shorten_quote, warning
from generator.seeds.cleaning import normalise_line
from generator.seeds.pasted.blocks import Block
from generator.seeds.pasted.costs import Role
from generator.seeds.pasted.details import read_details
from generator.seeds.pasted.hyphens import add_line
from generator.seeds.pasted.rules.boilerplate import RULER
from generator.seeds.pasted.rules.date_lines import UNCLEAR

_DETAIL_NAMES = {"byline": "authors", "citation": "venue"}
NO_TITLE = "abstract without a title"


@dataclass(slots=True)
class _DraftBuilder:
    """A `Draft` in the making, with what its lines so far come to."""

    place: Place
    day: Day | None
    title: list[str]
    title_lines: tuple[int, int]
    words: Collection[str]
    abstract: list[str] = field(default_factory=list)
    abstract_lines: tuple[int, int] = (0, 0)
    fields: list[Block] = field(default_factory=list)

    def take(self, piece: Block, role: Role) -> None:
        """One more piece of its title, its abstract or its authors."""
        if role == "authors":
            self.fields.append(piece._replace(field="authors"))
        elif role == "title goes on":
            add_line(self.title, piece.text, self.words)
            self.title_lines = (self.title_lines[0], piece.last)
        elif role == "abstract" and not self.abstract:
            self.abstract, self.abstract_lines = [piece.text], (piece.first, piece.last)
        else:
            if role == "line":
                add_line(self.abstract, piece.text, self.words)
            else:
                self.abstract += ("\n\n", piece.text)
            self.abstract_lines = (self.abstract_lines[0], piece.last)

    @property
    def draft(self) -> Draft:
        lines = (self.title_lines, self.abstract_lines)
        texts = ("".join(self.title), "".join(self.abstract))
        if not self.fields:
            return Draft(self.place, *texts, "plain", *lines, day=self.day)
        said = sorted(self.fields, key=lambda piece: piece.first)
        names = tuple(
            FieldLine(n, _DETAIL_NAMES.get(piece.field, piece.field))
            for piece in said
            for n in range(piece.first, piece.last + 1)
        )
        details = read_details([(piece.field, piece.text) for piece in said])
        return Draft(self.place, *texts, "plain", *lines, fields=names, day=self.day, **details)


class PageBuilder:
    """A `ParsedSeed` in the making: takes the pieces one by one, each with its role."""

    def __init__(self, path: str, rows: Sequence[str], words: Collection[str]) -> None:
        self.path = path
        self.rows = rows
        self.words = words
        self.opened: list[_DraftBuilder] = []
        self.dates: list[DateLine] = []
        self.ignored: list[IgnoredLine] = []
        self.problems: list[Problem] = []
        self.in_orphan = False
        self.between: list[Block] = []
        self.above_titles: frozenset[str] = frozenset()

    def take(self, piece: Block, role: Role) -> None:
        if role == "date" and piece.day:
            self.dates.append(DateLine(piece.first, self._text(piece.first), piece.day))
        elif role in ("skip", "end", "aside"):
            self._pass_by(piece, role)
        elif role == "title":
            self._open(piece)
        elif role == "authors" and not (self.opened and not self.opened[-1].abstract):
            self.between.append(piece._replace(field="authors", rule=piece.rule or "byline"))
        elif role == "orphan":
            self.in_orphan = True
            what = f'an abstract without a title is left out: "{shorten_quote(piece.text)}"'
            self.problems.append(warning(self.path, piece.first, what, "put the paper's title on a line above it"))
            self._ignore(piece, NO_TITLE)
        elif self.in_orphan:
            self._ignore(piece, NO_TITLE)
        else:
            self.opened[-1].take(piece, role)

    def _pass_by(self, piece: Block, role: Role) -> None:
        if piece.field:
            self.between.append(piece)
        elif role == "aside":
            if not self.opened:
                self._drop_venues()
            self._ignore(piece, "short line" if not piece.rule else piece.rule)
        else:
            if piece.rule == RULER.name and piece.known:
                self.between.append(piece)
            if piece.rule == UNCLEAR:
                what = f'"{shorten_quote(piece.text)}" can be read as two days, so it dates no paper'
                self.problems.append(warning(self.path, piece.first, what, "write it like 2025-05-28"))
            self._ignore(piece, piece.rule)

    def _drop_venues(self) -> None:
        """A venue above other lines, above the first paper of a page, is that of the page."""
        for piece in (piece for piece in self.between if piece.field == "venue"):
            self._ignore(piece, piece.rule or piece.field)
        self.between = [piece for piece in self.between if piece.field != "venue"]

    def _open(self, piece: Block) -> None:
        self.in_orphan = False
        own = self._take_fields_of_next()
        day = self.dates[-1].day if self.dates else None
        place = Place(self.path, piece.first)
        self.opened.append(_DraftBuilder(place, day, [piece.text], (piece.first, piece.last), self.words))
        self.opened[-1].fields += own

    def _take_fields_of_next(self) -> list[Block]:
        """Of the fields above a title those that belong to it; the others go to the paper above."""
        if not self.between:
            return []
        between, self.between = self.between, []
        cut = self._first_of_next(between) if self.opened else 0
        self._give(between[:cut])
        own = [piece for piece in between[cut:] if piece.field]
        if not self.opened:
            self.above_titles = frozenset(
                piece.field for piece in own if piece.field != "links" or piece.rule == "links"
            )
        return own

    def _first_of_next(self, between: Sequence[Block]) -> int:
        """Where the fields of the next paper begin: at a separator, else at a field that the page puts above titles."""
        rulers = (i for i, piece in enumerate(between) if not piece.field)
        named = (i for i, piece in enumerate(between) if piece.field in self.above_titles)
        return next(rulers, next(named, len(between)))

    def _give(self, pieces: Iterable[Block]) -> None:
        """Fields to the paper above them."""
        for piece in pieces:
            if piece.field and self.opened:
                self.opened[-1].fields.append(piece)
            elif piece.field:
                self._ignore(piece, piece.rule or piece.field)

    def _text(self, number: int) -> str:
        return normalise_line(self.rows[number - 1])

    def _ignore(self, piece: Block, rule: str) -> None:
        for number in range(piece.first, piece.last + 1):
            if text := self._text(number):
                self.ignored.append(IgnoredLine(number, text, rule))

    def finish(self, unseen: Collection[IgnoredLine]) -> ParsedSeed:
        self._give(self.between)
        drafts = tuple(opened.draft for opened in self.opened)
        spans = (span for draft in drafts if unseen for span in (draft.title_lines, draft.abstract_lines))
        inside = {line for first, last in spans for line in range(first, last + 1)}
        outside = [line for line in unseen if line.line not in inside]
        return ParsedSeed(
            self.path,
            drafts,
            tuple(self.dates),
            tuple(sorted(self.ignored + outside, key=lambda ignored: ignored.line)),
            tuple(sorted(self.problems, key=lambda problem: problem.line)),
        )
