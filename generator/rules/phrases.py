"""Phrases as people write them, and where a text has them.

A phrase is compiled to keys, one a word, and a word of a text has up to three keys: what its forms have in common,
its exact letters, and its spelling when that has capitals. Which of them counts is said by how the phrase writes the
word, so `RAG` is not a rag. The keys of all phrases are in one trie, and a text is read once, however many phrases
there are: at each word the trie is followed as far as it goes.

A word is taken for its forms (plural, -ed, -ing), not for its stem: the stem that search uses takes optimizer and
optimal, personality and person, generation and general for one word, and topics hang on such differences.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise, product
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from generator.terms import words

GAP = "..."
"""In a phrase: up to `REACH` words of the same sentence may stand here."""
REACH = 4
MOST_WAYS = 2000
"""A phrase may stand for so many; more is a slip of the pen, and would cost every build."""

# Two words with a comma or a slash between them are no phrase; with a space, a hyphen or a decimal point they may be.
_parts = lru_cache(4096)(re.compile(r"[.,;:!?]\W*\s|[()\[\]/—]").search)
_SENTENCE_END = re.compile(r"[.!?;:]\W*\s")

# What `words` takes for one in plain ASCII. Most texts are that, and one call that cuts such a text is worth having.
_ASCII_WORD = re.compile(r"([A-Za-z0-9](?:\+\+|#)|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*)")

Keys = tuple[str, ...]
P = TypeVar("P")


class Mention(NamedTuple, Generic[P]):
    """A phrase of the book and the characters of the text it was found in, half-open."""

    phrase: P
    start: int
    end: int


@dataclass(slots=True)
class _Node(Generic[P]):
    """Where one is in the trie: the words that may follow, those that may follow after a gap, what ends here."""

    following: "dict[str, _Node[P]]" = field(default_factory=dict)
    after_gap: "dict[str, _Node[P]]" = field(default_factory=dict)
    ends: list[P] = field(default_factory=list)

    def step(self, key: str, *, gap: bool) -> "_Node[P]":
        following = self.after_gap if gap else self.following
        if key not in following:
            following[key] = _Node()
        return following[key]


class _Known(NamedTuple, Generic[P]):
    """What the phrases make of a word: the keys they ask for, and where these lead as the first of a phrase."""

    keys: Keys
    first: tuple[_Node[P], ...]


class Phrasebook(Generic[P]):
    """Every phrase added, found in a text with one reading of it."""

    def __init__(self) -> None:
        self._root: _Node[P] = _Node()
        self._vocabulary: set[str] = set()
        self._words = _Words(self._root, self._vocabulary)

    def add(self, text: str, phrase: P) -> None:
        """Let `phrase` be found wherever one of the ways to read `text` stands."""
        self._words.clear()
        for keys in ways(text):
            node, gap = self._root, False
            for key in keys:
                if key != GAP:
                    node = node.step(key, gap=gap)
                gap = key == GAP
            node.ends.append(phrase)
            self._vocabulary.update(keys)

    def mentions(self, text: str) -> list[Mention[P]]:
        """Every place of every phrase, by where it starts; places may overlap."""
        reading = _Reading(parted(text), self._words)
        for at, (_, first) in enumerate(reading.known):
            for node in first:
                if node.ends or node.after_gap or not node.following.keys().isdisjoint(reading.keys[at + 1]):
                    reading.follow(node, at, at)
        return reading.mentions()


class _Words(dict[str, _Known[P]], Generic[P]):
    """The words met so far, as written: a corpus has few compared to its length, so each is folded only once."""

    def __init__(self, root: _Node[P], vocabulary: set[str]) -> None:
        self._root, self._vocabulary = root, vocabulary

    def __missing__(self, word: str) -> _Known[P]:
        keys = tuple(key for key in _keys_of(word) if key in self._vocabulary)
        following = self._root.following
        self[word] = known = _Known(keys, tuple(following[key] for key in keys if key in following))
        return known


@lru_cache(1 << 17)
def _keys_of(word: str) -> Keys:
    """What a phrase may call a word of a text: by what its forms have in common, its letters, its spelling."""
    folded = word.lower() if word.isascii() and word.isalnum() else words(word)[0].folded
    return (inflection(folded), "=" + folded, *((_spelling(word),) if word != word.lower() else ()))


class _Reading(Generic[P]):
    """One text in `parted` pieces, what is known of its words, and which phrases were found at which of them so far.

    This is the innermost loop of a build: a text of 200 words leads into the trie some 80 times. Places in the text
    are worked out at the end, as few of these ways lead to a phrase.
    """

    def __init__(self, pieces: list[str], known: "_Words[P]") -> None:
        self.pieces = pieces
        self.known = list(map(known.__getitem__, pieces[1::2]))
        self.keys: list[Keys] = [*map(itemgetter(0), self.known), ()]
        self.ends: list[tuple[list[P], int, int]] = []

    def follow(self, node: _Node[P], first: int, last: int) -> None:
        """Gather the phrases whose first word is at `first` and which lead through `node`, reached at `last`."""
        if node.ends:
            self.ends.append((node.ends, first, last))
        if following := node.following:
            for key in self.keys[last + 1]:
                if key in following and not _parts(self.pieces[2 * last + 2]):
                    self.follow(following[key], first, last + 1)
        if after_gap := node.after_gap:
            for at, keys in enumerate(self.keys[last + 1 : last + 2 + REACH], last + 1):
                for key in keys:
                    if key in after_gap and not _SENTENCE_END.search("".join(self.pieces[2 * last + 2 : 2 * at + 1])):
                        self.follow(after_gap[key], first, at)

    def mentions(self) -> list[Mention[P]]:
        starts = list(accumulate(map(len, self.pieces), initial=0)) if self.ends else []
        return [
            Mention(phrase, starts[2 * first + 1], starts[2 * last + 2])
            for phrases, first, last in self.ends
            for phrase in phrases
        ]


def parted(text: str) -> list[str]:
    """A text in pieces, by turns what stands between words and a word: its words are those of `words`, as written."""
    if text.isascii():
        return _ASCII_WORD.split(text)
    pieces, at = list[str](), 0
    for word in words(text):
        pieces += (text[at : word.start], text[word.start : word.end])
        at = word.end
    return [*pieces, text[at:]]


def ways(text: str) -> tuple[Keys, ...]:
    """Every way to read a phrase, as keys of its words; empty where there is no word.

    Raises `ValueError` when they are more than `MOST_WAYS`, when a gap is not between two words, or when there is
    punctuation, which no phrase reaches across.
    """
    if found := re.search(r"[,;:!?()\[\]]", text):
        raise ValueError(f"{found[0]} can be in no phrase")
    chunks = text.split()
    if GAP in chunks[:1] + chunks[-1:] or (GAP, GAP) in pairwise(chunks):
        raise ValueError(f"{GAP} must stand between two words")
    choices = [_choices(chunk) for chunk in chunks]
    count = math.prod(map(len, choices))
    if count > MOST_WAYS:
        raise ValueError(f"it stands for {count:,} phrases, and {MOST_WAYS:,} are allowed")
    sequences = (tuple(key for keys in way for key in keys) for way in product(*choices))
    return tuple(dict.fromkeys(keys for keys in sequences if any(key != GAP for key in keys)))


@lru_cache(4096)
def _choices(chunk: str) -> tuple[Keys, ...]:
    """What a part of a phrase between two spaces may be: `a/b-c` is a, b c or bc."""
    if chunk == GAP:
        return ((GAP,),)
    written = (way for choice in chunk.split("/") for way in dict.fromkeys((choice, choice.replace("-", ""))))
    return tuple(tuple(_keys_as_written(way, way.startswith("="))) for way in written)


def _keys_as_written(choice: str, exact: bool) -> Iterator[str]:
    for word in words(choice):
        spelling = choice[word.start : word.end]
        if spelling != spelling.lower():
            yield _spelling(spelling)
        else:
            yield "=" + word.folded if exact else inflection(word.folded)


def _spelling(word: str) -> str:
    """A spelling without the plural s of an acronym: LLMs is LLM."""
    return word[:-1] if re.search(r"[A-Z].*[A-Z0-9]s$", word) else word


def inflection(word: str) -> str:
    """What the forms of a folded word have in common: plural, -ed, -ing and British spelling taken off.

    The rules are those of the first step of Porter's algorithm ("An algorithm for suffix stripping", 1980), made
    blunter: a final e always goes, so that `use` and `using` need not be told from `us`.
    """
    word = word.replace("isation", "ization").replace("our", "or")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ias")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    for ending in ("ed", "ing"):
        root = word.removesuffix(ending)
        if len(root) > 2 and root != word and not word.endswith("eed") and re.search("[aeiouy]", root):
            word = root
            break
    if len(word) < 4:
        return word
    if word[-1] == word[-2] != "s":
        word = word[:-1]
    return word[:-1] + "i" if word[-1] == "y" and word[-2] not in "aeiou" else word.removesuffix("e")
