"""Pasted pages: the text of a digest page, as it comes out of a browser.

A page holds furniture, dates, and titles and abstracts by turns, in lines. It is read in small steps: its lines,
cleaned and named by the rules of `furniture`, and joined where an editor certainly wrapped them (`pieces`); a role for
every piece, judged by the shape of the whole page (`shape`); and here the pieces gathered into drafts. Every line that
is not blank ends up in exactly one place: a title, an abstract, a date or an ignored line.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.model.papers import DateLine, Day, Draft, Ignored, Place, Reading
from generator.model.problems import Problem, warning
from generator.seeds.cleaning import lines as split
from generator.seeds.dates import file_date
from generator.seeds.pasted.blocks import Piece, lines, pieces_of
from generator.seeds.pasted.costs import Role
from generator.seeds.pasted.viterbi import read_roles


def read(text: str, path: str) -> Reading:
    """What a pasted page holds. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    found = lines(text, file_date(path))
    pieces = pieces_of(found)
    text_of = {piece.first: piece.text for piece in found}
    gathering = _Gathering(path, text_of)
    for piece, role in zip(pieces, read_roles(pieces), strict=True):
        gathering.take(piece, role)
    return gathering.reading(unseen(text, text_of))


def unseen(text: str, seen: Collection[int]) -> list[Ignored]:
    """The lines that look blank and are not: nothing but zero-width and control characters, shown as escapes."""
    return [
        Ignored(number, ascii(raw.strip())[1:-1], "invisible characters")
        for number, raw in enumerate(split(text), 1)
        if number not in seen and raw.strip()
    ]


@dataclass(slots=True)
class _Opened:
    """A `Draft` in the making, with what its lines so far come to."""

    place: Place
    day: Day | None
    title: str
    title_lines: tuple[int, int]
    abstract: str = ""
    abstract_lines: tuple[int, int] = (0, 0)

    def take(self, piece: Piece, role: Role) -> None:
        """One more piece of its title or abstract."""
        if role == "title goes on":
            self.title += f" {piece.text}"
            self.title_lines = (self.title_lines[0], piece.last)
        elif role == "abstract":
            self.abstract, self.abstract_lines = piece.text, (piece.first, piece.last)
        else:
            self.abstract += (" " if role == "line" else "\n\n") + piece.text
            self.abstract_lines = (self.abstract_lines[0], piece.last)

    @property
    def draft(self) -> Draft:
        lines = (self.title_lines, self.abstract_lines)
        return Draft(self.place, self.title, self.abstract, "plain", *lines, day=self.day)


class _Gathering:
    """A `Reading` in the making: takes the pieces one by one, each with its role."""

    def __init__(self, path: str, text_of: Mapping[int, str]) -> None:
        self.path = path
        self.text_of = text_of
        self.opened: list[_Opened] = []
        self.dates: list[DateLine] = []
        self.ignored: list[Ignored] = []
        self.orphans: list[Problem] = []
        self.in_orphan = False

    def take(self, piece: Piece, role: Role) -> None:
        if role == "date" and piece.day:
            self.dates.append(DateLine(piece.first, piece.text, piece.day))
        elif role in ("skip", "end"):
            self._ignore(piece, piece.rule)
        elif role == "title":
            self._open(piece)
        elif role == "orphan":
            self.in_orphan = True
            what = f"an abstract without a title is left out: {shortened(piece.text)}"
            self.orphans.append(warning(self.path, piece.first, what, "put the paper's title on a line above it"))
            self._ignore(piece, "abstract without a title")
        elif self.in_orphan:
            self._ignore(piece, "abstract without a title")
        else:
            self.opened[-1].take(piece, role)

    def _open(self, piece: Piece) -> None:
        self.in_orphan = False
        day = self.dates[-1].day if self.dates else None
        place = Place(self.path, piece.first)
        self.opened.append(_Opened(place, day, piece.text, (piece.first, piece.last)))

    def _ignore(self, piece: Piece, rule: str) -> None:
        numbers = (number for number in range(piece.first, piece.last + 1) if number in self.text_of)
        self.ignored += [Ignored(number, self.text_of[number], rule) for number in numbers]

    def reading(self, unseen: Iterable[Ignored]) -> Reading:
        drafts = tuple(opened.draft for opened in self.opened)
        spans = (span for draft in drafts for span in (draft.title_lines, draft.abstract_lines))
        inside = {line for first, last in spans for line in range(first, last + 1)}
        outside = [line for line in unseen if line.line not in inside]
        return Reading(
            self.path,
            drafts,
            tuple(self.dates),
            tuple(sorted(self.ignored + outside, key=lambda ignored: ignored.line)),
            tuple(sorted(self.orphans, key=lambda problem: problem.line)),
        )


def shortened(text: str) -> str:
    """`text` in quotation marks, at most its first 60 characters."""
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60].rstrip()}..."'
