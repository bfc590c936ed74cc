"""The result of a build: counts, file changes, timings, problems and notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.problems import Problem
from generator.model.quality import TagQuality
from generator.output import FileChanges


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `stages` are seconds by name; `notices` say what a setting would add, and are no fault.
    `gone` are the ids of papers that the last build had a page of.

    Where it is not whole, the pages are there, and search, feeds and data will follow.
    """

    papers: int
    editions: int
    tags: int
    files: FileChanges
    seconds: float
    stages: Mapping[str, float]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()
    hygiene: TagQuality = field(default_factory=TagQuality)
    is_whole: bool = True
    gone: tuple[str, ...] = ()
