"""The types that all stages share.

Two of them mark the border that matters. A `Draft` is what a reader found in a seed: every field is optional and text
is still in its author's notation. A `Paper` is what the site vouches for. One function, `library.build_library`,
turns drafts into papers. All types are frozen and refer to other things by id, so values can be compared, hashed and
kept.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, NamedTuple

from generator.model.problems import Problem

Markup = Literal["plain", "markdown"]
LinkKind = Literal["code", "data", "model", "demo", "project", "paper", "other"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class FastPickle:
    """Goes to another process as a call with its fields; as a dataclass has it, that would take twice as long."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@dataclass(frozen=True, slots=True)
class Place(FastPickle):
    """Where in the seeds something stands: a path relative to the seeds folder (with `/`), a line from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Day(FastPickle):
    """A day as a page names it: the year may be missing, and then none is invented."""

    month: int
    day: int
    year: int | None = None

    @classmethod
    def of(cls, date: datetime.date) -> "Day":
        return cls(date.month, date.day, date.year)

    @property
    def date(self) -> datetime.date | None:
        return None if self.year is None else datetime.date(self.year, self.month, self.day)

    @property
    def iso(self) -> str | None:
        """`2025-05-28`, or None without a year."""
        return self.date.isoformat() if self.date else None

    @property
    def label(self) -> str:
        """`May 28, 2025`, or `May 28` without a year."""
        label = f"{MONTHS[self.month - 1]} {self.day}"
        return label if self.year is None else f"{label}, {self.year}"


@dataclass(frozen=True, slots=True)
class RichText(FastPickle):
    """Text with markup: safe HTML to show, and the plain text to index, search and quote.

    `text` has no markup at all: a formula stands in it as its author's TeX, a link as its label.
    """

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Link(FastPickle):
    """An address that belongs to a paper; `label` is what a button says."""

    url: str
    label: str
    kind: LinkKind


class Origin(NamedTuple):
    """Where the value of a field of a paper comes from."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Details(FastPickle):
    """What is known of a paper beside its texts, the same for `Draft` and `Paper`; all of it may be missing.

    `day` is when it was listed, `published` its own date: an ISO day, month or year. `author_count` is what a page has,
    `orcids` a name and an ORCID each, `aliases` former slugs, `origins` the places of values from elsewhere,
    `source_texts` the names of texts that cleaning changed, with what the seed says there.
    """

    day: Day | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    orcids: tuple[tuple[str, str], ...] = ()
    venue: str | None = None
    votes: int | None = None
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    arxiv: str | None = None
    arxiv_class: str | None = None
    doi: str | None = None
    aliases: tuple[str, ...] = ()
    pick: bool | None = None
    origins: tuple[Origin, ...] = ()
    source_texts: tuple[tuple[str, str], ...] = ()

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return _with_details, (*FastPickle.__reduce__(self), tuple([getattr(self, name) for name in DETAILS]))


def _with_details(kind: type, own: tuple[object, ...], details: tuple[object, ...]) -> object:
    return kind(*own, **dict(zip(DETAILS, details, strict=True)))


DETAILS = tuple(each.name for each in fields(Details))


class FieldLine(NamedTuple):
    """A line of a seed that gives one of a paper's details, and the name of that detail."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Draft(Details):
    """A paper as a reader saw it: text in its author's notation (`markup`), everything but its place optional.

    `fields` are the lines that its details come from, where they have lines of their own. A `hidden` paper is on no
    page, whichever other seeds have it.
    """

    place: Place
    title: str = ""
    abstract: str = ""
    markup: Markup = "plain"
    title_lines: tuple[int, int] = (0, 0)
    abstract_lines: tuple[int, int] = (0, 0)
    fields: tuple[FieldLine, ...] = ()
    hidden: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a curator's file says of the paper with the id `paper`: `said` has what it gives, all else is empty."""

    paper: str
    said: Draft
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DateLine(FastPickle):
    """A line of a seed that was understood as a date."""

    line: int
    text: str
    day: Day


@dataclass(frozen=True, slots=True)
class IgnoredLine(FastPickle):
    """A line that belongs to no paper, and the name of the rule that says so."""

    line: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class ParsedSeed:
    """All that a reader understood of one seed; every non-blank line of a pasted page is accounted for in it.

    `kind` is what the file was taken for. `refused` says why nothing of it is used: then it has no drafts. Of a feed
    each paper is listed on its own day."""

    path: str
    drafts: tuple[Draft, ...] = ()
    dates: tuple[DateLine, ...] = ()
    ignored: tuple[IgnoredLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Correction, ...] = ()
    kind: str = ""
    refused: str = ""
    is_feed: bool = False


@dataclass(frozen=True, slots=True)
class Appearance(FastPickle):
    """Where a paper stood: the edition, and its number there, from 1."""

    edition: str
    number: int


@dataclass(frozen=True, slots=True)
class Paper(Details):
    """A paper as the site shows it. `id` is its slug; `editions` are in site order, newest first.

    `namesakes` are the papers that share its slug and have digits in theirs: an old link may have meant one of them.
    """

    id: str
    title: RichText
    abstract: RichText
    place: Place
    editions: tuple[Appearance, ...]
    namesakes: tuple[str, ...] = ()
    note: RichText | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A pasted digest, or a day: `papers` are ids in the order of the page, `published` is when feeds and the sitemap
    say it appeared here. `subtitle` is the label it would have without a title of its own. One that only feeds listed
    (`is_feed`) is no digest, so the home page does not show it as the newest."""

    id: str
    label: str
    day: Day | None
    published: datetime.date
    papers: tuple[str, ...]
    is_feed: bool = False
    subtitle: str = ""
    introduction: RichText | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """Every paper and edition in site order, with the look-ups built once."""

    papers: tuple[Paper, ...]
    editions: tuple[Edition, ...]
    paper: Mapping[str, Paper] = field(repr=False)
    edition: Mapping[str, Edition] = field(repr=False)

    @property
    def oldest_first(self) -> tuple[Paper, ...]:
        """The papers as search and related papers number them: so the numbers of old papers stay as newer ones come."""
        return self.papers[::-1]


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic: `meaning` is one sentence, `group` the heading it is listed under, `hue` its colour in degrees,
    `broader` the ids of tags that come with it."""

    id: str
    label: str
    meaning: str
    group: str
    hue: int
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperTag(FastPickle):
    """A tag on a paper, in words a reader understands why it is there, and whether the rest of the paper agrees."""

    tag: str
    reason: str
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Topics:
    """Which papers have which tags. `tags` holds those in use, by group and label; papers are in site order."""

    tags: tuple[Tag, ...]
    tag: Mapping[str, Tag] = field(repr=False)
    tags_by_paper: Mapping[str, tuple[PaperTag, ...]] = field(repr=False)
    papers_by_tag: Mapping[str, tuple[str, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Neighbour(FastPickle):
    """A paper to read next: cosine `score` in 0..1, and the words both share, weightiest first."""

    paper: str
    score: float
    shared: tuple[str, ...]
