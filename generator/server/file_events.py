"""Waits for an event of the file system, or until it is time to poll anyway.

An event is only a hint; `watch` compares snapshots itself. Where the system cannot report events, because all its
watches are in use, or does not, as for a drive that another machine writes to, polling becomes more frequent, and the
user is told why, once.
"""

import errno
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Event

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

POLL_INTERVAL = 1.0
"""Seconds between looks without an event, at least; and at least fifty times what a look takes."""
FAST_POLL_INTERVAL = 0.25
"""The same where there are no events."""
REMEDIES = {
    errno.ENOSPC: "raise fs.inotify.max_user_watches to see them at once",
    errno.EMFILE: "raise fs.inotify.max_user_instances to see them at once",
}
EVENT_KINDS = "Created", "Modified", "Moved", "Deleted", "Attrib"
EVENT_NAMES = [f"{what}{kind}Event" for what in ("File", "Dir") for kind in EVENT_KINDS]
"""Those of changed rights are events of their own since watchdog 7."""
EVENT_TYPES: list[type[FileSystemEvent]] = [
    events.FileClosedEvent,
    *(getattr(events, name) for name in EVENT_NAMES if hasattr(events, name)),
]
"""What may happen to a file or folder; and files are closed. That one was opened, or read, is none: our own looks and
builds do it all the time, and to hear of it would take a tenth of a build."""
HAS_CLOSE_EVENTS = sys.platform.startswith("linux")

_WatchKey = tuple[str, int, bool]
"""Its path, its number (another folder of the same name is another one), and whether all below it is meant."""


class FileWatcher:
    def __init__(self) -> None:
        # It logs an error when it is stopped between two looks, which is nobody's fault and none of the user's concern.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self.told = Event()
        """Set by every event, until the next rest."""
        self._written: set[str] = set()
        self._watched: dict[_WatchKey, ObservedWatch | None] = {}
        self._notices: list[str] = []
        self._polling = False
        self._observer = self._started()

    def _started(self) -> BaseObserver | None:
        _disable_move_delay()
        try:
            observer = Observer()
            observer.start()
        except OSError as fault:
            self._cannot(fault)
            return None
        return observer

    def watch_paths(self, places: Iterable[Path]) -> None:
        """Watch what is at `places` now, and the folder around each, where it may appear or be replaced.

        What happened there before, nobody told: so when there is something new to watch, the next rest ends at once.
        """
        wanted = frozenset(_watch_keys(places))
        if self._observer is None or wanted == self._watched.keys():
            return
        for folder in self._watched.keys() - wanted:
            if watched := self._watched.pop(folder):
                with suppress(KeyError):  # it ended by itself when its folder went
                    self._observer.unschedule(watched)
        for folder in sorted(wanted - self._watched.keys()):
            self._watch_folder(self._observer, folder)
        self.told.set()

    def _watch_folder(self, observer: BaseObserver, folder: _WatchKey) -> None:
        path, _, is_deep = folder
        try:
            watched = observer.schedule(_Handler(self), path, recursive=is_deep, event_filter=EVENT_TYPES)
            self._watched[folder] = watched
        except OSError as fault:
            if fault.errno in REMEDIES:  # otherwise it went this moment, and the next look will show that
                self._watched[folder] = None
                self._cannot(fault)

    def wait(self, cost: float) -> bool:
        """Whether there was an event; without one the rest ends in time for a look that takes `cost` seconds."""
        told = self.told.wait(max(FAST_POLL_INTERVAL if self._polling else POLL_INTERVAL, 50 * cost))
        self.told.clear()
        return told

    def unfinished(self) -> frozenset[int]:
        """The numbers of files that were written to and not closed yet, as far as the system tells."""
        numbers = set()
        for path in tuple(self._written):
            with suppress(OSError):
                numbers.add(Path(path).stat().st_ino)
        return frozenset(numbers)

    def forget_unfinished(self) -> None:
        self._written.clear()

    def on_event(self, event: FileSystemEvent) -> None:
        path = os.fsdecode(event.src_path)
        if event.event_type == "modified" and HAS_CLOSE_EVENTS and not event.is_directory:
            self._written.add(path)
        elif event.event_type not in ("modified", "attrib"):
            self._written.discard(path)
        self.told.set()

    def report_missed(self) -> None:
        """A look found what no event had told of."""
        self._lose("the system did not tell of this change, as on network drives: from now on changes are looked for")

    def _cannot(self, fault: OSError) -> None:
        remedy = REMEDIES.get(fault.errno or 0, "")
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        self._lose(f"the system cannot tell of changes ({reason}), so they are looked for", remedy)

    def _lose(self, what: str, remedy: str = "") -> None:
        if not self._polling:
            self._polling = True
            often = f"{what} {1 / FAST_POLL_INTERVAL:.0f} times a second"
            self._notices.append(f"{often} - {remedy}" if remedy else often)

    def notice(self) -> str:
        """What the user should know, once; usually nothing."""
        return self._notices.pop() if self._notices else ""

    def close(self) -> None:
        if self._observer:
            self._observer.stop()


def _watch_keys(places: Iterable[Path]) -> Iterator[_WatchKey]:
    for place in places:
        with suppress(OSError):  # the folder one is in may be gone
            around = next(folder for folder in place.absolute().parents if folder.is_dir())
            yield str(around.resolve()), around.stat().st_ino, False
            if place.is_dir():
                yield str(place.resolve()), place.stat().st_ino, True


class _Handler(FileSystemEventHandler):
    """What watchdog calls."""

    def __init__(self, watcher: FileWatcher) -> None:
        self._eyes = watcher

    def dispatch(self, event: FileSystemEvent) -> None:
        self._eyes.on_event(event)


def _disable_move_delay() -> None:
    """A file that was moved away, as editors move the old one, waits in watchdog for where it went, half a second, and
    all news behind it; which is nothing to us.
    """
    for module, holder in (
        ("inotify_move_event_grouper", "InotifyMoveEventGrouper"),
        ("inotify_buffer", "InotifyBuffer"),  # before 7.0
    ):
        with suppress(ImportError, AttributeError, OSError):
            getattr(import_module(f"watchdog.observers.{module}"), holder).delay = 0
