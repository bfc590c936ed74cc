"""Acronyms and their long forms as synonyms: for each paper, the form that it does not use itself.

A reader who types `RAG` also wants the papers on retrieval-augmented generation that never shorten it, and the reverse.
The papers themselves define their acronyms (`acronyms`); `queries/shorthand.toml` has some that all of the field know.
Here the missing form is found for each paper, and search indexes it as words of the paper, in a field of its own.

A paper contains a long form when its last two words are adjacent and the others are near them, because authors put
words between (`visual document question answering`). It contains an acronym when it has these very capitals, for
`SEEM` is no verb. An acronym with several meanings is expanded only if most papers mean one of them. What no paper
writes short is found by its initials, where these are those of one phrase of titles alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from generator.search.occurrences import PositionalIndex
from generator.search.queries.shorthand import LongForms
from generator.text.acronyms import AcronymDefinition
from generator.text.terms import STOP_WORDS, Numbering, TokenizedCorpus, stem, tokenize

CorpusIntroductions = Sequence[Sequence[AcronymDefinition]]
"""What each paper introduces."""

DOMINANT_SHARE = 0.6
"""The part of the papers that introduce an acronym which must mean the same by it."""
RARE_ONE_IN = 5000
"""One paper in so many may introduce an acronym without its being taken for one of the field's."""
FEWEST_TITLES = 2
"""So many titles must have a phrase, and one more of each `RARE_ONE_IN`, to be found by its initials."""
INITIALS = range(3, 6)
"""Letters: two are those of too many phrases."""
_BETWEEN_PHRASES = STOP_WORDS | frozenset(("via", "using", "based", "through", "towards", "beyond", "without"))


Phrase = tuple[str, ...]


class Acronym(NamedTuple):
    """An acronym and its long form, as most papers write them."""

    acronym: str
    long_form: str


@dataclass(frozen=True, slots=True)
class KnownAcronym:
    """A meaning with the stems that say it; `usual` when the acronym mostly means this."""

    meaning: Acronym
    short: str
    long: tuple[str, ...]
    usual: bool

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.short, *self.long)


class Expansion(NamedTuple):
    """What a paper leaves unsaid of a meaning: the words to find it by, as `tokenize` gives them, and the meaning."""

    read: tuple[str, ...]
    joined: tuple[str, ...]
    meaning: Acronym


def expansions(
    known: Sequence[KnownAcronym],
    introduced: CorpusIntroductions,
    texts: Sequence[Sequence[str]],
    said: PositionalIndex,
) -> list[list[Expansion]]:
    """For each paper the acronyms of the long forms it says, and what it does not say of the acronyms' long forms.

    `introduced` and `texts` are by paper; `said` knows where the papers say the terms of the meanings that are known.
    """
    found: list[list[Expansion]] = [[] for _ in texts]
    introducing = {(number, each.acronym.casefold()) for number, paper in enumerate(introduced) for each in paper}
    for each in known:
        acronym, long_form = each.meaning
        writing, spelling = said.papers(each.short), said.spelling(each.long)
        if (spelling & ~writing).any():
            short = Expansion(*_search_words(acronym), each.meaning)
            for paper in np.flatnonzero(spelling & ~writing).tolist():
                found[paper].append(short)
        if not each.usual or not (writing & ~spelling).any():
            continue
        read, joined = _search_words(long_form)
        said_by = [(word, said.papers(stem(word))) for word in read]
        for paper in np.flatnonzero(writing & ~spelling).tolist():
            if any(acronym in text for text in texts[paper]) and (paper, acronym.casefold()) not in introducing:
                missing = tuple([word for word, papers in said_by if not papers[paper]])
                found[paper].append(Expansion(missing, joined if missing else (), each.meaning))
    return [[each for each in paper if each.read] for paper in found]


def _search_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    read, joined = tokenize(text)
    return tuple(word for word in read if word not in STOP_WORDS), tuple(joined)


def known_acronyms(introduced: CorpusIntroductions, shipped: LongForms) -> list[KnownAcronym]:
    """The meanings that enough papers introduce, by acronym, and those of the `shipped` list that do not contradict
    them."""
    least = 1 + len(introduced) // RARE_ONE_IN
    stems = cache(_stem_acronym)  # many papers introduce the same
    counts = Counter(acronym for paper in introduced for acronym in {each.acronym.casefold() for each in paper})
    papers: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    written: defaultdict[tuple[str, tuple[str, ...]], Counter[Acronym]] = defaultdict(Counter)
    for paper in introduced:
        common = {each[:2] for each in paper if counts[each.acronym.casefold()] >= least}
        for short, long, meaning in sorted({stems(*each) for each in common}):
            if len(short) > 1 and len(long) > 1:
                papers[short][long] += 1
                written[short, long][meaning] += 1
    known = [
        KnownAcronym(_most_common(written[short, long]), short, long, count >= DOMINANT_SHARE * papers[short].total())
        for short in sorted(papers)
        for long, count in sorted(papers[short].items())
        if count >= least
    ]
    return [*known, *_shipped_acronyms(shipped, papers)]


def _shipped_acronyms(shipped: LongForms, papers: Mapping[str, Counter[tuple[str, ...]]]) -> Iterator[KnownAcronym]:
    """The meanings of the list; none of an acronym by which the papers mostly mean something else."""
    for acronym, long_forms in shipped.items():
        meanings = [_stem_acronym(acronym, long_form) for long_form in long_forms]
        own = papers.get(meanings[0][0], Counter())
        if own and max(own, key=lambda long: (own[long], long)) not in [long for _, long, _ in meanings]:
            continue
        for number, (short, long, meaning) in enumerate(meanings):
            if len(long) > 1 and long not in own:
                yield KnownAcronym(meaning, short, long, usual=number == 0 and not own)


def phrases_with_initials(
    phrases: Iterable[Phrase], wording: TokenizedCorpus, known: Iterable[KnownAcronym]
) -> list[KnownAcronym]:
    """The `phrases` of titles whose initials are those of no other, and that no paper writes."""
    taken = {*wording.words_of(range(len(wording.papers))), *(each.short for each in known)}
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found["".join([word[0] for word in phrase])].append(phrase)
    alone = {short: phrases[0] for short, phrases in sorted(found.items()) if len(phrases) == 1 and short not in taken}
    return [
        KnownAcronym(Acronym(short.upper(), " ".join(phrase)), stem(short), tuple(map(stem, phrase)), usual=False)
        for short, phrase in alone.items()
    ]


def title_phrases(wording: TokenizedCorpus) -> Iterator[Phrase]:
    """The phrases of as many words as `INITIALS` that several titles have, as the oldest has each; but none that is
    mostly part of a longer one."""
    titles = wording.fields["title"].read
    least = FEWEST_TITLES + len(titles.lengths) // RARE_ONE_IN
    numbers = Numbering[str]()
    numbers[""] = 0
    plain = {n: wording.words[n] for n in np.unique(titles.numbers).tolist()}
    term_of = np.zeros(len(wording.words), np.int64)
    for number, word in plain.items():
        term_of[number] = numbers[stem(word)] if word.isalpha() and word not in _BETWEEN_PHRASES else 0
    terms, papers = term_of[titles.numbers], titles.papers
    counts: dict[tuple[int, ...], int] = {}
    first: dict[tuple[int, ...], int] = {}
    at, phrases = np.flatnonzero(terms), terms[terms > 0]  # where each phrase that is frequent so far stands
    for length in range(2, INITIALS.stop + 1):
        goes_on = at + length <= len(terms)
        at, phrases = at[goes_on], phrases[goes_on]
        last = terms[at + length - 1]
        fits = (last > 0) & (papers[at] == papers[at + length - 1])
        at, codes = at[fits], (phrases * len(numbers) + last)[fits]
        _, places, phrases, often = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
        for place, count in zip(at[places].tolist(), often.tolist(), strict=True):
            if count >= least:
                phrase = tuple(terms[place : place + length].tolist())
                counts[phrase], first[phrase] = count, place
        frequent = often[phrases] >= least
        at, phrases = at[frequent], phrases[frequent]
    longer: dict[tuple[int, ...], int] = {}
    for phrase, count in counts.items():
        for part in (phrase[1:], phrase[:-1]):
            longer[part] = max(count, longer.get(part, 0))
    for phrase, count in counts.items():
        if len(phrase) in INITIALS and 2 * longer.get(phrase, 0) <= count:
            place = first[phrase]
            yield tuple([plain[number] for number in titles.numbers[place : place + len(phrase)].tolist()])


def _most_common(written: Counter[Acronym]) -> Acronym:
    return max(written.items(), key=lambda item: (item[1], item[0]))[0]


def _stem_acronym(acronym: str, long_form: str) -> tuple[str, tuple[str, ...], Acronym]:
    long = tuple(stem(word) for word in tokenize(long_form)[0] if word not in STOP_WORDS)
    return stem("".join(tokenize(acronym)[0])), long, Acronym(acronym, long_form)
