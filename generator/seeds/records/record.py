"""What every format of data file comes to: records of papers, each a set of named fields with their lines.

A reader of a format knows how its file is written, and nothing of papers. It gives each field the name that all formats
share (`field_names` has them), and leaves the rules of what counts to `drafts`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.model.problems import Problem, warning


class FieldValue(NamedTuple):
    """What a field says: text, a list of texts, or a mapping; and the first and the last line of it."""

    value: Any
    line: int
    last: int


@dataclass(slots=True)
class DataRecord:
    """A paper in a data file. `fields` has the values of each field, that which counts first before the others."""

    line: int
    fields: dict[str, list[FieldValue]] = field(default_factory=dict)

    def add(self, name: str, value: Any, line: int = 0, last: int = 0) -> None:
        """One more value of a field; what is empty says nothing."""
        if value or type(value) is int:
            line = line or self.line
            self.fields.setdefault(name, []).append(FieldValue(value, line, last or line))

    def values(self, name: str) -> Sequence[FieldValue]:
        return self.fields.get(name, ())

    def texts(self, *names: str) -> Iterator[FieldValue]:
        """The values of fields that are texts."""
        return (each for name in names for each in self.fields.get(name, ()) if isinstance(each.value, str))


class FoundRecords(NamedTuple):
    """What a reader found: records and problems in the order of the file, and what the file was taken for.

    `is_feed` says that its papers are listed each on its own day, as in a feed.
    """

    kind: str
    records: Sequence[DataRecord]
    problems: Sequence[Problem] = ()
    is_feed: bool = False


class FormatError(Exception):
    """A file that is not what it should be: the line, what is wrong, and what was expected."""

    def __init__(self, line: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint

    def problem(self, path: str) -> Problem:
        return warning(path, self.line, self.what, self.hint)


class LineFinder:
    """The line of a place in a text, from 1."""

    def __init__(self, text: str) -> None:
        self.ends = [match.start() for match in re.finditer("\n", text)]

    def __call__(self, place: int) -> int:
        return bisect_left(self.ends, place) + 1
