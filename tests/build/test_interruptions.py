"""What happens to a site when something happens to the command that makes it: real processes on a real disk.

A site is looked at as its reader would find it: after anything that goes wrong it is the last good one, whole.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command import PROJECT, digest, digest_here, hear_ctrl_c, start_process, times

DEADLINE = 60
SUBJECTS = ("otters", "kelp", "urchins")
TEXT = "We watch them for a year and count what they eat, where they sleep and how far they go. "

INTERRUPTED = """
import atexit, os, signal, sys
from generator.__main__ import main
folder, wanted, changes, process = sys.argv.pop(1), int(sys.argv.pop(1)), 0, os.getpid()
def changing(event, arguments):
    if event == "open":
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    return event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.move", "os.utime")
def count(event, arguments):
    global changes
    if os.getpid() == process and changing(event, arguments) and folder in str(arguments[0]):
        changes += 1
        if changes == wanted:
            os.kill(process, signal.SIGINT)
sys.addaudithook(count)
atexit.register(lambda: print("changes:", changes))
main()
"""
"""`digest`, pressing Ctrl-C on itself at the moment of a change to a folder, and saying at last how many there were."""

Site = dict[str, bytes]


def site_of(home: Path, folder: str = "site") -> Site:
    """Every file a reader could ask for."""
    files = (file.relative_to(home / folder) for file in (home / folder).rglob("*") if file.is_file())
    return {file.as_posix(): (home / folder / file).read_bytes() for file in sorted(files) if file.name[0] != "."}


def edit_everything(home: Path) -> None:
    (home / "digest.toml").write_text("[site]\ntitle = 'Another name on every page'\n")
    for number, subject in enumerate(SUBJECTS):
        (home / f"seeds/{number}.md").write_text(
            f"---\ntitle: Two years among {subject}\ndate: 2025-05-28\n---\nOn {subject}. {TEXT}\n"
        )


def write_seeds(home: Path) -> None:
    (home / "seeds").mkdir(parents=True)
    (home / "digest.toml").write_text("[site]\ntitle = 'Ashore'\n")
    for number, subject in enumerate(SUBJECTS):
        (home / f"seeds/{number}.md").write_text(
            f"---\ntitle: A year among {subject}\ndate: 2025-05-28\n---\nOn {subject}. {TEXT}\n"
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds, the site that was made of them, all edited since, and what should be made of that."""
    home = tmp_path_factory.mktemp("built")
    write_seeds(home)
    assert digest_here("build", cwd=home).status == 0
    edit_everything(home)
    assert digest_here("build", "--out", "clean", cwd=home).status == 0
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "home")


def one_line(stderr: str) -> str:
    """The one line a fault of the set-up has."""
    lines = stderr.strip().splitlines()
    assert len(lines) == 1, stderr
    return lines[0]


@contextmanager
def running(home: Path, *arguments: str, before: tuple[str, ...] = ()) -> Iterator[Callable[..., str]]:
    """A command at work; what is yielded waits until it says something on standard error, and gives all it said."""
    with start_process([*before, sys.executable, "-m", "generator", *arguments], home) as process:
        overdue = threading.Timer(DEADLINE, process.kill)
        overdue.start()

        def until(*words: str) -> str:
            said = ""
            assert process.stderr
            while not any(each in said for each in words):
                line = process.stderr.readline()
                assert line, f"it ended, or did not say {words} in time: {said}"
                said += line
            return said

        try:
            yield until
        finally:
            overdue.cancel()
            process.kill()


def interrupted(home: Path, at: int) -> "subprocess.CompletedProcess[str]":
    out = str(home / "site")
    call = [sys.executable, "-c", INTERRUPTED, out, str(at), "build", "--quiet", "--out", out]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"}
    return subprocess.run(
        call,
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
        preexec_fn=hear_ctrl_c,
    )


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_at_any_moment_leaves_one_whole_site_and_the_next_build_takes_it_up(home: Path) -> None:
    old, new = site_of(home), site_of(home, "clean")
    shutil.copytree(home / "site", home / "kept")
    whole = interrupted(home, 0)
    assert whole.returncode == 0, whole.stderr
    changes = int(whole.stdout.split(":")[1])
    assert changes > 50, "the test sees what a build does to the folder"
    seen = set()
    step = -(-changes // times(2, soak=200))
    for at in (1, *range(step, changes, step), changes - 1, changes):
        shutil.rmtree(home / "site")
        shutil.copytree(home / "kept", home / "site")
        run = interrupted(home, at)
        assert (run.returncode, run.stderr) == (130, ""), (at, changes)
        found = site_of(home)
        pages = {path: found[path] for path in new if path in found}
        assert pages.keys() == new.keys() and pages == new if "Another" in str(found["index.html"]) else found == old, (
            at
        )
        seen.add(found["index.html"])
    assert len(seen) == 2, "some came too early and some too late"
    assert digest_here("build", cwd=home).status == 0
    assert digest_here("build", cwd=home).status == 0
    assert site_of(home) == new
    left, expected = ({file.name for file in (home / folder).iterdir()} for folder in ("site", "clean"))
    assert left == expected, "nothing half made"


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
def test_a_disk_that_refuses_leaves_the_last_good_site_and_is_one_line(home: Path) -> None:
    import resource

    old = site_of(home)
    size = len(old["index.html"]) // 2
    call = [sys.executable, "-m", "generator", "build"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"}
    run = subprocess.run(
        call,
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert run.returncode == 2
    assert re.search(r":0: error: writing failed: File too large - ", one_line(run.stderr))
    assert site_of(home) == old
    assert digest_here("build", cwd=home).status == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """`disk(size)`: a small disk of so many bytes, or as large from now on."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(size: int) -> Path:
        options = f"size={size}" + (",remount" if place.is_mount() else "")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("no small disk can be had here")
        return place

    yield mount
    if place.is_mount():
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_leaves_the_last_good_site_and_is_one_line(disk: Callable[[int], Path]) -> None:
    home = disk(50_000_000) / "home"
    write_seeds(home)
    assert digest_here("build", cwd=home).status == 0
    old = site_of(home)
    edit_everything(home)
    used = shutil.disk_usage(home).used
    disk(used + used // 3)
    run = digest("build", cwd=home)
    assert run.status == 2
    assert re.search(r"^\S+:0: error: writing failed: No space left on device - ", one_line(run.stderr))
    assert site_of(home) == old
    disk(50_000_000)
    assert digest_here("build", cwd=home).status == 0
    assert site_of(home)["index.html"] != old["index.html"]


@pytest.mark.parametrize("first", [("watch",), ("serve", "--port", "0")], ids=lambda call: call[0])
def test_of_two_commands_that_would_make_one_site_the_second_says_so_and_stops(
    home: Path, first: tuple[str, ...]
) -> None:
    """A site of two makers would be a mix of what each of them thinks is there."""
    with running(home, *first) as until:
        until("Ctrl-C stops it")
        for second in (("build",), ("watch",), ("serve", "--port", "0"), ("publish",)):
            refused = digest_here(*second, cwd=home)
            assert refused.status == 2, second
            assert re.search(r"site:0: error: another digest is at work on this folder - ", one_line(refused.stderr))
        (home / "seeds/other.md").write_text(f"---\ntitle: Another\ndate: 2025-05-28\n---\n{TEXT}\n")
        until("4 papers")
    assert digest_here("build", cwd=home).status == 0, "and when it is gone, however it went, the folder is free"


def test_looking_at_the_seeds_is_no_second_maker(home: Path) -> None:
    with running(home, "watch") as until:
        until("Ctrl-C stops it")
        assert digest_here("check", cwd=home).status == 0
        assert digest_here("build", "--out", "elsewhere", cwd=home).status == 0


def test_the_seeds_may_go_and_come_back_while_they_are_watched(home: Path) -> None:
    with running(home, "watch") as until:
        until("Ctrl-C stops it")
        good = site_of(home)
        (home / "seeds").rename(home / "elsewhere")
        assert "seeds:0: error: there is no such folder - " in until("no such folder")
        assert site_of(home) == good
        (home / "elsewhere").rename(home / "seeds")
        until("3 papers")
        (home / "seeds/other.md").write_text(f"---\ntitle: Another\ndate: 2025-05-28\n---\n{TEXT}\n")
        until("4 papers")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is one of Linux")
def test_where_the_system_has_no_events_left_it_says_so_and_looks(home: Path) -> None:
    limit = 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$0" "$@"'
    alone = ("unshare", "--user", "--map-root-user", "sh", "-c", limit)
    try:
        if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
            pytest.skip("no such limit can be set here")
    except FileNotFoundError:
        pytest.skip("no such limit can be set here")
    with running(home, "watch", before=alone) as until:
        said = until("Ctrl-C stops it")
        assert said.count("the system cannot tell of changes (Too many open files), so they are looked for") == 1
        (home / "seeds/other.md").write_text(f"---\ntitle: Another\ndate: 2025-05-28\n---\n{TEXT}\n")
        assert "cannot tell" not in until("4 papers")


def test_a_site_that_is_given_another_address_says_where_it_is_now(home: Path) -> None:
    with running(home, "serve", "--port", "0") as until:
        assert re.search(r"serving http://127\.0\.0\.1:\d+/ - ", until("serving"))
        (home / "digest.toml").write_text("[site]\nbase_url = 'https://example.org/some/path/'\n")
        assert re.search(r"serving http://127\.0\.0\.1:\d+/some/path/ - ", until("serving"))
