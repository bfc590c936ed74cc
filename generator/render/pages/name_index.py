"""The index of names as readers see it: entries by letter, and the page of each entry.

An entry is an anchor, not a page: ten thousand papers introduce as many names, and most entries only say what the
name stands for and who introduces it. While there are few, all are on one page; else each letter has a page, or
several where it is long. Only a name that many papers mention has a page of its own, with the list of these papers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.analysis.names import Name
from generator.model import urls
from generator.model.papers import Paper
from generator.render.views import PaperLink

NAMES_PER_PAGE = 200
PAPERS_SHOWN = 6
"""Papers named in an entry; a name with more has a page of its own."""
MOST_PAPERS = 300
"""Papers that a name's own page lists; what more of them say is a matter for search."""
MOST_SAID = 40
OTHER = "other"


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


NameLink = tuple[int, int, NameTarget]
"""The place in an abstract that says a name, and the name."""


class NameIndex:
    """The names of a site, shelved once: every page asks it where a name stands."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self.names = names

    @cached_property
    def letters(self) -> dict[str, tuple[Name, ...]]:
        """The names by the letter they are listed under, digits and other scripts last."""
        found: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            found[letter_of(name)].append(name)
        return {letter: tuple(found[letter]) for letter in sorted(found, key=lambda each: (each == OTHER, each))}

    @property
    def on_one_page(self) -> bool:
        return len(self.names) <= NAMES_PER_PAGE

    @cached_property
    def shelves(self) -> Mapping[str, Sequence[tuple[Name, ...]]]:
        """Each letter's names in the parts that pages have."""
        return {
            letter: [names[start : start + NAMES_PER_PAGE] for start in range(0, len(names), NAMES_PER_PAGE)]
            for letter, names in self.letters.items()
        }

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The page each name's entry is on, by the name's id."""
        if self.on_one_page:
            return dict.fromkeys((name.id for name in self.names), urls.NAMES)
        pages = (
            (urls.names(letter, n), shelf) for letter, found in self.shelves.items() for n, shelf in enumerate(found, 1)
        )
        return {name.id: page for page, shelf in pages for name in shelf}

    @cached_property
    def told(self) -> Mapping[str, NameTarget]:
        """Each name by its id."""
        page = self.places
        return {
            name.id: NameTarget(page[name.id], name.id, name.long_forms[0] if name.long_forms else "")
            for name in self.names
        }

    def most_said(self) -> Sequence[Name]:
        return sorted(self.names, key=lambda name: (-len(name.papers), name.label.casefold()))[:MOST_SAID]


def name_entry_input(name: Name, links: Mapping[str, PaperLink]) -> NameEntryInput:
    """With the first of the papers that introduce the name, and of the others that say it."""
    own = [each.paper for each in name.introduced]
    others = [paper for paper in name.papers[: PAPERS_SHOWN + len(own)] if paper not in own][:PAPERS_SHOWN]
    return NameEntryInput(
        name, tuple([links[paper] for paper in own[:PAPERS_SHOWN]]), tuple([links[paper] for paper in others])
    )


def name_entry(named: NameEntryInput) -> NameEntry:
    name = named.name
    path = urls.name(name.id) if has_page(name) else ""
    return NameEntry(
        name.id, name.label, name.kind, name.long_forms, named.introduced, named.mentioned, len(name.papers), path
    )


def mention_links(paper: Paper, said: Sequence[NameLink], page: str) -> Iterator[tuple[str, str, str]]:
    """For each name that the abstract of `paper` says: the words, the address from `page`, and what it stands for."""
    text, links = paper.abstract.text, urls.links_from(page)
    for start, end, told in said:
        yield text[start:end], f"{links[told.page]}#{told.id}", told.long_form


def has_page(name: Name) -> bool:
    return len(name.papers) > PAPERS_SHOWN


def letter_of(name: Name) -> str:
    first = name.label[:1].casefold()
    return first if first.isascii() and first.isalpha() else OTHER
