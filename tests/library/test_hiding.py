"""Nothing that is hidden is published by a slip: files that say what to hide are cut and flipped anywhere."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import library
from generator.model.config import Config
from generator.model.problems import ContentError, Problem
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile

PAGE = """June 1

Counting Sparrows from Rooftops

We count sparrows with microphones on roofs, each of which hears a call and says when it was heard.

Win a Telescope This Week

An advertisement that was pasted by mistake, and that nobody wants to read again anywhere on this site.
"""
CURATOR = """# What this curator knows better.

[papers."counting-sparrows-from-rooftops"]
authors = ["Ada Finch", "Bo Wren"]

[papers."win-a-telescope-this-week"]
hidden = true
tags = ["spam"]

[papers.listening-to-whales-at-night]
links = { Code = "https://example.org/whales" }
Draft = "yes"
"""
WHALES = """---
title: "Listening to Whales at Night"
authors: [Cy Teal]
---
We listen to whales at night, when ships are fewer and the songs of the young stand out.
"""
SWIFTS = """---
title: Following Swifts to Africa
tags: [birds]
hidden: true
date: 2025-05-28
---
We follow swifts to Africa with loggers of half a gram, which tell where they slept on the way.
"""
OWLS = """---
draft: true # until it is out
title: What Owls Hear
---
# What Owls Hear

We play voices of mice to owls and see which way they turn, by day and by night and in rain.
"""
FILES = {
    "2025-06-01.txt": PAGE.encode(),
    "papers.toml": CURATOR.encode(),
    "whales.md": WHALES.encode(),
    "swifts.md": SWIFTS.encode(),
    "owls.md": OWLS.encode(),
}
SECRETS = {
    "nobody wants to read again": ("papers.toml", (b'[papers."win-a-telescope-this-week"]', b"hidden = true")),
    "songs of the young": ("papers.toml", (b"[papers.listening-to-whales-at-night]", b'Draft = "yes"')),
    "loggers of half a gram": ("swifts.md", (b"hidden: true",)),
    "voices of mice": ("owls.md", (b"draft: true # until it is out",)),
}
"""Words of each hidden paper, and the lines of a file that hide it."""


def test_a_table_that_looks_like_another_does_not_take_its_place() -> None:
    twice = CURATOR + '[papers."win-a-telescope-this-week\\u200b"]\ntags = ["ads"]\n'
    [problem] = parse_seed(SeedFile("papers.toml", twice.encode())).problems
    assert (problem.line, problem.severity) == (6, "error")
    assert "a sign in it that nobody sees" in problem.message


class Damage(NamedTuple):
    """What happens to a file at a place, counted in thousandths of its length."""

    file: str
    place: float
    kind: str
    byte: int

    def of(self, data: bytes) -> bytes:
        at = int(self.place * len(data))
        if self.kind == "cut":
            return data[:at]
        there = data[at] ^ (1 << self.byte % 8) if self.kind == "flip" else self.byte
        return data[:at] + (b"" if self.kind == "lose" else bytes([there])) + data[at + 1 :]


DAMAGES = st.builds(
    Damage,
    st.sampled_from([name for name in FILES if not name.endswith(".txt")]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(["cut", "flip", "lose", "write"]),
    st.integers(0, 255),
)


def published(files: dict[str, bytes]) -> tuple[str, tuple[Problem, ...]]:
    """Every word that a build of these files would show, and its problems; none when one of them is an error."""
    parsed = [parse_seed(SeedFile(path, data)) for path, data in sorted(files.items())]
    found, problems = library.build_library(parsed, Config())
    problems = (*(problem for seed in parsed for problem in seed.problems), *problems)
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(*problems)
    return " ".join(f"{paper.title.text} {paper.abstract.text}" for paper in found.papers), problems


@settings(max_examples=200)
@given(DAMAGES)
def test_whatever_is_cut_or_flipped_what_is_hidden_stays_hidden(damage: Damage) -> None:
    files = {**FILES, damage.file: damage.of(FILES[damage.file])}
    try:
        text, problems = published(files)
    except ContentError:
        return
    for words, (file, lines) in SECRETS.items():
        if words in text:
            told = [p for p in problems if p.path in (damage.file, file) and "has no date" not in p.message]
            left = [line.strip() for line in files[file].split(b"\n")]
            assert not told, "what is left must be read without any problem"
            assert not all(line in left for line in lines), "and must not say any more what to hide"


def test_the_whole_files_hide_what_they_say() -> None:
    text, _ = published(FILES)
    assert "microphones on roofs" in text
    assert not [words for words in SECRETS if words in text]


@pytest.mark.parametrize(
    "rows",
    [
        "hidden: true",
        "title: Secret Lamps\nhidden: true\na row without a key",
        "draft: true\n  - [unclosed",
        "title: Secret Lamps\nstatus: draft\na row without a key",
    ],
)
def test_a_note_among_several_stays_hidden_however_broken_its_front_matter_is(rows: str) -> None:
    said = "We show what a lamp is for, and how many of them a house has where nobody looks at the bill."
    notes = ["title: Forty Kitchens of the North", rows, "title: Third Boats of the East"]
    text = "\n".join(f"---\n{note}\n---\n{said}{' Secret words.' * (note is rows)}\n" for note in notes)
    try:
        shown, _ = published({"notes.md": text.encode()})
    except ContentError:
        return
    assert "Forty Kitchens" in shown
    assert "Secret" not in shown
