"""Where the words of titles stand, so that a browser can tell words that stand together from words that are scattered.

A place counts what hyphens and spaces part, without stop words: in "Masks for open-vocabulary segmentation" masks has
place 0, open and vocabulary and openvocabulary have place 1, segmentation has place 2.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from generator.model.arrays import AnyInts, Ints
from generator.text.terms import STOP_WORDS, Weights, normalise, split_token

MOST_PLACES = 31
"""Of a longer title the rest is left out; a browser keeps places as bits of a number."""
DIGITS = "-0123456789abcdefghijklmnopqrstu"
"""No place, and each place, as one character."""


def title_places(titles: Sequence[str], weights: Weights) -> Ints:
    """For each posting of the field `title` the places of its term, as bits: bit 0 for the first."""
    postings = weights.fields["title"]
    term_of_word = dict(zip(weights.words, weights.term_of_word.tolist(), strict=True))
    found = [
        (term_of_word[word], paper, 1 << place)
        for paper, title in enumerate(titles)
        for place, word in _content_words(title)
        if word in term_of_word
    ]
    terms, papers, bits = np.array(found, np.int64).reshape(-1, 3).T
    by_posting = _posting_keys(np.repeat(np.arange(len(weights.terms)), np.diff(postings.starts)), postings.papers)
    places = np.zeros(len(by_posting), np.int32)
    np.bitwise_or.at(places, np.searchsorted(by_posting, _posting_keys(terms, papers)), bits.astype(np.int32))
    return places


def encode_places(places: Iterable[int]) -> str:
    """Places as bits, as a text: `3` for place 3, `(05)` for 0 and 5; nothing at all where none is known."""
    text = "".join(map(_encode_posting, places))
    return text if text.strip("-") else ""


def _encode_posting(bits: int) -> str:
    if not bits & (bits - 1):  # one at most
        return DIGITS[bits.bit_length()]
    return f"({''.join([digit for place, digit in enumerate(DIGITS[1:]) if bits >> place & 1])})"


def _posting_keys(terms: AnyInts, papers: AnyInts) -> AnyInts:
    """One number for each pair of term and paper, in the order of postings."""
    return terms.astype(np.int64) << 32 | papers


def _content_words(title: str) -> Iterator[tuple[int, str]]:
    """The telling words of a title with their places."""
    place = 0
    for token in normalise(title).split():
        read, joined = split_token(token)
        telling = [word for word in read if word not in STOP_WORDS]
        if telling and place < MOST_PLACES:
            yield from ((place, word) for word in (*telling, *joined))
            place += 1
