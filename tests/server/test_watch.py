"""Watching: one build a save, whatever an editor or a system makes of saving; and never a build for nothing.

Every wait is for something that happens, with a deadline; that something does not happen is seen by what happens next.
"""

import errno
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

from generator.build.result import BuildResult
from generator.model.config import Config, load_config
from generator.model.problems import ContentError, SetupError, error
from generator.output import MANIFEST, FileChanges
from generator.seeds.files import files_below, is_ignored_name
from generator.seeds.sources import read_sources
from generator.server import file_events
from generator.server import watch as watching
from generator.server.file_events import FileWatcher
from generator.server.watch import BuildAttempt, source_paths, watch_site
from tests.builders import write_files

DEADLINE = 20


class OverError(Exception):
    """Ends a watch that would go on."""


@dataclass
class Watch:
    """A watch in a thread of its own; `next` is its next attempt, `builds` what each build found in the seeds.

    Every look reads the settings, so `looks` counts them.
    """

    root: Path
    attempts: "queue.Queue[BuildAttempt | BaseException]" = field(default_factory=queue.Queue)
    builds: list[dict[str, str]] = field(default_factory=list)
    over: bool = False
    before_reading: Callable[[], None] = lambda: None
    before_looking: Callable[[], None] = lambda: None
    rest: Iterator[BuildResult | None] = field(default_factory=lambda: iter(()))
    looks: int = 0
    looked: threading.Condition = field(default_factory=threading.Condition)

    def config(self) -> Config:
        if self.over:
            raise OverError
        self.before_looking()
        with self.looked:
            self.looks += 1
            self.looked.notify_all()
        config = load_config(self.root / "digest.toml")
        return Config(root=config.root, file=config.file, seeds=self.root / "seeds", tag_rules=config.tag_rules)

    def build(self, config: Config) -> BuildResult:
        self.before_reading()
        found = {source.path: source.data.decode() for source in read_sources(config.seeds)}
        self.builds.append(found)
        return BuildResult(len(found), 1, 0, FileChanges(1, 0, 0), 0.0, {}, ())

    def run(self) -> None:
        try:
            for attempt in watch_site(self.config, self.build, lambda: self.rest):
                self.attempts.put(attempt)
        except BaseException as fault:
            self.attempts.put(fault)

    def next(self) -> BuildAttempt:
        got = self.attempts.get(timeout=DEADLINE)
        assert isinstance(got, BuildAttempt), got
        return got

    def look(self, times: int) -> None:
        """Wait until it has looked so many times more."""
        with self.looked:
            goal = self.looks + times
            assert self.looked.wait_for(lambda: self.looks >= goal, DEADLINE)

    def papers(self) -> int:
        result = self.next().result
        assert result
        return result.papers


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is busy with other tests, one save of ours may take longer than any editor's."""
    monkeypatch.setattr(watching, "QUIET_PERIOD", 0.25)
    monkeypatch.setattr(watching, "MAX_DELAY", 5.0)


@pytest.fixture
def only_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an event there is no look, so whatever is noticed then, the system has told of."""
    monkeypatch.setattr(file_events, "POLL_INTERVAL", 1000.0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, {"seeds/a.txt": "a"})


def running(root: Path) -> Watch:
    watch = Watch(root)
    threading.Thread(target=watch.run, daemon=True).start()
    return watch


@pytest.fixture
def started(root: Path) -> Iterator[Watch]:
    """A watch that has built once."""
    watch = running(root)
    first = watch.next()
    assert first.result
    assert first.notice == ""
    yield watch
    watch.over = True
    (root / "digest.toml").write_text("# wakes it")
    while not isinstance(watch.attempts.get(timeout=DEADLINE), OverError):
        pass


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
    started.look(2)
    (started.root / "seeds/a.txt").write_text("at last")
    started.next()
    assert len(started.builds) == 2


def test_a_file_that_is_written_slowly_is_built_when_its_writer_has_closed_it(
    started: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not file_events.HAS_CLOSE_EVENTS:
        pytest.skip("this system does not tell who has a file open")
    monkeypatch.setattr(watching, "MAX_DELAY", 60)  # on a busy machine twenty looks take longer than it has
    with (started.root / "seeds/a.txt").open("w") as file:
        for chunk in ("over", " a slow", " line"):
            file.write(chunk)
            file.flush()
            started.look(20)  # longer than any save is waited for
    started.next()
    assert started.builds == [{"a.txt": "a"}, {"a.txt": "over a slow line"}]


def test_a_file_that_is_never_closed_is_built_after_all(started: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MAX_DELAY", 0.5)
    with (started.root / "seeds/a.txt").open("w") as file:
        for chunk in ("one", " two"):
            file.write(chunk)
            file.flush()
            started.next()
    assert started.builds == [{"a.txt": "a"}, {"a.txt": "one"}, {"a.txt": "one two"}]


def test_a_file_that_is_added_to_again_and_again_is_waited_for(started: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET_PERIOD", watching.SETTLE_INTERVAL)
    monkeypatch.setattr(watching, "APPEND_QUIET_PERIOD", 4.0)
    monkeypatch.setattr(watching, "MAX_DELAY", 20.0)

    def add(chunk: str) -> None:
        with (started.root / "seeds/a.txt").open("a") as file:
            file.write(chunk)

    add("b")
    started.next()
    for chunk in ("c", "d", "e"):
        add(chunk)
        started.look(5)
    started.next()
    assert [build["a.txt"] for build in started.builds] == ["a", "ab", "abcde"]


def test_an_edit_that_makes_a_file_longer_is_no_piece_of_it(root: Path) -> None:
    seed = root / "seeds/a.txt"
    config = Watch(root).config
    views = []
    for text in ("word. The end.\n", "word and word. The end.\n", "word and word. The end.\nMore.\n"):
        seed.write_text(text)
        views.append(watching._snapshot(config, config()))
    first, edited, added = views
    assert not watching._is_being_appended(first, edited, {str(seed): b"word. The end.\n"})
    assert watching._is_being_appended(edited, added, {str(seed): b"word and word. The end.\n"})


@pytest.mark.usefixtures("only_told")
def test_folders_that_are_made_moved_and_renamed_are_seen_with_all_that_is_in_them(started: Watch) -> None:
    seeds, elsewhere = started.root / "seeds", started.root.parent / "elsewhere"
    (elsewhere / "year/may").mkdir(parents=True)
    (elsewhere / "year/may/b.txt").write_text("b")
    for move in (
        lambda: shutil.move(elsewhere / "year", seeds / "year"),
        lambda: (seeds / "year").rename(seeds / "2025"),
        lambda: (seeds / "2025/may/b.txt").write_text("edited where it is now"),
        lambda: shutil.move(seeds / "2025", elsewhere / "2025"),
    ):
        move()
        started.next()
    assert [sorted(build) for build in started.builds] == [
        ["a.txt"],
        ["a.txt", "year/may/b.txt"],
        ["2025/may/b.txt", "a.txt"],
        ["2025/may/b.txt", "a.txt"],
        ["a.txt"],
    ]


@pytest.mark.usefixtures("only_told")
def test_what_links_lead_to_is_read_and_watched(started: Watch) -> None:
    seeds, elsewhere = started.root / "seeds", started.root.parent / "elsewhere"
    (elsewhere / "folder/deep").mkdir(parents=True)
    (elsewhere / "b.txt").write_text("b")
    (elsewhere / "folder/deep/c.txt").write_text("c")
    for change in (
        lambda: (seeds / "b.txt").symlink_to(elsewhere / "b.txt"),
        lambda: (elsewhere / "b.txt").write_text("b, edited"),
        lambda: replace_file(elsewhere / "b.txt", "b, saved in one move"),
        lambda: (seeds / "more").symlink_to(elsewhere / "folder"),
        lambda: (elsewhere / "folder/deep/c.txt").write_text("c, edited"),
        lambda: (elsewhere / "folder/d.txt").write_text("d"),
        lambda: (elsewhere / "b.txt").unlink(),
        lambda: (elsewhere / "b.txt").write_text("b is back"),
    ):
        change()
        started.next()
    more = {"more/d.txt": "d", "more/deep/c.txt": "c, edited"}
    assert started.builds == [
        {"a.txt": "a"},
        {"a.txt": "a", "b.txt": "b"},
        {"a.txt": "a", "b.txt": "b, edited"},
        {"a.txt": "a", "b.txt": "b, saved in one move"},
        {"a.txt": "a", "b.txt": "b, saved in one move", "more/deep/c.txt": "c"},
        {"a.txt": "a", "b.txt": "b, saved in one move", "more/deep/c.txt": "c, edited"},
        {"a.txt": "a", "b.txt": "b, saved in one move", **more},
        {"a.txt": "a", "b.txt": "", **more},
        {"a.txt": "a", "b.txt": "b is back", **more},
    ]


@pytest.mark.usefixtures("only_told")
def test_a_seeds_folder_that_is_a_link_is_watched_where_it_leads(root: Path) -> None:
    for name in ("one", "two"):
        (root / name).mkdir()
        (root / name / "a.txt").write_text(name)
    shutil.rmtree(root / "seeds")
    (root / "seeds").symlink_to("one")
    watch = running(root)
    watch.next()
    (root / "one/a.txt").write_text("one, edited")
    watch.next()
    (root / "new").symlink_to("two")
    (root / "new").replace(root / "seeds")
    watch.next()
    (root / "two/a.txt").write_text("two, edited")
    watch.next()
    assert [build["a.txt"] for build in watch.builds] == ["one", "one, edited", "two", "two, edited"]
    watch.over = True


def test_links_that_lead_in_circles_end_and_bring_no_built_site_in(started: Watch) -> None:
    seeds, site = started.root / "seeds", started.root / "site"
    site.mkdir()
    (site / MANIFEST).write_text("{}")
    (site / "robots.txt").write_text("written by a build")
    (seeds / "all").symlink_to(started.root)
    started.next()
    (seeds / "here").symlink_to(".")
    started.next()
    (site / "robots.txt").write_text("written by another build")
    started.look(2)
    (seeds / "b.txt").write_text("b")
    started.next()
    alone = {"a.txt": "a"}
    assert started.builds == [alone, alone, alone, {"a.txt": "a", "b.txt": "b"}]


def replace_file(file: Path, text: str) -> None:
    """As most editors save."""
    file.with_name("saved.tmp").write_text(text)
    file.with_name("saved.tmp").replace(file)


def test_a_file_is_found_once_and_by_its_own_name(tmp_path: Path) -> None:
    for name in ("a.txt", "z/real/b.txt", ".hidden/c.txt"):
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text("")
    for name, target in (
        ("again", "z/real"),
        ("z/real/up", "../.."),
        ("z/up", ".."),
        ("me.txt", "me.txt"),
        ("no", "x"),
    ):
        (tmp_path / "seeds" / name).symlink_to(target)
    os.mkfifo(tmp_path / "seeds/pipe.txt")
    (tmp_path / "seeds/pipes.txt").symlink_to("pipe.txt")
    found = {Path(entry.path).relative_to(tmp_path / "seeds").as_posix() for entry in files_below(f"{tmp_path}/seeds")}
    known = {"a.txt", "z/real/b.txt", "me.txt", "no", "pipe.txt", "pipes.txt"}
    assert found == known, "links to nothing count, and pipes; links to folders met do not"


def test_a_file_that_becomes_readable_is_a_change(started: Watch) -> None:
    (started.root / "seeds/a.txt").chmod(0o600)
    assert started.next().notice == "", "the system told of it"
    assert len(started.builds) == 2


@pytest.mark.parametrize("name", [".hidden", "a.txt~", "#a.txt#", "a.swp", "a.tmp", "4913", "a.txt___jb_tmp___"])
def test_litter(name: str) -> None:
    assert is_ignored_name(name)


@pytest.mark.parametrize("name", ["a.txt", "2025-05-28.md", "49133", "tmp", "C#.txt"])
def test_no_litter(name: str) -> None:
    assert not is_ignored_name(name)


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
    assert "there is no such folder" in str(gone.problems[0])
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

    def build(config: Config) -> BuildResult:
        result = read(config)
        edit_once()
        return result

    watch.build = build  # type: ignore[method-assign]
    threading.Thread(target=watch.run, daemon=True).start()
    assert watch.papers() == 1
    assert watch.papers() == 2
    watch.over = True


@pytest.mark.usefixtures("only_told")
def test_a_change_that_is_undone_at_once_leaves_the_rest_to_be_made(started: Watch) -> None:
    saved, looks = started.root / "seeds/b.txt", 0

    def rest() -> Iterator[BuildResult | None]:
        saved.write_text("b")
        while saved.exists():
            yield None
        yield BuildResult(1, 1, 0, FileChanges(7, 0, 0), 0.0, {}, ())

    def undo_at_the_second_look() -> None:
        nonlocal looks
        looks += saved.exists()
        if looks == 2:
            saved.unlink(missing_ok=True)

    started.rest, started.before_looking = rest(), undo_at_the_second_look
    (started.root / "seeds/a.txt").write_text("an edit")
    assert started.papers() == 1
    whole = started.next()
    assert whole.is_deferred
    assert whole.result is not None
    assert whole.result.files.written == 7


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.ENOSPC, "max_user_watches"), (errno.EMFILE, "max_user_instances")]
)
@pytest.mark.parametrize("where", ["start", "schedule"])
def test_where_the_system_cannot_tell_it_says_so_once_and_looks(
    root: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int, remedy: str
) -> None:
    from watchdog.observers.api import BaseObserver

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(BaseObserver, where, full)
    watch = running(root)
    notice = watch.next().notice
    assert notice.startswith(f"the system cannot tell of changes ({os.strerror(number)})")
    assert remedy in notice
    (root / "seeds/b.txt").write_text("b")
    second = watch.next()
    assert second.result
    assert second.result.papers == 2
    assert second.notice == ""
    watch.over = True


def test_where_the_system_tells_nothing_it_says_so_once_and_looks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileWatcher, "on_event", lambda _eyes, _event: None)
    watch = running(root)
    assert watch.next().notice == ""
    notices = []
    for text in ("b", "bb", "bbb"):
        (root / "seeds/b.txt").write_text(text)
        notices.append(watch.next().notice)
    (said,) = filter(None, notices)
    assert said.startswith("the system did not tell of this change, as on network drives: ")
    watch.over = True


def test_a_setup_that_is_wrong_to_begin_with_ends_the_watch(root: Path) -> None:
    (root / "digest.toml").write_text("[site\n")
    with pytest.raises(SetupError, match="this is not TOML"):
        next(watch_site(Watch(root).config, Watch(root).build))


def test_a_disk_that_is_full_later_on_does_not_end_it(started: Watch) -> None:
    def refuse() -> None:
        raise SetupError(error("site/index.html", 0, "writing failed: No space left on device", "mend that"))

    started.before_reading = refuse
    (started.root / "seeds/a.txt").write_text("too much")
    assert "No space left" in str(started.next().problems[0])
    started.before_reading = lambda: None
    (started.root / "seeds/a.txt").write_text("less")
    assert started.next().result


def test_an_output_folder_that_is_not_ours_ends_the_watch(root: Path) -> None:
    def refuse(config: Config) -> BuildResult:
        raise SetupError(error(str(config.out), 0, "not ours", "choose another"))

    with pytest.raises(SetupError, match="not ours"):
        next(watch_site(Watch(root).config, refuse))


def test_seeds_that_are_wrong_to_begin_with_do_not_end_it(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    attempts = watch_site(Watch(root).config, Watch(root).build)
    assert isinstance(next(attempts).fault, ContentError)
    (root / "seeds/a.txt").write_text("a")
    assert next(attempts).result
    attempts.close()  # type: ignore[attr-defined]


def test_everything_a_site_is_made_from_is_a_source(tmp_path: Path) -> None:
    config = Config(root=tmp_path, seeds=tmp_path / "papers", tag_rules=tmp_path / "tags.toml")
    expected = {tmp_path / name for name in ("papers", "digest.toml", "tags.toml", "templates", "static")}
    assert expected <= set(source_paths(config))
    assert config.out not in source_paths(config)


def test_what_watchdog_logs_is_not_the_users_concern() -> None:
    program = (
        "import logging; from generator.server.file_events import FileWatcher; FileWatcher().close();"
        "logging.getLogger('watchdog.observers.inotify').error('called when the thread is inactive')"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stderr == ""
