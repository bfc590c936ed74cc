"""`digest build`: the call that makes a site once.

A build with nothing to do says so before the pipeline is even imported.
"""

import datetime
import gc

from generator import output
from generator.build import fingerprint
from generator.build.result import BuildResult
from generator.build.timing import ProgressCallback, Stopwatch, ignore_progress, without_collecting
from generator.model.config import Config
from generator.seeds.sources import SeedFile, read_sources


def build_site(
    config: Config, *, epoch: datetime.date | None = None, progress: ProgressCallback = ignore_progress
) -> BuildResult:
    """Make the site of `config`, unless it is there already.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`). Raises `ContentError` or `SetupError`, and
    then nothing was written and the last good site stands.
    """
    watch = Stopwatch(progress)
    seeds = [read_seeds(config, watch)]  # in a list, to be given away: they are large, and of no use once parsed
    inputs = fingerprint.hash_inputs(config, seeds[0], epoch)
    if done := fingerprint.load_result(config.out, inputs, watch.seconds):
        return done
    with without_collecting(), output.open_stage(config.out) as stage:
        from generator.build import pipeline

        state = pipeline.build(pipeline.State(config, epoch, seeds.pop()), inputs, watch, stage)
        gc.freeze()  # or at its end the process would look for garbage in all of it
    return pipeline.result_of(state, watch)


def read_seeds(config: Config, watch: Stopwatch) -> tuple[SeedFile, ...]:
    """The seeds as they are, when the site can be made where it shall be."""
    output.check_output_dir(config.out, config.seeds, config.root / "templates", config.root / "static")
    with watch.stage("read"):
        return read_sources(config.seeds, config.read_as)
