"""The seeds folder: from files to readings.

Taking bytes from the disk and understanding them are two functions: a `Reading` is kept for as long as the bytes are
the same. Which reader understands a file is a matter of its suffix, in one table. A file that cannot
be read costs a warning and never the others; only a folder with nothing to read in it is an error.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.execution.memo import IDLE, Work
from generator.model.papers import Reading
from generator.model.problems import ContentError, error, warning
from generator.seeds import corrections, markdown, pasted
from generator.seeds.files import files_below, is_litter

READERS: dict[str, Callable[[str, str], Reading]] = {
    ".txt": pasted.read,
    ".text": pasted.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}
"""The reader of each suffix: `read(text, path) -> Reading`."""

NO_SEEDS = {corrections.FILE: corrections.read}
"""The readers of files beside the seeds, by path: there is no paper in them, but what is said of papers."""


@dataclass(frozen=True, slots=True)
class Source:
    """A seed's bytes; `path` is relative to the seeds folder, with `/`. `fault` says why there are none."""

    path: str
    data: bytes = b""
    fault: str = ""

    def __hash__(self) -> int:
        return hash(self.path)  # bytes are compared in no time, and to hash them takes some


def read_folder(seeds: Path) -> tuple[Reading, ...]:
    """What the seeds folder holds, by file name. Raises `ContentError` when there is nothing to read."""
    return read_all(sources(seeds))


def read_all(found: Sequence[Source], work: Work = IDLE) -> tuple[Reading, ...]:
    """What each seed holds; the very `Reading` of the build before where its bytes are the same."""
    return tuple(work.each("readings", found, lambda sources: map(read, sources), is_heavy=True))


def sources(seeds: Path) -> tuple[Source, ...]:
    """Every file of the seeds folder and its subfolders but litter, sorted by path.

    Raises `ContentError` when the folder is missing, or holds no file that has a reader.
    """
    if not os.path.isdir(seeds):  # noqa: PTH112 - a `Path` raises where a folder on the way may not be entered
        what = "this is no folder" if os.path.lexists(seeds) else "there is no such folder"
        raise ContentError(error(str(seeds), 0, what, "make it and put a pasted digest page into it as a .txt file"))
    found = tuple(
        _source(path, name) for name, path in sorted((p.relative_to(seeds).as_posix(), p) for p in _files(seeds))
    )
    if not any(_suffix(source.path) in READERS for source in found):
        hint = f"put a pasted digest page into it as a .txt file; read are {', '.join(READERS)}"
        raise ContentError(error(str(seeds), 0, "there is no seed in this folder", hint))
    return found


def is_seed(path: str) -> bool:
    """Whether a path relative to the seeds folder names a file that is looked at: no litter, nothing hidden."""
    return not any(map(is_litter, PurePosixPath(path).parts))


def _files(seeds: Path) -> Iterator[Path]:
    return (Path(entry.path) for entry in files_below(str(seeds)))


def _source(path: Path, name: str) -> Source:
    if _reader(name) is None:
        return Source(name)
    try:
        return Source(name, path.read_bytes())
    except OSError as fault:
        return Source(name, fault=fault.strerror or type(fault).__name__)


def read(source: Source) -> Reading:
    """What a seed holds. Never raises: a seed that cannot be read is a `Reading` with a problem."""
    reader = _reader(source.path)
    if reader is None:
        return _unread(source, 0, *_no_reader(source.path))
    if source.fault:
        return _unread(source, 0, f"the file cannot be read: {source.fault}", "check its permissions")
    try:
        text = _decoded(source.data)
    except UnicodeDecodeError as fault:
        line = source.data.count(b"\n", 0, fault.start) + 1
        return _unread(source, line, "the file is not UTF-8 and was left out", "save it as UTF-8")
    return reader(text, source.path)


def _decoded(data: bytes) -> str:
    """The text of UTF-8, with a byte order mark or without one, and of UTF-16 with one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _no_reader(path: str) -> tuple[str, str]:
    known = ", ".join(READERS)
    suffix = PurePosixPath(path).suffix
    if suffix:
        return f"no reader for {suffix}", f"save it as one of {known}, or move it out of the seeds folder"
    return "no reader for a file without a suffix", f"name it like one of {known}, or move it out of the seeds folder"


def _unread(source: Source, line: int, message: str, hint: str) -> Reading:
    return Reading(source.path, problems=(warning(source.path, line, message, hint),))


def _reader(path: str) -> Callable[[str, str], Reading] | None:
    return NO_SEEDS.get(path) or READERS.get(_suffix(path))


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
