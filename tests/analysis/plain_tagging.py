"""What rules say of a text, told the plain way: one text, one phrase, one place after the other.

The generator reads many texts at once, in numbers. Tests hold what it says against what is said here.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.analysis.topics.rules import Phrase, Rules
from generator.analysis.topics.rules.context import LEAST_NAMED, ContextModel
from generator.analysis.topics.rules.phrases import GAP, MOST_GAP_WORDS, Keys, light_stem, phrase_variants, word_keys
from generator.text.terms import Word, words

PARTS = re.compile(r"[.,;:!?]\W*\s|[()\[\]/—]")
SENTENCE_END = re.compile(r"[.!?;:]\W*\s")

every_way = cache(phrase_variants)


class Mention(NamedTuple):
    phrase: Phrase
    number: int
    field: str
    start: int
    end: int
    quote: str

    def overlaps(self, other: "Mention") -> bool:
        return self.field == other.field and self.start < other.end and other.start < self.end

    def holds(self, other: "Mention") -> bool:
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end and GAP not in self.phrase.text


class Text:
    """A text's words, the keys of each, and what stands before each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.keys = [word_keys(text[word.start : word.end]) for word in self.words]
        self.gaps = [text[before.end : word.start] for before, word in zip(self.words, self.words[1:], strict=False)]

    def places(self, keys: Keys) -> set[tuple[int, int]]:
        """The first and the last word of each place where words have these keys."""
        return {(first, last) for first in range(len(self.words)) for last in self._ends(keys, first)}

    def _ends(self, keys: Keys, at: int) -> Iterator[int]:
        if at >= len(self.words) or keys[0] not in self.keys[at]:
            return
        if len(keys) == 1:
            yield at
        elif keys[1] == GAP:
            for after in range(at + 1, at + 2 + MOST_GAP_WORDS):
                if not any(map(SENTENCE_END.search, self.gaps[at:after])):
                    yield from self._ends(keys[2:], after)
        elif at < len(self.gaps) and not PARTS.search(self.gaps[at]):
            yield from self._ends(keys[1:], at + 1)


def mentions(text: str, phrases: list[Phrase], field: str) -> Iterator[Mention]:
    read = Text(text)
    known = {key for keys in read.keys for key in keys} | {GAP}
    for number, phrase in enumerate(phrases):
        for keys in every_way(phrase.text):
            for first, last in sorted(read.places(keys)) if known.issuperset(keys) else ():
                start, end = read.words[first].start, read.words[last].end
                yield Mention(phrase, number, field, start, end, text[start:end])


def counted(every: list[Mention]) -> list[Mention]:
    """The mentions of one tag that count."""
    against = [mention for mention in every if not mention.phrase.points]
    kept: list[Mention] = []
    for one in sorted(every, key=rank):
        ruled_out = any(one.overlaps(other) and not one.holds(other) for other in against)
        if one.phrase.points and not ruled_out and not any(map(one.overlaps, kept)):
            kept.append(one)
    return sorted(kept, key=lambda mention: (mention.field == "abstract", mention.start))


def rank(mention: Mention) -> tuple[int, int, int, bool, int, int]:
    phrase = mention.phrase
    own_words = len(phrase.text.replace(GAP, "").split())
    return -phrase.points, mention.start - mention.end, mention.start, GAP in phrase.text, -own_words, mention.number


def points(evidence: list[Mention]) -> int:
    total = 0
    for phrase in {mention.phrase for mention in evidence}:
        fields = [mention.field for mention in evidence if mention.phrase is phrase]
        mentions = 2 * ("title" in fields) + min(fields.count("abstract"), 2)
        total += phrase.points * mentions if phrase.points > 1 else min(mentions, 2)
    return total


def reason(evidence: list[Mention]) -> str:
    quotes: dict[tuple[str, ...], list[Mention]] = {}
    for mention in evidence:
        quotes.setdefault(tuple(light_stem(word.folded) for word in words(mention.quote)), []).append(mention)
    return "; ".join(map(piece, sorted(quotes.values(), key=points, reverse=True)[:3]))


def piece(mentions: list[Mention]) -> str:
    fields = [mention.field for mention in mentions]
    times = {1: "", 2: "twice "}
    places = (
        f"{times.get(fields.count(field), f'{fields.count(field)} times ')}in the {field}"
        for field in ("title", "abstract")
        if field in fields
    )
    return f"“{' '.join(mentions[0].quote.split())}” {' and '.join(places)}"


class Context:
    """The words of a paper that its model of context knows, and how far they agree with tags."""

    def __init__(self, title: str, abstract: str, model: ContextModel) -> None:
        self.model, self.known = model, {word: number for number, word in enumerate(model.words)}
        self.quotes: dict[int, str] = {}
        stems = [[self.stem(text, word) for word in words(text)] for text in (title, abstract)]
        in_title, in_abstract = (Counter(self.known[stem] for stem in of if stem in self.known) for of in stems)
        self.counts = {word: 2 * (word in in_title) + min(in_abstract[word], 2) for word in in_title | in_abstract}
        squares = sum(count**2 for count in self.counts.values())
        said = len(stems[0]) + len(stems[1])
        self.length, self.is_long = math.sqrt(max(squares + said, 1)), said >= 30

    def stem(self, text: str, word: Word) -> str:
        stem = light_stem(word.folded)
        self.quotes.setdefault(self.known.get(stem, -1), text[word.start : word.end])
        return stem

    def agreement(self, tag: str) -> float:
        if tag not in self.model.tags:
            return 1.0
        column = self.model.tags.index(tag)
        total = sum(count * int(self.model.weights[word, column]) for word, count in self.counts.items())
        return total / self.length * float(self.model.scales[column]) + float(self.model.offsets[column])

    def reason(self, tag: str) -> str:
        """The three telling words that weigh most."""
        if tag not in self.model.tags:
            return ""
        weights = {word: int(self.model.weights[word, self.model.tags.index(tag)]) for word in self.counts}
        told = [word for word in sorted(weights) if weights[word] >= LEAST_NAMED and self.model.telling[word]]
        best = sorted(told, key=lambda word: -weights[word] * self.counts[word])[:3]
        return f"; context: {', '.join(self.quotes[word] for word in best)}" if best else ""


def needed(agreement: float) -> int:
    return 4 if agreement >= 0.9 else 6 if agreement >= 0.3 else 8 if agreement >= 0.1 else 10


def given_tags(evidence: dict[str, list[Mention]], context: Context) -> list[str]:
    """The tags that have points enough, or else the one that comes closest; `evidence` is in order of the tags' ids."""
    agreement = {tag: context.agreement(tag) for tag in evidence}
    given = [
        tag
        for tag, of in evidence.items()
        if points(of) >= (needed(agreement[tag]) if context.is_long else 4)
        or points([mention for mention in of if mention.phrase.is_own]) >= 4
    ]
    near = [tag for tag, of in evidence.items() if points(of) >= 2 and agreement[tag] >= 0.3]
    return given or sorted(near, key=lambda tag: -points(evidence[tag]))[:1]


def tag_text(title: str, abstract: str, rules: Rules) -> list[tuple[str, str]]:
    """The tags of a paper with their reasons, strongest first."""
    phrases, context = rules.book.phrases, Context(title, abstract, rules.context)
    every = [*mentions(title, phrases, "title"), *mentions(abstract, phrases, "abstract")]
    every = [mention for mention in every if mention.field == "title" or not mention.phrase.title_only]
    evidence = {
        tag: counted([m for m in every if m.phrase.tag == tag]) for tag in sorted({m.phrase.tag for m in every})
    }
    given = given_tags(evidence, context)
    found: dict[str, tuple[int, str]] = {}
    for tag in sorted(given, key=lambda tag: (evidence[tag][0].field == "abstract", evidence[tag][0].start, tag)):
        found[tag] = points(evidence[tag]), reason(evidence[tag]) + context.reason(tag)
    queue = [*found]
    for tag in queue:
        for broader in rules.rules[tag].tag.broader:
            if broader in rules.rules and broader not in found:
                found[broader] = 4, f"comes with {rules.rules[tag].tag.label}"
                queue.append(broader)
    left = {tag: of for tag, of in found.items() if not found.keys() & {*rules.rules[tag].unless}}
    return [(tag, left[tag][1]) for tag in sorted(left, key=lambda tag: (-left[tag][0], tag))]
