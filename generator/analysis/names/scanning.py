"""The few words of a text that names are read off by: cues, each with its place, and words that have a capital."""

from collections.abc import Iterator
from itertools import filterfalse

from generator.analysis.names.rules import CUES, Cue
from generator.text.substrings import find_all

SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
"""What may stand at a word, or between two, without being part of one."""
OPENING = ' (“"-—'
"""What a cue may stand behind, where it does not open the text; after it there is white space."""

_WITHOUT_SIGNS = str.maketrans(dict.fromkeys(SIGNS, " "))
_WITHOUT_OPENING = str.maketrans(dict.fromkeys(OPENING, " "))
_CUES_OF = {
    word: [cue for cue in CUES if cue.partition("-")[0] == word] for word in {c.partition("-")[0] for c in CUES}
}
"""Cues by what opens them, for without its hyphens one is several words."""
_FIRST_WORDS = frozenset(_CUES_OF)


def split_words(text: str) -> list[str]:
    """The words of a text, without the signs around them."""
    return text.translate(_WITHOUT_SIGNS).split()


def capitalised_words(text: str) -> list[str]:
    """The words of a text that are not all in small letters."""
    return [*filterfalse(str.islower, split_words(text))]


def find_cues(text: str) -> Iterator[Cue]:
    """The cues of a text, each with its place: first which there are, for most are not there, then where."""
    for word in _FIRST_WORDS.intersection(text.translate(_WITHOUT_OPENING).split()):
        for cue in _CUES_OF[word]:
            for start in find_all(text, cue):
                end = start + len(cue)
                if text[start - 1 : start] in OPENING and text[end : end + 1].isspace():
                    yield cue, start, end
