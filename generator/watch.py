"""Build, and build again whenever something the site is made from is different.

Events of the file system come in bursts, come twice, name temporary files of editors, and on some systems do not come
at all. So they are not trusted with anything but a hint: an event only wakes a look at what is there, and a build
happens when that differs from what the last build saw. One save is one build however many events it makes, reverting
an edit is none, and our own output, which is not looked at, cannot trigger. The look is repeated now and then without
any event, rarely enough to cost two percent of a core at most, so it works where a system has no events to give, too.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from generator.config import Config
from generator.litter import is_litter
from generator.problems import DigestError, Problem, SetupError

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    from generator.result import Result

QUIET = 0.05
"""Seconds without a change after which a save is over."""
IMPATIENCE = 1.0
"""Seconds after which a build starts though changes keep coming."""
LOOK_AGAIN = 1.0
"""Seconds between looks without an event, at least; and at least fifty times what a look takes."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to build: the configuration, None where that is what is broken; and the result, or why there is none."""

    config: Config | None
    result: "Result | None"
    fault: DigestError | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        if self.fault:
            return self.fault.problems
        return self.result.problems if self.result else ()


def watch(load: Callable[[], Config], build: Callable[[Config], "Result"]) -> Iterator[Attempt]:
    """The attempt made at once, and after it one for every change, until the caller stops asking.

    A fault of the seeds or, later on, of the configuration is in the attempt, and the next change may mend it.
    Raises `SetupError` when the configuration is broken, or the output folder not ours, to begin with.
    """
    config = load()
    with closing(_Eyes()) as eyes:
        eyes.aim(sources(config))
        seen = _view(load, config)
        first = _attempt(load, build)
        if isinstance(first.fault, SetupError):
            raise first.fault
        yield first
        while True:
            eyes.aim(sources(seen.config))
            eyes.rest(seen.cost)
            now = _view(load, seen.config)
            if now != seen and (now := _settled(load, now)) != seen:
                seen = now
                yield _attempt(load, build)


def sources(config: Config) -> tuple[Path, ...]:
    """Every file and folder that a site is made from; some may not be there yet."""
    rules = (config.tag_rules,) if config.tag_rules else ()
    settings = config.file or config.root / "digest.toml"
    return (config.seeds, settings, *rules, *config.template_folders, *config.static_folders)


def _attempt(load: Callable[[], Config], build: Callable[[Config], "Result"]) -> Attempt:
    config = None
    try:
        config = load()
        return Attempt(config, build(config))
    except DigestError as fault:
        return Attempt(config, None, fault)


_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _View:
    """What a site would be made from at this moment; with a broken configuration, by the one before."""

    config: Config
    broken: tuple[Problem, ...]
    files: Mapping[str, _Stamp]
    cost: float = field(compare=False)
    """Seconds that the look took."""


def _view(load: Callable[[], Config], last: Config) -> _View:
    start = time.monotonic()
    broken: tuple[Problem, ...] = ()
    try:
        config = load()
    except DigestError as fault:
        config, broken = last, fault.problems
    files = dict(_files(sources(config)))
    return _View(config, broken, files, time.monotonic() - start)


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, _Stamp]]:
    """Every file at or below `paths`; what vanishes while one looks was not there."""
    for path in paths:
        with suppress(OSError):
            if path.is_dir():
                yield from _below(str(path))
            else:
                yield str(path), _stamp(path.stat())


def _below(folder: str) -> Iterator[tuple[str, _Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if is_litter(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path)
                else:
                    yield entry.path, _stamp(entry.stat())


def _stamp(found: os.stat_result) -> _Stamp:
    """The time, size and number of a file: one of them changes when it is edited or replaced."""
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settled(load: Callable[[], Config], now: _View) -> _View:
    """The view once nothing changes any more, or once that has taken too long."""
    deadline = time.monotonic() + IMPATIENCE
    while time.monotonic() < deadline:
        time.sleep(QUIET)
        before, now = now, _view(load, now.config)
        if now == before:
            break
    return now


class _Eyes:
    """Sleeps until the system says that something happened in a folder, or until it is time to look anyway."""

    def __init__(self) -> None:
        import logging

        from watchdog.observers import Observer

        # It logs an error when it is stopped between two looks, which is nobody's fault and none of the user's concern.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self.woken = Event()
        self.aimed: frozenset[tuple[str, int, bool]] = frozenset()
        self.observer = Observer()
        self.observer.start()

    def aim(self, paths: Iterable[Path]) -> None:
        """Watch what is at `paths` now, and the folder around each, where it may appear or be replaced."""
        folders = frozenset(_folders(paths))
        if folders != self.aimed:
            self.aimed = folders
            self.observer.unschedule_all()
            for folder, _, recursive in sorted(folders):
                with suppress(OSError):
                    self.observer.schedule(_bell(self.woken), folder, recursive=recursive)

    def rest(self, cost: float) -> None:
        self.woken.wait(max(LOOK_AGAIN, 50 * cost))
        self.woken.clear()

    def close(self) -> None:
        self.observer.stop()


def _folders(paths: Iterable[Path]) -> Iterator[tuple[str, int, bool]]:
    """The folders to watch, the number of each (another one of the same name is another folder), and how deep."""
    for path in paths:
        around = next(folder for folder in path.absolute().parents if folder.is_dir())
        for folder, recursive in ((around, False), (path, True)):
            with suppress(OSError):
                if folder.is_dir():
                    yield str(folder.resolve()), folder.stat().st_ino, recursive


def _bell(woken: Event) -> "FileSystemEventHandler":
    """What watchdog calls. That a file was merely opened is no news: our own looks and builds do it all the time."""
    from watchdog.events import FileSystemEventHandler

    class Bell(FileSystemEventHandler):
        def dispatch(self, event: "FileSystemEvent") -> None:
            if event.event_type in ("created", "modified", "moved", "deleted", "closed"):
                woken.set()

    return Bell()
