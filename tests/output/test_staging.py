"""Writing a site: the output folder may be looked at, and the build be killed, at any moment."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import output
from generator.model.problems import SetupError
from generator.output import (
    MANIFEST,
    STAGE_PREFIX,
    FileChanges,
    check_output_dir,
    is_unmodified,
    lock,
    open_stage,
    read_manifest,
    site_paths,
)
from tests.builders import write_site
from tests.command import NOBODY, as_a_user, hearing_ctrl_c, open_to_all

Site = dict[str, bytes]

MONDAY = {
    "index.html": b"see assets/0123456789ab/site.css",
    "papers/lisa.html": b"Lisa",
    "papers/gone.html": b"Gone",
    "tags/rl.html": b"RL",
    "assets/0123456789ab/site.css": b"old look",
}
TUESDAY = {
    "index.html": b"see assets/ba9876543210/site.css",
    "papers/lisa.html": b"Lisa",
    "papers/new.html": b"New",
    "assets/ba9876543210/site.css": b"new look",
}


def tree(folder: Path) -> Site:
    """Every file below `folder` but the manifest."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MANIFEST)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.name: (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_first_build_writes_every_file(out: Path) -> None:
    assert write_site(out, MONDAY) == FileChanges(5, 0, 0)
    assert tree(out) == MONDAY
    assert site_paths(out) == tuple(sorted(MONDAY))


def test_a_second_build_touches_nothing(out: Path) -> None:
    write_site(out, MONDAY)
    before = times(out)
    assert write_site(out, MONDAY) == FileChanges(0, 5, 0)
    assert times(out) == before


def test_only_what_changed_is_written_and_what_no_seed_produces_goes_with_its_folder(out: Path) -> None:
    write_site(out, MONDAY)
    before = times(out)
    assert write_site(out, TUESDAY) == FileChanges(3, 1, 2)
    assert times(out)["lisa.html"] == before["lisa.html"]
    assert not (out / "papers/gone.html").exists()
    assert not (out / "tags").exists()


def test_a_hash_named_file_outlives_one_more_build_and_then_the_folder_is_as_if_built_afresh(out: Path) -> None:
    write_site(out, MONDAY)
    write_site(out, TUESDAY)
    assert (out / "assets/0123456789ab/site.css").exists()
    assert "assets/0123456789ab/site.css" not in site_paths(out)
    assert write_site(out, TUESDAY) == FileChanges(0, 4, 1)
    assert tree(out) == TUESDAY
    assert write_site(out, TUESDAY) == FileChanges(0, 4, 0)


def test_a_hash_named_file_that_is_needed_again_stays(out: Path) -> None:
    for site in (MONDAY, TUESDAY, MONDAY, MONDAY):
        write_site(out, site)
    assert tree(out) == MONDAY


@pytest.mark.parametrize(
    "path", ["assets/0123456789ab/css/a.css", "search/index.0123456789ab.json", "search/0123456789ab.json"]
)
def test_hash_named(path: str) -> None:
    assert output.HASH_NAMED.fullmatch(path)


@pytest.mark.parametrize("path", ["papers/deadbeefcafe.html", "search/manifest.json", "editions/202505280000.html"])
def test_not_hash_named(path: str) -> None:
    assert not output.HASH_NAMED.fullmatch(path)


def test_what_is_not_ours_is_never_removed(out: Path) -> None:
    write_site(out, MONDAY)
    (out / ".gitignore").write_text("*")
    (out / "papers/notes.txt").write_text("mine")
    (out / "tags/rl.html").write_text("I mended this by hand")
    changes = write_site(out, {"index.html": b"alone"})
    assert changes.left == ("tags/rl.html",), "it is told, for a page that a curator hid may be among them"
    assert tree(out).keys() == {
        ".gitignore",
        "papers/notes.txt",
        "tags/rl.html",
        "index.html",
        "assets/0123456789ab/site.css",
    }


def test_an_edited_page_is_written_anew(out: Path) -> None:
    write_site(out, MONDAY)
    (out / "index.html").write_text("edited")
    assert write_site(out, MONDAY) == FileChanges(1, 4, 0)


def test_a_folder_with_only_a_gitignore_is_ours_to_start_in(out: Path) -> None:
    out.mkdir()
    (out / ".gitignore").write_text("*\n!.gitignore\n")
    write_site(out, MONDAY)
    assert tree(out) == {**MONDAY, ".gitignore": b"*\n!.gitignore\n"}


def test_a_folder_of_somebody_else_is_refused_and_left_alone(out: Path) -> None:
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    with pytest.raises(SetupError, match=r"site:0: error: .*thesis\.tex - .*--out"):
        write_site(out, MONDAY)
    assert tree(out) == {"thesis.tex": b"years of work"}


def test_a_strangers_file_where_a_page_must_go_is_refused_before_anything_is_written(out: Path) -> None:
    write_site(out, MONDAY)
    (out / "papers/new.html").write_text("mine")
    before = tree(out)
    with pytest.raises(SetupError, match=r"papers/new\.html:0: error"):
        write_site(out, TUESDAY)
    assert tree(out) == before
    (out / "papers/new.html").write_bytes(TUESDAY["papers/new.html"])
    write_site(out, TUESDAY)


@pytest.mark.parametrize("place", ["seeds", "seeds/site", "."])
def test_the_site_cannot_go_into_over_or_around_the_seeds(tmp_path: Path, place: str) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(SetupError, match="--out"):
        check_output_dir(tmp_path / place, tmp_path / "seeds")


@pytest.mark.parametrize("place", ["site", "site/deeper"])
def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(SetupError, match="this is a file, not a folder"):
        check_output_dir(tmp_path / place)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_a_folder_without_permission_is_refused(out: Path) -> None:
    enter_as_anybody(out.parent)
    out.mkdir(mode=0o500)
    with pytest.raises(SetupError, match="cannot be written to"):
        as_a_user(lambda: check_output_dir(out))


def enter_as_anybody(folder: Path) -> None:
    """Give everybody a folder of this test and the way to it: who owns it is root, or the one who runs the test."""
    open_to_all(folder)
    if os.geteuid() == 0:
        for part in (folder, *folder.rglob("*")):
            os.chown(part, NOBODY, -1)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
@pytest.mark.parametrize("closed", ["papers", "tags"])
def test_every_target_is_tried_before_the_first_file_moves(out: Path, closed: str) -> None:
    """On Tuesday a page is new in one folder, and a page of the other is gone."""
    write_site(out, MONDAY)
    before = times(out)
    enter_as_anybody(out.parent)
    (out / closed).chmod(0o555)
    with pytest.raises(SetupError, match=f"{closed}:0: error: this folder cannot be written to"):
        as_a_user(lambda: write_site(out, TUESDAY))
    assert (tree(out), times(out)) == (MONDAY, before)
    (out / closed).chmod(0o755)
    as_a_user(lambda: write_site(out, TUESDAY))
    assert TUESDAY.items() <= tree(out).items()


def test_all_that_is_in_the_way_is_told_before_the_first_file_moves(out: Path) -> None:
    write_site(out, MONDAY)
    for page in ("index.html", "papers/lisa.html"):
        (out / page).unlink()
        (out / page).mkdir()
    before = tree(out)
    with pytest.raises(SetupError) as caught:
        write_site(out, TUESDAY)
    assert [problem.path for problem in caught.value.problems] == [f"{out}/index.html", f"{out}/papers/lisa.html"]
    assert tree(out) == before


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_a_page_that_is_gone_and_cannot_be_read_is_told_before_the_first_file_moves(out: Path) -> None:
    write_site(out, MONDAY)
    enter_as_anybody(out.parent)
    (out / "papers/gone.html").chmod(0)
    with pytest.raises(SetupError, match=r"gone.html:0: error: writing failed: Permission denied"):
        as_a_user(lambda: write_site(out, TUESDAY))
    assert tree(out) == MONDAY


@pytest.mark.parametrize("after", range(3))
def test_a_full_disk_is_one_clear_line_and_the_last_good_site_stands(
    out: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(out, MONDAY)
    makedirs, left = os.makedirs, iter(range(after))

    def full(folder: str, **kwargs: bool) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device", "site/index.html")
        makedirs(folder, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, "makedirs", full)
        with pytest.raises(SetupError, match=r"index\.html:0: error: writing failed: No space left on device"):
            write_site(out, {path: content + b"!" for path, content in MONDAY.items()})
    assert tree(out) == MONDAY
    assert write_site(out, TUESDAY) == FileChanges(3, 1, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limits")
def test_a_file_of_which_the_system_takes_only_a_part_is_not_taken_for_whole(out: Path) -> None:
    import resource

    write_site(out, MONDAY)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(SetupError, match="writing failed"):
            write_site(out, TUESDAY | {"papers/long.html": b"x" * 4000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert tree(out) == MONDAY


def test_what_goes_wrong_before_all_files_are_there_leaves_the_last_good_site(out: Path) -> None:
    write_site(out, MONDAY)
    before = times(out)
    with suppress(ZeroDivisionError), open_stage(out) as stage:
        for path, content in TUESDAY.items():
            stage.write(path, content)
        stage.write("papers/late.html", bytes(1 // 0))
    assert times(out) == before


def test_an_interruption_waits_until_all_files_are_in_their_places(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(out, MONDAY)
    real = Path.replace

    def interrupted(file: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return real(file, target)

    with monkeypatch.context() as patch, hearing_ctrl_c():
        patch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_site(out, TUESDAY)
    assert site_paths(out) == tuple(sorted(TUESDAY))
    write_site(out, TUESDAY)
    assert tree(out) == TUESDAY


def test_files_that_nobody_touched_are_part_of_the_next_site_unread(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(out, MONDAY)
    monkeypatch.setattr("generator.output.staging.read_file", lambda path: pytest.fail(f"read {path}"))
    with open_stage(out) as stage:
        assert stage.reuse(MONDAY.keys() - {"tags/rl.html"}) == set()
        stage.write("tags/rl.html", b"RL")
        assert stage.commit() == FileChanges(0, 5, 0)
    assert tree(out) == MONDAY


def test_only_files_that_are_as_a_build_wrote_them_are_part_of_the_next_site(out: Path) -> None:
    write_site(out, MONDAY)
    (out / "papers/gone.html").unlink()
    (out / "index.html").write_bytes(b"edited")
    (out / "tags/rl.html").unlink()
    (out / "tags/rl.html").write_bytes(MONDAY["tags/rl.html"])
    (out / "mine.html").write_bytes(b"mine")
    with open_stage(out) as stage:
        lost = stage.reuse([*MONDAY, "mine.html", "none.html"])
        assert lost == {"papers/gone.html", "index.html", "mine.html", "none.html"}
        stage.write("index.html", b"new")
        assert stage.commit() == FileChanges(1, 3, 0)
    assert site_paths(out) == ("assets/0123456789ab/site.css", "index.html", "papers/lisa.html", "tags/rl.html")


def test_a_file_whose_hash_is_in_doubt_is_not_reused(out: Path) -> None:
    write_site(out, MONDAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", dying(2))
        with pytest.raises(Killed):
            write_site(out, {**MONDAY, "index.html": b"new", "papers/lisa.html": b"new"})
    with open_stage(out) as stage:
        assert stage.reuse(MONDAY) == {"index.html", "papers/lisa.html"}


def test_what_was_touched_since_the_last_build_is_read_before_it_is_reused(out: Path) -> None:
    write_site(out, MONDAY)
    with open_stage(out, complete_since=0) as stage:
        assert stage.reuse(MONDAY) == set(), "their bytes are right"
    (out / "index.html").write_bytes(MONDAY["index.html"].replace(b"see", b"sea"))
    with open_stage(out, complete_since=0) as stage:
        assert stage.reuse(MONDAY) == {"index.html"}


def test_a_part_of_a_site_moves_first_and_the_rest_follows(out: Path) -> None:
    write_site(out, MONDAY)
    with open_stage(out) as stage:
        for path in ("index.html", "papers/lisa.html", "papers/new.html"):
            stage.write(path, TUESDAY[path])
        part = stage.commit_part()
    assert part == FileChanges(2, 4, 0)
    assert part.changed == ("index.html", "papers/new.html")
    assert tree(out) == MONDAY | {path: TUESDAY[path] for path in part.changed}
    assert read_manifest(out).is_claim, "it is between two builds"
    assert write_site(out, TUESDAY) == FileChanges(1, 3, 2)
    write_site(out, TUESDAY)
    assert tree(out) == TUESDAY


def test_a_part_of_a_site_stops_at_what_no_build_made(out: Path) -> None:
    write_site(out, MONDAY)
    (out / "new.html").mkdir()
    with open_stage(out) as stage:
        stage.write("index.html", b"new")
        stage.write("new.html", b"new")
        with pytest.raises(SetupError, match=r"new\.html"):
            stage.commit_part()
    assert (out / "index.html").read_bytes() == MONDAY["index.html"]


def test_other_processes_write_what_becomes_part_of_the_site(out: Path) -> None:
    write_site(out, MONDAY)
    with open_stage(out) as stage:
        writer = stage.writer.for_paths(["index.html", "papers/new.html"])
        assert writer.known.keys() == {"index.html"}, "it travels"
        stage.include(writer.write(path, TUESDAY[path]) for path in ("index.html", "papers/new.html"))
        stage.include([stage.writer.write("papers/lisa.html", b"Lisa")])
        assert stage.commit() == FileChanges(2, 1, 2)
    assert site_paths(out) == ("index.html", "papers/lisa.html", "papers/new.html")


def test_a_site_knows_whether_it_is_as_it_was_built(out: Path) -> None:
    def is_so() -> bool:
        return is_unmodified(out, read_manifest(out))

    write_site(out, MONDAY)
    assert is_so()
    (out / "index.html").write_bytes(MONDAY["index.html"].replace(b"see", b"sea"))
    assert not is_so()
    (out / "index.html").write_bytes(MONDAY["index.html"])
    assert is_so()
    (out / "papers/lisa.html").unlink()
    assert not is_so()
    write_site(out, TUESDAY)
    assert not is_so(), "old styles wait for their removal"
    write_site(out, TUESDAY)
    assert is_so()


def test_what_was_known_of_a_build_is_told_with_its_files_and_gone_when_they_change(out: Path) -> None:
    with open_stage(out) as stage:
        stage.write("index.html", b"hello")
        stage.commit({"inputs": "0123"})
    assert read_manifest(out).stamp == {"inputs": "0123"}
    write_site(out, MONDAY)
    assert read_manifest(out).stamp is None


@pytest.mark.parametrize("name", ["papers", "index.html"])
def test_a_link_out_of_the_folder_is_not_followed(out: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write_site(out, {"keep.html": b""})
    (out / name).symlink_to(elsewhere)
    with pytest.raises(SetupError, match=f"{name}:0"):
        write_site(out, MONDAY)
    assert tree(elsewhere) == {}


def test_removal_does_not_follow_a_link_either(out: Path, tmp_path: Path) -> None:
    write_site(out, MONDAY)
    (out / "papers").rename(tmp_path / "elsewhere")
    (out / "papers").symlink_to(tmp_path / "elsewhere")
    write_site(out, {"index.html": b""})
    assert tree(tmp_path / "elsewhere") == {"lisa.html": b"Lisa", "gone.html": b"Gone"}


def test_a_manifest_cannot_lead_out_of_the_folder(out: Path, tmp_path: Path) -> None:
    write_site(out, {"papers/a.html": b"A"})
    (tmp_path / "a.html").write_bytes(b"A")
    manifest = out / MANIFEST
    manifest.write_text(manifest.read_text().replace("papers/a.html", "../a.html"))
    write_site(out, {"index.html": b""})
    assert (tmp_path / "a.html").exists()


def test_a_damaged_manifest_is_one_clear_line(out: Path) -> None:
    write_site(out, MONDAY)
    (out / MANIFEST).write_text("{")
    with pytest.raises(SetupError, match="damaged"):
        write_site(out, MONDAY)


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_a_second_build_at_the_same_time_says_so_and_stops(out: Path) -> None:
    write_site(out, MONDAY)
    with lock(out), pytest.raises(SetupError, match="another digest is at work"):
        write_site(out, TUESDAY)
    assert tree(out) == MONDAY
    write_site(out, TUESDAY)


def test_a_folder_that_was_made_for_a_build_that_failed_goes_again(out: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_stage(out):
        raise ZeroDivisionError
    assert not out.exists()


def test_a_folder_that_somebody_made_in_place_of_ours_stays(out: Path, tmp_path: Path) -> None:
    with lock(out):
        out.rename(tmp_path / "elsewhere")
        out.mkdir()
    assert out.exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not list a process's open files")
def test_no_file_is_left_open(out: Path) -> None:
    def open_here() -> list[str]:
        """What is open of this test's folder alone: the process has other files that come and go."""
        found = []
        for number in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):
                found.append(str(number.readlink()))
        return [name for name in found if name.startswith(str(out.parent))]

    with (out.parent / "witness").open("w"):
        assert open_here() == [str(out.parent / "witness")]
    write_site(out, MONDAY)
    assert open_here() == []


@pytest.mark.parametrize("site", [MONDAY, {}])
@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("moves", range(8))
def test_a_disk_that_refuses_in_the_middle_leaves_all_as_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch, moves: int, links: bool, site: Site
) -> None:
    """The disk refuses one move, as where a file is immutable, and may know no second names of files."""
    if site:
        write_site(out, site)
    before, real, left = every_part(out), Path.replace, iter(range(moves))
    fails = [True]

    def refuse(file: Path, target: Path) -> Path:
        if next(left, None) is None and fails:
            fails.clear()
            raise PermissionError(1, "Operation not permitted", str(file), None, str(target))
        return real(file, target)

    def link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        if not links:
            patch.setattr(os, "link", link)
        if moves < (7 if site else 5):
            with pytest.raises(SetupError, match="writing failed: Operation not permitted"):
                write_site(out, TUESDAY)
            assert every_part(out) == before
        write_site(out, TUESDAY)
    write_site(out, TUESDAY)
    assert tree(out) == TUESDAY


def every_part(out: Path) -> dict[str, tuple[int, bytes] | None]:
    """Every file, with the time when it was written, and every folder."""
    parts = sorted(out.rglob("*"))
    return {str(part): (part.stat().st_mtime_ns, part.read_bytes()) if part.is_file() else None for part in parts}


class Killed(BaseException):
    """What a build cannot catch."""


def dying(after: int) -> Callable[[Path, Path], Path]:
    """`Path.replace` that ends the process before its move number `after`, counted from 0."""
    real, moves = Path.replace, iter(range(after))

    def replace(file: Path, target: Path) -> Path:
        if next(moves, None) is None:
            raise Killed
        return real(file, target)

    return replace


@pytest.mark.parametrize("moves", range(8))
def test_a_killed_build_leaves_whole_pages_with_their_looks_and_is_taken_up_again(
    out: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(out, MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying(moves))
        if moves < 7:
            with pytest.raises(Killed):
                write_site(out, TUESDAY)
        else:
            write_site(out, TUESDAY)
    found = tree(out)
    assert all(content in (MONDAY.get(path), TUESDAY.get(path)) for path, content in found.items() if path[0] != ".")
    assert found["index.html"].removeprefix(b"see ").decode() in found
    write_site(out, TUESDAY)
    write_site(out, TUESDAY)
    assert tree(out) == TUESDAY


@pytest.mark.parametrize("moves", range(5))
def test_a_killed_first_build_is_taken_up_again(out: Path, moves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying(moves))
        with pytest.raises(Killed):
            write_site(out, MONDAY)
    write_site(out, TUESDAY)
    write_site(out, TUESDAY)
    assert tree(out) == TUESDAY
    assert not [*out.glob(f"{STAGE_PREFIX}*")]


@pytest.mark.parametrize("old", [{}, MONDAY])
def test_what_a_page_names_by_its_hash_is_there_before_the_page(
    out: Path, monkeypatch: pytest.MonkeyPatch, old: Site
) -> None:
    """Also where its name comes later in the alphabet."""
    real, moved = Path.replace, list[str]()

    def replace(self: Path, target: Path) -> Path:
        moved.append(Path(target).relative_to(out).as_posix())
        return real(self, target)

    if old:
        write_site(out, old)
    monkeypatch.setattr(Path, "replace", replace)
    write_site(out, {"index.html": b"see search/0123456789ab.json", "search/0123456789ab.json": b"{}"})
    named = [path.startswith("search") for path in moved if path.startswith(("search", "index"))]
    assert named == [True, False]


def test_a_reader_never_sees_half_a_file(out: Path) -> None:
    short, long = b"short", b"long" * 500_000
    write_site(out, {"index.html": short})
    seen: set[bytes] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add((out / "index.html").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        write_site(out, {"index.html": long})
        write_site(out, {"index.html": short})
    done.set()
    reader.join()
    assert seen <= {short, long}


def test_files_have_the_permissions_of_any_new_file(out: Path, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    write_site(out, MONDAY)
    assert (out / "index.html").stat().st_mode == (tmp_path / "plain").stat().st_mode


PATHS = st.sampled_from([f"{a}/{b}.html" for a in ("papers", "tags", "tags/rl", "assets/0123456789ab") for b in "abc"])
SITES = st.dictionaries(PATHS, st.sampled_from([b"one", b"two", b""]), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=st.lists(SITES, min_size=1, max_size=5), kills=st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_whatever_was_built_or_killed_before_two_builds_of_a_site_leave_exactly_that_site(
    tmp_path_factory: pytest.TempPathFactory, sites: list[Site], kills: list[int]
) -> None:
    out = tmp_path_factory.mktemp("folder") / "site"
    for site, moves in zip(sites, kills, strict=False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", dying(moves))
            try:
                write_site(out, site)
            except Killed:
                continue
    write_site(out, sites[-1])
    write_site(out, sites[-1])
    assert tree(out) == sites[-1]
    assert not [folder for folder in out.rglob("*") if folder.is_dir() and not any(folder.iterdir())]


def test_a_build_that_is_really_killed_can_be_repeated(out: Path) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from tests.builders import write_site\n"
        "real = Path.replace\n"
        "Path.replace = lambda a, b: os.kill(os.getpid(), signal.SIGKILL) if b.name == 'papers' else real(a, b)\n"
        "write_site(Path(sys.argv[1]), {'index.html': b'x', 'papers/lisa.html': b'y'})\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(out)], check=False).returncode != 0
    assert [*out.glob(f"{STAGE_PREFIX}*")]
    write_site(out, MONDAY)
    assert tree(out) == MONDAY
