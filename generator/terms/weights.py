"""How much each term says about each paper: lunr's BM25, counted with arrays.

lunr.py's `Builder` walks every character and makes an object of every word; of 10,000 papers it makes an index in a
quarter of a minute. Here every distinct word is stemmed once, and what is left is counting numbers. The formula, its
constants and the rounding are the Builder's (`lunr/builder.py`, `lunr/idf.py` of lunr.py 0.8), and a test compares
the two whole.
"""

import math
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.terms.stems import stem
from generator.terms.words import stop_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]

K1, B = 1.2, 0.75
"""lunr's constants: how fast more of a word stops to matter, and how much the length of a text does."""
THOUSANDTHS = 1000
"""lunr rounds a weight to three places; in thousandths it is a whole number."""
TIE = 1e-6
"""Nearer to a half of a thousandth than this, only Python's own rounding is trusted."""
LONGEST_WORD = 100
"""Longer ones are nobody's words."""


@dataclass(slots=True, eq=False)
class Words:
    """The words of one text of every paper, by number: those of a paper stand together, papers in order.

    `lengths` says how many each paper has.
    """

    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    lengths: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, numbers: list[int]) -> None:
        """The words of the next paper."""
        self.numbers.fromlist(numbers)
        self.lengths.append(len(numbers))


@dataclass(slots=True, eq=False)
class Occurrences:
    """A field of every paper: its words as they are read, and those `all_words` joins from them.

    lunr scores by field, and `boost` is what a match in this one counts.
    """

    boost: float
    keeps_stop_words: bool = False
    read: Words = field(default_factory=Words)
    joined: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The papers as words: every distinct folded word, in the order of their numbers, and the fields by name.

    `papers` are ids. A paper goes by its number, counted from the oldest, so that what is made of it stays the same
    while newer ones come.
    """

    papers: tuple[str, ...]
    words: tuple[str, ...]
    fields: Mapping[str, Occurrences]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where a field has each term: `papers[starts[t]:starts[t+1]]` are those that have term `t`, ascending.

    `weights` stand beside `papers`, in thousandths, and so do `counts`: how often the paper has the term there.
    """

    starts: "Ints"
    papers: "Ints"
    weights: "Ints"
    counts: "Ints"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each term says about each paper, in lunr's numbers, and the words behind the terms.

    `terms` and `words` are sorted as JavaScript sorts, by UTF-16 unit, and go by their place; `term_of_word` gives
    the term of each word. `papers` are ids by number.
    """

    papers: tuple[str, ...]
    terms: tuple[str, ...]
    words: tuple[str, ...]
    term_of_word: "Ints"
    fields: Mapping[str, Postings]

    def vectors(self, name: str) -> list[dict[int, float]]:
        """A field by paper: what each of its terms weighs there."""
        import numpy as np

        postings = self.fields[name]
        terms = np.repeat(np.arange(len(self.terms)), np.diff(postings.starts))
        order = np.argsort(postings.papers, kind="stable")
        ends = np.cumsum(np.bincount(postings.papers, minlength=len(self.papers)))[:-1]
        by_paper = zip(np.split(terms[order], ends), np.split(postings.weights[order] / THOUSANDTHS, ends), strict=True)
        return [dict(zip(t.tolist(), w.tolist(), strict=True)) for t, w in by_paper][: len(self.papers)]


def weigh(wording: Wording) -> Weights:
    """What lunr.py's `Builder` makes of the stems of the papers' words, stop words left out where a field does not
    keep them."""
    import numpy as np

    stops = stop_words()
    indexed = np.array([len(word) <= LONGEST_WORD for word in wording.words], bool)
    telling = indexed & np.array([word not in stops for word in wording.words], bool)
    found = {
        name: _said(occurrences, indexed if occurrences.keeps_stop_words else telling)
        for name, occurrences in wording.fields.items()
    }
    said = [np.bincount(words, minlength=len(wording.words)) for words, _ in found.values()]
    used = np.flatnonzero(sum(said, np.zeros(len(wording.words), np.int64)))
    words = javascript_sorted([wording.words[number] for number in used.tolist()])
    stems = [*map(stem, words)]
    terms = javascript_sorted({*stems})
    number_of = {term: number for number, term in enumerate(terms)}
    term_of_word = np.array([number_of[stemmed] for stemmed in stems], np.int32)
    term_of = dict(zip(words, term_of_word.tolist(), strict=True))
    term_by_number = np.array([term_of.get(word, 0) for word in wording.words], np.int32)
    counted = {
        name: _counted(term_by_number[said], papers, len(terms), len(wording.papers))
        for name, (said, papers) in found.items()
    }
    idf = _idf(sum((counts.papers_by_term for counts in counted.values()), np.zeros(len(terms), np.int64)), wording)
    fields = {name: counts.postings(idf, wording.fields[name].boost) for name, counts in counted.items()}
    return Weights(wording.papers, tuple(terms), tuple(words), term_of_word, fields)


def _said(occurrences: Occurrences, kept: "npt.NDArray[np.bool_]") -> tuple["Ints", "Ints"]:
    """Every word of the field that is kept, and beside it the paper that says it."""
    import numpy as np

    parts = [
        (np.frombuffer(words.numbers, np.int32), np.frombuffer(words.lengths, np.int32))
        for words in (occurrences.read, occurrences.joined)
        if words.numbers
    ]
    if not parts:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    numbers = np.concatenate([numbers for numbers, _ in parts])
    papers = np.concatenate([np.repeat(np.arange(len(lengths), dtype=np.int32), lengths) for _, lengths in parts])
    return numbers[kept[numbers]], papers[kept[numbers]]


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How often each paper has each term of a field, by term and then by paper; a term's papers; a paper's length."""

    terms: "Ints"
    papers: "Ints"
    counts: "Ints"
    papers_by_term: "npt.NDArray[np.int64]"
    lengths: "npt.NDArray[np.int64]"

    def postings(self, idf: "Floats", boost: float) -> Postings:
        import numpy as np

        share = self.lengths / (self.lengths.sum() / max(1, len(self.lengths)) or 1)
        scores = idf[self.terms] * ((K1 + 1) * self.counts)
        scores /= K1 * (1 - B + B * share)[self.papers] + self.counts
        starts = np.concatenate(([0], np.cumsum(self.papers_by_term))).astype(np.int32)
        return Postings(starts, self.papers, _rounded(scores * boost), self.counts)


def _counted(terms: "Ints", papers: "Ints", most_terms: int, most_papers: int) -> _Counts:
    import numpy as np

    pairs, counts = np.unique(terms.astype(np.int64) * max(1, most_papers) + papers, return_counts=True)
    by_term = (pairs // max(1, most_papers)).astype(np.int32)
    return _Counts(
        by_term,
        (pairs % max(1, most_papers)).astype(np.int32),
        counts.astype(np.int32),
        np.bincount(by_term, minlength=most_terms),
        np.bincount(papers, minlength=most_papers),
    )


def _idf(frequencies: "npt.NDArray[np.int64]", wording: Wording) -> "Floats":
    """lunr's inverse document frequency; a paper that has a term in two fields counts twice there."""
    import numpy as np

    count = len(wording.papers)
    distinct, place = np.unique(frequencies, return_inverse=True)
    logs = [math.log(1 + abs((count - f + 0.5) / (f + 0.5))) for f in distinct.tolist()]
    return np.array(logs, np.float64)[place]


def _rounded(scores: "Floats") -> "Ints":
    """Thousandths, rounded as Python's `round(score, 3)` does it, which looks at more digits than a product has."""
    import numpy as np

    scaled = scores * THOUSANDTHS
    rounded = np.rint(scaled).astype(np.int32)
    for place in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < TIE).tolist():
        rounded[place] = round(round(float(scores[place]), 3) * THOUSANDTHS)
    return rounded


def javascript_order(text: str) -> bytes:
    """The key that sorts as JavaScript does, by UTF-16 unit, where Python goes by code point."""
    return text.encode("utf-16-be", "surrogatepass")


def javascript_sorted(texts: Collection[str]) -> list[str]:
    """Sorted as JavaScript does; only where a character lies beyond U+FFFF is that another order than Python's."""
    plain = max("".join(texts), default="") <= "\uffff"
    return sorted(texts) if plain else sorted(texts, key=javascript_order)
