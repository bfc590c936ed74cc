"""Which drafts are one paper.

A paper stands in yesterday's digest and in today's, in a pasted page and in a file of its own. It is known by its arXiv
id, then by its DOI, then by its title; but two papers can share a title, so a title counts for less than the rest: not
when ids differ, and not when the abstracts have little in common.

How little: in 10,000 arXiv abstracts two papers with three uncommon title words in common share 26 % of the words of
the shorter abstract (median; 99 of 100 share less than 43 %), two papers at random 20 %; versions of one abstract that
lost four sentences of ten share all. Half is between them.
"""

from collections import defaultdict
from collections.abc import Sequence

from generator.library.folding import sharing, words
from generator.model.papers import Draft

LEAST_SHARED = 0.5
"""The share of the shorter abstract's words that two abstracts of one paper have in common."""

FEWEST_WORDS = 5
"""An abstract of fewer words ("Invited talk") says nothing about which paper it is."""


def same_papers(drafts: Sequence[Draft], titles: Sequence[str]) -> list[list[int]]:
    """The drafts of each paper, as positions in `drafts`; papers and positions in the order of first appearance.

    `titles` are those of the drafts, folded.
    """
    groups = _Groups(len(drafts))
    for keys in ([draft.arxiv for draft in drafts], [draft.doi for draft in drafts]):
        for members in sharing(keys):
            groups.join(members)
    for members in sharing(titles):
        _join_alike(members, drafts, groups)
    return groups.lists()


def _join_alike(members: Sequence[int], drafts: Sequence[Draft], groups: "_Groups") -> None:
    """Joins the drafts of one title that can be one paper, each with the first it fits."""
    said = {i: words(drafts[i].abstract) for i in members}
    papers: list[list[int]] = []
    for i in members:
        fitting = next((p for p in papers if all(_can_be_one(drafts[i], drafts[j], said[i], said[j]) for j in p)), None)
        if fitting is None:
            papers.append([i])
        else:
            fitting.append(i)
            groups.join([fitting[0], i])


def _can_be_one(one: Draft, other: Draft, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether nothing speaks against it; `ours` and `theirs` are the words of the abstracts."""
    if one.arxiv and other.arxiv and one.arxiv != other.arxiv:
        return False
    if one.doi and other.doi and one.doi != other.doi:
        return False
    if one.abstract == other.abstract:
        return True
    fewest = min(len(ours), len(theirs))
    return fewest < FEWEST_WORDS or len(ours & theirs) >= LEAST_SHARED * fewest


class _Groups:
    """Disjoint sets of positions, each known by its first."""

    def __init__(self, size: int) -> None:
        self.first = list(range(size))

    def of(self, i: int) -> int:
        while self.first[i] != i:
            i = self.first[i]
        return i

    def join(self, members: Sequence[int]) -> None:
        firsts = [self.of(i) for i in members]
        for i in firsts:
            self.first[i] = min(firsts)

    def lists(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i, first in enumerate(self.first):
            found[i if first == i else self.of(i)].append(i)
        return list(found.values())
