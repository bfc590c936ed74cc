"""Builds one site again and again, while somebody writes it: what an edit leaves alone is not made again.

Every step keeps what it made by what it was made from, and a page whose inputs are those of the last build is on the
disk already. An edit is to be seen at once, so the steps run twice: first without the deferred ones, so that pages show
the edit with the papers to read next that were found before; then all that the deferred steps change. Between two steps
a newer edit may break this off, for its own build makes all of it anew.
"""

import datetime
import gc
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from generator import output
from generator.build import fingerprint
from generator.build.memo import Memo
from generator.build.pipeline import STEPS, build, result_of, write_site
from generator.build.result import BuildResult
from generator.build.runner import Runner
from generator.build.site import read_seeds
from generator.build.state import State
from generator.build.timing import ProgressCallback, Stopwatch, ignore_progress
from generator.build.workers import Workers
from generator.model.config import Config

Steps = Iterator[BuildResult | None]


class SiteBuilder:
    """The builds of one site, in a folder that is locked against other processes until this is closed."""

    def __init__(self, epoch: datetime.date | None = None) -> None:
        self.epoch = epoch
        self._memo = Memo()
        self._state: State | None = None
        self._deferred: Steps = iter(())
        self._lock = ExitStack()
        self._held: tuple[int, int] | None = None
        self._complete_since = 0

    def build(self, config: Config, progress: ProgressCallback = ignore_progress) -> BuildResult:
        """Make the pages of the site, and leave what else there is to make to `deferred`; of the first build nothing.

        Raises as `generator.build.site.build_site` does.
        """
        self._break_off()
        watch = Stopwatch(progress)
        seeds = read_seeds(config, watch)
        self._lock_folder(config.out)
        inputs = fingerprint.hash_inputs(config, seeds, self.epoch)
        start = State(config, self.epoch, seeds)
        if self._state is None:
            return self._build_first(start, inputs, watch)
        start = replace(self._state, config=config, epoch=self.epoch, seeds=seeds)
        with output.open_stage(config.out, is_locked=True, complete_since=self._complete_since) as stage:
            state = start
            runner = Runner[State](watch, Workers(), stage, self._memo, self._state, is_partial=True)
            for step in STEPS:
                state = state if step.deferred else runner.run(step, state)
            with watch.stage("write"):
                state = replace(state, changes=stage.commit_part())
        self._state = state
        self._deferred = self._finish(state, inputs)
        return result_of(state, watch, is_whole=False)

    def deferred(self) -> Steps:
        """The steps to the whole site, and at the end what that did. Steps that are left are made by the next build."""
        return self._deferred

    def close(self) -> None:
        gc.enable()
        gc.unfreeze()
        self._break_off()
        self._lock.close()

    def _break_off(self) -> None:
        close = getattr(self._deferred, "close", None)
        if close:
            close()

    def _lock_folder(self, out: Path) -> None:
        """Hold the folder, and make it where there is none: somebody may have removed it, with all of the site."""
        if self._held is None or output.folder_number(out) != self._held:
            self._lock.close()
            self._lock.enter_context(output.lock(out))
            self._held, self._state = output.folder_number(out), None

    def _build_first(self, start: State, inputs: str, watch: Stopwatch) -> BuildResult:
        with output.open_stage(start.config.out, is_locked=True) as stage:
            self._state = build(start, inputs, watch, stage, self._memo)
        self._complete_since = stage.complete_since
        gc.collect()
        gc.freeze()  # most of it stays for good, and is not to be looked through again and again
        gc.disable()
        return result_of(self._state, watch)

    def _finish(self, state: State, inputs: str) -> Steps:
        watch = Stopwatch()
        with output.open_stage(state.config.out, is_locked=True, complete_since=self._complete_since) as stage:
            runner = Runner[State](watch, Workers(), stage, self._memo, state)
            changed: set[str] = set()
            for step in STEPS:
                if step.deferred or changed & set(step.takes):
                    state = runner.run(step, state)
                    changed |= set(step.gives)
                    yield None
            state = write_site(state, inputs, watch, stage)
        self._state, self._complete_since = state, stage.complete_since
        gc.collect()
        yield result_of(state, watch)
