"""Two rules of naming that a program can check.

One class a name: who reads `Evidence` in one module must not think of another. And a function is a verb and its
object, or what it gives: one bare participle (`kept`, `laid`) says neither what goes in nor what comes out.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.command import PROJECT

PACKAGE = PROJECT / "generator"

IRREGULAR = """
    bent bitten born bought bound broken brought built burnt caught chosen dealt done drawn driven eaten fallen felt
    flown forgotten fought found frozen given gone grown heard held hidden hung kept known laid lain led left lent lost
    made meant met paid proven read said seen sent shaken shorn shown slept sold sought sown spelt spent spoken stolen
    stood stuck sunk swept swollen taken taught thought thrown told torn understood undone unsaid woken won worn woven
    written
"""
"""Participles that do not end in -ed. Those that are their own verb (`cut`, `put`, `set`, `split`) are let alone, but
for `read`: what it gives is what it names, and nobody can tell which was meant."""
NO_PARTICIPLES = """
    bed bleed breed creed deed embed exceed feed greed heed hundred indeed need proceed red seed shed shred sled speed
    steed succeed weed wed
"""
"""Words in -ed that are a verb, a noun or anything else, but not what was done to something."""


def is_participle(name: str) -> bool:
    """Whether a name is one word that says what was done, and to nothing."""
    word = name.strip("_").lower()
    return word in IRREGULAR.split() or (word.endswith("ed") and word.isalpha() and word not in NO_PARTICIPLES.split())


def class_names(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Every class of a module, also those in functions and classes, without underscores in front."""
    return ((node.name.lstrip("_"), node.lineno) for node in ast.walk(module) if isinstance(node, ast.ClassDef))


def participles(module: ast.Module) -> Iterator[tuple[str, int]]:
    """The functions of a module, methods apart, that one participle names."""
    functions = (node for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return ((node.name, node.lineno) for node in functions if is_participle(node.name))


def repeated(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The names that stand at more than one place, with the places."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, place in named:
        places[name].append(place)
    return {name: there for name, there in places.items() if len(there) > 1}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PROJECT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_classes_have_one_name() -> None:
    named = ((name, f"{path}:{line}") for path, module in modules() for name, line in class_names(module))
    assert repeated(named) == {}


def test_no_function_is_called_by_one_participle() -> None:
    found = [f"{path}:{line}: {name}" for path, module in modules() for name, line in participles(module)]
    assert found == []


def test_two_classes_of_one_name_would_be_found() -> None:
    one, other = ast.parse("class Draft: ...\nclass Page: ..."), ast.parse("def f():\n    class _Draft: ...")
    named = [(name, f"{path}:{line}") for path, each in (("a", one), ("b", other)) for name, line in class_names(each)]
    assert repeated(named) == {"Draft": ["a:1", "b:2"]}


def test_a_function_called_by_a_participle_would_be_found() -> None:
    bad = ast.parse(
        "def kept(): ...\ndef _rendered(): ...\nasync def laid_(): ...\ndef feed(): ...\ndef kept_papers(): ...\n"
        "class Page:\n    def made(self): ..."
    )
    assert [name for name, _ in participles(bad)] == ["kept", "_rendered", "laid_"]


@pytest.mark.parametrize(
    "name", ["made", "kept", "told", "built", "said", "_held", "placed", "freed", "agreed", "tagged"]
)
def test_a_participle_is_known(name: str) -> None:
    assert is_participle(name)


@pytest.mark.parametrize(
    "name", ["feed", "embed", "need", "seed", "speed", "make", "is_kept", "read_seed", "words", "ed25519"]
)
def test_what_is_no_participle_is_let_alone(name: str) -> None:
    assert not is_participle(name)
