"""Every command, with every file it reads spoilt in every way: one line each, no traceback, no waiting, nothing raw.

All in one process: a site of two papers, of which one file is replaced, cut or made unreadable.
"""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from click.testing import CliRunner

from generator.cli import watching
from generator.cli.commands import digest
from generator.server import http
from generator.server.watch import BuildAttempt, watch_site
from tests.builders import write_files
from tests.command import SOAK

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such files")

PAPER = "A Title Of One Paper\n\nWe show that this is an abstract of a paper, long enough to be one.\n"
PASTED = "pasted.txt"
SITE = {
    "digest.toml": '[site]\ntitle = "T"\n[tags]\nrules = "tags.toml"\n',
    "tags.toml": '[tags.optics]\nlabel = "O"\nmeaning = "M."\nphrases = ["optics"]\n',
    "seeds/a.txt": PAPER,
    "seeds/b.md": "---\ntitle: B\n---\nWe do it.\n",
    "seeds/papers.toml": '[papers.b]\ntags = ["x"]\n',
    "templates/partials/footer.html": "<footer></footer>\n",
    "static/css/mine.css": "a{b:c}\n",
    "static/x.png": "picture",
    PASTED: PAPER.replace("One", "Another"),
}
BUILT = ("site/.digest.json", "site/index.html")
BUILDS = (("check",), ("build",), ("watch",), ("serve", "--port", "0"), ("publish", "--dry-run"))
ADDS = (("add", PASTED, "--yes", "--date", "2025-01-15"), ("check", PASTED))
TAKES = (("bundle",), ("bundle", "--html"), ("email",), ("enrich", "--dry-run"), ("enrich", "--offline"))
COMMANDS = (*BUILDS, *ADDS, *TAKES, ("new", "here"), ("build", "--json"), ("check", "--json"))
PATIENCE = 60


def replace_by(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        file.unlink()
        make(file)

    return spoil


KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": replace_by(os.mkfifo),
    "a device": replace_by(lambda file: file.symlink_to("/dev/zero")),
    "a folder": replace_by(Path.mkdir),
    "a link to itself": replace_by(lambda file: file.symlink_to(file.name)),
    "a link to nothing": replace_by(lambda file: file.symlink_to("nowhere")),
    "unreadable": lambda file: file.chmod(0),
    "empty": lambda file: file.write_bytes(b""),
    "not UTF-8": lambda file: file.write_bytes(file.read_bytes() + b"\xe9"),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "with a NUL": lambda file: file.write_bytes(file.read_bytes().replace(b"e", b"\0")),
    "of other types": lambda file: file.write_bytes(
        b'{"files": {"a": 3}, "kept": [], "stamp": 5}'
        if file.suffix == ".json"
        else b"site = 1\ntags = [1]\npapers = 3\n"
    ),
}
MAY_BE_FINE = ("empty", "cut", "not UTF-8", "a folder", "of other types", "with a NUL")
"""What is in order for some of the files."""


@pytest.fixture(autouse=True)
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands that go on for ever build once; one that waits is interrupted."""

    def first(*arguments: object) -> Iterator[BuildAttempt]:
        yield next(watch_site(*arguments))  # type: ignore[arg-type]

    def give_up(_number: int, _frame: FrameType | None) -> NoReturn:
        raise AssertionError("it waits for ever")

    monkeypatch.setattr(watching, "watch_site", first)
    monkeypatch.setattr(http, "watch_site", first)
    before = signal.signal(signal.SIGALRM, give_up)
    yield
    signal.signal(signal.SIGALRM, before)


def call(*arguments: str) -> tuple[int, str]:
    """The exit status and all that was printed, which holds nothing that a terminal obeys."""
    signal.alarm(PATIENCE)
    done = CliRunner().invoke(digest, arguments)
    signal.alarm(0)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    assert [char for char in done.output if char != "\n" and not char.isprintable()] == []
    return done.exit_code, done.output


def commands_for(name: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """Those that may stumble over a file; in `make soak` all, and else for most kinds the one that reads the most."""
    if SOAK or name == PASTED:
        return ADDS if name == PASTED else COMMANDS
    return BUILDS if kind == "a pipe" else BUILDS[1:2]


@pytest.mark.parametrize("name", [*SITE, *BUILT])
def test_a_spoilt_file_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for number, (kind, spoil) in enumerate(KINDS.items()):
        folder = tmp_path / str(number)
        write_files(folder, SITE)
        monkeypatch.chdir(folder)
        if name in BUILT:
            call("build")
        spoil(folder / name)
        said = {command: call(*command)[1] for command in commands_for(name, kind)}
        if name != "site/index.html" and kind not in MAY_BE_FINE and (kind != "unreadable" or os.geteuid()):
            assert name in said.get(("build",), name), kind


NAMES = (b"\xff", b"a\nb", b"a\x1b[8mb", b"a" * 250, "é".encode(), "a\u202eb\u115f".encode(), b"'\"<&>#?%2e\\")
PLACES = (
    "seeds/{}.txt",
    "seeds/{}.md",
    "seeds/{}.pdf",
    "seeds/{}/b.txt",
    "static/{}.png",
    "static/css/{}.css",
    "templates/{}.html",
    "templates/{}/a.html",
)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    for place in PLACES:
        write_files(tmp_path, SITE)
        file = tmp_path / os.fsdecode(place.encode().replace(b"{}", name))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(PAPER)
        except OSError:
            continue  # this disk has other rules
        statuses = [call(*command)[0] for command in (COMMANDS if SOAK else (*BUILDS[:2], *COMMANDS[-2:]))]
        assert not place.startswith("seeds") or {*statuses[:2], *statuses[-2:]} == {0}
        file.unlink()


PATHS = ("a" * 300, "loop", "loop/x", "dangling", "dangling/x", "file", "file/x", "\udcff", "a\nb", "/dev/null", "")
OPTIONS = (("build", "--out"), ("build", "--seeds"), ("build", "--config"), ("check", "--seeds"), ("new",))


@pytest.mark.parametrize("path", PATHS, ids=ascii)
def test_a_path_may_be_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    for number, option in enumerate(OPTIONS):
        folder = tmp_path / str(number)
        write_files(folder, {"seeds/a.txt": PAPER, "file": ""})
        (folder / "loop").symlink_to("loop")
        (folder / "dangling").symlink_to("nowhere")
        monkeypatch.chdir(folder)
        status, said = call(*option, path)
        assert (status == 0) != ("error: " in said), option


def test_a_link_to_nothing_is_not_called_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"seeds/a.txt": PAPER})
    (tmp_path / "site").symlink_to("nowhere")
    assert "site:0: error: this is a link to nothing - choose another folder with --out" in call("build")[1]
