"""Writes a site to its folder: only the files that changed, all of them or none, and nothing of anybody else's.

A dotfile in the output folder, the manifest, lists what builds wrote. It is the only memory between two runs, and it
decides what is ours: a folder with files but without a manifest is not, and a file that the manifest does not list is
never replaced or removed. A file that was edited since is not what a build wrote any more, so it stays as well when
its page goes.

A reader, or a web server, may look at the folder at any moment, and a build may be stopped at any moment, by a key, a
fault in a template or a full disk. So a build writes its files to a staging folder inside the output folder. Only when
all are there do they move to their places, in this order: a provisional manifest (it lists the old and the new files,
as a write-ahead log does), files with a content hash in their name, the pages that refer to them, removal, and last
the final manifest. Pages that a reader opened a moment ago still refer to the hash-named files of the build before, so
those are removed one build later.
"""

from pathlib import Path

from generator.output.folder import MANIFEST, STAGE_PREFIX, check_output_dir, describe_excess, folder_number, lock
from generator.output.manifest import HASH_NAMED, is_unmodified, read_manifest
from generator.output.staging import FileChanges, Stage, open_stage
from generator.output.writer import StagedFile, StageWriter


def site_paths(out: Path) -> tuple[str, ...]:
    """The paths of the site that the last build wrote to `out`, sorted."""
    return tuple(sorted(read_manifest(out).files))


def find_excess(out: Path) -> str:
    """That the site in `out` is larger than GitHub Pages shows; empty where it is not."""
    return describe_excess(sum((out / path).stat().st_size for path in site_paths(out)))
