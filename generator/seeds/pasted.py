"""Pasted pages: the text of a digest page, as it comes out of a browser.

A page holds furniture, dates, and titles and abstracts by turns, in lines. It is read in four steps: the lines an
editor shows, cleaned; those joined that an editor certainly wrapped (`Piece`), with the furniture and dates among them
named by rules; a role for every piece, judged by the shape of the whole page (`shape`); and the pieces gathered into
drafts. Every line that is not blank ends up in exactly one place: a title, an abstract, a date or an ignored line.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from generator.model import DateLine, Draft, Ignored, Place, Reading
from generator.problems import Problem, warning
from generator.seeds import shape
from generator.seeds.dates import file_date, parse_day, with_year
from generator.seeds.furniture import AI_SUMMARY, AUTHORS, ORGANISATION, SUBMITTED_BY, USER_NAME, rule_of
from generator.seeds.shape import Piece, Role
from generator.seeds.text import clean
from generator.seeds.text import lines as split


def read(text: str, path: str) -> Reading:
    """What a pasted page holds. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    found = lines(text, file_date(path))
    pieces = [piece for block in blocks(undoubled(found)) for piece in joined(block)]
    pieces = named_by_neighbours(pieces)
    gathering = _Gathering(path, {piece.first: piece.text for piece in found})
    for piece, role in zip(pieces, shape.read_roles(pieces), strict=True):
        gathering.take(piece, role)
    return gathering.reading(unseen(text))


def lines(text: str, near: datetime.date | None) -> list[Piece]:
    """Every line that is not blank, named by the rule that knows it. A day gets its year from `near`."""
    pieces: list[Piece] = []
    gap = 0
    for number, raw in enumerate(split(text), 1):
        line = " ".join(clean(raw).split())
        if line:
            pieces.append(_line(number, line, gap, near, indented=raw[0].isspace()))
        gap = 0 if line else gap + 1
    return pieces


def unseen(text: str) -> list[Ignored]:
    """The lines that look blank and are not: nothing but zero-width and control characters, shown as escapes."""
    return [
        Ignored(number, ascii(raw.strip())[1:-1], "invisible characters")
        for number, raw in enumerate(split(text), 1)
        if not raw.isprintable() and raw.strip() and not clean(raw).strip()
    ]


def _line(number: int, text: str, gap: int, near: datetime.date | None, *, indented: bool) -> Piece:
    rule = rule_of(text)
    day = parse_day(text) if not rule else None
    return Piece(
        first=number,
        last=number,
        text=text,
        gap=gap,
        indented=indented,
        stopped=shape.is_stopped(text),
        rule=rule.name if rule else "",
        maybe=rule is not None and rule.maybe,
        day=with_year(day, near) if day else None,
    )


def undoubled(pieces: list[Piece]) -> list[Piece]:
    """The page with fewer blank lines where every line break was doubled, those inside sentences too."""
    text = [(above, piece) for above, piece in pairwise(pieces) if not (above.known or piece.known)]
    least = min((piece.gap for _, piece in text), default=0)
    inside = [
        not above.stopped and piece.text[0].islower() and len(piece.text) <= shape.WIDEST_WRAP
        for above, piece in text
        if piece.gap == least
    ]
    if least == 0 or len(inside) == len(text) or 4 * sum(inside) < len(text):
        return pieces
    return [replace(piece, gap=max(0, piece.gap - least)) for piece in pieces]


def blocks(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Runs of lines with nothing between them; a line known to be no text is a block of its own."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and not (piece.gap or piece.known or found[-1][-1].known):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def joined(block: list[Piece]) -> list[Piece]:
    """A block with the lines joined that certainly were one, and what wrapping tells about the others."""
    if len(block) == 1:
        return block
    lengths = [len(piece.text) for piece in block]
    result = block[:1]
    for i, (above, piece) in enumerate(pairwise(block), 1):
        last = result[-1]
        full = shape.was_full(above.text, piece.text, lengths[max(0, i - 4) : i + 4])
        goes_on = not above.stopped and piece.text[0].islower()
        if full and goes_on and not piece.indented:
            result[-1] = replace(last, last=piece.last, text=f"{last.text} {piece.text}", stopped=piece.stopped)
        else:
            result[-1] = replace(last, continued=full or goes_on)
            result.append(replace(piece, wrapped=full))
    rooms = accumulate(len(piece.text) for piece in reversed(result))
    return [replace(piece, room=room) for piece, room in zip(reversed(result), rooms, strict=True)][::-1]


def named_by_neighbours(pieces: list[Piece]) -> list[Piece]:
    """The pieces that only the lines around them give away: users, organisations, summaries that no author wrote."""
    names = {
        i: AI_SUMMARY for label, piece in enumerate(pieces) if piece.rule == AI_SUMMARY for i in _summary(pieces, label)
    }
    for i, (above, piece) in enumerate(pairwise(pieces)):
        if above.rule == SUBMITTED_BY and above.text.lower().endswith("by") and USER_NAME.fullmatch(piece.text):
            names[i + 1] = "user name"
        if above.rule == AUTHORS and above.text.endswith(":"):
            names[i + 1] = AUTHORS
        if piece.rule and piece.text[0] in "·•" and ORGANISATION.fullmatch(above.text):
            names[i] = "organisation"
    return [
        replace(piece, rule=names[i], maybe=names[i] != AI_SUMMARY) if i in names and not piece.known else piece
        for i, piece in enumerate(pieces)
    ]


def _summary(pieces: Sequence[Piece], label: int) -> range:
    """Which pieces are the summary that the label "AI-generated summary" speaks of.

    Pages set it between title and abstract, with the label above it or below. So of the paragraphs around the label it
    is the shorter one; a paragraph alone is kept as the abstract, for want of a better one.
    """
    above, below = _paragraph(pieces, label - 1, -1), _paragraph(pieces, label + 1, 1)
    further = _paragraph(pieces, below.stop, 1) if _is_prose(pieces, below) else range(0)
    if _is_prose(pieces, above) and _is_prose(pieces, below):
        return min(above, below, key=lambda part: sum(len(pieces[i].text) for i in part))
    return below if _is_prose(pieces, below) and _is_prose(pieces, further) else range(0)


def _paragraph(pieces: Sequence[Piece], start: int, step: int) -> range:
    """The pieces of the block that begins, or with `step` -1 ends, at `start`."""
    i = start
    while 0 <= i < len(pieces) and not pieces[i].known and (i == start or not pieces[i if step > 0 else i + 1].gap):
        i += step
    return range(start, i) if step > 0 else range(i + 1, start + 1)


def _is_prose(pieces: Sequence[Piece], part: range) -> bool:
    return bool(part) and pieces[part[-1]].stopped and sum(len(pieces[i].text) for i in part) > 60


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
        elif role == "skip":
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
        inside = [draft.abstract_lines for draft in self.drafts] + [draft.title_lines for draft in self.drafts]
        outside = [line for line in unseen if not any(first < line.line < last for first, last in inside)]
        bare = [
            warning(
                self.path, draft.place.line, f"no abstract below {shortened(draft.title)}", "paste it below the title"
            )
            for draft in self.drafts
            if not draft.abstract
        ]
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
