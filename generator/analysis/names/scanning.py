"""The few words of a text that names are read off by: cues, each with its place, and words that have a capital."""

from collections.abc import Iterator

from generator.analysis.names.rules import CUES, Cue
from generator.text.substrings import find_all

SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
"""What may stand at a word, or between two, without being part of one."""
OPENING = ' (“"-—'
"""What a cue may stand behind, where it does not open the text; after it there is white space."""

_WITHOUT_SIGNS = str.maketrans(dict.fromkeys(SIGNS, " "))
_WITHOUT_OPENING = str.maketrans(dict.fromkeys(OPENING, " "))
_HYPHENATED = frozenset(cue for cue in CUES if "-" in cue)


def split_words(text: str) -> list[str]:
    """The words of a text, without the signs around them."""
    return text.translate(_WITHOUT_SIGNS).split()


def capitalised_words(text: str) -> list[str]:
    """The words of a text that are not all in small letters."""
    return [word for word in split_words(text) if not word.islower()]


def find_cues(text: str) -> Iterator[Cue]:
    """The cues of a text, each with its place: first which there are, for most are not there, then where."""
    for cue in CUES.intersection(text.translate(_WITHOUT_OPENING).split()) | _HYPHENATED:
        for start in find_all(text, cue):
            end = start + len(cue)
            if text[start - 1 : start] in OPENING and text[end : end + 1].isspace():
                yield cue, start, end
