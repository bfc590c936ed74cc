"""What acronyms stand for on this site, and which papers say the one but not the other.

A reader who types `RAG` wants the papers on retrieval-augmented generation that never shorten it, and the other way
round. The papers themselves say what is short for what (`acronyms`); here the other form is found for each paper, and
search counts it as words of the paper, in a field of its own.

A paper says a long form when the last two words of it stand together and the others near them: authors put
words between (`visual document question answering`). It says an acronym when it writes it in these very capitals, for
`SEEM` is no verb. Of an acronym with several meanings nothing is concluded unless most papers mean one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from generator.search.occurrences import Said
from generator.text.acronyms import Introduction
from generator.text.terms import reading, stem, stop_words

Introduced = Sequence[Sequence[Introduction]]
"""What each paper introduces."""

MOSTLY = 0.6
"""The part of the papers that introduce an acronym which must mean the same by it."""
RARE = 5000
"""One paper in so many may introduce an acronym without its being taken for one of the field's."""


class Meaning(NamedTuple):
    """An acronym and its long form, as most papers write them."""

    acronym: str
    long_form: str


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A meaning with the stems that say it; `usual` when the acronym mostly means this."""

    meaning: Meaning
    short: str
    long: tuple[str, ...]
    usual: bool

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.short, *self.long)


class Unsaid(NamedTuple):
    """What a paper leaves unsaid of a meaning: the words to find it by, as `reading` gives them, and the meaning."""

    read: tuple[str, ...]
    joined: tuple[str, ...]
    meaning: Meaning


def unsaid(
    known: Sequence[Known], introduced: Introduced, texts: Sequence[Sequence[str]], said: Said
) -> list[list[Unsaid]]:
    """For each paper the acronyms of the long forms it says, and what it does not say of the acronyms' long forms.

    `introduced` and `texts` are by paper; `said` knows where the papers say the terms of the meanings that are known.
    """
    import numpy as np

    found: list[list[Unsaid]] = [[] for _ in texts]
    introducing = {(number, each.acronym.casefold()) for number, paper in enumerate(introduced) for each in paper}
    for each in known:
        acronym, long_form = each.meaning
        writing, spelling = said.papers(each.short), said.spelling(each.long)
        for paper in np.flatnonzero(spelling & ~writing).tolist():
            found[paper].append(Unsaid(*_words(acronym), each.meaning))
        if not each.usual:
            continue
        read, joined = _words(long_form)
        said_by = [(word, said.papers(stem(word))) for word in read]
        for paper in np.flatnonzero(writing & ~spelling).tolist():
            if any(acronym in text for text in texts[paper]) and (paper, acronym.casefold()) not in introducing:
                missing = tuple([word for word, papers in said_by if not papers[paper]])
                found[paper].append(Unsaid(missing, joined if missing else (), each.meaning))
    return [[each for each in paper if each.read] for paper in found]


@cache
def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    read, joined = reading(text)
    stops = stop_words()
    return tuple(word for word in read if word not in stops), tuple(joined)


def known_meanings(introduced: Introduced) -> list[Known]:
    """The meanings that enough papers introduce, by acronym."""
    least = 1 + len(introduced) // RARE
    counts = Counter(acronym for paper in introduced for acronym in {each.acronym.casefold() for each in paper})
    papers: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    written: defaultdict[tuple[str, tuple[str, ...]], Counter[Meaning]] = defaultdict(Counter)
    for paper in introduced:
        common = {each[:2] for each in paper if counts[each.acronym.casefold()] >= least}
        for short, long, meaning in sorted({_stems(*each) for each in common}):
            if len(short) > 1 and len(long) > 1:
                papers[short][long] += 1
                written[short, long][meaning] += 1
    return [
        Known(_mostly(written[short, long]), short, long, count >= MOSTLY * papers[short].total())
        for short in sorted(papers)
        for long, count in sorted(papers[short].items())
        if count >= least
    ]


def _mostly(written: Counter[Meaning]) -> Meaning:
    return max(written.items(), key=lambda item: (item[1], item[0]))[0]


@cache
def _stems(acronym: str, long_form: str) -> tuple[str, tuple[str, ...], Meaning]:
    stops = stop_words()
    long = tuple(stem(word) for word in reading(long_form)[0] if word not in stops)
    return stem("".join(reading(acronym)[0])), long, Meaning(acronym, long_form)
