"""Whatever the standard streams are, the site is made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.output import site_paths
from tests.builders import write_file
from tests.command import PROJECT, digest, digest_here

PAPER = "A Title Of One Paper\n\nWe show that this is an abstract of a paper, long enough to be one.\n"


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell, in which `digest` is this one."""
    write_file(folder / "seeds" / "a.txt", PAPER)
    digest = f'digest() {{ PYTHONPATH="{PROJECT}" "{sys.executable}" -m generator "$@"; }}\n'
    return subprocess.run(
        ["sh", "-c", digest + command], cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("build >&-", 0),
        ("build --json >&- 2>&-", 0),
        ("build <&- 2>&-", 0),
        ("build 2>/dev/full", 0),
        ("build --json >/dev/full", 1),
    ],
)
def test_a_stream_that_is_closed_or_full_keeps_no_site_from_being_made(tmp_path: Path, call: str, status: int) -> None:
    done = run(tmp_path, f"digest {call}")
    assert done.returncode == status
    assert (tmp_path / "site" / "papers" / "a-title-of-one-paper.html").is_file()
    assert "Traceback" not in done.stderr
    full = [
        line for line in done.stderr.splitlines() if "standard output:0: error: it could not all be written" in line
    ]
    assert len(full) == status


@pytest.mark.parametrize("call", ["check -", "add - --yes"])
def test_a_standard_input_that_is_closed_is_one_line(tmp_path: Path, call: str) -> None:
    done = run(tmp_path, f"digest {call} <&-")
    assert (done.returncode, done.stderr) == (
        2,
        "-:0: error: standard input is closed - name a file, or leave it open\n",
    )


def test_a_reader_who_goes_is_no_fault(tmp_path: Path) -> None:
    done = run(tmp_path, "{ digest check; echo $? >status; } | true")
    assert (tmp_path / "status").read_text() == "0\n"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("call", ["--help", "--version", "check", "new there --json"])
def test_a_full_stream_is_said_by_every_command(tmp_path: Path, call: str) -> None:
    done = run(tmp_path, f"digest {call} >/dev/full")
    assert (done.returncode, "standard output:0: error: " in done.stderr) == (1, True)


@pytest.mark.parametrize("call", ["build 'x\x1b[8m'", "build '--x\x1b[8m'", "'x\x1b[8m'", "build --jobs 'x\x1b[8m'"])
def test_what_was_typed_wrongly_is_not_obeyed_by_the_terminal(tmp_path: Path, call: str) -> None:
    done = run(tmp_path, f"digest {call}")
    assert (done.returncode, "\x1b" in done.stderr) == (2, False)


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "mkdir here && cd here && rmdir ../here && digest build")
    assert done.returncode == 2
    assert done.stderr.startswith(".:0: error: the folder you are in cannot be used: ")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_of_files_are_utf8_in_every_locale(tmp_path: Path) -> None:
    """They become addresses. What is printed is for the terminal of that locale."""
    home = tmp_path / os.fsdecode(b"caf\xe9")
    write_file(home / os.fsdecode("seeds/é.txt".encode()), PAPER)
    write_file(home / os.fsdecode("static/ü.png".encode()), "picture")
    assert digest_here("build", "--out", "here", cwd=home).status == 0
    done = digest("build", cwd=home, environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.status == 0, done.stderr
    assert done.lines[0].startswith("seeds/\\xe9.txt:0: warning: ")
    assert site_paths(home / "site") == site_paths(home / "here")
    assert "editions/é.html" in site_paths(home / "site")
