"""Which phrase matches count as evidence for a tag, and for how many points.

All work is done in arrays with one row for each match. A case is one tag of one paper, for which matches are evidence.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from generator.analysis.topics.rules.model import Phrase
from generator.analysis.topics.rules.phrasebook import PhraseMatches
from generator.analysis.topics.rules.phrases import GAP
from generator.model.arrays import AnyInts, Flags, expand_ranges

LEAST_POINTS = 2
"""A case of fewer is not looked at."""
TITLE_FACTOR = 2
MOST_MENTIONS = 2
MOST_HINT_POINTS = 2
POSITION_BITS = 32
"""Bits for a place in a text."""


class TagEvidence(NamedTuple):
    """Mentions and their cases; of the texts, those with even numbers are titles."""

    cases: AnyInts
    phrases: AnyInts
    texts: AnyInts
    starts: AnyInts
    ends: AnyInts

    @property
    def in_title(self) -> Flags:
        even: Flags = self.texts % 2 == 0
        return even

    @property
    def places(self) -> tuple[AnyInts, AnyInts]:
        """Starts and ends as numbers that no two cases, and no two texts of one, have in common."""
        side = self.cases * 2 + self.texts % 2 << POSITION_BITS
        return side + self.starts, side + self.ends

    def at(self, rows: "AnyInts | Flags") -> "TagEvidence":
        return TagEvidence(*(column[rows] for column in self))


class PhraseScorer:
    """What each phrase of a book is worth, by its number; the number of a case modulo that of `tags` is its tag's."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.tags = sorted({phrase.tag for phrase in phrases})
        number = {tag: number for number, tag in enumerate(self.tags)}
        self._tag = np.array([number[phrase.tag] for phrase in phrases], np.int64)
        self._points = np.array([phrase.points for phrase in phrases], np.int64)
        self._is_own = np.array([phrase.is_own for phrase in phrases], bool)
        self._title_only = np.array([phrase.title_only for phrase in phrases], bool)
        self._has_gap = np.array([GAP in phrase.text for phrase in phrases], bool)
        self._words = np.array([len(phrase.text.replace(GAP, "").split()) for phrase in phrases], np.int64)

    def evidence(self, mentions: PhraseMatches) -> TagEvidence:
        """What counts in the cases that may have points enough, by case and place."""
        evidence = TagEvidence(mentions.texts // 2 * len(self.tags) + self._tag[mentions.phrases], *mentions)
        evidence = evidence.at(evidence.in_title | ~self._title_only[evidence.phrases])
        # The most that a case can have: a glance that spares most cases the rest.
        most = np.bincount(
            evidence.cases, self._points[evidence.phrases] * np.where(evidence.in_title, TITLE_FACTOR, 1)
        )
        evidence = evidence.at(most[evidence.cases] >= LEAST_POINTS)
        speaks = self._points[evidence.phrases] > 0
        return self._strongest(self._allowed(evidence.at(speaks), evidence.at(~speaks)))

    def points(self, evidence: TagEvidence, shares: AnyInts) -> AnyInts:
        """The points of each share of the evidence; shares are numbered from 0."""
        said, which = np.unique(shares * len(self._points) + evidence.phrases, return_inverse=True)
        in_title, in_abstract = np.bincount(which, evidence.in_title), np.bincount(which, ~evidence.in_title)
        mentions = TITLE_FACTOR * (in_title > 0) + np.minimum(in_abstract, MOST_MENTIONS)
        points = self._points[said % len(self._points)]
        points = np.where(points > 1, points * mentions, np.minimum(mentions, MOST_HINT_POINTS))
        return np.bincount(said // len(self._points), points).astype(np.int64)

    def own_points(self, evidence: TagEvidence, shares: AnyInts) -> AnyInts:
        """The points of each share that the curator's own phrases give."""
        own = self._is_own[evidence.phrases]
        few = self.points(evidence.at(own), shares[own])
        return np.pad(few, (0, shares.max(initial=-1) + 1 - len(few)))

    def _allowed(self, evidence: TagEvidence, against: TagEvidence) -> TagEvidence:
        """The evidence without what has words that are ruled out.

        A phrase without a gap that is longer than what rules out its words, and holds all of that, stands.
        """
        against = against.at(np.argsort(against.places[0]))
        starts, ends = evidence.places
        from_here, to_here = against.places
        first = np.searchsorted(np.maximum.accumulate(to_here), starts, "right")
        counts = np.maximum(np.searchsorted(from_here, ends) - first, 0)
        rows, others = np.repeat(np.arange(len(counts)), counts), expand_ranges(first, counts)
        overlaps = starts[rows] < to_here[others]
        holds = (starts[rows] <= from_here[others]) & (to_here[others] <= ends[rows])
        longer = (ends - starts)[rows] > (to_here - from_here)[others]
        falls = overlaps & (self._has_gap[evidence.phrases[rows]] | ~(holds & longer))
        return evidence.at(np.bincount(rows[falls], minlength=len(starts)) == 0)

    def _strongest(self, evidence: TagEvidence) -> TagEvidence:
        """The evidence by place, without what shares a word with stronger, longer or earlier evidence for its case.

        Where phrases have one place, one without a gap counts, then one of more words, then the first of the book.
        """
        evidence = evidence.at(np.argsort(evidence.places[0]))
        starts, ends = evidence.places
        # In this order it falls into heaps that have no word in common.
        heaps = np.cumsum(starts >= np.maximum.accumulate(np.append(0, ends))[:-1])
        counts = np.bincount(heaps)[heaps] == 1
        left = np.flatnonzero(~counts)
        phrases = evidence.phrases[left]
        ties = phrases, -self._words[phrases], self._has_gap[phrases]
        left = left[np.lexsort((*ties, starts[left], (starts - ends)[left], -self._points[phrases], heaps[left]))]
        while len(left):
            is_best = np.diff(heaps[left], prepend=0) > 0
            counts[left[is_best]] = True
            best = left[is_best][np.cumsum(is_best) - 1]
            left = left[(ends[left] <= starts[best]) | (ends[best] <= starts[left])]
        return evidence.at(counts)
