"""An inverted index, made anew at each build: for each key the papers that have it, with each paper's value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from generator.model.reuse import keep_equal

V = TypeVar("V")
PostingList = tuple[str, tuple[str, ...], tuple[V, ...]]
"""A key, the ids of the papers that have it, in site order, and what each says of it."""
InvertedIndex = dict[str, PostingList[V]]
"""The posting lists by their keys, in the order of these."""


def invert_rows(
    papers: Iterable[str], rows: Iterable[Mapping[str, V]], previous: InvertedIndex[V] | None = None
) -> InvertedIndex[V]:
    """The index of one row for each of `papers`; a posting list that is as in `previous` is the same object."""
    having: defaultdict[str, list[str]] = defaultdict(list)
    said: defaultdict[str, list[V]] = defaultdict(list)
    for paper, row in zip(papers, rows, strict=True):
        for key, value in row.items():
            having[key].append(paper)
            said[key].append(value)
    before = previous or {}
    return {key: keep_equal((key, tuple(having[key]), tuple(said[key])), before.get(key)) for key in sorted(said)}
