"""The nearest papers of each paper by cosine, without comparing all with all.

The index gives candidates, the strongest words first, and the best of them are compared with the paper by their whole
vectors. So the work grows with the number of papers and not with its square, even for a thousand copies of one paper.
Of 10,000 papers three in four of the five nearest are found, and others about as near in place of the rest. A few
dozen papers are all compared with each other.

A score and its paper are one number, `score * papers + paper`: the larger is the nearer, and of equal scores the paper
that stands first on the site, because papers are numbered from its end.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from generator.analysis.related.index import PairIndex
from generator.analysis.related.vectors import Vectors
from generator.model.arrays import Ints, Longs, expand_ranges

NEIGHBOURS = 5
CANDIDATES = 80
"""How many papers are compared with each."""
MOST_POSTINGS = 800
"""How many of those are looked at for a paper, those of its strongest words first."""
BLOCK_SIZE = 16
"""Papers at a time: their scratch space should fit a cache."""


class Overlap:
    """What papers have in common with others, feature by feature: the `values` of both.

    The papers of a block are written out in rows as long as there are features that several papers have, where those
    of the others are looked up. The rows are wiped after each block, because making new ones would take time by the
    square.
    """

    def __init__(self, vectors: Vectors, values: Ints) -> None:
        features = vectors.features[:, : values.shape[1]]
        shared = np.bincount(features[values > 0], minlength=vectors.nothing + 1) > 1
        self.length = np.count_nonzero(shared) + 1
        number = np.where(shared, np.cumsum(shared) - 1, self.length - 1).astype(np.int32)
        self.values = np.where(shared[features], values, 0)
        self.features = number[features]
        self.rows = np.zeros(BLOCK_SIZE * self.length, values.dtype)

    def __call__(self, papers: Longs, others: Longs) -> tuple[Ints, Ints]:
        """The values of `papers` and those of `others`, of which each has a row: arrays of papers × others ×
        features."""
        starts = np.arange(len(papers)) * self.length
        places = self.features[papers] + starts[:, None]
        self.rows[places] = self.values[papers]
        ours: Ints = self.rows.take(self.features.take(others, axis=0) + starts[:, None, None])
        self.rows[places] = 0
        return ours, self.values.take(others, axis=0)


def split_blocks(papers: Longs) -> list[Longs]:
    return np.split(papers, range(BLOCK_SIZE, len(papers), BLOCK_SIZE)) if len(papers) else []


def find_nearest(vectors: Vectors, index: PairIndex, papers: Longs) -> Longs:
    """The nearest of each of `papers` and their scores, in parts of `UNIT` squared, as one number: an array of papers ×
    `NEIGHBOURS`, with 0 where there is nobody."""
    all_papers, overlap = len(vectors.features), Overlap(vectors, vectors.weights)
    scratch = np.empty(BLOCK_SIZE * all_papers, np.int32)
    found = no_neighbours(len(papers))
    for number, block in enumerate(split_blocks(papers)):
        others = _find_candidates(index, block, scratch)
        ours, theirs = overlap(block, others)
        scores = np.where(others >= 0, np.einsum("ijk,ijk->ij", ours, theirs), 0).astype(np.int64)
        keys = np.where(scores > 0, scores * all_papers + others, 0)
        most = min(NEIGHBOURS, keys.shape[1])
        keys = np.sort(np.partition(keys, -most, axis=1)[:, -most:], axis=1)
        found[number * BLOCK_SIZE : number * BLOCK_SIZE + len(block), :most] = keys[:, ::-1]
    return found


def is_small(papers: int) -> bool:
    """Whether so few papers are all compared with each other."""
    return papers <= CANDIDATES


def no_neighbours(papers: int) -> Longs:
    """What `find_nearest` gives where nobody is near."""
    return np.zeros((papers, NEIGHBOURS), np.int64)


def _find_candidates(index: PairIndex, block: Longs, scratch: Ints) -> Longs:
    """For each paper of the block the others that the index puts nearest, at most `CANDIDATES`; -1 is nobody.

    Of no more papers than that, all.
    """
    papers, width = index.pairs.shape
    if is_small(papers):
        return np.where(np.arange(papers) == block[:, None], -1, np.arange(papers))
    pairs, weights = index.pairs[block].reshape(-1), index.weights[block].reshape(-1)
    sizes = index.sizes[index.pairs[block]]
    sizes[np.cumsum(sizes, axis=1) > MOST_POSTINGS] = 0
    sizes = sizes.reshape(-1)
    ends = np.cumsum(sizes)
    postings = expand_ranges(index.starts[pairs], sizes)
    products = index.weights_there.take(postings)
    products *= np.repeat(weights, sizes)
    rows = np.arange(len(block), dtype=np.int32) * np.int32(papers)
    places = index.papers.take(postings)
    places += np.repeat(np.repeat(rows, width), sizes)
    scratch[rows + block] = -1
    scratch[places] = np.arange(len(places), dtype=np.int32)
    speaker = scratch.take(places)  # one of the postings of each two papers, the same for all of them
    scores = np.bincount(speaker, products, minlength=len(places))
    own = scratch.take(rows + block)
    scores[own[own >= 0]] = 0  # nobody is near itself
    spoken = np.flatnonzero(scores)
    keys = scores[spoken].astype(np.int64) * papers + places[spoken]
    return _top_candidates(keys, np.searchsorted(spoken, ends[width - 1 :: width]).tolist(), papers)


def _top_candidates(keys: Longs, ends: Sequence[int], papers: int) -> Longs:
    """The papers of the `CANDIDATES` highest keys of each row, of which `ends` says where it ends; -1 is none."""
    found = np.full((len(ends), CANDIDATES), -1, np.int64)
    for row, (start, end) in zip(found, pairwise([0, *ends]), strict=True):
        highest = keys[start:end]
        if len(highest) > CANDIDATES:
            highest = np.partition(highest, -CANDIDATES)[-CANDIDATES:]
        row[: len(highest)] = highest % papers
    return found
