"""What the last build compared, and which papers keep their neighbours.

An edit changes its own paper, and the vectors of a few others where a word is now said by many more or fewer. A paper
is compared again when it changed, or when the index may give it other candidates: where one of its pairs lists a paper
that changed, now or before. All candidates come from these lists, so every other paper keeps its result, which is what
a build from scratch would find.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from generator.analysis.related.index import PairIndex, feature_pairs
from generator.analysis.related.nearest import is_small, no_neighbours
from generator.analysis.related.vectors import ComparedPaper
from generator.model.arrays import Flags, Ints, Longs
from generator.model.papers import Neighbour


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The papers as a build has compared them, by number; `kept` is the index's.

    `papers` is what reasons look at beside the vectors: the texts, and all the topics.
    """

    papers: Sequence[ComparedPaper]
    labels: Mapping[str, str]
    terms: list[str]
    features: Ints
    weights: Ints
    telling: Flags
    kept: Flags


@dataclass(frozen=True, slots=True, eq=False)
class RelatedPapers:
    """The neighbours of each paper by id; and for the next build what was compared, and what `nearest` gave.

    `words` has for each term the word that stands for it.
    """

    compared: Snapshot
    found: Longs
    neighbours: Mapping[str, tuple[Neighbour, ...]]
    words: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class ReusePlan:
    """What stays found, and of each paper whether it is to be compared again, and whether its reasons are to be told
    again."""

    found: Longs
    compare: Flags
    tell: Flags


def unchanged_neighbours(last: RelatedPapers | None, now: Snapshot, index: PairIndex) -> ReusePlan:
    papers = len(now.papers)
    row_of = {paper.id: row for row, paper in enumerate(last.compared.papers)} if last else {}
    rows = np.array([row_of.get(paper.id, -1) for paper in now.papers], np.int64)
    in_order = (np.diff(rows[rows >= 0]) > 0).all()
    if not last or not in_order or [*last.compared.labels.items()] != [*now.labels.items()] or is_small(papers):
        everyone = np.ones(papers, np.bool_)
        return ReusePlan(no_neighbours(papers), everyone, everyone)
    before, feature = last.compared, _map_features(last.compared, now)
    features = feature[before.features]
    changed = (rows < 0) | (features[rows] != now.features).any(axis=1)
    changed |= (before.weights[rows] != now.weights).any(axis=1)
    changed |= np.array(
        [before.papers[row] != paper for row, paper in zip(rows.tolist(), now.papers, strict=True)], np.bool_
    )
    left = np.ones(len(features), np.bool_)
    left[rows[~changed]] = False
    offered = _previous_pairs(features[left], before.weights[left], before.kept[left], now)
    compare = changed | _papers_listing(index, offered, changed)
    telling = np.zeros(len(now.telling), np.bool_)
    telling[feature[feature >= 0]] = before.telling[feature >= 0]
    tell = compare | (telling != now.telling)[now.features].any(axis=1)
    return ReusePlan(_renumber_neighbours(last, rows), compare, tell)


def _map_features(before: Snapshot, now: Snapshot) -> Ints:
    """The number now of each feature before; -1 where no paper has the term any more."""
    number = dict(zip(now.terms, range(len(now.terms)), strict=True))
    terms = np.fromiter(map(number.get, before.terms, repeat(-1)), np.int32, len(before.terms))
    return np.append(terms, np.arange(len(now.terms), len(now.telling), dtype=np.int32))


def _previous_pairs(features: Ints, weights: Ints, kept: Flags, now: Snapshot) -> Longs:
    """The names of the pairs that listed these papers before."""
    names, weights = feature_pairs(features, weights, len(now.telling) - 1)
    found: Longs = names[kept & (weights > 0)]
    return found


def _papers_listing(index: PairIndex, offered: Longs, changed: Flags) -> Flags:
    """Who has a pair that lists one of the papers that changed, or is one of those `offered` before."""
    is_listing = np.zeros(len(index.names) + 1, np.bool_)
    is_listing[index.pairs[changed][index.kept[changed]]] = True
    place = np.searchsorted(index.names, offered)
    is_listing[place[np.append(index.names, -1)[place] == offered]] = True
    return np.asarray(is_listing[index.pairs].any(axis=1))


def _renumber_neighbours(last: RelatedPapers, rows: Longs) -> Longs:
    """What was found, by the numbers that papers have now."""
    papers = len(last.compared.papers)
    number = np.zeros(papers, np.int64)
    number[rows[rows >= 0]] = np.flatnonzero(rows >= 0)
    scores, near = np.divmod(last.found[rows], papers)
    found: Longs = np.where(scores > 0, scores * len(rows) + number[near], 0)
    return found
