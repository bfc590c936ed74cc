"""Why two papers are near, in words a reader can check.

Nearness adds up many small coincidences, and a reader wants the reason. It is the words that both papers dwell on,
said twice or in the title, and that most papers do not; where there are none, the topics they share, and else the
words both say. A word is written as the paper writes it whose page it stands on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator.model import Library, Paper, Topics
from generator.related.nearest import BLOCK, Overlap, blocks
from generator.related.vectors import WORDS, Vectors
from generator.terms import Weights, Wording, all_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]

SHARED_WORDS = 5
LOOKED_AT = 8
"""Words looked at to find `SHARED_WORDS`: some are parts of others."""
_AROUND_WORDS = ".,:;!?()[]{}'\"“”‘’"


def reasons(
    wording: Wording, weights: Weights, vectors: Vectors, library: Library, topics: Topics, near: "Longs"
) -> Iterator[list[tuple[str, ...]]]:
    """For each paper, by number, what it shares with each of those that its row in `near` names."""
    shared, forms = _Shared(vectors), _Forms(wording, weights)
    for block in blocks(len(near)):
        terms, dwelling = shared(block, near[block])
        rows = zip(
            block.tolist(), near[block].tolist(), terms.tolist(), dwelling.tolist(), forms(block, terms), strict=True
        )
        for number, others, terms_by_other, dwelling_by_other, form in rows:
            paper = library.papers[~number]
            spelling = Spelling(paper)
            written = {term: spelling.of(word) for term, word in form.items()}
            yield [
                _shown(written[term] for term in found[:dwelt_on])
                or _shared_topics(topics, paper.id, library.papers[~other].id)
                or _shown(written[term] for term in found if term in written)
                for other, found, dwelt_on in zip(others, terms_by_other, dwelling_by_other, strict=True)
            ]


class _Shared:
    """The telling terms that papers share with others."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors
        self.weight = Overlap(vectors, vectors.weights[:, :WORDS])
        self.dwelling = Overlap(vectors, vectors.dwelt_on.astype(vectors.weights.dtype))

    def __call__(self, papers: "Longs", others: "Longs") -> tuple["Longs", "Longs"]:
        """For each of `others` the terms shared, those that both dwell on first, then the weightiest, and how many of
        them both dwell on; a number that is no term's is none."""
        import numpy as np

        terms = self.vectors.features[others, :WORDS].astype(np.int64)
        weight = np.where(self.vectors.telling[terms], self.weight(papers, others), 0).astype(np.int64)
        dwelling = (weight > 0) & (self.dwelling(papers, others) > 0)
        most = self.vectors.nothing + 1
        keys = np.where(weight > 0, (weight + (dwelling << 32)) * most + (most - 1 - terms), 0)
        keys = np.sort(keys, axis=2)[:, :, : -LOOKED_AT - 1 : -1]
        found = np.where(keys > 0, most - 1 - keys % most, self.vectors.terms)
        return found, np.minimum(dwelling.sum(axis=2), LOOKED_AT)


class _Forms:
    """The words that stand for terms in a paper: of each term the one it says most often, the first of those."""

    def __init__(self, wording: Wording, weights: Weights) -> None:
        import numpy as np

        number = dict(zip(weights.words, weights.term_of_word.tolist(), strict=True))
        self.words, self.no_term = wording.words, len(weights.terms)
        self.term_of_word = np.array([number.get(word, self.no_term) for word in wording.words], np.int64)
        said = [w for name in ("abstract", "title") for w in (wording.fields[name].read, wording.fields[name].joined)]
        self.numbers = [np.frombuffer(words.numbers, np.int32) for words in said if words.numbers]
        self.lengths = [np.frombuffer(words.lengths, np.int32) for words in said if words.numbers]
        self.starts = [np.concatenate(([0], np.cumsum(lengths))) for lengths in self.lengths]
        self.wanted = np.zeros((BLOCK, self.no_term + 1), np.bool_)

    def __call__(self, papers: "Longs", terms: "Longs") -> list[dict[int, str]]:
        """For each of `papers`, which follow each other, the words behind its row of `terms`, by term."""
        rows = range(len(papers))
        for row in rows:
            self.wanted[row, terms[row]] = True
        self.wanted[:, self.no_term] = False
        said: list[Counter[int]] = [Counter() for _ in rows]
        for row, word in self._said(int(papers[0]), int(papers[-1]) + 1):
            said[row][word] += 1
        self.wanted[:] = False
        return [self._by_term(counts) for counts in said]

    def _said(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """The wanted words of the papers from `first` to `end`, each with its paper's place among them."""
        import numpy as np

        for numbers, lengths, starts in zip(self.numbers, self.lengths, self.starts, strict=True):
            words = numbers[starts[first] : starts[end]]
            rows = np.repeat(np.arange(end - first), lengths[first:end])
            wanted = self.wanted[rows, self.term_of_word[words]]
            yield from zip(rows[wanted].tolist(), words[wanted].tolist(), strict=True)

    def _by_term(self, counts: Counter[int]) -> dict[int, str]:
        often = [word for word, _ in counts.most_common()]
        terms = self.term_of_word[often].tolist() if often else []
        return {term: self.words[word] for term, word in zip(terms[::-1], often[::-1], strict=True)}


class Spelling:
    """How a paper writes its words, which are folded: their capitals, hyphens and accents."""

    def __init__(self, paper: Paper) -> None:
        self.text = f"{paper.abstract.text}\n{paper.title.text}"
        self.others: dict[str, str] = {}

    def of(self, word: str) -> str:
        """In small letters where it ever stands so: elsewhere it may have its capitals from where it stands."""
        if _found(word, self.text) >= 0:
            return word
        lowered = self.text.lower()
        place = _found(word, lowered)
        if place >= 0 and len(lowered) == len(self.text):
            return self.text[place : place + len(word)]
        if not self.others:
            hyphened = (chunk.strip(_AROUND_WORDS) for chunk in self.text.split() if "-" in chunk)
            self.others = {name.replace("-", "").lower(): name for name in reversed([*hyphened])}
        if word not in self.others:
            self.others = {w.folded: self.text[w.start : w.end] for w in reversed(all_words(self.text))} | self.others
        return self.others[word]


def _found(word: str, text: str) -> int:
    """Where the whole word stands first, or -1."""
    start = text.find(word)
    while start >= 0 and (text[start - 1 : start].isalnum() or text[start + len(word) :][:1].isalnum()):
        start = text.find(word, start + 1)
    return start


def _shown(words: Iterable[str]) -> tuple[str, ...]:
    """The first of the words; a part of a shown word is left out, and what is no word."""
    telling = [word for word in words if len(word) > 1 and not word.isdecimal()]
    together = "\n".join(telling).lower()
    return tuple([word for word in telling if together.count(word.lower()) == 1][:SHARED_WORDS])


def _shared_topics(topics: Topics, one: str, other: str) -> tuple[str, ...]:
    """The labels of the tags both papers have, the first one's strongest first."""
    theirs = {tagged.tag for tagged in topics.tags_by_paper.get(other, ())}
    both = [topics.tag[tagged.tag].label for tagged in topics.tags_by_paper.get(one, ()) if tagged.tag in theirs]
    return tuple(both[:SHARED_WORDS])
