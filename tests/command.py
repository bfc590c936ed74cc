"""Runs `digest` as a user does, in a folder, with what it printed and its exit status: in a process of its own, or in
this one, where that is all that matters and the second of a start is not."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from click.testing import CliRunner

from generator.cli import commands

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"
CONFIG = PROJECT / "digest.toml"
NOBODY = 65534
SOAK = bool(os.environ.get("SOAK"))
T = TypeVar("T")


def times(usual: int, soak: int) -> int:
    """How often a test of chance tries: as long as there is time for at every change, or for in `make soak`."""
    return soak if SOAK else usual


@dataclass(frozen=True, slots=True)
class Run:
    status: int
    stdout: str
    stderr: str

    @property
    def report(self) -> dict[str, Any]:
        """What `--json` printed: one report and nothing else."""
        report: dict[str, Any] = json.loads(self.stdout)
        return report

    @property
    def lines(self) -> list[str]:
        """The problems it told the user, one a line."""
        return [line for line in self.stderr.splitlines() if ": error: " in line or ": warning: " in line]


def digest(*arguments: str | Path, cwd: Path = PROJECT, environment: Mapping[str, str] | None = None) -> Run:
    """`digest ARGUMENTS` in `cwd`; nothing but `environment` is added to the variables of this process."""
    result = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Run(result.returncode, result.stdout, result.stderr)


def digest_here(*arguments: str | Path, cwd: Path) -> Run:
    """The same in this process; a bug keeps its traceback."""
    with chdir(cwd):
        done = CliRunner().invoke(commands.digest, [*map(str, arguments)], env={"NO_COLOR": "1"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Run(done.exit_code, done.stdout, done.stderr)


def build(out: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> Run:
    """The real seeds into `out`."""
    options = ("--seeds", SEEDS, "--config", CONFIG, "--out", out, "--json")
    return digest("build", *options, *arguments, environment=environment)


def hear_ctrl_c() -> None:
    """Undo, in a child about to start, what `nohup` and `&` may have done to it: there Ctrl-C goes unheard."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start_process(call: Sequence[str | Path], cwd: Path) -> "subprocess.Popen[str]":
    """Start a command that hears Ctrl-C, whatever started the tests; what it says is on its standard error."""
    return subprocess.Popen(
        [*map(str, call)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if os.name == "nt" else hear_ctrl_c,
    )


def as_a_user(call: Callable[[], T]) -> T:
    """What a call gives, or raises, where permissions count: root, who may do everything, becomes nobody for it."""
    if os.name == "nt" or os.geteuid():
        return call()
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        return call()
    finally:
        os.setresuid(0, 0, 0)


def open_to_all(folder: Path) -> Path:
    """`folder`, which any user may enter from now on; those on the way that pytest made, too."""
    for part in (folder, *folder.parents):
        if part.is_relative_to(tempfile.gettempdir()) and part != Path(tempfile.gettempdir()):
            part.chmod(0o755)
    return folder


@contextmanager
def hearing_ctrl_c() -> Iterator[None]:
    """Inside, this process hears Ctrl-C as Python does, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
