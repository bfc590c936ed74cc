"""Lists the files that a person put into a folder, without what editors, browsers, systems and builds leave there.

Reading seeds, copying styles and watching for changes all use this list, so that nothing is read or published whose
changes a watching build would not see.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from heapq import heappop, heappush
from pathlib import Path

from generator.output import MANIFEST

_IGNORED_NAME = re.compile(
    r"\..*|.*~|#.*#|.*\.(sw[a-z]|tmp|temp|part|crdownload|bak|orig)|4913|.*___jb_(tmp|old)___|desktop\.ini|thumbs\.db",
    re.IGNORECASE,
)


def is_ignored_name(name: str) -> bool:
    """Whether a file or folder of this name (its last part) is nobody's work: hidden, temporary or a backup."""
    return _IGNORED_NAME.fullmatch(name) is not None


def files_below(folder: str, met: set[str] | None = None) -> Iterator[os.DirEntry[str]]:
    """Every file in `folder` and its subfolders but litter and built sites, in no order; none when there is no folder.

    Links are followed; `met` gets their paths. A folder is entered once, by its own name rather than a link's, so a
    link that leads back leads nowhere. A link to nothing counts as a file, for somebody meant one; so does a pipe.
    """
    met = set() if met is None else met
    folders, links = [folder], list[str]()
    entered: set[tuple[int, int]] = set()
    while folders or links:
        for entry in _scan_folder(folders.pop() if folders else heappop(links), entered):
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


def _scan_folder(folder: str, entered: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing when it was entered before, when a build wrote it, or when it is not there now."""
    with suppress(OSError):
        found = Path(folder).stat()
        if (found.st_dev, found.st_ino) in entered:
            return []
        entered.add((found.st_dev, found.st_ino))
        with os.scandir(folder) as entries:
            inside = list(entries)
        if not any(entry.name == MANIFEST for entry in inside):
            return [entry for entry in inside if not is_ignored_name(entry.name)]
    return []
