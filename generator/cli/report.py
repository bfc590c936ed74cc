"""Prints everything that is printed; no other module does.

What a command was asked for goes to standard output: the reading that `check` gives, and with `--json` the JSON
reports and nothing else. Progress, problems and what to do next go to standard error. Functions make the texts and
reports; only the methods of `Reporter` print them. Seeds are other people's text, so control characters that a
terminal could obey are replaced first.
"""

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from generator.cli.progress import ProgressBar
from generator.model.papers import ParsedSeed
from generator.model.problems import DigestError, Problem

if TYPE_CHECKING:
    from generator.build.result import BuildResult
    from generator.build.timing import ProgressCallback
    from generator.model.quality import TagQuality
    from generator.output.git_branch import Publication
    from generator.server.watch import BuildAttempt

MAX_NAMES = 4
"""Names listed of what a report only counts, fewer where they are long; JSON has them all."""
NAMES_WIDTH = 120
"""Characters that such a list may take."""
MAX_WARNINGS = 40
"""Warnings of a build that are told one by one; a thousand say no more than that there are a thousand."""
COLOURS = {"error": "31;1", "warning": "33;1", "note": "36;1", "strong": "1"}
UNPRINTABLE = re.compile(r"\x1b\[[0-9;]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and those that turn the direction of a line; a colour is matched too, and kept."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """How a command speaks: `--quiet`, `--json` and `--verbose`."""

    quiet: bool = False
    as_json: bool = False
    verbose: bool = False
    shown: set[Problem] = field(default_factory=set, compare=False)
    """What a watching command has said already, so as not to say it after every save."""

    @contextmanager
    def progress(self) -> Iterator["ProgressCallback"]:
        """A progress callback; it draws a bar on a terminal once the work has taken a while."""
        meter = ProgressBar(visible=not self.quiet and sys.stderr.isatty())
        try:
            yield meter
        finally:
            meter.close()

    def built(self, result: "BuildResult", out: str, then: str = "") -> None:
        """A build that worked; `then` says what one may want to do next."""
        self.json(result_json(result))
        self._built(result, out)
        if then:
            self.note(then)

    def _built(self, result: "BuildResult", out: str) -> None:
        self.problems(told := result.problems if self.verbose else limit_warnings(result.problems))
        if more := len(result.problems) - len(told):
            self.note(
                f"and {_count(more, 'warning')} more - {'it is' if more == 1 else 'they are'} told with --verbose"
            )
        for notice in result.notices:
            self.note(_add_colour("note", "note: ", sys.stderr) + notice)
        if lines := hygiene_lines(result.hygiene):
            self.note("\n".join(lines))
        if self.verbose:
            self.note("\n".join(f"{seconds:8.3f} s  {stage}" for stage, seconds in result.stages.items()))
        self.note(_add_colour("strong", summary(result, out), sys.stderr))

    def attempted(self, attempt: "BuildAttempt", out: str, *, first: bool) -> None:
        """A build of a command that watches: the first in full, later ones in brief and with what is new."""
        if attempt.fault:
            self.failed(attempt.fault, NOT_BUILT)
        elif attempt.result and first:
            self.built(attempt.result, out)
        elif attempt.result:
            if attempt.result.is_whole:
                self.json(result_json(attempt.result))
            if not attempt.is_deferred:
                self.problems(problem for problem in attempt.result.problems if problem not in self.shown)
                self.note(summary(attempt.result, out))
        if attempt.notice:
            self.note(_add_colour("note", "note: ", sys.stderr) + attempt.notice)
        self.shown.clear()
        self.shown.update(attempt.problems)

    def failed(self, fault: DigestError, report: Mapping[str, Any] | None = None) -> None:
        """A command that could not go on; `report` is the shape its JSON has otherwise."""
        self.json({**(report or {}), "problems": [asdict(problem) for problem in fault.problems]})
        self.problems(fault.problems)

    def checked(self, readings: Sequence[ParsedSeed], seeds: str) -> None:
        """What was understood of every seed, each file's problems after it."""
        self.json({"files": [reading_json(reading) for reading in readings], "problems": []})
        self.understood(readings, seeds)

    def understood(self, readings: Sequence[ParsedSeed], seeds: str) -> None:
        """The same for people alone."""
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
        for reading in readings:
            if not self.as_json and not self.quiet:
                _print_safely("\n".join(reading_lines(reading, seeds, width)) + "\n", sys.stdout)
            self.problems(reading.problems)
        papers, problems = sum(len(r.drafts) for r in readings), sum(len(r.problems) for r in readings)
        self.note(f"{_count(papers, 'paper')} in {_count(len(readings), 'file')}, {_count(problems, 'problem')}")

    def added(self, file: Path, reading: ParsedSeed) -> None:
        """Where a text went that became a seed."""
        self.json({"added": str(file), "files": [reading_json(reading)], "problems": []})
        papers = _count(len(reading.drafts), "paper")
        self.note(_add_colour("strong", f"added {papers} as {file}", sys.stderr))

    def published(self, result: "BuildResult", out: str, done: "Publication") -> None:
        data = result_json(result)
        publication = asdict(done)
        self.json({**data, "problems": [*data["problems"], *publication.pop("problems")], "published": publication})
        self._built(result, out)
        self.problems(done.problems)
        self.note(_add_colour("strong", str(done), sys.stderr))

    def made(self, folder: Path, files: Sequence[str]) -> None:
        """What `new` made, and what to do with it."""
        self.json({"folder": str(folder), "files": list(files), "problems": []})
        self.note("\n".join(os.path.join(folder, file) for file in files))  # noqa: PTH118
        self.note(f"see it: cd {shlex.quote(str(folder))} && digest serve")

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            place = _add_colour("strong", f"{problem.path}:{problem.line}:", sys.stderr)
            severity = _add_colour(problem.severity, f"{problem.severity}:", sys.stderr)
            _print_safely(f"{place} {severity} {problem.message} - {problem.hint}", sys.stderr)

    def note(self, text: str) -> None:
        if not self.quiet:
            _print_safely(text, sys.stderr)

    def address(self, url: str) -> None:
        """Where a server is reached: what it was started for, so it is said even when quiet."""
        _print_safely(f"serving {_add_colour('strong', url, sys.stderr)} - Ctrl-C stops it", sys.stderr)

    def json(self, data: Mapping[str, Any]) -> None:
        if self.as_json:
            print(json.dumps(data), flush=True)


def limit_warnings(problems: Sequence[Problem]) -> list[Problem]:
    """Every error, and of many warnings the first."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    left_out = {id(problem) for problem in warnings[MAX_WARNINGS:]}
    return [problem for problem in problems if id(problem) not in left_out]


def summary(result: "BuildResult", out: str) -> str:
    """`58 papers, 1 edition, 31 tags -> site/ in 0.52 s (97 written, 0 unchanged, 0 removed)`."""
    what = (
        f"{_count(result.papers, 'paper')}, {_count(result.editions, 'edition')}, {_count(result.tags, 'tag')}"
        f" -> {out.rstrip('/')}/ in {result.seconds:.2f} s"
    )
    files = result.files
    return f"{what} ({files.written} written, {files.unchanged} unchanged, {files.removed} removed)"


def result_json(result: "BuildResult") -> dict[str, Any]:
    """The report of `digest build --json`, as the contract has it."""
    return {
        "papers": result.papers,
        "editions": result.editions,
        "tags": result.tags,
        "files": {count: getattr(result.files, count) for count in ("written", "unchanged", "removed")},
        "seconds": result.seconds,
        "stages": dict(result.stages),
        "problems": [asdict(problem) for problem in result.problems],
        "hygiene": asdict(result.hygiene),
    }


def hygiene_lines(found: "TagQuality") -> list[str]:
    """What is worth a look in the tags, a line for each kind; empty when there is nothing."""
    alike = {"papers": "the same papers", "name": "nearly the same name"}
    kinds = (
        ("tag", "on one paper only", found.single_use),
        ("pair", "of tags much alike", [f"{d.tag} and {d.other} ({alike[d.alike]})" for d in found.near_double]),
        ("tag", "on most papers", [f"{broad.tag} ({broad.papers})" for broad in found.over_broad]),
        ("paper", "without a tag", found.untagged),
    )
    lines = [f"{_count(len(names), noun):>10} {what}: {_name_list(names)}" for noun, what, names in kinds if names]
    return ["tags worth a look:", *lines] if lines else []


def _name_list(names: Sequence[str]) -> str:
    shown = max(n for n in range(1, MAX_NAMES + 1) if n == 1 or len(", ".join(names[:n])) <= NAMES_WIDTH)
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")


NOT_BUILT: Mapping[str, Any] = {
    "papers": 0,
    "editions": 0,
    "tags": 0,
    "files": {"written": 0, "unchanged": 0, "removed": 0},
    "seconds": 0.0,
    "stages": {},
    "hygiene": {"single_use": [], "near_double": [], "over_broad": [], "untagged": []},
}
"""The report of a build that wrote nothing."""


def reading_json(reading: ParsedSeed) -> dict[str, Any]:
    """One file of `digest check --json`: every non-blank line of a pasted seed is in exactly one entry."""
    return {
        "path": reading.path,
        "kind": reading.kind,
        "refused": reading.refused or None,
        "date": _first_date(reading),
        "papers": [
            {
                "title": draft.title,
                "line": draft.place.line,
                "title_lines": _lines_json(draft.title_lines),
                "abstract_lines": _lines_json(draft.abstract_lines),
                "date": (draft.day.iso or draft.day.label) if draft.day else None,
                "hidden": draft.hidden,
                "fields": [field._asdict() for field in draft.fields],
            }
            for draft in reading.drafts
        ],
        "dates": [{"line": date.line, "text": date.text, "iso": date.day.iso} for date in reading.dates],
        "ignored": [asdict(line) for line in reading.ignored],
        "corrections": [{"id": c.paper, "line": c.said.place.line, "hidden": c.hidden} for c in reading.corrections],
        "problems": [asdict(problem) for problem in reading.problems],
    }


def reading_lines(reading: ParsedSeed, seeds: str, width: int) -> list[str]:
    """The same for people: a line for each paper, date and ignored line, in the order of the file."""
    path, papers = os.path.join(seeds, reading.path), _count(len(reading.drafts), "paper")  # noqa: PTH118
    head = f"{path}: {_first_date(reading) or 'no date'}, {papers}"
    rows = sorted(_reading_rows(reading), key=lambda row: row[0])
    return [head, *(f"{_line_range(lines):>11}  {what:<9} {text}"[:width] for lines, what, text in rows)]


Row = tuple[tuple[int, int], str, str]


def _reading_rows(reading: ParsedSeed) -> Iterator[Row]:
    for number, draft in enumerate(reading.drafts, 1):
        at = draft.title_lines if any(draft.title_lines) else (draft.place.line, draft.place.line)
        yield at, f"paper {number}", (draft.title or "(no title)") + (" (hidden)" if draft.hidden else "")
        if any(draft.abstract_lines):
            yield draft.abstract_lines, "abstract", _count(len(draft.abstract.split()), "word")
        yield from (((field.line, field.line), "field", field.name) for field in draft.fields)
    for date in reading.dates:
        yield (date.line, date.line), "date", f"{date.text} (understood as {date.day.label})"
    for correction in reading.corrections:
        line = correction.said.place.line
        yield (line, line), "corrects", f"{correction.paper}{' (hidden)' if correction.hidden else ''}"
    for ignored in reading.ignored:
        yield (ignored.line, ignored.line), "ignored", f"{ignored.text} ({ignored.rule})"


def _line_range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _lines_json(lines: tuple[int, int]) -> list[int] | None:
    return list(lines) if any(lines) else None


def _first_date(reading: ParsedSeed) -> str | None:
    """The day of a file's first edition: ISO where its year is known, else as it was understood."""
    from generator.library.editions import edition_day  # only `check` needs it, and it brings the library

    days = [edition_day(reading, draft) for draft in reading.drafts] + [date.day for date in reading.dates]
    day = next(filter(None, days), None)
    return (day.iso or day.label) if day else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_safely(text: str, stream: TextIO) -> None:
    """Print a text without what a terminal could obey or be misled by, but for colours."""
    plain = UNPRINTABLE.sub(lambda found: found[0] if len(found[0]) > 1 else "\N{REPLACEMENT CHARACTER}", text)
    print(plain, file=stream, flush=True)


def _add_colour(name: str, text: str, stream: TextIO) -> str:
    """`text` in a colour where `stream` can show one and nobody asked for none (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return text if plain else f"\x1b[{COLOURS[name]}m{text}\x1b[0m"
