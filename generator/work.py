"""Work on many papers at once: what the last build made is not made again, and the rest is shared out over processes.

A result is kept under what it was made from, so it can be wrong only if its maker looks at something else; what a build
does not ask for again is forgotten. A build from the command line keeps nothing.

Processes are forked, so that each sees all that was read before and only its answers travel. Where a system has no
fork, or the process has threads (a server's, say) whose locks a copy would inherit, one process does all of it.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")

WORTH_A_PROCESS = 400
"""So many papers take longer than a second process takes to start."""


class Work:
    """One for each command; `jobs` processes may share it, and `keeps` says that there will be a next build."""

    def __init__(self, *, jobs: int = 1, keeps: bool = False) -> None:
        self.jobs = jobs
        self.keeps = keeps
        self._kept: dict[str, dict[Any, Any]] = {}

    def each(self, name: str, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[V]]) -> list[V]:
        """A value for each of `keys`, in order: what the last build had under this `name`, the others by `make`.

        `make` gets any part of the keys, and gives as many values; a value depends on its own key alone.
        """
        if not self.keeps:
            return self.shared(keys, make)
        kept = self._kept.get(name, {})
        new = [*dict.fromkeys(key for key in keys if key not in kept)]
        made = dict(zip(new, self.shared(new, make), strict=True)) if new else {}
        values = [made[key] if key in made else kept[key] for key in keys]
        self._kept[name] = dict(zip(keys, values, strict=True))
        return values

    def shared(
        self,
        items: Sequence[W],
        make: Callable[[Sequence[W]], Iterable[V]],
        *,
        pieces: int = 1,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> list[V]:
        """What `make` gives for `items`, in order.

        Many items are cut in so many `pieces` for each process, and who has made one takes the next; `progress` is told
        how many are taken, and of how many.
        """
        count = self._processes() if len(items) >= WORTH_A_PROCESS else 1
        parts = _parts(items, min(pieces * count, 256))
        turns = _turns(len(parts)) if count > 1 else range(len(parts))

        def taken(told: Callable[[int, int], None]) -> dict[int, list[V]]:
            made = {}
            for number in turns:
                told(number, len(parts))
                made[number] = [*make(parts[number])]
            return made

        others = [_Elsewhere(partial(taken, lambda _done, _all: None)) for _ in range(count - 1)]
        with _dropping(*others):
            made = taken(progress)
            for other in others:
                made |= other.answer() or {}
            # What was taken by a process that failed is made here, where its fault can be told.
            lists = [made[number] if number in made else make(part) for number, part in enumerate(parts)]
            return [*chain.from_iterable(lists)]

    def both(self, here: Callable[[], V], elsewhere: Callable[[], W], *, papers: int) -> tuple[V, W]:
        """What both calls give, the second made in another process where there is one, and enough `papers`."""
        if papers < WORTH_A_PROCESS or self._processes() == 1:
            return here(), elsewhere()
        other = _Elsewhere(elsewhere)
        with _dropping(other):
            made, answer = here(), other.answer()
            return made, elsewhere() if answer is None else answer

    def _processes(self) -> int:
        return self.jobs if hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1 else 1


IDLE = Work()
"""For callers that build once, in one process."""


def processors() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _parts(items: Sequence[W], count: int) -> list[Sequence[W]]:
    """`items` in at most `count` runs of about one length."""
    ends = [len(items) * number // count for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


def _turns(count: int) -> Iterator[int]:
    """Numbers below `count`, at most 256; several processes that go through them get each only once."""
    ours, theirs = os.pipe()
    os.write(theirs, bytes(range(count)))
    os.close(theirs)
    numbers = open(ours, "rb", buffering=0)  # noqa: PTH123, SIM115 (it has no path; it is closed with its last reader)
    return (byte[0] for byte in iter(lambda: numbers.read(1), b""))


class _Elsewhere(Generic[V]):
    """A call under way in a process of its own."""

    def __init__(self, call: Callable[[], V]) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_send, args=(call, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def answer(self) -> V | None:
        """What the call gives; None when the process failed, and the call should be made where faults can be told."""
        try:
            value: V = self.pipe.recv()
        except EOFError:
            return None
        finally:
            self.process.join()
        return value

    def drop(self) -> None:
        self.process.kill()
        self.process.join()


@contextmanager
def _dropping(*others: "_Elsewhere[Any]") -> Iterator[None]:
    """Nobody waits for the `others` where something goes wrong here."""
    try:
        yield
    except BaseException:
        for other in others:
            other.drop()
        raise


def _send(call: Callable[[], object], answer: "Connection") -> None:
    """The life of the other process. An interruption is for the first to see to, and so is a fault."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    try:
        answer.send(call())
    except Exception:
        os._exit(1)
