"""Papers to read next: those whose words and topics weigh alike, with the words both share.

A paper is a vector of unit length: its index weights for the words of title and abstract, and beside them, half as
long, the words of its tags' labels, because two papers on one subject may put it in different words. Only the
strongest terms of each are compared, through an inverted index that keeps the papers a term is strongest in, so the
work grows with the number of papers and not with its square, even for a thousand copies of one paper.

What is shown as shared are the words that both papers dwell on, said twice or in the title: nearness adds up many
small coincidences, and a reader wants the reason. Where there is no such word, the topics they share are the reason,
and else the words both say.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from generator.model import Library, Neighbour, Paper, Topics
from generator.terms import Weights, all_words, stem, stop_words, terms

NEIGHBOURS = 5
SHARED_WORDS = 5
STRONGEST_TERMS = 60
STRONGEST_PAPERS = 100
TAGS_LENGTH = 0.5
"""How long the tags' part of a vector is when the words' part has length 1."""
GENERIC_PART = 0.5
"""A word that more than this part of the papers has says nothing about two of them."""
TOPICAL_PART = 0.3
"""Nor does one that fewer than this part of its papers dwell on: `propose`, `accuracy`."""
ROUNDED = 4

# What every paper says about itself; counting tells these from topics only where there are many papers.
PROSE = """
    ability able achieve additionally aim allow analysis approach both demonstrate design develop different effective
    efficiently enable enhance evaluate existing experiment extensive focus framework further furthermore gain give
    high however improve include information input instead introduce investigate issue key leverage limit many method
    model more moreover much multiple new novel number often outperform output overall paper performance potential
    present previous problem propose provide recent remain require research result several show significantly simple
    specifically state study such suggest task technique through toward towards two typically understand use utilize
    various via well without work yet
"""

Vector = Mapping[int, float]


def neighbours(weights: Weights, library: Library, topics: Topics) -> dict[str, tuple[Neighbour, ...]]:
    """Up to five papers for each paper by its id, nearest first by cosine, ties in site order."""
    words = _words(weights)
    vectors = [_vector(own, tags) for own, tags in zip(words, weights.vectors("tags")[::-1], strict=True)]
    papers_by_term = _papers_by_term(vectors)
    spoken = [_spoken(paper) for paper in library.papers]
    generic = _generic(spoken)

    def shared(one: int, other: int) -> tuple[str, ...]:
        products = ((weights.terms[t], w * words[other][t]) for t, w in words[one].items() if t in words[other])
        telling = [(term, w) for term, w in products if term not in generic]
        dwelt_on = [(term, w) for term, w in telling if term in spoken[one].dwelt_on & spoken[other].dwelt_on]
        return (
            _shown(dwelt_on, spoken[one])
            or _shared_topics(topics, library.papers[one].id, library.papers[other].id)
            or _shown(telling, spoken[one])
        )

    return {
        paper.id: tuple(
            Neighbour(library.papers[other].id, score, shared(number, other))
            for other, score in _nearest(number, vectors[number], papers_by_term)
        )
        for number, paper in enumerate(library.papers)
    }


def _words(weights: Weights) -> list[dict[int, float]]:
    """What each word weighs in each paper's title and abstract together, stop words left out."""
    stops = {stem(word) for word in stop_words()}
    silent = {number for number, term in enumerate(weights.terms) if term in stops}
    return [
        {term: title.get(term, 0.0) + abstract.get(term, 0.0) for term in {**title, **abstract} if term not in silent}
        for title, abstract in zip(weights.vectors("title")[::-1], weights.vectors("abstract")[::-1], strict=True)
    ]


def _vector(words: Vector, tags: Vector) -> dict[int, float]:
    """A paper as a vector of unit length; a tag's words go by negative numbers, apart from those of the text."""
    strongest = dict(sorted(words.items(), key=_strongest_first)[:STRONGEST_TERMS])
    topics = {~term: TAGS_LENGTH * weight for term, weight in _unit(dict.fromkeys(tags, 1.0)).items()}
    return _unit(_unit(strongest) | topics)


def _unit(vector: Vector) -> dict[int, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}


def _strongest_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]


def _papers_by_term(vectors: Sequence[Vector]) -> dict[int, list[tuple[int, float]]]:
    """For each term the papers it is strongest in, and how strong."""
    found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for paper, vector in enumerate(vectors):
        for term, weight in vector.items():
            found[term].append((paper, weight))
    return {term: sorted(papers, key=_strongest_first)[:STRONGEST_PAPERS] for term, papers in found.items()}


def _nearest(
    paper: int, vector: Vector, papers_by_term: Mapping[int, Sequence[tuple[int, float]]]
) -> list[tuple[int, float]]:
    scores: defaultdict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for other, other_weight in papers_by_term[term]:
            scores[other] += weight * other_weight
    scores.pop(paper, None)
    least = min(nlargest(NEIGHBOURS, scores.values()), default=0.0) - 10**-ROUNDED
    # Rounded before they are compared: copies of one paper must not be ordered by the last bit.
    rounded = ((other, round(min(score, 1.0), ROUNDED)) for other, score in scores.items() if score > least)
    return sorted(rounded, key=_strongest_first)[:NEIGHBOURS]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a paper mostly writes each of its terms, and which of them it dwells on: twice said, or in the title."""

    written: Mapping[str, str]
    dwelt_on: frozenset[str]


def _spoken(paper: Paper) -> Spoken:
    """A form in small letters counts before others, which may have their capitals from where they stand."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in (paper.abstract.text, paper.title.text):
        for word in all_words(text):
            forms[stem(word.folded)][text[word.start : word.end]] += 1
    titled = {stem(word.folded) for word in all_words(paper.title.text)}
    return Spoken(
        {term: max(counts, key=lambda form: (form.islower(), counts[form])) for term, counts in forms.items()},
        frozenset(term for term, counts in forms.items() if counts.total() > 1 or term in titled),
    )


def _generic(spoken: Sequence[Spoken]) -> frozenset[str]:
    """The terms that are said by many papers, or in passing, or by any paper, so that none is about them."""
    said = Counter(term for paper in spoken for term in paper.written)
    dwelt_on = Counter(term for paper in spoken for term in paper.dwelt_on)
    in_passing = (
        term
        for term, count in said.items()
        if count > max(2, GENERIC_PART * len(spoken)) or dwelt_on[term] < TOPICAL_PART * count
    )
    return frozenset((*in_passing, *terms(PROSE)))


def _shown(common: Sequence[tuple[str, float]], paper: Spoken) -> tuple[str, ...]:
    """The weightiest of the terms, as `paper` writes them; a part of a shown word is left out."""
    words = [paper.written[term] for term, _ in sorted(common, key=lambda pair: (-pair[1], pair[0]))]
    words = [word for word in words if len(word) > 1 and not word.isdecimal()]
    whole = (word for word in words if not any(word != longer and word in longer for longer in words))
    return tuple(islice(whole, SHARED_WORDS))


def _shared_topics(topics: Topics, one: str, other: str) -> tuple[str, ...]:
    """The labels of the tags both papers have, the first one's strongest first."""
    theirs = {tagged.tag for tagged in topics.tags_by_paper.get(other, ())}
    both = [topics.tag[tagged.tag].label for tagged in topics.tags_by_paper.get(one, ()) if tagged.tag in theirs]
    return tuple(both[:SHARED_WORDS])
