"""An inverted index of pairs of a topic and a word. It finds the candidates for near papers.

Few papers with the topic reasoning say `reward`, so all of them can be looked at; the word or the topic alone has too
many papers. For each such pair the index keeps the papers in which it is strongest.
"""

from dataclasses import dataclass

import numpy as np

from generator.analysis.related.vectors import MOST_TERMS, UNIT, Vectors
from generator.model.arrays import Flags, Ints, Longs
from generator.text.terms import radix_argsort

INDEXED_WORDS = 16
INDEXED_TOPICS = 3
UNPAIRED_WEIGHT = UNIT // 8
"""What a word weighs in the index without a topic, or a topic without a word."""
INDEXED_PAPERS = 64
"""The papers that the index keeps of a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class PairIndex:
    """The pairs of a topic and a word by number: `pairs` has a row of them for each paper, with its `weights`, and
    `kept` says whether the index keeps the paper there.

    Pair `p` goes by `names[p]` and is in `sizes[p]` papers from `starts[p]` in `papers`; what it weighs there stands in
    `weights_there`. The last pair is nobody's, and has no name.
    """

    pairs: Longs
    weights: Ints
    kept: Flags
    names: Longs
    starts: Longs
    sizes: Ints
    papers: Ints
    weights_there: Ints


def build_index(vectors: Vectors) -> PairIndex:
    names, weights = feature_pairs(vectors.features, vectors.weights, vectors.nothing)
    flat_names, flat_weights = names.reshape(-1), weights.reshape(-1)
    at = np.flatnonzero(flat_weights)[::-1]  # of equals the first on the site first
    at = at[radix_argsort(UNIT + 1 - flat_weights[at], flat_names[at])]
    named = flat_names[at]
    new = np.diff(named, prepend=-1) != 0
    starts, number = np.flatnonzero(new), np.cumsum(new) - 1
    is_kept = np.arange(len(at)) - starts[number] < INDEXED_PAPERS
    sizes = np.append(np.minimum(np.diff(starts, append=len(at)), INDEXED_PAPERS), 0).astype(np.int32)
    pairs, kept = np.full(names.shape, len(starts)), np.zeros(names.shape, np.bool_)
    pairs.reshape(-1)[at], kept.reshape(-1)[at] = number, is_kept
    there = at[is_kept]
    papers = (there // names.shape[1]).astype(np.int32)
    return PairIndex(pairs, weights, kept, named[starts], np.cumsum(sizes) - sizes, sizes, papers, flat_weights[there])


def feature_pairs(features: Ints, weights: Ints, nothing: int) -> tuple[Longs, Ints]:
    """For each paper the names and weights of its strongest words within each of its first topics, and of both alone.

    A pair that the paper lacks weighs nothing.
    """
    words, topics = slice(INDEXED_WORDS), slice(MOST_TERMS, MOST_TERMS + INDEXED_TOPICS)
    alone = np.full((len(features), 1), nothing)
    word, topic = (np.hstack([alone, features[:, part]]).astype(np.int64) for part in (words, topics))
    names = (nothing - topic)[:, None, :] * (nothing + 1) + word[:, :, None]
    said, about = (
        np.hstack([0 * alone + UNPAIRED_WEIGHT, weights[:, part]]).astype(np.int32) for part in (words, topics)
    )
    products = about[:, None, :] * said[:, :, None] // UNIT + 1
    products[(about == 0)[:, None, :] | (said == 0)[:, :, None]] = 0
    products[:, 0, 0] = 0
    width = names.shape[1] * names.shape[2]
    return names.reshape(-1, width), products.reshape(-1, width)
