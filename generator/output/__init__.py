"""Writes a site to its folder: only what changed, all of it or nothing, and nothing of anybody else's.

A dotfile in the output folder, the manifest, names what builds wrote. It is the one memory between two runs, and it
decides what is ours: a folder with files but without a manifest is not, and a file it does not name is never replaced
or removed. A file that was edited since is not what a build wrote any more, so it stays as well when its page goes.

A reader, or a web server, may look at the folder at any moment, and a build may be stopped at any moment, by a key, a
fault in a template or a full disk. So a build lays its files on a stage, a folder beside the site's own, and only when
all are there do they move to their places, in this order: the claim (a manifest that names the old and the new files),
files with a content hash in their name, the pages that refer to them, removal, and last the manifest of what is there
now. Pages that a reader opened a moment ago still refer to the hash-named files of the build before, so those outlive
one more build.
"""

from collections.abc import Mapping
from pathlib import Path

from generator.output.folder import MANIFEST, STAGE, claim, held
from generator.output.manifest import HASH_NAMED, Manifest, is_as_built, manifest
from generator.output.staging import Laid, Stage, Written, staged

__all__ = [
    "HASH_NAMED",
    "MANIFEST",
    "STAGE",
    "Laid",
    "Manifest",
    "Stage",
    "Written",
    "claim",
    "files_of",
    "held",
    "is_as_built",
    "manifest",
    "staged",
    "write",
]


def write(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder `out` hold exactly `files` (path with `/` -> content), besides what was not written by a build.

    Raises as `staged` does.
    """
    with staged(out) as stage:
        stage.take(stage.lay(path, content) for path, content in files.items())
        return stage.commit()


def files_of(out: Path) -> tuple[str, ...]:
    """The paths of the site that the last build wrote to `out`, sorted."""
    return tuple(sorted(manifest(out).files))
