"""The worker processes of a build: one pool, made when the work is large, gone when the build ends.

`start` sends the first slices of work to the pool, and `Pending.results` collects what all of them give, in order: the
main process makes slices, too, and sends the workers others as they finish, so that all processors are busy.
If a worker dies, the main process computes what is missing itself, and goes on without workers. An exception in a
worker is the same exception here.

Functions and their arguments travel as pickles, so a function must be defined at the top of its module. Processes are
forked where that is safe, which starts them in no time; elsewhere (macOS, Windows, a server that has threads) they are
spawned and import the program anew.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
OnProgress = Callable[[int, int], None]
"""Called with how many slices are done, and of how many."""

MOST_PROCESSES = 4
"""More gain little: what only one process can do takes as long with many."""
SLICES = 16
"""Slices for each process, so that all end at about one time."""
AHEAD = 2
"""Slices that wait with each worker, so that it never waits for the next."""


class Workers:
    """The processes that help this one; none with `jobs` 1."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = min(jobs, MOST_PROCESSES)
        self._pool: futures.ProcessPoolExecutor | None = None
        if self.jobs > 1:
            context = multiprocessing.get_context(start_method())
            self._pool = futures.ProcessPoolExecutor(self.jobs - 1, context, initializer=_start_worker)

    def start(
        self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]], *, ahead: int = AHEAD
    ) -> "Pending[V]":
        """Begin `function(*call)` for each of `calls`: `ahead` of them with each worker at first."""
        return Pending(self, function, calls, ahead * (self.jobs - 1))

    def map(self, function: Callable[..., Any], items: Sequence[K], *shared: object) -> list[Any]:
        """`function(slice, *shared)` for slices of `items`, each of which gives as many values; all of them in order.

        A value must depend on its item and on `shared` alone.
        """
        if self._pool is None or len(items) < 2:
            return [*function(items, *shared)]
        calls = [(function, part, *shared) for part in slices(items, SLICES * self.jobs)]
        return [value for part in self.start(_list_values, calls).results() for value in part]

    def submit(self, function: Callable[..., V], call: tuple[Any, ...]) -> Future[V] | None:
        """A call that a worker will make; None where there is none."""
        try:
            return self._pool.submit(function, *call) if self._pool else None
        except futures.BrokenExecutor:
            self.close()
            return None

    def close(self, *, at_once: bool = False) -> None:
        """End the workers when they have done what they are at, or `at_once`."""
        if self._pool:
            for process in multiprocessing.active_children() if at_once else ():
                process.kill()
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


class Pending(Generic[V]):
    """Calls that are under way: the first with the workers, and the others still to be made by anyone.

    Workers make them from the front, this process from the end: so what costs much to send can be put there.
    """

    def __init__(
        self, workers: Workers, function: Callable[..., V], calls: Sequence[tuple[Any, ...]], ahead: int
    ) -> None:
        self._workers, self._function, self._calls = workers, function, calls
        self._running: dict[int, Future[V]] = {}
        self._next, self._end = 0, len(calls)
        self._submit(ahead)

    def _submit(self, ahead: int) -> None:
        """Keep the workers busy, and no more: what waits with them this process cannot make."""
        while self._next < self._end and len(self._running) < ahead:
            future = self._workers.submit(self._function, self._calls[self._next])
            if future is None:
                return
            self._running[self._next] = future
            self._next += 1

    def results(self, on_progress: OnProgress = lambda _done, _all: None) -> list[V]:
        """What the calls gave, in their order; this process makes those that no worker has. Raises what the first of
        the calls raised, in their order, for those before it are made, too."""
        made: dict[int, V] = {}
        faults: dict[int, BaseException] = {}
        while self._running or self._next < self._end:
            self._submit(AHEAD * (self._workers.jobs - 1))
            if self._next < self._end:
                self._end -= 1
                self._make(self._end, made, faults)
            else:
                futures.wait(self._running.values(), return_when=futures.FIRST_COMPLETED)
            for number in [number for number, future in self._running.items() if future.done()]:
                self._collect(number, made, faults)
            on_progress(len(made), len(self._calls))
        if faults:
            raise faults[min(faults)]
        return [made[number] for number in range(len(self._calls))]

    def _make(self, number: int, made: dict[int, V], faults: dict[int, BaseException]) -> None:
        try:
            made[number] = self._function(*self._calls[number])
        except Exception as fault:
            faults[number] = fault
            self._end = min(self._end, number)

    def _collect(self, number: int, made: dict[int, V], faults: dict[int, BaseException]) -> None:
        try:
            made[number] = self._running.pop(number).result()
        except (futures.BrokenExecutor, futures.CancelledError):
            self._workers.close()
            self._make(number, made, faults)
        except Exception as fault:
            faults[number] = fault
            self._end = min(self._end, number)


@contextmanager
def worker_pool(jobs: int) -> Iterator[Workers]:
    """Workers for one build; none outlives it."""
    workers = Workers(jobs)
    try:
        yield workers
    except BaseException:
        workers.close(at_once=True)
        raise
    workers.close()


def slices(items: Sequence[K], count: int) -> list[Sequence[K]]:
    """`items` in at most `count` runs of about one length."""
    count = min(count, len(items))
    ends = [len(items) * number // max(count, 1) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


def start_method() -> str:
    """How processes start here: as somebody has set it for this program, else forked where a fork is safe.

    A fork copies one thread only, and any lock another one holds; and macOS's own libraries do not survive one.
    """
    is_safe = hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
    return multiprocessing.get_start_method(allow_none=True) or ("fork" if is_safe else "spawn")


def processors() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _list_values(function: Callable[..., Any], items: Sequence[Any], *shared: object) -> list[Any]:
    return [*function(items, *shared)]


def _start_worker() -> None:
    """Leave interruptions to the main process, and end when that ends, however it does; collect no garbage.

    As in the main process, little is collectable, and where there is no fork nothing has said so yet.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
