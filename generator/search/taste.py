"""What a reader's browser learns a taste from: the strongest words and the topics of each paper, with their weights.

They are those by which related papers are found (`analysis/related/vectors`), written out, so that a browser can say
which of them decided. Five hundred papers share a file, loaded when a list is ordered for somebody; papers have the
numbers of search. A topic is `#` and its id.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from generator.analysis.related import UNIT, RelatedPapers, strongest_terms
from generator.model import urls
from generator.model.arrays import Ints
from generator.model.papers import Library
from generator.search.encoding import Files, add_json, encode_json
from generator.search.results import PAPERS_IN_FOLDER, id_table

MOST_TERMS = 24
"""Of a paper; the others would be a third of the files, and of hardly any use."""
LARGEST = 255
"""The weight of a word that is all of a paper."""


def write_taste(library: Library, related: RelatedPapers, files: Files) -> None:
    """Adds `search/taste.json`, which leads to the others, and those to `files`."""
    features, weights = strongest_terms(related.compared, MOST_TERMS)
    weights = -(-weights * LARGEST // UNIT)
    names = [*related.words, *(f"#{tag}" for tag in related.compared.labels)]
    spelled = _hyphenated_words(library)
    parts = []
    for first in range(0, len(features), PAPERS_IN_FOLDER):
        rows = slice(first, first + PAPERS_IN_FOLDER)
        parts.append(add_json(files, "taste", _part(features[rows], weights[rows], names, spelled)))
    table = add_json({}, "ids", id_table(library))
    leads = {"ids": table, "papersInPart": PAPERS_IN_FOLDER, "parts": parts, "topics": related.compared.labels}
    files[f"{urls.SEARCH_FOLDER}taste.json"] = encode_json(leads)


_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def _hyphenated_words(library: Library) -> dict[str, str]:
    """Words that search joins, as papers write them: `texttoimage` is `text-to-image`."""
    texts = (text for paper in library.oldest_first for text in (paper.title.text, paper.abstract.text))
    written = dict.fromkeys(word for text in texts for word in text.split() if "-" in word)
    found = (word for each in written for word in _HYPHENATED.findall(each.lower()))
    return {word.replace("-", ""): word for word in found}


def _part(features: Ints, weights: Ints, names: Sequence[str], spelled: Mapping[str, str]) -> dict[str, object]:
    """The words of some papers, sorted, and of each paper the numbers of its own with their weights, by turns.

    Features are not in an order that lasts: they are numbered as words were met, by so many processes.
    """
    used = weights > 0
    numbers, places = np.unique(features[used], return_inverse=True)
    words = [spelled.get(names[number], names[number]) for number in numbers.tolist()]
    in_order = sorted(range(len(words)), key=words.__getitem__)
    pairs = np.stack([np.argsort(in_order)[places.ravel()], weights[used]], axis=1).ravel().tolist()
    ends = [0, *(2 * used.sum(axis=1).cumsum()).tolist()]
    papers = [pairs[start:end] for start, end in pairwise(ends)]
    return {"words": [words[number] for number in in_order], "papers": papers}
