"""Papers as vectors: what each says and what it is about, as two parts of one unit vector.

The words weigh what search has them weigh, title and abstract together. Beside them stand the paper's topics: each
weighs the more the fewer papers have it, and the less the further down it stands on the paper, whose first topic is
what it is mainly about. Two papers on one subject often put it in different words; a reader asked for the next paper
to read goes by the subject, and among many papers of one subject by the words.

Everything is whole numbers once it has its length, so that sums do not depend on their order and copies of a paper
are exactly as near as each other, on every machine.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import Topics
from generator.terms import Weights, stem, stop_words, terms

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

WORDS = 40
"""The strongest terms of a paper that count; those behind them are said in passing."""
TOPICS = 8
TOPICS_LENGTH = 0.8
"""How long the topics' part of a vector is when the words' part has length 1."""
NEXT_TOPIC = 0.75
"""What a topic counts of what it would count one place further up."""
UNIT = 1 << 15
"""Length 1; the product of two such vectors fits 32 bits."""

GENERIC_PART = 0.5
"""A word that more than this part of the papers has says nothing about two of them."""
TOPICAL_PART = 0.3
"""Nor does one that fewer than this part of its papers dwell on: `accuracy`."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """A row for each paper, by its number in the weights.

    `features` are the numbers of its strongest terms, strongest first, and behind them those of its topics; where it
    has fewer, `nothing`, the number after the last feature. `weights` stand beside them, in parts of `UNIT`.
    `dwelt_on` says of the terms whether the paper says them twice or in its title. `telling` says of each feature
    whether it can be a reason: a term that papers dwell on, and not most of them.
    """

    features: "Ints"
    weights: "Ints"
    dwelt_on: "Flags"
    telling: "Flags"
    terms: int
    """How many of the features are terms."""

    @property
    def nothing(self) -> int:
        return len(self.telling) - 1


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """Each term of title and abstract of each paper, by term and then by paper.

    A weight is a thousandth more than search's, which gives nothing for a word that all papers say.
    """

    terms: "Longs"
    papers: "Longs"
    weights: "Longs"
    dwelt_on: "Flags"


def vectors(weights: Weights, topics: Topics) -> Vectors:
    import numpy as np

    said = _said(weights)
    words, strength, dwelt_on = _strongest(said, len(weights.papers))
    about, rarity = _topics(weights, topics)
    nothing = len(weights.terms) + len(topics.tags)
    features = np.hstack([np.where(strength > 0, words, nothing), np.where(rarity > 0, about, nothing)])
    telling = np.zeros(nothing + 1, np.bool_)
    telling[: len(weights.terms)] = _telling(said, len(weights.terms), len(weights.papers))
    return Vectors(features.astype(np.int32), _unit(strength, rarity), dwelt_on, telling, len(weights.terms))


def _said(weights: Weights) -> _Said:
    import numpy as np

    title, abstract = weights.fields["title"], weights.fields["abstract"]
    silent = {stem(word) for word in stop_words()} | {*terms(PROSE)}
    loud = np.array([term not in silent for term in weights.terms], np.bool_)
    papers = max(1, len(weights.papers))
    by_term = [np.repeat(np.arange(len(weights.terms)), np.diff(part.starts)) for part in (title, abstract)]
    keys = np.concatenate(
        [terms * papers + part.papers for terms, part in zip(by_term, (title, abstract), strict=True)]
    )
    kept = loud[keys // papers]
    order = np.flatnonzero(kept)[np.argsort(keys[kept], kind="stable")]
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    # Said in the title counts as said twice.
    often = np.concatenate([np.full(len(title.papers), 2), abstract.counts])
    if not len(first):
        return _Said(first, first, first, first > 0)
    return _Said(
        keys[order][first] // papers,
        keys[order][first] % papers,
        np.add.reduceat(np.concatenate([title.weights, abstract.weights]).astype(np.int64)[order], first) + 1,
        np.add.reduceat(often[order], first) > 1,
    )


def _strongest(said: _Said, papers: int) -> tuple["Longs", "Longs", "Flags"]:
    """The strongest terms of each paper in rows, their weights, and whether it dwells on them; weight 0 is none."""
    import numpy as np

    heaviest = said.weights.max(initial=0)
    order = np.argsort(said.papers * (heaviest + 1) + heaviest - said.weights, kind="stable")
    starts = np.searchsorted(said.papers[order], np.arange(papers))
    place = np.arange(len(order)) - starts[said.papers[order]]
    kept, place = order[place < WORDS], place[place < WORDS]
    rows = said.papers[kept], place
    words, strength = (np.zeros((papers, WORDS), np.int64) for _ in range(2))
    dwelt_on = np.zeros((papers, WORDS), np.bool_)
    words[rows], strength[rows], dwelt_on[rows] = said.terms[kept], said.weights[kept], said.dwelt_on[kept]
    return words, strength, dwelt_on


def _topics(weights: Weights, topics: Topics) -> tuple["Longs", "Longs"]:
    """The first topics of each paper in rows, as features behind the terms, and what each says, in thousandths."""
    import numpy as np

    number = {tag.id: len(weights.terms) + place for place, tag in enumerate(topics.tags)}
    rarity = {tag: math.log(1 + len(weights.papers) / len(papers)) for tag, papers in topics.papers_by_tag.items()}
    about, said = (np.zeros((len(weights.papers), TOPICS), np.int64) for _ in range(2))
    for row, paper in enumerate(weights.papers):
        for place, tagged in enumerate(topics.tags_by_paper.get(paper, ())[:TOPICS]):
            about[row, place] = number[tagged.tag]
            said[row, place] = round(1000 * rarity[tagged.tag] * NEXT_TOPIC**place)
    return about, said


def _unit(strength: "Longs", rarity: "Longs") -> "Ints":
    """Both parts side by side, as a vector of length `UNIT`."""
    import numpy as np

    lengths = [np.sqrt((part * part).sum(axis=1, keepdims=True)) for part in (strength, rarity)]
    whole = np.sqrt((lengths[0] > 0) + TOPICS_LENGTH**2 * (lengths[1] > 0))
    words = strength / np.maximum(lengths[0] * whole, 1)
    about = TOPICS_LENGTH * rarity / np.maximum(lengths[1] * whole, 1)
    whole_numbers: Ints = np.ceil(UNIT * np.hstack([words, about])).astype(np.int32)
    return whole_numbers


def _telling(said: _Said, terms: int, papers: int) -> "Flags":
    import numpy as np

    saying = np.bincount(said.terms, minlength=terms)
    dwelling = np.bincount(said.terms[said.dwelt_on], minlength=terms)
    return np.asarray((saying <= max(2, GENERIC_PART * papers)) & (dwelling >= TOPICAL_PART * saying))
