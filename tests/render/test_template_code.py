"""The code of shipped templates is kept as Python keeps its own, and used again only where it is the same."""

import sys
from pathlib import Path

import pytest

from generator.render.jinja_env import environment
from generator.render.template_code import TemplateCode


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the code is kept; Python is allowed to."""
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr("generator.render.template_code.cache_from_source", lambda _: str(folder / "module.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """A site's own templates, and the shipped ones."""
    own, shipped = tmp_path / "templates", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
        (folder / f"{folder.name}.html").write_text("{{ word }}!", encoding="utf-8")
    return [own, shipped]


def rendered(folders: list[Path], name: str = "shipped.html") -> str:
    return environment(folders).get_template(name).render(word="Yes")


def test_code_is_compiled_once(kept: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(folders) == "Yes!"
    (file,) = kept.iterdir()
    before = file.read_bytes()
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert rendered(folders) == "Yes!"
    assert file.read_bytes() == before


def test_a_template_that_changed_is_compiled_anew(kept: Path, folders: list[Path]) -> None:
    rendered(folders)
    (folders[1] / "shipped.html").write_text("{{ word }}?", encoding="utf-8")
    assert rendered(folders) == "Yes?"
    assert len([*kept.iterdir()]) == 1


def test_another_compiler_compiles_anew(tmp_path: Path) -> None:
    compiler = tmp_path / "compiler.py"
    sums = []
    for program in ("one", "two", "two"):
        compiler.write_text(program, encoding="utf-8")
        sums.append(TemplateCode(tmp_path, compiler).get_source_checksum("{{ word }}"))
    assert sums[0] != sums[1] == sums[2]


def test_what_is_damaged_is_compiled_anew(kept: Path, folders: list[Path]) -> None:
    rendered(folders)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    assert rendered(folders) == "Yes!"


def test_templates_of_ones_own_are_not_kept(kept: Path, folders: list[Path]) -> None:
    assert rendered(folders, "templates.html") == "Yes!"
    assert [*kept.iterdir()] == []


def test_nothing_is_kept_where_python_may_not_write(
    kept: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folders) == "Yes!"
    assert [*kept.iterdir()] == []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept.rmdir()
    assert rendered(folders) == "Yes!"
