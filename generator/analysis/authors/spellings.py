"""NameSpellings of names, and which of them are one person's.

In: for each paper the spellings on it. Out: for each spelling the one that stands for its person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import NamedTuple

from generator.library.folding import fold_text

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class NameSpelling(NamedTuple):
    """The folded words of a name, in their order."""

    words: tuple[str, ...]

    @property
    def family(self) -> str:
        """The last word, but for `Jr`."""
        return next((word for word in reversed(self.words) if word not in SUFFIXES), "")

    @property
    def given(self) -> tuple[str, ...]:
        at = self.words.index(self.family) if self.family else 0
        return self.words[:at]

    @property
    def short(self) -> tuple[str, str]:
        """Family name and initial."""
        return self.family, self.given[0][:1] if self.given else ""


def parse_spelling(name: str) -> NameSpelling:
    """`J.-B. Müller` is j b muller, and `JB Muller` is the same where it has two capitals and nothing else."""
    words = [part for word in name.split() for part in _split_initials(word)]
    return NameSpelling(tuple([word for word in fold_text(" ".join(words)).split() if word.isalnum()]))


def _split_initials(word: str) -> Iterable[str]:
    letters = word.replace(".", "")
    return letters if 1 < len(letters) <= 2 and letters.isupper() and letters.isascii() else [word]


def join_spellings(papers: Sequence[Sequence[NameSpelling]]) -> dict[NameSpelling, NameSpelling]:
    """For each spelling that any paper has the one that stands for its person."""
    known = _Company(papers)
    stands_for = {each: each for listed in papers for each in listed}
    for group in _groups_to_compare(stands_for):
        for each in sorted(group, key=lambda spelling: (_fullness(spelling), spelling)):
            fitting = [
                other for other in group if other != each and _may_be_one(each, other) and known.share(each, other)
            ]
            fuller = [other for other in fitting if (_fullness(other), other) > (_fullness(each), each)]
            if fuller and all(_may_be_one(one, other) for one, other in combinations(fitting, 2)):
                stands_for[each] = max(fuller, key=lambda other: (_fullness(other), other))
    return {each: _follow(each, stands_for) for each in stands_for}


def _follow(spelling: NameSpelling, stands_for: Mapping[NameSpelling, NameSpelling]) -> NameSpelling:
    while (other := stands_for[spelling]) != spelling:
        spelling = other
    return spelling


def _fullness(spelling: NameSpelling) -> tuple[int, int]:
    return sum(len(word) > 1 for word in spelling.words), len(spelling.words)


def _groups_to_compare(spellings: Iterable[NameSpelling]) -> Iterator[list[NameSpelling]]:
    """Those of one family name and initial, and those of the same two words the other way round."""
    found: dict[tuple[str, ...], list[NameSpelling]] = defaultdict(list)
    for each in spellings:
        if each.given:
            found[each.short].append(each)
        if len(each.words) == 2:
            found["both ways", *sorted(each.words)].append(each)
    yield from (group for group in found.values() if len(group) > 1)


def _may_be_one(one: NameSpelling, other: NameSpelling) -> bool:
    """Whether no given name contradicts one of the other: initials stand for names, and names may be missing."""
    if sorted(one.words) == sorted(other.words):
        return True
    if one.family != other.family:
        return False
    pairs = zip(one.given, other.given, strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


class _Company:
    """Who stands on a paper with whom."""

    def __init__(self, papers: Sequence[Sequence[NameSpelling]]) -> None:
        self.papers: dict[NameSpelling, set[int]] = defaultdict(set)
        self.listed = papers
        for number, listed in enumerate(papers):
            for each in listed:
                self.papers[each].add(number)

    def share(self, one: NameSpelling, other: NameSpelling) -> bool:
        """Whether both have a co-author of one family name and initial, and no paper in common."""
        ours, theirs = self.papers[one], self.papers[other]
        return ours.isdisjoint(theirs) and not self._beside(one).isdisjoint(self._beside(other))

    def _beside(self, spelling: NameSpelling) -> Set[tuple[str, str]]:
        return {
            each.short
            for number in self.papers[spelling]
            for each in self.listed[number]
            if each.short != spelling.short
        }
