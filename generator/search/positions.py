"""The position of each word, so that a quoted phrase can be proved without reading a text.

A position is a number: `stride` for each paper before, plus a count of the words of title, abstract and authors.
There is a gap between these fields, so that no phrase runs from one into the next. Two words stand next to each
other when their positions do. Stop words are counted but stored only for titles: there are too many of them, and the
browser can check them in the text of the few papers it shows.
"""

from itertools import pairwise

import numpy as np

from generator.model.arrays import AnyInts
from generator.search.documents import IndexFiles
from generator.search.encoding import add_file, add_json, cut_points, delta_encode, encode_json, separator_keys
from generator.text.terms import STOP_WORDS, TokenizedCorpus, Weights, radix_argsort

POSITION_FIELDS = ("title", "abstract", "authors")
SHARD = 36_000
"""Bytes of a shard at most, about."""
MOST_SHARDS = 600
SHARDS_AT_ONCE = 64
"""Whose places are sorted at once: sorting takes six times the memory of what it sorts."""
BYTES_PER_POSITION = 5
"""Bytes of a place, about."""


def position_files(wording: TokenizedCorpus, weights: Weights, files: IndexFiles) -> str:
    """Adds the shards of places and their own manifest to `files`; gives that one's fingerprint.

    A shard is `{"words", "places"}`, for each word its places as steps. The manifest is `{"stride", "from", "names"}`.
    """
    stride, words, places = _word_positions(wording, weights)
    counts = np.bincount(words, minlength=len(weights.words))
    sizes = np.array([len(word) + 5 for word in weights.words], np.int64) + BYTES_PER_POSITION * counts
    at = cut_points(weights.words, sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    keys = [(stride, weights.words[first:end]) for first, end in pairwise(at)]
    new = [number for number, key in enumerate(keys) if not files.has_piece(key)]
    for first in range(0, len(new), SHARDS_AT_ONCE):
        some = new[first : first + SHARDS_AT_ONCE]
        chosen = np.zeros(len(weights.words), bool)
        for number in some:
            chosen[at[number] : at[number + 1]] = True
        here, rank = np.flatnonzero(chosen[words]), np.cumsum(chosen) - 1
        starts = np.append(0, np.cumsum(np.where(chosen, counts, 0)))
        steps = delta_encode(starts, places[here[radix_argsort(rank[words[here]])]])
        for number in some:
            own = starts[at[number] : at[number + 1] + 1]
            shard = _encode_shard(keys[number][1], own - own[0], steps[own[0] : own[-1]])
            files.pieces[keys[number]] = [("places", add_file(files, "places", shard))]
    names = [name for key in keys for _, name in files.pieces[key]]
    return add_json(files, "places", {"stride": stride, "from": separator_keys(weights.words, at), "names": names})


def _encode_shard(words: tuple[str, ...], starts: AnyInts, steps: AnyInts) -> bytes:
    flat = steps.tolist()
    return encode_json({"words": words, "places": [flat[start:end] for start, end in pairwise(starts.tolist())]})


def _word_positions(wording: TokenizedCorpus, weights: Weights) -> tuple[int, AnyInts, AnyInts]:
    """The stride, and the words of `weights` that papers say, by number, with their places, which ascend."""
    fields = [wording.fields[name] for name in POSITION_FIELDS]
    # The papers one behind the other, each with its fields and a gap behind each of these.
    lengths = np.stack([part for field in fields for part in (field.read.lengths, np.ones_like(field.read.lengths))])
    whole = lengths.sum(axis=0)
    stride = 1 << int(whole.max(initial=1)).bit_length()
    part = np.repeat(np.tile(np.arange(len(lengths), dtype=np.int8), len(whole)), lengths.T.ravel())
    words = np.full(len(part), -1, np.int32)
    stops = np.array([word in STOP_WORDS for word in wording.words], bool)
    for number, field in enumerate(fields):
        known = weights.places if field.keeps_stop_words else np.where(stops, -1, weights.places)
        words[part == 2 * number] = known[field.read.numbers]
    width = np.int32 if stride * max(1, len(whole)) < 1 << 31 else np.int64
    ahead = np.arange(len(whole)) * stride - (np.cumsum(whole) - whole)
    places = np.repeat(ahead.astype(width), whole)
    places += np.arange(len(places), dtype=width)
    written = words >= 0
    return stride, words[written], places[written]
