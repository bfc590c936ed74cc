"""What a build did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.analysis.topics.quality import Hygiene
from generator.model.problems import Problem
from generator.output import Written


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did. `stages` are seconds by name; `notices` say what a setting would add, and are no fault.

    Where it is not whole, the pages are there, and search, feeds and data will follow.
    """

    papers: int
    editions: int
    tags: int
    files: Written
    seconds: float
    stages: Mapping[str, float]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()
    hygiene: Hygiene = field(default_factory=Hygiene)
    is_whole: bool = True
