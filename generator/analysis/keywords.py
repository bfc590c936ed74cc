"""Term counts per paper (title and abstract), without stop words and research boilerplate. Input of `related`.

Words with one stem are one term. A term is represented by the form that the paper uses most often.
"""

from array import array
from dataclasses import dataclass
from itertools import islice

import numpy as np

from generator.model.arrays import Flags, Ints, Longs, run_starts
from generator.text.terms import STOP_WORDS, Numbering, radix_argsort, stem, terms

TITLE_FACTOR = 2
"""Said in the title counts as said so many times."""

# What every paper says about itself; counting tells these from topics only where there are many papers.
BOILERPLATE_WORDS = """
    ability able achieve additionally aim allow analysis approach both demonstrate design develop different effective
    efficiently enable enhance evaluate existing experiment extensive focus framework further furthermore gain give
    high however improve include information input instead introduce investigate issue key leverage limit many method
    model more moreover much multiple new novel number often outperform output overall paper performance potential
    present previous problem propose provide recent remain require research result several show significantly simple
    specifically state study such suggest task technique through toward towards two typically understand use utilize
    various via well without work yet
"""


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """What each paper tells, in the order in which it comes to say it: those of a paper stand together, papers in
    order. `lengths` says how many each paper has.

    A term goes by the number of its form, a word, and `counts` says how often it is said.
    """

    lengths: Ints
    forms: Ints
    counts: Ints


class TermCounter:
    """The terms of words that may tell something, as numbers; of `words` there may come more."""

    def __init__(self, words: Numbering[str]) -> None:
        self._words, self._terms = words, array("i")
        self._numbers: Numbering[str] = Numbering()

    def terms(self) -> Ints:
        """The term of each word; -1 where it tells nothing."""
        silent = {*map(stem, STOP_WORDS), *terms(BOILERPLATE_WORDS)}
        new = [*islice(reversed(self._words), len(self._words) - len(self._terms))]
        for stemmed in map(stem, reversed(new)):
            self._terms.append(-1 if stemmed in silent else self._numbers[stemmed])
        return np.array(self._terms, np.int32)


def count_terms(terms: Ints, words: Ints, papers: Ints, in_title: Flags, count: int) -> TermCounts:
    """What so many papers tell by `words`, of which each has a term, a paper, and a title or not; papers ascend."""
    by_term = terms[words]
    place = np.full(len(words), -1, np.int32)
    telling = np.flatnonzero(by_term >= 0)
    order = telling[radix_argsort(by_term[telling], papers[telling])]
    words, papers, by_term = words[order], papers[order], by_term[order]
    starts = run_starts(papers, by_term)
    counts = np.where(in_title[order], TITLE_FACTOR, 1).astype(np.int32)
    counts = np.add.reduceat(counts, starts, dtype=np.int32) if len(starts) else counts
    place[order[starts]] = np.arange(len(starts))
    as_said = place[place >= 0]
    lengths = np.bincount(papers[starts], minlength=count).astype(np.int32)
    return TermCounts(lengths, _most_frequent_words(words, starts)[as_said], counts[as_said])


def _most_frequent_words(words: Ints, starts: Longs) -> Ints:
    """Of each run of `words` the one that is most often in it, the first of those."""
    found = words[starts]
    run = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(words)))
    mixed = np.zeros(len(starts), np.bool_)
    mixed[run[words != found[run]]] = True
    order = np.flatnonzero(mixed[run])
    order = order[radix_argsort(words[order], run[order])]
    of_word = run_starts(run[order], words[order])
    often, first = np.diff(of_word, append=len(order)), order[of_word]
    best = first[np.lexsort((-first, often, run[first]))]
    found[run[best]] = words[best]  # of several for one run the last stays
    return found
