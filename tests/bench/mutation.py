"""Changes the code a little, at random, and counts how many of the changes some quick test finds.

    python -m tests.bench.mutation FOLDER TESTS... [--count 400] [--seed 1]

FOLDER is one of `generator`, as `output` or `text/markup`; TESTS are the files and folders of the tests that may find a
change in it. Each change is one of an expression or a statement: a comparison turned, `and` for `or`, a condition
denied, a number or a truth value replaced, a statement left out. The tests run on a copy, so nothing of the checkout is
touched, and a change with which they need three times as long counts as found. The survivors are printed with file and
line.

What makes it cheap: all tests run once with coverage, so that a change is tried by the tests that run its line, the
quickest first. Each try is a fork of a process that has collected the tests, with the changed functions put in place;
where an import runs the line, of one that has imported only what others wrote.
"""

import ast
import gc
import os
import pickle
import resource
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple, TextIO

import pytest
from coverage import Coverage
from hypothesis import Phase, settings

from tests.bench.mutants import Mutant, draw_mutants, mutate

PROJECT = Path(__file__).resolve().parents[2]
PARTS: tuple[str | Path, ...] = (
    "generator",
    "templates",
    "static",
    "seeds",
    "tests",
    "pyproject.toml",
    "digest.toml",
    *PROJECT.glob("*.md"),
)
OPTIONS = (
    "-q", "-x", "-n0", "-p", "no:cacheprovider", "-m", "not slow", "-o", "timeout=90", "-W", "ignore",
    "--hypothesis-profile", "mutation",
)  # fmt: skip
CHEAP = settings(
    max_examples=20, phases=[Phase.explicit, Phase.generate], database=None, derandomize=True, deadline=None
)


class Record(NamedTuple):
    """What a run of all tests shows."""

    lines: dict[str, dict[int, set[str]]]
    """The tests that run each line, by file; an empty name is an import."""
    seconds: dict[str, float]
    """Of CPU, that each test takes."""
    imported: list[str]
    """The modules of others that it took."""


class Try(NamedTuple):
    """A change, and the tests that may find it, the quickest first."""

    mutant: Mutant
    tests: list[str]
    seconds: float
    """Of CPU, that they may take."""
    is_in_place: bool
    """Whether it is enough to change functions that are imported."""


class Copy:
    """A copy of the project, in which this process works from now on."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "main"
        self.kept = folder / "kept"
        self.root.mkdir()
        for part in (Path(PROJECT, each) for each in PARTS):
            place = self.root / part.name
            shutil.copytree(part, place) if part.is_dir() else shutil.copy2(part, place)
        os.chdir(self.root)
        sys.path[0] = str(self.root)
        for name in [name for name in sys.modules if is_ours(name) and name != "__main__"]:
            del sys.modules[name]

    def place_of(self, mutant: Mutant) -> Path:
        return self.root / mutant.path.relative_to(PROJECT)

    def write(self, mutant: Mutant) -> None:
        place = self.place_of(mutant)
        place.write_text(ast.unparse(mutate(mutant)), encoding="utf-8")
        os.utime(place, (0, 0))  # no compiled code is of that time

    def restore(self, mutant: Mutant) -> None:
        shutil.copy2(mutant.path, self.place_of(mutant))


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in ("generator", "tests", "conftest", "__main__")


class Recorder:
    """A plugin of pytest, which notes the tests that run each line, and how long they take."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.kept = kept
        self.seconds: dict[str, float] = {}
        self.coverage = Coverage(data_file=None, source=[str(folder)], config_file=False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        forget_all()  # what one test made is not there for the next, which would run less of the code
        self.coverage.switch_context(item.nodeid)
        start = cpu_seconds()
        ran = yield
        self.seconds[item.nodeid] = cpu_seconds() - start
        self.coverage.switch_context("")
        return ran

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            file: {line: {*tests} & {"", *self.seconds} for line, tests in data.contexts_by_lineno(file).items()}
            for file in data.measured_files()
        }
        imported = [name for name in sys.modules if not is_ours(name)]
        self.kept.write_bytes(pickle.dumps(Record(lines, self.seconds, imported)))


class Chooser:
    """A plugin of pytest, which runs the tests of one try alone, in their order."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        choose(items, self.tests)


class Changer:
    """A plugin of pytest: when all tests are collected, each try goes on in a fork, with its change in place."""

    def __init__(self, copy: Copy, tries: list[Try], out: TextIO) -> None:
        self.copy, self.tries, self.out = copy, tries, out

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        survivors = []
        for tried in self.tries:
            self.copy.write(tried.mutant)
            status = fork(tried.seconds)
            if status is None:
                change_functions(tried.mutant, str(self.copy.place_of(tried.mutant)))
                choose(session.items, tried.tests)
                return None
            self.copy.restore(tried.mutant)
            if not status:
                survivors.append(tried)
                tell(tried, self.out)
        self.copy.kept.write_bytes(pickle.dumps(len(survivors)))
        return True


def choose(items: list[pytest.Item], tests: list[str]) -> None:
    places = {test: place for place, test in enumerate(tests)}
    chosen = [item for item in items if item.nodeid in places]
    items[:] = sorted(chosen, key=lambda item: places[item.nodeid])


def change_functions(mutant: Mutant, file: str) -> None:
    """Give the imported functions of a file their changed code."""
    forget_all()
    codes = {(code.co_qualname, code.co_firstlineno): code for code in codes_in(compile(mutate(mutant), file, "exec"))}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == file:
            code = codes[each.__code__.co_qualname, each.__code__.co_firstlineno]
            if len(code.co_freevars) == len(each.__code__.co_freevars):
                each.__code__ = code


def forget_all() -> None:
    """Clear the caches of functions."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and is_ours(str(each.__module__)):
            each.cache_clear()


def codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes_in(each)


def fork(seconds: float) -> int | None:
    """Here the status of a copy of this process, in which nothing is returned and which says nothing."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    for stream in range(3):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    return None


def run(plugin: object, tests: Iterable[str], seconds: float) -> int:
    """The status of pytest, in a fork."""
    status = fork(seconds)
    if status is None:
        try:
            os._exit(pytest.main([*OPTIONS, *tests], plugins=[plugin]))
        finally:
            os._exit(1)
    return status


def plan(copy: Copy, record: Record, mutant: Mutant) -> Try:
    """Try the tests that run the changed line; all of them, where an import runs it."""
    lines = record.lines.get(str(copy.place_of(mutant)), {})
    tests = lines.get(max((line for line in lines if mutant.body <= line <= mutant.line), default=0), set[str]())
    is_in_place = mutant.body > 0 and "" not in tests
    chosen = sorted(tests if is_in_place else record.seconds, key=record.seconds.__getitem__)
    return Try(mutant, chosen, 10 + 3 * sum(record.seconds[test] for test in chosen), is_in_place)


def tell(tried: Try, out: TextIO) -> None:
    path, line, _, what, _ = tried.mutant
    text = path.read_text(encoding="utf-8").splitlines()[line - 1].strip()
    found = f"{path.relative_to(PROJECT)}:{line}: {what}{'' if tried.tests else ', which no test runs'}: {text}"
    print(found, file=out, flush=True)


def count_survivors(copy: Copy, tries: list[Try], tests: list[str], out: TextIO) -> int:
    """Try one change after the other, and tell of those that no test finds."""
    unseen = [tried for tried in tries if not tried.tests]
    in_place = [tried for tried in tries if tried.tests and tried.is_in_place]
    for tried in unseen:
        tell(tried, out)
    run(Changer(copy, in_place, out), tests, 1e5)
    survivors: int = len(unseen) + pickle.loads(copy.kept.read_bytes())
    for tried in (tried for tried in tries if not tried.is_in_place):
        copy.write(tried.mutant)
        if not run(Chooser(tried.tests), tests, tried.seconds):
            survivors += 1
            tell(tried, out)
        copy.restore(tried.mutant)
    return survivors


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    drawn = draw_mutants(PROJECT / "generator" / asked.folder, asked.count, asked.seed)
    settings.register_profile("mutation", CHEAP)
    with tempfile.TemporaryDirectory() as folder, os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        copy = Copy(Path(folder))
        sys.dont_write_bytecode = False
        if run(Recorder(copy.root / "generator" / asked.folder, copy.kept), asked.tests, 3600):
            sys.exit("the tests fail without any change")
        sys.dont_write_bytecode = True
        record: Record = pickle.loads(copy.kept.read_bytes())
        for name in record.imported:
            with suppress(Exception):
                import_module(name)
        start = cpu_seconds()
        survivors = count_survivors(copy, [plan(copy, record, mutant) for mutant in drawn], asked.tests, out)
        found, seconds = len(drawn) - survivors, (cpu_seconds() - start) / len(drawn)
        print(f"{found} of {len(drawn)} changes found, {found / len(drawn):.1%}; {seconds:.2f} s of CPU each", file=out)


def cpu_seconds() -> float:
    """Of this process and of its forks that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
