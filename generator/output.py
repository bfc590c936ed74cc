"""Writes a site to its folder: only what changed, each file whole or not at all, and nothing of anybody else's.

A dotfile in the output folder, the manifest, names what builds wrote. It is the one memory between two runs, and it
decides what is ours: a folder with files but without a manifest is not, and a file it does not name is never replaced
or removed. A file that was edited since is not what a build wrote any more, so it stays as well when its page goes.

A reader, or a web server, may look at the folder at any moment, and a build may be killed at any moment. So the order
is: the claim (a manifest that names the old and the new files), files with a content hash in their name, the pages
that refer to them, removal, and last the manifest of what is there now. A file is written beside the folder's files
and moved into place. Pages that a reader opened a moment ago still refer to the hash-named files of the build before,
so those outlive one more build.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator import __version__
from generator.problems import SetupError, error

MANIFEST = ".digest.json"
HALF_WRITTEN = ".digest.tmp"
"""The one name a killed build can leave behind; the next build takes it over."""
NOT_OURS_BUT_WELCOME = frozenset({".gitignore", HALF_WRITTEN})
HASH_NAMED = re.compile(r"(assets|search)/(.*[/.])?[0-9a-f]{8,64}([/.].*)?")
"""A path whose content never changes, because a part of it is the content's hash: `search/index.0123456789ab.json`."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a build wrote, found as they should be, and removed; the paths written and removed, sorted."""

    written: int
    unchanged: int
    removed: int
    changed: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Manifest:
    """Path -> the hashes, separated by spaces, of what builds wrote there: several only while a build is running.

    `kept` are hash-named files of the build before, which the next build removes.
    """

    files: Mapping[str, str]
    kept: Mapping[str, str]


def claim(out: Path, *sources: Path) -> None:
    """Make sure, before any work is done, that `out` is a folder to build in; writes nothing.

    `sources` are folders the site is made from; `out` must not be one of them, nor inside or around one.
    Raises `SetupError`.
    """
    for source in sources:
        here, there = out.resolve(), source.resolve()
        if here == there or here in there.parents or there in here.parents:
            raise _refusal(out, f"the site cannot go there: {source} is in the way", "choose another folder with --out")
    nearest = next(folder for folder in (out, *out.absolute().parents) if os.path.lexists(folder))
    if not nearest.is_dir():
        raise _refusal(nearest, "this is a file, not a folder", "choose another folder with --out")
    if not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        raise _refusal(nearest, "this folder cannot be written to", "choose another with --out, or ask for the right")
    if nearest != out or (out / MANIFEST).exists():
        return
    strangers = sorted({file.name for file in out.iterdir()} - NOT_OURS_BUT_WELCOME)
    if strangers:
        what = f"no build made this folder, and it holds {strangers[0]}"
        raise _refusal(out, what, "empty it, or choose another with --out")


def write(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder `out` hold exactly `files` (path with `/` -> content), besides what was not written by a build.

    Raises `SetupError`, with nothing written, when the folder is not ours or a file of somebody else's is in the way;
    and when the disk refuses.
    """
    claim(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            return _write(out, files)
    except OSError as fault:
        place = fault.filename2 or fault.filename or out
        raise _refusal(place, f"writing failed: {fault.strerror}", "mend that, and build again") from fault


def files_of(out: Path) -> tuple[str, ...]:
    """The paths of the site that the last build wrote to `out`, sorted."""
    return tuple(sorted(_manifest(out).files))


def _write(out: Path, files: Mapping[str, bytes]) -> Written:
    old = _manifest(out)
    _refuse_strangers(out, files, old)
    new = {path: hashlib.sha256(files[path]).hexdigest()[:16] for path in sorted(files)}
    changed = [path for path in files if not _holds(out / path, files[path])]
    kept = {path: was for path, was in old.files.items() if path not in files and HASH_NAMED.fullmatch(path)}
    needless = {path: was for path, was in _both(old.files, old.kept).items() if path not in files and path not in kept}

    _save(out, _Manifest(_both(old.files, new), old.kept))
    for path in sorted(changed, key=lambda path: (not HASH_NAMED.fullmatch(path), path)):
        _replace(out, path, files[path])
    removed = [path for path, was in needless.items() if _remove(out, path, was.split())]
    _save(out, _Manifest(new, kept))
    (out / HALF_WRITTEN).unlink(missing_ok=True)
    return Written(len(changed), len(files) - len(changed), len(removed), tuple(sorted((*changed, *removed))))


def _refuse_strangers(out: Path, files: Mapping[str, bytes], old: _Manifest) -> None:
    """A file or folder that no build wrote, where one of `files` or its folder must go, stops the build."""
    folders = {folder for path in files for folder in PurePosixPath(path).parents[:-1]}
    blocked = [str(folder) for folder in folders if not _is_plain_folder(out / folder)]
    theirs = [path for path in files if path not in old.files and path not in old.kept]
    blocked += [path for path in theirs if os.path.lexists(out / path) and not _holds(out / path, files[path])]
    if blocked:
        hint = "move it away, or choose another folder with --out"
        what = "a part of the site must go here, and no build made what is there"
        raise SetupError(*(error(str(out / path), 0, what, hint) for path in sorted(blocked)))


def _is_plain_folder(folder: Path) -> bool:
    """Whether `folder` is one, or could be made: a link might lead out of the site, so it does not count."""
    return not os.path.lexists(folder) or (folder.is_dir() and not folder.is_symlink())


def _holds(file: Path, content: bytes) -> bool:
    try:
        found = file.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and file.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _replace(out: Path, path: str, content: bytes) -> None:
    half = out / HALF_WRITTEN
    half.write_bytes(content)
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    half.replace(out / path)


def _remove(out: Path, path: str, hashes: list[str]) -> bool:
    """Remove what a build wrote, and the folders that are empty then; whether there was anything to remove."""
    file, folders = out / path, [out / folder for folder in PurePosixPath(path).parents[:-1]]
    if not all(map(_is_plain_folder, folders)):
        return False
    ours = stat.S_ISREG(_mode(file)) and hashlib.sha256(file.read_bytes()).hexdigest()[:16] in hashes
    if ours:
        file.unlink()
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
    return ours


def _mode(file: Path) -> int:
    try:
        return file.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _both(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Every path of both, with every hash that may be found there."""
    hashes = {path: {*old.get(path, "").split(), *new.get(path, "").split()} for path in (*old, *new)}
    return {path: " ".join(sorted(hashes[path])) for path in sorted(hashes)}


def _manifest(out: Path) -> _Manifest:
    file = out / MANIFEST
    if not file.exists():
        return _Manifest({}, {})
    try:
        data = json.loads(file.read_bytes())
        return _Manifest(_checked(data["files"]), _checked(data["kept"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _refusal(file, "the list of what builds wrote is damaged", f"delete the folder {out}") from None


def _checked(files: dict[str, str]) -> dict[str, str]:
    """The entries that lie in the folder, whoever wrote the manifest."""
    return {path: str(was) for path, was in files.items() if not path.startswith("/") and ".." not in path.split("/")}


def _save(out: Path, manifest: _Manifest) -> None:
    data = {"generator": __version__, "files": dict(manifest.files), "kept": dict(manifest.kept)}
    content = json.dumps(data, indent=0, sort_keys=True).encode() + b"\n"
    if not _holds(out / MANIFEST, content):
        _replace(out, MANIFEST, content)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the folder against a second build, where the system can lock one: Windows and some file servers cannot."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                hint = "wait for its end, or choose another folder with --out"
                raise _refusal(out, "another build is writing here", hint) from None
        yield
    finally:
        os.close(folder)


def _refusal(place: Path | str, message: str, hint: str) -> SetupError:
    return SetupError(error(str(place), 0, message, hint))
