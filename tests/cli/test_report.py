"""What is printed, and where: results on standard output, all else on standard error."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.readings import reading_json, reading_lines
from generator.build.result import BuildResult
from generator.cli import progress as progress_bar
from generator.cli.report import NOT_BUILT, Reporter, hygiene_lines, result_json, summary
from generator.model.papers import DateLine, Day, Draft, FieldLine, IgnoredLine, ParsedSeed, Place
from generator.model.problems import ContentError, SetupError, error, warning
from generator.model.quality import BroadTag, NearDuplicate, TagQuality
from generator.output import FileChanges
from generator.output.git_branch import Publication
from generator.server.watch import BuildAttempt

SHORT = warning("seeds/a.txt", 12, "this title has no abstract", "add one below it")
RESULT = BuildResult(
    papers=58,
    editions=1,
    tags=31,
    files=FileChanges(97, 0, 0),
    seconds=0.5234,
    stages={"read": 0.001, "write": 0.02},
    problems=(SHORT,),
    notices=("no base_url is configured - set it",),
    hygiene=TagQuality(("rare",), (NearDuplicate("masks", "mask", "name"),), (BroadTag("models", 40),), ("lisa",)),
)
READING = ParsedSeed(
    path="may.txt",
    drafts=(
        Draft(
            Place("may.txt", 4),
            "Lisa",
            "Long abstract here",
            "plain",
            (4, 5),
            (7, 9),
            (FieldLine(6, "authors"),),
            day=Day(5, 28),
        ),
        Draft(Place("may.txt", 11), "Bart", title_lines=(11, 11)),
    ),
    dates=(DateLine(2, "May 28", Day(5, 28)),),
    ignored=(IgnoredLine(1, "new", "badge"),),
    problems=(SHORT,),
)

Capture = pytest.CaptureFixture[str]


def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both streams are a terminal that shows colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def test_a_summary_counts_what_was_made() -> None:
    assert summary(RESULT, "site") == (
        "58 papers, 1 edition, 31 tags -> site/ in 0.52 s (97 written, 0 unchanged, 0 removed)"
    )


def test_a_build_is_told_on_standard_error(capsys: Capture) -> None:
    Reporter().built(RESULT, "site", then="look at it: digest serve")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "seeds/a.txt:12: warning: this title has no abstract - add one below it",
        "note: no base_url is configured - set it",
        *hygiene_lines(RESULT.hygiene),
        summary(RESULT, "site"),
        "look at it: digest serve",
    ]


def test_a_thousand_warnings_are_not_told_one_by_one(capsys: Capture) -> None:
    many = tuple(warning("seeds/a.txt", line, "this paper stands here again", "remove one") for line in range(1000))
    broken = error("seeds/z.txt", 1, "this is broken", "mend it")
    Reporter().built(replace(RESULT, problems=(*many, broken)), "site")
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told[39:42]] == [
        "seeds/a.txt:39",
        "seeds/z.txt:1",
        "and 960 warnings more - they are told with --verbose",
    ]
    Reporter(verbose=True).built(replace(RESULT, problems=many), "site")
    assert "seeds/a.txt:999: " in capsys.readouterr().err


def test_verbose_adds_the_seconds_of_each_stage(capsys: Capture) -> None:
    Reporter(verbose=True).built(RESULT, "site")
    assert "   0.020 s  write\n" in capsys.readouterr().err


def test_quiet_leaves_the_problems(capsys: Capture) -> None:
    report = Reporter(quiet=True, verbose=True)
    report.built(RESULT, "site", then="look at it")
    report.note("never")
    assert capsys.readouterr().err.splitlines() == [str(SHORT)]


def test_json_is_the_report_of_the_contract_and_nothing_else(capsys: Capture) -> None:
    Reporter(as_json=True).built(RESULT, "site")
    assert json.loads(capsys.readouterr().out) == {
        "papers": 58,
        "editions": 1,
        "tags": 31,
        "files": {"written": 97, "unchanged": 0, "removed": 0},
        "seconds": 0.5234,
        "stages": {"read": 0.001, "write": 0.02},
        "problems": [
            {
                "path": "seeds/a.txt",
                "line": 12,
                "severity": "warning",
                "message": "this title has no abstract",
                "hint": "add one below it",
            }
        ],
        "gone": [],
        "hygiene": {
            "single_use": ["rare"],
            "near_double": [{"tag": "masks", "other": "mask", "alike": "name"}],
            "over_broad": [{"tag": "models", "papers": 40}],
            "untagged": ["lisa"],
        },
    }


def test_what_is_to_say_of_tags_is_one_block_and_never_said_when_quiet(capsys: Capture) -> None:
    Reporter().built(RESULT, "site")
    told = capsys.readouterr().err.splitlines()
    assert told[2:7] == hygiene_lines(RESULT.hygiene)
    Reporter(quiet=True).built(RESULT, "site")
    assert "tags worth a look" not in capsys.readouterr().err


def test_a_failure_has_the_same_shape_and_every_problem(capsys: Capture) -> None:
    fault = SetupError(
        error("digest.toml", 1, "this is not TOML", "mend it"), error("digest.toml", 2, "nor this", "too")
    )
    Reporter(as_json=True).failed(fault, NOT_BUILT)
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report.keys() == result_json(RESULT).keys()
    assert [problem["line"] for problem in report["problems"]] == [1, 2]
    assert printed.err.splitlines() == [
        "digest.toml:1: error: this is not TOML - mend it",
        "digest.toml:2: error: nor this - too",
    ]


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    terminal(monkeypatch)
    Reporter().problems([SHORT])
    assert "\x1b[33;1mwarning:\x1b[0m" in capsys.readouterr().err
    monkeypatch.setenv("NO_COLOR", "1")
    Reporter().problems([SHORT])
    assert "\x1b" not in capsys.readouterr().err


def test_text_of_others_cannot_command_the_terminal(capsys: Capture) -> None:
    Reporter().problems([warning("a.txt", 1, "title \x1b]0;owned\x07\x1b[2J\r\u202e", "x")])
    printed = capsys.readouterr().err
    assert not set(printed) & set("\x1b\x07\r\u202e")
    assert printed.count("�") == 5


def test_what_a_file_says_line_by_line() -> None:
    assert reading_lines(READING, "seeds", 80) == [
        "seeds/may.txt: May 28, 2 papers",
        "          1  ignored   new (badge)",
        "          2  date      May 28 (understood as May 28)",
        "        4-5  paper 1   Lisa",
        "          6  field     authors",
        "        7-9  abstract  3 words",
        "         11  paper 2   Bart",
    ]


def test_lines_fit_the_terminal() -> None:
    assert max(map(len, reading_lines(READING, "seeds", 20)[1:])) == 20


def test_a_reading_as_data_accounts_for_every_line() -> None:
    data = reading_json(READING)
    assert data["date"] == "May 28"
    assert data["papers"] == [
        {"title": "Lisa", "line": 4, "title_lines": [4, 5], "abstract_lines": [7, 9], "date": "May 28",
         "hidden": False, "fields": [{"line": 6, "name": "authors"}]},
        {"title": "Bart", "line": 11, "title_lines": [11, 11], "abstract_lines": None, "date": None,
         "hidden": False, "fields": []},
    ]  # fmt: skip
    assert data["dates"] == [{"line": 2, "text": "May 28", "iso": None}]
    assert data["ignored"] == [{"line": 1, "text": "new", "rule": "badge"}]
    assert [problem["line"] for problem in data["problems"]] == [12]


@pytest.mark.parametrize(("day", "date"), [(Day(5, 28, 2025), "2025-05-28"), (Day(5, 28), "May 28"), (None, None)])
def test_the_date_of_a_file_is_never_more_than_is_known(day: Day | None, date: str | None) -> None:
    assert reading_json(ParsedSeed("a.md", (Draft(Place("a.md", 1), "T", day=day),)))["date"] == date


def test_a_files_name_gives_its_papers_their_date() -> None:
    draft = Draft(Place("2025-05-28.txt", 1), "T")
    assert reading_json(ParsedSeed("2025-05-28.txt", (draft,)))["date"] == "2025-05-28"
    dated = replace(draft, day=Day(5, 27, 2025))
    assert reading_json(ParsedSeed("2025-05-28.txt", (dated,)))["date"] == "2025-05-28"


def test_check_prints_its_reading_on_standard_output_and_problems_beside_it(capsys: Capture) -> None:
    Reporter().checked([READING], "seeds")
    printed = capsys.readouterr()
    assert "paper 2   Bart" in printed.out
    assert "warning" not in printed.out
    assert printed.err.splitlines() == [str(SHORT), "2 papers in 1 file, 1 problem"]


def test_check_as_json_prints_nothing_else(capsys: Capture) -> None:
    Reporter(as_json=True).checked([READING], "seeds")
    assert json.loads(capsys.readouterr().out) == {"files": [reading_json(READING)], "problems": []}


def test_a_watch_says_a_problem_once_until_it_comes_back(capsys: Capture) -> None:
    report = Reporter()
    mended = BuildResult(58, 1, 31, FileChanges(1, 96, 0), 0.1, {}, ())
    for number, result in enumerate((RESULT, RESULT, mended, RESULT)):
        report.attempted(BuildAttempt(None, result), "site", first=number == 0)
    printed = capsys.readouterr().err.splitlines()
    assert printed.count(str(SHORT)) == 2
    assert printed.count(summary(RESULT, "site")) == 3
    assert printed.count("note: no base_url is configured - set it") == 1


def test_what_a_watch_has_to_say_of_itself_is_a_note(capsys: Capture) -> None:
    Reporter().attempted(BuildAttempt(None, RESULT, notice="nobody tells of changes"), "site", first=True)
    assert capsys.readouterr().err.splitlines()[-1] == "note: nobody tells of changes"


def test_a_watch_as_json_is_a_report_a_line(capsys: Capture) -> None:
    report = Reporter(as_json=True, quiet=True)
    fault = ContentError(error("seeds", 0, "there is no paper", "paste one"))
    report.attempted(BuildAttempt(None, RESULT), "site", first=True)
    report.attempted(BuildAttempt(None, None, fault), "site", first=False)
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["papers"] for report in reports] == [58, 0]
    assert reports[1]["problems"][0]["message"] == "there is no paper"


def test_a_publication_is_told_and_is_in_the_json(capsys: Capture) -> None:
    large = warning("site/a.json", 0, "larger than GitHub's 100 MB", "split the seeds")
    done = Publication("origin", "gh-pages", "0123456", added=3, problems=(large,))
    Reporter(as_json=True).published(RESULT, "site", done)
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report["published"]["commit"] == "0123456"
    assert [problem["path"] for problem in report["problems"]] == ["seeds/a.txt", "site/a.json"]
    assert printed.err.splitlines()[-1] == "published to gh-pages on origin: 3 files added, 0 changed, 0 removed"


def test_a_new_folder_comes_with_what_to_do(capsys: Capture) -> None:
    Reporter().made(Path("my papers"), ["digest.toml", "seeds/a.txt"])
    assert capsys.readouterr().err.splitlines() == [
        "my papers/digest.toml",
        "my papers/seeds/a.txt",
        "see it: cd 'my papers' && digest serve",
    ]


def test_no_bar_is_drawn_where_nobody_looks(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "BAR_DELAY", 0.0)
    with Reporter().progress() as progress:
        progress("Rendering", 1, 2)
    terminal(monkeypatch)
    with Reporter(quiet=True).progress() as progress:
        progress("Rendering", 1, 2)
    assert capsys.readouterr().err == ""


def test_a_long_build_draws_a_bar_and_takes_it_away(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal(monkeypatch)
    monkeypatch.setattr(progress_bar, "BAR_DELAY", 0.0)
    with Reporter().progress() as progress:
        for done in range(3):
            progress("Rendering pages", done, 2)
    printed = capsys.readouterr()
    assert "Rendering pages" in printed.err
    assert printed.out == ""


def test_a_short_build_draws_none(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal(monkeypatch)
    with Reporter().progress() as progress:
        progress("Rendering pages", 1, 1)
    assert capsys.readouterr().err == ""
