"""What may go wrong with the files of a site costs an error and leaves the last good site; it publishes nothing."""

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from generator import output
from generator.build.incremental import SiteBuilder
from generator.build.site import build_site
from generator.model.config import Config
from generator.model.problems import ContentError, SetupError
from tests.builders import write_files
from tests.command import times
from tests.library.test_hiding import DAMAGES, FILES, SECRETS, Damage

PAGE = "June 1\n\nCounting Sparrows from Rooftops\n\nWe count sparrows with microphones that hear a call.\n"


def files_of(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A site that was built, with a file in each folder that a user may have."""
    seeds = {"seeds/2025-06-01.txt": PAGE, "seeds/more/2025-06-02.md": "# Hearing Swifts\n\nWe hear swifts.\n"}
    write_files(
        tmp_path, {**seeds, "templates/partials/footer.html": "<footer>Ours</footer>", "static/ours.txt": "Ours"}
    )
    config = Config(root=tmp_path, seeds=tmp_path / "seeds", out=tmp_path / "site")
    build_site(config)
    return config


@pytest.mark.parametrize("folder", ["seeds/more", "templates/partials", "static"])
def test_a_folder_that_cannot_be_read_takes_nothing_off_the_site(
    config: Config, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir, before = os.scandir, files_of(config.out)

    def refuse(place: str) -> Any:
        if str(place).endswith(folder):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ContentError, match=f"{folder}:0: error: this folder cannot be read: Permission denied"):
        build_site(config)
    assert files_of(config.out) == before


def remove(site: Path) -> None:
    shutil.rmtree(site)


def remove_and_make(site: Path) -> None:
    shutil.rmtree(site)
    site.mkdir()


def move_away(site: Path) -> None:
    site.rename(site.with_name("old"))


def empty(site: Path) -> None:
    for part in site.iterdir():
        shutil.rmtree(part) if part.is_dir() else part.unlink()


@pytest.mark.parametrize("lose", [remove, remove_and_make, move_away, empty])
def test_a_site_that_is_removed_while_somebody_watches_is_made_and_held_again(
    config: Config, lose: Callable[[Path], None]
) -> None:
    with closing(SiteBuilder()) as builder:
        builder.build(config)
        write_files(config.root, {"seeds/2025-06-01.txt": PAGE + "\nWe publish the calls.\n"})
        builder.build(config)
        assert [*builder.deferred()][-1]
        lose(config.out)
        write_files(config.root, {"seeds/2025-06-01.txt": PAGE.replace("Rooftops", "Chimneys")})
        builder.build(config)
        [*builder.deferred()]
        with pytest.raises(SetupError, match="another digest is at work on this folder"), output.lock(config.out):
            pass
    found = files_of(config.out)
    shutil.rmtree(config.out)
    build_site(config)
    assert {name: found[name] for name in found if name != output.MANIFEST} == {
        name: content for name, content in files_of(config.out).items() if name != output.MANIFEST
    }


def test_a_paper_that_the_last_build_had_and_this_one_has_not_is_named_once(config: Config) -> None:
    (config.seeds / "more/2025-06-02.md").unlink()
    (config.seeds / "2025-06-01.txt").write_text(PAGE + "\nWatching Wrens in Winter\n\nWe watch wrens, and they us.\n")
    assert build_site(config).gone == ("hearing-swifts",)
    assert build_site(config).gone == ()
    (config.seeds / "papers.toml").write_text('[papers.counting-sparrows-from-rooftops]\nalias = "sparrows"\n')
    assert build_site(config).gone == ()
    (config.seeds / "papers.toml").write_text("[papers.counting-sparrows-from-rooftops]\nhidden = true\n")
    assert build_site(config).gone == ("counting-sparrows-from-rooftops",), "not the page that led to it"


def test_seeds_that_vanish_while_somebody_watches_take_nothing_off_the_site(config: Config) -> None:
    """As a drive does that is pulled out, and put in again."""
    before = files_of(config.out)
    with closing(SiteBuilder()) as builder:
        builder.build(config)
        [*builder.deferred()]
        config.seeds.rename(config.root / "pulled out")
        with pytest.raises(ContentError):
            builder.build(config)
        config.seeds.mkdir()
        with pytest.raises(ContentError, match="there is no seed in this folder"):
            builder.build(config)
        assert files_of(config.out) == before
        config.seeds.rmdir()
        (config.root / "pulled out").rename(config.seeds)
        write_files(config.root, {"seeds/2025-06-03.txt": PAGE.replace("Rooftops", "Chimneys")})
        builder.build(config)
        [*builder.deferred()]
    assert (config.out / "papers/counting-sparrows-from-chimneys.html").is_file()


@pytest.mark.parametrize("year", [1980, 2040])
def test_a_clock_that_jumps_hides_no_change(config: Config, year: int) -> None:
    """Neither that of a seed, nor what somebody did to a page."""
    then = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp()
    (page := config.out / "index.html").write_bytes(page.read_bytes().replace(b"<body>", b"<BODY>"))
    (seed := config.seeds / "2025-06-01.txt").write_text(PAGE.replace("Rooftops", "Rooftopz"))
    for file in (page, seed):
        os.utime(file, (then, then))
    build_site(config)
    found = files_of(config.out)
    assert "papers/counting-sparrows-from-rooftopz.html" in found
    shutil.rmtree(config.out)
    build_site(config)
    fresh = {name: content for name, content in files_of(config.out).items() if name != output.MANIFEST}
    assert {name: found[name] for name in fresh} == fresh, "beside files of the last build that stay for one more"


@settings(max_examples=times(10, 200))
@given(DAMAGES)
def test_a_damaged_file_costs_an_error_and_leaves_the_site_or_shows_nothing_hidden(damage: Damage) -> None:
    with tempfile.TemporaryDirectory() as name:
        config = Config(root=Path(name), seeds=Path(name, "seeds"), out=Path(name, "site"))
        config.seeds.mkdir()
        for file, data in FILES.items():
            (config.seeds / file).write_bytes(data)
        build_site(config)
        before = files_of(config.out)
        (config.seeds / damage.file).write_bytes(damage.of(FILES[damage.file]))
        try:
            build_site(config)
        except ContentError:
            assert files_of(config.out) == before
            return
        shown = b"".join(data for name, data in files_of(config.out).items() if name.startswith("papers/"))
        left = {file: (config.seeds / file).read_bytes().splitlines() for file in FILES}
        for words, (file, lines) in SECRETS.items():
            assert words.encode() not in shown or not {*lines} <= {line.strip() for line in left[file]}
