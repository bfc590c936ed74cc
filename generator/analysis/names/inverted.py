"""What papers say, turned round: for each key the papers that have it, and what each says of it.

A paper's row is the same object for as long as its texts are. So from one build to the next only the entries are made
again whose keys are in rows that came or went, unless papers did, and all others are the very same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.execution.memo import Work

V = TypeVar("V")
Entry = tuple[str, tuple[str, ...], tuple[V, ...]]
"""A key, the ids of the papers that have it, in site order, and what each says of it."""
Row = Mapping[str, V]


@dataclass(frozen=True, slots=True)
class _Last:
    """The entries by their keys, and what they were made from."""

    papers: list[str]
    rows: Sequence[Row[Any]]
    entries: dict[str, Entry[Any]]


def entries_of(name: str, papers: list[str], rows: Sequence[Row[V]], work: Work) -> dict[str, Entry[V]]:
    """The entries by their keys, in the order of these; the last build's are known by `name`."""
    last: _Last | None = work.last.get(name)
    if last and last.papers == papers:
        entries = _brought_up(last, rows)
    else:
        entries = _in_order(_entries(zip(papers, rows, strict=True)))
    if work.keeps:
        work.last[name] = _Last(papers, rows, entries)
    return entries


def _brought_up(last: _Last, rows: Sequence[Row[V]]) -> dict[str, Entry[V]]:
    """The entries of the last build, with those that other rows give."""
    entries, changed = dict(last.entries), _changed(last.rows, rows)
    having = [(paper, row) for paper, row in zip(last.papers, rows, strict=True) if not changed.isdisjoint(row)]
    found = _entries((paper, {key: row[key] for key in changed.intersection(row)}) for paper, row in having)
    for key in changed - found.keys():
        del entries[key]
    entries |= found
    return entries if found.keys() <= last.entries.keys() else _in_order(entries)


def _changed(before: Sequence[Row[V]], rows: Sequence[Row[V]]) -> set[str]:
    """The keys of all rows that are not what they were."""
    pairs = zip(before, rows, strict=True)
    return {key for old, new in pairs if old is not new for row in (old, new) for key in row}


def _entries(rows: Iterable[tuple[str, Row[V]]]) -> dict[str, Entry[V]]:
    papers: defaultdict[str, list[str]] = defaultdict(list)
    said: defaultdict[str, list[V]] = defaultdict(list)
    for paper, row in rows:
        for key, value in row.items():
            papers[key].append(paper)
            said[key].append(value)
    return {key: (key, tuple(papers[key]), tuple(values)) for key, values in said.items()}


def _in_order(entries: dict[str, Entry[V]]) -> dict[str, Entry[V]]:
    return {key: entries[key] for key in sorted(entries)}
