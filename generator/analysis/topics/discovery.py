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
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from slugify import slugify

from generator.analysis.topics.subjects import PhraseWords, Subjects, find_subjects, singular

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
LENGTH_WEIGHTS = (0.0, 1.0, 1.6, 2.0)
"""What a paper counts for a phrase of so many words: longer ones say more."""


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
    found = find_subjects(texts, least_papers(among or len(texts)), len(texts) * MOST_SHARE)
    return tuple(_name_topic(phrase, papers, texts) for phrase, papers in _select_topics(found).items())


def least_papers(among: int) -> int:
    return max(LEAST_PAPERS, -(-among // ONE_IN))


def _select_topics(found: Subjects) -> dict[PhraseWords, frozenset[int]]:
    """The phrases that are topics, with their papers."""
    fit = {phrase: frozenset(papers) for phrase, papers in found.about.items() if _is_subject(phrase, papers, found)}
    kept: dict[PhraseWords, frozenset[int]] = {}
    for phrase in sorted(fit, key=lambda p: (-LENGTH_WEIGHTS[len(p)] * len(fit[p]), p)):
        papers = fit[phrase]
        if not any(len(papers & other) >= SAME_TOPIC_OVERLAP * len(papers | other) for other in kept.values()):
            kept[phrase] = papers
        if len(kept) == MOST_TOPICS:
            break
    return kept


def _is_subject(phrase: PhraseWords, papers: Sequence[int], found: Subjects) -> bool:
    telling = [word for word in phrase if word not in GENERIC_WORDS]
    if not telling or found.closing[phrase[-1]] < LEAST_CLOSING_SHARE * found.seen[phrase[-1]]:
        return False
    if len(phrase) == 1:
        return len(phrase[0]) > 3 and len(papers) >= LEAST_SUBJECT_SHARE * found.seen[phrase[0]]
    if phrase[0] in GENERIC_WORDS and phrase[-1] in GENERIC_WORDS:
        return False
    return len(papers) >= LEAST_COHESION * min(found.of_word[word] for word in telling)


def _name_topic(phrase: PhraseWords, papers: frozenset[int], texts: Sequence[tuple[str, str]]) -> DiscoveredTopic:
    """The topic of a phrase, called as its papers mostly spell it."""
    pattern = re.compile(r"\b" + r"[\s-]+".join(map(_plural_pattern, phrase)) + r"\b", re.IGNORECASE)
    found = (match for paper in sorted(papers) for text in texts[paper] for match in pattern.findall(text))
    spellings = Counter(" ".join(spelling.split()) for spelling in found)
    label = min(spellings, key=lambda spelling: (-spellings[spelling], spelling), default=" ".join(phrase))
    return DiscoveredTopic(slugify("-".join(phrase)), label[:1].upper() + label[1:], " ".join(phrase), papers)


def _plural_pattern(word: str) -> str:
    return f"{re.escape(word[:-1])}(?:y|ies)" if word.endswith("y") else f"{re.escape(word)}(?:e?s)?"


GENERIC_WORDS = frozenset(map(singular, Path(__file__).with_name("common_words.txt").read_text("utf-8").split()))
"""The words of `common_words.txt`, as keys."""
