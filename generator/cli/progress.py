"""The progress bar of a terminal."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

BAR_DELAY = 0.8
"""Seconds of work after which a terminal gets a progress bar."""
BAR_INTERVAL = 0.1
"""Seconds between two drawings of it."""


class ProgressBar:
    """Draws a bar once there was something to wait for; `rich` is loaded only then."""

    def __init__(self, *, visible: bool) -> None:
        self.visible = visible
        self.started = time.monotonic()
        self.bar: Bar | None = None
        self.tasks: dict[str, TaskID] = {}
        self.drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self.visible or time.monotonic() - self.started < BAR_DELAY:
            return
        if self.bar is None:
            from rich import console, progress  # most builds end before there is anything to wait for

            # Without its thread: a process with threads is not shared out over processors.
            self.bar = progress.Progress(console=console.Console(stderr=True), transient=True, auto_refresh=False)
            self.bar.start()
        if stage not in self.tasks:
            self.tasks[stage] = self.bar.add_task(stage, total=total)
        due = done == total or time.monotonic() - self.drawn > BAR_INTERVAL
        self.bar.update(self.tasks[stage], completed=done, total=total, refresh=due)
        self.drawn = time.monotonic() if due else self.drawn

    def close(self) -> None:
        if self.bar:
            self.bar.stop()
