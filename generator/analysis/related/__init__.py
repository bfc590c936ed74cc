"""Papers to read next: those whose words and topics weigh alike, with the words both share.

`vectors` makes of every paper what is compared, `index` and `nearest` find the nearest of each without comparing all
with all, `reasons` says in words what two have in common, and `again` leaves out what the last build has found already.
"""

from collections.abc import Mapping

from generator.analysis.corpus import Read
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library, Neighbour, Topics

__all__ = ["neighbours"]

ROUNDED = 4


def neighbours(texts: Read, library: Library, topics: Topics, work: Work = IDLE) -> Mapping[str, tuple[Neighbour, ...]]:
    """Up to five papers for each paper by its id, nearest first by cosine, ties in site order."""
    import numpy as np

    from generator.analysis.related.incremental import Compared, Found, staying
    from generator.analysis.related.index import index_of
    from generator.analysis.related.nearest import nearest
    from generator.analysis.related.reasons import reasons
    from generator.analysis.related.vectors import UNIT, vectors

    if not library.papers:
        return {}
    words, papers = texts.wording.words, texts.wording.papers
    weighed = vectors(texts.told, words, papers, topics)
    index = index_of(weighed)
    last: Found | None = work.last.get("related")
    compared = Compared.of(library, topics, weighed, index)
    stays = staying(last, compared, index)
    again = np.flatnonzero(stays.compare)
    stays.found[again] = nearest(weighed, index, again)
    tell = np.flatnonzero(stays.tell)
    scores, near = np.divmod(stays.found[tell], len(papers))
    shared = reasons(words, weighed, library, topics, tell, near)
    told = {
        papers[paper]: tuple(
            Neighbour(papers[other], round(min(score / UNIT**2, 1.0), ROUNDED), words)
            for other, score, words in zip(*row, strict=True)
            if score
        )
        for paper, *row in zip(tell.tolist(), near.tolist(), scores.tolist(), shared, strict=True)
    }
    found = {p.id: told[p.id] if p.id in told or not last else last.neighbours[p.id] for p in library.papers}
    if work.keeps:
        work.last["related"] = Found(compared, stays.found, found)
    return found
