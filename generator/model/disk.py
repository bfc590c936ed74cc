"""Reads a file that somebody named: the whole of a regular file, and nothing else.

A pipe or a device in its place would keep a command waiting for ever, or fill the memory, so neither is read.
"""

import errno
import os
import stat
from pathlib import Path


class NotAFileError(OSError):
    """What is there is a folder, a pipe, a socket or a device."""


def read_file(path: Path | str) -> bytes:
    """The bytes of a regular file, or of one that a link leads to. Raises `OSError`, also for a path with a NUL."""
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "no name of a file has a NUL in it", str(path))
    # Nobody may be at the other end of a pipe, so opening must not wait for them.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(number, "rb") as file:  # noqa: PTH123 - it is open already
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise NotAFileError(errno.EINVAL, "this is no file", str(path))
        return file.read()


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with a byte order mark or without one. Raises `OSError` and `UnicodeDecodeError`."""
    return read_file(path).decode("utf-8-sig")
