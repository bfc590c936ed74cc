"""lunr's index, sharded by term.

lunr's score of a paper is the product of the query's vector and the paper's, field by field: no score depends on a
term that is not in the query. So a shard holds a range of the sorted terms with what their weights are made of and what
does not depend on other papers: how often each paper has them, and the length of its text. So an edit changes the
shards of its own words. What does depend on all papers is in the manifest (`field_statistics`), and joining the shards
of a query's terms gives exactly the scores of the whole index. Of a common term a shard has the best papers, and names
the files of the others (`blocks`). A shard also has the words of its range, so that a word still being typed is found
by its prefix.

A site whose index is small ships it whole, as the JSON that `lunr.Index.load` takes.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from generator.model.arrays import AnyInts, Ints, Longs
from generator.search.blocks import HEAD, LONG, USUAL, SplitLists, Tail, split_lists
from generator.search.documents import FileName, IndexFiles, SortedStrings
from generator.search.encoding import Files, add_json, cut_points, delta_encode, encode_numbers, separator_keys
from generator.search.title_places import encode_places
from generator.text.terms import Postings, Weights, javascript_sorted

LUNR_VERSION = "2.3.9"
WHOLE = 25_000
"""Up to so many postings the index is one file: about a hundred papers, 60 kB as they travel."""
SHARD = 13_000
"""Bytes of a shard at most, about; 14,000 on average. A term that needs more has a shard of its own."""
MOST_SHARDS = 600
"""The manifest names them all, so the shards of a huge site grow rather than the manifest."""
BYTES_PER_POSTING = 4
"""Bytes of a posting, about: a step and a length."""
BYTES_PER_FIELD = 12
"""Bytes beside the postings of a term in a field: its number, quotation marks, commas."""
LONGEST_TEXT = 1_000_000
"""Terms; a longer text weighs as much as one of this length."""
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


def shard_files(weights: Weights, title_places: Ints, files: IndexFiles) -> Json:
    """Adds the shards to `files`; gives what the manifest says of them.

    A shard is `{"terms", "postings", "places", "words", "tails"}`: its terms, for each of them `[field, papers, counts,
    lengths, field, ...]`, for each the places in titles (`encode_places`), its words, and for some terms by their place
    `[frequency, papers, block, ...]`, see `blocks.Tail`: each block is `[has titles, most, name]`, and its file has
    `[postings, places]`. A field is its place in the manifest's `fields`; the others are texts with a character for
    each paper (`encode_numbers`): papers as steps, how often each has the term, but for the last ones that have it
    once, and how many terms it has in this field. The manifest, which every search waits for, names hundreds of shards,
    so their names are one text, and where they begin another.
    """
    last = files.previous
    known = last.strings if last and last.weights.words is weights.words else None
    files.strings = known or _sort_strings(weights)
    strings, term_places, word_places, lengths = files.strings
    sizes = lengths.copy()
    sizes[term_places] += _posting_sizes(weights)
    places = cut_points(strings, sizes, max(SHARD, int(sizes.sum()) // MOST_SHARDS))
    terms_at, words_at = ([*pairwise(np.searchsorted(some, places).tolist())] for some in (term_places, word_places))
    fields = (*fields_in_use(weights),)
    parts = zip(terms_at, words_at, strict=True)
    keys = [(fields, weights.terms[slice(*terms)], weights.words[slice(*words)]) for terms, words in parts]
    new = [number for number, key in enumerate(keys) if not files.has_piece(key)]
    added = _add_shards(weights, title_places, [(terms_at[n], keys[n][-1]) for n in new], files)
    files.pieces |= zip([keys[n] for n in new], added, strict=True)
    made = [files.pieces[key] for key in keys]
    shard_of_word = np.searchsorted(places, word_places, side="right")
    return {
        "from": " ".join(separator_keys(strings, places)),
        "names": "".join(name for (_, name), *_ in made),
        "wide": MAX_SHARDS_OF_PREFIX,
        "starts": add_json(files, "starts", likeliest_completions(weights, shard_of_word)),
        "tails": add_json(files, "tails", sorted({name for _, *tails in made for _, name in tails})),
    }


def _sort_strings(weights: Weights) -> SortedStrings:
    strings = [*dict.fromkeys(javascript_sorted((*weights.terms, *weights.words)))]
    place = dict(zip(strings, range(len(strings)), strict=True))
    term_places, word_places = (np.array([*map(place.__getitem__, some)]) for some in (weights.terms, weights.words))
    sizes = np.zeros(len(strings), np.int64)
    sizes[word_places] += [len(word) + 3 for word in weights.words]
    sizes[term_places] += [len(term) + 8 for term in weights.terms]
    return SortedStrings(strings, term_places, word_places, sizes)


def _posting_sizes(weights: Weights) -> Longs:
    """About how many bytes of its shard the postings of each term take, of common ones the best."""
    counts = [np.diff(postings.starts) for postings in weights.fields.values()]
    is_long = np.max(counts, axis=0) > LONG
    sizes: Longs = sum(
        BYTES_PER_POSTING * np.where(is_long, np.minimum(some, HEAD), some) + BYTES_PER_FIELD * (some > 0)
        for some in counts
    )
    return sizes


def _add_shards(
    weights: Weights,
    title_places: Ints,
    shards: Sequence[tuple[tuple[int, int], tuple[str, ...]]],
    files: Files,
) -> Iterator[list[FileName]]:
    """Adds shards, each of the terms from a place to another and of words; see `shard_files`. Gives for each its name
    and those of its tails."""
    names, chosen = [*fields_in_use(weights)], np.zeros(len(weights.terms), bool)
    for (first, end), _ in shards:
        chosen[first:end] = True
    titles = np.repeat(chosen, np.diff(weights.fields["title"].starts))
    weights = weights.of_terms(chosen)
    split = split_lists(weights, title_places[titles])
    fields = [split.fields[name] for name in names]
    blocks = [*zip(_encode_postings(fields), _encode_title_places(split), strict=True)]
    heads = [blocks[row] for row in split.rows.tolist()]
    end = 0
    for (start, stop), words in shards:
        first, end = end, end + stop - start
        own = range(first, end)
        tails = {term - first: _add_tail(split.tails[term], blocks, files) for term in own if term in split.tails}
        shard = {
            "terms": weights.terms[first:end],
            "postings": [heads[term][0] for term in own],
            "places": [heads[term][1] for term in own],
            "words": words,
            "tails": {str(term): tail for term, tail in tails.items()},
        }
        yield [
            ("index", add_json(files, "index", shard)),
            *(("tails", name) for tail in tails.values() for *_, name in tail[2:]),
        ]


def _encode_postings(fields: Collection[Postings]) -> list[list[object]]:
    """By row `[field, papers, counts, lengths, field, ...]`, see `shard_files`."""
    found: list[list[object]] = [[] for _ in next(iter(fields)).starts[1:]]
    for field, postings in enumerate(fields):
        papers = encode_numbers(delta_encode(postings.starts, postings.papers))
        counts = encode_numbers(np.minimum(postings.counts, LONGEST_TEXT))
        lengths = encode_numbers(np.minimum(postings.lengths, LONGEST_TEXT)[postings.papers])
        for row, (start, end) in enumerate(pairwise(postings.starts.tolist())):
            if start < end:
                found[row] += (field, papers[start:end], counts[start:end].rstrip("1"), lengths[start:end])
    return found


def _encode_title_places(split: SplitLists) -> list[str]:
    runs = _split_runs(split.fields["title"].starts, split.title_places)
    return [encode_places(places) if places else "" for places in runs]


def _add_tail(tail: Tail, blocks: Sequence[object], files: Files) -> list[Any]:
    named = [[int(each.has_titles), each.most, add_json(files, "tails", blocks[each.row])] for each in tail.blocks]
    return [tail.frequency, tail.papers, *named]


def field_statistics(weights: Weights) -> Json:
    """Of each field its boost, how many terms all papers have there, and how many a text has that is as usual."""
    return {
        name: [postings.boost, postings.total_length, USUAL[name]] for name, postings in fields_in_use(weights).items()
    }


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
