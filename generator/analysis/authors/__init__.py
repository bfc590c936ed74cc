"""Authors of the library: who is one person under several spellings, and the papers of each.

A name is known by its folded words: accents, case and hyphens make no difference. An ORCID tells people of one name
apart, and names with the same ORCID are one person's. Other spellings are put together with care. `I. Muster` or
`Muster Ines` may be Ines Muster, so may be any other I. Muster: they are one person only where both have a co-author in
common, never stand on one paper, and no other fits as well (`spellings`).

An author with one paper has no page of their own once a site is large: forty thousand authors of ten thousand papers
would be four times its pages, and each would say what the paper's page says.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.analysis.authors.spellings import NameSpelling, join_spellings, parse_spelling
from generator.library.slugs import slug_with_digits, title_slug
from generator.model.papers import FastPickle, Library

EVERYONE = 1_000
"""While a site has no more authors than this, each has a page; then those of several papers have."""


class PaperNames(NamedTuple):
    """The authors of a paper, and the ORCIDs of those that a source gave."""

    paper: str
    names: tuple[str, ...]
    orcids: tuple[tuple[str, str], ...]

    def spelled(self) -> list[tuple[str, str]]:
        """Each name with its ORCID, empty where there is none."""
        if not self.orcids:
            return [(name, "") for name in self.names]
        known = dict(reversed(self.orcids))  # the first counts
        return [(name, known.get(name, "")) for name in self.names]


class Byline(NamedTuple):
    """A name as a paper has it, and the id of its author where they have a page, else empty."""

    name: str
    author: str


@dataclass(frozen=True, slots=True)
class Author(FastPickle):
    """A person, or a group: `name` is the fullest spelling, `other_names` the others; `papers` are in site order.

    `orcid` is empty where no source gave one.
    """

    id: str
    name: str
    family: str
    other_names: tuple[str, ...]
    papers: tuple[str, ...]
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors of a site by family name; `bylines` are by paper, in the order of its authors."""

    authors: tuple[Author, ...] = ()
    bylines: Mapping[str, tuple[Byline, ...]] = field(default_factory=dict)
    with_page: tuple[Author, ...] = ()
    names: tuple["PaperNames", ...] = ()
    """What they were made from."""


def find_authors(library: Library, previous: Authors | None = None) -> Authors:
    """The authors of all papers; `previous` where no name has changed."""
    names = tuple([PaperNames(paper.id, paper.authors, paper.orcids) for paper in library.papers])
    if previous and previous.names == names:
        return previous
    written = [(each.paper, each.spelled()) for each in names]
    spellings = {
        each: parse_spelling(*each) for each in dict.fromkeys(each for _, all_of in written for each in all_of)
    }
    person = join_spellings([[spellings[each] for each in all_of] for _, all_of in written])
    author_of = _build_authors(written, {each: person[spelling] for each, spelling in spellings.items()})
    authors = {author.id: author for author in author_of.values()}
    with_page = {each.id for each in authors.values() if len(authors) <= EVERYONE or len(each.papers) > 1}

    def byline(name: tuple[str, str]) -> Byline:
        author = author_of.get(name)
        return Byline(name[0], author.id if author and author.id in with_page else "")

    bylines = {paper: tuple(map(byline, all_of)) for paper, all_of in written}
    in_order = tuple(sorted(authors.values(), key=lambda each: (each.family, each.name.casefold(), each.id)))
    return Authors(in_order, bylines, tuple([each for each in in_order if each.id in with_page]), names)


def _build_authors(
    papers: Sequence[tuple[str, Sequence[tuple[str, str]]]], person: Mapping[tuple[str, str], NameSpelling]
) -> dict[tuple[str, str], Author]:
    """The author of each name with its ORCID; what has no letters is nobody's name.

    `person` is the spelling that stands for the others of the same person.
    """
    written: dict[NameSpelling, Counter[str]] = defaultdict(Counter)
    papers_of: dict[NameSpelling, dict[str, None]] = defaultdict(dict)
    orcids = {person[each]: each[1] for each in person if each[1]}
    for paper, all_of in papers:
        for each in all_of:
            if person[each].words:
                written[person[each]][each[0]] += 1
                papers_of[person[each]][paper] = None
    ids = _author_ids(written)
    authors = {
        each: Author(ids[each], *_name_and_others(written[each]), papers=tuple(found), orcid=orcids.get(each, ""))
        for each, found in papers_of.items()
    }
    return {name: authors[each] for name, each in person.items() if each in authors}


def _name_and_others(written: Counter[str]) -> tuple[str, str, tuple[str, ...]]:
    """The fullest of several spellings, then the most frequent; its family name; and the other spellings."""
    if len(written) == 1:
        (name,) = written
        return name, parse_spelling(name).family, ()
    first, *others = sorted(written, key=lambda name: (_spelled_out(name), written[name], name), reverse=True)
    return first, parse_spelling(first).family, tuple(others)


def _spelled_out(name: str) -> tuple[int, int]:
    words = name.replace(".", ". ").split()
    return sum(len(word.strip(".")) > 1 for word in words), sum(not sign.isascii() for sign in name)


def _author_ids(written: Mapping[NameSpelling, Counter[str]]) -> dict[NameSpelling, str]:
    """By the slug of the name; where several share one, each but the plainest with digits of its words."""
    ids: dict[NameSpelling, str] = {}
    taken: set[str] = set()
    for spelling in sorted(written, key=lambda each: (each.words, each.orcid)):
        name = max(written[spelling], key=lambda each: (_spelled_out(each), each))
        slug, whole = title_slug(name), " ".join(filter(None, (*spelling.words, spelling.orcid)))
        ids[spelling] = slug if slug not in taken else slug_with_digits(name, whole, 6)
        taken.add(ids[spelling])
    return ids
