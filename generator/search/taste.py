"""What a reader's browser learns a taste from: the strongest words and the topics of each paper, with their weights.

They are those by which related papers are found (`analysis/related/vectors`), written out, so that a browser can say
which of them decided. Five hundred papers share a file, loaded when a list is ordered for somebody; papers have the
numbers of search. A topic is `#` and its id.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from generator.analysis.related import UNIT, RelatedPapers, strongest_terms
from generator.model import urls
from generator.model.papers import Library, Paper
from generator.search.encoding import Files, add_file, add_json, encode_json
from generator.search.results import PAPERS_IN_FOLDER, id_table

MOST_TERMS = 24
"""Of a paper; the others would be a third of the files, and of hardly any use."""
LARGEST = 255
"""The weight of a word that is all of a paper."""


class TastePart(NamedTuple):
    """The words of some papers by number, and of each paper its own with their weights, in rows of `MOST_TERMS` and
    the topics, as the bytes of 32-bit numbers; what weighs nothing is no word."""

    words: tuple[str, ...]
    papers: int
    numbers: bytes
    weights: bytes


def taste_parts(related: RelatedPapers, hyphenated: Iterable[Sequence[str]]) -> Iterator[TastePart]:
    """What each file of a taste says; `hyphenated` are what `hyphenated_words` gave, the oldest paper first."""
    features, weights = strongest_terms(related.compared, MOST_TERMS)
    weights = -(-weights * LARGEST // UNIT)
    names = [*related.words, *(f"#{tag}" for tag in related.compared.labels)]
    spelled = _spelled_words(hyphenated)
    for first in range(0, len(features), PAPERS_IN_FOLDER):
        part = slice(first, first + PAPERS_IN_FOLDER)
        used = weights[part] > 0
        found, places = np.unique(features[part][used], return_inverse=True)
        numbers = np.zeros(used.shape, np.int32)
        numbers[used] = places.ravel()
        words = tuple([spelled.get(names[number], names[number]) for number in found.tolist()])
        yield TastePart(words, len(used), numbers.tobytes(), weights[part].astype(np.int32).tobytes())


def encode_taste(parts: Iterable[TastePart]) -> Iterator[bytes]:
    """The files of these parts: words, sorted, and of each paper the numbers of its own with their weights, by turns.

    Features are not in an order that lasts: they are numbered as words were met, by so many processes.
    """
    for part in parts:
        numbers, weights = (np.frombuffer(b, np.int32).reshape(part.papers, -1) for b in (part.numbers, part.weights))
        used = weights > 0
        in_order = sorted(range(len(part.words)), key=part.words.__getitem__)
        pairs = np.stack([np.argsort(in_order)[numbers[used]], weights[used]], axis=1).ravel().tolist()
        ends = [0, *(2 * used.sum(axis=1).cumsum()).tolist()]
        papers = [pairs[start:end] for start, end in pairwise(ends)]
        yield encode_json({"words": [part.words[number] for number in in_order], "papers": papers})


def add_taste(library: Library, labels: Mapping[str, str], parts: Iterable[bytes], files: Files) -> None:
    """Adds `parts` to `files`, and `search/taste.json`, which leads to them; `labels` are those of topics."""
    names = [add_file(files, "taste", part) for part in parts]
    table = add_json({}, "ids", id_table(library))  # the name alone, for the file is the index's
    leads = {"ids": table, "papersInPart": PAPERS_IN_FOLDER, "parts": names, "topics": labels}
    files[f"{urls.SEARCH_FOLDER}taste.json"] = encode_json(leads)


_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def hyphenated_words(papers: Iterable[Paper]) -> Iterator[tuple[str, ...]]:
    """What each paper writes with a hyphen."""
    for paper in papers:
        yield tuple([word for text in (paper.title.text, paper.abstract.text) for word in text.split() if "-" in word])


def _spelled_words(hyphenated: Iterable[Sequence[str]]) -> dict[str, str]:
    """Words that search joins, as papers write them: `texttoimage` is `text-to-image`."""
    written = dict.fromkeys(chain.from_iterable(hyphenated))
    found = (word for each in written for word in _HYPHENATED.findall(each.lower()))
    return {word.replace("-", ""): word for word in found}
