"""An inverted index: for each key the papers that have it, with each paper's value."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from generator.model.reuse import keep_equal

V = TypeVar("V")
PostingList = tuple[str, tuple[str, ...], tuple[V, ...]]
"""A key, the ids of the papers that have it, in site order, and what each says of it."""


class InvertedIndex(NamedTuple, Generic[V]):
    """The posting lists by their keys, in the order of these; and the papers and rows that they are made from."""

    papers: Sequence[str]
    rows: Sequence[Mapping[str, V]]
    lists: dict[str, PostingList[V]]


def invert_rows(
    papers: Sequence[str], rows: Sequence[Mapping[str, V]], previous: InvertedIndex[V] | None = None
) -> InvertedIndex[V]:
    """The index of one row for each of `papers`; a posting list that is as in `previous` is the same object."""
    if previous and papers == previous.papers:
        return InvertedIndex(papers, rows, _mend_lists(papers, rows, previous))
    having: defaultdict[str, list[str]] = defaultdict(list)
    said: defaultdict[str, list[V]] = defaultdict(list)
    for paper, row in zip(papers, rows, strict=True):
        for key, value in row.items():
            having[key].append(paper)
            said[key].append(value)
    before = previous.lists if previous else {}
    lists = {key: keep_equal((key, tuple(having[key]), tuple(said[key])), before.get(key)) for key in sorted(said)}
    return InvertedIndex(papers, rows, lists)


def _mend_lists(
    papers: Sequence[str], rows: Sequence[Mapping[str, V]], previous: InvertedIndex[V]
) -> dict[str, PostingList[V]]:
    """The posting lists where the papers are the same: those of the keys of rows that changed are made anew."""
    changed = [number for number, (row, was) in enumerate(zip(rows, previous.rows, strict=True)) if row is not was]
    now, lists = {papers[number]: rows[number] for number in changed}, {**previous.lists}
    place = dict(zip(papers, range(len(papers)), strict=True))
    for key in {key for number in changed for row in (rows[number], previous.rows[number]) for key in row}:
        before = lists.pop(key, (key, (), ()))
        values = {paper: value for paper, value in zip(*before[1:], strict=True) if paper not in now}
        values |= {paper: row[key] for paper, row in now.items() if key in row}
        if values:
            saying = sorted(values, key=place.__getitem__)
            lists[key] = keep_equal((key, tuple(saying), tuple([values[paper] for paper in saying])), before)
    return {key: lists[key] for key in sorted(lists)}
