"""Builds and edits that are killed at any moment, as `kill -9` and a power cut do: nothing is lost that a build did not
write, no file is half written, and the next build makes the rest good.

Each runs in a copy of this process, which ends itself at one of the changes that it makes to the folder.
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator import output
from generator.build.incremental import SiteBuilder
from generator.model.config import load_config
from tests.builders import write_files
from tests.command import digest_here, times

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied there")

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.utime")
TEXT = "We watch them for a year and count what they eat, where they sleep and how far they go."
MINE = "papers/mine.txt"
Site = dict[str, bytes]


def edit(home: Path, state: int) -> None:
    """Another title on every page, one paper of another text, one that came and one that went."""
    for old in (home / "seeds").glob("*"):
        old.unlink()
    papers = {f"seeds/{name}.md": f"# On {name}\n\nOf {name}. {TEXT}\n" for name in ("eels", ("owls", "bats")[state])}
    papers["seeds/crabs.md"] = f"# On crabs\n\n{TEXT} Said {state + 1} times.\n"
    write_files(home, {"digest.toml": f"[site]\ntitle = 'Book {state}'\nbase_url = 'https://a.example/'\n", **papers})


def build(home: Path, state: int) -> None:
    edit(home, state)
    digest_here("build", "--quiet", "--out", home / "site", cwd=home)


def build_as_one_edits(home: Path, state: int) -> None:
    config = replace(load_config(home / "digest.toml"), root=home, seeds=home / "seeds", out=home / "site")
    with closing(SiteBuilder()) as builder:
        builder.build(config)
        edit(home, state)
        builder.build(replace(config, title=f"Book {state}"))
        [*builder.deferred()]


def run_until(change: int, out: Path, call: Callable[[], None]) -> int:
    """Let a copy of this process call, and kill itself at this change of `out`, of 1 and more; how many there were."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        count_changes(str(out), writer, change)
        call()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        changes = len(told.read())
    os.waitpid(child, 0)
    return changes


def count_changes(out: str, writer: int, last: int) -> None:
    """Write a byte for each change of a folder that this process is about to make, and let the last be its end."""
    seen, process = 0, os.getpid()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        is_change = event in CHANGES or (event == "open" and int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR))
        if is_change and os.getpid() == process and str(arguments[0]).startswith(out):
            seen += 1
            os.write(writer, b".")
            if seen == last:
                os.kill(process, signal.SIGKILL)

    sys.addaudithook(hook)


def files_in(folder: Path) -> Site:
    """Every file, but for the manifest and what is on a stage."""
    files = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    ours = (output.MANIFEST, output.STAGE_PREFIX)
    return {file: (folder / file).read_bytes() for file in files if not file.startswith(ours)}


def is_whole(data: bytes, finished: list[bytes | None]) -> bool:
    """Whether a file is as a build leaves it; while one edits, pages come first without what needs more time."""
    return data in finished or data.endswith(b"</html>\n")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, ...]:
    """The two sites between which it goes to and fro."""
    home = tmp_path_factory.mktemp("states")
    sites = []
    for state in (0, 1):
        edit(home, state)
        assert digest_here("build", "--out", str(state), cwd=home).status == 0
        sites.append(files_in(home / str(state)))
    return tuple(sites)


@pytest.mark.parametrize("call", [build, build_as_one_edits])
def test_a_build_that_is_killed_leaves_whole_files_and_the_next_one_makes_the_rest(
    tmp_path: Path, states: tuple[Site, Site], call: Callable[[Path, int], None]
) -> None:
    home, out, dice = tmp_path / "home", tmp_path / "home/site", random.Random(7)
    build(home, 0)
    write_files(out, {MINE: "mine"})
    changes = run_until(0, out, partial(call, home, 1))
    assert changes > 20, "the test sees what a build does to the folder"
    for number in range(times(10, soak=100)):
        now, new = number % 2, states[number % 2]
        run_until(moment := dice.randint(1, changes), out, partial(call, home, now))
        found = files_in(out)
        assert found.pop(MINE) == b"mine"
        torn = {path for path, data in found.items() if not is_whole(data, [site.get(path) for site in states])}
        assert torn == set(), moment
        assert digest_here("build", cwd=home).status == 0
        assert {path: (out / path).read_bytes() for path in output.site_paths(out)} == new, moment
        assert digest_here("build", cwd=home).status == 0
        assert files_in(out) == {**new, MINE: b"mine"}, f"{moment}: nothing is left behind"
        assert {path.name for path in out.iterdir() if path.name[0] == "."} == {output.MANIFEST, ".nojekyll"}
    assert {path.name for path in home.iterdir()} == {"digest.toml", "seeds", "site"}
