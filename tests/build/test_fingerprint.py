"""A build with nothing to do says so at once, and what the last one had to say; whatever is different is built."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.result import BuildResult
from generator.build.site import build_site
from generator.model import config as settings
from generator.model.config import Config
from generator.model.problems import ContentError

PAGE = """May 28

LISA: Reasoning Segmentation
We propose LISA, a large Language Instructed Segmentation Assistant.

A title with nothing below it
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("seeds", "templates/pages", "static/css"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/page.txt").write_text(PAGE)
    (tmp_path / "digest.toml").write_text('[site]\ntitle = "Mine"\n[tags]\nrules = "tags.toml"\n')
    (tmp_path / "tags.toml").write_text("")
    return tmp_path


def config(root: Path) -> Config:
    loaded = settings.load_config(root / "digest.toml")
    return Config(**{name: getattr(loaded, name) for name in loaded.__slots__} | places(root))


def places(root: Path) -> dict[str, Path]:
    return {"root": root, "seeds": root / "seeds", "out": root / "site"}


def was_built(result: BuildResult) -> bool:
    return "render" in result.stages


def test_a_build_with_nothing_to_do_says_what_the_last_one_said(root: Path) -> None:
    first, second = build_site(config(root)), build_site(config(root))
    assert was_built(first)
    assert not was_built(second)
    assert second.problems == first.problems != ()
    assert (second.papers, second.editions, second.tags) == (first.papers, first.editions, first.tags)
    assert (second.notices, second.hygiene) == (first.notices, first.hygiene)
    assert (second.files.written, second.files.unchanged) == (0, first.files.written)


def edit(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(text)


@pytest.mark.parametrize(
    "change",
    [
        edit("seeds/page.txt", PAGE.replace("large", "small")),
        edit("seeds/another.txt", PAGE.replace("LISA", "VISA")),
        edit("seeds/papers.toml", '[papers."lisa-reasoning-segmentation"]\nauthors = ["Lai"]\n'),
        edit("digest.toml", '[site]\ntitle = "Yours"\n[tags]\nrules = "tags.toml"\n'),
        edit("tags.toml", "replace = true\n"),
        edit("static/css/mine.css", "body { color: red }"),
        edit("templates/pages/not_found.html", "gone"),
        edit("site/papers/lisa-reasoning-segmentation.html", "scribbled over"),
        lambda root: (root / "site/index.html").unlink(),
        lambda root: (root / "seeds/page.txt").rename(root / "seeds/2025-05-28.txt"),
    ],
)
def test_whatever_is_different_is_built(root: Path, change: Callable[[Path], object]) -> None:
    build_site(config(root))
    assert not was_built(build_site(config(root)))
    change(root)
    assert was_built(build_site(config(root)))


def test_a_file_that_cannot_be_read_is_for_others_to_tell(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "mine.css":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    edit("static/css/mine.css", "body { color: red }")(root)
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(ContentError, match=r"mine\.css:0: error: the file cannot be read: Permission denied"):
        build_site(config(root))


def test_another_day_for_undated_editions_is_built(root: Path) -> None:
    build_site(config(root))
    assert was_built(build_site(config(root), epoch=datetime.date(2025, 1, 1)))


def test_a_site_whose_old_styles_wait_for_their_removal_is_built_once_more(root: Path) -> None:
    build_site(config(root))
    edit("static/css/mine.css", "body { color: red }")(root)
    assert [was_built(build_site(config(root))) for _ in range(3)] == [True, True, False]
