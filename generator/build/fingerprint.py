"""The fingerprint of a site's inputs, so that a build with nothing to do says so at once.

`hash_inputs` hashes everything that a build reads: seeds, settings, templates, static files, tag rules, and the
programs that read them. The hash and the result of the build, with its problems and notices, are stored in the
manifest of the site. `load_result` gives that result again as long as the hash is the same and no file of the site was
touched since.
"""

import datetime
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator import __version__, output
from generator.build.result import BuildResult
from generator.model.config import PACKAGE, Config
from generator.model.disk import read_file
from generator.model.problems import Problem
from generator.model.quality import BroadTag, NearDuplicate, TagQuality
from generator.seeds.sources import SeedFile


def hash_inputs(config: Config, sources: Iterable[SeedFile], epoch: datetime.date | None) -> str:
    """A hash of everything that decides what a build makes of these seeds."""
    settings = replace(
        config, root=Path(), file=None, out=Path(), tag_rules=None, about_file=None, shorthand=None, jobs=0
    )  # where they lie is the same
    digest = hashlib.sha256(f"{_hash_programs()}\0{settings!r}\0{epoch}\0".encode(errors="surrogateescape"))
    for source in sources:
        digest.update(f"{source.path}\0{source.fault}\0{len(source.data)}\0".encode(errors="surrogateescape"))
        digest.update(source.data)
    _hash_files(digest, (*config.template_folders, *config.static_folders, config.tag_rules, config.shorthand))
    return digest.hexdigest()


@cache
def _hash_programs() -> str:
    """A hash of what makes the site. A process that watches goes on with what it was started as."""
    digest = hashlib.sha256(
        "\0".join((__version__, sys.version, *_installed_packages())).encode(errors="surrogateescape")
    )
    _hash_files(digest, (PACKAGE,))
    return digest.hexdigest()


def _hash_files(digest: "hashlib._Hash", places: Iterable[Path | None]) -> None:
    for name, content in _files_below(places):
        digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)


TOLD_AGAIN = ("papers", "editions", "tags", "problems", "notices", "hygiene")
"""What a build that has nothing to do says of the one before."""


def encode_result(made_from: str, result: BuildResult) -> dict[str, Any]:
    """What a later build needs to know of this one, for the manifest."""
    told = asdict(result)
    return {"inputs": made_from, "result": {name: told[name] for name in TOLD_AGAIN}}


def load_result(out: Path, made_from: str, seconds: float) -> BuildResult | None:
    """What the build of the site in `out` had to say; None when it was made from something else, or touched since."""
    found = output.read_manifest(out)
    if not found.stamp or found.stamp.get("inputs") != made_from or not output.is_unmodified(out, found):
        return None
    try:
        told: Any = found.stamp["result"]
        return BuildResult(
            told["papers"],
            told["editions"],
            told["tags"],
            output.FileChanges(0, len(found.files), 0),
            seconds,
            {"read": seconds},
            tuple(Problem(**problem) for problem in told["problems"]),
            tuple(told["notices"]),
            _decode_hygiene(told["hygiene"]),
        )
    except (LookupError, TypeError, AttributeError):  # somebody wrote into it
        return None


def _decode_hygiene(told: Mapping[str, Sequence[Any]]) -> TagQuality:
    return TagQuality(
        tuple(told["single_use"]),
        tuple(NearDuplicate(**double) for double in told["near_double"]),
        tuple(BroadTag(**broad) for broad in told["over_broad"]),
        tuple(told["untagged"]),
    )


def _installed_packages() -> Iterator[str]:
    """The name and version of every package that is installed beside ours: another one may make another site."""
    found = find_spec("jinja2")
    beside = Path(found.origin).parents[1] if found and found.origin else PACKAGE
    return (path.name for path in sorted(beside.iterdir()) if path.suffix in (".dist-info", ".egg-info"))


def _files_below(places: Iterable[Path | None]) -> Iterator[tuple[str, bytes]]:
    """Every file at or below `places`, by its path from there. What Python keeps for itself is none.

    For one that cannot be read there stands the reason; who needs the file will tell it.
    """
    for place in places:
        inside = sorted(place.rglob("*")) if place and place.is_dir() else [place] if place else []
        for path in inside:
            if place and path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(place).as_posix(), _read_or_reason(path)


def _read_or_reason(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as fault:
        return str(fault.strerror).encode()
