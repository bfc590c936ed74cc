"""Per-paper results, kept from one build to the next while somebody edits.

A result is kept under the function that made it and the item it was made from, so it can be wrong only if the function
looks at something else. What a build does not ask for again is forgotten.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import compress, repeat
from operator import ne
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Shared = tuple[object, ...]
Compute = Callable[[Sequence[Any]], Iterable[Any]]


class Memo:
    """The results of the last build, by function."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Shared, list[Any], list[Any]]] = {}

    def map(self, function: Callable[..., object], items: Sequence[Any], shared: Shared, compute: Compute) -> list[Any]:
        """A value for each of `items`, in order: what the last build had for an equal item, the others by `compute`.

        All is computed anew when `function` gets other `shared` arguments than it got then.
        """
        key = (function.__module__, function.__qualname__)
        then, before, values = self._kept.get(key, (shared, [], []))
        if then != shared:
            before, values = [], []
        self._kept[key] = (shared, before, values)
        differ = [*map(ne, items, before)]  # after an edit, nearly all items stand where they stood
        same = len(differ)
        places = [*compress(range(same), differ), *range(same, len(items))]
        known = {before[n]: values[n] for n in (*compress(range(same), differ), *range(same, len(before)))}
        new = [*dict.fromkeys([items[n] for n in places if items[n] not in known])]
        known.update(zip(new, compute(new) if new else (), strict=True))
        del before[len(items) :], values[len(items) :]
        before += items[same:]
        values += repeat(None, len(items) - same)
        for n in places:  # in place, so that what is kept stays where it lies in memory, and is quickly gone through
            before[n], values[n] = items[n], known[items[n]]
        return [*values]
