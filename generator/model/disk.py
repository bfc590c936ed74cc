"""Reads a file that somebody named: the whole of a regular file, and nothing else.

A pipe or a device in its place would keep a command waiting for ever, or fill the memory, so neither is read.
"""

import errno
import os
import stat
from pathlib import Path


def read_file(path: Path | str) -> bytes:
    """The bytes of a regular file, or of one that a link leads to. Raises `OSError`, also for a path with a NUL."""
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "no name of a file has a NUL in it", str(path))
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - asked first, for opening a pipe waits for the other end
        raise OSError(errno.EINVAL, "this is no file", str(path))
    return Path(path).read_bytes()


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with a byte order mark or without one. Raises `OSError` and `UnicodeDecodeError`."""
    return read_file(path).decode("utf-8-sig")
