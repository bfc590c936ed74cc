"""Changes the code a little, at random, and counts how many of the changes some test finds.

    python -m tests.bench.mutation FOLDER TESTS... [--count 400] [--seed 1]

FOLDER is one of `generator`, as `output` or `text/markup`; TESTS are the files and folders of the tests that may find a
change in it. Each change is one of an expression or a statement: a comparison turned, `and` for `or`, a condition
denied, a number or a truth value replaced, a statement left out. The tests run on a copy, so nothing of the checkout is
touched, and those that run longer than three times what they need count as failed. The survivors are printed with file
and line.
"""

import ast
import random
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from tests.command import PROJECT

PARTS = (
    "generator",
    "templates",
    "static",
    "seeds",
    "tests",
    "pyproject.toml",
    "README.md",
    "ARCHITECTURE.md",
    "digest.toml",
)
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """A changed module, and what was changed where."""

    path: Path
    line: int
    what: str
    source: str


def find_mutants(path: Path) -> Iterator[Mutant]:
    """Every change of one module, one by one."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(module)):
        for what in _changes_of(node):
            changed = deepcopy(module)
            place = next(each for at, each in enumerate(ast.walk(changed)) if at == number)
            yield Mutant(path, getattr(node, "lineno", 0), what, ast.unparse(_change(changed, place, what)))


def _changes_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "comparison turned"
    if isinstance(node, ast.BoolOp):
        yield "and for or"
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.comprehension) and getattr(node, "ifs", True):
        yield "condition denied"
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield "value replaced"
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing returned"
    if isinstance(node, ast.Assign | ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield "statement left out"


def _change(module: ast.Module, node: ast.AST, what: str) -> ast.Module:
    if isinstance(node, ast.Compare):
        node.ops[0] = TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.comprehension):
        node.ifs[0] = ast.UnaryOp(ast.Not(), node.ifs[0])
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif what == "nothing returned":
        node.value = ast.Constant(None)  # type: ignore[attr-defined]
    else:
        for parent in ast.walk(module):
            for name in ("body", "orelse", "finalbody"):
                rows = getattr(parent, name, None)
                if isinstance(rows, list) and node in rows:
                    rows[rows.index(node)] = ast.Pass()
    return ast.fix_missing_locations(module)


def passes(copy: Path, tests: list[str], seconds: float) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, timeout=seconds, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    modules = sorted((PROJECT / "generator" / asked.folder).rglob("*.py"))
    every = [mutant for path in modules for mutant in find_mutants(path)]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "main")
        copy.mkdir()
        for part in PARTS:
            source = PROJECT / part
            shutil.copytree(source, copy / part) if source.is_dir() else shutil.copy(source, copy / part)
        start = time.monotonic()
        if not passes(copy, asked.tests, 3600):
            sys.exit("the tests fail without any change")
        longest, survivors = 3 * (time.monotonic() - start) + 10, 0
        for number, mutant in enumerate(drawn, 1):
            place = copy / mutant.path.relative_to(PROJECT)
            whole = place.read_text(encoding="utf-8")
            place.write_text(mutant.source, encoding="utf-8")
            if passes(copy, asked.tests, longest):
                survivors += 1
                print(f"{mutant.path.relative_to(PROJECT)}:{mutant.line}: {mutant.what}", flush=True)
            place.write_text(whole, encoding="utf-8")
            if number % 20 == 0 or number == len(drawn):
                print(f"{number} of {len(drawn)} changes: {number - survivors} found", flush=True)


if __name__ == "__main__":
    main()
