"""Faults in a user's data or set-up, as values and as exceptions.

A `Problem` is a value: readers and builders return problems beside their result, and only `report` prints them.
A `DigestError` ends a command: it carries the problems to print and the exit status of its kind. Any other exception
is a bug of ours and keeps its traceback.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in something a user wrote. `line` counts from 1; 0 when the whole file is meant.

    `message` says what is wrong, `hint` what to do about it; both are one line without a full stop at the end.
    """

    path: str
    line: int
    severity: Severity
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message} - {self.hint}"


def warning(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "warning", message, hint)


def error(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "error", message, hint)


def shorten_quote(text: str) -> str:
    """What a message quotes, and not all of a long text."""
    return text if len(text) <= 60 else f"{text[:60].rstrip()}..."


_NAMED_TABLE = re.compile(r"\[[^\]]*\]|(?<=quotes: ).* =")
MANY = 20
"""So many problems that one and the same act mends are told as one."""
SOME = 3
"""So many files are named where a problem is told for all of them."""


def merge_alike(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, but many with one hint, in one file or in many, as the first of them, which says how many."""
    by_file = _group_by_hint(problems, lambda problem: problem.path)
    told = [problem for group in by_file for problem in (group if len(group) < MANY else [_count_alike(group)])]
    by_cause = _group_by_hint(told, lambda _: "")
    merged = (group if _file_count(group) < MANY else [_count_files(group)] for group in by_cause)
    return tuple(sorted((problem for group in merged for problem in group), key=lambda p: (p.path, p.line)))


def _group_by_hint(problems: Iterable[Problem], place: Callable[[Problem], str]) -> Iterable[list[Problem]]:
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        hint = _NAMED_TABLE.sub("", problem.hint)
        alike.setdefault((place(problem), problem.severity, hint), []).append(problem)
    return alike.values()


def _file_count(group: Sequence[Problem]) -> int:
    return len({problem.path for problem in group})


def _count_files(group: Sequence[Problem]) -> Problem:
    first, *others = sorted(group, key=lambda problem: (problem.path, problem.line))
    names = [path for path in dict.fromkeys(problem.path for problem in others) if path != first.path]
    some = f"{', '.join(names[:SOME])}, ..."
    return replace(first, message=f"{first.message} (and the like in {len(names):,} more files: {some})")


def _count_alike(group: Sequence[Problem]) -> Problem:
    first, second, third = group[:3]
    return replace(
        first, message=f"{first.message} (and {len(group) - 1:,} more like it: lines {second.line}, {third.line}, ...)"
    )


def quote_value(value: object) -> str:
    """A value of a file as a message quotes it."""
    return shorten_quote(repr(value))


def warnings_as_errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The same problems with every warning counted as an error (`--strict`)."""
    return tuple(replace(problem, severity="error") for problem in problems)


class DigestError(Exception):
    """A command cannot go on; `problems` say why, `status` is the exit status."""

    status = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ContentError(DigestError):
    """The seeds or templates cannot become a site."""


class SetupError(DigestError):
    """The call or the set-up is wrong: options, configuration, a folder that is not ours."""

    status = 2
