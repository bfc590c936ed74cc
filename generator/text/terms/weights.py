"""How often each term stands in each paper, counted with arrays, and the BM25 weights that lunr's formula makes of it.

lunr.py's `Builder` visits every character and makes an object for every word; for 10,000 papers it takes a quarter of a
minute. Here every distinct word is stemmed once, and the rest is counting numbers. The formula, its constants and
the rounding are the Builder's (`lunr/builder.py`, `lunr/idf.py` of lunr.py 0.8), and a test compares all results of
the two. Of a large site a browser weighs what it needs (`static/js/search/weights.js`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress, repeat

import numpy as np

from generator.model.arrays import Flags, Floats, Ints, Longs, run_starts
from generator.text.terms import corpus
from generator.text.terms.corpus import FieldTokens, TokenArray, TokenizedCorpus, javascript_sorted, radix_argsort
from generator.text.terms.words import STOP_WORDS

K1, B = 1.2, 0.75
"""lunr's constants: how fast more of a word stops to matter, and how much the length of a text does."""
THOUSANDTHS = 1000
"""lunr rounds a weight to three places; in thousandths it is a whole number."""
TIE_MARGIN = 1e-6
"""Nearer to a half of a thousandth than this, only Python's own rounding is trusted."""
LONGEST_WORD = 100
"""Longer ones are nobody's words."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where a field has each term: `papers[starts[t]:starts[t+1]]` are those that have term `t`, ascending.

    `counts` stand beside `papers`: how often the paper has the term. `lengths` are by paper, how many terms it has.
    """

    starts: Ints
    papers: Ints
    counts: Ints
    lengths: Longs
    boost: float

    @property
    def total_length(self) -> int:
        return int(self.lengths.sum())

    def of_terms(self, chosen: Flags) -> "Postings":
        """Those of the chosen terms."""
        counts = np.diff(self.starts)
        mask, starts = np.repeat(chosen, counts), np.append(0, np.cumsum(counts[chosen])).astype(np.int32)
        return replace(self, starts=starts, papers=self.papers[mask], counts=self.counts[mask])

    def weights(self, idf: Floats) -> Ints:
        """Beside `papers` what the term weighs there, in thousandths."""
        share = self.lengths / (self.total_length / max(1, len(self.lengths)) or 1)
        slowness = K1 * (1 - B + B * share)
        scores = np.repeat(idf, np.diff(self.starts)) * ((K1 + 1) * self.counts)
        scores /= slowness[self.papers] + self.counts
        return _round_weights(scores * self.boost)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What lunr's weights are made of, by field, and the words behind the terms.

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
        weights = postings.weights(self._idf()) / THOUSANDTHS
        terms = np.repeat(np.arange(len(self.terms)), np.diff(postings.starts))
        order = np.argsort(postings.papers, kind="stable")
        ends = np.cumsum(np.bincount(postings.papers, minlength=len(self.papers)))[:-1]
        by_paper = zip(np.split(terms[order], ends), np.split(weights[order], ends), strict=True)
        return [dict(zip(t.tolist(), w.tolist(), strict=True)) for t, w in by_paper][: len(self.papers)]

    def of_terms(self, chosen: Flags) -> "Weights":
        """What is known of the chosen terms, without their words."""
        fields = {name: postings.of_terms(chosen) for name, postings in self.fields.items()}
        return Weights(self.papers, tuple(compress(self.terms, chosen)), (), np.array([]), np.array([]), fields)

    def paper_counts(self) -> Longs:
        """How many papers have each term; one that has it in two fields counts twice, as in lunr."""
        return sum((np.diff(p.starts) for p in self.fields.values()), np.zeros(len(self.terms), np.int64))

    def _idf(self) -> Floats:
        """lunr's inverse document frequency."""
        count = len(self.papers)
        distinct, place = np.unique(self.paper_counts(), return_inverse=True)
        logs = [math.log(1 + abs((count - f + 0.5) / (f + 0.5))) for f in distinct.tolist()]
        return np.array(logs, np.float64)[place]


def weigh_terms(wording: TokenizedCorpus, previous: tuple[TokenizedCorpus, Weights] | None = None) -> Weights:
    """What lunr.py's `Builder` makes of the stems of the papers' words, stop words left out where a field does not
    keep them. `previous` is what an earlier call was given, and gave."""
    indexed = np.fromiter(map(len, wording.words), np.int64, len(wording.words)) <= LONGEST_WORD
    telling = indexed & ~np.fromiter(map(STOP_WORDS.__contains__, wording.words), bool, len(wording.words))
    kept = {name: indexed if field.keeps_stop_words else telling for name, field in wording.fields.items()}
    used = np.zeros(len(wording.words), bool)
    for name, field in wording.fields.items():
        for said in (field.read.numbers, field.joined.numbers):
            used |= kept[name] & (np.bincount(said, minlength=len(used)) > 0)
    if previous and previous[0].words == wording.words and np.array_equal(used, previous[1].places >= 0):
        known = previous[1]
    else:
        known = _stem_words(wording, used)
    term_by_number = np.append(known.term_of_word, -1)[known.places]
    fields = {
        name: _count_terms(field, np.where(kept[name], term_by_number, -1), len(known.terms), len(wording.papers))
        for name, field in wording.fields.items()
    }
    return replace(known, papers=wording.papers, fields=fields)


def _stem_words(wording: TokenizedCorpus, used: Flags) -> Weights:
    """The words that are used, and their terms."""
    words = javascript_sorted([*compress(wording.words, used.tolist())])
    terms, term_of_word = corpus.stem_words(words, javascript_sorted)
    place = dict(zip(words, range(len(words)), strict=True))
    places = np.fromiter(map(place.get, wording.words, repeat(-1)), np.int32, len(wording.words))
    return Weights(wording.papers, tuple(terms), tuple(words), places, term_of_word, {})


def _count_terms(field: FieldTokens, term_of_word: Ints, most_terms: int, most_papers: int) -> Postings:
    """Of each term of the field its papers; a word that does not count has no term, -1."""
    terms, papers = _terms_by_paper(field, term_of_word)
    lengths = np.bincount(papers, minlength=most_papers)
    order = radix_argsort(terms)
    terms, papers = terms[order], papers[order]
    new = run_starts(terms, papers)
    counts = np.diff(new, append=len(order)).astype(np.int32)
    starts = np.append(0, np.cumsum(np.bincount(terms[new], minlength=most_terms))).astype(np.int32)
    return Postings(starts, papers[new], counts, lengths, field.boost)


def _terms_by_paper(field: FieldTokens, term_of_word: Ints) -> tuple[Ints, Ints]:
    """The terms of a field that count, and their papers, which ascend."""
    (terms, papers), (joined, theirs) = (_indexed_terms(words, term_of_word) for words in (field.read, field.joined))
    places = np.searchsorted(papers, theirs, side="right")
    return np.insert(terms, places, joined), np.insert(papers, places, theirs)


def _indexed_terms(words: TokenArray, term_of_word: Ints) -> tuple[Ints, Ints]:
    terms = term_of_word[words.numbers]
    counting = np.flatnonzero(terms >= 0)
    return terms[counting], words.papers[counting]


def _round_weights(scores: Floats) -> Ints:
    """Thousandths, rounded as Python's `round(score, 3)` does it, which looks at more digits than a product has."""
    scaled = scores * THOUSANDTHS
    rounded = np.rint(scaled).astype(np.int32)
    for place in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < TIE_MARGIN).tolist():
        rounded[place] = round(round(float(scores[place]), 3) * THOUSANDTHS)
    return rounded
