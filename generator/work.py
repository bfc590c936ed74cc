"""Work on many papers at once: what an earlier build made is not made again, and the rest is shared out.

A result is kept under what it was made from, so it can be wrong only if its maker looks at something else; what a build
does not ask for again is forgotten. A build from the command line keeps nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Work:
    """One for each command; `keeps` results for the next build."""

    def __init__(self, *, keeps: bool = False) -> None:
        self.keeps = keeps
        self._kept: dict[str, dict[Any, Any]] = {}

    def each(self, name: str, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[V]]) -> list[V]:
        """A value for each of `keys`, in order: what the last build had under this `name`, the others by `make`.

        `make` gets any part of the keys, and gives as many values; a value depends on its own key alone.
        """
        if not self.keeps:
            return [*make(keys)]
        kept = self._kept.get(name, {})
        new = [*dict.fromkeys(key for key in keys if key not in kept)]
        made = dict(zip(new, make(new), strict=True)) if new else {}
        values = [made[key] if key in made else kept[key] for key in keys]
        self._kept[name] = dict(zip(keys, values, strict=True))
        return values


IDLE = Work()
"""For callers that build once."""
