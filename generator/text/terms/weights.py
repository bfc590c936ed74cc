"""The BM25 weight of each term in each paper, with lunr's formula, computed with arrays.

lunr.py's `Builder` visits every character and makes an object for every word; for 10,000 papers it takes a quarter of a
minute. Here every distinct word is stemmed once, and the rest is counting numbers. The formula, its constants and
the rounding are the Builder's (`lunr/builder.py`, `lunr/idf.py` of lunr.py 0.8), and a test compares all results of
the two.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, repeat

import numpy as np

from generator.model.arrays import Floats, Ints, Longs, run_starts
from generator.text.terms import corpus
from generator.text.terms.corpus import FieldTokens, TokenArray, TokenizedCorpus, javascript_sorted, radix_argsort
from generator.text.terms.words import STOP_WORDS

K1, B = 1.2, 0.75
"""lunr's constants: how fast more of a word stops to matter, and how much the length of a text does."""
THOUSANDTHS = 1000
"""lunr rounds a weight to three places; in thousandths it is a whole number."""
TIE_MARGIN = 1e-6
"""Nearer to a half of a thousandth than this, only Python's own rounding is trusted."""
BATCH_SIZE = 1 << 18
"""Postings that are weighed together: what is reckoned with should fit a cache."""
LONGEST_WORD = 100
"""Longer ones are nobody's words."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where a field has each term: `papers[starts[t]:starts[t+1]]` are those that have term `t`, ascending.

    `weights` stand beside `papers`, in thousandths.
    """

    starts: Ints
    papers: Ints
    weights: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each term says about each paper, in lunr's numbers, and the words behind the terms.

    `terms` and `words` are sorted as JavaScript sorts, by UTF-16 unit, and go by their place; `term_of_word` gives
    the term of each word, and `places` the place of each word of the wording, -1 where it weighs nothing. `papers` are
    ids by number.
    """

    papers: tuple[str, ...]
    terms: tuple[str, ...]
    words: tuple[str, ...]
    places: Ints
    term_of_word: Ints
    fields: Mapping[str, Postings]

    def vectors(self, name: str) -> list[dict[int, float]]:
        """A field by paper: what each of its terms weighs there."""
        postings = self.fields[name]
        terms = np.repeat(np.arange(len(self.terms)), np.diff(postings.starts))
        order = np.argsort(postings.papers, kind="stable")
        ends = np.cumsum(np.bincount(postings.papers, minlength=len(self.papers)))[:-1]
        by_paper = zip(np.split(terms[order], ends), np.split(postings.weights[order] / THOUSANDTHS, ends), strict=True)
        return [dict(zip(t.tolist(), w.tolist(), strict=True)) for t, w in by_paper][: len(self.papers)]


def weigh_terms(wording: TokenizedCorpus) -> Weights:
    """What lunr.py's `Builder` makes of the stems of the papers' words, stop words left out where a field does not
    keep them."""
    indexed = np.array([len(word) <= LONGEST_WORD for word in wording.words], bool)
    telling = indexed & np.array([word not in STOP_WORDS for word in wording.words], bool)
    kept = {name: indexed if field.keeps_stop_words else telling for name, field in wording.fields.items()}
    used = np.zeros(len(wording.words), bool)
    for name, field in wording.fields.items():
        for said in (field.read.numbers, field.joined.numbers):
            used |= kept[name] & (np.bincount(said, minlength=len(used)) > 0)
    words = javascript_sorted([*compress(wording.words, used.tolist())])
    terms, term_of_word = corpus.stem_words(words, javascript_sorted)
    place = dict(zip(words, range(len(words)), strict=True))
    places = np.fromiter(map(place.get, wording.words, repeat(-1)), np.int32, len(wording.words))
    term_by_number = np.append(term_of_word, -1)[places]
    counted = {
        name: _count_frequencies(field, np.where(kept[name], term_by_number, -1), len(terms), len(wording.papers))
        for name, field in wording.fields.items()
    }
    idf = _idf(sum((np.diff(counts.starts) for counts in counted.values()), np.zeros(len(terms), np.int64)), wording)
    fields = {name: counts.postings(idf, wording.fields[name].boost) for name, counts in counted.items()}
    return Weights(wording.papers, tuple(terms), tuple(words), places, term_of_word, fields)


@dataclass(frozen=True, slots=True, eq=False)
class _TermFrequencies:
    """How often papers have the terms of a field, as `Postings` has it, and how many each paper has."""

    starts: Ints
    papers: Ints
    counts: Ints
    lengths: Longs

    def postings(self, idf: Floats, boost: float) -> Postings:
        share = self.lengths / (self.lengths.sum() / max(1, len(self.lengths)) or 1)
        slowness = K1 * (1 - B + B * share)
        by_term = np.repeat(idf, np.diff(self.starts))
        weights = np.empty(len(self.papers), np.int32)
        for first in range(0, len(weights), BATCH_SIZE):
            part = slice(first, first + BATCH_SIZE)
            scores = by_term[part] * ((K1 + 1) * self.counts[part])
            scores /= slowness[self.papers[part]] + self.counts[part]
            weights[part] = _round_weights(scores * boost)
        return Postings(self.starts, self.papers, weights)


def _count_frequencies(field: FieldTokens, term_of_word: Ints, most_terms: int, most_papers: int) -> _TermFrequencies:
    """Of each term of the field its papers; a word that does not count has no term, -1."""
    terms, papers = _terms_by_paper(field, term_of_word)
    lengths = np.bincount(papers, minlength=most_papers)
    order = radix_argsort(terms)
    terms, papers = terms[order], papers[order]
    new = run_starts(terms, papers)
    counts = np.diff(new, append=len(order)).astype(np.int32)
    starts = np.append(0, np.cumsum(np.bincount(terms[new], minlength=most_terms))).astype(np.int32)
    return _TermFrequencies(starts, papers[new], counts, lengths)


def _terms_by_paper(field: FieldTokens, term_of_word: Ints) -> tuple[Ints, Ints]:
    """The terms of a field that count, and their papers, which ascend."""
    (terms, papers), (joined, theirs) = (_indexed_terms(words, term_of_word) for words in (field.read, field.joined))
    places = np.searchsorted(papers, theirs, side="right")
    return np.insert(terms, places, joined), np.insert(papers, places, theirs)


def _indexed_terms(words: TokenArray, term_of_word: Ints) -> tuple[Ints, Ints]:
    terms = term_of_word[words.numbers]
    counting = np.flatnonzero(terms >= 0)
    return terms[counting], words.papers[counting]


def _idf(frequencies: Longs, wording: TokenizedCorpus) -> Floats:
    """lunr's inverse document frequency; a paper that has a term in two fields counts twice there."""
    count = len(wording.papers)
    distinct, place = np.unique(frequencies, return_inverse=True)
    logs = [math.log(1 + abs((count - f + 0.5) / (f + 0.5))) for f in distinct.tolist()]
    return np.array(logs, np.float64)[place]


def _round_weights(scores: Floats) -> Ints:
    """Thousandths, rounded as Python's `round(score, 3)` does it, which looks at more digits than a product has."""
    scaled = scores * THOUSANDTHS
    rounded = np.rint(scaled).astype(np.int32)
    for place in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < TIE_MARGIN).tolist():
        rounded[place] = round(round(float(scores[place]), 3) * THOUSANDTHS)
    return rounded
