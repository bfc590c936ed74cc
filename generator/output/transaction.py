"""Moves of files of which all are made or none: when the disk refuses one in the middle, those before it are undone.

Readers look at the folder at any moment, so a file is never away while another takes its place: what is replaced keeps
a second name on the stage until all is done.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Transaction:
    """Moves made so far; `spare` is a folder for what they replace and remove."""

    def __init__(self, spare: Path) -> None:
        self.spare = spare
        self._made: list[Path] = []
        self._done: list[tuple[str | None, Path]] = []
        """Each target, with the name that what was there has now; None where nothing was."""
        spare.mkdir()

    def replace(self, new: Path, target: Path) -> None:
        """Move `new` to `target`, in place of what may be there."""
        kept = self._keep(target)
        new.replace(target)
        self._done.append((kept, target))

    def remove(self, target: Path) -> None:
        kept = self._spare_name()
        target.replace(kept)
        self._done.append((kept, target))

    def make_folder(self, folder: Path) -> None:
        """Make a folder, with those around it, unless it is there."""
        self._made += [each for each in (*reversed(folder.parents), folder) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)

    def undo(self) -> None:
        """Put everything back, as far as the disk lets us."""
        for number, (kept, target) in reversed([*enumerate(self._done)]):
            with suppress(OSError):
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(kept) if kept else target).replace(target if kept else self.spare / f"new-{number}")
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()

    def _keep(self, target: Path) -> str | None:
        """A second name of what is at `target`, a copy where the disk knows none; None when nothing is there."""
        kept = self._spare_name()
        try:
            os.link(target, kept, follow_symlinks=False)
        except FileNotFoundError:
            return None
        except OSError:
            if not os.path.lexists(target):
                return None
            shutil.copy2(target, kept, follow_symlinks=False)
        return kept

    def _spare_name(self) -> str:
        return f"{self.spare}/{len(self._done)}"


@contextmanager
def undone_on_failure(spare: Path) -> Iterator[Transaction]:
    """A transaction that is undone when the disk refuses."""
    moves = Transaction(spare)
    try:
        yield moves
    except OSError:
        moves.undo()
        raise
