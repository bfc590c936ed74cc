"""Small whole sites, each with what should come of it: its papers, its problems, its exit status.

A folder of `tests/sites/` is a site as a user has it, and `expected.json` beside it says

    {"story": "one sentence", "status": 0, "problems": [{"path", "line", "severity", "says"}], "papers": [{...}]}

`problems` are the lines that are printed, all of them and in their order; `says` is a word or two of the message.
`papers` is `data/papers.json` reduced to the keys that matter here. A site that cannot be built has no papers, and
what an earlier build made of other seeds must stand untouched.
"""

import json
import re
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.built_site import BuiltSite, text
from tests.command import Run
from tests.command import digest_here as digest

SITES = Path(__file__).parent / "sites"
NAMES = sorted(folder.name for folder in SITES.iterdir())
GOOD = SITES / "two-days"
ABSTRACT = "What was read before says where to look next. " * 5 + "So half of the pages stay closed."
PROBLEM = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<severity>error|warning): (?P<message>.+ - .+)")


def expected(name: str) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    return wanted


def copy(name: str, folder: Path) -> Path:
    """The site `name` as a user has it, in a folder of its own."""
    return shutil.copytree(SITES / name, folder / name, ignore=shutil.ignore_patterns("expected.json"))


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def build_good_site(home: Path) -> None:
    places = ("--seeds", GOOD / "seeds", "--config", GOOD / "digest.toml", "--out", home / "site")
    run = digest("build", *places, cwd=home)
    assert run.status == 0, run.stderr


def problems(run: Run) -> list[dict[str, Any]]:
    matches = [PROBLEM.fullmatch(line) for line in run.lines]
    assert all(matches), run.lines
    return [{**found.groupdict(), "line": int(found["line"])} for found in matches if found]


def assert_told(run: Run, wanted: list[dict[str, Any]]) -> None:
    """Exactly the wanted problems were printed, one clear line each and no traceback."""
    assert "Traceback" not in run.stderr + run.stdout
    told = problems(run)
    places = ("path", "line", "severity")
    assert [[one[key] for key in places] for one in told] == [[one[key] for key in places] for one in wanted], (
        run.stderr
    )
    for one, want in zip(told, wanted, strict=True):
        assert want["says"].casefold() in one["message"].casefold()


@pytest.mark.parametrize("name", NAMES)
def test_a_small_site_becomes_what_is_expected(name: str, tmp_path: Path) -> None:
    home, wanted = copy(name, tmp_path), expected(name)
    ours = not (home / "site").exists()
    if wanted["status"] and ours:
        build_good_site(home)
    before = snapshot(home)
    run = digest("build", cwd=home)
    assert run.status == wanted["status"], run.stderr
    assert_told(run, wanted["problems"])
    if wanted["status"]:
        assert snapshot(home) == before, "a failed build changes nothing, and the last good site stands"
    else:
        papers = BuiltSite(home / "site").papers
        assert [
            {key: paper.get(key) for key in want} for paper, want in zip(papers, wanted["papers"], strict=False)
        ] == (wanted["papers"])
        assert len(papers) == len(wanted["papers"])


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name)["status"] == 0])
def test_the_pages_of_a_small_site_are_sound(name: str, tmp_path: Path) -> None:
    home = copy(name, tmp_path)
    digest("build", cwd=home)
    site = BuiltSite(home / "site", root_of(home / "site"))
    for page in site.pages.values():
        assert page.document.errors == [], page.path
        assert all(
            node.attrs.get("src") or node.attrs.get("type") == "application/ld+json" for node in page.all("script")
        )
        assert [name for node in page.elements for name in node.attrs if name.startswith("on") or name == "style"] == []
        assert page.all("style, iframe, object, embed") == [], page.path
        for address in page.addresses:
            assert address.full.startswith(("https://", "http://", "mailto:")), str(address)
            assert not site.owns(address.full) or site.broken(address) is None, str(address)


def root_of(folder: Path) -> str:
    """The address that the site was told, or anywhere."""
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', (folder / "index.html").read_text(encoding="utf-8"))
    return canonical[1] if canonical else "https://site.invalid/"


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name)["problems"]])
def test_json_tells_the_same_problems_and_nothing_else(name: str, tmp_path: Path) -> None:
    home, wanted = copy(name, tmp_path), expected(name)
    run = digest("build", "--json", cwd=home)
    assert run.status == wanted["status"]
    told = run.report["problems"]
    assert [(one["path"], one["line"], one["severity"]) for one in told] == [
        (want["path"], want["line"], want["severity"]) for want in wanted["problems"]
    ]
    assert all(one["message"] and one["hint"] for one in told)


WARNED = [name for name in NAMES if expected(name)["status"] == 0 and expected(name)["problems"]]


@pytest.mark.parametrize("name", WARNED)
def test_strict_makes_an_error_of_a_warning_and_builds_nothing(name: str, tmp_path: Path) -> None:
    home, wanted = copy(name, tmp_path), expected(name)
    build_good_site(home)
    before = snapshot(home)
    run = digest("build", "--strict", cwd=home)
    assert run.status == 1
    assert_told(run, [{**want, "severity": "error"} for want in wanted["problems"]])
    assert snapshot(home) == before


def test_there_are_sites_that_only_warn() -> None:
    assert len(WARNED) >= 3


def test_an_empty_seeds_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    run = digest("build", cwd=tmp_path)
    assert run.status == 1
    assert_told(run, [{"path": "seeds", "line": 0, "severity": "error", "says": "no"}])
    assert not (tmp_path / "site").exists() or list((tmp_path / "site").iterdir()) == []


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    home = copy("two-days", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = digest("serve", "--port", port, cwd=home)
    assert run.status == 2
    assert len(run.lines) == 1
    assert port in run.lines[0]
    assert "Traceback" not in run.stderr


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    home = copy("hostile-text", tmp_path)
    digest("build", cwd=home)
    site = BuiltSite(home / "site")
    titles = [paper["title"] for paper in site.papers]
    assert "</script><script>alert(1)</script> and Other Titles of Ill Repute" in titles
    assert {"__proto__", "constructor"} <= set(titles)
    for paper in site.papers:
        assert text(site.pages[paper["url"]].one("article[data-paper] h1")) == paper["title"]
    shown = " ".join(text(page.one("main")) for page in site.pages.values())
    for said in (
        "{{ 7*7 }}",
        "${7*7}",
        "<img src=x onerror=alert(2)>",
        "javascript:alert(3)",
        "&amp; stays",
        "$5 or $10",
    ):
        assert said in shown, said
    assert "49" not in shown


def test_a_problem_that_was_mended_is_gone(tmp_path: Path) -> None:
    home = copy("title-without-abstract", tmp_path)
    before = digest("build", "--json", cwd=home).report
    [seed] = (home / "seeds").iterdir()
    lonely = "Reading by Memory: Long Documents at Half the Cost\n"
    mended = seed.read_text(encoding="utf-8").replace(lonely, f"{lonely}\n{ABSTRACT}\n")
    seed.write_text(mended, encoding="utf-8")
    after = digest("build", "--json", cwd=home).report
    assert [len(before["problems"]), len(after["problems"])] == [1, 0]
    assert ABSTRACT in (home / "site" / "data" / "papers.json").read_text(encoding="utf-8")
