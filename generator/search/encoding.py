"""The encoding of search files: compact JSON in files named by a hash of their content, sorted numbers as deltas."""

import json
import sys
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import orjson

from generator.model import urls
from generator.model.arrays import AnyInts, Longs
from generator.model.hashes import hash_digits

HASH_DIGITS = 8
"""Enough to tell two builds apart; a manifest holds hundreds of such names, and they do not compress."""

SURROGATES = range(0xD800, 0xE000)

COMPARED = 8
"""Letters of strings that stand beside each other."""


class Files(Protocol):
    """Where files go, content by path on the site: a dictionary, or the stage of a build."""

    def __setitem__(self, path: str, content: bytes, /) -> None: ...


def encode_json(value: object) -> bytes:
    """Compact JSON; half of a surrogate pair, which no file can hold, becomes a question mark."""
    try:
        return bytes(memoryview(orjson.dumps(value)))  # a copy of the right size: orjson's own holds room for more
    except orjson.JSONEncodeError:  # the only thing in a value that it does not know
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def add_json(files: Files, kind: str, value: object) -> str:
    """Put `value` among `files` as `search/<kind>/<fingerprint>.json`; gives the fingerprint."""
    return add_file(files, kind, encode_json(value))


def add_file(files: Files, kind: str, data: bytes) -> str:
    name = hash_digits(data, HASH_DIGITS)
    files[f"{urls.SEARCH_FOLDER}{kind}/{name}.json"] = data
    return name


def delta_encode(starts: AnyInts, numbers: AnyInts) -> AnyInts:
    """Each ascending run `numbers[starts[i]:starts[i+1]]` as its first number and the steps from there."""
    if not len(numbers):
        return numbers
    stepped = np.diff(numbers, prepend=0)
    firsts = starts[:-1][np.diff(starts) > 0]
    stepped[firsts] = numbers[firsts]
    return stepped


def encode_numbers(numbers: AnyInts) -> str:
    """Numbers up to a million, a character each: `0` to `9`, and on from there, without halves of surrogate pairs."""
    codes = numbers.astype(np.uint32) + ord("0")
    codes[codes >= SURROGATES.start] += len(SURROGATES)
    return codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e")


def cut_points(strings: Sequence[str], sizes: AnyInts, most: int) -> list[int]:
    """Where to cut sorted strings of these `sizes` so that no piece of several is larger than `most`.

    Halves are cut where the shortest text tells them apart, before `n` rather than before `neur`. So cuts stay where
    they are while strings come and go. The first cut is 0 and the last the number of strings.
    """
    ends = np.append(0, np.cumsum(sizes))
    lengths = _separator_lengths(strings)
    cuts, waiting = {0, len(strings)}, [(0, len(strings))]
    while waiting:
        first, end = waiting.pop()
        size = int(ends[end] - ends[first])
        if end - first > 1 and size > most:
            low = int(np.searchsorted(ends, ends[first] + size / 4))
            low = min(max(low, first + 1), end - 1)
            high = int(np.searchsorted(ends, ends[end] - size / 4, side="right"))
            among = lengths[low : max(low + 1, min(high, end))]
            shortest = low + np.flatnonzero(among == among.min())
            cut = int(shortest[np.argmin(np.abs(ends[shortest] - (ends[first] + ends[end]) / 2))])
            cuts.add(cut)
            waiting += ((first, cut), (cut, end))
    return sorted(cuts)


def _separator_lengths(strings: Sequence[str]) -> Longs:
    """For each string how many letters it begins with like the one before; hardly any begin with more than these."""
    letters = np.array(strings, f"U{COMPARED}").view(np.uint32).reshape(len(strings), COMPARED)
    differs = letters != np.roll(letters, 1, axis=0)
    return np.where(differs.any(axis=1), differs.argmax(axis=1), COMPARED)


def separator_keys(strings: Sequence[str], places: Sequence[int]) -> list[str]:
    """For each piece of the sorted `strings` the shortest text that none before it reaches; of the first, nothing."""
    return [""] + [_shortest_separator(strings[place - 1], strings[place]) for place in places[1:-1]]


def _shortest_separator(before: str, after: str) -> str:
    """The shortest beginning of `after` that sorts after `before`; whole where a character of it were cut in two."""
    for length in range(1, len(after) + 1):
        if before[:length] != after[:length]:
            return after[:length]
    return after
