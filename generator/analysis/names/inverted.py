"""An inverted index, updated incrementally between builds: for each key the papers that have it, with each paper's
value.

In: one row (key -> value) for each paper. Out: one `PostingList` for each key, in the order of keys. A row is the
same object for as long as the paper's texts are. So while the papers stay, only the posting lists of keys in changed
rows are made again; all others are the same objects as before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")
PostingList = tuple[str, tuple[str, ...], tuple[V, ...]]
"""A key, the ids of the papers that have it, in site order, and what each says of it."""
Row = Mapping[str, V]


@dataclass(frozen=True, slots=True)
class InvertedIndex(Generic[V]):
    """The posting lists by their keys, in the order of these, and the rows of the papers they were made from."""

    papers: list[str]
    rows: Sequence[Row[V]]
    postings: dict[str, PostingList[V]]


def invert_rows(papers: list[str], rows: Sequence[Row[V]], previous: InvertedIndex[V] | None) -> InvertedIndex[V]:
    """The index of one row for each of `papers`; what of `previous` holds still is the same object."""
    if previous and previous.papers == papers:
        return InvertedIndex(papers, rows, _update_postings(previous, rows))
    return InvertedIndex(papers, rows, _sort_by_key(_collect_postings(zip(papers, rows, strict=True))))


def _update_postings(last: InvertedIndex[V], rows: Sequence[Row[V]]) -> dict[str, PostingList[V]]:
    """The entries of the last build, with those that other rows give."""
    entries, changed = dict(last.postings), _changed_keys(last.rows, rows)
    having = [(paper, row) for paper, row in zip(last.papers, rows, strict=True) if not changed.isdisjoint(row)]
    found = _collect_postings((paper, {key: row[key] for key in changed.intersection(row)}) for paper, row in having)
    for key in changed - found.keys():
        del entries[key]
    entries |= found
    return entries if found.keys() <= last.postings.keys() else _sort_by_key(entries)


def _changed_keys(before: Sequence[Row[V]], rows: Sequence[Row[V]]) -> set[str]:
    """The keys of all rows that are not what they were."""
    pairs = zip(before, rows, strict=True)
    return {key for old, new in pairs if old is not new for row in (old, new) for key in row}


def _collect_postings(rows: Iterable[tuple[str, Row[V]]]) -> dict[str, PostingList[V]]:
    papers: defaultdict[str, list[str]] = defaultdict(list)
    said: defaultdict[str, list[V]] = defaultdict(list)
    for paper, row in rows:
        for key, value in row.items():
            papers[key].append(paper)
            said[key].append(value)
    return {key: (key, tuple(papers[key]), tuple(values)) for key, values in said.items()}


def _sort_by_key(entries: dict[str, PostingList[V]]) -> dict[str, PostingList[V]]:
    return {key: entries[key] for key in sorted(entries)}
