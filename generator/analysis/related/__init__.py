"""Related papers: for each paper those with the most similar words and topics, and the words that both share.

`vectors` makes a vector of each paper, `index` and `nearest` find the nearest ones without comparing all with all,
`reasons` says in words what two papers have in common, and `incremental` reuses what the last build found.
"""

from collections.abc import Mapping

from generator.analysis.corpus import TokenizedTexts
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library, Neighbour, Topics

__all__ = ["neighbours"]

SCORE_DIGITS = 4


def neighbours(
    texts: TokenizedTexts, library: Library, topics: Topics, work: Work = IDLE
) -> Mapping[str, tuple[Neighbour, ...]]:
    """Up to five papers for each paper by its id, nearest first by cosine, ties in site order."""
    import numpy as np

    from generator.analysis.related.incremental import PreviousResult, Snapshot, unchanged_neighbours
    from generator.analysis.related.index import build_index
    from generator.analysis.related.nearest import find_nearest
    from generator.analysis.related.reasons import neighbour_reasons
    from generator.analysis.related.vectors import UNIT, build_vectors

    if not library.papers:
        return {}
    words, papers = texts.wording.words, texts.wording.papers
    weighed = build_vectors(texts.told, words, papers, topics)
    index = build_index(weighed)
    last: PreviousResult | None = work.last.get("related")
    compared = Snapshot.of(library, topics, weighed, index)
    stays = unchanged_neighbours(last, compared, index)
    again = np.flatnonzero(stays.compare)
    stays.found[again] = find_nearest(weighed, index, again)
    tell = np.flatnonzero(stays.tell)
    scores, near = np.divmod(stays.found[tell], len(papers))
    shared = neighbour_reasons(words, weighed, library, topics, tell, near)
    told = {
        papers[paper]: tuple(
            Neighbour(papers[other], round(min(score / UNIT**2, 1.0), SCORE_DIGITS), words)
            for other, score, words in zip(*row, strict=True)
            if score
        )
        for paper, *row in zip(tell.tolist(), near.tolist(), scores.tolist(), shared, strict=True)
    }
    found = {p.id: told[p.id] if p.id in told or not last else last.neighbours[p.id] for p in library.papers}
    if work.keeps:
        work.last["related"] = PreviousResult(compared, stays.found, found)
    return found
