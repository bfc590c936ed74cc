"""Prints everything that is printed; no other module does.

What a command was asked for goes to standard output: the reading that `check` gives, and with `--json` the JSON
reports and nothing else. Progress, problems and what to do next go to standard error. Functions make the texts and
reports; only the methods of `Reporter` print them. Seeds are other people's text, so control characters that a
terminal could obey are replaced first.
"""

import json
import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from generator.build.readings import count_noun, reading_json, reading_lines
from generator.cli.progress import ProgressBar
from generator.model.characters import printable
from generator.model.papers import ParsedSeed
from generator.model.problems import DigestError, Problem
from generator.seeds.sources import ENRICHED_FILE

if TYPE_CHECKING:
    from generator.build.result import BuildResult
    from generator.build.timing import ProgressCallback
    from generator.cli.remote.enrichment import Enrichment
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
                f"and {count_noun(more, 'warning')} more - {'it is' if more == 1 else 'they are'} told with --verbose"
            )
        for notice in (*gone_line(result.gone), *result.notices):
            self.note(("note", "note:"), notice)
        for line in hygiene_lines(result.hygiene):
            self.note(line)
        for stage, seconds in result.stages.items() if self.verbose else ():
            self.note(f"{seconds:8.3f} s  {stage}")
        self.note(("strong", summary(result, out)))

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
                for notice in gone_line(attempt.result.gone):
                    self.note(("note", "note:"), notice)
                self.note(summary(attempt.result, out))
        if attempt.notice:
            self.note(("note", "note:"), attempt.notice)
        self.shown.clear()
        self.shown.update(attempt.problems)

    def failed(self, fault: DigestError, report: Mapping[str, Any] | None = None) -> None:
        """A command that could not go on; `report` is the shape its JSON has otherwise."""
        self.json({**(report or {}), "problems": [asdict(problem) for problem in fault.problems]})
        self.problems(fault.problems)

    def checked(self, readings: Sequence[ParsedSeed], seeds: str) -> None:
        """What was understood of every seed, each file's problems after it."""
        if self.as_json:
            self.json({"files": [reading_json(reading) for reading in readings], "problems": []})
        self.understood(readings, seeds)

    def understood(self, readings: Sequence[ParsedSeed], seeds: str) -> None:
        """The same for people alone."""
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
        for reading in readings:
            for line in (*reading_lines(reading, seeds, width), "") if not self.as_json and not self.quiet else ():
                _print_line(sys.stdout, line)
            self.problems(reading.problems)
        papers, problems = sum(len(r.drafts) for r in readings), sum(len(r.problems) for r in readings)
        files = count_noun(len(readings), "file")
        self.note(f"{count_noun(papers, 'paper')} in {files}, {count_noun(problems, 'problem')}")

    def added(self, file: Path, reading: ParsedSeed) -> None:
        """Where a text went that became a seed."""
        self.json({"added": str(file), "files": [reading_json(reading)], "problems": []})
        papers = count_noun(len(reading.drafts), "paper")
        self.note(_add_colour("strong", f"added {papers} as {file}", sys.stderr))

    def published(self, result: "BuildResult", out: str, done: "Publication") -> None:
        data = result_json(result)
        publication = asdict(done)
        self.json({**data, "problems": [*data["problems"], *publication.pop("problems")], "published": publication})
        self._built(result, out)
        self.problems(done.problems)
        self.note(("strong", str(done)))

    def wrote(self, file: str, name: str, report: Mapping[str, Any]) -> None:
        """Where an edition or a topic went that became one file."""
        self.json({**report, "problems": []})
        self.note(("strong", f"wrote {name} as {file}"))

    def enriched(self, done: "Enrichment", asked: int, seeds: str, *, dry_run: bool) -> None:
        """What services knew, or of a dry run what there is to ask."""
        doubtful = [each.paper.id for each in done.findings if each.match.doubt]
        sure = [each.paper.id for each in done.findings if not each.match.doubt]
        report = {"found": sure, "doubtful": doubtful, "unknown": done.unknown, "asked": asked}
        self.json({**report, "problems": [asdict(problem) for problem in done.problems]})
        self.problems(done.problems)
        for service, count in Counter(each.service.name for each in done.missing).items() if dry_run else ():
            self.note(f"{service}: {count_noun(count, 'request')} at most")
        for finding in done.findings if doubtful else ():
            if finding.match.doubt:
                self.note(f"in doubt: {finding.paper.id}: {finding.match.doubt}")
                self.note(f"    here:  {finding.paper.draft.title}")
                self.note(f"    there: {finding.match.found.title}")
        where = f" -> {os.path.join(seeds, ENRICHED_FILE)}" if done.findings and not dry_run else ""  # noqa: PTH118
        counts = f"{len(sure)} found, {len(doubtful)} in doubt, {len(done.unknown)} known to nobody"
        self.note(("strong", f"{counts}, {count_noun(asked, 'request')} sent{where}"))

    def made(self, folder: Path, files: Sequence[str]) -> None:
        """What `new` made, and what to do with it."""
        self.json({"folder": str(folder), "files": list(files), "problems": []})
        for file in files:
            self.note(os.path.join(folder, file))  # noqa: PTH118
        self.note(f"see it: cd {shlex.quote(str(folder))} && digest serve")

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            place, severity = f"{problem.path}:{problem.line}:", (problem.severity, f"{problem.severity}:")
            _print_line(sys.stderr, ("strong", place), severity, f"{problem.message} - {problem.hint}")

    def note(self, *pieces: "Piece") -> None:
        """Print a line of what is worth knowing."""
        if not self.quiet:
            _print_line(sys.stderr, *pieces)

    def address(self, url: str) -> None:
        """Where a server is reached: what it was started for, so it is said even when quiet."""
        _print_line(sys.stderr, "serving", ("strong", url), "- Ctrl-C stops it")

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
    counts = {"paper": result.papers, "edition": result.editions, "tag": result.tags}
    what = (
        f"{', '.join(count_noun(number, noun) for noun, number in counts.items())}"
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
        "gone": list(result.gone),
        "hygiene": asdict(result.hygiene),
    }


def gone_line(gone: Sequence[str]) -> list[str]:
    """`2 papers of the last build are gone: lisa, bart`; nothing where none is."""
    are = "is" if len(gone) == 1 else "are"
    return [f"{count_noun(len(gone), 'paper')} of the last build {are} gone: {_name_list(gone)}"] if gone else []


def hygiene_lines(found: "TagQuality") -> list[str]:
    """What is worth a look in the tags, a line for each kind; empty when there is nothing."""
    alike = {"papers": "the same papers", "name": "nearly the same name"}
    kinds = (
        ("tag", "on one paper only", found.single_use),
        ("pair", "of tags much alike", [f"{d.tag} and {d.other} ({alike[d.alike]})" for d in found.near_double]),
        ("tag", "on most papers", [f"{broad.tag} ({broad.papers})" for broad in found.over_broad]),
        ("paper", "without a tag", found.untagged),
    )
    lines = [f"{count_noun(len(names), noun):>10} {what}: {_name_list(names)}" for noun, what, names in kinds if names]
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
    "gone": [],
    "hygiene": {"single_use": [], "near_double": [], "over_broad": [], "untagged": []},
}
"""The report of a build that wrote nothing."""


Piece = str | tuple[str, str]
"""A part of a line, and perhaps the name of its colour before it."""


def _print_line(stream: TextIO, *pieces: Piece) -> None:
    """Print one line without what a terminal could obey, or a reader be misled by, but for colours of ours."""
    parts = [_add_colour(*piece, stream) if isinstance(piece, tuple) else printable(piece) for piece in pieces]
    print(*parts, file=stream, flush=True)


def _add_colour(name: str, text: str, stream: TextIO) -> str:
    """`text` in a colour where `stream` can show one and nobody asked for none (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return printable(text) if plain else f"\x1b[{COLOURS[name]}m{printable(text)}\x1b[0m"
