"""Work on many papers: made once, kept for the next build, forgotten when nobody asks any more."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.work import IDLE, Work


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


def processes(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((number, os.getpid()) for number in numbers)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No threads but the tests': those of a test runner do nothing that a copy could stumble over."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


forks = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="one process does all of it there")


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

    answers = Work(jobs=3).each("who", range(3000), patient)
    assert [number for number, _ in answers] == [*range(3000)]
    assert len({process for _, process in answers}) == 3


def test_little_work_is_not_worth_a_process() -> None:
    assert {process for _, process in Work(jobs=3).each("who", range(50), processes)} == {os.getpid()}


def test_a_process_with_threads_is_not_copied() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert {process for _, process in Work(jobs=3).each("who", range(3000), processes)} == {os.getpid()}
    done.set()
    thread.join()


@forks
@pytest.mark.usefixtures("alone")
def test_a_fault_in_another_process_is_raised_here_with_its_place() -> None:
    def fussy(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            yield 1 // (2999 - number)

    with pytest.raises(ZeroDivisionError) as caught:
        Work(jobs=2).each("fussy", range(3000), fussy)
    assert caught.traceback[-1].name == "fussy"


@forks
@pytest.mark.usefixtures("alone")
def test_a_process_that_is_killed_is_made_up_for() -> None:
    here = os.getpid()

    def fragile(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            if number == 2500 and os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            yield number

    assert Work(jobs=2).each("fragile", range(3000), fragile) == [*range(3000)]


@forks
@pytest.mark.usefixtures("alone")
def test_two_calls_at_once() -> None:
    here, elsewhere = Work(jobs=2).both(os.getpid, os.getpid, papers=3000)
    assert here == os.getpid()
    assert elsewhere != here


@forks
@pytest.mark.usefixtures("alone")
def test_a_fault_here_ends_the_other_process(tmp_path: Path) -> None:
    def endless() -> None:
        (tmp_path / "process").write_text(str(os.getpid()))
        while True:
            signal.pause()

    def faulty() -> None:
        while not (tmp_path / "process").exists() or not (tmp_path / "process").read_text():
            os.sched_yield()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Work(jobs=2).both(faulty, endless, papers=3000)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)
