"""Where each word stands, so that a quoted phrase is proved without reading a text.

A place is a number: `stride` for each paper before, and within a paper the words of its title, abstract and authors
counted on, with a gap between these, so that no phrase runs from one into the next. Words of a phrase stand next to
each other when their places do. Stop words are counted but, outside titles, not written down: there are too many of
them, and what they could prove a reader's browser proves by the text of the few papers it shows.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.execution.memo import IDLE, Work
from generator.search.encoding import Files, add, borders, cuts, kept, packed, put, steps
from generator.text.terms import Weights, Wording, ordered, stop_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]

READ = ("title", "abstract", "authors")
SHARD = 24_000
"""Bytes of a shard, about."""
MOST_SHARDS = 600
PLACE = 5
"""Bytes of a place, about."""


def place_files(wording: Wording, weights: Weights, files: Files, work: Work = IDLE) -> str:
    """Adds the shards of places and their own manifest to `files`; gives that one's fingerprint.

    A shard is `{"words", "places"}`, for each word its places as steps. The manifest is `{"stride", "from", "names"}`.
    """
    import numpy as np

    stride, starts, places = _places(wording, weights)
    sizes = np.array([len(word) + 5 for word in weights.words], np.int64) + PLACE * np.diff(starts)
    at = cuts(sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    stepped = steps(starts, places)
    pieces = [
        (weights.words[first:end], starts[first : end + 1] - starts[first], stepped[starts[first] : starts[end]])
        for first, end in pairwise(at)
    ]
    names = [put(files, "places", shard) for shard in kept(work, "places", pieces, _shard)]
    return add(files, "places", {"stride": stride, "from": borders(weights.words, at), "names": names})


def _shard(words: tuple[str, ...], starts: "Ints", steps: "Ints") -> bytes:
    flat = steps.tolist()
    return packed({"words": words, "places": [flat[start:end] for start, end in pairwise(starts.tolist())]})


def _places(wording: Wording, weights: Weights) -> tuple[int, "Ints", "Ints"]:
    """The stride, where among the places those of each word of `weights` start, and the places, by word."""
    import numpy as np

    fields = [wording.fields[name] for name in READ]
    # The papers one behind the other, each with its fields and a gap behind each of these.
    lengths = np.stack([part for field in fields for part in (field.read.lengths, np.ones_like(field.read.lengths))])
    whole = lengths.sum(axis=0)
    stride = 1 << int(whole.max(initial=1)).bit_length()
    part = np.repeat(np.tile(np.arange(len(lengths), dtype=np.int8), len(whole)), lengths.T.ravel())
    words = np.full(len(part), -1, np.int32)
    stop = stop_words()
    stops = np.array([word in stop for word in wording.words], bool)
    for number, field in enumerate(fields):
        known = weights.places if field.keeps_stop_words else np.where(stops, -1, weights.places)
        words[part == 2 * number] = known[field.read.numbers]
    width = np.int32 if stride * max(1, len(whole)) < 1 << 31 else np.int64
    ahead = np.arange(len(whole)) * stride - (np.cumsum(whole) - whole)
    places = np.repeat(ahead.astype(width), whole)
    places += np.arange(len(places), dtype=width)
    written = np.flatnonzero(words >= 0)
    words, places = words[written], places[written]
    starts = np.append(0, np.cumsum(np.bincount(words, minlength=len(weights.words))))
    return stride, starts, places[ordered(words)]
