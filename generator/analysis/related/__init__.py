"""Related papers: for each paper those with the most similar words and topics, and the words that both share.

`vectors` makes a vector of each paper, `index` and `nearest` find the nearest ones without comparing all with all,
`reasons` says in words what two papers have in common, and `incremental` reuses what the last build found.
"""

from collections.abc import Iterator

import numpy as np

from generator.analysis.corpus import TokenizedTexts
from generator.analysis.related.incremental import RelatedPapers, Snapshot, unchanged_neighbours
from generator.analysis.related.index import build_index
from generator.analysis.related.nearest import find_nearest
from generator.analysis.related.reasons import neighbour_reasons
from generator.analysis.related.vectors import MOST_TERMS, UNIT, ComparedPaper, ComparisonInput, Vectors, build_vectors
from generator.model.arrays import Ints, Longs
from generator.model.papers import Library, Neighbour, Topics

__all__ = ["UNIT", "ComparisonInput", "RelatedPapers", "comparison_input", "find_related", "strongest_terms"]


SCORE_DIGITS = 4


def comparison_input(texts: TokenizedTexts, library: Library, topics: Topics) -> ComparisonInput:
    """All that decides which papers are related. It is small, for it may go to another process."""
    papers = [
        ComparedPaper(p.id, p.title.text, p.abstract.text, tuple([each.tag for each in topics.tags_by_paper[p.id]]))
        for p in library.oldest_first
    ]
    return ComparisonInput(texts.wording.words, texts.told, papers, {tag.id: tag.label for tag in topics.tags})


def find_related(given: ComparisonInput, previous: RelatedPapers | None = None) -> RelatedPapers:
    """Up to five papers for each paper by its id, nearest first by cosine, ties in site order."""
    vectors = build_vectors(given)
    index = build_index(vectors)
    features, weights = vectors.features, vectors.weights
    compared = Snapshot(given.papers, given.labels, vectors.terms, features, weights, vectors.telling, index.kept)
    stays = unchanged_neighbours(previous, compared, index)
    again, tell = np.flatnonzero(stays.compare), np.flatnonzero(stays.tell)
    stays.found[again] = find_nearest(vectors, index, again)
    told = dict(_neighbours(given, vectors, stays.found[tell], tell))
    known = previous.neighbours if previous else {}
    ids = [paper.id for paper in reversed(given.papers)]
    neighbours = {each: told[each] if each in told else known[each] for each in ids}
    return RelatedPapers(compared, stays.found, neighbours, term_words(given, vectors))


def term_words(given: ComparisonInput, vectors: Vectors) -> list[str]:
    """For each term the word that most papers use for it, of two the one that sorts last; and its stem where no paper
    has it among its strongest."""
    used = vectors.forms >= 0
    counts = np.bincount(vectors.forms[used], minlength=len(given.words))
    term_of = np.zeros(len(given.words), np.int64)
    term_of[vectors.forms[used]] = vectors.features[:, :MOST_TERMS][used]
    words, most = [*vectors.terms], [0] * len(vectors.terms)
    for text, term, count in zip(given.words, term_of.tolist(), counts.tolist(), strict=True):
        if count > most[term] or (count == most[term] and count and text > words[term]):
            words[term], most[term] = text, count
    return words


def strongest_terms(compared: Snapshot, terms: int) -> tuple[Ints, Ints]:
    """The features and weights of each paper with no more than so many terms, and all its topics."""
    kept = np.r_[:terms, MOST_TERMS : compared.features.shape[1]]
    return compared.features[:, kept], compared.weights[:, kept]


def _neighbours(
    given: ComparisonInput, vectors: Vectors, found: Longs, tell: Longs
) -> Iterator[tuple[str, tuple[Neighbour, ...]]]:
    """The neighbours of the papers `tell`, by number, with the words they share."""
    papers = given.papers
    scores, near = np.divmod(found, max(1, len(papers)))
    shared = neighbour_reasons(given, vectors, tell, near)
    for paper, *row in zip(tell.tolist(), near.tolist(), scores.tolist(), shared, strict=True):
        yield (
            papers[paper].id,
            tuple(
                [
                    Neighbour(papers[other].id, round(min(score / UNIT**2, 1.0), SCORE_DIGITS), words)
                    for other, score, words in zip(*row, strict=True)
                    if score
                ]
            ),
        )
