"""Runs the steps of the pipeline: keeps what the last build made, shares work out over processes, times each step.

A step is a function of the `State` so far. It knows its `Runner` only to map a function over many papers, so that what
is kept between builds, what goes to other processes and what is timed is decided here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from generator.build.memo import Memo
from generator.build.timing import Stopwatch, time_call
from generator.build.workers import PendingCalls, Workers, slices
from generator.output import Stage
from generator.output.spilled import Spilled

S = TypeVar("S")


class Aside(NamedTuple, Generic[S]):
    """What a step leaves to another process while the next steps run, if one can be forked: a call, where its result
    goes, and what of the state waits for it."""

    function: Callable[[], Any]
    put: Callable[[S, Any], S]
    gives: tuple[str, ...]


class Step(NamedTuple, Generic[S]):
    """A step of the pipeline: which parts of the state it takes and gives, and whether it works paper by paper.

    A `deferred` step can wait while somebody edits: pages are shown without what it gives.
    """

    name: str
    run: "Callable[[S, Runner[S]], S | Aside[S]]"
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    by_paper: bool = False
    deferred: bool = False


@dataclass(slots=True)
class Runner(Generic[S]):
    """How the steps of one build are run.

    `previous` is the state of the last build, and `memo` its results, where there was one. `is_partial` says that the
    deferred steps come later.
    """

    watch: Stopwatch
    workers: Workers
    stage: Stage
    memo: Memo | None = None
    previous: S | None = None
    is_partial: bool = False
    _aside: list[tuple[Step[S], Aside[S], PendingCalls[tuple[Any, float]]]] = field(default_factory=list)

    def map(
        self, function: Callable[..., Any], items: Sequence[Any], *shared: object, is_heavy: bool = False
    ) -> list[Any]:
        """`function(items, *shared)`, which gives a value for each item; what the last build made is not made again.

        A value depends on its item and on `shared` alone. Heavy work goes to all processes; light work is done sooner
        than it travels.
        """

        def compute(some: Sequence[Any]) -> Sequence[Any]:
            return self.workers.map(function, some, *shared) if is_heavy else [*function(some, *shared)]

        return self.memo.map(function, items, shared, compute) if self.memo else [*compute(items)]

    def begin(self, function: Callable[..., Any], items: Sequence[Any], *shared: object) -> Callable[[], list[Any]]:
        """As `map` of heavy work, which goes on in other processes until its result is called for."""
        if self.memo:
            return partial(self.map, function, items, *shared, is_heavy=True)
        return self.workers.begin(function, items, *shared)

    def iterate(self, function: Callable[..., Iterable[Any]], items: Iterable[Any], *shared: object) -> Iterator[Any]:
        """As `map` of light work, one by one: where nothing is kept, each value can go before the next is made."""
        yield from self.map(function, [*items], *shared) if self.memo else function(items, *shared)

    def hold(self, items: Iterable[bytes]) -> Sequence[bytes]:
        """All items, to be read in any order: in memory where they are kept there in any case."""
        return [*items] if self.memo else Spilled(items)

    def slices(self, items: Sequence[Any]) -> list[Sequence[Any]]:
        """`items` in runs that the processes need to end at about one time."""
        return slices(items, self.workers.jobs)

    def run(self, step: Step[S], state: S) -> S:
        """The state after a step, and after those aside whose results it takes."""
        state = self._collect(state, step.takes)
        with self.watch.stage(step.name):
            done = step.run(state, self)
            if not isinstance(done, Aside):
                return done
            if self.memo or not self.workers.are_forked:
                after: S = done.put(state, done.function())
                return after
        self._aside.append((step, done, self.workers.start(time_call, [(done.function,)])))
        return state

    def _collect(self, state: S, fields: Sequence[str]) -> S:
        for each in [each for each in self._aside if set(each[1].gives) & set(fields)]:
            step, call, pending = each
            self._aside.remove(each)
            ((result, seconds),) = pending.results()
            self.watch.add(step.name, seconds)
            state = call.put(state, result)
        return state
