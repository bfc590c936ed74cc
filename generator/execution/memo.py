"""Work on many papers at once: what the last build made is not made again, and the rest is shared out over processes.

A result is kept under what it was made from, so it can be wrong only if its maker looks at something else; what a build
does not ask for again is forgotten. A build from the command line keeps nothing.
"""

import os
import sys
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, compress, pairwise, repeat
from operator import is_, is_not, ne
from typing import Any, TypeVar, cast

from generator.execution.workers import Crew

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")

_MISSING = object()
Told = Callable[[int, int], None]
MOST_PROCESSES = 4
"""Each holds the library, and what each does for itself takes as long with many."""
MOST_PIECES = 255


class Work:
    """One for each command; `jobs` processes may share it, and `keeps` says that there will be a next build."""

    def __init__(self, *, jobs: int = 1, keeps: bool = False) -> None:
        self.jobs = jobs
        self.keeps = keeps
        self.last: dict[str, Any] = {}
        """What a stage wants to know of the last build, by its name; empty where nothing is kept."""
        self._kept: dict[str, tuple[list[Any], list[Any]]] = {}
        self._mapped: dict[str, tuple[tuple[Any, ...], list[list[Any]], list[Any]]] = {}
        self._alike: dict[str, Any] = {}
        self._crew = Crew()

    @contextmanager
    def crew(self, *, is_large: bool) -> Iterator[None]:
        """Inside, a crew shares the work, if there is enough; nobody but the first process leaves this."""
        # Where a process has threads, a server's, say, a copy would inherit the locks they hold.
        can_fork = hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
        self._crew = Crew(min(self.jobs, MOST_PROCESSES) if is_large and can_fork else 1)
        try:
            yield
        finally:
            self._crew.leave()
            self._crew = Crew()

    def each(
        self, name: str, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[V]], *, is_heavy: bool = False
    ) -> list[V]:
        """A value for each of `keys`, in order: what the last build had under this `name`, the others by `make`.

        `make` gets any part of the keys, and gives as many values; a value depends on its own key alone. Heavy work is
        shared out; what is light is made sooner than it travels.
        """
        if not self.keeps:
            return self._made(keys, make, is_heavy)
        before, values = self._kept.setdefault(name, ([], []))
        differ = [*map(ne, keys, before)]  # after an edit, nearly all keys stand where they stood
        same = len(differ)
        places = [*compress(range(same), differ), *range(same, len(keys))]
        known = {before[n]: values[n] for n in (*compress(range(same), differ), *range(same, len(before)))}
        new = [*dict.fromkeys([keys[n] for n in places if keys[n] not in known])]
        known.update(zip(new, self._made(new, make, is_heavy) if new else (), strict=True))
        del before[len(keys) :], values[len(keys) :]
        before += keys[same:]
        values += repeat(None, len(keys) - same)
        for n in places:  # in place, so that what is kept stays where it lies in memory, and is quickly gone through
            before[n], values[n] = keys[n], known[keys[n]]
        return [*values]

    def mapped(self, name: str, make: Callable[..., V], *columns: Iterable[Any], also: tuple[Any, ...] = ()) -> list[V]:
        """`map(make, *columns)`, each with `also`; what the last build made of the very same objects is not made again.

        Objects are compared by identity, which costs the same however much is in them. So a stage gives the same object
        where it has not changed; `alike` sees to that for what is made anew at each build.
        """
        now = [[*column] for column in columns]
        if not self.keeps:
            return [*map(make, *now, *map(repeat, also))]
        count, places, known = len(now[0]), [*range(len(now[0]))], dict[tuple[int, ...], V]()
        with_, before, values = self._mapped.get(name, ((), [], []))
        if values and all(map(is_, with_, also)):
            same = min(count, len(values))
            moved = {n for pair in zip(now, before, strict=True) for n in compress(range(same), map(is_not, *pair))}
            places = [*sorted(moved), *range(same, count)]
            known = {_ids(before, n): values[n] for n in (*moved, *range(same, len(values)))}
        values = [*values[:count], *repeat(None, count - len(values))]
        for n in places:
            ids = _ids(now, n)
            values[n] = known[ids] if ids in known else make(*(column[n] for column in now), *also)
        self._mapped[name] = also, now, values
        return [*values]

    def alike(self, name: str, value: V) -> V:
        """`value`, as the very object of the last build if that was equal."""
        if not self.keeps:
            return value
        if self._alike.get(name, _MISSING) != value:
            self._alike[name] = value
        return cast("V", self._alike[name])

    def _made(self, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[V]], is_heavy: bool) -> list[V]:
        return self.shared(keys, make) if is_heavy else [*make(keys)]

    def shared(
        self,
        items: Sequence[W],
        make: Callable[[Sequence[W]], Iterable[V]],
        *,
        pieces: int = 1,
        everywhere: bool = True,
        told: Told = lambda _done, _all: None,
    ) -> list[V]:
        """What `make` gives for `items`, in order; unless `everywhere`, the first process alone gets all of it.

        The items are cut in so many `pieces` for each process, and who has made one takes the next. `told` hears how
        many are taken, and of how many.
        """
        parts = _parts(items, min(pieces * self._crew.size, len(items), MOST_PIECES))
        made: dict[int, list[V]] = {}
        for number in self._crew.turns(len(parts)):
            if self._crew.is_first:
                told(number, len(parts))
            made[number] = [*make(parts[number])]
        self._crew.gather(made, lambda number: [*make(parts[number])], len(parts), everywhere=everywhere)
        return [*chain.from_iterable(made[number] for number in sorted(made))]

    def both(self, one: Callable[[], V], other: Callable[[], W]) -> tuple[V, W]:
        """What both calls give, each made by another process where there is one."""
        calls: tuple[Callable[[], Any], ...] = (one, other)
        first, second = self.shared(calls, lambda taken: [call() for call in taken], pieces=len(calls))
        return first, second


def _ids(columns: Sequence[Sequence[object]], row: int) -> tuple[int, ...]:
    return tuple([id(column[row]) for column in columns])


IDLE = Work()
"""For callers that build once, in one process."""


def processors() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _parts(items: Sequence[W], count: int) -> list[Sequence[W]]:
    """`items` in `count` runs of about one length."""
    ends = [len(items) * number // max(count, 1) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]
