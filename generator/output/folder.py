"""The output folder: whether a site may be built there (`check_output_dir`), and its lock against other processes
(`lock`). Both raise `SetupError`, with what to do about it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.model.problems import SetupError, error

if sys.platform != "win32":
    import fcntl

MANIFEST = ".digest.json"
STAGE_PREFIX = ".digest.stage-"
"""How the name of a stage begins. A killed build can leave one behind; the next build removes it."""
CLOSED = ("this folder cannot be written to", "choose another with --out, or ask for the right")
"""What is said of a folder that is closed, and what to do."""
ALLOWED = frozenset({".gitignore"})
"""What may lie in a folder before the first build."""

MAX_SITE_SIZE = 10**9
"""Bytes: GitHub Pages shows no site that is larger. (GitHub's documentation: GitHub Pages limits.)"""


def check_output_dir(out: Path, *sources: Path) -> None:
    """Make sure, before any work is done, that `out` is a folder to build in; writes nothing.

    `sources` are folders the site is made from; `out` must not be one of them, nor inside or around one.
    Raises `SetupError`.
    """
    other = "choose another folder with --out"
    for source in sources:
        here, there = (Path(os.path.realpath(folder)) for folder in (out, source))  # `resolve` fails where links loop
        if here == there or here in there.parents or there in here.parents:
            raise setup_error(out, f"the output folder overlaps {source}", other)
    if what := _nameless_folder(out):
        raise setup_error(out, what, other)
    nearest = next(folder for folder in (out, *out.absolute().parents) if os.path.lexists(folder))
    if not os.path.isdir(nearest):  # noqa: PTH112 - a `Path` raises where a folder on the way may not be entered
        is_link = os.path.islink(nearest) and not os.path.exists(nearest)  # noqa: PTH110, PTH114
        what = "this is a link to nothing" if is_link else "this is a file, not a folder"
        raise setup_error(nearest, what, other)
    if is_closed_folder(nearest):
        raise setup_error(nearest, *CLOSED)
    if nearest != out or os.path.lexists(out / MANIFEST):
        return
    strangers = foreign_files(out)
    if strangers:
        what = f"no build made this folder, and it holds {strangers[0]}"
        raise setup_error(out, what, "empty it, or choose another with --out")


def _nameless_folder(out: Path) -> str:
    """Why there can be no folder of this name, too long perhaps; empty when there can."""
    try:
        os.lstat(out)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as fault:
        return f"there can be no such folder: {fault.strerror}"
    return ""


@contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold the folder against other processes, where the system can lock one: Windows and some file servers cannot.

    A folder that was made for it, and is empty in the end, goes again. Raises `SetupError` when another process holds
    it, or there can be no such folder.
    """
    is_new = not os.path.lexists(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise setup_error(out, f"the folder cannot be made: {fault.strerror}", "choose another with --out") from fault
    number = folder_number(out)
    try:
        with _flock_folder(out):
            yield
    finally:
        if is_new and folder_number(out) == number:
            with suppress(OSError):
                out.rmdir()


@contextmanager
def _flock_folder(out: Path) -> Iterator[None]:
    if sys.platform == "win32":  # it has no such locks
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                hint = "stop it, or wait for its end; or choose another folder with --out"
                raise setup_error(out, "another digest is at work on this folder", hint) from None
        yield
    finally:
        os.close(folder)


def folder_number(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another that is made in its place while somebody holds it; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def foreign_files(out: Path) -> list[str]:
    """What lies in `out` and cannot be of a build that was killed before it had finished its first site."""
    return sorted(
        file.name for file in out.iterdir() if file.name not in ALLOWED and not file.name.startswith(STAGE_PREFIX)
    )


def is_plain_folder(folder: Path) -> bool:
    """Whether `folder` is one, or could be made: a link might lead out of the site, so it does not count."""
    return not os.path.lexists(folder) or (folder.is_dir() and not folder.is_symlink())


def is_closed_folder(folder: Path) -> bool:
    """Whether `folder` is one where this process can write and remove nothing."""
    return folder.is_dir() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def setup_error(place: Path | str, message: str, hint: str) -> SetupError:
    return SetupError(error(str(place), 0, message, hint))


def describe_excess(size: int) -> str:
    """That a site of so many bytes is larger than GitHub Pages shows; empty where it is not."""
    if size <= MAX_SITE_SIZE:
        return ""
    return f"the site has {size / 1e9:.2f} GB, and GitHub Pages shows at most {MAX_SITE_SIZE / 1e9:g}"
