"""Pasted pages: the text of a digest page, as it comes out of a browser.

A page holds furniture, dates, and titles and abstracts by turns, in lines. It is read in small steps: its lines,
cleaned and named by the rules of `furniture`, and joined where an editor certainly wrapped them (`pieces`); a role for
every piece, judged by the shape of the whole page (`shape`); and here the pieces gathered into drafts. Every line that
is not blank ends up in exactly one place: a title, an abstract, a date or an ignored line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model import DateLine, Draft, Ignored, Place, Reading
from generator.problems import Problem, warning
from generator.seeds.dates import file_date
from generator.seeds.pieces import Piece, lines, pieces_of
from generator.seeds.prices import Role
from generator.seeds.shape import read_roles
from generator.seeds.text import clean
from generator.seeds.text import lines as split


def read(text: str, path: str) -> Reading:
    """What a pasted page holds. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    found = lines(text, file_date(path))
    pieces = pieces_of(found)
    gathering = _Gathering(path, {piece.first: piece.text for piece in found})
    for piece, role in zip(pieces, read_roles(pieces), strict=True):
        gathering.take(piece, role)
    return gathering.reading(unseen(text))


def unseen(text: str) -> list[Ignored]:
    """The lines that look blank and are not: nothing but zero-width and control characters, shown as escapes."""
    return [
        Ignored(number, ascii(raw.strip())[1:-1], "invisible characters")
        for number, raw in enumerate(split(text), 1)
        if not raw.isprintable() and raw.strip() and not clean(raw).strip()
    ]


class _Gathering:
    """A `Reading` in the making: takes the pieces one by one, each with its role."""

    def __init__(self, path: str, text_of: Mapping[int, str]) -> None:
        self.path = path
        self.text_of = text_of
        self.drafts: list[Draft] = []
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
            self.drafts[-1] = _with(self.drafts[-1], piece, role)

    def _open(self, piece: Piece) -> None:
        self.in_orphan = False
        day = self.dates[-1].day if self.dates else None
        place = Place(self.path, piece.first)
        self.drafts.append(Draft(place, piece.text, title_lines=(piece.first, piece.last), day=day))

    def _ignore(self, piece: Piece, rule: str) -> None:
        numbers = (number for number in range(piece.first, piece.last + 1) if number in self.text_of)
        self.ignored += [Ignored(number, self.text_of[number], rule) for number in numbers]

    def reading(self, unseen: Iterable[Ignored]) -> Reading:
        spans = (span for draft in self.drafts for span in (draft.title_lines, draft.abstract_lines))
        inside = {line for first, last in spans for line in range(first, last + 1)}
        outside = [line for line in unseen if line.line not in inside]
        bare = [_without_abstract(draft) for draft in self.drafts if not draft.abstract]
        return Reading(
            self.path,
            tuple(self.drafts),
            tuple(self.dates),
            tuple(sorted(self.ignored + outside, key=lambda ignored: ignored.line)),
            tuple(sorted(self.orphans + bare, key=lambda problem: problem.line)),
        )


def _with(draft: Draft, piece: Piece, role: Role) -> Draft:
    """`draft` with one more piece of its title or abstract."""
    if role == "title goes on":
        return replace(draft, title=f"{draft.title} {piece.text}", title_lines=(draft.title_lines[0], piece.last))
    if role == "abstract":
        return replace(draft, abstract=piece.text, abstract_lines=(piece.first, piece.last))
    between = " " if role == "line" else "\n\n"
    lines = (draft.abstract_lines[0], piece.last)
    return replace(draft, abstract=f"{draft.abstract}{between}{piece.text}", abstract_lines=lines)


def _without_abstract(draft: Draft) -> Problem:
    what = f"no abstract below the title {shortened(draft.title)}"
    return warning(draft.place.path, draft.place.line, what, "paste the abstract below it, or remove the line")


def shortened(text: str) -> str:
    """`text` in quotation marks, at most its first 60 characters."""
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60].rstrip()}..."'
