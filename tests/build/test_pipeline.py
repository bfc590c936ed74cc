"""The composition: a folder of seeds becomes a site, or says why not and leaves the last good one."""

import gc
import multiprocessing
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import outputs, pipeline, workers
from generator.build.check import check_seeds
from generator.build.site import build_site
from generator.model.config import Config
from generator.model.curation import Curation, Watch
from generator.model.problems import ContentError

PAGE = "May 28\n\nLISA: Reasoning Segmentation\n\nWe propose LISA, a model that segments what a question asks for.\n"


def config(folder: Path, **settings: object) -> Config:
    return Config(root=folder, seeds=folder / "seeds", out=folder / "site", **settings)  # type: ignore[arg-type]


def seeds(folder: Path, **pages: str) -> None:
    (folder / "seeds").mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_build_reports_what_it_did(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    steps: list[tuple[str, int, int]] = []
    result = build_site(config(tmp_path), progress=lambda *step: steps.append(step))
    assert (result.papers, result.editions, result.files.unchanged, result.files.removed) == (1, 1, 0, 0)
    assert (tmp_path / "site/papers/lisa-reasoning-segmentation.html").is_file()
    assert {"read", "parse", "assemble", "tags", "search", "related", "pages", "render", "write"} <= set(result.stages)
    assert {name for name, _, _ in steps} == set(result.stages)
    assert steps[-1] == ("write", 1, 1)


def test_a_build_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    build_site(config(tmp_path))
    assert gc.isenabled()


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    build_site(config(tmp_path))
    before = bytes_of(tmp_path / "site")
    result = build_site(config(tmp_path))
    assert (result.files.written, result.files.removed) == (0, 0)
    assert bytes_of(tmp_path / "site") == before


@pytest.mark.parametrize("watches", [(), (Watch("segments", "Segments", "segment*"),)])
@pytest.mark.parametrize(
    ("jobs", "method", "many"), [(2, "fork", 100), (4, "fork", 100), (2, "fork", 0), (2, "spawn", 100)]
)
def test_a_site_that_several_processes_make_is_that_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watches: tuple[Watch, ...], jobs: int, method: str, many: int
) -> None:
    if method not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        pytest.skip("nothing is forked there")
    monkeypatch.setattr(pipeline, "LARGE", 0)
    monkeypatch.setattr(workers, "CALLS_OF_A_FORK", 3)
    monkeypatch.setattr(workers, "start_method", lambda: method)
    seeds(tmp_path, **{f"2025-05-{day}": PAGE.replace("LISA", f"LISA-{day}") for day in range(10, 30)})
    settings = config(tmp_path, base_url="https://a.example/", curation=Curation(watches=watches), jobs=1)
    build_site(settings)
    for module in (pipeline, outputs):
        monkeypatch.setattr(module, "MANY_PAPERS", many)
    build_site(replace(settings, out=tmp_path / "shared", jobs=jobs))
    assert bytes_of(tmp_path / "site") == bytes_of(tmp_path / "shared")


def test_a_page_that_was_hidden_and_stays_because_somebody_changed_it_is_told(tmp_path: Path) -> None:
    """Whoever makes pages smaller after a build changes them all."""
    seeds(
        tmp_path,
        page=PAGE,
        other="Another Paper of Lamps\n\nA lamp is a lamp, and we show how bright it is at night.\n",
    )
    build_site(config(tmp_path))
    page = tmp_path / "site/papers/lisa-reasoning-segmentation.html"
    page.write_text("smaller")
    (tmp_path / "seeds/papers.toml").write_text('[papers."lisa-reasoning-segmentation"]\nhidden = true\n')
    result = build_site(config(tmp_path))
    assert (page.exists(), result.files.left) == (True, ("papers/lisa-reasoning-segmentation.html",))
    [problem] = [problem for problem in result.problems if problem.path == str(page)]
    assert "remove it" in problem.hint


def test_strict_counts_a_warning_as_an_error_and_leaves_the_last_good_site(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    build_site(config(tmp_path))
    before = bytes_of(tmp_path / "site")
    seeds(tmp_path, page=PAGE + "\nA Title Without Any Abstract Behind It\n")
    with pytest.raises(ContentError) as caught:
        build_site(config(tmp_path, strict=True))
    assert {problem.severity for problem in caught.value.problems} == {"error"}
    assert bytes_of(tmp_path / "site") == before


def test_problems_name_the_seed_as_the_user_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seeds(tmp_path, page=PAGE + "\nA Title Without Any Abstract Behind It\n")
    result = build_site(Config(), epoch=None)
    assert any(problem.path == "seeds/page.txt" and problem.line == 7 for problem in result.problems)
    (reading,) = check_seeds(Config())
    assert {problem.path for problem in reading.problems} <= {"seeds/page.txt", "digest.toml"}


def test_both_places_of_a_repeated_paper_are_named_as_the_user_reaches_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seeds(tmp_path, **{"2025-05-28-a": PAGE, "2025-05-28-b": PAGE})
    (again,) = (problem for problem in build_site(Config()).problems if "stands here again" in problem.message)
    assert (again.path, again.line) == ("seeds/2025-05-28-b.txt", 3)
    assert "and before at seeds/2025-05-28-a.txt:3" in again.message


def test_without_an_address_one_notice_says_what_is_missing(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    (notice,) = build_site(config(tmp_path)).notices
    assert "base_url" in notice
    assert not (tmp_path / "site/sitemap.xml").exists()
    assert build_site(config(tmp_path, base_url="https://example.org/a/")).notices == ()
    assert "https://example.org/a/papers/" in (tmp_path / "site/sitemap.xml").read_text()


def test_a_broken_template_leaves_the_last_good_site(tmp_path: Path) -> None:
    seeds(tmp_path, page=PAGE)
    build_site(config(tmp_path))
    before = bytes_of(tmp_path / "site")
    (tmp_path / "templates/pages").mkdir(parents=True)
    (tmp_path / "templates/pages/paper.html").write_text(
        "{% extends 'base.html' %}\n{{ oops }}{% block main %}{{ oops }}"
    )
    with pytest.raises(ContentError, match=r"templates/pages/paper\.html:2: error: "):
        build_site(config(tmp_path))
    assert bytes_of(tmp_path / "site") == before


def test_what_cannot_be_built_leaves_no_empty_folder(tmp_path: Path) -> None:
    seeds(tmp_path, page="May 28\n")
    with pytest.raises(ContentError):
        build_site(config(tmp_path))
    assert not (tmp_path / "site").exists()
