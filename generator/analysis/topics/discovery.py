"""Topics that papers have in common where no rule fits them: another field, another language, a new subject.

A phrase becomes a topic by the same measure as a match of a rule's phrase counts: papers about it have it in the title,
or repeat it in the abstract. For each phrase of up to three words this gives the papers *about* it, and it is a topic
when these are some, and not most, of the papers. That alone selects well, because words of research prose (results,
effects, however) are in many abstracts and are the subject of none. The commonest of them are also excluded by a list
(`generic.txt`: words that in 10,000 abstracts are seldom in the title or said twice, and what titles say of any
subject).

An id is made from the words alone, in the singular, and thresholds depend little on how many papers there are: a paper
more or less changes at most the topics that it is about. From there on a discovered topic is a rule like any other, so
that each paper shows where it has the phrase.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import compress
from operator import not_
from pathlib import Path
from typing import NamedTuple

from slugify import slugify

from generator.text.terms import STOP_WORDS, words

LEAST_PAPERS = 3
"""Fewer papers that are about a phrase are no topic; of many papers, one in `ONE_IN`."""
ONE_IN = 1000
MOST_SHARE = 1 / 3
"""A phrase that more of the papers are about does not tell them apart."""
LEAST_SUBJECT_SHARE = 0.4
"""Of the papers that have a single word at all, so many must be about it."""
LEAST_CLOSING_SHARE = 0.5
"""Of those papers, in so many it must close a phrase once, as a noun does and an adjective does not."""
LEAST_COHESION = 0.25
"""Of the papers that are about a phrase's rarer word, so many must be about the phrase: it is no chance meeting."""
SAME_TOPIC_OVERLAP = 0.6
"""Two phrases that share so much of their papers (of those of either) are one topic, the stronger."""
MOST_TOPICS = 60
LONGEST_PHRASE = 3
LENGTH_WEIGHTS = (0.0, 1.0, 1.6, 2.0)
"""What a paper counts for a phrase of so many words: longer ones say more."""

PhraseWords = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\\\w*|[^\w\s\\]+")


class DiscoveredTopic(NamedTuple):
    """A topic: `phrase` as rules write it, `label` as most papers write it, and the papers that are about it."""

    id: str
    label: str
    phrase: str
    papers: frozenset[int]


def discover_topics(texts: Sequence[tuple[str, str]], among: int = 0) -> tuple[DiscoveredTopic, ...]:
    """The topics of papers, given as title and abstract; those of most papers first.

    `among` is how many papers the site has where these are some of them.
    """
    keys = _TokenKeys()
    about: dict[PhraseWords, list[int]] = defaultdict(list)
    seen: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for number, (title, abstract) in enumerate(texts):
        head, body = ([*map(keys.__getitem__, _TOKEN.findall(text)), ""] for text in (title, abstract))
        every = [*head, *body]
        seen.update(set(every))
        closing.update(set(compress(every, map(not_, every[1:]))))
        for phrase in _subject_phrases(head, body):
            about[phrase].append(number)
    nouns = {word for word, papers in seen.items() if closing[word] >= LEAST_CLOSING_SHARE * papers}
    kept = _select_topics(about, seen, nouns, least_papers(among or len(texts)), len(texts) * MOST_SHARE)
    return tuple(_name_topic(phrase, papers, texts) for phrase, papers in kept.items())


def least_papers(among: int) -> int:
    return max(LEAST_PAPERS, -(-among // ONE_IN))


def _subject_phrases(title: Sequence[str], abstract: Sequence[str]) -> set[PhraseWords]:
    """The phrases a paper is about: those of its title, and those its abstract repeats.

    A single word says less: it must be in both, or in the abstract three times.
    """
    counts = Counter(abstract)
    found: set[PhraseWords] = {(word,) for word, count in counts.items() if count > 2 or (count and word in title)}
    found |= set(_ngrams(title, 2)) | set(_ngrams(title, 3))
    repeated = [word if counts[word] > 1 else "" for word in abstract]
    for length in range(2, LONGEST_PHRASE + 1):
        times = Counter(_ngrams(repeated, length))
        more = [phrase for phrase, count in times.items() if count > 1]
        found.update(more)
        if not more:
            break
    found.discard(("",))
    return found


def _ngrams(keys: Sequence[str], length: int) -> list[PhraseWords]:
    """Every run of `length` words with no gap (an empty key) in it."""
    return [run for run in zip(*(keys[start:] for start in range(length)), strict=False) if "" not in run]


def _select_topics(
    about: Mapping[PhraseWords, list[int]], seen: Mapping[str, int], nouns: Container[str], least: int, most: float
) -> dict[PhraseWords, frozenset[int]]:
    """The phrases that are topics, with their papers, which are `least` to `most`."""
    fit = {
        phrase: frozenset(papers)
        for phrase, papers in about.items()
        if least <= len(papers) <= most and phrase[-1] in nouns and _is_subject(phrase, len(papers), about, seen)
    }
    kept: dict[PhraseWords, frozenset[int]] = {}
    for phrase in sorted(fit, key=lambda p: (-LENGTH_WEIGHTS[len(p)] * len(fit[p]), p)):
        papers = fit[phrase]
        if not any(len(papers & other) >= SAME_TOPIC_OVERLAP * len(papers | other) for other in kept.values()):
            kept[phrase] = papers
        if len(kept) == MOST_TOPICS:
            break
    return kept


def _is_subject(
    phrase: PhraseWords, papers: int, about: Mapping[PhraseWords, list[int]], seen: Mapping[str, int]
) -> bool:
    telling = [word for word in phrase if word not in GENERIC_WORDS]
    if len(phrase) == 1:
        return bool(telling) and len(phrase[0]) > 3 and papers >= LEAST_SUBJECT_SHARE * seen[phrase[0]]
    if phrase[0] in GENERIC_WORDS and phrase[-1] in GENERIC_WORDS:
        return False
    return bool(telling) and papers >= LEAST_COHESION * min(len(about.get((word,), ())) for word in telling)


def _name_topic(phrase: PhraseWords, papers: frozenset[int], texts: Sequence[tuple[str, str]]) -> DiscoveredTopic:
    """The topic of a phrase, called as its papers mostly spell it."""
    pattern = re.compile(r"\b" + r"[\s-]+".join(map(_plural_pattern, phrase)) + r"\b", re.IGNORECASE)
    found = (match for paper in sorted(papers) for text in texts[paper] for match in pattern.findall(text))
    spellings = Counter(" ".join(spelling.split()) for spelling in found)
    label = min(spellings, key=lambda spelling: (-spellings[spelling], spelling), default=" ".join(phrase))
    return DiscoveredTopic(slugify("-".join(phrase)), label[:1].upper() + label[1:], " ".join(phrase), papers)


def _plural_pattern(word: str) -> str:
    return f"{re.escape(word[:-1])}(?:y|ies)" if word.endswith("y") else f"{re.escape(word)}(?:e?s)?"


class _TokenKeys(dict[str, str]):
    """Words by what their forms have in common, and nothing where something stands that no phrase reaches across.

    Each is folded once, as a corpus has few compared to its length.
    """

    def __missing__(self, token: str) -> str:
        if token.isascii() and token.isalnum():
            folded = [token.lower()]
        else:
            folded = [word.folded for word in words(token)] if token[0] != "\\" else []
        ends = not folded or folded[-1] in STOP_WORDS or len(folded[-1]) < 2 or not any(map(str.isalpha, folded))
        self[token] = key = "" if ends else "-".join([*folded[:-1], singular(folded[-1])])
        return key


def singular(word: str) -> str:
    """A word without its plural s: whales is whale, fisheries is fishery; species and bias are themselves."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ias", "species", "series")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


GENERIC_WORDS = frozenset(map(singular, Path(__file__).with_name("common_words.txt").read_text("utf-8").split()))
"""The words of `common_words.txt`, as keys."""
