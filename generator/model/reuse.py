"""Reusing what the last build made, as plain values: by identity, so that it costs the same however much is in them.

A stage that can be quicker with its last result takes that as an argument, `previous`, and gives the same without it.
So a stage has to give the very objects of last time where nothing has changed; what is made anew at each build, and
mostly equal, is handed through `keep_equal` for that.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress, repeat
from operator import is_, is_not
from typing import Any, Generic, NamedTuple, TypeVar

V = TypeVar("V")


class Mapped(NamedTuple, Generic[V]):
    """The `values` that a function gave for the rows of `columns`, with the arguments `shared` by all its calls."""

    shared: tuple[object, ...]
    columns: tuple[list[Any], ...]
    values: list[V]


def map_changed(
    function: Callable[..., V],
    *columns: Iterable[Any],
    shared: tuple[object, ...] = (),
    previous: Mapped[V] | None = None,
) -> Mapped[V]:
    """`function(*row, *shared)` for each row of `columns`; the value of `previous` for a row of the very same objects.

    The value of a row may depend on its objects and on `shared` alone.
    """

    def compute(rows: Sequence[int]) -> Iterable[V]:
        return map(function, *([column[row] for row in rows] for column in now), *map(repeat, shared))

    now = tuple([[*column] for column in columns])
    return map_changed_rows(compute, *now, shared=shared, previous=previous)


def map_changed_rows(
    compute: Callable[[Sequence[int]], Iterable[V]],
    *columns: list[Any],
    shared: tuple[object, ...] = (),
    previous: Mapped[V] | None = None,
) -> Mapped[V]:
    """As `map_changed`, where values are made together: `compute` gives those of some rows, by their numbers."""
    now = columns
    if previous is None or not all(map(is_, shared, previous.shared)):
        return Mapped(shared, now, [*compute(range(len(now[0])))])
    before, count, same = previous.columns, len(now[0]), min(len(now[0]), len(previous.values))
    moved = {row for pair in zip(now, before, strict=True) for row in compress(range(same), map(is_not, *pair))}
    known = {_ids(before, row): previous.values[row] for row in (*moved, *range(same, len(previous.values)))}
    values: list[Any] = [*previous.values[:count], *repeat(None, count - same)]
    new = []
    for row in (*sorted(moved), *range(same, count)):
        ids = _ids(now, row)
        if ids in known:
            values[row] = known[ids]
        else:
            new.append(row)
    for row, value in zip(new, compute(new) if new else (), strict=True):
        values[row] = value
    return Mapped(shared, now, values)


def keep_equal(value: V, previous: V | None) -> V:
    """`previous` where that is equal to `value`, so that who compares by identity sees that nothing has changed."""
    return value if previous is None or previous != value else previous


def _ids(columns: tuple[list[Any], ...], row: int) -> tuple[int, ...]:
    return tuple([id(column[row]) for column in columns])
