"""Watching: one build a save, whatever an editor or a system makes of saving; and never a build for nothing.

Every wait is for something that happens, with a deadline; that something does not happen is seen by what happens next.
"""

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator import watch as watching
from generator.config import Config, load
from generator.litter import is_litter
from generator.output import Written
from generator.problems import ContentError, SetupError, error
from generator.result import Result
from generator.watch import Attempt, sources, watch

DEADLINE = 20


class OverError(Exception):
    """Ends a watch that would go on."""


@dataclass
class Watch:
    """A watch in a thread of its own; `next` is its next attempt, `builds` what each build found in the seeds."""

    root: Path
    attempts: "queue.Queue[Attempt | BaseException]" = field(default_factory=queue.Queue)
    builds: list[dict[str, str]] = field(default_factory=list)
    over: bool = False
    before_reading: Callable[[], None] = lambda: None

    def config(self) -> Config:
        if self.over:
            raise OverError
        config = load(self.root / "digest.toml")
        return Config(root=config.root, file=config.file, seeds=self.root / "seeds", tag_rules=config.tag_rules)

    def build(self, config: Config) -> Result:
        self.before_reading()
        seeds = {file.name: file.read_text() for file in sorted(config.seeds.glob("*.txt"))}
        self.builds.append(seeds)
        if not seeds:
            raise ContentError(error(str(config.seeds), 0, "there is no paper", "paste one"))
        return Result(len(seeds), 1, 0, Written(1, 0, 0), 0.0, {}, ())

    def run(self) -> None:
        try:
            for attempt in watch(self.config, self.build):
                self.attempts.put(attempt)
        except BaseException as fault:
            self.attempts.put(fault)

    def next(self) -> Attempt:
        got = self.attempts.get(timeout=DEADLINE)
        assert isinstance(got, Attempt), got
        return got

    def papers(self) -> int:
        result = self.next().result
        assert result
        return result.papers


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is busy with other tests, one save of ours may take longer than any editor's."""
    monkeypatch.setattr(watching, "QUIET", 0.25)
    monkeypatch.setattr(watching, "IMPATIENCE", 5.0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("a")
    return tmp_path


@pytest.fixture
def started(root: Path) -> Iterator[Watch]:
    """A watch that has built once."""
    watch = Watch(root)
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    assert watch.papers() == 1
    yield watch
    watch.over = True
    (root / "seeds/over.txt").write_text("wakes it")
    thread.join(DEADLINE)
    assert not thread.is_alive()


def test_creating_editing_renaming_and_deleting_a_seed_is_a_build_each(started: Watch) -> None:
    seeds = started.root / "seeds"
    (seeds / "b.txt").write_text("b")
    assert started.papers() == 2
    (seeds / "b.txt").write_text("b, edited")
    assert started.papers() == 2
    (seeds / "b.txt").rename(seeds / "c.txt")
    assert started.papers() == 2
    (seeds / "c.txt").unlink()
    assert started.papers() == 1
    assert started.builds == [
        {"a.txt": "a"},
        {"a.txt": "a", "b.txt": "b"},
        {"a.txt": "a", "b.txt": "b, edited"},
        {"a.txt": "a", "c.txt": "b, edited"},
        {"a.txt": "a"},
    ]


def test_one_save_is_one_build_however_an_editor_saves(started: Watch) -> None:
    seed = started.root / "seeds/a.txt"
    (seed.parent / ".a.txt.swp").write_text("vim's")
    (seed.parent / "4913").write_text("")
    (seed.parent / "4913").unlink()
    seed.rename(seed.parent / "a.txt~")
    seed.write_text("as vim")
    started.next()
    (seed.parent / "a.txt.tmp").write_text("as gedit, in one move")
    os.replace(seed.parent / "a.txt.tmp", seed)  # noqa: PTH105 (what editors call)
    started.next()
    with seed.open("w") as file:
        for word in ("in", " many", " pieces"):
            file.write(word)
            file.flush()
    started.next()
    (seed.parent / "b.txt").write_text("the end")
    started.next()
    assert [build["a.txt"] for build in started.builds] == [
        "a",
        "as vim",
        "as gedit, in one move",
        "in many pieces",
        "in many pieces",
    ]


def test_litter_the_output_and_what_belongs_to_nobody_build_nothing(started: Watch) -> None:
    (started.root / "site").mkdir()
    (started.root / "site/index.html").write_text("written by a build")
    (started.root / "README.md").write_text("not of the site")
    (started.root / "seeds/.#a.txt").write_text("emacs")
    (started.root / "seeds/#a.txt#").write_text("emacs")
    (started.root / "seeds/a.txt").read_text()
    with pytest.raises(queue.Empty):
        started.attempts.get(timeout=3 * watching.LOOK_AGAIN)
    (started.root / "seeds/a.txt").write_text("at last")
    started.next()
    assert len(started.builds) == 2


@pytest.mark.parametrize("name", [".hidden", "a.txt~", "#a.txt#", "a.swp", "a.tmp", "4913", "a.txt___jb_tmp___"])
def test_litter(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["a.txt", "2025-05-28.md", "49133", "tmp", "C#.txt"])
def test_no_litter(name: str) -> None:
    assert not is_litter(name)


def test_folders_that_appear_later_are_watched_to_their_depth(started: Watch) -> None:
    (started.root / "templates/pages").mkdir(parents=True)
    (started.root / "templates/pages/paper.html").write_text("one")
    started.next()
    (started.root / "templates/pages/paper.html").write_text("two")
    started.next()
    (started.root / "static/css").mkdir(parents=True)
    (started.root / "static/css/base.css").write_text("")
    started.next()


def test_a_seeds_folder_that_is_taken_away_is_an_error_until_it_is_back(started: Watch) -> None:
    shutil.move(started.root / "seeds", started.root / "elsewhere")
    gone = started.next()
    assert gone.result is None
    assert "there is no paper" in str(gone.problems[0])
    shutil.move(started.root / "elsewhere", started.root / "seeds")
    assert started.papers() == 1
    (started.root / "seeds/b.txt").write_text("the folder that came back is watched")
    assert started.papers() == 2


def test_a_broken_configuration_clears_by_itself(started: Watch) -> None:
    (started.root / "digest.toml").write_text("[site\n")
    broken = started.next()
    assert isinstance(broken.fault, SetupError)
    assert broken.config is None
    (started.root / "seeds/a.txt").write_text("meanwhile, the seeds are still watched")
    assert started.next().fault
    (started.root / "digest.toml").write_text("[site]\ntitle = 'Mended'\n")
    mended = started.next()
    assert mended.result
    assert not mended.problems


def test_what_is_watched_follows_the_configuration(started: Watch) -> None:
    (started.root / "rules").mkdir()
    (started.root / "digest.toml").write_text("[tags]\nrules = 'rules/mine.toml'\n")
    assert "there is no file rules/mine.toml" in str(started.next().problems[0])
    (started.root / "rules/mine.toml").write_text("")
    assert started.next().result
    (started.root / "rules/mine.toml").write_text("# edited")
    assert started.next().result


def test_a_change_while_a_build_is_running_is_built_as_well(root: Path) -> None:
    watch = Watch(root)
    seed = root / "seeds/a.txt"
    steps = iter(["while the first build runs"])

    def edit_once() -> None:
        if text := next(steps, None):
            seed.with_name("b.txt").write_text(text)
            watch.before_reading = lambda: None

    read = watch.build

    def build(config: Config) -> Result:
        result = read(config)
        edit_once()
        return result

    watch.build = build  # type: ignore[method-assign]
    threading.Thread(target=watch.run, daemon=True).start()
    assert watch.papers() == 1
    assert watch.papers() == 2
    watch.over = True


def test_it_works_where_the_system_tells_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.observers.api import BaseObserver

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", full)
    watch = Watch(root)
    threading.Thread(target=watch.run, daemon=True).start()
    watch.next()
    (root / "seeds/b.txt").write_text("b")
    assert watch.papers() == 2
    watch.over = True


def test_a_setup_that_is_wrong_to_begin_with_ends_the_watch(root: Path) -> None:
    (root / "digest.toml").write_text("[site\n")
    with pytest.raises(SetupError, match="this is not TOML"):
        next(watch(Watch(root).config, Watch(root).build))


def test_an_output_folder_that_is_not_ours_ends_the_watch(root: Path) -> None:
    def refuse(config: Config) -> Result:
        raise SetupError(error(str(config.out), 0, "not ours", "choose another"))

    with pytest.raises(SetupError, match="not ours"):
        next(watch(Watch(root).config, refuse))


def test_seeds_that_are_wrong_to_begin_with_do_not_end_it(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    attempts = watch(Watch(root).config, Watch(root).build)
    assert isinstance(next(attempts).fault, ContentError)
    (root / "seeds/a.txt").write_text("a")
    assert next(attempts).result
    attempts.close()  # type: ignore[attr-defined]


def test_everything_a_site_is_made_from_is_a_source(tmp_path: Path) -> None:
    config = Config(root=tmp_path, seeds=tmp_path / "papers", tag_rules=tmp_path / "tags.toml")
    expected = {tmp_path / name for name in ("papers", "digest.toml", "tags.toml", "templates", "static")}
    assert expected <= set(sources(config))
    assert config.out not in sources(config)


def test_what_watchdog_logs_is_not_the_users_concern() -> None:
    program = (
        "import logging; from generator.watch import _Eyes; eyes = _Eyes(); eyes.close();"
        "logging.getLogger('watchdog.observers.inotify').error('called when the thread is inactive')"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stderr == ""
