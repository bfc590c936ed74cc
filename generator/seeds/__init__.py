"""The seeds folder: from files to `ParsedSeed`s.

Reading bytes from disk and parsing them are two functions, so a `ParsedSeed` can be kept for as long as the bytes are
the same. The suffix of a file decides its reader, in one table. A file that cannot be read costs a warning and
never the others; only a folder with nothing to read in it is an error.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.execution.memo import IDLE, Work
from generator.model.papers import ParsedSeed
from generator.model.problems import ContentError, error, warning
from generator.seeds import corrections, markdown, pasted
from generator.seeds.files import files_below, is_ignored_name

READERS: dict[str, Callable[[str, str], ParsedSeed]] = {
    ".txt": pasted.parse_page,
    ".text": pasted.parse_page,
    ".md": markdown.parse_paper,
    ".markdown": markdown.parse_paper,
}
"""The reader of each suffix: `parse_seed(text, path) -> Reading`."""

SIDE_FILE_READERS = {corrections.CORRECTIONS_FILE: corrections.parse_corrections}
"""The readers of files beside the seeds, by path: there is no paper in them, but what is said of papers."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed's bytes; `path` is relative to the seeds folder, with `/`. `fault` says why there are none."""

    path: str
    data: bytes = b""
    fault: str = ""

    def __hash__(self) -> int:
        return hash(self.path)  # bytes are compared in no time, and to hash them takes some


def read_folder(seeds: Path) -> tuple[ParsedSeed, ...]:
    """What the seeds folder holds, by file name. Raises `ContentError` when there is nothing to read."""
    return parse_seeds(read_sources(seeds))


def parse_seeds(found: Sequence[SeedFile], work: Work = IDLE) -> tuple[ParsedSeed, ...]:
    """What each seed holds; the very `ParsedSeed` of the build before where its bytes are the same."""
    return tuple(work.each("readings", found, lambda sources: map(parse_seed, sources), is_heavy=True))


def read_sources(seeds: Path) -> tuple[SeedFile, ...]:
    """Every file of the seeds folder and its subfolders but litter, sorted by path.

    Raises `ContentError` when the folder is missing, or holds no file that has a reader.
    """
    if not os.path.isdir(seeds):  # noqa: PTH112 - a `Path` raises where a folder on the way may not be entered
        what = "this is no folder" if os.path.lexists(seeds) else "there is no such folder"
        raise ContentError(error(str(seeds), 0, what, "make it and put a pasted digest page into it as a .txt file"))
    found = tuple(
        _read_source(path, name)
        for name, path in sorted((p.relative_to(seeds).as_posix(), p) for p in _seed_paths(seeds))
    )
    if not any(_suffix(source.path) in READERS for source in found):
        hint = f"put a pasted digest page into it as a .txt file; read are {', '.join(READERS)}"
        raise ContentError(error(str(seeds), 0, "there is no seed in this folder", hint))
    return found


def is_seed(path: str) -> bool:
    """Whether a path relative to the seeds folder names a file that is looked at: no litter, nothing hidden."""
    return not any(map(is_ignored_name, PurePosixPath(path).parts))


def _seed_paths(seeds: Path) -> Iterator[Path]:
    return (Path(entry.path) for entry in files_below(str(seeds)))


def _read_source(path: Path, name: str) -> SeedFile:
    if _find_reader(name) is None:
        return SeedFile(name)
    try:
        return SeedFile(name, path.read_bytes())
    except OSError as fault:
        return SeedFile(name, fault=fault.strerror or type(fault).__name__)


def parse_seed(source: SeedFile) -> ParsedSeed:
    """What a seed holds. Never raises: a seed that cannot be read is a `ParsedSeed` with a problem."""
    reader = _find_reader(source.path)
    if reader is None:
        return _unreadable_seed(source, 0, *_missing_reader(source.path))
    if source.fault:
        return _unreadable_seed(source, 0, f"the file cannot be read: {source.fault}", "check its permissions")
    try:
        text = _decode_text(source.data)
    except UnicodeDecodeError as fault:
        line = source.data.count(b"\n", 0, fault.start) + 1
        return _unreadable_seed(source, line, "the file is not UTF-8 and was left out", "save it as UTF-8")
    return reader(text, source.path)


def _decode_text(data: bytes) -> str:
    """The text of UTF-8, with a byte order mark or without one, and of UTF-16 with one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _missing_reader(path: str) -> tuple[str, str]:
    known = ", ".join(READERS)
    suffix = PurePosixPath(path).suffix
    if suffix:
        return f"no reader for {suffix}", f"save it as one of {known}, or move it out of the seeds folder"
    return "no reader for a file without a suffix", f"name it like one of {known}, or move it out of the seeds folder"


def _unreadable_seed(source: SeedFile, line: int, message: str, hint: str) -> ParsedSeed:
    return ParsedSeed(source.path, problems=(warning(source.path, line, message, hint),))


def _find_reader(path: str) -> Callable[[str, str], ParsedSeed] | None:
    return SIDE_FILE_READERS.get(path) or READERS.get(_suffix(path))


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
