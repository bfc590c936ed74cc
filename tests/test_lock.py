"""The lock files hold what pyproject.toml asks for, and nothing but names, versions and hashes."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.command import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
DEVELOPMENT = EXTRAS["dev"]
RUNTIME = [*PYPROJECT["project"]["dependencies"], *EXTRAS["cards"], *EXTRAS["short"]]
RUNTIME += PYPROJECT["dependency-groups"]["build"]

ENTRY = re.compile(r"([a-z0-9-]+==[\w.]+(?: ; [^\\\n]+)?)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


def locked(name: str) -> list[Requirement]:
    """The entries of a lock file; there is nothing between them but the comment at its head."""
    text = re.sub(r"\A(?:#.*\n)+", "", (PROJECT / name).read_text(encoding="utf-8"))
    assert ENTRY.sub("", text) == ""
    return [Requirement(entry[1]) for entry in ENTRY.finditer(text)]


@pytest.mark.parametrize(
    ("name", "asked_for"),
    [("requirements.lock", RUNTIME), ("requirements-dev.lock", [*RUNTIME, *DEVELOPMENT])],
)
def test_what_pyproject_asks_for_is_locked_in_a_version_that_it_allows(name: str, asked_for: list[str]) -> None:
    entries = locked(name)
    for wanted in map(Requirement, asked_for):
        versions = [str(entry.specifier)[2:] for entry in entries if entry.name == canonicalize_name(wanted.name)]
        assert versions, f"{wanted.name} is not in {name}: make lock"
        assert all(map(wanted.specifier.contains, versions)), f"{name} has {wanted.name} {versions}: make lock"


def test_development_has_the_versions_that_users_have() -> None:
    assert {*map(str, locked("requirements.lock"))} <= {*map(str, locked("requirements-dev.lock"))}


def test_the_backend_that_builds_is_among_what_is_locked() -> None:
    backends = {Requirement(text).name for text in PYPROJECT["build-system"]["requires"]}
    assert backends <= {Requirement(text).name for text in PYPROJECT["dependency-groups"]["build"]}


def test_it_is_resolved_for_every_python_that_is_allowed() -> None:
    oldest = PYPROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"--universal --python-version {oldest} " in (PROJECT / "Makefile").read_text(encoding="utf-8")
