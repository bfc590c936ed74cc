"""Writes files to the stage, in any process: path and content in, a `StagedFile` out, which says what became of it."""

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.model.hashes import hash_digits
from generator.output.manifest import change_time


class StagedFile(NamedTuple):
    """A file of the site: its path, the hash of its content, and whether that is new there.

    `is_in_the_way` says that something that no build made is in its place.
    """

    path: str
    hash: str
    is_new: bool
    is_in_the_way: bool = False


@dataclass(frozen=True, slots=True)
class StageWriter:
    """`known` has the hashes of files that builds wrote to `out`; they hold for a file that was not touched since
    `complete_since`, in nanoseconds. With `is_first` there is nothing in `out` yet."""

    out: Path
    place: Path
    is_first: bool
    complete_since: int
    known: Mapping[str, str]
    _folders: set[str] = field(default_factory=set, compare=False)

    def for_paths(self, paths: Iterable[str]) -> "StageWriter":
        """The same writer for these paths alone: what another process needs to know is little then."""
        known = {path: self.known[path] for path in paths if path in self.known} if self.known else {}
        return replace(self, known=known, _folders=set())

    def write(self, path: str, content: bytes) -> StagedFile:
        """Put `content` for `path` on the stage, unless the site has it already."""
        staged = StagedFile(path, hash_digits(content), is_new=True)
        if not self.is_first:
            if self.is_unchanged(path, staged.hash, content):
                return staged._replace(is_new=False)
            staged = staged._replace(is_in_the_way=self._is_in_the_way(path))
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.place}/{folder}", exist_ok=True)  # noqa: PTH103 (faster for ten thousand files)
            self._folders.add(folder)
        _write_file(f"{self.place}/{path}", content)
        return staged

    def _is_in_the_way(self, path: str) -> bool:
        """Whether there is something in this place that a file cannot replace: a folder, or what no build made."""
        try:
            found = os.lstat(f"{self.out}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return False
        return path not in self.known or stat.S_ISDIR(found.st_mode)

    def is_unchanged(self, path: str, content_hash: str, content: bytes) -> bool:
        """Whether the site has the file already: by the manifest where the file is older, else by its bytes."""
        file = f"{self.out}/{path}"
        try:
            found = os.lstat(file)
        except (FileNotFoundError, NotADirectoryError):
            return False
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
            return False
        if self.known.get(path) == content_hash and change_time(found) < self.complete_since:
            return True
        return Path(file).read_bytes() == content


def _write_file(path: str, content: bytes) -> None:
    """Put `content` into a new file: with as few calls as it takes, for there are ten thousands, and all of it."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        while content:  # a disk that is nearly full takes a part, and says so only when it is asked again
            content = content[os.write(file, content) :]
    finally:
        os.close(file)
