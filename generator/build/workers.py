"""The worker processes of a build; none outlives it.

Where a fork is safe, workers are forked for each piece of work: they know all that this process knows, so only what
they make is sent, as pickles. All processes claim calls from one pipe, each when it has time. Elsewhere (macOS,
Windows, a server that has threads) a pool of processes is spawned, which import the program anew, and calls are sent,
too: so a function must be defined at the top of its module. This process makes the calls that no worker has begun.

If a worker dies, this process makes what it did not give. An exception in a worker is the same exception here.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice, pairwise
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")
Outcome = tuple[Any, BaseException | None]
"""What a call gave or raised."""
OnProgress = Callable[[int, int], None]
"""Called with how many calls are done, and of how many."""

MOST_PROCESSES = 4
"""More gain little: what only one process can do takes as long with many."""
AHEAD = 2
"""Calls that are sent to each process of a pool, so that it never waits for the next."""
LONGEST_SLICE = 1_250
"""Items. What a slice costs by itself is little then, and nobody waits long for one."""
CALLS_OF_A_FORK = 12
"""Calls that a forked process makes. It has copied the memory that it looked at, so a new one takes its place then."""
MANY_PAPERS = 50_000
"""From so many papers on memory is dearer than time: what looks at all of them is done one after the other."""
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)


class Workers:
    """The processes that help this one; none with `jobs` 1."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = min(jobs, MOST_PROCESSES)
        method = start_method() if self.jobs > 1 else ""
        self.are_forked = method == "fork"
        self._pool: futures.ProcessPoolExecutor | None = None
        if method and not self.are_forked:
            context = multiprocessing.get_context(method)
            self._pool = futures.ProcessPoolExecutor(self.jobs - 1, context, initializer=_start_worker)

    def start(self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]]) -> "PendingCalls[V]":
        """Begin `function(*call)` for each of `calls`, of which a pipe holds the numbers of some 30,000."""
        if self._pool:
            return PooledCalls(function, calls, self)
        return ForkedCalls(function, calls, self.jobs - 1) if self.are_forked else PendingCalls(function, calls)

    def map(self, function: Callable[..., Any], items: Sequence[K], *shared: object) -> list[Any]:
        """`function(slice, *shared)` for slices of `items`, each of which gives as many values; all of them in order.

        A value must depend on its item and on `shared` alone.
        """
        return self.begin(function, items, *shared)()

    def begin(self, function: Callable[..., Any], items: Sequence[K], *shared: object) -> Callable[[], list[Any]]:
        """Begin what `map` does; call what this gives for the values."""
        if self.jobs == 1 or len(items) < 2:
            return lambda: [*function(items, *shared)]
        pending = self.start(_list_values, [(function, part, *shared) for part in slices(items, self.jobs)])
        return lambda: [*chain.from_iterable(pending.results())]

    def submit(self, function: Callable[..., V], *call: object) -> Future[V]:
        """A call that the pool will make. Raises `BrokenExecutor` where there is no pool any more."""
        if not self._pool:
            raise futures.BrokenExecutor
        return self._pool.submit(function, *call)

    def close(self, *, at_once: bool = False) -> None:
        """End the workers when they have done what they are at, or `at_once`."""
        for process in multiprocessing.active_children() if at_once or self.are_forked else ():
            process.kill()
            process.join()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


class PendingCalls(Generic[V]):
    """Calls to be made; here by this process alone, when their results are wanted."""

    def __init__(self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]]) -> None:
        self._function, self._calls, self._left = function, calls, iter(range(len(calls)))
        self._made: dict[int, Outcome] = {}

    def results(self, on_progress: OnProgress = lambda _done, _all: None) -> list[V]:
        """What the calls gave, in their order; this process makes those that no worker has. Raises what the first of
        the calls raised, in their order."""
        for number in self._claimed():
            self._made[number] = self._make(number)
            self._receive()
            on_progress(len(self._made), len(self._calls))
        while self._receive(None):
            on_progress(len(self._made), len(self._calls))
        return [*map(self._result, range(len(self._calls)))]

    def _claimed(self) -> Iterator[int]:
        """The numbers of the calls that nobody has begun, from the first; who gets one makes it."""
        return self._left

    def _receive(self, _timeout: float | None = 0, /) -> bool:
        """Take what workers have made; whether more is to come."""
        return False

    def _make(self, number: int) -> Outcome:
        try:
            return self._function(*self._calls[number]), None
        except Exception as fault:
            self._give_up()
            return None, fault

    def _give_up(self) -> None:
        """Nobody need make the calls behind one that failed."""
        for _ in self._claimed():
            pass

    def _result(self, number: int) -> V:
        value, fault = self._made.get(number) or (self._function(*self._calls[number]), None)
        if fault:
            raise fault
        return cast(V, value)


class PooledCalls(PendingCalls[V]):
    """Calls that a pool of processes makes, and this one: each thread always has one under way there."""

    def __init__(self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]], workers: Workers) -> None:
        super().__init__(function, calls)
        self._submit = workers.submit
        self._threads = [threading.Thread(target=self._send) for _ in range(AHEAD * (workers.jobs - 1))]
        for thread in self._threads:
            thread.start()

    def _send(self) -> None:
        with suppress(futures.BrokenExecutor, futures.CancelledError):
            for number in self._claimed():
                future = self._submit(self._function, *self._calls[number])
                if isinstance(fault := future.exception(), futures.BrokenExecutor):
                    return
                self._made[number] = (None, fault) if fault else (future.result(), None)
                if fault:
                    self._give_up()

    def _receive(self, timeout: float | None = 0, /) -> bool:
        for thread in self._threads:
            thread.join(timeout)
        return False


class ForkedCalls(PendingCalls[V]):
    """Calls that processes make which are forked for them, and this one."""

    def __init__(self, function: Callable[..., V], calls: Sequence[tuple[Any, ...]], workers: int) -> None:
        super().__init__(function, calls)
        self._numbers, numbers = Pipe(duplex=False)
        os.write(numbers.fileno(), b"".join(number.to_bytes(2, "big") for number in range(len(calls))))
        numbers.close()
        self._pipes: list[Connection] = []
        for _ in calls[:workers]:
            self._add_worker()

    def _add_worker(self) -> None:
        with suppress(OSError):  # there may be no room for another process: then those that are there do its work
            self._pipes.append(self._fork())

    def _fork(self) -> Connection:
        """Begin another process; gives the pipe by which it sends."""
        ours, theirs = Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=self._work, args=(theirs,), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTIONS)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return ours

    def _work(self, pipe: Connection) -> None:
        """What the other process does: it goes on while this one has no time to listen, and asks early for another in
        its place."""
        _start_worker()
        with ThreadPoolExecutor(1) as sender:
            for count, number in enumerate(islice(self._claimed(), CALLS_OF_A_FORK), 1):
                if count == CALLS_OF_A_FORK:
                    sender.submit(pipe.send_bytes, ForkingPickler.dumps(None))
                sender.submit(pipe.send_bytes, ForkingPickler.dumps((number, self._make(number))))

    def _claimed(self) -> Iterator[int]:
        while number := os.read(self._numbers.fileno(), 2):
            yield int.from_bytes(number, "big")

    def _receive(self, timeout: float | None = 0, /) -> bool:
        for pipe in cast(list[Connection], wait(self._pipes, timeout) if self._pipes else []):
            try:
                made = pipe.recv()
            except (EOFError, OSError):
                self._pipes.remove(pipe)
                continue
            if made:
                number, self._made[number] = made
            else:
                self._add_worker()
        return bool(self._pipes)


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


def slices(items: Sequence[K], jobs: int) -> list[Sequence[K]]:
    """`items` in runs that become shorter towards the end: few, as each costs something, and all processes end at about
    one time."""
    ends, count = [0], len(items)
    while ends[-1] < count:
        fair = (count - ends[-1]) // (2 * jobs)
        longest, shortest = min(count // (4 * jobs), LONGEST_SLICE), min(count // (32 * jobs), LONGEST_SLICE)
        ends.append(ends[-1] + max(min(fair, longest), shortest, 1))
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
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTIONS)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
