"""Where the words of titles stand, so that a browser can tell words that stand together from words that are scattered.

A place counts what hyphens and spaces part, without stop words: in "Masks for open-vocabulary segmentation" masks has
place 0, open and vocabulary and openvocabulary have place 1, segmentation has place 2.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from generator.model.arrays import AnyInts, Ints, Longs, expand_ranges, ranks
from generator.text.terms import STOP_WORDS, Numbering, Weights, normalise, split_token

MOST_PLACES = 31
"""Of a longer title the rest is left out; a browser keeps places as bits of a number."""
DIGITS = "-0123456789abcdefghijklmnopqrstu"
"""No place, and each place, as one character."""


SINGLE = {0: DIGITS[0], **{1 << place: digit for place, digit in enumerate(DIGITS[1:])}}


def title_places(titles: Sequence[str], weights: Weights) -> Ints:
    """For each posting of the field `title` the places of its term, as bits: bit 0 for the first."""
    split = [normalise(title).split() for title in titles]
    tokens: Numbering[str] = Numbering()
    said = np.array([tokens[token] for title in split for token in title], np.int32)
    terms, counts = _terms_of_tokens(tokens, weights)
    said_by, tells = np.repeat(np.arange(len(split)), [len(title) for title in split]), counts[said] > 0
    said, papers = said[tells], said_by[tells]
    place = ranks(papers)
    early = place < MOST_PLACES
    said, papers, bits = said[early], papers[early], 1 << place[early]
    rows = expand_ranges((np.cumsum(counts) - counts)[said], counts[said])
    postings = weights.fields["title"]
    by_posting = _posting_keys(np.repeat(np.arange(len(weights.terms)), np.diff(postings.starts)), postings.papers)
    places = np.zeros(len(by_posting), np.int32)
    keys = _posting_keys(terms[rows], np.repeat(papers, counts[said]))
    np.bitwise_or.at(places, np.searchsorted(by_posting, keys), np.repeat(bits, counts[said]).astype(np.int32))
    return places


def _terms_of_tokens(tokens: Iterable[str], weights: Weights) -> tuple[Longs, Longs]:
    """The numbers of the terms of each token, if it tells anything: of its words and those that are joined from them;
    and how many these are."""
    number = dict(zip(weights.words, weights.term_of_word.tolist(), strict=True))
    terms: list[list[int]] = []
    for token in tokens:
        read, joined = split_token(token)
        telling = [word for word in read if word not in STOP_WORDS]
        terms.append([number[word] for word in ([*telling, *joined] if telling else ()) if word in number])
    return np.array([*chain.from_iterable(terms)], np.int64), np.array([*map(len, terms)], np.int64)


def encode_places(places: Iterable[int]) -> str:
    """Places as bits, as a text: `3` for place 3, `(05)` for 0 and 5; nothing at all where none is known."""
    text = "".join([SINGLE.get(bits) or _encode_several(bits) for bits in places])
    return text if text.strip("-") else ""


def _encode_several(bits: int) -> str:
    return f"({''.join([digit for place, digit in enumerate(DIGITS[1:]) if bits >> place & 1])})"


def _posting_keys(terms: AnyInts, papers: AnyInts) -> AnyInts:
    """One number for each pair of term and paper, in the order of postings."""
    return terms.astype(np.int64) << 32 | papers
