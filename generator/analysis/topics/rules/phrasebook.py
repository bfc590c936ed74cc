"""A phrasebook: phrases in, and every match of each of them in many texts out."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from generator.analysis.topics.rules.phrases import GAP, Keys, phrase_variants, word_keys
from generator.analysis.topics.rules.tokenizer import tokenize_texts
from generator.analysis.topics.rules.trie import Edge, Trie
from generator.model.arrays import AnyInts

MOST_KEYS = 3
"""What `word_keys` gives for one word."""

P = TypeVar("P")


class PhraseMatches(NamedTuple):
    """Places of phrases: the numbers of the phrase and of the text, and the characters there, half-open."""

    phrases: AnyInts
    texts: AnyInts
    starts: AnyInts
    ends: AnyInts


class WordPlaces(NamedTuple):
    """Each word of texts: its number, by what its forms have in common, and that of the text; the characters there.

    Words that a phrasebook was made to number have the numbers from 1 on; 0, and what is above, are others.
    """

    words: AnyInts
    texts: AnyInts
    starts: AnyInts
    ends: AnyInts


class Phrasebook(Generic[P]):
    """Phrases, numbered in the order they were added; `words` are light stems to be numbered, too."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.phrases: list[P] = []
        self._keys: dict[str, int] = {word: number for number, word in enumerate(words, 1)}
        self._edges: dict[Edge, int] = {}
        self._ends: dict[int, list[int]] = {}
        self._words = _WordNumbers(self._keys)
        self._trie: Trie | None = None

    def add(self, text: str, phrase: P) -> None:
        """Let `phrase` be found wherever one of the ways to read `text` stands."""
        self._trie = None
        for keys in phrase_variants(text):
            node, gap = 0, False
            for key in keys:
                if key != GAP:
                    number = self._keys.setdefault(key, len(self._keys) + 1)
                    node = self._edges.setdefault((node, number, gap), len(self._edges) + 1)
                gap = key == GAP
            self._ends.setdefault(node, []).append(len(self.phrases))
        self.phrases.append(phrase)

    def mentions(self, texts: Sequence[str]) -> tuple[PhraseMatches, WordPlaces]:
        """Every place of every phrase, in no order, and of every word; places may overlap."""
        if self._trie is None:
            self._trie, self._words = Trie(self._edges, self._ends, len(self._keys)), _WordNumbers(self._keys)
        reading = tokenize_texts(texts, self._words.__getitem__)
        keys = self._words.keys_by_number()
        phrases, firsts, lasts = self._trie.phrases(reading, keys)
        counts = np.diff(np.searchsorted(reading.starts, reading.offsets), append=len(reading.starts))
        text = np.repeat(np.arange(len(counts)), counts)
        starts, ends = reading.starts - reading.offsets[text], reading.ends - reading.offsets[text]
        return (
            PhraseMatches(phrases, text[firsts], starts[firsts], ends[lasts]),
            WordPlaces(keys[reading.numbers[:-1], 0], text, starts, ends),
        )


class _WordNumbers(dict[str, int]):
    """A number for each word as written, the same for those that phrases call by the same keys; 0 for most.

    A corpus has few words compared to its length, so each is folded only once.
    """

    def __init__(self, keys: Mapping[str, int]) -> None:
        self._keys, self._known = keys, keys.keys()
        self._numbers = {(0,) * MOST_KEYS: 0}
        self._table = array("i", (0,) * MOST_KEYS)

    def __missing__(self, word: str) -> int:
        keys = word_keys(word) if word else ()
        self[word] = number = 0 if self._known.isdisjoint(keys) else self._number(keys)
        return number

    def _number(self, called: Keys) -> int:
        keys = (*(self._keys.get(key, 0) for key in called), 0)[:MOST_KEYS]
        number = self._numbers.setdefault(keys, len(self._numbers))
        if number * MOST_KEYS == len(self._table):
            self._table.extend(keys)
        return number

    def keys_by_number(self) -> AnyInts:
        """The keys of words with each number, in rows of `MOST_KEYS`; 0 is none."""
        return np.array(self._table).reshape(-1, MOST_KEYS)
