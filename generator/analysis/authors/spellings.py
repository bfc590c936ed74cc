"""NameSpellings of names, and which of them are one person's.

In: for each paper the spellings on it. Out: for each spelling the one that stands for its person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from generator.library.folding import fold_text

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class NameSpelling(NamedTuple):
    """The folded words of a name, in their order; `family` is the last but for `Jr`, `given` what is before it.

    With an ORCID it is another spelling than without one.
    """

    words: tuple[str, ...]
    family: str
    given: tuple[str, ...]
    orcid: str = ""

    @property
    def short(self) -> tuple[str, str]:
        """Family name and initial."""
        return self.family, self.given[0][:1] if self.given else ""


def parse_spelling(name: str, orcid: str = "") -> NameSpelling:
    """`J.-B. Müller` is j b muller, and `JB Muller` is the same where it has two capitals and nothing else."""
    words = [part for word in name.split() for part in _split_initials(word)]
    folded = [word for word in fold_text(" ".join(words)).split() if word.isalnum()]
    last = next((at for at in reversed(range(len(folded))) if folded[at] not in SUFFIXES), 0)
    return NameSpelling(tuple(folded), folded[last] if folded else "", tuple(folded[:last]), orcid)


def _split_initials(word: str) -> Iterable[str]:
    letters = word.replace(".", "")
    return letters if 1 < len(letters) <= 2 and letters.isupper() and letters.isascii() else [word]


def join_spellings(papers: Sequence[Sequence[NameSpelling]]) -> dict[NameSpelling, NameSpelling]:
    """For each spelling that any paper has the one that stands for its person."""
    known = _Company(papers)
    stands_for = {each: each for listed in papers for each in listed}
    stands_for |= _join_by_orcid(stands_for)
    orcids = {_follow(each, stands_for): each.orcid for each in stands_for if each.orcid}
    for each, others in sorted(_pairs_to_compare(stands_for), key=lambda pair: _fullness(pair[0])):
        fitting = [other for other in others if _may_be_one(each, other) and known.share(each, other)]
        fuller = [other for other in fitting if _fullness(other) > _fullness(each)]
        if (
            stands_for[each] == each
            and fuller
            and all(_may_be_one(one, other) for one, other in combinations(fitting, 2))
        ):
            whole = _follow(max(fuller, key=_fullness), stands_for)
            if len({orcids[one] for one in (each, whole) if one in orcids}) < 2:
                stands_for[each] = whole
                orcids |= {whole: orcids[each]} if each in orcids else {}
    return {each: _follow(each, stands_for) for each in stands_for}


def _join_by_orcid(spellings: Iterable[NameSpelling]) -> dict[NameSpelling, NameSpelling]:
    """For spellings of one ORCID the fullest; and for a name without one the same name with it, where one has it."""
    by_orcid: dict[str, list[NameSpelling]] = defaultdict(list)
    by_words: dict[tuple[str, ...], list[NameSpelling]] = defaultdict(list)
    for each in spellings:
        by_orcid[each.orcid].append(each)
        by_words[each.words].append(each)
    without = by_orcid.pop("", [])
    found = {each: max(group, key=_fullness) for group in by_orcid.values() for each in group}
    pairs = ((each, [other for other in by_words[each.words] if other.orcid]) for each in without)
    return found | {each: found[others[0]] for each, others in pairs if len(others) == 1}


def _follow(spelling: NameSpelling, stands_for: Mapping[NameSpelling, NameSpelling]) -> NameSpelling:
    while (other := stands_for[spelling]) != spelling:
        spelling = other
    return spelling


def _fullness(spelling: NameSpelling) -> tuple[int, int, NameSpelling]:
    """What puts a fuller spelling behind another; none is as full as another."""
    return sum(len(word) > 1 for word in spelling.words), len(spelling.words), spelling


def _pairs_to_compare(spellings: Iterable[NameSpelling]) -> Iterator[tuple[NameSpelling, list[NameSpelling]]]:
    """Each spelling with those it may be one with: of its family name and first given name or the initial of that; and
    those of the same two words the other way round."""
    by_given: dict[tuple[str, str], list[NameSpelling]] = defaultdict(list)
    by_initial: dict[tuple[str, str], list[NameSpelling]] = defaultdict(list)
    by_words: dict[tuple[str, ...], list[NameSpelling]] = defaultdict(list)
    for each in (each for each in spellings if each.given):
        by_given[each.family, each.given[0]].append(each)
        by_initial[each.short].append(each)
        if len(each.words) == 2:
            by_words[tuple(sorted(each.words))].append(each)
    for each in (each for group in by_initial.values() if len(group) > 1 for each in group):
        first = each.given[0]
        near = by_initial[each.short] if len(first) == 1 else by_given[each.family, first] + by_given[each.short]
        if len(near) > 1:
            yield each, [other for other in near if other != each]
    for group in by_words.values():
        yield from ((each, [other for other in group if other != each]) for each in group if len(group) > 1)


def _may_be_one(one: NameSpelling, other: NameSpelling) -> bool:
    """Whether no given name contradicts one of the other: initials stand for names, and names may be missing."""
    if one.orcid and other.orcid:
        return one.orcid == other.orcid
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
        self._found: dict[NameSpelling, frozenset[tuple[str, str]]] = {}
        self.listed = papers
        for number, listed in enumerate(papers):
            for each in listed:
                self.papers[each].add(number)

    def share(self, one: NameSpelling, other: NameSpelling) -> bool:
        """Whether both have a co-author of one family name and initial, and no paper in common."""
        ours, theirs = self.papers[one], self.papers[other]
        return ours.isdisjoint(theirs) and not self._beside(one).isdisjoint(self._beside(other))

    def _beside(self, spelling: NameSpelling) -> frozenset[tuple[str, str]]:
        if spelling not in self._found:
            listed = [each.short for number in self.papers[spelling] for each in self.listed[number]]
            self._found[spelling] = frozenset(listed) - {spelling.short}
        return self._found[spelling]
