"""Authors of the library: who is one person under several spellings, and the papers of each.

A name is known by its folded words: accents, case and hyphens make no difference. Spellings that differ more are put
together with care. `I. Muster` or `Muster Ines` may be Ines Muster, so may be any other I. Muster: they are one person
only where both have a co-author in common, never stand on one paper, and no other fits as well (`spellings`).

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


class Byline(NamedTuple):
    """A name as a paper has it, and the id of its author where they have a page, else empty."""

    name: str
    author: str


@dataclass(frozen=True, slots=True)
class Author(FastPickle):
    """A person, or a group: `name` is the fullest spelling, `other_names` the others; `papers` are in site order."""

    id: str
    name: str
    family: str
    other_names: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors of a site by family name; `bylines` are by paper, in the order of its authors."""

    authors: tuple[Author, ...] = ()
    bylines: Mapping[str, tuple[Byline, ...]] = field(default_factory=dict)
    with_page: tuple[Author, ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What they were made from: the names of each paper."""


def find_authors(library: Library, previous: Authors | None = None) -> Authors:
    """The authors of all papers; `previous` where no name has changed."""
    names = tuple([(paper.id, paper.authors) for paper in library.papers])
    if previous and previous.names == names:
        return previous
    spellings = {name: parse_spelling(name) for name in dict.fromkeys(name for _, all_of in names for name in all_of)}
    by_paper = [(paper, [spellings[name] for name in all_of]) for paper, all_of in names]
    person = join_spellings([listed for _, listed in by_paper])
    authors = _build_authors(names, spellings, person)
    with_page = tuple([each for each in authors.values() if len(authors) <= EVERYONE or len(each.papers) > 1])
    page_id = {each.id for each in with_page}
    bylines = {
        paper: tuple(
            [
                Byline(
                    name, author.id if (author := authors.get(person[spellings[name]])) and author.id in page_id else ""
                )
                for name in all_of
            ]
        )
        for paper, all_of in names
    }
    in_order = tuple(sorted(authors.values(), key=lambda each: (each.family, each.name.casefold(), each.id)))
    return Authors(in_order, bylines, tuple([each for each in in_order if each.id in page_id]), names)


def _build_authors(
    names: Sequence[tuple[str, Sequence[str]]],
    spellings: Mapping[str, NameSpelling],
    person: Mapping[NameSpelling, NameSpelling],
) -> dict[NameSpelling, Author]:
    """The author of each spelling that stands for others; what has no letters is nobody's name."""
    written: dict[NameSpelling, Counter[str]] = defaultdict(Counter)
    papers: dict[NameSpelling, dict[str, None]] = defaultdict(dict)
    for paper, all_of in names:
        for name in all_of:
            if spellings[name].words:
                written[person[spellings[name]]][name] += 1
                papers[person[spellings[name]]][paper] = None
    ids = _author_ids(written)
    return {
        each: Author(ids[each], *_name_and_others(written[each]), papers=tuple(found)) for each, found in papers.items()
    }


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
    for spelling in sorted(written, key=lambda each: each.words):
        name = max(written[spelling], key=lambda each: (_spelled_out(each), each))
        slug = title_slug(name)
        ids[spelling] = slug if slug not in taken else slug_with_digits(name, " ".join(spelling.words), 6)
        taken.add(ids[spelling])
    return ids
