"""The index of names as readers see it: entries under letters, and where each entry stands.

A name of the index is an anchor, not a page: ten thousand papers introduce as many names, and most have nothing to say
but what they stand for and whose they are. All of them fit one page while there are few, else there is a page for
each letter, in pages where it is long. Only a name that many papers say has a page of its own, with their list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from generator import urls
from generator.names import Name
from generator.views import PaperLink, Site, paper_link

NAMES_PER_PAGE = 200
PAPERS_SHOWN = 6
"""Papers named in an entry; a name with more has a page of its own."""
MOST_PAPERS = 300
"""Papers that a name's own page lists; what more of them say is a matter for search."""
MOST_SAID = 40
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in the index. `path` is the name's own page, empty where the entry says all."""

    id: str
    label: str
    kind: str
    long_forms: tuple[str, ...]
    introduced: tuple[PaperLink, ...]
    mentioned: tuple[PaperLink, ...]
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page's part of the names under one letter: `heading` is the letter, `number` from 1."""

    letter: str
    number: int
    names: tuple[Name, ...]


class Glossary:
    """The names of a site, shelved once: every page asks it where a name stands."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.names = site.names.names

    @cached_property
    def letters(self) -> dict[str, tuple[Name, ...]]:
        """The names by the letter they are listed under, digits and other scripts last."""
        ordered = sorted(self.names, key=lambda name: (letter_of(name) == OTHER, letter_of(name)))
        return {letter: tuple(names) for letter, names in groupby(ordered, key=letter_of)}

    @property
    def on_one_page(self) -> bool:
        return len(self.names) <= NAMES_PER_PAGE

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        return tuple(
            Shelf(letter, number // NAMES_PER_PAGE + 1, names[number : number + NAMES_PER_PAGE])
            for letter, names in self.letters.items()
            for number in range(0, len(names), NAMES_PER_PAGE)
        )

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The page each name's entry is on, by the name's id."""
        if self.on_one_page:
            return dict.fromkeys((name.id for name in self.names), urls.NAMES)
        return {name.id: urls.names(shelf.letter, shelf.number) for shelf in self.shelves for name in shelf.names}

    def entry(self, name: Name) -> Entry:
        own = {each.paper for each in name.introduced}
        others = [paper for paper in name.papers if paper not in own]
        return Entry(
            name.id,
            name.label,
            name.kind,
            name.long_forms,
            self._links([each.paper for each in name.introduced][:PAPERS_SHOWN]),
            self._links(others[:PAPERS_SHOWN]),
            len(name.papers),
            urls.name(name.id) if has_page(name) else "",
        )

    def _links(self, papers: Sequence[str]) -> tuple[PaperLink, ...]:
        return tuple(paper_link(self.site, paper) for paper in papers)

    def mentions(self, paper: str, page: str) -> Iterator[tuple[str, str, str]]:
        """For each name that `paper`'s abstract says: the words, the address from `page`, and what it stands for."""
        text = self.site.library.paper[paper].abstract.text
        for mention in self.site.names.mentions.get(paper, ()):
            name = self.site.names.name[mention.name]
            address = f"{urls.relative(self.places[name.id], page)}#{name.id}"
            yield text[mention.start : mention.end], address, name.long_forms[0] if name.long_forms else ""

    def most_said(self) -> tuple[Entry, ...]:
        ranked = sorted(self.names, key=lambda name: (-len(name.papers), name.label.casefold()))
        return tuple(self.entry(name) for name in ranked[:MOST_SAID])


def has_page(name: Name) -> bool:
    return len(name.papers) > PAPERS_SHOWN


def letter_of(name: Name) -> str:
    first = name.label[:1].casefold()
    return first if first.isascii() and first.isalpha() else OTHER
