"""`digest check`: reads seeds, says what was understood, what is wrong and what is doubtful, and writes nothing."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from generator import library
from generator.analysis.topics.rules import load_rules
from generator.build.pipeline import with_user_paths
from generator.library.doubts import find_doubts
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.model.problems import warnings_as_errors
from generator.seeds.formats import read_named_file
from generator.seeds.readers import parse_seed, parse_seeds
from generator.seeds.sources import SeedFile, read_sources


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
        for i, r in enumerate(map(with_doubts, parsed))
    ]
    shown = [with_user_paths(r.problems, config) for r in merged]
    return tuple(
        [replace(r, problems=warnings_as_errors(p) if config.strict else p) for r, p in zip(merged, shown, strict=True)]
    )


def check_files(names: Iterable[str]) -> tuple[ParsedSeed, ...]:
    """What the readers understand of some files, each by itself, wherever they lie; `-` is standard input.

    Raises `SetupError` for a file that cannot be read.
    """
    return tuple([check_file(read_named_file(name)) for name in names])


def check_file(file: SeedFile) -> ParsedSeed:
    """What the readers understand of one file alone, with what is wrong and what is doubtful."""
    parsed = with_doubts(parse_seed(file))
    bare = library.checks.check_abstracts({str(number): draft for number, draft in enumerate(parsed.drafts)})
    return replace(parsed, problems=(*parsed.problems, *bare))


def with_doubts(parsed: ParsedSeed) -> ParsedSeed:
    """A reading with its doubts among its problems, in the order of the lines."""
    problems = sorted((*parsed.problems, *find_doubts(parsed)), key=lambda problem: problem.line)
    return replace(parsed, problems=tuple(problems))
