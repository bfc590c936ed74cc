"""A tokenized corpus: the words of all papers by number, with one array for each field.

Words are counted with arrays, and `radix_argsort` sorts them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import TypeVar

import numpy as np

from generator.model.arrays import AnyInts, Flags, Ints, Longs
from generator.text.terms.stems import stem

K = TypeVar("K")


class Numbering(dict[K, int]):
    """Words by number, counted as they come."""

    def __missing__(self, word: K) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class TokenArray:
    """The words of one text of every paper, by number: those of a paper stand together, papers in order.

    `lengths` says how many each paper has.
    """

    numbers: Ints
    lengths: Ints

    @classmethod
    def of(cls, by_paper: Sequence[Sequence[int]]) -> "TokenArray":
        lengths = np.fromiter(map(len, by_paper), np.int32, len(by_paper))
        return cls(np.fromiter(chain.from_iterable(by_paper), np.int32, int(lengths.sum())), lengths)

    @property
    def papers(self) -> Ints:
        """The paper of each of `numbers`."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def of_papers(self, papers: Sequence[int]) -> "TokenArray":
        """The words of some papers, which ascend."""
        if len(papers) == len(self.lengths):
            return self
        chosen = np.zeros(len(self.lengths), bool)
        chosen[papers] = True
        return TokenArray(self.numbers[np.repeat(chosen, self.lengths)], self.lengths[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class FieldTokens:
    """A field of every paper: its words as they are read, and those `all_words` joins from them.

    lunr scores by field, and `boost` is what a match in this one counts.
    """

    boost: float
    read: TokenArray
    joined: TokenArray
    keeps_stop_words: bool = False

    def of_papers(self, papers: Sequence[int]) -> "FieldTokens":
        return replace(self, read=self.read.of_papers(papers), joined=self.joined.of_papers(papers))


@dataclass(frozen=True, slots=True, eq=False)
class TokenizedCorpus:
    """The papers as words: distinct folded words, in the order of their numbers, and the fields by name.

    `papers` are ids. A paper goes by its number, counted from the oldest, so that what is made of it stays the same
    while newer ones come. The numbers of words mean nothing, and a word may be nobody's.
    """

    papers: tuple[str, ...]
    words: tuple[str, ...]
    fields: Mapping[str, FieldTokens]

    def words_of(self, papers: Sequence[int]) -> Iterator[str]:
        """The distinct words of some papers, which ascend."""
        some = [field.of_papers(papers) for field in self.fields.values()]
        return compress(self.words, used_numbers(some, len(self.words)).tolist())


def used_numbers(fields: Iterable[FieldTokens], count: int) -> Flags:
    """Which of the numbers up to `count` are those of words in `fields`."""
    used = np.zeros(count, bool)
    for field in fields:
        used[field.read.numbers] = used[field.joined.numbers] = True
    return used


def stem_words(words: Sequence[str], order: Callable[[Collection[str]], list[str]] = list) -> tuple[list[str], Ints]:
    """The distinct stems of `words`, as they come or in an `order`, and by its place among them that of each word."""
    stems = [*map(stem, words)]
    terms = order(dict.fromkeys(stems))
    number = {term: place for place, term in enumerate(terms)}
    return terms, np.fromiter(map(number.__getitem__, stems), np.int32, len(stems))


def radix_argsort(*keys: AnyInts) -> Longs:
    """Where the numbers stand when they ascend, equals as they come; of several keys the last decides first.

    The numbers are not negative. Sixteen bits at a time is several times as fast as numpy sorts wider ones.
    """
    order: Longs | None = None
    for key in keys:
        for shift in range(0, max(1, int(key.max(initial=0)).bit_length()), 16):
            digits = (key >> shift).astype(np.uint16)
            by_digits = np.argsort(digits if order is None else digits[order], kind="stable")
            order = by_digits if order is None else order[by_digits]
    assert order is not None
    return order


def javascript_sort_key(text: str) -> bytes:
    """The key that sorts as JavaScript does, by UTF-16 unit, where Python goes by code point."""
    return text.encode("utf-16-be", "surrogatepass")


def javascript_sorted(texts: Collection[str]) -> list[str]:
    """Sorted as JavaScript does; only where a character lies beyond U+FFFF is that another order than Python's."""
    together = "".join(texts)
    plain = len(javascript_sort_key(together)) == 2 * len(together)
    return sorted(texts) if plain else sorted(texts, key=javascript_sort_key)
