"""Reads the files of the seeds folder as bytes. It takes no more to see that nothing has changed."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.model.disk import read_file
from generator.model.problems import ContentError, error
from generator.seeds.files import all_files_below

PAGE_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm")
"""Pasted, written and saved pages."""
DATA_SUFFIXES = (
    ".bib", ".bibtex", ".ris", ".nbib", ".medline", ".ciw", ".enw", ".endf", ".json", ".jsonl", ".ndjson", ".csv",
    ".tsv", ".tab", ".xml", ".atom", ".rss", ".rdf", ".mods", ".yaml", ".yml",
)  # fmt: skip
"""Papers as programs write them."""
SUFFIXES = (*PAGE_SUFFIXES, *DATA_SUFFIXES)
"""Files that have a reader."""
LARGEST = 100_000_000
"""Bytes of a file: more is no list of papers, and would not fit into memory many times over."""
CORRECTIONS_FILE = "papers.toml"
NO_WORDS: Mapping[str, str] = MappingProxyType({})
ENRICHED_FILE = "enriched.toml"
SIDE_FILES = (CORRECTIONS_FILE, ENRICHED_FILE)
"""Files beside the seeds, by path: there is no paper in them, but what is said of papers."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed's bytes; `path` is relative to the seeds folder, with `/`. `fault` says why there are none.

    `read_as` is how its curator says that it is to be read, whatever it looks like.
    """

    path: str
    data: bytes = b""
    fault: str = ""
    read_as: str = ""


def read_sources(seeds: Path, read_as: Mapping[str, str] = NO_WORDS) -> tuple[SeedFile, ...]:
    """Every file of the seeds folder and its subfolders but litter, sorted by path.

    Raises `ContentError` when the folder is missing, or holds no file that has a reader, and when a part of it cannot
    be read that may hold papers or say which to hide.
    """
    if not os.path.isdir(seeds):  # noqa: PTH112 - a `Path` raises where a folder on the way may not be entered
        what = "this is no folder" if os.path.lexists(seeds) else "there is no such folder"
        raise ContentError(error(str(seeds), 0, what, "make it and put a pasted digest page into it as a .txt file"))
    paths = [Path(entry.path) for entry in all_files_below(seeds)]
    by_name = {path.relative_to(seeds).as_posix(): path for path in paths}
    by_name |= {name: seeds / name for name in SIDE_FILES if os.path.lexists(seeds / name)}
    _check_names(by_name)
    read = (_read_source(path, name) for name, path in sorted(_without_parts_of_pages(by_name).items()))
    found = tuple(
        replace(source, read_as=read_as[source.path]) if source.path in read_as else source for source in read
    )
    if not any(suffix_of(source.path) in SUFFIXES for source in found):
        hint = f"put a pasted digest page into it as a .txt file; read are {', '.join(SUFFIXES)}"
        raise ContentError(error(str(seeds), 0, "there is no seed in this folder", hint))
    return found


_PARTS_FOLDER = re.compile(r"(.+?)(?:_files|\.files|_fichiers|-Dateien|_archivos|-filer)/")


def _without_parts_of_pages(names: Mapping[str, Path]) -> dict[str, Path]:
    """The files but for pictures, scripts and frames that a browser puts into a folder beside a page that it saves."""
    found = {name: _PARTS_FOLDER.match(name) for name in names if suffix_of(name) not in PAGE_SUFFIXES[:4]}
    parts = {name: match[1] for name, match in found.items() if match}
    return {
        name: path
        for name, path in names.items()
        if name not in parts or not {f"{parts[name]}.html", f"{parts[name]}.htm"} & names.keys()
    }


def _check_names(names: Mapping[str, Path]) -> None:
    """Raises `ContentError` for a link that leads nowhere and may have led to a folder of seeds, and for a file that
    only its name keeps from being the curator's."""
    for name, path in names.items():
        if not PurePosixPath(name).suffix and not os.path.exists(path):  # noqa: PTH110
            hint = "bring back what it leads to, or remove the link"
            raise ContentError(error(str(path), 0, "this link leads to nothing that can be read", hint))
        if CORRECTIONS_FILE not in names and _is_like_corrections(name.lower()):
            hint = f"name it {CORRECTIONS_FILE}, or move it out of the seeds folder"
            raise ContentError(error(str(path), 0, "this file is not read under this name", hint))


def _is_like_corrections(name: str) -> bool:
    """Whether a name may be a slip for the curator's file: `Papers.toml`, `paper.toml`, `papers.toml.txt`."""
    return ".toml" in name and "/" not in name and bool(difflib.get_close_matches(name, [CORRECTIONS_FILE], 1, 0.8))


def _read_source(path: Path, name: str) -> SeedFile:
    if name not in SIDE_FILES and suffix_of(name) not in SUFFIXES:
        return SeedFile(name)
    try:
        if path.stat().st_size > LARGEST:
            return SeedFile(name, fault=f"it has more than {LARGEST // 1_000_000} MB")
        return SeedFile(name, read_file(path))
    except OSError as fault:
        return SeedFile(name, fault=fault.strerror or type(fault).__name__)


def suffix_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
