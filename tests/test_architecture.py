"""The house rules that a program can check, checked.

Imports go down only: a folder knows those above it in the table of ARCHITECTURE.md, never one below. That is what lets
one read the package in that order, and take a part out without the roof coming down.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.command import PROJECT, digest

PACKAGE = PROJECT / "generator"

ROW = re.compile(r"\| `(\w+)` \|[^|]+\|([^|]*)\|")


def table() -> dict[str, list[str]]:
    """The folders of ARCHITECTURE.md, from the ground up, each with its main modules."""
    text = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = ROW.findall(text.partition("## Folders of `generator/`")[2].partition("\n## ")[0])
    return {folder: re.findall(r"`(\w+)`", main) for folder, main in rows}


HEIGHT = {folder: height for height, folder in enumerate(table())}

SLOW = {"numpy", "markdown_it", "mdit_py_plugins", "latex2mathml", "yaml", "lunr", "rich", "watchdog", "http.server"}
"""What takes long to import: no command that does not need it may make its user wait for it."""
SERVERS = {"watchdog", "http.server", "rich"}
"""What only a server, a watcher or a terminal needs; the standard error of these tests is none."""

PRINTERS = ("cli", "__main__")
MAKES_HTML = ("generator.text.markup",)
MAKES_JAVASCRIPT = ("generator.render.assets.modules",)

HTML = re.compile(
    r"</?(?:!doctype|html|head|body|title|meta|link|style|script|main|nav|header|footer|section|article|aside|div|p|ul|ol"
    r"|li|dl|dt|dd|h[1-6]|table|tr|td|form|input|button|svg|path|rect|circle|img|template|noscript|iframe)\b[^<]*>",
    re.IGNORECASE,
)
JAVASCRIPT = re.compile(
    r"\bfunction\b\s*\w*\(|=>\s*[{(]|\b(?:document|window|globalThis|console)\.\w|\baddEventListener\b"
    r"|^\s*(?:const|let|var)\s+\w+\s*=|\bexport default\b",
    re.MULTILINE,
)


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name; a folder's `__init__` goes by the folder's name."""
    return {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(module: str) -> str:
    """`markup` for `generator.markup.math`; nothing for the package itself, which only holds the version."""
    return [*module.split("."), ""][1]


@cache
def imports(name: str) -> tuple[tuple[str, int], ...]:
    """The modules of the package that a module names anywhere in its text, with the line."""
    return tuple(find_imports(name, modules()[name]))


def find_imports(name: str, path: Path) -> Iterator[tuple[str, int]]:
    known = modules()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: imports are written in full"
            wholes = [f"{node.module}.{alias.name}" for alias in node.names]
            named = [whole if whole in known else str(node.module) for whole in wholes]
        else:
            continue
        yield from ((module, node.lineno) for module in named if module in known)


def test_every_folder_stands_in_the_table_and_every_module_of_the_table_exists() -> None:
    assert {room(name) for name in modules()} - {""} == HEIGHT.keys()
    named = {f"generator.{folder}.{module}" for folder, main in table().items() for module in main}
    assert sorted(named - modules().keys()) == []


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_go_down_only(name: str) -> None:
    ours = room(name)
    upwards = [
        f"{name}:{line}: imports {other}"
        for other, line in imports(name)
        if room(other) not in (ours, "") and HEIGHT.get(room(other), len(HEIGHT)) >= HEIGHT.get(ours, -1)
    ]
    assert upwards == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: {other for other, _ in imports(name) if other != name} for name in modules()}
    TopologicalSorter(graph).prepare()  # raises CycleError and names the circle


def part(module: str, folder: str) -> str:
    """The part of a folder that a module is in: a module or a folder there. Nothing for the folder itself."""
    return module.removeprefix(f"{folder}.").partition(".")[0] if module.startswith(f"{folder}.") else ""


def parts_graph(folder: str, imported: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What each part of a folder imports of the others."""
    graph: dict[str, set[str]] = {}
    for name, others in imported.items():
        if own := part(name, folder):
            graph.setdefault(own, set()).update({part(other, folder) for other in others} - {own, ""})
    return graph


def folders() -> list[str]:
    return [name for name, path in modules().items() if path.name == "__init__.py" and name != "generator"]


@pytest.mark.parametrize("folder", folders())
def test_inside_a_folder_no_parts_import_each_other_in_a_circle(folder: str) -> None:
    imported = {name: {other for other, _ in imports(name)} for name in modules()}
    TopologicalSorter(parts_graph(folder, imported)).prepare()


def test_a_circle_of_parts_would_be_found() -> None:
    imported = {"g.a.x.one": {"g.a.y"}, "g.a.y": {"g.b", "g.a.x.two"}, "g.a.x.two": set[str](), "g.a": {"g.a.x"}}
    assert parts_graph("g.a", imported) == {"x": {"y"}, "y": {"x"}}
    with pytest.raises(CycleError):
        TopologicalSorter(parts_graph("g.a", imported)).prepare()


def loaded(home: Path, *arguments: str) -> set[str]:
    """The modules that a command imports, as Python itself tells while it runs."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", *arguments],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.fixture(scope="module")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an example, and the site of it as it is."""
    home = tmp_path_factory.mktemp("home")
    for arguments in (("new", "."), ("build",)):
        assert digest(*arguments, cwd=home).status == 0
    return home


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), SLOW),
        (("--help",), SLOW),
        (("build", "--help"), SLOW),
        (("build",), SLOW),
        (("check",), SERVERS),
        (("build", "--out", "another"), SERVERS),
    ],
    ids=["version", "help", "help of a command", "a build with nothing to do", "check", "a build"],
)
def test_a_command_loads_nothing_slow_that_it_does_not_need(
    built_home: Path, arguments: tuple[str, ...], unwanted: set[str]
) -> None:
    names = loaded(built_home, *arguments)
    assert "generator.cli.commands" in names
    assert sorted(names & unwanted) == []


@pytest.mark.parametrize("name", sorted(name for name in modules() if room(name) not in PRINTERS))
def test_only_the_face_prints(name: str) -> None:
    calls = [node for node in ast.walk(tree(modules()[name])) if isinstance(node, ast.Call)]
    said = [
        f"{name}:{call.lineno}" for call in calls if re.search(r"\bprint$|echo$|\bsys\.std(?:out|err)\.", callee(call))
    ]
    assert said == []


def callee(call: ast.Call) -> str:
    return ast.unparse(call.func)


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_page_is_written_in_python(name: str) -> None:
    """HTML belongs to templates and JavaScript to static/js; `markup` may make the small elements of running text, and
    `scripts` what joins two scripts."""
    found = [
        f"{name}:{line}: {value!r}"
        for value, line in strings(tree(modules()[name]))
        if (not name.startswith(MAKES_JAVASCRIPT) and JAVASCRIPT.search(value))
        or (not name.startswith(MAKES_HTML) and HTML.search(value))
    ]
    assert found == []


def strings(module: ast.Module) -> Iterator[tuple[str, int]]:
    """The text constants that a program uses: all but docstrings, which are for readers."""
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node.lineno


def test_the_check_for_pages_in_python_would_find_one() -> None:
    page = ast.parse(
        """x = f'<div class="card">{title}</div>'\ny = 'document.title'\nz = '<a href="x">'\nw = 'a < b > c'"""
    )
    found = [line for value, line in strings(page) if HTML.search(value) or JAVASCRIPT.search(value)]
    assert sorted(set(found)) == [1, 2]


OF_A_MACHINE = re.compile(
    rb"(?<![\w.:/*-])/(?:home|Users|root|work|mnt|opt|tmp|private)/\w+|\b[A-Z]:\\\\?(?:Users|Temp)\b"
)


def test_nothing_committed_names_a_folder_of_somebodys_machine() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    files = [PROJECT / name.decode() for name in listing.stdout.split(b"\0") if name]
    assert PROJECT / "Makefile" in files
    found = [
        f"{path.relative_to(PROJECT)}: {match[0].decode()}"
        for path in files
        if path.is_file() and path.suffix not in (".png", ".jpg", ".gz")
        for match in OF_A_MACHINE.finditer(path.read_bytes())
    ]
    assert found == []


# --- How much of it there may be ----------------------------------------------------------------------------------

MOST_AT_THE_TOP, MOST_IN_A_FOLDER, MOST_LINES = 14, 16, 300
MOST_INNER_IMPORTS, MOST_CACHES, MOST_PARAMETERS = 17, 10, 5

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
EMPTY_DICTS = {"dict", "defaultdict", "OrderedDict", "Counter", "WeakKeyDictionary", "WeakValueDictionary"}


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")


def inner_imports(module: ast.Module) -> set[int]:
    """The lines of imports that stand in functions."""
    functions = (node for node in ast.walk(module) if isinstance(node, Function))
    inside = (node for function in functions for node in ast.walk(function))
    return {node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)}


def parameter_counts(module: ast.Module) -> Iterator[tuple[int, int]]:
    """How many parameters each function has, `self` and `cls` apart, with its line."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        given = function.args
        named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
        yield len([each for each in named if each.arg not in ("self", "cls")]), function.lineno


def self_filling(module: ast.Module) -> set[str]:
    """The classes that make what is missing in them."""
    classes = (node for node in ast.walk(module) if isinstance(node, ast.ClassDef))
    return {each.name for each in classes if "__missing__" in {getattr(inside, "name", "") for inside in each.body}}


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions."""
    yield node
    inside = node.decorator_list if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)
    for child in inside:
        yield from outside_functions(child)


def caches(module: ast.Module, filling: set[str]) -> list[int]:
    """The lines of what lives as long as the process: uses of `cache` and `lru_cache`, and dictionaries of modules or
    classes that are empty at first, or fill themselves (`filling`)."""
    names = (node for node in outside_functions(module) if isinstance(node, ast.Name | ast.Attribute))
    lines = [node.lineno for node in names if ast.unparse(node).removeprefix("functools.") in ("cache", "lru_cache")]
    bodies = [module.body, *(node.body for node in ast.walk(module) if isinstance(node, ast.ClassDef))]
    for node in (node for body in bodies for node in body if isinstance(node, ast.Assign | ast.AnnAssign)):
        value = node.value.func if isinstance(node.value, ast.Call) else node.value
        name = ast.unparse(value).partition("[")[0].rpartition(".")[2] if value else ""
        is_empty = isinstance(node.value, ast.Dict) and not node.value.keys
        is_made = isinstance(node.value, ast.Call) and name in EMPTY_DICTS | filling
        lines += [node.lineno] * (is_empty or is_made)
    return lines


def test_the_package_has_few_entries_and_no_folder_many() -> None:
    assert len(entries(PACKAGE)) <= MOST_AT_THE_TOP, entries(PACKAGE)
    folders = [path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"]
    assert {str(path): len(entries(path)) for path in folders if len(entries(path)) > MOST_IN_A_FOLDER} == {}


def test_no_module_is_long() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_hardly_any_import_stands_in_a_function() -> None:
    found = [f"{name}:{line}" for name, path in modules().items() for line in sorted(inner_imports(tree(path)))]
    assert len(found) <= MOST_INNER_IMPORTS, f"{len(found)}: {found}"


def test_no_function_has_many_parameters() -> None:
    counts = ((name, *each) for name, path in modules().items() for each in parameter_counts(tree(path)))
    assert [f"{name}:{line}: {count}" for name, count, line in counts if count > MOST_PARAMETERS] == []


def test_few_caches_live_as_long_as_the_process() -> None:
    filling = {name for path in modules().values() for name in self_filling(tree(path))}
    found = [f"{name}:{line}" for name, path in modules().items() for line in caches(tree(path), filling)]
    assert len(found) <= MOST_CACHES, f"{len(found)}: {found}"


def test_what_is_counted_would_be_found() -> None:
    bad = ast.parse(
        """
import functools
from functools import cache, lru_cache
class Numbers(dict):
    def __missing__(self, key): return 1
TABLE = ()
NUMBERS = Numbers()
KNOWN: dict[int, int] = {}
CONSTANT = {1: 2}
@functools.lru_cache(9)
def one(self, a, b, *, c): import os
@cache
def two(a, b, c, d, e, *f):
    from os import path
    local, kept = {}, cache(two)
quick = lru_cache(two)
"""
    )
    assert self_filling(bad) == {"Numbers"}
    assert sorted(caches(bad, {"Numbers"})) == [7, 8, 10, 12, 16]
    assert inner_imports(bad) == {11, 14}
    assert sorted(parameter_counts(bad)) == [(1, 5), (3, 11), (6, 13)]
