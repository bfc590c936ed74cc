"""The drafts of one paper, made one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.library.duplicates import same_papers
from generator.library.editions import Shelf
from generator.model import Draft
from generator.seeds.ids import arxiv_id, doi

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A paper on its way: its drafts, that of the newest edition first, the shelf of each and its position there."""

    drafts: tuple[Draft, ...]
    shelves: tuple[Shelf, ...]
    positions: tuple[int, ...]


def works(shelved: Sequence[Shelf]) -> list[Work]:
    """Every paper with all its drafts; papers in site order, that of their first appearance."""
    standing = [(identified(draft), shelf, n) for shelf in shelved for n, draft in enumerate(shelf.drafts)]
    groups = same_papers([draft for draft, _, _ in standing])
    return [Work(*zip(*(standing[i] for i in group), strict=True)) for group in groups]


def identified(draft: Draft) -> Draft:
    """`draft` with the arXiv id and DOI that its own links name; an address in its abstract may be another paper's."""
    urls = [link.url for link in draft.links]
    arxiv = draft.arxiv or next(filter(None, map(arxiv_id, urls)), None)
    dois = (found for url in urls if not arxiv_id(url) and (found := doi(url)))
    return replace(draft, arxiv=arxiv, doi=draft.doi or next(dois, None)) if urls else draft


def merged(drafts: Sequence[Draft]) -> Draft:
    """One draft of several of a paper: the first counts, the others fill in what it lacks."""
    first, *others = drafts
    for other in others:
        text = first if first.abstract or not other.abstract else other
        first = replace(
            first,
            abstract=text.abstract,
            markup=text.markup,
            abstract_lines=text.abstract_lines,
            day=first.day or other.day,
            authors=first.authors or other.authors,
            tags=_union(first.tags, other.tags),
            without_tags=_union(first.without_tags, other.without_tags),
            links=_union(first.links, other.links),
            arxiv=first.arxiv or other.arxiv,
            doi=first.doi or other.doi,
            aliases=_union(first.aliases, other.aliases),
        )
    return first


def _union(first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *more)))
