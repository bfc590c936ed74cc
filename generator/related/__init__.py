"""Papers to read next: those whose words and topics weigh alike, with the words both share.

`vectors` makes of every paper what is compared, `nearest` finds the nearest of each without comparing all with all,
and `reasons` says in words what two have in common.
"""

from generator.model import Library, Neighbour, Topics
from generator.terms import Weights, Wording

__all__ = ["neighbours"]

ROUNDED = 4


def neighbours(
    wording: Wording, weights: Weights, library: Library, topics: Topics
) -> dict[str, tuple[Neighbour, ...]]:
    """Up to five papers for each paper by its id, nearest first by cosine, ties in site order."""
    from generator.related.nearest import nearest
    from generator.related.reasons import reasons
    from generator.related.vectors import UNIT, vectors

    if not library.papers:
        return {}
    compared = vectors(weights, topics)
    near, scores = nearest(compared)
    shared = reasons(wording, weights, compared, library, topics, near)
    found = {
        paper: tuple(
            Neighbour(weights.papers[other], round(min(score / UNIT**2, 1.0), ROUNDED), words)
            for other, score, words in zip(*row, strict=True)
            if score
        )
        for paper, *row in zip(weights.papers, near.tolist(), scores.tolist(), shared, strict=True)
    }
    return {paper.id: found[paper.id] for paper in library.papers}
