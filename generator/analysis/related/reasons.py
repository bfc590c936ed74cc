"""Why two papers are near, in words a reader can check.

Similarity adds up many small coincidences, and a reader wants a reason. The reason is the words that both papers focus
on (said twice or in the title) and most papers do not. If there are none, it is the topics they share, or else the
words that both say. A word is spelled as in the paper on whose page it stands.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from generator.analysis.related.nearest import Overlap, split_blocks
from generator.analysis.related.vectors import MOST_TERMS, ComparedPaper, ComparisonInput, Vectors
from generator.model.arrays import Ints, Longs, ranks
from generator.text.substrings import find_all
from generator.text.terms import all_words, embedded_acronyms

SHARED_WORDS = 5
CANDIDATE_WORDS = 8
"""Words looked at to find `SHARED_WORDS`: some are parts of others."""
PLACE_BITS = 7
"""Bits of a place in a row, and one more."""
_PUNCTUATION = ".,:;!?()[]{}'\"“”‘’"


def neighbour_reasons(
    given: ComparisonInput, vectors: Vectors, papers: Longs, near: Longs
) -> Iterator[list[tuple[str, ...]]]:
    """For each of `papers`, by number, what it shares with each of those that its row in `near` names."""
    shared = _SharedTerms(vectors)
    for block, others in zip(split_blocks(papers), split_blocks(near), strict=True):
        found = (block, others, *shared(block, others), vectors.forms[block])
        rows = zip(*(each.tolist() for each in found), strict=True)
        for number, near_it, places_by_other, focus_count_by_other, forms in rows:
            paper = given.papers[number]
            written = _WrittenForms(Spelling(paper), given.words, forms)
            yield [
                _select_words([written[place] for place in places[:focus_count]])
                or _shared_topics(given.labels, paper, given.papers[other])
                or _select_words([written[place] for place in places if place >= 0])
                for other, places, focus_count in zip(near_it, places_by_other, focus_count_by_other, strict=True)
            ]


class _SharedTerms:
    """The telling terms that papers share with others."""

    def __init__(self, vectors: Vectors) -> None:
        # All that matters of a term of a paper in one number: its weight, its place in the row, and the last bit.
        packed = (
            vectors.weights[:, :MOST_TERMS] << PLACE_BITS
            | np.arange(MOST_TERMS, dtype=np.int32) << 1
            | vectors.is_focus
        )
        telling = vectors.telling[vectors.features[:, :MOST_TERMS]] & (vectors.weights[:, :MOST_TERMS] > 0)
        self.overlap = Overlap(vectors, np.where(telling, packed, 0))

    def __call__(self, papers: Longs, others: Longs) -> tuple[Ints, Longs]:
        """For each of `others` the places of the terms in the paper's row, those that both dwell on first, then the
        weightiest, at most `CANDIDATE_WORDS`; -1 is none. And how many of them both dwell on."""
        ours, theirs = self.overlap(papers, others)
        row, other, place = np.nonzero(ours)
        ours, theirs = ours[row, other, place], theirs[row, other, place]
        pair, focus_count = row * others.shape[1] + other, ours & theirs & 1
        weight = (ours >> PLACE_BITS).astype(np.int64) * (theirs >> PLACE_BITS)
        order = np.lexsort((place, -weight, 1 - focus_count, pair))
        pair, ours, focus_count = pair[order], ours[order], focus_count[order]
        rank = ranks(pair)
        first = rank < CANDIDATE_WORDS
        found = np.full((others.size, CANDIDATE_WORDS), -1, np.int32)
        found[pair[first], rank[first]] = (ours[first] & (1 << PLACE_BITS) - 1) >> 1
        dwelt = np.bincount(pair[first], focus_count[first], minlength=others.size).astype(np.int64)
        return found.reshape(*others.shape, CANDIDATE_WORDS), dwelt.reshape(others.shape)


class _WrittenForms(dict[int, str]):
    """How a paper writes the term at each place of its row; what is no word to show is empty."""

    def __init__(self, spelling: "Spelling", words: Sequence[str], forms: Sequence[int]) -> None:
        self.spelling, self.words, self.forms = spelling, words, forms

    def __missing__(self, place: int) -> str:
        word = self.words[self.forms[place]]
        self[place] = "" if len(word) < 2 or word.isdecimal() else self.spelling.of(word)
        return self[place]


class Spelling:
    """How a paper writes its words, which are folded: their capitals, hyphens and accents."""

    def __init__(self, paper: ComparedPaper) -> None:
        self.text = f"{paper.abstract}\n{paper.title}"
        self.lowered = ""
        self.others: dict[str, str] = {}

    def of(self, word: str) -> str:
        """In small letters where it ever stands so: elsewhere it may have its capitals from where it stands."""
        if f" {word} " in self.text or _find_word(word, self.text) >= 0:
            return word
        self.lowered = self.lowered or self.text.lower()
        place = _find_word(word, self.lowered)
        if place >= 0 and len(self.lowered) == len(self.text):
            return self.text[place : place + len(word)]
        if not self.others:
            hyphened = (chunk.strip(_PUNCTUATION) for chunk in self.text.split() if "-" in chunk)
            self.others = {name.replace("-", "").lower(): name for name in reversed([*hyphened])}
        if word not in self.others:
            self.others = {
                each.folded: self.text[each.start : each.end] for each in embedded_acronyms(self.text)
            } | self.others
        if word not in self.others:
            self.others = {w.folded: self.text[w.start : w.end] for w in reversed(all_words(self.text))} | self.others
        return self.others[word]


def _find_word(word: str, text: str) -> int:
    """Where the whole word stands first, or -1."""
    for start in find_all(text, word):
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return start
    return -1


def _select_words(words: Sequence[str]) -> tuple[str, ...]:
    """The first of the words; a part of a shown word is left out."""
    telling = [word for word in words if word]
    if len(telling) < 2:
        return tuple(telling)
    together = "\n".join(telling).lower()
    count = together.count
    return tuple(
        [word for word, low in zip(telling, together.split("\n"), strict=True) if count(low) == 1][:SHARED_WORDS]
    )


def _shared_topics(labels: Mapping[str, str], one: ComparedPaper, other: ComparedPaper) -> tuple[str, ...]:
    """The labels of the tags both papers have, the first one's strongest first."""
    return tuple([labels[tag] for tag in one.tags if tag in other.tags][:SHARED_WORDS])
