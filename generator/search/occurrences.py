"""A positional index of selected terms: which papers contain a term, and which contain several near each other."""

from collections.abc import Sequence

import numpy as np

from generator.model.arrays import AnyInts, Flags
from generator.text.terms import STOP_WORDS, FieldTokens, TokenArray, radix_argsort, stem, used_numbers

Positions = tuple[AnyInts, AnyInts]
"""Papers, and places that ascend."""

PROXIMITY_WINDOW = 12
"""Telling words between words that belong together, about a sentence's."""


class PositionalIndex:
    """Where the papers say the terms that matter. Places count telling words on, with a gap between texts."""

    def __init__(self, words: Sequence[str], fields: Sequence[FieldTokens], terms: set[str]) -> None:
        self._numbers = {term: number for number, term in enumerate(sorted(terms))}
        self._count = len(fields[0].read.lengths)
        term = np.full(len(words), -1, np.int32)
        used = np.flatnonzero(used_numbers(fields, len(words)))
        said = map(words.__getitem__, used.tolist())
        term[used] = [-2 if word in STOP_WORDS else self._numbers.get(stem(word), -1) for word in said]
        self._read, self._joined = (
            _PositionLists(len(terms), *_concatenate_fields([_term_positions(term, words) for words in texts]))
            for texts in ([field.read for field in fields], [field.joined for field in fields])
        )

    def papers(self, term: str) -> Flags:
        """Of each paper whether it says a term, be it as a part of a joined word."""
        number = self._numbers[term]
        return self._flags(self._read.at(number)[0]) | self._flags(self._joined.at(number)[0])

    def spelling(self, long: tuple[str, ...]) -> Flags:
        """Of each paper whether it says a long form."""
        *others, before, last = (self._read.at(self._numbers[term]) for term in long)
        papers, ends = _adjacent_positions(before, last)
        for _, places in others if len(ends) else ():
            near = _nearest_distances(places, ends) <= PROXIMITY_WINDOW
            papers, ends = papers[near], ends[near]
        return self._flags(papers)

    def _flags(self, papers: AnyInts) -> Flags:
        flags = np.zeros(self._count, np.bool_)
        flags[papers] = True
        return flags


def _adjacent_positions(before: Positions, last: Positions) -> Positions:
    """Where `last` follows `before` at once; the fewer are looked up among the more."""
    fewer, more, step = (before, last, 1) if len(before[1]) < len(last[1]) else (last, before, -1)
    found = _nearest_distances(more[1], fewer[1] + step) == 0
    return fewer[0][found], fewer[1][found] + max(0, step)


class _PositionLists:
    """Papers and places by the number of a term, places ascending."""

    def __init__(self, most: int, terms: AnyInts, papers: AnyInts, places: AnyInts) -> None:
        order = radix_argsort(terms)
        self._papers, self._places = papers[order], places[order]
        self._starts = np.searchsorted(terms[order], np.arange(most + 1)).tolist()

    def at(self, term: int) -> tuple[AnyInts, AnyInts]:
        run = slice(self._starts[term], self._starts[term + 1])
        return self._papers[run], self._places[run]


def _nearest_distances(places: AnyInts, ends: AnyInts) -> AnyInts:
    """How far each of `ends` is from the nearest of `places`, which ascend."""
    if not len(places):
        return np.full(len(ends), PROXIMITY_WINDOW + 1)
    after = np.searchsorted(places, ends)
    ahead = np.abs(places[np.minimum(after, len(places) - 1)] - ends)
    nearest: AnyInts = np.minimum(ahead, np.abs(ends - places[np.maximum(after - 1, 0)]))
    return nearest


def _term_positions(term: AnyInts, said: TokenArray) -> tuple[AnyInts, AnyInts, AnyInts]:
    """Where the terms that matter are said: their numbers, the papers and the places, which leave a gap after each."""
    terms = term[said.numbers]
    matter = terms >= 0
    papers = said.papers[matter]
    places = np.cumsum(terms > -2, dtype=np.int32)[matter]
    return terms[matter], papers, places + papers * np.int32(PROXIMITY_WINDOW + 2)


def _concatenate_fields(texts: Sequence[tuple[AnyInts, AnyInts, AnyInts]]) -> tuple[AnyInts, AnyInts, AnyInts]:
    """Several texts of the papers as one, with a gap between."""
    gap = max((int(places.max(initial=0)) for _, _, places in texts), default=0) + PROXIMITY_WINDOW + 2
    terms, papers, places = zip(*texts, strict=True)
    further = [places + number * gap for number, places in enumerate(places)]
    return np.concatenate(terms), np.concatenate(papers), np.concatenate(further)
