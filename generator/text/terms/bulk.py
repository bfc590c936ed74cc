"""Tokenizes many texts at once, with the same result as `tokenize` for each: texts in, word numbers in arrays out.

There are some thousand times as many tokens (what stands between two spaces of a normalised text) as distinct ones, so
each distinct token is split once and then only looked up.
"""

from array import array
from collections.abc import Sequence
from itertools import chain, islice

import numpy as np

from generator.model.arrays import Ints, Longs, expand_ranges
from generator.text.terms.corpus import Numbering
from generator.text.terms.words import normalise, split_token

TEXT_END = "."
"""The token between two texts, which has no words."""


class BulkTokenizer:
    """The distinct tokens of all texts so far, and what they are taken apart to: `words` by number."""

    def __init__(self, words: Numbering[str]) -> None:
        self._words = words
        self._numbers = Numbering({TEXT_END: 0})
        self._flat, self._read, self._joined = array("i"), array("i", [0]), array("i", [0])

    def read(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """The numbers of the words that `texts` have, text by text, those read before those joined from them; and in a
        row for each text how many it has of both."""
        said = f" {TEXT_END} ".join([*map(normalise, texts), ""]).split()
        tokens = np.fromiter(map(self._numbers.__getitem__, said), np.int32, len(said))
        self._take_apart()
        counts = np.array([self._read, self._joined], np.int32)
        starts = np.cumsum(counts.sum(axis=0)) - counts.sum(axis=0)
        ends = np.flatnonzero(tokens == 0)
        read, of_text = _expand_tokens(tokens, starts, counts[0], ends)
        joined, joined_of_text = _expand_tokens(tokens, starts + counts[0], counts[1], ends)
        lengths = np.stack([of_text, joined_of_text], axis=1).astype(np.int32)
        is_joined = np.repeat(np.tile([False, True], len(texts)), lengths.ravel())
        places = np.empty(len(is_joined), np.int64)
        places[~is_joined], places[is_joined] = read, joined
        return np.array(self._flat, np.int32)[places], lengths

    def _take_apart(self) -> None:
        """Learn what the tokens are that are new."""
        new = [*islice(reversed(self._numbers), len(self._numbers) - len(self._read))]
        parts = [*map(split_token, reversed(new))]
        self._flat.extend(map(self._words.__getitem__, chain.from_iterable(chain.from_iterable(parts))))
        self._read.extend([len(read) for read, _ in parts])
        self._joined.extend([len(joined) for _, joined in parts])


def _expand_tokens(tokens: Ints, starts: Longs, counts: Ints, ends: Longs) -> tuple[Longs, Longs]:
    """The places from `starts` of so many words of each token, and how many there are up to each of `ends`."""
    count = counts[tokens]
    return expand_ranges(starts[tokens], count), np.diff(np.cumsum(count)[ends], prepend=0)
