"""The manifest: a dotfile in the output folder that maps each path of the site to the hash of its content. Reads and
encodes it, and tells whether the site is still what it says.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from generator import __version__
from generator.model.disk import read_file
from generator.model.hashes import hash_digits
from generator.output.folder import MANIFEST, setup_error

HASH_NAMED = re.compile(r"(assets|search|cards)/(.*[/.])?[0-9a-f]{8,64}([/.].*)?")
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
    if not os.path.lexists(file):
        return Manifest({}, {})
    hint = f"delete the folder {out}"
    try:
        data = orjson.loads(read_file(file))
        stamp, is_claim = _read_stamp(data.get("stamp")), bool(data.get("unfinished"))
        return Manifest(_safe_entries(data["files"]), _safe_entries(data["kept"]), stamp, is_claim)
    except OSError as fault:
        raise setup_error(file, f"the list of what builds wrote cannot be read: {fault.strerror}", hint) from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise setup_error(file, "the list of what builds wrote is damaged", hint) from None


def _read_stamp(written: object) -> Mapping[str, object] | None:
    """The stamp, which is JSON in a text; None where it is no such thing, and the next build writes it anew."""
    try:
        stamp = json.loads(written) if isinstance(written, str) else None
    except (ValueError, RecursionError):
        return None
    return stamp if isinstance(stamp, dict) else None


def encode_manifest(manifest: Manifest) -> bytes:
    """The file that says so."""
    data: dict[str, object] = {"generator": __version__, "files": dict(manifest.files), "kept": dict(manifest.kept)}
    # A name of a file that the stamp tells of need not be text: `json` can write any, and `orjson` cannot.
    data |= {} if manifest.stamp is None else {"stamp": json.dumps(manifest.stamp)}
    data |= {"unfinished": True} if manifest.is_claim else {}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def is_unmodified(out: Path, found: Manifest) -> bool:
    """Whether the site is what `found`, its manifest, says: none of its files was touched since, or none changed."""
    try:
        saved = change_time(os.lstat(out / MANIFEST))
        return not found.kept and all(
            change_time(os.lstat(f"{out}/{path}")) < saved or hash_digits(read_file(f"{out}/{path}")) == was
            for path, was in found.files.items()
        )
    except OSError:
        return False


def merge_hashes(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Every path of both, with every hash that may be found there."""
    merged = {**new, **old}
    for path, then in new.items() - old.items():
        if (was := merged[path]) != then:
            merged[path] = " ".join(sorted({*was.split(), *then.split()}))
    return merged


def change_time(file: os.stat_result) -> int:
    """When a file was last written, moved or replaced. Nobody can set the first of the two times by hand."""
    return max(file.st_ctime_ns, file.st_mtime_ns)


def _safe_entries(files: dict[str, str]) -> dict[str, str]:
    """The entries that lie in the folder, whoever wrote the manifest. Raises `ValueError` for what is no entry."""
    if "" in files or "\0" in "".join(files) or not {*map(type, files.values())} <= {str}:
        raise ValueError("an entry is a path and hashes")
    return {path: was for path, was in files.items() if path[:1] != "/" and ".." not in path.split("/")}
