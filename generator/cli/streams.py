"""The standard streams of a command, whatever it was started with.

A stream may be closed, lead to a full disk, or to a reader who has gone. None of these may keep a site from being made,
so what cannot be written is dropped, and `lost_output` says so in the end.
"""

import io
import sys
from typing import Any


class _Stream(io.RawIOBase):
    """A stream that takes everything; `fault` is why something was lost."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.fault: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def write(self, data: Any, /) -> int:
        if self.fault is None:
            try:
                return self._raw.write(data) or len(data)
            except OSError as fault:
                self.fault = fault
        return len(data)


def open_streams() -> None:
    """Make standard output and error streams that never fail. A terminal that cannot show a letter gets its code."""
    for number, name in enumerate(("stdout", "stderr"), 1):
        before = getattr(sys, name)
        buffer = before.buffer if before else io.FileIO(number, "w", closefd=False)
        stream = _Stream(getattr(buffer, "raw", buffer))
        encoding = before.encoding if before else "utf-8"
        text = io.TextIOWrapper(io.BufferedWriter(stream), encoding, "backslashreplace", line_buffering=True)
        setattr(sys, name, text)


def lost_output() -> str:
    """Why some of what was asked for was not printed; empty when all was, or its reader has gone."""
    fault = getattr(getattr(getattr(sys.stdout, "buffer", None), "raw", None), "fault", None)
    return "" if fault is None or isinstance(fault, BrokenPipeError) else str(fault.strerror)
