"""Where the words of titles stand, so that a browser can tell words that stand together from words that are scattered.

A place counts what hyphens and spaces part, without stop words: in "Masks for open-vocabulary segmentation" masks has
place 0, open and vocabulary and openvocabulary have place 1, segmentation has place 2.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np

from generator.model.arrays import AnyInts, Ints
from generator.text.terms import STOP_WORDS, Weights, normalise, split_token

MOST_PLACES = 31
"""Of a longer title the rest is left out; a browser keeps places as bits of a number."""
DIGITS = "-0123456789abcdefghijklmnopqrstu"
"""No place, and each place, as one character."""


SINGLE = {0: DIGITS[0], **{1 << place: digit for place, digit in enumerate(DIGITS[1:])}}


def title_places(titles: Sequence[str], weights: Weights) -> Ints:
    """For each posting of the field `title` the places of its term, as bits: bit 0 for the first."""
    terms_by_token = _TokenTerms(weights)
    terms, papers, bits = array("q"), array("q"), array("i")
    for paper, title in enumerate(titles):
        telling = filter(None, map(terms_by_token.__getitem__, normalise(title).split()))
        for place, found in enumerate(islice(telling, MOST_PLACES)):
            terms.extend(found)
            papers.extend([paper] * len(found))
            bits.extend([1 << place] * len(found))
    postings = weights.fields["title"]
    by_posting = _posting_keys(np.repeat(np.arange(len(weights.terms)), np.diff(postings.starts)), postings.papers)
    places = np.zeros(len(by_posting), np.int32)
    keys = _posting_keys(np.array(terms, np.int64), np.array(papers, np.int64))
    np.bitwise_or.at(places, np.searchsorted(by_posting, keys), np.array(bits, np.int32))
    return places


class _TokenTerms(dict[str, tuple[int, ...]]):
    """The numbers of the terms of a token, if it tells anything: of its words and those that are joined from them."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._terms = dict(zip(weights.words, weights.term_of_word.tolist(), strict=True))

    def __missing__(self, token: str) -> tuple[int, ...]:
        read, joined = split_token(token)
        telling = [word for word in read if word not in STOP_WORDS]
        words = [*telling, *joined] if telling else []
        self[token] = tuple([self._terms[word] for word in words if word in self._terms])
        return self[token]


def encode_places(places: Iterable[int]) -> str:
    """Places as bits, as a text: `3` for place 3, `(05)` for 0 and 5; nothing at all where none is known."""
    text = "".join([SINGLE.get(bits) or _encode_several(bits) for bits in places])
    return text if text.strip("-") else ""


def _encode_several(bits: int) -> str:
    return f"({''.join([digit for place, digit in enumerate(DIGITS[1:]) if bits >> place & 1])})"


def _posting_keys(terms: AnyInts, papers: AnyInts) -> AnyInts:
    """One number for each pair of term and paper, in the order of postings."""
    return terms.astype(np.int64) << 32 | papers
