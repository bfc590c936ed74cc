"""Many texts looked over at once, for the few places that names are read off.

All texts are joined to one, and what there is to see of single characters is seen for all at once, in arrays: where a
word begins as a cue does, and which words have a capital. Python takes in hand what is left, a sixth of the words.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Chars = npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

TOGETHER = 500
"""Texts to join: few enough for what is made of them to stay near the processor."""
SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
"""What may stand at a word, or between two, without being part of one."""
OPENING = ' (“"-—'
"""What a cue may stand behind; before it there is white space."""

_BETWEEN = "\0"
_SPACES = "".join(filter(str.isspace, map(chr, range(128))))
_LAST_SPACE, _LAST_OPENING = ord(max(_SPACES)), ord(max(filter(str.isascii, OPENING)))
"""The greatest of them: to compare takes less than to look up."""
_HEAD = 4
"""Characters of a cue that are compared in arrays; a cue has so many, but for its white space."""


class Scan(NamedTuple):
    """The cues of a text, each with its place, and its words that have a capital."""

    cues: list[tuple[str, int, int]]
    capitals: list[str]


def scan(texts: Sequence[str], cues: frozenset[str]) -> Iterator[Scan]:
    """What there is in each of the texts."""
    for first in range(0, len(texts), TOGETHER):
        yield from _scanned(texts[first : first + TOGETHER], cues)


def _scanned(texts: Sequence[str], cues: frozenset[str]) -> Iterator[Scan]:
    import numpy as np

    joined = _BETWEEN.join(("", *texts, ""))
    chars = _chars(_BETWEEN.join(("", *map(_in_ascii, texts), "")))
    offsets = np.cumsum([len(_BETWEEN), *(len(text) + len(_BETWEEN) for text in texts)])
    by_text = (_by_text(joined, offsets, *found) for found in (_like_cues(chars, cues), _with_capital(chars)))
    for offset, found, capitals in zip(offsets.tolist(), *by_text, strict=False):
        places = [(word, start - offset, end - offset) for word, start, end in found if word in cues]
        yield Scan(places, [word for word, _, _ in capitals])


def _by_text(joined: str, offsets: "Ints", starts: "Ints", ends: "Ints") -> Iterator[Iterator[tuple[str, int, int]]]:
    """The words of each text that start and end there, with their places."""
    import numpy as np

    words = ((joined[start:end], start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True))
    return (islice(words, count) for count in np.diff(np.searchsorted(starts, offsets)).tolist())


def _chars(text: str) -> "Chars":
    """The characters of an ASCII text, and as many that are none as are looked at together."""
    import numpy as np

    return np.frombuffer(text.encode("ascii") + bytes(_HEAD), np.uint8)


def _like_cues(chars: "Chars", cues: frozenset[str]) -> tuple["Ints", "Ints"]:
    """Where words begin like a cue, and where the next white space is."""
    import numpy as np

    starts = np.flatnonzero(chars[:-_HEAD] <= _LAST_OPENING) + 1
    heads = np.ndarray(len(chars) - _HEAD + 1, "<u4", chars.data, strides=(1,))
    starts = starts[_heads(cues)[_hashed(heads[starts])]]
    starts = starts[_table(OPENING + _BETWEEN)[chars[starts - 1]]]
    ends = np.flatnonzero(chars <= _LAST_SPACE)
    ends = ends[np.searchsorted(ends, starts)]
    is_cue = _table(_SPACES)[chars[ends]]
    return starts[is_cue], ends[is_cue]


def _with_capital(chars: "Chars") -> tuple["Ints", "Ints"]:
    """Where the words begin and end that have a capital."""
    import numpy as np

    capitals = np.flatnonzero((chars >= ord("A")) & (chars <= ord("Z")))
    borders = np.flatnonzero(_table(SIGNS + _SPACES + _BETWEEN)[chars])
    after = np.searchsorted(borders, capitals)
    after = after[np.diff(after, prepend=0) > 0]
    return borders[after - 1] + 1, borders[after]


@cache
def _table(signs: str) -> "Flags":
    """Of each ASCII character whether it is one of `signs`."""
    import numpy as np

    return np.array([chr(code) in signs for code in range(128)])


@cache
def _heads(cues: frozenset[str]) -> "Flags":
    """Of each hash whether a cue begins like that."""
    import numpy as np

    heads = {f"{cue}{space}"[:_HEAD].encode() for cue in cues for space in _SPACES}
    flags = np.zeros(1 << 16, np.bool_)
    flags[_hashed(np.frombuffer(b"".join(heads), "<u4"))] = True
    return flags


def _hashed(heads: "npt.NDArray[np.uint32]") -> "npt.NDArray[np.uint32]":
    import numpy as np

    return (heads * np.uint32(0x9E3779B1)) >> np.uint32(16)


def _in_ascii(text: str) -> str:
    """A text that is as long, and looks the same to who scans it."""
    return text if text.isascii() else text.translate(_ASCII)


class _Ascii(dict[int, str]):
    """Of each character, by its code, the one that stands for it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 128:
            self[code] = char
        elif char in SIGNS:
            self[code] = '"' if char in OPENING else "'"
        elif char in OPENING:
            self[code] = "-"
        else:
            self[code] = " " if char.isspace() else "a" if f"a{char}".islower() else "A"
        return self[code]


_ASCII = _Ascii()
