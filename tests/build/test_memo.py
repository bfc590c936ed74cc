"""Work on many papers: made once, kept for the next build, forgotten when nobody asks any more."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import TypeVar

import pytest
from generator.execution.memo import IDLE, Work

V = TypeVar("V")


class Doubler:
    """Doubles numbers, and knows which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, numbers: Sequence[int]) -> Iterator[int]:
        self.asked += numbers
        return (2 * number for number in numbers)


def test_a_second_build_makes_only_what_is_new() -> None:
    work, double = Work(keeps=True), Doubler()
    assert work.each("doubled", [1, 2, 3], double) == [2, 4, 6]
    assert work.each("doubled", [3, 4, 1], double) == [6, 8, 2]
    assert double.asked == [1, 2, 3, 4]


def test_what_is_asked_twice_in_one_build_is_made_once() -> None:
    double = Doubler()
    assert Work(keeps=True).each("doubled", [5, 5, 6], double) == [10, 10, 12]
    assert double.asked == [5, 6]


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    work, double = Work(keeps=True), Doubler()
    for keys in ([1, 2], [2], [1, 2]):
        work.each("doubled", keys, double)
    assert double.asked == [1, 2, 1]


def test_results_of_two_names_are_apart() -> None:
    work, double = Work(keeps=True), Doubler()
    work.each("doubled", [1], double)
    assert work.each("other", [1], lambda numbers: [-n for n in numbers]) == [-1]


def test_a_build_from_the_command_line_keeps_nothing() -> None:
    double = Doubler()
    for _ in range(2):
        IDLE.each("doubled", [1], double)
    assert double.asked == [1, 1]


class Pair:
    """Compared by identity alone, as what stages give is; tells how often two were put together."""

    made = 0

    def __call__(self, *parts: object) -> tuple[object, ...]:
        self.made += 1
        return parts


def test_what_is_made_of_the_same_objects_is_the_same_object() -> None:
    work, pair = Work(keeps=True), Pair()
    papers, table = [[1], [2], [3]], {"a": 1}
    first = work.mapped("pairs", pair, papers, also=(table,))
    papers[1] = [2]
    second = work.mapped("pairs", pair, papers, also=(table,))
    assert first == second == [([1], table), ([2], table), ([3], table)]
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, False, True]
    work.mapped("pairs", pair, papers[1:], also=({"a": 1},))
    assert pair.made == 3 + 1 + 2, "another table counts as another object, equal or not"


def test_an_object_that_took_the_place_of_a_lost_one_is_not_taken_for_it() -> None:
    work = Work(keeps=True)
    for number in range(300):
        assert work.mapped("lists", list, [[number]]) == [[number]]


def test_an_equal_value_is_the_one_of_the_last_build() -> None:
    work, table = Work(keeps=True), {"a": 1}
    assert work.alike("table", table) is work.alike("table", {"a": 1}) is table
    assert work.alike("table", {"a": 2}) == {"a": 2}
    assert IDLE.alike("table", {"a": 1}) is not IDLE.alike("table", {"a": 1})


def test_a_single_build_maps_and_keeps_nothing() -> None:
    pair = Pair()
    for _ in range(2):
        assert IDLE.mapped("pairs", pair, ["a", "b"], also=(1,)) == [("a", 1), ("b", 1)]
    assert pair.made == 4


def processes(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((number, os.getpid()) for number in numbers)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No threads but the tests': those of a test runner do nothing that a copy could stumble over."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


forks = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="one process does all of it there")


def answers(work: Work, make: Callable[[Sequence[int]], Iterator[V]]) -> list[V]:
    with work.crew(is_large=True):
        return work.shared(range(3000), make, pieces=4)


@forks
@pytest.mark.usefixtures("alone")
def test_much_work_is_shared_out_and_the_answers_keep_their_order() -> None:
    all_at_once = get_context("fork").Barrier(3)
    seen: set[int] = set()

    def patient(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        if os.getpid() not in seen:
            seen.add(os.getpid())
            all_at_once.wait(60)
        return processes(numbers)

    found = answers(Work(jobs=3), patient)
    assert [number for number, _ in found] == [*range(3000)]
    assert len({process for _, process in found}) == 3


@forks
@pytest.mark.usefixtures("alone")
def test_all_go_on_with_the_answers_of_all() -> None:
    work, double = Work(jobs=3), Doubler()
    with work.crew(is_large=True):
        first = work.shared(range(3000), double)
        second = work.shared(first, double, pieces=2)
        third = work.shared([sum(second)] * 3, double)
    assert third == [sum(4 * number for number in range(3000)) * 2] * 3


def test_a_small_site_is_not_worth_a_process() -> None:
    work = Work(jobs=3)
    with work.crew(is_large=False):
        assert {process for _, process in work.shared(range(50), processes)} == {os.getpid()}


def test_a_process_with_threads_is_not_copied() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert {process for _, process in answers(Work(jobs=3), processes)} == {os.getpid()}
    done.set()
    thread.join()


@forks
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("jobs", [2, 4])
def test_a_fault_in_any_process_is_raised_here_with_its_place(jobs: int) -> None:
    def fussy(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            yield 1 // (2999 - number)

    with pytest.raises(ZeroDivisionError) as caught:
        answers(Work(jobs=jobs), fussy)
    assert caught.traceback[-1].name == "fussy"


@forks
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("jobs", [2, 4])
def test_a_process_that_is_killed_is_made_up_for(jobs: int) -> None:
    here = os.getpid()
    one_was = get_context("fork").Event()

    def fragile(numbers: Sequence[int]) -> Iterator[int]:
        if os.getpid() == here:
            one_was.wait(60)
        else:
            one_was.set()
            os.kill(os.getpid(), signal.SIGKILL)
        return iter(numbers)

    work = Work(jobs=jobs)
    with work.crew(is_large=True):
        assert work.shared(range(3000), fragile, pieces=4) == [*range(3000)]
        assert work.shared(range(3000), Doubler(), pieces=4) == [*range(0, 6000, 2)]


@forks
@pytest.mark.usefixtures("alone")
def test_a_process_that_is_killed_in_the_middle_of_its_answer_is_made_up_for() -> None:
    work, both_have_some, killed = Work(jobs=2), get_context("fork").Barrier(2), False

    def large(numbers: Sequence[int]) -> Iterator[bytes]:
        nonlocal killed
        crew = work._crew
        if not killed:
            both_have_some.wait(60)
        if crew.is_first and not killed:
            killed = True
            assert crew.lines[0].poll(60), "the other has begun to send"
            os.kill(crew.others[0], signal.SIGKILL)
        return (bytes(10_000_000) for _ in numbers)

    with work.crew(is_large=True):
        assert len(work.shared(range(2), large)) == 2
        assert work.shared(range(9), Doubler()) == [*range(0, 18, 2)]


@forks
@pytest.mark.usefixtures("alone")
def test_when_it_is_over_no_process_is_left() -> None:
    everybody = {process for _, process in answers(Work(jobs=3), processes)} - {os.getpid()}
    for process in everybody:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@forks
@pytest.mark.usefixtures("alone")
def test_an_interruption_ends_all_of_them() -> None:
    everybody: list[int] = []

    def interrupted() -> None:
        work = Work(jobs=2)
        with work.crew(is_large=True):
            everybody.extend(process for _, process in work.shared(range(2), processes))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    for process in {*everybody} - {os.getpid()}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@forks
@pytest.mark.usefixtures("alone")
def test_two_calls_at_once() -> None:
    both_at_once = get_context("fork").Barrier(2)

    def who() -> int:
        both_at_once.wait(60)
        return os.getpid()

    work = Work(jobs=2)
    with work.crew(is_large=True):
        one, other = work.both(who, who)
    assert one != other


def test_two_calls_one_after_the_other() -> None:
    assert Work().both(lambda: "one", lambda: 2) == ("one", 2)


@forks
@pytest.mark.usefixtures("alone")
def test_progress_is_told_once_and_in_order() -> None:
    told: list[tuple[int, int]] = []
    work = Work(jobs=2)
    with work.crew(is_large=True):
        work.shared(range(100), processes, pieces=5, told=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert {total for _, total in told} <= {10}
