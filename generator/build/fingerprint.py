"""What a site was made from, in short: so that a build with nothing to do says so at once.

The stamp lies in the manifest of the site: a hash of everything that a build reads, of the programs that read it, and
what the build had to say, to say it again. It holds as long as no file of the site was touched since.
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
from generator.analysis.topics.quality import Broad, Double, Hygiene
from generator.build.result import Result
from generator.model.config import PACKAGE, Config
from generator.model.problems import Problem
from generator.seeds import Source


def inputs(config: Config, sources: Iterable[Source], epoch: datetime.date | None) -> str:
    """A hash of everything that decides what a build makes of these seeds."""
    settings = replace(config, root=Path(), file=None, out=Path(), tag_rules=None, jobs=0)  # where they lie is the same
    digest = hashlib.sha256(f"{_programs()}\0{settings!r}\0{epoch}\0".encode(errors="surrogateescape"))
    for source in sources:
        digest.update(f"{source.path}\0{source.fault}\0{len(source.data)}\0".encode(errors="surrogateescape"))
        digest.update(source.data)
    _add(digest, (*config.template_folders, *config.static_folders, config.tag_rules))
    return digest.hexdigest()


@cache
def _programs() -> str:
    """A hash of what makes the site. A process that watches goes on with what it was started as."""
    digest = hashlib.sha256("\0".join((__version__, sys.version, *_packages())).encode(errors="surrogateescape"))
    _add(digest, (PACKAGE,))
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", places: Iterable[Path | None]) -> None:
    for name, content in _files(places):
        digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)


def stamped(made_from: str, result: Result) -> dict[str, Any]:
    """What a later build needs to know of this one, for the manifest."""
    told = {
        "papers": result.papers,
        "editions": result.editions,
        "tags": result.tags,
        "problems": [asdict(problem) for problem in result.problems],
        "notices": list(result.notices),
        "hygiene": asdict(result.hygiene),
    }
    return {"inputs": made_from, "result": told}


def unchanged(out: Path, made_from: str, seconds: float) -> Result | None:
    """What the build of the site in `out` had to say; None when it was made from something else, or touched since."""
    found = output.manifest(out)
    if not found.stamp or found.stamp.get("inputs") != made_from or not output.is_as_built(out, found):
        return None
    told: Any = found.stamp["result"]
    return Result(
        told["papers"],
        told["editions"],
        told["tags"],
        output.Written(0, len(found.files), 0),
        seconds,
        {"read": seconds},
        tuple(Problem(**problem) for problem in told["problems"]),
        tuple(told["notices"]),
        _hygiene(told["hygiene"]),
    )


def _hygiene(told: Mapping[str, Sequence[Any]]) -> Hygiene:
    return Hygiene(
        tuple(told["single_use"]),
        tuple(Double(**double) for double in told["near_double"]),
        tuple(Broad(**broad) for broad in told["over_broad"]),
        tuple(told["untagged"]),
    )


def _packages() -> Iterator[str]:
    """The name and version of every package that is installed beside ours: another one may make another site."""
    found = find_spec("jinja2")
    beside = Path(found.origin).parents[1] if found and found.origin else PACKAGE
    return (path.name for path in sorted(beside.iterdir()) if path.suffix in (".dist-info", ".egg-info"))


def _files(places: Iterable[Path | None]) -> Iterator[tuple[str, bytes]]:
    """Every file at or below `places`, by its path from there. What Python keeps for itself is none.

    For one that cannot be read there stands the reason; who needs the file will tell it.
    """
    for place in places:
        inside = sorted(place.rglob("*")) if place and place.is_dir() else [place] if place else []
        for path in inside:
            if place and path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(place).as_posix(), _content(path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        return str(fault.strerror).encode()
