"""A scan of many texts at once for cues and for words with a capital.

A batch of texts is joined to one array of characters, and tests of single characters (does a word begin like a cue,
does it have a capital) run on the whole array. Python looks only at what is left, a sixth of the words.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Chars = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BATCH_SIZE = 500
"""Texts to join: few enough for what is made of them to stay near the processor."""
SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
"""What may stand at a word, or between two, without being part of one."""
OPENING = ' (“"-—'
"""What a cue may stand behind; before it there is white space."""

_SEPARATOR = "\0"
_SPACES = "".join(filter(str.isspace, map(chr, range(128))))
_LAST_SPACE, _LAST_OPENING = ord(max(_SPACES)), ord(max(filter(str.isascii, OPENING)))
"""The greatest of them: to compare takes less than to look up."""
_HEAD_LENGTH = 4
"""Characters of a cue that are compared in arrays; a cue has so many, but for its white space."""


class Scan(NamedTuple):
    """The cues of a text, each with its place, and its words that have a capital."""

    cues: list[tuple[str, int, int]]
    capitals: list[str]


def scan(texts: Sequence[str], cues: frozenset[str]) -> Iterator[Scan]:
    """What there is in each of the texts."""
    for first in range(0, len(texts), BATCH_SIZE):
        yield from _scan_batch(texts[first : first + BATCH_SIZE], cues)


def _scan_batch(texts: Sequence[str], cues: frozenset[str]) -> Iterator[Scan]:
    joined = _SEPARATOR.join(("", *texts, ""))
    chars = _chars(_SEPARATOR.join(("", *map(_to_ascii, texts), "")))
    offsets = np.cumsum([len(_SEPARATOR), *(len(text) + len(_SEPARATOR) for text in texts)])
    by_text = (_words_by_text(joined, offsets, *found) for found in (_cue_spans(chars, cues), _capital_spans(chars)))
    for offset, found, capitals in zip(offsets.tolist(), *by_text, strict=False):
        places = [(word, start - offset, end - offset) for word, start, end in found if word in cues]
        yield Scan(places, [word for word, _, _ in capitals])


def _words_by_text(joined: str, offsets: Ints, starts: Ints, ends: Ints) -> Iterator[Iterator[tuple[str, int, int]]]:
    """The words of each text that start and end there, with their places."""
    words = ((joined[start:end], start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True))
    return (islice(words, count) for count in np.diff(np.searchsorted(starts, offsets)).tolist())


def _chars(text: str) -> Chars:
    """The characters of an ASCII text, and as many that are none as are looked at together."""
    return np.frombuffer(text.encode("ascii") + bytes(_HEAD_LENGTH), np.uint8)


def _cue_spans(chars: Chars, cues: frozenset[str]) -> tuple[Ints, Ints]:
    """Where words begin like a cue, and where the next white space is."""
    starts = np.flatnonzero(chars[:-_HEAD_LENGTH] <= _LAST_OPENING) + 1
    heads = np.ndarray(len(chars) - _HEAD_LENGTH + 1, "<u4", chars.data, strides=(1,))
    starts = starts[_cue_head_flags(cues)[_hash_heads(heads[starts])]]
    starts = starts[_char_flags(OPENING + _SEPARATOR)[chars[starts - 1]]]
    ends = np.flatnonzero(chars <= _LAST_SPACE)
    ends = ends[np.searchsorted(ends, starts)]
    is_cue = _char_flags(_SPACES)[chars[ends]]
    return starts[is_cue], ends[is_cue]


def _capital_spans(chars: Chars) -> tuple[Ints, Ints]:
    """Where the words begin and end that have a capital."""
    capitals = np.flatnonzero((chars >= ord("A")) & (chars <= ord("Z")))
    borders = np.flatnonzero(_char_flags(SIGNS + _SPACES + _SEPARATOR)[chars])
    after = np.searchsorted(borders, capitals)
    after = after[np.diff(after, prepend=0) > 0]
    return borders[after - 1] + 1, borders[after]


@cache
def _char_flags(signs: str) -> Flags:
    """Of each ASCII character whether it is one of `signs`."""
    return np.array([chr(code) in signs for code in range(128)])


@cache
def _cue_head_flags(cues: frozenset[str]) -> Flags:
    """Of each hash whether a cue begins like that."""
    heads = {f"{cue}{space}"[:_HEAD_LENGTH].encode() for cue in cues for space in _SPACES}
    flags = np.zeros(1 << 16, np.bool_)
    flags[_hash_heads(np.frombuffer(b"".join(heads), "<u4"))] = True
    return flags


def _hash_heads(heads: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return (heads * np.uint32(0x9E3779B1)) >> np.uint32(16)


def _to_ascii(text: str) -> str:
    """A text that is as long, and looks the same to who scans it."""
    return text if text.isascii() else text.translate(_ASCII)


class _AsciiTable(dict[int, str]):
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


_ASCII = _AsciiTable()
