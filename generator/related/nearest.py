"""The nearest papers of each paper by cosine, without comparing each with each.

Who is likely to be near is found through an inverted index of words within topics: `reward` among the papers on
reasoning is said by few enough to look at them all, where neither the word nor the topic alone is. Of each such pair
the index keeps the papers it is strongest in. Those who come out highest are then compared with the paper whole. So
the work grows with the number of papers and not with its square, even for a thousand copies of one paper; on a site of
some dozens of papers most are compared with most, and of 10,000 three in four of the five nearest are found, and
others as good as near in place of the rest.

A score and whose it is go together as one number, `score * papers + paper`: the larger is the nearer, and of equals
the one that stands first on the site, for papers are numbered from its end.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.related.vectors import UNIT, WORDS, Vectors

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]

NEIGHBOURS = 5
LIKELY = 40
"""How many papers are compared with each."""
INDEXED_WORDS = 16
INDEXED_TOPICS = 3
ALONE = UNIT // 8
"""What a word weighs in the index without a topic, or a topic without a word."""
INDEXED_PAPERS = 64
"""The papers that the index keeps of a pair."""
BLOCK = 32
"""Papers at a time: their scratch space should fit a cache."""


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """The pairs of a topic and a word by number: `pairs` has a row of them for each paper, with its `weights`.

    Pair `p` is in `sizes[p]` papers from `starts[p]` in `papers`; what it weighs there stands in `weights_there`.
    """

    pairs: "Longs"
    weights: "Longs"
    starts: "Longs"
    sizes: "Longs"
    papers: "Longs"
    weights_there: "Longs"


class Overlap:
    """What papers have in common with others, feature by feature: the products of their `values`.

    The papers of a block are written out in rows as long as there are features, where those of the others are looked
    up. The rows are wiped after each block, because making new ones would take time by the square.
    """

    def __init__(self, vectors: Vectors, values: "Ints") -> None:
        import numpy as np

        self.features, self.values = vectors.features[:, : values.shape[1]], values
        self.rows = np.zeros((BLOCK, vectors.nothing + 1), np.int32)

    def __call__(self, papers: "Longs", others: "Longs") -> "Ints":
        """An array of papers × others × features; `others` has a row for each of `papers`."""
        import numpy as np

        places = np.arange(len(papers))[:, None] * self.rows.shape[1] + self.features[papers]
        flat = self.rows.reshape(-1)
        flat[places] = self.values[papers]
        starts = (np.arange(len(papers)) * self.rows.shape[1])[:, None, None]
        ours = flat.take(self.features.take(others, axis=0) + starts)
        flat[places] = 0
        products: Ints = ours * self.values.take(others, axis=0)
        return products


def blocks(papers: int) -> list["Longs"]:
    import numpy as np

    return np.split(np.arange(papers), range(BLOCK, papers, BLOCK))


def nearest(vectors: Vectors) -> tuple["Longs", "Longs"]:
    """The numbers of the nearest papers of each, nearest first, and their scores in parts of `UNIT` squared.

    Both are arrays of papers × `NEIGHBOURS`; where there is nobody, the score is 0.
    """
    import numpy as np

    papers = len(vectors.features)
    index, overlap = _index(vectors), Overlap(vectors, vectors.weights)
    scratch = np.empty(BLOCK * papers, np.int32)
    found = np.zeros((papers, NEIGHBOURS), np.int64)
    for block in blocks(papers):
        others = _likely(index, block, scratch)
        scores = np.where(others >= 0, overlap(block, others).sum(axis=2, dtype=np.int32), 0).astype(np.int64)
        ranked = np.sort(np.where(scores > 0, scores * papers + others, 0), axis=1)[:, ::-1][:, :NEIGHBOURS]
        found[block, : ranked.shape[1]] = ranked
    return found % max(1, papers), found // max(1, papers)


def _index(vectors: Vectors) -> _Index:
    import numpy as np

    names, weights = _pairs(vectors)
    papers = np.repeat(np.arange(len(names)), names.shape[1])[::-1]  # of equals the first on the site first
    keys = (names * (UNIT + 1) + UNIT - weights).reshape(-1)[::-1]
    order = np.argsort(keys, kind="stable")
    new = np.diff(keys[order] // (UNIT + 1), prepend=-1) > 0
    starts = np.flatnonzero(new)
    number = np.cumsum(new) - 1
    pairs = np.empty(len(order), np.int64)
    pairs[order] = number
    kept = order[np.arange(len(order)) - starts[number] < INDEXED_PAPERS]
    sizes = np.minimum(np.diff(starts, append=len(order)), INDEXED_PAPERS)
    return _Index(
        pairs[::-1].reshape(names.shape),
        weights,
        np.cumsum(sizes) - sizes,
        sizes,
        papers[kept],
        weights.reshape(-1)[::-1][kept],
    )


def _pairs(vectors: Vectors) -> tuple["Longs", "Longs"]:
    """For each paper the names and weights of its strongest words within each of its first topics, and of both alone.

    A pair that the paper lacks weighs nothing.
    """
    import numpy as np

    words, topics = slice(INDEXED_WORDS), slice(WORDS, WORDS + INDEXED_TOPICS)
    alone = np.full((len(vectors.features), 1), vectors.nothing)
    word, topic = (np.hstack([alone, vectors.features[:, part]]).astype(np.int64) for part in (words, topics))
    names = topic[:, :, None] * (vectors.nothing + 1) + word[:, None, :]
    said, about = (
        np.hstack([0 * alone + ALONE, vectors.weights[:, part]]).astype(np.int64) for part in (words, topics)
    )
    weights = about[:, :, None] * said[:, None, :] // UNIT + 1
    weights[(about == 0)[:, :, None] | (said == 0)[:, None, :]] = 0
    weights[:, 0, 0] = 0
    return names.reshape(len(names), -1), weights.reshape(len(names), -1)


def _likely(index: _Index, block: "Longs", scratch: "Ints") -> "Longs":
    """For each paper of the block the others that the index puts nearest, at most `LIKELY`; -1 is nobody."""
    import numpy as np

    papers = len(index.pairs)
    pairs, weights = index.pairs[block].reshape(-1), index.weights[block].reshape(-1)
    sizes = np.where(weights > 0, index.sizes[pairs], 0)
    ends = np.cumsum(sizes)
    postings = np.arange(ends[-1]) + np.repeat(index.starts[pairs] - (ends - sizes), sizes)
    products = np.repeat(weights, sizes) * index.weights_there[postings]
    rows = np.repeat(np.arange(len(block)), sizes.reshape(len(block), -1).sum(axis=1))
    others = index.papers[postings]
    places = rows * papers + others
    scratch[places] = np.arange(len(places))
    speaker = scratch[places]  # one of the postings of each two papers, the same for all of them
    scores = np.bincount(speaker, products, minlength=len(places)).astype(np.int64)
    found = np.flatnonzero((scores > 0) & (others != block[rows]))
    return _highest(rows[found], scores[found] * papers + others[found], len(block), papers)


def _highest(rows: "Longs", keys: "Longs", height: int, papers: int) -> "Longs":
    """The papers of the `LIKELY` highest keys of each row; `rows` ascend."""
    import numpy as np

    sizes = np.bincount(rows, minlength=height)
    place = np.arange(len(rows)) - (np.cumsum(sizes) - sizes)[rows]
    table = np.full((height, max(LIKELY, sizes.max())), -1, np.int64)
    table[rows, place] = keys
    table = np.partition(table, -LIKELY, axis=1)[:, -LIKELY:]
    return np.where(table < 0, -1, table % papers)
