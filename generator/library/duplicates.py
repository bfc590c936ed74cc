"""Finds the drafts that are one paper, whatever they came from.

A paper can be in yesterday's digest and in today's, in a pasted page, in the export of a reference manager and in the
answer of a service. It is known by its arXiv id, its DOI, its OpenReview and ACL ids, then by its title. But two papers
can share a title, so an equal title is not enough when ids differ, or when neither authors nor abstracts agree. And an
id can be a slip, or that of the volume a paper is in: one at clearly different titles makes no paper of them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.library.comparison import are_abstracts_close, are_titles_close, says_nothing, share_authors
from generator.library.folding import repeated_positions
from generator.model.papers import Draft
from generator.seeds.identifiers import arxiv_id, doi, is_data_doi, is_preprint_doi
from generator.seeds.marked.paper_links import paper_key

NO_WORKS = ("arxiv:", "doi:", "pdf:")
"""Keys of addresses that an id has been read from, and those of a file, which may be that of a volume."""
_ACL_DOI = re.compile(r"10\.(?:18653/v1|3115/v1)/([\w.-]+)$")
MAX_COMPARED = 200
"""Different texts under one title or id that are compared with each other; more of them are no papers."""


class DuplicateKeys(NamedTuple):
    """What a draft may share with another of its paper: ids, and `works`, its keys at OpenReview, ACL and others.

    The DOI of a preprint is none, for the paper has another when it is published.
    """

    arxiv: str | None
    doi: str | None
    works: tuple[str, ...] = ()


def add_identifiers(draft: Draft) -> Draft:
    """`draft` with the arXiv id and DOI that its own links name; an address in its abstract may be another paper's.

    The DOI of data is not the paper's, and one of arXiv's says the id.
    """
    if not draft.links and not draft.doi:
        return draft
    urls = [link.url for link in draft.links]
    arxiv = draft.arxiv or next(filter(None, map(arxiv_id, [draft.doi or "", *urls])), None)
    dois = (found for url in urls if not arxiv_id(url) and (found := doi(url)) and not is_data_doi(found))
    return replace(draft, arxiv=arxiv, doi=draft.doi or next(dois, None))


def group_duplicates(drafts: Sequence[Draft], titles: Sequence[str]) -> list[list[int]]:
    """The drafts of each paper, as positions in `drafts`; papers and positions in the order of first appearance.

    `drafts` have their identifiers, `titles` are theirs, folded.
    """
    groups = _DisjointSets(len(drafts))
    keys = [*map(_keys, drafts)]
    for members in repeated_positions([each.doi for each in keys]):
        _join_same_id(members, drafts, titles, groups, is_sure=False)
    for members in (*repeated_positions([each.arxiv for each in keys]), *_sharing_works(keys)):
        _join_same_id(members, drafts, titles, groups, is_sure=True)
    for members in repeated_positions([title.replace(" ", "") for title in titles]):
        _join_same_title(members, drafts, keys, groups)
    return groups.lists()


def _keys(draft: Draft) -> DuplicateKeys:
    published = None if draft.doi is None or is_preprint_doi(draft.doi) else draft.doi
    works = [paper_key(link.url) for link in draft.links]
    if published and (match := _ACL_DOI.match(published)):
        works.append(f"acl:{match[1]}")
    return DuplicateKeys(draft.arxiv, published, tuple([key for key in works if key and not key.startswith(NO_WORKS)]))


def _sharing_works(keys: Sequence[DuplicateKeys]) -> list[list[int]]:
    """The positions of each work that several drafts have."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, each in enumerate(keys):
        for work in dict.fromkeys(each.works):
            found[work].append(i)
    return [positions for positions in found.values() if len(positions) > 1]


def _join_same_id(
    members: Sequence[int], drafts: Sequence[Draft], titles: Sequence[str], groups: "_DisjointSets", *, is_sure: bool
) -> None:
    """Joins the drafts of one id whose titles may be those of one paper.

    Where they may not, abstracts decide; where these are missing, an id that `is_sure` to be a paper's own does.
    """

    def fits(i: int, j: int) -> bool:
        one, other = drafts[i].abstract, drafts[j].abstract
        if are_titles_close(titles[i], titles[j]) or are_abstracts_close(one, other):
            return True
        return is_sure and (says_nothing(one) or says_nothing(other))

    alike: dict[str, list[int]] = defaultdict(list)
    for i in members:
        alike[titles[i]].append(i)
    for same in (*alike.values(), *_partition([same[0] for same in alike.values()], fits)):
        groups.join(same)


def _join_same_title(
    members: Sequence[int], drafts: Sequence[Draft], keys: Sequence[DuplicateKeys], groups: "_DisjointSets"
) -> None:
    """Joins the drafts of one title that can be one paper; drafts that say the same are compared with others once."""

    def fits(i: int, j: int) -> bool:
        return not _have_other_ids(keys[i], keys[j]) and _may_be_same_paper(drafts[i], drafts[j])

    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in members:
        alike[keys[i], drafts[i].abstract, drafts[i].authors].append(i)
    for same in (*alike.values(), *_partition([same[0] for same in alike.values()], fits)):
        groups.join(same)


def _partition(positions: Sequence[int], fits: Callable[[int, int], bool]) -> list[list[int]]:
    """The positions in sets of those that all fit each other, each in the first set that takes it."""
    found: list[list[int]] = []
    for i in positions[:MAX_COMPARED]:
        fitting = next((each for each in found if all(fits(i, j) for j in each)), None)
        if fitting is None:
            found.append([i])
        else:
            fitting.append(i)
    return found


def _have_other_ids(one: DuplicateKeys, other: DuplicateKeys) -> bool:
    return any(ours and theirs and ours != theirs for ours, theirs in zip(one[:2], other[:2], strict=True))


def _may_be_same_paper(one: Draft, other: Draft) -> bool:
    """Whether nothing but an id could speak against it that two drafts of one title are one paper."""
    if one.abstract == other.abstract and one.abstract:
        return True
    if one.authors and other.authors:
        return share_authors(one.authors, other.authors) or are_abstracts_close(one.abstract, other.abstract)
    is_open = says_nothing(one.abstract) or says_nothing(other.abstract)
    return is_open or are_abstracts_close(one.abstract, other.abstract)


class _DisjointSets:
    """Disjoint sets of positions, each known by its first."""

    def __init__(self, size: int) -> None:
        self.first = list(range(size))

    def of(self, i: int) -> int:
        while self.first[i] != i:
            i = self.first[i]
        return i

    def join(self, members: Sequence[int]) -> None:
        firsts = {self.of(i) for i in members}
        first = min(firsts)
        for i in firsts:
            self.first[i] = first

    def lists(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i, first in enumerate(self.first):
            found[i if first == i else self.of(i)].append(i)
        return list(found.values())
