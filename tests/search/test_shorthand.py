"""The list of acronyms and short forms, and a curator's own."""

from pathlib import Path

import pytest

from generator.model.problems import SetupError
from generator.search.queries.shorthand import load_shorthand
from tests.builders import write_file


def test_a_curators_file_adds_replaces_and_takes_away(tmp_path: Path) -> None:
    own = write_file(
        tmp_path / "own.toml", '[acronyms]\nXQZ = ["exact quiz", "quiz"]\nXAI = ""\n[abbreviations]\nVocab = "vocal"'
    )
    found, shipped = load_shorthand(own), load_shorthand()
    assert found.acronyms == {
        **{k: v for k, v in shipped.acronyms.items() if k != "XAI"},
        "XQZ": ("exact quiz", "quiz"),
    }
    assert found.abbreviations["vocab"] == ("vocal",)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[acronyms", 1, "this is not TOML"),
        ("[acronym]\nA = 'b'", 1, "there is no table acronym"),
        ("[acronyms]\n\nAB = 3", 3, "AB = 3 is no text"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(SetupError) as raised:
        load_shorthand(write_file(tmp_path / "own.toml", text))
    (problem,) = raised.value.problems
    assert (problem.line, what in problem.message) == (line, True)
