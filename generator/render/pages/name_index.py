"""The index of names as readers see it: entries by letter, and the page of each entry.

An entry is an anchor, not a page: ten thousand papers introduce as many names, and most entries only say what the
name stands for and who introduces it. While there are few, all are on one page; else each letter has a page, or
several where it is long. Only a name that many papers mention has a page of its own, with the list of these papers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, final

from generator.analysis.names import Name, model
from generator.model import urls
from generator.model.reuse import keep_equal
from generator.render.views import PaperLink

NAMES_PER_PAGE = 200
MOST_PAPERS = 300
"""Papers that a name's own page lists; what more of them say is a matter for search."""
MOST_MENTIONED = 40
"""Names on the first page where each letter has its own."""
OTHER = "other"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name in the index. `path` is the name's own page, empty where the entry says all."""

    id: str
    label: str
    kind: str
    long_forms: tuple[str, ...]
    introduced: tuple[PaperLink, ...]
    mentioned: tuple[PaperLink, ...]
    count: int
    path: str


class NameEntryInput(NamedTuple):
    """What an entry is made from: a name, and the papers that are shown with it."""

    name: Name
    introduced: tuple[PaperLink, ...]
    mentioned: tuple[PaperLink, ...]


class NameTarget(NamedTuple):
    """Where a name is told about, the page of its entry and its id there, and what it stands for."""

    page: str
    id: str
    long_form: str


class NameLink(NamedTuple):
    """The place in an abstract that says a name, and the name."""

    start: int
    end: int
    target: NameTarget


@final
@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of a site by the letter they are listed under, digits and other scripts last; and in `shelves`, the
    parts of a letter that pages have. `targets` are by the names' ids; `most_mentioned` are what most papers say."""

    names: tuple[Name, ...]
    letters: Mapping[str, tuple[Name, ...]]
    shelves: Mapping[str, tuple[Sequence[Name], ...]]
    targets: Mapping[str, NameTarget]
    most_mentioned: tuple[Name, ...]

    @property
    def on_one_page(self) -> bool:
        return len(self.names) <= NAMES_PER_PAGE


def index_names(names: tuple[Name, ...], previous: NameIndex | None = None) -> NameIndex:
    """The index of `names`, with what `previous` has alike."""
    if previous and previous.names == names:
        return previous
    letters = group_by_letter(names, lambda name: name.label)
    shelves = {letter: split_list(found, NAMES_PER_PAGE) for letter, found in letters.items()}
    targets = _targets(names, {} if len(names) <= NAMES_PER_PAGE else _pages(shelves))
    most = sorted(names, key=lambda name: (-len(name.papers), name.label.casefold()))[:MOST_MENTIONED]
    return NameIndex(names, letters, shelves, keep_equal(targets, previous and previous.targets), tuple(most))


def group_by_letter(items: Iterable[T], label: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """The items of an index by the letter that their labels begin with, digits and other scripts last."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        first = label(item)[:1].casefold()
        found[first if first.isascii() and first.isalpha() else OTHER].append(item)
    return {letter: tuple(found[letter]) for letter in sorted(found, key=lambda each: (each == OTHER, each))}


def split_list(items: Sequence[T], size: int) -> tuple[Sequence[T], ...]:
    """`items` in runs of `size`, of which the last may be shorter."""
    return tuple([items[start : start + size] for start in range(0, len(items), size)])


def _pages(shelves: Mapping[str, Sequence[Sequence[Name]]]) -> dict[str, str]:
    """The page that each name's entry is on, where letters have pages."""
    pages = [(urls.names(letter, n), shelf) for letter, found in shelves.items() for n, shelf in enumerate(found, 1)]
    return {name.id: page for page, shelf in pages for name in shelf}


def _targets(names: Sequence[Name], pages: Mapping[str, str]) -> dict[str, NameTarget]:
    """Each name by its id; one without a page of `pages` is on the first."""
    return {
        name.id: NameTarget(pages.get(name.id, urls.NAMES), name.id, name.long_forms[0] if name.long_forms else "")
        for name in names
    }


def name_entry_input(name: Name, links: Mapping[str, PaperLink]) -> NameEntryInput:
    """With the first of the papers that introduce the name, and of the others that say it."""
    own = [each.paper for each in name.introduced]
    others = [paper for paper in name.papers[: model.PAPERS_SHOWN + len(own)] if paper not in own][: model.PAPERS_SHOWN]
    return NameEntryInput(
        name, tuple([links[paper] for paper in own[: model.PAPERS_SHOWN]]), tuple([links[paper] for paper in others])
    )


def name_entry(entry: NameEntryInput) -> NameEntry:
    name = entry.name
    return NameEntry(
        id=name.id,
        label=name.label,
        kind=name.kind,
        long_forms=name.long_forms,
        introduced=entry.introduced,
        mentioned=entry.mentioned,
        count=len(name.papers),
        path=urls.name(name.id) if name.has_page else "",
    )


def mention_links(text: str, mentions: Iterable[NameLink], page: str) -> Iterator[tuple[str, str, str]]:
    """For each name that the abstract `text` says: the words, the address from `page`, and what it stands for."""
    links = urls.links_from(page)
    for start, end, target in mentions:
        yield text[start:end], f"{links[target.page]}#{target.id}", target.long_form
