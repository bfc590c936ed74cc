"""The list of steps says the truth: each reads only what it takes, changes only what it gives, and can stand where it
does."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest

from generator import output
from generator.build import workers
from generator.build.memo import Memo
from generator.build.pipeline import STEPS, State
from generator.build.runner import Aside, Runner, Step
from generator.build.timing import Stopwatch
from generator.build.workers import Workers
from generator.model.config import Config
from generator.output import Stage
from generator.seeds.sources import SeedFile

PAGE = """May 28

LampNet: Light for All

We present LampNet, a large language model (LLM) for lamps. It beats OilNet by 3.2%.

Sleeping Lamps

We build on LampNet with large language models (LLMs). Our code is at https://github.com/us/lamps.

A Title without an Abstract
"""
RunStep = Callable[[State, Runner[State]], State | Aside[State]]
FIELDS = tuple(each.name for each in fields(State))
GIVEN_AT_FIRST = {"config", "epoch", "seeds"}
NAMES = [step.name for step in STEPS]


def forbid(_self: object, *_arguments: object) -> NoReturn:
    raise AssertionError("this was not taken")


class Forbidden:
    """Fails whoever looks at it, in any way but by identity; it may be passed on unseen."""

    __getattr__ = __getitem__ = __iter__ = __len__ = __bool__ = __contains__ = __call__ = forbid
    __eq__ = __ne__ = __lt__ = __gt__ = __str__ = __repr__ = __fspath__ = __reduce_ex__ = forbid
    __hash__ = forbid


def without(state: State, names: set[str]) -> State:
    """The state, with what nobody may look at in place of `names`."""
    return replace(state, **{name: cast(Any, Forbidden()) for name in names})


@pytest.fixture
def start(tmp_path: Path) -> State:
    config = Config(root=tmp_path, seeds=tmp_path / "seeds", out=tmp_path / "site")
    return State(config, None, (SeedFile("2025-05-28.txt", PAGE.encode()),))


@pytest.fixture
def stage(start: State) -> Iterator[Stage]:
    with output.open_stage(start.config.out) as stage:
        yield stage


def edited(start: State) -> State:
    return replace(start, seeds=(SeedFile("2025-05-28.txt", PAGE.replace("3.2%", "4.5%").encode()),))


def runs(start: State, stage: Stage) -> Iterator[tuple[Step[State], State, State, Runner[State]]]:
    """Each step of a first build and of the build of an edit, with the states before and after it, and how it ran."""
    memo, previous = Memo(), None
    for state in (start, edited(start)):
        runner = Runner[State](Stopwatch(), Workers(), stage, memo, previous)
        for step in STEPS:
            before, state = state, runner.run(step, state)
            yield step, before, state, runner
        previous = state


def run_alone(step: Step[State], state: State, runner: Runner[State], previous: State | None) -> State:
    """What a step gives with nothing kept but the last state."""
    return Runner[State](Stopwatch(), Workers(), runner.stage, None, previous).run(step, state)


@pytest.mark.parametrize("name", NAMES)
def test_a_step_reads_only_what_it_takes(start: State, stage: Stage, name: str) -> None:
    seen = 0
    for step, before, after, runner in runs(start, stage):
        if step.name == name:
            again = run_alone(step, without(before, {*FIELDS} - {*step.takes}), runner, runner.previous)
            assert_gave(step, after, again)
            seen += 1
    assert seen == 2


@pytest.mark.parametrize("name", NAMES)
def test_of_the_last_build_a_step_reads_only_what_it_gave_then(start: State, stage: Stage, name: str) -> None:
    for step, before, after, runner in runs(start, stage):
        if step.name == name and runner.previous:
            previous = without(runner.previous, {*FIELDS} - {*step.gives})
            assert_gave(step, after, run_alone(step, before, runner, previous))


@pytest.mark.parametrize("name", NAMES)
def test_without_the_last_build_a_step_gives_the_same(start: State, stage: Stage, name: str) -> None:
    for step, before, after, runner in runs(start, stage):
        if step.name == name and runner.previous:
            assert_gave(step, after, run_alone(step, before, runner, None))


COMPARED = {"parsed", "library", "problems", "topics", "names", "evidence", "neighbours"}
"""What can be compared as a whole; of the rest the pages tell."""


def assert_gave(step: Step[State], one: State, other: State) -> None:
    for name in COMPARED.intersection(step.gives):
        assert getattr(one, name) == getattr(other, name)
    if "plan" in step.gives:
        assert one.plan
        assert other.plan
        assert one.plan.pages == other.plan.pages
    if "assets" in step.gives:
        assert one.assets == other.assets
    if "outputs" in step.gives:
        assert one.outputs == other.outputs


@pytest.mark.parametrize("name", NAMES)
def test_a_step_changes_only_what_it_gives(start: State, stage: Stage, name: str) -> None:
    for step, before, after, _ in runs(start, stage):
        if step.name == name:
            changed = {each for each in FIELDS if getattr(after, each) is not getattr(before, each)}
            assert changed <= {*step.gives}


def test_each_step_takes_what_was_given_before() -> None:
    known = {*GIVEN_AT_FIRST}
    for step in STEPS:
        assert {*step.takes} - {"neighbours"} <= known, step.name
        known |= {*step.gives}
    assert known | {"changes", "quality", "gone"} == {*FIELDS}, "what is written ends the build"


def test_what_nobody_takes_is_kept_for_the_next_build_or_the_report() -> None:
    taken = {name for step in STEPS for name in step.takes}
    assert {*FIELDS} - taken == {"problems", "name_steps", "outputs", "changes", "quality", "gone"}


def test_what_can_wait_is_not_waited_for() -> None:
    later = {name for step in STEPS if step.deferred for name in step.gives}
    sooner = {name for step in STEPS if not step.deferred for name in step.takes}
    shown = {"neighbours", "related", "watched"}
    assert later & sooner == {*shown, "index"}, "pages show those that were found before, files are those of search"


def test_steps_have_different_names_and_each_says_what_it_gives() -> None:
    assert len({*NAMES}) == len(NAMES)
    assert all(step.gives and {*step.gives, *step.takes} <= {*FIELDS} for step in STEPS)


def a_step(
    run: Callable[[State, Runner[State]], State | Aside[State]], *gives: str, takes: str = "seeds"
) -> Step[State]:
    return Step("a step", run, (takes,), gives)


@pytest.mark.parametrize(("jobs", "method"), [(1, "fork"), (2, "fork"), (2, "spawn")])
def test_what_is_left_aside_is_there_when_a_step_takes_it(
    start: State, stage: Stage, monkeypatch: pytest.MonkeyPatch, jobs: int, method: str
) -> None:
    if method == "fork" and sys.platform in ("win32", "darwin"):
        pytest.skip("nothing is forked there")
    monkeypatch.setattr(workers, "start_method", lambda: method)
    is_waited_for = (jobs, method) != (2, "fork")

    def give(state: State, problems: tuple[Any, ...]) -> State:
        return replace(state, problems=problems)

    seen: list[object] = []

    def look(state: State, _run: Runner[State]) -> State:
        seen.append(state.problems)
        return state

    runner = Runner[State](Stopwatch(), team := Workers(jobs), stage)
    state = runner.run(a_step(lambda _state, _run: Aside(lambda: ("found",), give, ("problems",)), "problems"), start)
    assert bool(state.problems) == is_waited_for, "a process that was forked is not waited for"
    state = runner.run(a_step(look, "parsed"), state)
    state = runner.run(a_step(look, "parsed", takes="problems"), state)
    assert seen == [("found",) if is_waited_for else (), ("found",)]
    team.close()


def test_one_that_looks_at_what_it_did_not_take_would_be_found(start: State, stage: Stage) -> None:
    runner = Runner[State](Stopwatch(), Workers(), stage)
    state = without(start, {"epoch"})
    for look in (
        lambda state, _run: replace(state, problems=(str(state.epoch),)),
        lambda state, _run: state if state.epoch else replace(state),
        lambda state, _run: state if state.epoch == 1 else replace(state),
        lambda state, _run: replace(state, problems=(state.epoch.year,)),
    ):
        with pytest.raises(AssertionError, match="this was not taken"):
            runner.run(a_step(look, "problems"), state)
