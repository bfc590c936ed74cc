"""How long each step of a build takes. Nothing else looks at a clock, and no output depends on it."""

import ctypes
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

V = TypeVar("V")
ProgressCallback = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and how much there is."""


def ignore_progress(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds of each step, which `progress` hears of, too."""

    progress: ProgressCallback = ignore_progress
    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        self.progress(name, 0, 1)
        yield
        self.add(name, time.perf_counter() - start)

    def add(self, name: str, seconds: float) -> None:
        """A step took so long, here or in another process."""
        self.progress(name, 1, 1)
        self.stages[name] = round(self.stages.get(name, 0.0) + seconds, 4)

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 4)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Stops the cyclic garbage collector for a build and its imports: little is collectable, scanning costs 10 %."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def release_memory() -> None:
    """Give back to the system what was freed and the C library keeps, as glibc does."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def time_call(function: Callable[[], V]) -> tuple[V, float]:
    """What a call gives, and its seconds."""
    start = time.perf_counter()
    return function(), time.perf_counter() - start
