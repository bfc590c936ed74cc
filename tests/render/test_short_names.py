"""Scripts with short names do what those with long ones do; the tests in a browser run them."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.render.assets import short_names
from generator.render.assets.short_names import shorten_names

SCRIPT = 'export function add(first,second){const sum=first+second;return{sum,"kept":"first"}}'
BROKEN = "const = ;("


@pytest.fixture
def _kept_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(short_names, "__file__", str(tmp_path / "module.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_names_inside_get_short_and_those_outside_stay() -> None:
    short = shorten_names({"js/add.js": SCRIPT})["js/add.js"]
    assert len(short) < len(SCRIPT)
    assert "function add(" in short
    assert "second" not in short
    assert all(part in short for part in ("sum:", "kept", '"first"'))


def test_a_script_that_it_does_not_understand_stays_as_it_is() -> None:
    short = shorten_names({"js/mine.js": BROKEN, "js/add.js": SCRIPT})
    assert short["js/mine.js"] == BROKEN
    assert short["js/add.js"] != SCRIPT


@pytest.mark.parametrize("broken", ["PACKAGE", "PROGRAM"])
def test_without_the_package_or_where_it_does_not_run_scripts_stay(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(short_names, broken, "raise_no_such_package")
    assert shorten_names({"js/add.js": SCRIPT}) == {"js/add.js": SCRIPT}


@pytest.mark.usefixtures("_kept_in")
def test_what_was_made_short_is_kept_for_the_same_scripts_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    short = shorten_names({"js/add.js": SCRIPT})
    assert [path.suffix for path in tmp_path.rglob("*.*")] == [".pyc"], "what is no part of the program"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("another process"))
    assert shorten_names({"js/add.js": SCRIPT}) == short
    with pytest.raises(pytest.fail.Exception):
        shorten_names({"js/add.js": SCRIPT + ";"})
