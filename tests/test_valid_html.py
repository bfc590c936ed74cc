"""The W3C's checker (`vnu-jar`, of `package.json`) on every kind of page, where there is Java."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.built_site import BuiltSite
from tests.command import PROJECT

CHECKER = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
needs_checker = pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.is_file()), reason="needs Java, and what package.json names"
)


def faults(files: Iterable[Path], *options: str) -> list[str]:
    """What the checker calls an error in these pages, one a line."""
    call = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "gnu", *options, *map(str, files)]
    return subprocess.run(call, capture_output=True, text=True, check=False).stderr.splitlines()


def one_of_each_kind(site: BuiltSite) -> list[Path]:
    """The longest page of every folder, and all that lie in none."""
    kinds: dict[str, str] = {}
    for path in sorted(site.pages, key=lambda path: len(site.files[path])):
        kinds[path.rpartition("/")[0] or path] = path
    return [site.folder / path for path in kinds.values()] + [
        site.folder / path for path in site.pages if path.endswith("/index.html")
    ]


@needs_checker
def test_no_kind_of_page_has_an_error(real_site: BuiltSite) -> None:
    assert faults(one_of_each_kind(real_site)) == []


@needs_checker
def test_an_error_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>A</title><pre aria-label=x>y</pre>", encoding="utf-8")
    [fault] = faults([page])
    assert "aria-label" in fault
