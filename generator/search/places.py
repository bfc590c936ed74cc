"""Where each word stands, so that a quoted phrase is proved without reading a text.

A place is a number: `stride` for each paper before, and within a paper the words of its title, abstract and authors
counted on, with a gap between these, so that no phrase runs from one into the next. Words of a phrase stand next to
each other when their places do. Stop words are counted but, outside titles, not written down: there are too many of
them, and what they could prove a reader's browser proves by the text of the few papers it shows.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.search.packing import Files, add, borders, cuts, steps
from generator.terms import Weights, Wording, Words, ordered, stop_words

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


def place_files(wording: Wording, weights: Weights, files: Files) -> str:
    """Adds the shards of places and their own manifest to `files`; gives that one's fingerprint.

    A shard is `{"words", "places"}`, for each word its places as steps. The manifest is `{"stride", "from", "names"}`.
    """
    import numpy as np

    stride, words, places = _places(wording, weights)
    starts = np.concatenate(([0], np.cumsum(np.bincount(words, minlength=len(weights.words)))))
    sizes = np.array([len(word) + 5 for word in weights.words], np.int64) + PLACE * np.diff(starts)
    at = cuts(sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    stepped = steps(starts, places)
    names = []
    for first, end in pairwise(at):
        base, last = int(starts[first]), int(starts[end])
        flat, ends = stepped[base:last].tolist(), (starts[first : end + 1] - base).tolist()
        runs = [flat[start:stop] for start, stop in pairwise(ends)]
        names.append(add(files, "places", {"words": weights.words[first:end], "places": runs}))
    return add(files, "places", {"stride": stride, "from": borders(weights.words, at), "names": names})


def _places(wording: Wording, weights: Weights) -> tuple[int, "Ints", "Ints"]:
    """The stride, and every word that is written down, by its number in `weights`, with its place, in order."""
    import numpy as np

    fields = [wording.fields[name] for name in READ]
    before = np.zeros(len(wording.papers), np.int64)
    offsets = []
    for field in fields:
        offsets.append(before)
        before = before + field.read.lengths + 1
    stride = 1 << int(before.max(initial=1)).bit_length()
    number = {word: number for number, word in enumerate(weights.words)}
    known = np.array([number.get(word, -1) for word in wording.words], np.int32)
    stops = np.array([word in stop_words() for word in wording.words], bool)
    found = [
        _in_field(field.read, offset, stride, np.where(stops & (not field.keeps_stop_words), -1, known))
        for field, offset in zip(fields, offsets, strict=True)
    ]
    words, places = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.argsort(places, kind="stable")
    order = order[ordered(words[order])]
    return stride, words[order], places[order]


def _in_field(said: Words, offsets: "Ints", stride: int, number: "Ints") -> tuple["Ints", "Ints"]:
    """The words of a field that have a number, and their places, which ascend."""
    import numpy as np

    words = number[said.numbers]
    kept = np.flatnonzero(words >= 0)
    starts = np.arange(len(said.lengths)) * stride + offsets - (np.cumsum(said.lengths) - said.lengths)
    most = stride * max(1, len(said.lengths))
    places = np.repeat(starts, said.lengths)[kept] + kept
    return words[kept], places.astype(np.int32) if most < 1 << 31 else places
