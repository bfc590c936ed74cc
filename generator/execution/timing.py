"""Measures the seconds that each stage of a build takes, and reports progress. No other module reads a clock for that,
and no output depends on it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from generator.execution.memo import Work

V = TypeVar("V")
W = TypeVar("W")
ProgressCallback = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


def ignore_progress(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage, each told to `progress`."""

    progress: ProgressCallback = ignore_progress
    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        self.progress(name, 0, 1)
        yield
        self._ends(name, time.perf_counter() - start)

    def both(self, work: Work, one: tuple[str, Callable[[], V]], other: tuple[str, Callable[[], W]]) -> tuple[V, W]:
        """What two stages give that do not wait for each other; another process's seconds are told afterwards."""
        for name, _ in (one, other):
            self.progress(name, 0, 1)
        (first, took), (second, other_took) = work.both(partial(_time_call, one[1]), partial(_time_call, other[1]))
        self._ends(one[0], took)
        self._ends(other[0], other_took)
        return first, second

    def told(self, name: str) -> Callable[[int, int], None]:
        """What a stage tells of its progress."""
        return partial(self.progress, name)

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 4)

    def _ends(self, name: str, seconds: float) -> None:
        self.progress(name, 1, 1)
        self.stages[name] = round(self.stages.get(name, 0.0) + seconds, 4)


def _time_call(call: Callable[[], V]) -> tuple[V, float]:
    start = time.perf_counter()
    made = call()
    return made, time.perf_counter() - start
