"""Pasted pages: the text of a digest page, as it comes out of a browser.

A page holds lines of boilerplate, dates, and titles and abstracts in turn. It is parsed in small steps. `blocks`
cleans the lines, names them by the rules of `boilerplate`, and joins them where an editor certainly wrapped them;
`viterbi` gives every block a role, judged by the layout of the whole page; and this module gathers the blocks into
drafts. Every line that is not blank ends up in exactly one place: a title, an abstract, a date or an ignored line.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.papers import DateLine, Day, Draft, IgnoredLine, ParsedSeed, Place
from generator.model.problems import Problem, shorten_quote, warning
from generator.seeds.cleaning import split_lines as split
from generator.seeds.dates import file_date
from generator.seeds.pasted.blocks import Block, build_blocks, parse_lines
from generator.seeds.pasted.costs import Role
from generator.seeds.pasted.viterbi import decode_roles

MAX_SHORT_LINES = 50_000
MIN_LINE_LENGTH = 16
"""More lines than that, if they are shorter than this on average, are no text. Each costs as much as a longer one."""


def parse_page(text: str, path: str) -> ParsedSeed:
    """What a pasted page holds. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    count = text.count("\n")
    if count > MAX_SHORT_LINES and len(text) < MIN_LINE_LENGTH * count:
        what = f"{count:,} lines with hardly a word in them are no page: the file was left out"
        return ParsedSeed(path, problems=(warning(path, 0, what, "paste the text of a page, a paragraph a line"),))
    found = parse_lines(text, file_date(path))
    pieces = build_blocks(found)
    text_of = {piece.first: piece.text for piece in found}
    gathering = _PageBuilder(path, text_of)
    for piece, role in zip(pieces, decode_roles(pieces), strict=True):
        gathering.take(piece, role)
    return gathering.reading(invisible_lines(text, text_of))


def invisible_lines(text: str, seen: Collection[int]) -> list[IgnoredLine]:
    """The lines that look blank and are not: nothing but zero-width and control characters, shown as escapes."""
    return [
        IgnoredLine(number, ascii(raw.strip())[1:-1], "invisible characters")
        for number, raw in enumerate(split(text), 1)
        if number not in seen and raw.strip()
    ]


@dataclass(slots=True)
class _DraftBuilder:
    """A `Draft` in the making, with what its lines so far come to."""

    place: Place
    day: Day | None
    title: list[str]
    title_lines: tuple[int, int]
    abstract: list[str] = field(default_factory=list)
    abstract_lines: tuple[int, int] = (0, 0)

    def take(self, piece: Block, role: Role) -> None:
        """One more piece of its title or abstract."""
        if role == "title goes on":
            self.title += (" ", piece.text)
            self.title_lines = (self.title_lines[0], piece.last)
        elif role == "abstract":
            self.abstract, self.abstract_lines = [piece.text], (piece.first, piece.last)
        else:
            self.abstract += (" " if role == "line" else "\n\n", piece.text)
            self.abstract_lines = (self.abstract_lines[0], piece.last)

    @property
    def draft(self) -> Draft:
        lines = (self.title_lines, self.abstract_lines)
        return Draft(self.place, "".join(self.title), "".join(self.abstract), "plain", *lines, day=self.day)


class _PageBuilder:
    """A `ParsedSeed` in the making: takes the pieces one by one, each with its role."""

    def __init__(self, path: str, text_of: Mapping[int, str]) -> None:
        self.path = path
        self.text_of = text_of
        self.opened: list[_DraftBuilder] = []
        self.dates: list[DateLine] = []
        self.ignored: list[IgnoredLine] = []
        self.orphans: list[Problem] = []
        self.in_orphan = False

    def take(self, piece: Block, role: Role) -> None:
        if role == "date" and piece.day:
            self.dates.append(DateLine(piece.first, piece.text, piece.day))
        elif role in ("skip", "end"):
            self._ignore(piece, piece.rule)
        elif role == "title":
            self._open(piece)
        elif role == "orphan":
            self.in_orphan = True
            what = f'an abstract without a title is left out: "{shorten_quote(piece.text)}"'
            self.orphans.append(warning(self.path, piece.first, what, "put the paper's title on a line above it"))
            self._ignore(piece, "abstract without a title")
        elif self.in_orphan:
            self._ignore(piece, "abstract without a title")
        else:
            self.opened[-1].take(piece, role)

    def _open(self, piece: Block) -> None:
        self.in_orphan = False
        day = self.dates[-1].day if self.dates else None
        place = Place(self.path, piece.first)
        self.opened.append(_DraftBuilder(place, day, [piece.text], (piece.first, piece.last)))

    def _ignore(self, piece: Block, rule: str) -> None:
        numbers = (number for number in range(piece.first, piece.last + 1) if number in self.text_of)
        self.ignored += [IgnoredLine(number, self.text_of[number], rule) for number in numbers]

    def reading(self, unseen: Iterable[IgnoredLine]) -> ParsedSeed:
        drafts = tuple(opened.draft for opened in self.opened)
        spans = (span for draft in drafts for span in (draft.title_lines, draft.abstract_lines))
        inside = {line for first, last in spans for line in range(first, last + 1)}
        outside = [line for line in unseen if line.line not in inside]
        return ParsedSeed(
            self.path,
            drafts,
            tuple(self.dates),
            tuple(sorted(self.ignored + outside, key=lambda ignored: ignored.line)),
            tuple(sorted(self.orphans, key=lambda problem: problem.line)),
        )
