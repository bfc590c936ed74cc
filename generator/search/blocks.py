"""Long lists by their best first: the papers of a common term in a head, which stands in its shard, and a tail.

The head has the papers where the term weighs most, so the first results are found, and proved, without the rest of
thousands. The tail is cut once more: papers with the term in their title decide which titles have all words of a query
together, so they are a block of their own, unless they are few. The order is that of what the term would weigh if texts
had their usual lengths: no other paper decides it, so an edit moves its own paper alone. What a paper of a block has of
that at most goes with the block, and a browser makes of it what such a paper may weigh (`static/js/search/proof.js`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from generator.model.arrays import Floats, Ints, Longs
from generator.text.terms import Postings, Weights
from generator.text.terms.weights import K1, THOUSANDTHS, B

LONG = 600
"""A term that more papers have is common."""
HEAD = 100
"""Papers of a head."""
FEW_TITLES = 100
"""So many papers more with the term in their title stand in the head."""
USUAL = {"title": 14, "abstract": 170, "authors": 12, "tags": 8, "also": 16, "ids": 4}
"""How long texts are, about, in terms, and rather too many: where texts are longer on average, the browser's bounds are
wider by as much, and still true."""


@dataclass(frozen=True, slots=True)
class TailBlock:
    """A part of a tail: the row of `SplitLists` that it is, whether it has all titles that the head has not, and what a
    paper of it has at most, in thousandths."""

    row: int
    has_titles: bool
    most: int


@dataclass(frozen=True, slots=True)
class Tail:
    """What a head lacks. `frequency` is how many postings the term has in all fields, head and tail, `papers` how many
    papers."""

    frequency: int
    papers: int
    blocks: tuple[TailBlock, ...]


@dataclass(frozen=True, slots=True)
class SplitLists:
    """The postings of `fields` by row: `rows` has for each term that of its head, and those of its tail follow it."""

    fields: Mapping[str, Postings]
    title_places: Ints
    rows: Longs
    tails: Mapping[int, Tail]


def split_lists(weights: Weights, title_places: Ints) -> SplitLists:
    """The postings with those of common terms in blocks; `tails` are by the number of the term."""
    counts = weights.paper_counts()
    common = np.flatnonzero(counts > LONG)
    rows = np.arange(len(counts)) + 2 * np.searchsorted(common, np.arange(len(counts)))
    sizes = {name: np.zeros(len(counts) + 2 * len(common), np.int32) for name in weights.fields}
    for name, postings in weights.fields.items():
        sizes[name][rows] = np.diff(postings.starts)
    fields = {n: replace(p, papers=p.papers.copy(), counts=p.counts.copy()) for n, p in weights.fields.items()}
    title_places = title_places.copy()
    slowness = {name: _usual_slowness(name, postings) for name, postings in fields.items()}
    tails = {}
    for term in common.tolist():
        runs = {name: slice(*p.starts[term : term + 2].tolist()) for name, p in fields.items()}
        papers, points, in_title = _points(fields, runs, slowness)
        if len(papers) <= LONG:
            continue
        block = _blocks(points, in_title)
        row = int(rows[term])
        for name, run in runs.items():
            blocks = block[np.searchsorted(papers, fields[name].papers[run])]
            order = np.argsort(blocks, kind="stable")
            for numbers in (fields[name].papers, fields[name].counts, *((title_places,) if name == "title" else ())):
                numbers[run] = numbers[run][order]
            sizes[name][row : row + 3] = np.bincount(blocks, minlength=3)
        tails[term] = Tail(int(counts[term]), len(papers), tuple(_tail_blocks(row, block, points)))
    fields = {n: replace(p, starts=np.append(0, np.cumsum(sizes[n])).astype(np.int32)) for n, p in fields.items()}
    return SplitLists(fields, title_places, rows, tails)


def _usual_slowness(name: str, postings: Postings) -> Floats:
    """By paper how slowly a term's weight grows there, were its field of the usual length on average."""
    found: Floats = K1 * (1 - B + B * postings.lengths / USUAL[name])
    return found


def _points(
    fields: Mapping[str, Postings], runs: Mapping[str, slice], slowness: Mapping[str, Floats]
) -> tuple[Ints, Floats, Longs]:
    """The papers that have a term, ascending, what it would weigh there in all fields together, and whether each has it
    in its title."""
    papers, place = np.unique(np.concatenate([fields[n].papers[run] for n, run in runs.items()]), return_inverse=True)
    points = np.zeros(len(papers))
    in_title = np.zeros(len(papers), np.int64)
    start = 0
    for name, run in runs.items():
        postings, end = fields[name], start + run.stop - run.start
        count = postings.counts[run]
        weights = postings.boost * (K1 + 1) * count / (slowness[name][postings.papers[run]] + count)
        points[place[start:end]] += weights
        if name == "title":
            in_title[place[start:end]] = 1
        start = end
    return papers, points, in_title


def _blocks(points: Floats, in_title: Longs) -> Longs:
    """The block of each paper: 0 for the head, 1 for those with the term in their title, 2 for all others."""
    best = np.lexsort((-np.arange(len(points)), -points))[:HEAD]  # of equals the newer ones, as everywhere
    block = 2 - in_title
    block[best] = 0
    if np.count_nonzero(block == 1) <= FEW_TITLES:
        block[block == 1] = 0
    return block


def _tail_blocks(row: int, block: Longs, points: Floats) -> Iterator[TailBlock]:
    for number in (1, 2):
        if (of_block := points[block == number]).size:
            yield TailBlock(row + number, number == 1, int(of_block.max() * THOUSANDTHS) + 1)
