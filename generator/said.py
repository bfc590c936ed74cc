"""Where papers say a few words that matter: which papers do, and which say several near each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.terms import Occurrences, Words, stem, stop_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

NEAR = 12
"""Telling words between words that belong together, about a sentence's."""


class Said:
    """Where the papers say the terms that matter. Places count telling words on, with a gap between texts."""

    def __init__(self, words: Sequence[str], fields: Sequence[Occurrences], terms: set[str]) -> None:
        import numpy as np

        self._numbers = {term: number for number, term in enumerate(sorted(terms))}
        stops = stop_words()
        term = np.array([-2 if word in stops else self._numbers.get(stem(word), -1) for word in words], np.int64)
        read = [_read(term, field) for field in fields]
        self._gap = max((int(found[2].max(initial=0)) for found in read), default=0) + NEAR + 2
        self._read = _ByTerm(
            np.concatenate([terms for terms, _, _ in read]),
            np.concatenate([papers for _, papers, _ in read]),
            np.concatenate([places + number * self._gap for number, (_, _, places) in enumerate(read)]),
        )
        joined = [(term[np.frombuffer(field.joined.numbers, np.int32)], _papers(field.joined)) for field in fields]
        terms_, papers = (np.concatenate(parts) for parts in zip(*joined, strict=True))
        self._joined = _ByTerm(terms_, papers, papers)
        self._papers: dict[str, set[int]] = {}

    def papers(self, term: str) -> set[int]:
        """The papers that say a term, be it as a part of a joined word."""
        if term not in self._papers:
            number = self._numbers[term]
            self._papers[term] = {*self._read.at(number)[0].tolist(), *self._joined.at(number)[0].tolist()}
        return self._papers[term]

    def spelling(self, long: tuple[str, ...]) -> set[int]:
        """The papers that say a long form."""
        import numpy as np

        *others, before, last = (self._read.at(self._numbers[term]) for term in long)
        papers, ends = last
        side_by_side = _distance(before[1], ends - 1) == 0
        papers, ends = papers[side_by_side], ends[side_by_side]
        for _, places in others if len(ends) else ():
            near = _distance(places, ends) <= NEAR
            papers, ends = papers[near], ends[near]
        return set(np.unique(papers).tolist())


class _ByTerm:
    """Papers and places by the number of a term, places ascending."""

    def __init__(self, terms: "Ints", papers: "Ints", places: "Ints") -> None:
        import numpy as np

        matter = np.flatnonzero(terms >= 0)
        matter = matter[np.argsort(terms[matter], kind="stable")]
        self._papers, self._places = papers[matter], places[matter]
        self._starts = np.searchsorted(terms[matter], np.arange(terms.max(initial=0) + 2)).tolist()

    def at(self, term: int) -> tuple["Ints", "Ints"]:
        if term + 1 >= len(self._starts):
            return self._papers[:0], self._places[:0]
        run = slice(self._starts[term], self._starts[term + 1])
        return self._papers[run], self._places[run]


def _distance(places: "Ints", ends: "Ints") -> "Ints":
    """How far each of `ends` is from the nearest of `places`, which ascend."""
    import numpy as np

    if not len(places):
        return np.full(len(ends), NEAR + 1)
    after = np.searchsorted(places, ends)
    ahead = np.abs(places[np.minimum(after, len(places) - 1)] - ends)
    nearest: Ints = np.minimum(ahead, np.abs(ends - places[np.maximum(after - 1, 0)]))
    return nearest


def _read(term: "Ints", field: Occurrences) -> tuple["Ints", "Ints", "Ints"]:
    """Of each telling word of the field its term (-1 for none that matters), its paper and its place."""
    import numpy as np

    terms, papers = term[np.frombuffer(field.read.numbers, np.int32)], _papers(field.read)
    telling = terms > -2
    terms, papers = terms[telling], papers[telling]
    return terms, papers, np.arange(len(terms)) + papers * (NEAR + 2)


def _papers(words: Words) -> "Ints":
    import numpy as np

    lengths = np.frombuffer(words.lengths, np.int32)
    return np.repeat(np.arange(len(lengths)), lengths)
