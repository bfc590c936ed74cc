"""Only files are read: what would keep a command waiting, or has no end, is not."""

import os
from pathlib import Path

import pytest

from generator.model.disk import read_file


def test_a_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").symlink_to("a")
    assert read_file(tmp_path / "b") == b"one"


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "NUL", "long"])
def test_anything_else_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    place: Path | str = tmp_path / "it"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place = "/dev/zero"
    elif kind == "folder":
        (tmp_path / "it").mkdir()
    elif kind == "loop":
        (tmp_path / "it").symlink_to("it")
    else:
        place = "a\0b" if kind == "NUL" else "a" * 300
    with pytest.raises(OSError, match=r"\[Errno \d+\] \w+"):
        read_file(place)
