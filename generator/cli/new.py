"""`digest new`: copies `starter/`, an example site, to a new folder.

A name in `starter/` that begins with `dot-` begins with a dot in the copy. A real `.gitignore` inside the package
would be obeyed by git, and by the tools that build the package.
"""

import os
from pathlib import Path

from generator.model.config import PACKAGE
from generator.model.problems import SetupError, error

STARTER = PACKAGE / "cli" / "starter"


def create_site(folder: Path) -> tuple[str, ...]:
    """Make `folder` a site to start from; its files, relative to it.

    Raises `SetupError` when there is something in it already (but for an empty repository's `.git`).
    """
    if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - a `Path` may raise
        raise SetupError(error(str(folder), 0, "this is no folder", "choose another name"))
    try:
        return _copy_starter(folder)
    except OSError as fault:
        hint = "choose a folder you may write to"
        raise SetupError(error(str(fault.filename or folder), 0, f"writing failed: {fault.strerror}", hint)) from None


def _copy_starter(folder: Path) -> tuple[str, ...]:
    taken = sorted(name for name in os.listdir(folder) if name != ".git") if os.path.lexists(folder) else []  # noqa: PTH208
    if taken:
        raise SetupError(error(str(folder), 0, f"this folder is not empty, it holds {taken[0]}", "choose a new name"))
    names = {file: _target_name(file) for file in sorted(STARTER.rglob("*")) if file.is_file()}
    for file, name in names.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return tuple(sorted(names.values()))


def _target_name(file: Path) -> str:
    return "/".join(part.replace("dot-", ".", 1) for part in file.relative_to(STARTER).parts)
