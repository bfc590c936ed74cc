"""Lists the files that a person put into a folder, without what editors, browsers, systems and builds leave there.

Reading seeds, copying styles and watching for changes all use this list, so that nothing is read or published whose
changes a watching build would not see.
"""

import os
import re
from collections.abc import Iterator
from heapq import heappop, heappush
from pathlib import Path

from generator.model.problems import ContentError, error
from generator.output import MANIFEST

_IGNORED_NAME = re.compile(
    r"\..*|.*~|#.*#|.*\.(sw[a-z]|tmp|temp|part|crdownload|bak|orig)|4913|.*___jb_(tmp|old)___|desktop\.ini|thumbs\.db",
    re.IGNORECASE,
)


def is_ignored_name(name: str) -> bool:
    """Whether a file or folder of this name (its last part) is nobody's work: hidden, temporary or a backup."""
    return _IGNORED_NAME.fullmatch(name) is not None


def all_files_below(folder: Path) -> list[os.DirEntry[str]]:
    """As `files_below`, of folders that can all be read: what lies in another would leave the site without a word.

    Raises `ContentError` with every folder that cannot be read.
    """
    faults: dict[str, str] = {}
    found = [*files_below(str(folder), faults=faults)]
    if faults:
        hint = "give yourself the right to read it, or move it away"
        raise ContentError(
            *(error(path, 0, f"this folder cannot be read: {why}", hint) for path, why in sorted(faults.items()))
        )
    return found


def files_below(
    folder: str, met: set[str] | None = None, faults: dict[str, str] | None = None
) -> Iterator[os.DirEntry[str]]:
    """Every file in `folder` and its subfolders but litter and built sites, in no order; none when there is no folder.

    Links are followed; `met` gets their paths, `faults` the folders that cannot be read and why. A folder is entered
    once, by its own name rather than a link's, so a link that leads back leads nowhere. A link to nothing counts as a
    file, for somebody meant one; so does a pipe.
    """
    met, faults = set() if met is None else met, {} if faults is None else faults
    folders, links = [folder], list[str]()
    entered: set[tuple[int, int]] = set()
    while folders or links:
        for entry in _scan_folder(folders.pop() if folders else heappop(links), entered, faults):
            if entry.is_symlink():
                met.add(entry.path)
                if os.path.isdir(entry.path):  # noqa: PTH112 (which, unlike an entry's own, never raises)
                    heappush(links, entry.path)
                else:
                    yield entry
            elif entry.is_dir():
                folders.append(entry.path)
            else:
                yield entry


def _scan_folder(folder: str, entered: set[tuple[int, int]], faults: dict[str, str]) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing when it was entered before, when a build wrote it, or when it is not there now."""
    try:
        found = os.stat(f"{folder}/.")  # noqa: PTH116 (a `Path` drops the dot, which asks for the right to enter)
        if (found.st_dev, found.st_ino) in entered:
            return []
        entered.add((found.st_dev, found.st_ino))
        with os.scandir(folder) as entries:
            inside = list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        faults[folder] = fault.strerror or type(fault).__name__
        return []
    if any(entry.name == MANIFEST for entry in inside):
        return []
    return [entry for entry in inside if not is_ignored_name(entry.name)]
