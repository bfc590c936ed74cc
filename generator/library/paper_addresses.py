"""Gives every paper its id, which is its slug, and the addresses with digits of papers that share a slug.

An address that was published must not change because another paper came or went. A slug is made from the title alone,
so only papers of one title, or of titles with one slug, can be in each other's way. Of these the one of the earliest
edition has the plain slug, and the others take digits of what distinguishes them. So a newer paper changes nothing. An
older one takes the plain address over, and links to the paper that had it. Each of them has its addresses with digits,
the first too: these depend on the paper alone.

A hidden paper gives way to those that are shown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.library.editions import DraftAge, draft_age
from generator.library.folding import fold_text, repeated_positions
from generator.library.merge import DuplicateGroup
from generator.library.slugs import slug_with_digits
from generator.model.papers import Correction


class PaperAddress(NamedTuple):
    """The id of a paper; its addresses with digits, and former ids, which are its own for good; and the plain slug that
    it shares with others, empty where it does not."""

    id: str
    digits: tuple[str, ...] = ()
    shared: str = ""


def assign_addresses(papers: Sequence[DuplicateGroup], said: Mapping[str, Correction]) -> list[PaperAddress]:
    """The addresses of papers; `said` has what the curator's file says, by the id it names."""
    slugs = [paper.title.slug for paper in papers]
    hidden = {name for name, correction in said.items() if correction.hidden}
    found = _with_digits_of_lone_papers(papers, said)
    for positions in repeated_positions(slugs):
        digits = _distinct_addresses([papers[i] for i in positions], {*slugs})
        shown = [
            i
            for i, own in zip(positions, digits, strict=True)
            if hidden.isdisjoint(own) and not any(draft.hidden for draft in papers[i].drafts)
        ]
        first = min(shown or positions, key=lambda i: min(_ages(papers[i])))
        for i, own in zip(positions, digits, strict=True):
            found[i] = PaperAddress(slugs[i] if i == first else own[0], own, slugs[i])
    return found


def _with_digits_of_lone_papers(papers: Sequence[DuplicateGroup], names: Collection[str]) -> list[PaperAddress]:
    """The slugs as addresses, with those of `names` that a paper had while another of its title was there.

    So what is said of a paper by its digits stays said when the other is gone.
    """
    heads = tuple(name[: match.start()] for name in names if (match := re.search(r"-?[0-9a-f]{6}$", name)))
    return [
        PaperAddress(slug, tuple(name for name in _addresses_with_digits(paper) if name in names))
        if heads and slug.startswith(heads)
        else PaperAddress(slug)
        for paper in papers
        for slug in (paper.title.slug,)
    ]


def papers_by_address(addresses: Iterable[PaperAddress]) -> dict[str, str]:
    """The id of the paper that each address leads to."""
    found = list(addresses)
    return {name: each.id for each in found for name in each.digits} | {each.id: each.id for each in found}


def find_namesakes(addresses: Iterable[PaperAddress], shown: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By the id of a paper that has the plain slug: the others that share it, as far as they are shown."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if address.shared and address.id in shown:
            sharing[address.shared].append(address.id)
    return {slug: tuple(name for name in names if name != slug) for slug, names in sharing.items()}


def _distinct_addresses(papers: Sequence[DuplicateGroup], taken: Collection[str]) -> list[tuple[str, ...]]:
    """The addresses with digits of papers that share a slug, those that are nobody else's: one at least."""
    wanted = [_addresses_with_digits(paper) for paper in papers]
    often = Counter(name for names in wanted for name in names)
    free = [tuple(name for name in names if often[name] == 1 and name not in taken) for names in wanted]
    return [names or (_long_address(paper),) for names, paper in zip(free, papers, strict=True)]


def _addresses_with_digits(paper: DuplicateGroup) -> tuple[str, ...]:
    """By arXiv id, DOI and abstract: a paper that is given an id later on keeps the address by its abstract."""
    keys = _distinguishing_keys(paper)
    return tuple(dict.fromkeys(slug_with_digits(paper.title.text, key, 6) for key in keys if key))


def _long_address(paper: DuplicateGroup) -> str:
    """For papers that six digits do not tell apart, or that nothing but the spelling of their titles does."""
    return slug_with_digits(paper.title.text, "\0".join((paper.title.text, *_distinguishing_keys(paper))), 64)


def _distinguishing_keys(paper: DuplicateGroup) -> tuple[str, str, str]:
    """What tells a paper from another of the same title: arXiv id, DOI and abstract, as its oldest seeds have them."""
    oldest = [draft for _, draft in sorted(zip(_ages(paper), paper.drafts, strict=True), key=lambda pair: pair[0])]
    values = ([each.arxiv, each.doi, fold_text(each.abstract)] for each in oldest)
    arxiv, doi, abstract = (next(filter(None, column), "") for column in zip(*values, strict=True))
    return arxiv, doi, abstract


def _ages(paper: DuplicateGroup) -> list[DraftAge]:
    """For each draft of a paper, what puts the earliest first: its edition's date, none being the last; its place."""
    return [draft_age(draft, shelf) for draft, shelf in zip(paper.drafts, paper.shelves, strict=True)]
