"""Byte strings that go to a temporary file where they are many: they come back as they were, in any order."""

import tempfile
from io import BufferedRandom
from pathlib import Path

import pytest

from generator.output import spilled
from generator.output.spilled import Joined, Spilled

ITEMS = (b"one", b"", b"three " * 20, b"\xff\n")


@pytest.mark.parametrize("in_memory", [10, 1000])
def test_items_come_back_as_they_were(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spilled, "IN_MEMORY", in_memory)
    kept = Spilled(iter(ITEMS))
    assert [*kept] == [*ITEMS]
    assert [kept[3], kept[0], *kept[1:3]] == [ITEMS[3], ITEMS[0], *ITEMS[1:3]]
    assert (len(kept), kept.size) == (4, sum(map(len, ITEMS)))


def test_some_are_joined_in_any_order() -> None:
    assert Joined(Spilled(ITEMS), [3, 0, 0], b"<", b", ", b">").content() == b"<\xff\n, one, one>"
    assert Joined(Spilled(ITEMS), []).content() == b""


@pytest.mark.parametrize(("in_memory", "is_on_disk"), [(10, True), (1000, False)])
def test_only_what_is_large_leaves_the_memory(
    in_memory: int, is_on_disk: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = list[Path]()

    def temporary_file(*_: object, **_more: object) -> BufferedRandom:
        opened.append(tmp_path / "spilled")
        return opened[0].open("w+b")

    monkeypatch.setattr(spilled, "IN_MEMORY", in_memory)
    monkeypatch.setattr(tempfile, "TemporaryFile", temporary_file)
    assert [*Spilled(ITEMS)] == [*ITEMS]
    assert bool(opened) == is_on_disk
