"""What many texts are looked over for at once: cues, and words that have a capital."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.names import scanning
from generator.analysis.names.extraction import split_words
from generator.analysis.names.scanning import OPENING, SIGNS, Scan, scan

CUES = frozenset(("new", "our", "called", "i.e.,", "large-scale"))


def slowly(text: str) -> Scan:
    """The same, one word after the other."""
    cues = [
        (cue, found.start(), found.end())
        for cue in CUES
        for found in re.finditer(rf"(?<![^{re.escape(OPENING)}]){re.escape(cue)}(?=\s)", text)
    ]
    words = [word for word in re.split(rf"[\s\0{re.escape(SIGNS)}]+", text) if not f"a{word}".islower()]
    return Scan(sorted(cues, key=lambda each: each[1]), words)


@pytest.mark.parametrize(
    ("text", "cues", "capitals"),
    [
        ("", [], []),
        ("new", [], []),
        ("A new model (called LISA).", [("new", 2, 5), ("called", 13, 19)], ["A", "LISA"]),
        ("renew new; anew our", [], []),
        ("“our É-Net” — new œuvre", [("our", 1, 4), ("new", 14, 17)], ["É-Net"]),
    ],
)
def test_cues_and_capitals(text: str, cues: list[tuple[str, int, int]], capitals: list[str]) -> None:
    assert [*scan([text], CUES)] == [Scan(cues, capitals)]


@given(st.lists(st.text(alphabet="neworcalld LISA—“”(é\u2009É.,-\n", max_size=40), max_size=5), st.integers(1, 3))
def test_many_texts_are_scanned_as_each_alone(texts: list[str], together: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "BATCH_SIZE", together)
        assert [*scan(texts, CUES)] == [*map(slowly, texts)]


def test_words_with_capitals_are_words() -> None:
    text = "GPT-4o’s “Large” \\textbf{Ours}/THEIRS, and so on"
    (found,) = scan([text], CUES)
    assert found.capitals == [word for word in split_words(text) if not word.islower()]
