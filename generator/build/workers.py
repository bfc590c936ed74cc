"""The worker processes of a build: one pool, made when the work is large, gone when the build ends.

`start` sends slices of work to the pool and `Pending.results` collects what they give, in order. While it waits, the
main process takes slices back that no worker has begun, so that all processors are busy and none waits for the pool.
If a worker dies, the main process computes what is missing itself, and goes on without workers. An exception in a
worker is the same exception here.

Functions and their arguments travel as pickles, so a function must be defined at the top of its module. Processes are
forked where that is safe, which starts them in no time; elsewhere (macOS, Windows, a server that has threads) they are
spawned and import the program anew.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
OnProgress = Callable[[int, int], None]
"""Called with how many slices are done, and of how many."""

MOST_PROCESSES = 4
"""More gain little: what only one process can do takes as long with many."""
SLICES = 8
"""Slices for each process, so that all end at about one time."""


class Workers:
    """The processes that help this one; none with `jobs` 1."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = min(jobs, MOST_PROCESSES)
        self._pool: futures.ProcessPoolExecutor | None = None
        if self.jobs > 1:
            context = multiprocessing.get_context(start_method())
            self._pool = futures.ProcessPoolExecutor(self.jobs - 1, context, initializer=_start_worker)

    def start(self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]]) -> "Pending[V]":
        """Begin `function(*call)` for each of `calls`; without a pool, do it at once."""
        if self._pool:
            try:
                begun = [_let_cancel(self._pool.submit(function, *call)) for call in calls]
                return Pending(self, function, calls, begun)
            except futures.BrokenExecutor:
                self.close()
        return Pending(self, function, calls, [_done(function(*call)) for call in calls])

    def map(self, function: Callable[..., Any], items: Sequence[K], *shared: object) -> list[Any]:
        """`function(slice, *shared)` for slices of `items`, each of which gives as many values; all of them in order.

        A value must depend on its item and on `shared` alone.
        """
        if self._pool is None or len(items) < 2:
            return [*function(items, *shared)]
        calls = [(part, *shared) for part in slices(items, SLICES * self.jobs)]
        pending = self.start(_listed, [(function, *call) for call in calls])
        return [value for part in pending.results() for value in part]

    def close(self, *, at_once: bool = False) -> None:
        """End the workers when they have done what they are at, or `at_once`."""
        if self._pool:
            for process in [*(self._pool._processes or {}).values()] if at_once else []:
                process.kill()
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


class Pending(Generic[V]):
    """Calls that are under way."""

    def __init__(
        self,
        workers: Workers,
        function: Callable[..., V],
        calls: Sequence[tuple[Any, ...]],
        futures: Sequence[Future[V]],
    ) -> None:
        self._workers, self._function, self._calls, self._futures = workers, function, calls, futures

    def results(self, on_progress: OnProgress = lambda _done, _all: None) -> list[V]:
        """What the calls gave, in their order; those that nobody has begun are made here, the last ones first."""
        own: dict[int, V] = {}
        for number in range(len(self._futures) - 1, -1, -1):
            future = self._futures[number]
            if future.cancel():
                own[number] = self._function(*self._calls[number])
                on_progress(len(own) + self._count_done(), len(self._futures))
        return [own[number] if number in own else self._collect(number) for number in range(len(self._futures))]

    def _count_done(self) -> int:
        return sum(future.done() and not future.cancelled() for future in self._futures)

    def _collect(self, number: int) -> V:
        try:
            return self._futures[number].result()
        except futures.BrokenExecutor:
            self._workers.close()
            return self._function(*self._calls[number])


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


def _let_cancel(future: Future[V]) -> Future[V]:
    """A future that may be cancelled: when a worker dies, older Pythons (3.11) stumble over those, and all others
    would wait for ever."""
    set_exception = future.set_exception

    def set_unless_cancelled(fault: BaseException | None) -> None:
        with suppress(futures.InvalidStateError):
            set_exception(fault)

    future.set_exception = set_unless_cancelled  # type: ignore[method-assign, assignment]
    return future


def _done(value: V) -> Future[V]:
    future = Future[V]()
    future.set_result(value)
    return future


def _listed(function: Callable[..., Any], items: Sequence[Any], *shared: object) -> list[Any]:
    return [*function(items, *shared)]


def _start_worker() -> None:
    """Leave interruptions to the main process, and end when that ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
