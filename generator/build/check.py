"""`digest check`: reads the seeds, says what was understood and what is wrong, and writes nothing."""

import datetime
from dataclasses import replace

from generator import library
from generator.analysis.topics.rules import load_rules
from generator.build.pipeline import with_user_paths
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.model.problems import warnings_as_errors
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import read_sources


def check_seeds(config: Config, *, epoch: datetime.date | None = None) -> tuple[ParsedSeed, ...]:
    """What the readers understood of each seed, with the problems of the whole library in their files' readings.

    Says what `build_site` would, so it raises what that raises, but for strictness: then every problem is an error.
    """
    parsed = tuple(parse_seeds(read_sources(config.seeds, config.read_as)))
    _, problems = library.build_library(parsed, config, epoch)
    load_rules(config.tag_rules)
    ours = {seed.path for seed in parsed}
    elsewhere = tuple([p for p in problems if p.path not in ours])
    merged = [
        replace(r, problems=(*r.problems, *(p for p in problems if p.path == r.path), *(elsewhere if i == 0 else ())))
        for i, r in enumerate(parsed)
    ]
    shown = [with_user_paths(r.problems, config) for r in merged]
    return tuple(
        [replace(r, problems=warnings_as_errors(p) if config.strict else p) for r, p in zip(merged, shown, strict=True)]
    )
