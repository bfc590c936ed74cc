"""lunr's index, cut by term.

lunr scores a paper as the product of the query's vector and the paper's, field by field, and the weights are all in
the index: nothing of a paper's score depends on terms that are not asked for. So a shard holds a range of the sorted
terms with what they weigh in which papers, and whoever joins the shards of a query's terms gets from lunr exactly the
scores that the whole index gives. Beside the terms of its range a shard has the words, so that a word that is still
being typed is found by its beginning.

A site whose index is small ships it whole, as the JSON that `lunr.Index.load` takes.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.search.packing import Files, add, borders, cuts, steps
from generator.terms import Postings, Weights, javascript_sorted

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]

LUNR_VERSION = "2.3.9"
WHOLE = 25_000
"""Up to so many postings the index is one file: about a hundred papers, 60 kB as they travel."""
SHARD = 20_000
"""Bytes of a shard, about; some 8 kB as they travel. A term that needs more has a shard of its own."""
MOST_SHARDS = 600
"""The manifest names them all, so the shards of a huge site grow rather than the manifest."""
POSTING = 8
"""Bytes of a posting, about: a step, a weight and two commas."""
TOO_MANY_SHARDS = 2
"""A beginning of a word whose words lie in more shards than this is too short to look for."""

Json = Mapping[str, object]


def is_small(weights: Weights) -> bool:
    return sum(len(postings.papers) for postings in weights.fields.values()) <= WHOLE


def lunr_index(weights: Weights) -> Json:
    """The whole index as `lunr.Index.load` of lunr.js takes it.

    JavaScript sorts text by UTF-16 unit, and lunr.js refuses terms in any other order. Fields that no paper has are
    left out.
    """
    fields = fields_in_use(weights)
    papers = {name: [*_runs(postings.starts, postings.papers)] for name, postings in fields.items()}
    return {
        "version": LUNR_VERSION,
        "fields": list(fields),
        "fieldVectors": [
            [f"{name}/{paper}", [number for pair in vector.items() for number in pair]]
            for name in fields
            for paper, vector in enumerate(weights.vectors(name))
        ],
        "invertedIndex": [
            [term, {"_index": number} | {name: {key: {} for key in map(str, papers[name][number])} for name in fields}]
            for number, term in enumerate(weights.terms)
        ],
        "pipeline": ["stemmer"],
    }


def fields_in_use(weights: Weights) -> dict[str, Postings]:
    return {name: postings for name, postings in weights.fields.items() if len(postings.papers)}


def _runs(starts: "Ints", numbers: "Ints") -> Iterator[list[int]]:
    ends = starts.tolist()
    flat = numbers.tolist()
    return (flat[start:end] for start, end in pairwise(ends))


def shard_files(weights: Weights, files: Files) -> Json:
    """Adds the shards to `files`; gives what the manifest says of them.

    A shard is `{"first", "terms", "postings", "words"}`: the number of its first term in the whole index, its terms,
    for each of them `[field, papers, weights, field, ...]` (a field by its place in the manifest's `fields`, papers
    as steps, weights in thousandths), and its words.
    """
    import numpy as np

    fields = fields_in_use(weights)
    strings = javascript_sorted({*weights.terms, *weights.words})
    place = {string: number for number, string in enumerate(strings)}
    term_places = np.array([place[term] for term in weights.terms])
    word_places = np.array([place[word] for word in weights.words])
    sizes = np.zeros(len(strings), np.int64)
    sizes[word_places] += [len(word) + 3 for word in weights.words]
    sizes[term_places] += [len(term) + 8 for term in weights.terms]
    sizes[term_places] += POSTING * sum(np.diff(postings.starts) for postings in fields.values())
    places = cuts(sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    terms_at = np.searchsorted(term_places, places).tolist()
    words_at = np.searchsorted(word_places, places).tolist()
    posted = _Posted(fields)
    names = [
        add(
            files,
            "index",
            {
                "first": terms_at[number],
                "terms": weights.terms[terms_at[number] : terms_at[number + 1]],
                "postings": posted.between(terms_at[number], terms_at[number + 1]),
                "words": weights.words[words_at[number] : words_at[number + 1]],
            },
        )
        for number in range(len(places) - 1)
    ]
    shard_of_word = np.searchsorted(places, word_places, side="right")
    return {
        "from": borders(strings, places),
        "names": names,
        "wide": TOO_MANY_SHARDS,
        "starts": add(files, "starts", likeliest(weights, shard_of_word)),
    }


class _Posted:
    """The postings of terms as shards hold them."""

    def __init__(self, fields: Mapping[str, Postings]) -> None:
        self._fields = [(p.starts, steps(p.starts, p.papers), p.weights) for p in fields.values()]

    def between(self, first: int, end: int) -> list[list[object]]:
        found: list[list[object]] = [[] for _ in range(first, end)]
        for field, (starts, papers, weights) in enumerate(self._fields):
            base, last = int(starts[first]), int(starts[end])
            flat_papers, flat_weights = papers[base:last].tolist(), weights[base:last].tolist()
            at = (starts[first : end + 1] - base).tolist()
            for term, (start, stop) in enumerate(pairwise(at)):
                if start < stop:
                    found[term] += (field, flat_papers[start:stop], flat_weights[start:stop])
        return found


def likeliest(weights: Weights, shard_of_word: "Ints") -> dict[str, str]:
    """For each beginning whose words lie in too many shards the word a reader most likely means: that most titles
    have."""
    import numpy as np

    titles = np.diff(weights.fields["title"].starts)[weights.term_of_word]
    found: dict[str, str] = {}
    waiting = [("", 0, len(weights.words))]
    while waiting:
        beginning, first, end = waiting.pop()
        if end - first < 2 or shard_of_word[end - 1] - shard_of_word[first] < TOO_MANY_SHARDS:
            continue
        if beginning:
            found[beginning] = weights.words[first + int(np.argmax(titles[first:end]))]
        waiting += _one_letter_on(weights.words, len(beginning) + 1, first, end)
    return dict(sorted(found.items()))


def _one_letter_on(words: tuple[str, ...], length: int, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The words from `first` to `end`, parted by their first `length` letters."""
    start = first
    for number in range(first, end + 1):
        if number == end or words[number][:length] != words[start][:length]:
            if len(words[start]) >= length:
                yield words[start][:length], start, number
            start = number
