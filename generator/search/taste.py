"""What a reader's browser learns a taste from: the strongest words and the topics of each paper, with their weights.

They are those by which related papers are found (`analysis/related/vectors`), written out, so that a browser can say
which of them decided. Five hundred papers share a file, loaded when a list is ordered for somebody; papers have the
numbers of search. A topic is `#` and its id.
"""

import re
from collections.abc import Iterator, Sequence

from generator.analysis.related import UNIT, RelatedPapers, strongest_terms
from generator.model import urls
from generator.model.papers import Library
from generator.search.encoding import Files, add_json, encode_json
from generator.search.ids import id_table
from generator.search.results import PAPERS_IN_FOLDER
from generator.text.terms import Numbering

MOST_TERMS = 24
"""Of a paper; the others would be a third of the files, and of hardly any use."""
LARGEST = 255
"""The weight of a word that is all of a paper."""


def taste_files(library: Library, related: RelatedPapers) -> Files:
    """`search/taste.json`, which leads to the others, and those, by path."""
    files: Files = {}
    features, weights = strongest_terms(related.compared, MOST_TERMS)
    rows = [*zip(features.tolist(), (-(-weights * LARGEST // UNIT)).tolist(), strict=True)]
    spelled = _hyphenated_words(library)
    names = [*(spelled.get(word, word) for word in related.words), *(f"#{tag}" for tag in related.compared.labels)]
    parts = [
        add_json(files, "taste", _part(rows[first : first + PAPERS_IN_FOLDER], names))
        for first in range(0, len(rows), PAPERS_IN_FOLDER)
    ]
    table = add_json({}, "ids", id_table(library))
    leads = {"ids": table, "papersInPart": PAPERS_IN_FOLDER, "parts": parts, "topics": related.compared.labels}
    return {f"{urls.SEARCH_FOLDER}taste.json": encode_json(leads), **files}


_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def _hyphenated_words(library: Library) -> dict[str, str]:
    """Words that search joins, as papers write them: `texttoimage` is `text-to-image`."""
    texts = (f"{paper.title.text} {paper.abstract.text}".lower() for paper in library.oldest_first)
    return {word.replace("-", ""): word for text in texts for word in _HYPHENATED.findall(text)}


def _part(rows: Sequence[tuple[list[int], list[int]]], names: Sequence[str]) -> dict[str, object]:
    """The words of some papers, and of each paper the numbers of its own with their weights, by turns."""
    words: Numbering[str] = Numbering()
    papers = [[*_pairs(features, weights, names, words)] for features, weights in rows]
    return {"words": [*words], "papers": papers}


def _pairs(
    features: Sequence[int], weights: Sequence[int], names: Sequence[str], words: Numbering[str]
) -> Iterator[int]:
    for feature, weight in zip(features, weights, strict=True):
        if weight:
            yield words[names[feature]]
            yield weight
