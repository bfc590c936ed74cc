"""Builds a site, and builds it again whenever something that it is made from has changed.

Events of the file system come in bursts, come twice, name temporary files of editors, and on some systems do not come
at all. So an event is only a hint: it triggers a snapshot of the sources, and a build starts when the snapshot differs
from that of the last build. One save is one build however many events it makes, and reverting an edit is none. Our own
output is not in the snapshot, so it cannot trigger a build. Snapshots are also taken now and then without any event,
rarely enough to cost two percent of a core at most, so watching works where a system has no events, too.

A save is over when nothing has changed for a moment (`QUIET_PERIOD`), which is all that an edit waits. Over a slow
connection a file comes in pieces, with longer moments between them. Two signs tell: somebody who wrote to the file has
not closed it yet, which Linux reports; or it was appended to, and soon after that again. Then the build waits, for
`MAX_DELAY` at most.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.build.result import BuildResult
from generator.model.config import Config
from generator.model.problems import DigestError, Problem, SetupError
from generator.seeds.files import files_below
from generator.server.file_events import HAS_CLOSE_EVENTS, FileWatcher

SETTLE_INTERVAL = 0.015
"""Seconds between looks while a save is under way; the first comes a moment after the event, for most are over then."""
QUIET_PERIOD = SETTLE_INTERVAL if HAS_CLOSE_EVENTS else 2 * SETTLE_INTERVAL
"""Seconds without a change after which a save is over; where the system tells of open files, one look is enough."""
APPEND_QUIET_PERIOD = 0.3
"""The same for a file that is added to, again within so many seconds."""
MAX_DELAY = 1.0
"""Seconds after which a build starts though changes keep coming."""


DeferredSteps = Callable[[], Iterator[BuildResult | None]]


@dataclass(frozen=True, slots=True)
class BuildAttempt:
    """One try to build: the configuration, None where that is what is broken; and the result, or why there is none.

    `notice` is what the user should know of the watching itself, said once. `is_deferred` says that the pages were
    there before, and now everything is.
    """

    config: Config | None
    result: BuildResult | None
    fault: DigestError | None = None
    notice: str = ""
    is_deferred: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        if self.fault:
            return self.fault.problems
        return self.result.problems if self.result else ()


def watch_site(
    load: Callable[[], Config], build: Callable[[Config], BuildResult], rest: DeferredSteps = lambda: iter(())
) -> Iterator[BuildAttempt]:
    """The attempt made at once, and after it one for every change, until the caller stops asking.

    Where a build leaves something to make, `rest` gives the steps to it, and at the end a result, which makes another
    attempt; a change comes before the next step, and then the rest is left to the build of the change.
    A fault of the seeds or, later on, of the configuration is in the attempt, and the next change may fix it.
    Raises `SetupError` when the configuration is broken, or the output folder not ours, to begin with.
    """
    seen = _snapshot(load, load())
    first = _try_build(load, build)
    if isinstance(first.fault, SetupError):
        raise first.fault
    with closing(FileWatcher()) as watcher:
        watcher.watch_paths(seen.places)
        yield replace(first, notice=watcher.notice())
        attempt, ends = first, dict[str, bytes]()
        while True:
            watcher.watch_paths(seen.places)
            told = watcher.wait(seen.cost)
            time.sleep(SETTLE_INTERVAL / 2)
            before, now = seen, _snapshot(load, seen.config)
            if now != before:
                seen = _wait_until_stable(
                    load, watcher, now, APPEND_QUIET_PERIOD if _is_being_appended(before, now, ends) else QUIET_PERIOD
                )
            if seen != before:
                ends = _tails(before, seen)
                attempt = _try_build(load, build)
                if not told and not watcher.told.is_set():
                    watcher.report_missed()
                yield replace(attempt, notice=watcher.notice())
            if attempt.result:  # whoever undoes a change at once has the rest of the last build still to come
                yield from _run_deferred(attempt, rest, partial(_sources_changed, load, watcher, seen))


def _sources_changed(load: Callable[[], Config], watcher: FileWatcher, seen: "_SourceSnapshot") -> bool:
    return watcher.told.is_set() and _snapshot(load, seen.config) != seen


def _run_deferred(
    attempt: BuildAttempt, rest: DeferredSteps, has_changed: Callable[[], bool]
) -> Iterator[BuildAttempt]:
    """What was left to make, unless something changes before it is made."""
    try:
        for result in rest():
            if result:
                yield BuildAttempt(attempt.config, result, is_deferred=True)
            elif has_changed():
                break
    except DigestError as fault:
        yield BuildAttempt(attempt.config, None, fault)


def source_paths(config: Config) -> tuple[Path, ...]:
    """Every file and folder that a site is made from; some may not be there yet."""
    settings = config.file or config.root / "digest.toml"
    return (config.seeds, settings, *config.named_files, *config.template_folders, *config.static_folders)


def _try_build(load: Callable[[], Config], build: Callable[[Config], BuildResult]) -> BuildAttempt:
    config = None
    try:
        config = load()
        return BuildAttempt(config, build(config))
    except DigestError as fault:
        return BuildAttempt(config, None, fault)


class _FileState(NamedTuple):
    """One of these changes when a file is edited, replaced or made readable."""

    nanoseconds: int
    size: int
    number: int
    mode: int


@dataclass(frozen=True, slots=True)
class _SourceSnapshot:
    """What a site would be made from at this moment; with a broken configuration, by the one before."""

    config: Config
    broken: tuple[Problem, ...]
    files: Mapping[str, _FileState]
    links: frozenset[str]
    cost: float = field(compare=False)
    """Seconds that the look took."""

    @property
    def places(self) -> tuple[Path, ...]:
        """What to watch: links are followed to where they lead."""
        return (*source_paths(self.config), *(Path(os.path.realpath(link)) for link in sorted(self.links)))


def _snapshot(load: Callable[[], Config], last: Config) -> _SourceSnapshot:
    start = time.monotonic()
    broken: tuple[Problem, ...] = ()
    try:
        config = load()
    except DigestError as fault:
        config, broken = last, fault.problems
    links: set[str] = set()
    files = dict(_stat_files(source_paths(config), links))
    return _SourceSnapshot(config, broken, files, frozenset(links), time.monotonic() - start)


def _stat_files(paths: Iterable[Path], links: set[str]) -> Iterator[tuple[str, _FileState]]:
    """Every file at or below `paths`, and to `links` every link; what vanishes while one looks was not there."""
    for path in map(str, paths):
        if os.path.islink(path):  # noqa: PTH114 (a `Path` may raise)
            links.add(path)
        inside = (entry.path for entry in files_below(path, links))
        for file in inside if os.path.isdir(path) else (path,):  # noqa: PTH112
            with suppress(OSError):
                found = os.stat(file)  # noqa: PTH116 (a look stats hundreds)
                yield file, _FileState(found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)


def _wait_until_stable(
    load: Callable[[], Config], watcher: FileWatcher, now: _SourceSnapshot, quiet: float
) -> _SourceSnapshot:
    """The view once nothing changes any more, or once that has taken too long."""
    deadline, calm = time.monotonic() + MAX_DELAY, 0.0
    while calm < quiet and time.monotonic() < deadline:
        time.sleep(SETTLE_INTERVAL)
        before, now = now, _snapshot(load, now.config)
        is_calm = now == before and not watcher.unfinished() & {file.number for file in now.files.values()}
        calm = calm + SETTLE_INTERVAL if is_calm else 0.0
    watcher.forget_unfinished()
    return now


def _tails(before: _SourceSnapshot, now: _SourceSnapshot) -> dict[str, bytes]:
    """What stands at the end of files that changed in between."""
    changed = (path for path, stamp in now.files.items() if before.files.get(path) != stamp)
    return {path: _tail(path, now.files[path].size) for path in changed}


def _tail(path: str, size: int) -> bytes:
    """The last bytes of a file when it had this size."""
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
        file.seek(max(0, size - 64))
        return file.read(min(size, 64))
    return b""


def _is_being_appended(seen: _SourceSnapshot, now: _SourceSnapshot, ends: Mapping[str, bytes]) -> bool:
    """Whether a file that changed a moment ago was added to, and holds at its old end what it held there."""
    both = ((path, seen.files[path], now.files[path]) for path in ends if path in seen.files and path in now.files)
    return any(
        old.number == new.number
        and old.size < new.size
        and new.nanoseconds - old.nanoseconds < APPEND_QUIET_PERIOD * 1e9
        and _tail(path, old.size) == ends[path]
        for path, old, new in both
    )
