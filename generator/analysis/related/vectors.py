"""Papers as unit vectors: the words of each and its topics, as two parts of one vector.

A word's weight rises the fewer papers say it and the more often this one does (tf-idf); in the title it counts twice.
A topic's weight rises the fewer papers have it, and falls with its position on the paper, whose first topic is its main
one. Two papers on one subject often use different words; a reader who wants the next paper goes by the subject, and
among many papers of one subject by the words.

The number of papers that have a word or a topic is rounded to a power of two. Finer steps find no better neighbours,
and with these an edit changes the vectors of few papers, so that few are compared again.

All values are whole numbers after normalisation, so that sums do not depend on their order, and copies of a paper are
exactly equally near, on every machine.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from generator.analysis.keywords import TermCounts
from generator.model.arrays import Flags, Ints, Longs
from generator.text.terms import radix_argsort, stem_words

TERM_SATURATION = 2
"""A word said so many times counts two thirds of what it could; lunr calls it k1."""
MOST_TERMS = 40
"""The strongest terms of a paper that count; those behind them are said in passing."""
MOST_TOPICS = 8
TOPICS_LENGTH = 0.8
"""How long the topics' part of a vector is when the words' part has length 1."""
TOPIC_DECAY = 0.75
"""What a topic counts of what it would count one place further up."""
BATCH_SIZE = 4096
"""Papers whose terms are put in order together: what is moved should fit a cache."""
UNIT = 1 << 15
"""Length 1; the product of two such vectors fits 32 bits."""

GENERIC_PART = 0.5
"""A word that more than this part of the papers has says nothing about two of them."""
FOCUS_PART = 0.3
"""Nor does one that fewer than this part of its papers dwell on: `accuracy`."""


class ComparedPaper(NamedTuple):
    """What of a paper is compared and quoted: its texts, and the ids of its tags, the strongest first."""

    id: str
    title: str
    abstract: str
    tags: tuple[str, ...]


class ComparisonInput(NamedTuple):
    """All papers, the oldest first: their words by number with how often each is `told`, and the labels of all tags."""

    words: Sequence[str]
    told: TermCounts
    papers: Sequence[ComparedPaper]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """A row for each paper, by its number in the wording.

    `features` are the numbers of its strongest terms, strongest first, and behind them those of its topics; where it
    has fewer, `nothing`, the number after the last feature. `weights` stand beside them, in parts of `UNIT`.
    Of the terms `forms` has the words that stand for them, by number, and `is_focus` says whether the paper says them
    twice or in its title. `telling` says of each feature whether it can be a reason: a term that papers dwell on, and
    not most of them.
    """

    features: Ints
    weights: Ints
    forms: Ints
    is_focus: Flags
    telling: Flags
    terms: list[str]

    @property
    def nothing(self) -> int:
        return len(self.telling) - 1


def build_vectors(given: ComparisonInput) -> Vectors:
    """The vectors of all papers."""
    told, papers = given.told, given.papers
    terms, term_of_word = stem_words(given.words)
    nothing = len(terms) + len(given.labels)
    said = term_of_word[told.forms]
    is_focus = told.counts > 1
    saying, focus_count = (np.bincount(some, minlength=len(terms)) for some in (said, said[is_focus]))
    strength = _idf(len(papers), saying)[said] * (TERM_SATURATION + 1) * told.counts // (TERM_SATURATION + told.counts)
    places = _strongest_terms(strength, told.lengths)
    about, topicality = _topic_features(given, len(terms))
    features = np.hstack([np.append(said, nothing)[places], np.where(topicality > 0, about, nothing)]).astype(np.int32)
    telling = np.zeros(nothing + 1, np.bool_)
    telling[: len(terms)] = (saying <= max(2, GENERIC_PART * len(papers))) & (focus_count >= FOCUS_PART * saying)
    weights = _unit_vectors(np.append(strength, 0)[places], topicality)
    return Vectors(
        features, weights, np.append(told.forms, -1)[places], np.append(is_focus, False)[places], telling, terms
    )


def _idf(papers: int, having: Longs) -> Longs:
    """What a feature says that so many of the papers have, in thousandths."""
    octaves = np.rint(np.log2(np.maximum(having, 1))).astype(np.int64)
    highest = round(math.log2(max(1, papers)))
    rarity: Longs = np.array([round(1000 * math.log(1 + 2**n)) for n in range(highest + 1)], np.int64)
    return rarity[highest - octaves]


def _strongest_terms(strength: Longs, lengths: Ints) -> Longs:
    """The places of the strongest terms of each paper, in rows; of equals the one it says first. A place after the last
    is none."""
    places = np.full((len(lengths), MOST_TERMS), len(strength))
    ends = np.append(0, np.cumsum(lengths))
    for first in range(0, len(lengths), BATCH_SIZE):
        rows = slice(first, first + BATCH_SIZE)
        start, end = ends[rows][0], ends[first : first + BATCH_SIZE + 1][-1]
        paper = np.repeat(np.arange(len(lengths[rows])), lengths[rows])
        order = radix_argsort(strength[start:end].max(initial=0) - strength[start:end], paper)
        rank = np.arange(len(order)) - (ends[rows] - start)[paper]
        kept = np.flatnonzero(rank < MOST_TERMS)
        places[rows][paper[kept], rank[kept]] = order[kept] + start
    return places


def _topic_features(given: ComparisonInput, terms: int) -> tuple[Longs, Longs]:
    """The first topics of each paper in rows, as features behind the terms, and what each says, in thousandths."""
    counts = Counter(chain.from_iterable(paper.tags for paper in given.papers))
    having = np.array([counts[tag] for tag in given.labels], np.int64)
    number = {tag: place for place, tag in enumerate(given.labels)}
    tagged = [[number[tag] for tag in paper.tags[:MOST_TOPICS]] for paper in given.papers]
    about = np.array([row + [-1] * (MOST_TOPICS - len(row)) for row in tagged], np.int64).reshape(-1, MOST_TOPICS)
    rarity = np.append(_idf(len(given.papers), having), 0)[about]
    return about + terms, np.rint(rarity * TOPIC_DECAY ** np.arange(MOST_TOPICS)).astype(np.int64)


def _unit_vectors(strength: Longs, rarity: Longs) -> Ints:
    """Both parts side by side, as a vector of length `UNIT`."""
    lengths = [np.sqrt((part * part).sum(axis=1, keepdims=True)) for part in (strength, rarity)]
    whole = np.sqrt((lengths[0] > 0) + TOPICS_LENGTH**2 * (lengths[1] > 0))
    words = strength / np.maximum(lengths[0] * whole, 1)
    about = TOPICS_LENGTH * rarity / np.maximum(lengths[1] * whole, 1)
    whole_numbers: Ints = np.ceil(UNIT * np.hstack([words, about])).astype(np.int32)
    return whole_numbers
