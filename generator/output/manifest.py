"""The manifest: a dotfile in the output folder that maps each path of the site to the hash of its content. Reads and
encodes it, and tells whether the site is still what it says.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from generator import __version__
from generator.model.hashes import hash_digits
from generator.output.folder import MANIFEST, setup_error

HASH_NAMED = re.compile(r"(assets|search)/(.*[/.])?[0-9a-f]{8,64}([/.].*)?")
"""A path whose content never changes, because a part of it is the content's hash: `search/index.0123456789ab.json`."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Path -> the hashes, separated by spaces, of what builds wrote there: several only while a build is running.

    `kept` are hash-named files of the build before, which the next build removes. `stamp` is what a caller wants to
    know of the build that made the site; a folder between two builds has none.
    """

    files: Mapping[str, str]
    kept: Mapping[str, str]
    stamp: Mapping[str, object] | None = None
    is_claim: bool = False
    """Whether a build was not finished, so that what is there may be older than what it says."""


def read_manifest(out: Path) -> Manifest:
    """What builds wrote to `out`. Raises `SetupError` when that cannot be known."""
    file = out / MANIFEST
    if not file.exists():
        return Manifest({}, {})
    try:
        data = orjson.loads(file.read_bytes())
        is_claim = bool(data.get("unfinished"))
        return Manifest(_safe_entries(data["files"]), _safe_entries(data["kept"]), data.get("stamp"), is_claim)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise setup_error(file, "the list of what builds wrote is damaged", f"delete the folder {out}") from None


def encode_manifest(manifest: Manifest) -> bytes:
    """The file that says so."""
    data: dict[str, object] = {"generator": __version__, "files": dict(manifest.files), "kept": dict(manifest.kept)}
    data |= {} if manifest.stamp is None else {"stamp": manifest.stamp}
    data |= {"unfinished": True} if manifest.is_claim else {}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def is_unmodified(out: Path, found: Manifest) -> bool:
    """Whether the site is what `found`, its manifest, says: none of its files was touched since, or none changed."""
    try:
        saved = change_time(os.lstat(out / MANIFEST))
        return not found.kept and all(
            change_time(os.lstat(f"{out}/{path}")) < saved or hash_digits(Path(out, path).read_bytes()) == was
            for path, was in found.files.items()
        )
    except OSError:
        return False


def merge_hashes(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Every path of both, with every hash that may be found there."""
    return {
        path: was if (was := old.get(path, then)) == then else " ".join(sorted({*was.split(), *then.split()}))
        for path, then in sorted({**old, **new}.items())
    }


def change_time(file: os.stat_result) -> int:
    """When a file was last written, moved or replaced. Nobody can set the first of the two times by hand."""
    return max(file.st_ctime_ns, file.st_mtime_ns)


def _safe_entries(files: dict[str, str]) -> dict[str, str]:
    """The entries that lie in the folder, whoever wrote the manifest."""
    return {path: str(was) for path, was in files.items() if path[:1] != "/" and ".." not in path.split("/")}
