"""What a text is looked over for: cues, and words that have a capital."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.names.rules import CUES
from generator.analysis.names.scanning import OPENING, capitalised_words, find_cues, split_words


@pytest.mark.parametrize(
    ("text", "cues", "capitals"),
    [
        ("", [], []),
        ("new", [], []),
        ("A new model (called LISA).", [("new", 2, 5), ("called", 13, 19)], ["A", "LISA"]),
        ("renew new; anew our", [], []),
        ("a large-scale, brand-new set, i.e., new", [("new", 21, 24), ("i.e.,", 30, 35)], []),
        ("new new news new\n", [("new", 0, 3), ("new", 4, 7), ("new", 13, 16)], []),
        ("“our É-Net” — new œuvre", [("our", 1, 4), ("new", 14, 17)], ["É-Net"]),
    ],
)
def test_cues_and_capitals(text: str, cues: list[tuple[str, int, int]], capitals: list[str]) -> None:
    assert sorted(find_cues(text), key=lambda each: each[1]) == cues
    assert [word for word in capitalised_words(text) if word != word.lower()] == capitals


@given(st.text(alphabet="neworcalld open-sourcing LISA—“”(é\u2009É.,-\n", max_size=60))
def test_cues_are_found_as_a_pattern_finds_them(text: str) -> None:
    pattern = rf"(?<![^{re.escape(OPENING)}])%s(?=\s)"
    found = {(cue, *each.span()) for cue in CUES for each in re.finditer(pattern % re.escape(cue), text)}
    assert sorted(find_cues(text)) == sorted(found)


def test_words_with_capitals_are_words() -> None:
    text = "GPT-4o’s “Large” \\textbf{Ours}/THEIRS, and so on"
    assert capitalised_words(text) == [word for word in split_words(text) if not word.islower()]
