"""Worker processes: what they give is what one process would give, whatever happens to them, and none is left.

The functions stand at the top of this module, for a process that is spawned finds them by their names.
"""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from generator.build import workers
from generator.build.workers import LONGEST_SLICE, MOST_PROCESSES, Workers, slices, start_method, worker_pool
from tests.command import PROJECT

DEADLINE = 60

no_thread_stumbles = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture(params=["fork", "spawn"], autouse=True)
def _method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to start a process. Threads of a test runner do nothing that a copy could stumble over."""
    if request.param == "fork" and sys.platform in ("win32", "darwin"):
        pytest.skip("nothing is forked there")
    monkeypatch.setattr(workers, "start_method", lambda: request.param)


def is_worker() -> bool:
    return multiprocessing.parent_process() is not None


def wait_for(found: Callable[[], object]) -> None:
    overdue = time.monotonic() + DEADLINE
    while not found():
        assert time.monotonic() < overdue, "nothing happened"
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def meet(folder: Path, count: int) -> None:
    """Wait until so many processes are here, each once."""
    (folder / str(os.getpid())).touch()
    wait_for(lambda: len([*folder.iterdir()]) >= count)


def name_processes(numbers: Sequence[int], folder: Path, count: int) -> Iterator[tuple[int, int]]:
    meet(folder, count)
    return ((number, os.getpid()) for number in numbers)


def name_slowly(number: int) -> tuple[int, int]:
    time.sleep(0.01)
    return number, os.getpid()


def name_process(folder: Path, count: int) -> int:
    meet(folder, count)
    return os.getpid()


def double(numbers: Sequence[int], plus: int = 0) -> Iterator[int]:
    return (2 * number + plus for number in numbers)


def divide(numbers: Sequence[int]) -> Iterator[float]:
    return (1 / (2999 - number) for number in numbers)


def refuse_some(number: int) -> int:
    if number % 7 == 3:
        raise ValueError(number)
    return number


def die_helping(numbers: Sequence[int], folder: Path, size: int = 1) -> Iterator[bytes]:
    """A worker dies of it, in the middle of work; the main process is not done before one has."""
    if is_worker():
        (folder / "dying").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    wait_for((folder / "dying").exists)
    return (bytes(size) + bytes([number % 256]) for number in numbers)


def stay(pids: Path) -> None:
    """What a worker is at for longer than any test."""
    (pids / str(os.getpid())).touch()
    time.sleep(10 * DEADLINE if is_worker() else 0)


def worker_ids(folder: Path) -> set[int]:
    return {int(path.name) for path in folder.iterdir()} - {os.getpid()}


def test_much_work_is_shared_out_and_the_answers_keep_their_order(tmp_path: Path) -> None:
    with worker_pool(3) as pool:
        found = pool.map(name_processes, range(3000), tmp_path, 3)
    assert [number for number, _ in found] == [*range(3000)]
    assert len({process for _, process in found}) == 3


def test_shared_arguments_go_to_all() -> None:
    with worker_pool(3) as pool:
        assert pool.map(double, range(300), 1) == [*range(1, 600, 2)]


def test_calls_begun_are_under_way_until_their_results_are_wanted(tmp_path: Path) -> None:
    with worker_pool(2) as pool:
        pending = pool.start(name_process, [(tmp_path, 2)])
        meet(tmp_path, 2)
        (process,) = pending.results()
    assert process != os.getpid()


def test_several_pieces_of_work_at_once_do_not_mix() -> None:
    with worker_pool(3) as pool:
        both = [pool.start(sum, [([number, each],) for number in range(50)]) for each in (100, 200)]
        assert pool.map(double, range(50)) == [*range(0, 100, 2)]
        assert [pending.results() for pending in reversed(both)] == [[*range(200, 250)], [*range(100, 150)]]


def test_one_process_does_all_by_itself_and_at_once(tmp_path: Path) -> None:
    with worker_pool(1) as pool:
        assert {process for _, process in pool.map(name_processes, range(50), tmp_path, 1)} == {os.getpid()}
        assert pool.start(name_process, [(tmp_path, 1)]).results() == [os.getpid()]
    assert Workers(1000).jobs == MOST_PROCESSES


def test_nothing_to_do_is_done() -> None:
    with worker_pool(2) as pool:
        assert pool.map(double, []) == []
        assert pool.start(stay, []).results() == []


def test_where_there_is_no_room_for_another_process_this_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    if workers.start_method() != "fork":
        pytest.skip("a pool is made once, when there is room")
    monkeypatch.setattr(os, "fork", refuse)
    with worker_pool(3) as pool:
        assert pool.map(double, range(300)) == [*range(0, 600, 2)]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_a_fault_in_any_process_is_raised_here(jobs: int) -> None:
    with worker_pool(jobs) as pool:
        with pytest.raises(ZeroDivisionError) as caught:
            pool.map(divide, range(3000))
        assert "division by zero" in str(caught.value)
        assert pool.map(double, range(9)) == [*range(0, 18, 2)], "and all go on"


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_of_several_faults_the_first_in_order_is_raised(jobs: int) -> None:
    with worker_pool(jobs) as pool, pytest.raises(ValueError, match=r"^3$"):
        pool.start(refuse_some, [(number,) for number in range(50)]).results()


@no_thread_stumbles
@pytest.mark.parametrize("jobs", [2, 4])
@pytest.mark.parametrize("size", [1, 1_000_000], ids=["short", "long"])
def test_a_process_that_is_killed_is_made_up_for(tmp_path: Path, jobs: int, size: int) -> None:
    with worker_pool(jobs) as pool:
        found = pool.map(die_helping, range(70), tmp_path, size)
        assert [each[-1] for each in found] == [*range(70)]
        assert pool.map(double, range(3000)) == [*range(0, 6000, 2)], "without the others"
    assert multiprocessing.active_children() == []


@no_thread_stumbles
def test_work_begun_before_a_process_was_killed_is_done_all_the_same(tmp_path: Path) -> None:
    with worker_pool(3) as pool:
        first = pool.start(die_helping, [([number], tmp_path) for number in range(30)])
        second = pool.start(sum, [([number],) for number in range(30)])
        assert second.results() == [*range(30)]
        assert [[*each] for each in first.results()] == [[bytes([0, number])] for number in range(30)]
        assert pool.start(sum, [([1, 2],)]).results() == [3]
    assert multiprocessing.active_children() == []


def test_a_process_that_has_made_many_slices_gives_its_place_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    if workers.start_method() != "fork":
        pytest.skip("a process of a pool has no copy of all")
    monkeypatch.setattr(workers, "CALLS_OF_A_FORK", 2)
    with worker_pool(2) as pool:
        found = pool.start(name_slowly, [(number,) for number in range(40)]).results()
    assert [number for number, _ in found] == [*range(40)]
    calls = Counter(process for _, process in found if process != os.getpid())
    assert len(calls) > 1
    assert max(calls.values()) == 2


def test_when_it_is_over_no_process_is_left(tmp_path: Path) -> None:
    with worker_pool(3) as pool:
        pool.map(name_processes, range(3000), tmp_path, 3)
    assert len(worker_ids(tmp_path)) == 2
    assert not any(map(is_alive, worker_ids(tmp_path)))


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interruption_ends_all_of_them_at_once(tmp_path: Path, fault: type[BaseException]) -> None:
    def interrupt() -> None:
        with worker_pool(3) as pool:
            pool.start(stay, [(tmp_path,)] * 9)
            wait_for(lambda: len(worker_ids(tmp_path)) == 2)
            raise fault

    def end_workers() -> None:
        for process in worker_ids(tmp_path):
            os.kill(process, signal.SIGKILL)

    overdue = threading.Timer(DEADLINE, end_workers)
    overdue.start()
    began = time.monotonic()
    with pytest.raises(fault):
        interrupt()
    overdue.cancel()
    assert time.monotonic() - began < DEADLINE
    assert not any(map(is_alive, worker_ids(tmp_path)))


PARENT = """
import multiprocessing, sys
from pathlib import Path
if __name__ == "__main__":
    from generator.build.workers import worker_pool
    from tests.build.test_workers import stay
    multiprocessing.set_start_method(sys.argv[1])
    with worker_pool(3) as pool:
        pool.start(stay, [(Path(sys.argv[2]),)] * 9)
        sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="there a process is ended in other ways")
def test_workers_end_with_a_main_process_that_is_killed(tmp_path: Path) -> None:
    call = [sys.executable, "-c", PARENT, workers.start_method(), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        call, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        wait_for(lambda: len(worker_ids(tmp_path)) == 2)
        process.kill()
        # All three hold its other end: when this is over, the last of them is.
        assert process.communicate(timeout=DEADLINE)[0] == b""


def test_progress_is_told_once_and_in_order() -> None:
    told: list[tuple[int, int]] = []
    with worker_pool(2) as pool:
        pending = pool.start(sum, [([number],) for number in range(100)])
        assert pending.results(lambda *done: told.append(done)) == [*range(100)]
    assert told == sorted(told)
    assert {total for _, total in told} <= {100}


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("count", [0, 1, 3, 70, 1000, 9999, 150_000])
def test_slices_hold_all_in_order_few_long_ones_first(count: int, jobs: int) -> None:
    parts = slices(range(count), jobs)
    assert [each for part in parts for each in part] == [*range(count)]
    lengths = [*map(len, parts)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) <= max(20 * jobs, 32) + count // LONGEST_SLICE
    assert max(lengths, default=0) <= max(min(count // (4 * jobs), LONGEST_SLICE), 1)


@pytest.mark.parametrize(
    ("platform", "threads", "expected"),
    [("linux", 1, "fork"), ("linux", 2, "spawn"), ("darwin", 1, "spawn"), ("win32", 1, "spawn")],
)
def test_a_process_is_copied_only_where_that_is_safe(
    monkeypatch: pytest.MonkeyPatch, platform: str, threads: int, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda **_: None)
    if platform == "win32":
        monkeypatch.delattr(os, "fork", raising=False)
    assert start_method() == expected
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda **_: "forkserver")
    assert start_method() == "forkserver", "somebody has said so"
