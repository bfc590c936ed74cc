"""The encoding of search files: compact JSON in files named by a hash of their content, sorted numbers as deltas."""

import json
from collections.abc import Sequence

import numpy as np
import orjson

from generator.model import urls
from generator.model.arrays import AnyInts
from generator.model.hashes import hash_digits

HASH_DIGITS = 8
"""Enough to tell two builds apart; a manifest holds hundreds of such names, and they do not compress."""

Files = dict[str, bytes]
"""Content by path on the site."""


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


def cut_points(sizes: AnyInts, target: int) -> list[int]:
    """Where to cut a row of things of these `sizes` so that no piece of several is larger than `target`.

    The first cut is 0 and the last the number of things.
    """
    ends = np.cumsum(sizes)
    places = [0]
    while places[-1] < len(sizes):
        before = int(ends[places[-1] - 1]) if places[-1] else 0
        places.append(max(places[-1] + 1, int(np.searchsorted(ends, before + target, side="right"))))
    return places


def separator_keys(strings: Sequence[str], places: Sequence[int]) -> list[str]:
    """For each piece of the sorted `strings` the shortest text that none before it reaches; of the first, nothing."""
    return [""] + [_shortest_separator(strings[place - 1], strings[place]) for place in places[1:-1]]


def _shortest_separator(before: str, after: str) -> str:
    """The shortest beginning of `after` that sorts after `before`; whole where a character of it were cut in two."""
    for length in range(1, len(after) + 1):
        if before[:length] != after[:length]:
            return after[:length]
    return after
