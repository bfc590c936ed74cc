"""Finds the drafts that are one paper.

A paper can be in yesterday's digest and in today's, in a pasted page and in a file of its own. It is known by its
arXiv id, then by its DOI, then by its title. But two papers can share a title, so an equal title is not enough when
ids differ, or when the abstracts have little in common.

How little: in 10,000 arXiv abstracts two papers with three uncommon title words in common share 26 % of the words of
the shorter abstract (median; 99 of 100 share less than 43 %), two papers at random 20 %; versions of one abstract
that lost four sentences of ten share all. The threshold of one half lies between them.
"""

from collections import defaultdict
from collections.abc import Sequence

from generator.library.folding import folded_words, repeated_positions
from generator.model.papers import Draft

MIN_OVERLAP = 0.5
"""The share of the shorter abstract's words that two abstracts of one paper have in common."""

MIN_WORDS = 5
"""An abstract of fewer words ("Invited talk") says nothing about which paper it is."""

MAX_COMPARED = 200
"""Different texts under one title that are compared with each other; more of them are no papers."""


def group_duplicates(drafts: Sequence[Draft], titles: Sequence[str]) -> list[list[int]]:
    """The drafts of each paper, as positions in `drafts`; papers and positions in the order of first appearance.

    `titles` are those of the drafts, folded.
    """
    groups = _DisjointSets(len(drafts))
    for keys in ([draft.arxiv for draft in drafts], [draft.doi for draft in drafts]):
        for members in repeated_positions(keys):
            groups.join(members)
    for members in repeated_positions(titles):
        _join_same_title(members, drafts, groups)
    return groups.lists()


def _join_same_title(members: Sequence[int], drafts: Sequence[Draft], groups: "_DisjointSets") -> None:
    """Joins the drafts of one title that can be one paper, each with the first it fits; drafts that say the same are
    compared with others once."""
    alike: dict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)
    for i in members:
        alike[drafts[i].arxiv, drafts[i].doi, drafts[i].abstract].append(i)
    firsts = [same[0] for same in alike.values()]
    said = {i: folded_words(drafts[i].abstract) for i in firsts[:MAX_COMPARED]}
    papers: list[list[int]] = []
    for i in said:
        fitting = next(
            (p for p in papers if all(_may_be_same_paper(drafts[i], drafts[j], said[i], said[j]) for j in p)), None
        )
        if fitting is None:
            papers.append([i])
        else:
            fitting.append(i)
    for same in (*alike.values(), *papers):
        groups.join(same)


def _may_be_same_paper(one: Draft, other: Draft, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether nothing speaks against it; `ours` and `theirs` are the words of the abstracts."""
    if one.arxiv and other.arxiv and one.arxiv != other.arxiv:
        return False
    if one.doi and other.doi and one.doi != other.doi:
        return False
    if one.abstract == other.abstract:
        return True
    fewest = min(len(ours), len(theirs))
    return fewest < MIN_WORDS or len(ours & theirs) >= MIN_OVERLAP * fewest


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
