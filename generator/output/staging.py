"""The stage: a temporary folder that collects the files of a new site until all are there. `Stage.write` puts a file
there, `Stage.include` makes it part of the site, and `Stage.commit` moves everything to its place.
"""

import os
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.disk import read_file
from generator.model.hashes import hash_digits
from generator.model.problems import SetupError, error
from generator.output.folder import (
    CLOSED,
    MANIFEST,
    STAGE_PREFIX,
    check_output_dir,
    foreign_files,
    is_closed_folder,
    is_plain_folder,
    lock,
    setup_error,
)
from generator.output.manifest import HASH_NAMED, Manifest, change_time, encode_manifest, merge_hashes, read_manifest
from generator.output.transaction import Transaction, undone_on_failure
from generator.output.writer import StagedFile, StageWriter

INTERRUPT_SIGNALS = (signal.SIGINT, signal.SIGTERM)
SPARE = ".spare"
"""On the stage, what a new site replaces and removes."""
BLOCKED = (
    "a part of the site must go here, and no build made what is there",
    "move it away, or choose another folder with --out",
)


@dataclass(frozen=True, slots=True)
class FileChanges:
    """How many files a build wrote, found as they should be, and removed; the paths written and removed, sorted; and
    those of files that no seed produces any more, and that stay because somebody changed them."""

    written: int
    unchanged: int
    removed: int
    changed: tuple[str, ...] = field(default=(), compare=False)
    left: tuple[str, ...] = ()


@contextmanager
def open_stage(out: Path, *, is_locked: bool = False, complete_since: int | None = None) -> Iterator["Stage"]:
    """A stage for a new site in `out`; whatever was not committed is gone afterwards.

    The folder is locked against other processes, unless the caller did it (`lock`). `complete_since` is when the caller
    last made the whole site (`Stage.complete_since`), where parts may have followed. Raises `SetupError`, and the site
    is as it was, when the folder is not ours, a file of somebody else's is in the way, another process is at work
    there, or the disk refuses.
    """
    check_output_dir(out)
    try:
        with nullcontext() if is_locked else lock(out):
            for left in out.glob(f"{STAGE_PREFIX}*/"):
                shutil.rmtree(left)
            place = Path(tempfile.mkdtemp(prefix=STAGE_PREFIX, dir=out))
            try:
                yield Stage(out, place, read_manifest(out), complete_since)
            finally:
                shutil.rmtree(place, ignore_errors=True)
    except OSError as fault:
        where = fault.filename2 or fault.filename or out
        raise setup_error(where, f"writing failed: {fault.strerror}", "fix that, and build again") from fault


class Stage:
    """The files of a new site, written beside the old one's; `commit` moves them.

    `write` does it here; other processes use the `writer`, and what that gives is for `include`.
    """

    def __init__(self, out: Path, place: Path, old: Manifest, complete_since: int | None = None) -> None:
        self.out, self.place, self.old = out, place, old
        self.is_first = not old.files and not old.kept and not foreign_files(out)
        if complete_since is None:
            complete_since = 0 if self.is_first or old.is_claim else change_time(os.lstat(out / MANIFEST))
        self.complete_since = complete_since
        """When the whole site was made: what was not touched since is as the manifest says. In nanoseconds."""
        self.writer = StageWriter(out, place, self.is_first, complete_since, {**old.kept, **old.files})
        self._files: dict[str, StagedFile] = {}

    def write(self, path: str, content: bytes) -> None:
        """Make a file with `content` part of the new site."""
        self._files[path] = self.writer.write(path, content)

    __setitem__ = write

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            self.write(path, content)

    def beside(self) -> "Stage":
        """A stage in the same place, with no files yet: `include` takes those that another process puts there."""
        other = copy(self)
        other._files = {}
        return other

    @property
    def files(self) -> tuple[StagedFile, ...]:
        """The files of the new site so far."""
        return tuple(self._files.values())

    def content_hash(self) -> str:
        """A hash of all files of the new site so far, with their paths."""
        return hash_digits("\n".join(f"{path} {self._files[path].hash}" for path in sorted(self._files)))

    def reuse(self, paths: Iterable[str]) -> set[str]:
        """Make files that builds wrote part of the new site as they are; gives those that cannot be, being gone."""
        return {path for path in paths if not self.keep(path)}

    def keep(self, path: str) -> bool:
        """Make a file that builds wrote part of the new site as it is, unless it is gone."""
        was = self.old.files.get(path, " ")
        if " " in was or not (self._is_untouched(path) or self._has_hash(path, was)):
            return False
        self._files[path] = StagedFile(path, was, is_new=False)
        return True

    def _is_untouched(self, path: str) -> bool:
        try:
            return change_time(os.lstat(f"{self.out}/{path}")) < self.complete_since
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _has_hash(self, path: str, content_hash: str) -> bool:
        """Whether a file that was touched is what a build wrote all the same: one that was put back from a copy."""
        try:
            return hash_digits(read_file(f"{self.out}/{path}")) == content_hash
        except OSError:
            return False

    def include(self, files: Iterable[StagedFile]) -> None:
        """Make `files`, which writers put on the stage, part of the new site."""
        self._files.update((file.path, file) for file in files)

    def commit(self, stamp: Mapping[str, object] | None = None) -> FileChanges:
        """Move everything to its place, and remove what no seed produces."""
        new = {path: self._files[path].hash for path in sorted(self._files)}
        was = self.old.files
        kept = {path: then for path, then in was.items() if path not in new and HASH_NAMED.fullmatch(path)}
        stays = new.keys() | kept.keys()
        needless = {path: then for path, then in merge_hashes(was, self.old.kept).items() if path not in stays}
        folders, removed, left = self._find_removable(needless)
        self._check_targets({folder for path in removed for folder in _parent_folders(path)})
        with _defer_signals(), undone_on_failure(self.place / SPARE) as moves:
            moved = self._move(moves, is_change=bool(needless))
            self._remove(moves, removed, folders)
            self._save(moves, Manifest(new, kept, stamp))
            self.complete_since = change_time(os.lstat(self.out / MANIFEST))
        changed = tuple(sorted((*moved, *removed)))
        return FileChanges(len(moved), len(new) - len(moved), len(removed), changed, tuple(left))

    def commit_part(self) -> FileChanges:
        """Move what is on the stage to its place, and leave the rest of the site as it is, for a moment."""
        self._check_targets()
        with _defer_signals(), undone_on_failure(self.place / SPARE) as moves:
            moved = self._move(moves)
        return FileChanges(len(moved), len(self.old.files.keys() - set(moved)), 0, tuple(sorted(moved)))

    def _find_removable(self, needless: Mapping[str, str]) -> tuple[set[str], list[str], list[str]]:
        """The folders that needless files, given with their hashes, may leave empty; those that are there as a build
        wrote them, and those that somebody changed."""
        folders = {folder for path in needless for folder in _parent_folders(path)}
        plain = {folder for folder in folders if is_plain_folder(self.out / folder)}
        reached = [path for path in needless if plain.issuperset(_parent_folders(path))]
        there = [path for path in reached if stat.S_ISREG(_file_mode(self.out / path))]
        own = [path for path in there if hash_digits((self.out / path).read_bytes()) in needless[path].split()]
        return plain, own, sorted(set(there) - set(own))

    def _remove(self, moves: Transaction, paths: Iterable[str], folders: Iterable[str]) -> None:
        """Remove files, and folders that are empty then."""
        for path in paths:
            moves.remove(self.out / path)
        for folder in sorted(folders, key=len, reverse=True):
            with suppress(OSError):
                (self.out / folder).rmdir()

    def _check_targets(self, emptied: Iterable[str] = ()) -> None:
        """Try every place before the first file moves; `emptied` are folders where files will be removed.

        Something that no build made, where one of our files or its folder must go, stops the build, and so does a
        folder that cannot be written to.
        """
        if self.is_first:
            return
        new = [file for file in self._files.values() if file.is_new]
        folders = {folder for file in new for folder in _parent_folders(file.path)}
        blocked = {folder for folder in folders if not is_plain_folder(self.out / folder)}
        blocked |= {file.path for file in new if file.is_in_the_way}
        closed = {folder for folder in folders.union(emptied) - blocked if is_closed_folder(self.out / folder)}
        problems = [error(str(self.out / path), 0, *BLOCKED) for path in sorted(blocked)]
        problems += [error(str(self.out / path), 0, *CLOSED) for path in sorted(closed)]
        if problems:
            raise SetupError(*problems)

    def _move(self, moves: Transaction, *, is_change: bool = False) -> list[str]:
        """Claim what is on the stage, and move it, hash-named files first; the folders of a first site whole.

        Gives the paths. `is_change` says that there will be a change in any case.
        """
        moved = [path for path, file in self._files.items() if file.is_new]
        if moved or is_change:
            new = {path: file.hash for path, file in self._files.items()}
            self._save(moves, Manifest(merge_hashes(self.old.files, new), self.old.kept, is_claim=True))
        places = {path.partition("/")[0] for path in moved} if self.is_first else moved
        for folder in {folder for path in places for folder in _parent_folders(path)}:
            moves.make_folder(self.out / folder)
        for path in sorted(
            places,
            key=lambda path: (not HASH_NAMED.fullmatch(path) and path not in ("assets", "search", "cards"), path),
        ):
            moves.replace(self.place / path, self.out / path)
        return moved

    def _save(self, moves: Transaction, new: Manifest) -> None:
        content = encode_manifest(new)
        if not self.writer.is_unchanged(MANIFEST, "", content):
            (self.place / MANIFEST).write_bytes(content)
            moves.replace(self.place / MANIFEST, self.out / MANIFEST)


def _parent_folders(path: str) -> Iterator[str]:
    """Every folder that `path` lies in, below the site's own, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _file_mode(file: Path) -> int:
    try:
        return file.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


@contextmanager
def _defer_signals() -> Iterator[None]:
    """An interruption waits until the files are in their places."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    before = {each: signal.signal(each, lambda number, _: caught.append(number)) for each in INTERRUPT_SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number in caught[:1]:
        signal.raise_signal(number)
