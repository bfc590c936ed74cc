"""Moves of files of which all are made or none: when the disk refuses one in the middle, those before it are undone.

Readers look at the folder at any moment, so a file is never away while another takes its place: what is replaced keeps
a second name on the stage until all is done.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path


class Transaction:
    """Moves made so far; `spare` is a folder for what they replace and remove."""

    def __init__(self, spare: Path) -> None:
        self.spare = spare
        self._undo: list[Callable[[], object]] = []
        spare.mkdir()

    def replace(self, new: Path, target: Path) -> None:
        """Move `new` to `target`, in place of what may be there."""
        kept = self._keep(target)
        new.replace(target)
        self._undo.append(partial((kept or target).replace, target if kept else self._spare_name()))

    def remove(self, target: Path) -> None:
        kept = self._spare_name()
        target.replace(kept)
        self._undo.append(partial(_put_back, kept, target))

    def make_folder(self, folder: Path) -> None:
        """Make a folder, with those around it, unless it is there."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._undo += [each.rmdir for each in reversed(missing)]

    def undo(self) -> None:
        """Put everything back, as far as the disk lets us."""
        for step in reversed(self._undo):
            with suppress(OSError):
                step()

    def _keep(self, target: Path) -> Path | None:
        """A second name of what is at `target`, a copy where the disk knows none; None when nothing is there."""
        if not os.path.lexists(target):
            return None
        kept = self._spare_name()
        try:
            os.link(target, kept, follow_symlinks=False)
        except OSError:
            shutil.copy2(target, kept, follow_symlinks=False)
        return kept

    def _spare_name(self) -> Path:
        return self.spare / str(len(self._undo))


def _put_back(kept: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    kept.replace(target)


@contextmanager
def undone_on_failure(spare: Path) -> Iterator[Transaction]:
    """A transaction that is undone when the disk refuses."""
    moves = Transaction(spare)
    try:
        yield moves
    except OSError:
        moves.undo()
        raise
