"""The small changes of the code that `mutation` tries."""

import ast
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change of a module: of its so many-th node."""

    path: Path
    line: int
    node: int
    what: str
    body: int
    """The line where the body of its function begins; only who calls this one sees the change. Else nothing."""


def draw_mutants(folder: Path, count: int, seed: int) -> list[Mutant]:
    """Some of the changes that are possible in the modules of a folder."""
    every = [mutant for path in sorted(folder.rglob("*.py")) for mutant in find_mutants(path)]
    return random.Random(seed).sample(every, min(count, len(every)))


def find_mutants(path: Path) -> Iterator[Mutant]:
    """Every change of one module, one by one."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for number, node in enumerate(nodes):
        line = node.ifs[0].lineno if isinstance(node, ast.comprehension) and node.ifs else getattr(node, "lineno", 0)
        starts = [each.body[0].lineno for each in functions if each.body[0].lineno <= line <= (each.end_lineno or 0)]
        for what in _changes_of(node):
            yield Mutant(path, line, number, what, max(starts, default=0))


def mutate(mutant: Mutant) -> ast.Module:
    """The changed module."""
    module = ast.parse(mutant.path.read_text(encoding="utf-8"))
    return _change(module, list(ast.walk(module))[mutant.node], mutant.what)


def _changes_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "comparison turned"
    if isinstance(node, ast.BoolOp):
        yield "and for or"
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.comprehension) and getattr(node, "ifs", True):
        yield "condition denied"
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield f"{node.value!r} replaced"
    if isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
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
