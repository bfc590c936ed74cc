"""One trie of all phrases, through which all texts are matched at once.

A path through the trie is the node it has reached, its first word and its last. Paths are held in arrays, and one step
looks up for all of them where the next word leads. So there are as many steps as the longest phrase has words, however
many phrases and texts there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from generator.analysis.topics.rules.phrases import MOST_GAP_WORDS
from generator.analysis.topics.rules.tokenizer import TokenStream
from generator.model.arrays import AnyInts, Flags, expand_ranges

Edge = tuple[int, int, bool]
"""A node, a key, and whether a gap stands before the word; node 0 is the root, and there is no key 0."""


class TriePaths(NamedTuple):
    """What is reached from which word to which: a node of the trie, or a phrase that ends there."""

    reached: AnyInts
    firsts: AnyInts
    lasts: AnyInts

    def at(self, places: AnyInts) -> "TriePaths":
        return TriePaths(self.reached[places], self.firsts[places], self.lasts[places])

    @staticmethod
    def joined(ways: Iterable["TriePaths"]) -> "TriePaths":
        return TriePaths(*map(np.concatenate, zip(*ways, strict=True)))


class Trie:
    """The edges with the nodes they lead to, and the phrases that end at each node."""

    def __init__(self, edges: Mapping[Edge, int], ends: Mapping[int, Sequence[int]], most_key: int) -> None:
        every = np.fromiter(chain.from_iterable(edges), np.int64, 3 * len(edges)).reshape(-1, 3)
        nodes = np.fromiter(edges.values(), np.int32, len(edges))
        begins, leaps = every[:, 0] == 0, every[:, 2] == 1
        self._roots = np.zeros(most_key + 1, np.int32)
        self._roots[every[begins, 1]] = nodes[begins]
        sizes = (len(edges) + 1, most_key + 1)
        self._straight, self._leaping = (
            _EdgeTable(every[of, :2], nodes[of], sizes) for of in (~begins & ~leaps, leaps)
        )
        self._phrases = np.fromiter(chain.from_iterable(ends.values()), np.int64)
        self._counts, self._starts = np.zeros((2, len(edges) + 1), np.int64)
        self._counts[[*ends]] = counts = np.fromiter(map(len, ends.values()), np.int64, len(ends))
        self._starts[[*ends]] = np.cumsum(counts) - counts

    def phrases(self, reading: TokenStream, keys: AnyInts) -> TriePaths:
        """Every place of a phrase in a reading; what phrases may call a word is in the row of `keys` with its number.

        A word has as many keys as there are columns, and 0 is none.
        """
        ways = TriePaths.joined(
            ways.at(np.flatnonzero(self._counts[ways.reached])) for ways in self._ways(reading, keys)
        )
        counts = self._counts[ways.reached]
        places = expand_ranges(self._starts[ways.reached], counts)
        return ways.at(np.repeat(np.arange(len(counts)), counts))._replace(reached=self._phrases[places])

    def _ways(self, reading: TokenStream, keys: AnyInts) -> Iterator[TriePaths]:
        """The ways of one word, then those of two, and so on."""
        straight, leaping = _Transitions(self._straight, reading, keys), _Transitions(self._leaping, reading, keys)
        ways = TriePaths.joined(_start_paths(self._roots[keys], reading))
        yield ways
        while len(ways.reached):
            ways = TriePaths.joined((*straight.to_next_words(ways), *leaping.to_words_after_a_gap(ways)))
            yield ways


class _EdgeTable:
    """Edges of one sort: pairs of a node and a key, and the nodes they lead to."""

    def __init__(self, pairs: AnyInts, nodes: AnyInts, sizes: tuple[int, int]) -> None:
        self._keys = sizes[1]
        codes = pairs @ np.array([self._keys, 1])
        order = np.argsort(codes)
        self._codes = np.append(codes[order], np.iinfo(np.int64).max)
        self._nodes = np.append(nodes[order], 0)
        self.has_node, self.has_key = (np.isin(np.arange(size), pairs[:, i]) for i, size in enumerate(sizes))

    def nodes(self, nodes: AnyInts, keys: AnyInts) -> AnyInts:
        """Where keys lead from nodes; 0 is nowhere."""
        codes = nodes * np.int64(self._keys) + keys
        places = np.searchsorted(self._codes, codes)
        return np.where(self._codes[places] == codes, self._nodes[places], 0)


def _start_paths(roots: AnyInts, reading: TokenStream) -> Iterator[TriePaths]:
    for column in roots.T:
        nodes = column[reading.numbers]
        words = np.flatnonzero(nodes)
        yield TriePaths(nodes[words], words, words)


class _Transitions:
    """Edges of one sort, to the words of a reading."""

    def __init__(self, edges: _EdgeTable, reading: TokenStream, keys: AnyInts) -> None:
        self._edges, self._reading = edges, reading
        self._keys = np.where(edges.has_key[keys], keys, 0).T.copy()
        self._fit: Flags = (self._keys.max(axis=0) > 0)[reading.numbers]
        self._fit_next = self._fit & reading.joined

    def to_next_words(self, ways: TriePaths) -> Iterator[TriePaths]:
        fit = self._edges.has_node[ways.reached] & self._fit_next[ways.lasts + 1]
        ways = ways.at(np.flatnonzero(fit))
        return self._to(ways.lasts + 1, ways)

    def to_words_after_a_gap(self, ways: TriePaths) -> Iterator[TriePaths]:
        ways, sentences = ways.at(np.flatnonzero(self._edges.has_node[ways.reached])), self._reading.sentences
        for distance in range(1, MOST_GAP_WORDS + 2):
            words = np.minimum(ways.lasts + distance, len(sentences) - 1)
            fit = np.flatnonzero(self._fit[words] & (sentences[words] == sentences[ways.lasts]))
            yield from self._to(words[fit], ways.at(fit))

    def _to(self, words: AnyInts, ways: TriePaths) -> Iterator[TriePaths]:
        """The ways that lead on to `words`, one for each way, by any of their keys."""
        for column in self._keys:
            keys = column[self._reading.numbers[words]]
            asked = np.flatnonzero(keys)
            nodes = self._edges.nodes(ways.reached[asked], keys[asked])
            reached = np.flatnonzero(nodes)
            places = asked[reached]
            yield TriePaths(nodes[reached], ways.firsts[places], words[places])
