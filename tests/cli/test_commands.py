"""The command line: what each call comes to, and its exit status."""

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.build import check as checking
from generator.build.result import BuildResult as Built
from generator.build.timing import ProgressCallback
from generator.cli import calls, commands
from generator.cli.commands import digest
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.model.problems import ContentError, SetupError, error, warning
from generator.output import FileChanges
from generator.output import folder as output_folder
from generator.output import git_branch as publishing
from generator.output.git_branch import Publication
from tests.builders import write_site
from tests.command import PROJECT, start_process
from tests.command import digest as process

SHORT = warning("seeds/a.txt", 12, "this title has no abstract", "add one below it")
NO_PAPER = error("seeds", 0, "there is no paper", "paste one")
COMMANDS = ("build", "watch", "serve", "check", "publish")


@dataclass
class Builds:
    """Stands in for the build: keeps what it was called with, and does what a test says."""

    outcome: Callable[[], Built]
    configs: list[Config] = field(default_factory=list)
    epochs: list[datetime.date | None] = field(default_factory=list)

    def __call__(self, config: Config, *, epoch: datetime.date | None, progress: ProgressCallback) -> Built:
        progress("Building", 1, 1)
        self.configs.append(config)
        self.epochs.append(epoch)
        return self.outcome()


def result() -> Built:
    return Built(58, 1, 31, FileChanges(97, 0, 0), 0.52, {"read": 0.1}, (SHORT,))


def fails(fault: BaseException) -> Callable[[], Built]:
    def fail() -> Built:
        raise fault

    return fail


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Builds:
    builds = Builds(result)
    monkeypatch.setattr(calls, "build_site", builds)
    return builds


def call(*arguments: str) -> Result:
    return CliRunner().invoke(digest, arguments)


def test_a_build_with_warnings_is_done(builds: Builds) -> None:
    done = call("build")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "58 papers, 1 edition, 31 tags -> site/" in done.stderr
    assert "digest serve" in done.stderr
    assert builds.configs == [Config()]


def test_the_options_say_what_to_build(builds: Builds, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text("[site]\ntitle = 'Mine'\nbase_url = 'https://a.example/'\n")
    where = ("--seeds", "s", "--out", "o", "--config", "my.toml", "--base-url", "https://b.example/x")
    assert call("build", *where, "--strict", "--jobs", "3").exit_code == 0
    (config,) = builds.configs
    assert (config.seeds, config.out, config.title) == (Path("s"), Path("o"), "Mine")
    assert (config.base_url, config.strict, config.jobs) == ("https://b.example/x/", True, 3)


@pytest.mark.usefixtures("builds")
def test_a_build_says_when_its_site_is_larger_than_github_pages_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(Path("site"), {"index.html": b"x" * 2000})
    monkeypatch.setattr(output_folder, "MAX_SITE_SIZE", 1000)
    assert "GitHub" not in call("build").stderr, "a site of so few papers is not measured"
    monkeypatch.setattr(commands, "MANY_PAPERS", 57)
    assert "note: the site has 0.00 GB, and GitHub Pages shows at most 1e-06 - part the seeds" in call("build").stderr
    monkeypatch.setattr(output_folder, "MAX_SITE_SIZE", 2000)
    assert "GitHub" not in call("build").stderr


@pytest.mark.usefixtures("builds")
def test_what_to_do_next_shows_the_site_that_was_built() -> None:
    assert "look at it: digest serve\n" in call("build").stderr
    done = call("build", "--out", "my site", "--base-url", "https://b.example/x", "--strict")
    assert "look at it: digest serve --out 'my site' --base-url https://b.example/x\n" in done.stderr


def test_settings_are_read_from_the_folder_one_is_in(builds: Builds, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("[site]\ntitle = 'Here'\n")
    call("build")
    assert builds.configs[0].title == "Here"


@pytest.mark.parametrize(
    ("fault", "status"), [(ContentError(NO_PAPER), 1), (SetupError(NO_PAPER), 2), (KeyboardInterrupt(), 130)]
)
def test_the_exit_status_says_whose_fault_it_is(builds: Builds, fault: BaseException, status: int) -> None:
    builds.outcome = fails(fault)
    done = call("build")
    assert done.exit_code == status
    assert done.stderr == ("" if status == 130 else f"{NO_PAPER}\n")


def test_a_failure_as_json_is_a_report_too(builds: Builds) -> None:
    builds.outcome = fails(ContentError(NO_PAPER))
    done = call("build", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"][0]["message"] == "there is no paper"
    assert json.loads(done.stdout)["files"] == {"written": 0, "unchanged": 0, "removed": 0}


def test_a_bug_keeps_its_traceback(builds: Builds) -> None:
    builds.outcome = fails(ZeroDivisionError())
    assert isinstance(call("build").exception, ZeroDivisionError)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_configuration_is_a_wrong_set_up_for_every_command(command: str, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("[site]\ntitel = 'x'\nacent = 'y'\n")
    done = call(command)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "digest.toml:2: error: unknown setting titel in [site] - did you mean title?",
        "digest.toml:3: error: unknown setting acent in [site] - did you mean accent?",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--config", "nowhere.toml"),
        ("build", "--base-url", "example"),
        ("build", "--bogus"),
        ("build", "--jobs", "many"),
        ("build", "extra"),
        ("serve", "--port", "65536"),
        ("nonsense",),
        ("new",),
    ],
)
def test_a_wrong_call_is_said_to_be_one(builds: Builds, arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr
    assert builds.configs == []


def test_source_date_epoch_is_a_day(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    call("build")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1748390400")
    call("build")
    assert builds.epochs == [None, datetime.date(2025, 5, 28)]


@pytest.mark.parametrize("value", ["yesterday", "1e9", "9" * 30, "99999999999999"])
@pytest.mark.usefixtures("builds")
def test_a_source_date_epoch_that_is_none_is_one_line(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    done = call("build")
    assert done.exit_code == 2
    assert done.stderr.startswith("SOURCE_DATE_EPOCH:0: error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("problems", "status"),
    [((), 0), ((SHORT,), 0), ((NO_PAPER,), 1), ((SHORT, NO_PAPER), 1)],
)
def test_check_is_an_error_when_something_is(
    monkeypatch: pytest.MonkeyPatch, problems: tuple[Any, ...], status: int
) -> None:
    monkeypatch.setattr(checking, "check_seeds", lambda _config, **_: (ParsedSeed("a.txt", problems=problems),))
    assert call("check").exit_code == status


def test_a_check_that_fails_has_the_shape_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_config: Config, **_: object) -> tuple[ParsedSeed, ...]:
        raise ContentError(NO_PAPER)

    monkeypatch.setattr(checking, "check_seeds", fail)
    done = call("check", "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["files"] == []
    assert report["problems"][0]["message"] == "there is no paper"


def test_publish_builds_and_publishes(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, Any]] = []

    def publish(out: Path, folder: Path, **options: Any) -> Publication:
        calls.append({"out": out, "folder": folder, **options})
        return Publication("up", "pages", added=1, dry_run=True)

    monkeypatch.setattr(publishing, "publish_site", publish)
    done = call("publish", "--remote", "up", "--branch", "pages", "--dry-run")
    assert done.exit_code == 0
    assert calls == [{"out": Path("site"), "folder": Path(), "remote": "up", "branch": "pages", "dry_run": True}]
    assert "would publish to pages on up" in done.stderr
    assert len(builds.configs) == 1


@pytest.mark.parametrize("arguments", [["publish"], ["publish", "--jobs"], []])
def test_a_wrong_call_quotes_no_secret_of_it(arguments: list[str]) -> None:
    done = call(*arguments, "https://me:s3cret@example.org/x")
    assert done.exit_code == 2
    assert "https://***@example.org/x" in done.stderr
    assert "s3cret" not in done.output


def test_publish_refuses_after_an_error(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "publish_site", lambda *_arguments, **_options: pytest.fail("it was published"))
    builds.outcome = fails(ContentError(NO_PAPER))
    assert call("publish").exit_code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_common_options(command: str) -> None:
    text = call(command, "--help").stdout
    for option in (
        "--seeds",
        "--out",
        "--config",
        "--base-url",
        "--strict",
        "--jobs",
        "--quiet",
        "--json",
        "--verbose",
    ):
        assert option in text


def test_help_names_every_command_in_whole_sentences() -> None:
    text = call("--help").stdout
    assert all(re.search(rf"(?m)^  {command} +[A-Z]", text) for command in (*COMMANDS, "new"))


# From here on as a user does it: a process of its own, and the real build.


def test_python_m_generator_is_digest() -> None:
    run = process("--version")
    assert run.status == 0
    assert re.fullmatch(r"digest, version \d+\.\d+\.\d+\n", run.stdout)


def test_a_new_folder_builds_without_a_problem(tmp_path: Path) -> None:
    assert process("new", "papers", cwd=tmp_path).status == 0
    run = process("build", "--strict", "--json", cwd=tmp_path / "papers")
    assert run.status == 0, run.stderr
    assert run.report["papers"] == 3
    assert process("new", "papers", cwd=tmp_path).status == 2


def test_check_says_what_build_says(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/page.txt").write_text("Lighthouses and Their Keepers\n\nWe look at lights. They turn.\n")
    epoch = {"SOURCE_DATE_EPOCH": "1748390400"}
    for options, environment in ((), None), (("--strict",), None), (("--strict",), epoch):
        check, build = (
            process(command, *options, cwd=tmp_path, environment=environment) for command in ("check", "build")
        )
        assert (check.status, check.lines) == (build.status, build.lines)
    assert check.lines == []
    (tmp_path / "digest.toml").write_text('[tags]\nrules = "tags.toml"\n')
    (tmp_path / "tags.toml").write_text("[tags")
    check, build = (process(command, cwd=tmp_path) for command in ("check", "build"))
    assert check.lines
    assert (check.status, check.lines) == (build.status, build.lines)


def test_without_seeds_there_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    run = process("build", cwd=tmp_path)
    assert run.status == 1
    assert len(run.stderr.splitlines()) == 1
    assert run.lines
    assert not list(tmp_path.iterdir())


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    process("new", ".", cwd=tmp_path)
    command = f"'{sys.executable}' -m generator check | head -1"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    run = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert len(run.stdout.splitlines()) == 1
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr


def test_a_terminal_without_letters_still_gets_its_report(tmp_path: Path) -> None:
    process("new", ".", cwd=tmp_path)
    (tmp_path / "seeds/2025-01-15.txt").write_text("Schrödinger's λ-Calculus\n\nAn abstract — long enough. " * 9)
    run = process("check", cwd=tmp_path, environment={"PYTHONIOENCODING": "ascii"})
    assert run.status == 0, run.stderr
    assert "Schr\\xf6dinger" in run.stdout


def until(running: "subprocess.Popen[str]", words: str) -> str:
    """What a running command says on standard error, up to the line that has `words`.

    Python writes a line twice when a signal comes between its being written and its being known as written.
    """
    assert running.stderr
    said = ""
    while words not in said:
        line = running.stderr.readline()
        assert line, said
        said += line
    time.sleep(0.3)
    return said


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts a command in a new folder, and sees to its end."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        started.append(start_process([sys.executable, "-m", "generator", *arguments], tmp_path))
        return started[-1]

    process("new", ".", cwd=tmp_path)
    yield start
    for running in started:
        running.kill()
        running.communicate()


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_a_watch_quietly(start: Start) -> None:
    running = start("watch")
    until(running, "Ctrl-C stops it")
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=10)[1] == ""
    assert running.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_a_server_quietly_while_pages_are_open(start: Start) -> None:
    running = start("serve", "--port", "0")
    address = re.search(r"http://127\.0\.0\.1:\d+/", until(running, "__digest/check"))
    assert address
    with urllib.request.urlopen(address[0] + "__digest/events") as news, urllib.request.urlopen(address[0]) as page:
        assert b"My paper digest" in page.read()
        assert news.readline()
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=10)[1] == ""
    assert running.returncode == 130


def test_a_port_in_use_ends_a_server_with_one_line(start: Start) -> None:
    first = start("serve", "--port", "0")
    port = re.search(r"http://127\.0\.0\.1:(\d+)/", until(first, "serving"))
    assert port
    second = start("serve", "--port", port[1])
    assert second.communicate(timeout=30)[1].startswith(f"--port:0: error: port {port[1]} is in use - ")
    assert second.returncode == 2
