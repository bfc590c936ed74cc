"""What the last build compared, and whose neighbours stay as they were.

An edit changes its paper, and the vectors of a few others where a word has come to be said by many more or fewer. A
paper is compared again when it changed, or when the index may offer it others than before: where one of its pairs lists
a paper that changed, or did so. As whoever it is compared with comes from these lists, all others get what they had,
which is what a build without a memory would find.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from generator.analysis.related.index import Index, pairs_of
from generator.analysis.related.nearest import is_small, nobody
from generator.analysis.related.vectors import Vectors
from generator.model.papers import Library, Neighbour, PaperTag, Rich, Topics

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

Told = tuple[Rich, Rich, tuple[PaperTag, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The papers as a build has compared them, by number; `kept` is the index's.

    `told` is what reasons look at beside the vectors: the texts, and all the topics.
    """

    papers: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    told: list[Told]
    terms: list[str]
    features: "Ints"
    weights: "Ints"
    telling: "Flags"
    kept: "Flags"

    @classmethod
    def of(cls, library: Library, topics: Topics, vectors: Vectors, index: Index) -> "Compared":
        papers = library.papers[::-1]
        by_paper = topics.tags_by_paper
        told = [(p.title, p.abstract, by_paper.get(p.id, ())) for p in papers]
        return cls(
            tuple(paper.id for paper in papers),
            tuple((tag.id, tag.label) for tag in topics.tags),
            told,
            vectors.terms,
            vectors.features,
            vectors.weights,
            vectors.telling,
            index.kept,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a build has found: what `nearest` gives, and the neighbours of each paper by id."""

    compared: Compared
    found: "Longs"
    neighbours: Mapping[str, tuple[Neighbour, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Staying:
    """What stays found, and of each paper whether it is to be compared again, and whether its reasons are to be told
    again."""

    found: "Longs"
    compare: "Flags"
    tell: "Flags"


def staying(last: Found | None, now: Compared, index: Index) -> Staying:
    import numpy as np

    papers = len(now.papers)
    row_of = {paper: row for row, paper in enumerate(last.compared.papers)} if last else {}
    rows = np.array([row_of.get(paper, -1) for paper in now.papers], np.int64)
    in_order = (np.diff(rows[rows >= 0]) > 0).all()
    if not last or not in_order or last.compared.labels != now.labels or is_small(papers):
        everyone = np.ones(papers, np.bool_)
        return Staying(nobody(papers), everyone, everyone)
    before, feature = last.compared, _renumbered(last.compared, now)
    features = feature[before.features]
    changed = (rows < 0) | (features[rows] != now.features).any(axis=1)
    changed |= (before.weights[rows] != now.weights).any(axis=1)
    changed |= np.array([before.told[row] != told for row, told in zip(rows.tolist(), now.told, strict=True)], np.bool_)
    left = np.ones(len(features), np.bool_)
    left[rows[~changed]] = False
    offered = _offered(features[left], before.weights[left], before.kept[left], now)
    compare = changed | _listing(index, offered, changed)
    telling = np.zeros(len(now.telling), np.bool_)
    telling[feature[feature >= 0]] = before.telling[feature >= 0]
    tell = compare | (telling != now.telling)[now.features].any(axis=1)
    return Staying(_by_new_rows(last, rows), compare, tell)


def _renumbered(before: Compared, now: Compared) -> "Ints":
    """The number now of each feature before; -1 where no paper has the term any more."""
    import numpy as np

    number = dict(zip(now.terms, range(len(now.terms)), strict=True))
    terms = np.fromiter(map(number.get, before.terms, repeat(-1)), np.int32, len(before.terms))
    return np.append(terms, np.arange(len(now.terms), len(now.telling), dtype=np.int32))


def _offered(features: "Ints", weights: "Ints", kept: "Flags", now: Compared) -> "Longs":
    """The names of the pairs that listed these papers before."""
    names, weights = pairs_of(features, weights, len(now.telling) - 1)
    found: Longs = names[kept & (weights > 0)]
    return found


def _listing(index: Index, offered: "Longs", changed: "Flags") -> "Flags":
    """Who has a pair that lists one of the papers that changed, or is one of those `offered` before."""
    import numpy as np

    is_listing = np.zeros(len(index.names) + 1, np.bool_)
    is_listing[index.pairs[changed][index.kept[changed]]] = True
    place = np.searchsorted(index.names, offered)
    is_listing[place[np.append(index.names, -1)[place] == offered]] = True
    return np.asarray(is_listing[index.pairs].any(axis=1))


def _by_new_rows(last: Found, rows: "Longs") -> "Longs":
    """What was found, by the numbers that papers have now."""
    import numpy as np

    papers = len(last.compared.papers)
    number = np.zeros(papers, np.int64)
    number[rows[rows >= 0]] = np.flatnonzero(rows >= 0)
    scores, near = np.divmod(last.found[rows], papers)
    found: Longs = np.where(scores > 0, scores * len(rows) + number[near], 0)
    return found
