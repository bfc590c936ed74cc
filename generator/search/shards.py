"""lunr's index, sharded by term.

lunr's score of a paper is the product of the query's vector and the paper's, field by field, and the index holds all
weights: no score depends on a term that is not in the query. So a shard holds a range of the sorted terms with their
weights in each paper, and joining the shards of a query's terms gives exactly the scores of the whole index. A shard
also has the words of its range, so that a word still being typed is found by its prefix.

A site whose index is small ships it whole, as the JSON that `lunr.Index.load` takes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from generator.model.arrays import AnyInts, Ints
from generator.search.encoding import Files, add_file, add_json, cut_points, delta_encode, encode_json, separator_keys
from generator.search.title_places import encode_places
from generator.text.terms import Postings, Weights, javascript_sorted

LUNR_VERSION = "2.3.9"
WHOLE = 25_000
"""Up to so many postings the index is one file: about a hundred papers, 60 kB as they travel."""
SHARD = 20_000
"""Bytes of a shard, about; some 8 kB as they travel. A term that needs more has a shard of its own."""
MOST_SHARDS = 600
"""The manifest names them all, so the shards of a huge site grow rather than the manifest."""
BYTES_PER_POSTING = 8
"""Bytes of a posting, about: a step, a weight and two commas."""
MAX_SHARDS_OF_PREFIX = 2
"""A beginning of a word whose words lie in more shards than this is too short to look for."""

Json = Mapping[str, object]


def is_small(weights: Weights) -> bool:
    return sum(len(postings.papers) for postings in weights.fields.values()) <= WHOLE


def lunr_index(weights: Weights, title_places: Ints) -> Json:
    """The whole index as `lunr.Index.load` of lunr.js takes it.

    JavaScript sorts text by UTF-16 unit, and lunr.js refuses terms in any other order. Fields that no paper has are
    left out. The places in titles are what lunr calls the metadata of a match.
    """
    fields = fields_in_use(weights)
    matches = {name: [*_matches(name, postings, title_places)] for name, postings in fields.items()}
    return {
        "version": LUNR_VERSION,
        "fields": list(fields),
        "fieldVectors": [
            [f"{name}/{paper}", [number for pair in vector.items() for number in pair]]
            for name in fields
            for paper, vector in enumerate(weights.vectors(name))
        ],
        "invertedIndex": [
            [term, {"_index": number} | {name: matches[name][number] for name in fields}]
            for number, term in enumerate(weights.terms)
        ],
        "pipeline": ["stemmer"],
    }


def _matches(field: str, postings: Postings, title_places: Ints) -> Iterator[Json]:
    """For each term lunr's metadata of its matches, by paper."""
    if field != "title":
        return ({str(paper): {} for paper in papers} for papers in _split_runs(postings.starts, postings.papers))
    by_term = zip(*(_split_runs(postings.starts, numbers) for numbers in (postings.papers, title_places)), strict=True)
    return ({str(p): {"places": [encode_places([at])]} for p, at in zip(*both, strict=True)} for both in by_term)


def fields_in_use(weights: Weights) -> dict[str, Postings]:
    return {name: postings for name, postings in weights.fields.items() if len(postings.papers)}


def _split_runs(starts: AnyInts, numbers: AnyInts) -> Iterator[list[int]]:
    ends = starts.tolist()
    flat = numbers.tolist()
    return (flat[start:end] for start, end in pairwise(ends))


def shard_files(weights: Weights, title_places: Ints, files: Files) -> Json:
    """Adds the shards to `files`; gives what the manifest says of them.

    A shard is `{"first", "terms", "postings", "places", "words"}`: the number of its first term in the whole index, its
    terms, for each of them `[field, papers, weights, field, ...]` (a field by its place in the manifest's `fields`,
    papers as steps, weights in thousandths), for each the places in titles (`encode_places`), and its words.
    """
    fields = fields_in_use(weights)
    strings = [*dict.fromkeys(javascript_sorted((*weights.terms, *weights.words)))]
    place = dict(zip(strings, range(len(strings)), strict=True))
    term_places, word_places = (np.array([*map(place.__getitem__, some)]) for some in (weights.terms, weights.words))
    sizes = np.zeros(len(strings), np.int64)
    sizes[word_places] += [len(word) + 3 for word in weights.words]
    sizes[term_places] += [len(term) + 8 for term in weights.terms]
    sizes[term_places] += BYTES_PER_POSTING * sum(np.diff(postings.starts) for postings in fields.values())
    places = cut_points(sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    terms_at = np.searchsorted(term_places, places).tolist()
    words_at = np.searchsorted(word_places, places).tolist()
    posted = [(p.starts, delta_encode(p.starts, p.papers), p.weights) for p in fields.values()]
    titled = [
        encode_places(places) if places else "" for places in _split_runs(weights.fields["title"].starts, title_places)
    ]
    pieces = [
        (
            *_term_range(posted, first, end),
            titled[first:end],
            weights.terms[first:end],
            weights.words[first_word:end_word],
        )
        for (first, end), (first_word, end_word) in zip(pairwise(terms_at), pairwise(words_at), strict=True)
    ]
    names = [add_file(files, "index", _encode_shard(*piece)) for piece in pieces]
    shard_of_word = np.searchsorted(places, word_places, side="right")
    return {
        "from": separator_keys(strings, places),
        "names": names,
        "wide": MAX_SHARDS_OF_PREFIX,
        "starts": add_json(files, "starts", likeliest_completions(weights, shard_of_word)),
    }


def _term_range(posted: Sequence[tuple[AnyInts, AnyInts, AnyInts]], first: int, end: int) -> tuple[Any, ...]:
    """The number of the first of these terms, and of each field where the postings of each start, papers as steps, and
    weights."""
    arrays: list[AnyInts] = []
    for starts, papers, weights in posted:
        run = slice(starts[first], starts[end])
        arrays += (starts[first : end + 1] - starts[first], papers[run], weights[run])
    return (first, *arrays)


def _encode_shard(first: int, *rest: Any) -> bytes:
    *arrays, places, terms, words = rest
    found: list[list[object]] = [[] for _ in terms]
    for field, (starts, papers, weights) in enumerate(zip(arrays[::3], arrays[1::3], arrays[2::3], strict=True)):
        flat_papers, flat_weights = papers.tolist(), weights.tolist()
        for term, (start, stop) in enumerate(pairwise(starts.tolist())):
            if start < stop:
                found[term] += (field, flat_papers[start:stop], flat_weights[start:stop])
    return encode_json({"first": first, "terms": terms, "postings": found, "places": places, "words": words})


def likeliest_completions(weights: Weights, shard_of_word: AnyInts) -> dict[str, str]:
    """For each beginning whose words lie in too many shards the word a reader most likely means: that most titles
    have."""
    titles = np.diff(weights.fields["title"].starts)[weights.term_of_word]
    found: dict[str, str] = {}
    waiting = [("", 0, len(weights.words))]
    while waiting:
        beginning, first, end = waiting.pop()
        if end - first < 2 or shard_of_word[end - 1] - shard_of_word[first] < MAX_SHARDS_OF_PREFIX:
            continue
        if beginning:
            found[beginning] = weights.words[first + int(np.argmax(titles[first:end]))]
        waiting += _split_by_prefix(weights.words, len(beginning) + 1, first, end)
    return dict(sorted(found.items()))


def _split_by_prefix(words: tuple[str, ...], length: int, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The words from `first` to `end`, parted by their first `length` letters."""
    while first < end:
        beginning = words[first][:length]
        following = bisect_left(words, True, first, end, key=partial(_has_other_prefix, beginning, length))
        if len(beginning) == length:
            yield beginning, first, following
        first = following


def _has_other_prefix(beginning: str, length: int, word: str) -> bool:
    return word[:length] != beginning
