"""Phrases as people write them, and the keys that find them.

A phrase is compiled to keys, one a word, and a word of a text has up to three keys: what its forms have in common,
its exact letters, and its spelling when that has capitals. Which of them counts is said by how the phrase writes the
word, so `RAG` is not a rag.

A word is taken for its forms (plural, -ed, -ing), not for its stem: the stem that search uses takes optimizer and
optimal, personality and person, generation and general for one word, and topics hang on such differences.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise, product

from generator.text.terms import words

GAP = "..."
"""In a phrase: up to `REACH` words of the same sentence may stand here."""
REACH = 4
MOST_WAYS = 2000
"""A phrase may stand for so many; more is a slip of the pen, and would cost every build."""

_PUNCTUATION = re.compile(r"[,;:!?()\[\]*|\\^]")
_PLURAL_ACRONYM = re.compile(r"[A-Z].*[A-Z0-9]s$").search

Keys = tuple[str, ...]


def keys_of(word: str) -> Keys:
    """What a phrase may call a word of a text: by what its forms have in common, its letters, its spelling."""
    lower = word.lower()
    folded = lower if word.isascii() and word.isalnum() else words(word)[0].folded
    if lower == word:
        return inflection(folded), "=" + folded
    return inflection(folded), "=" + folded, _spelling(word)


def ways(text: str) -> tuple[Keys, ...]:
    """Every way to read a phrase, as keys of its words; empty where there is no word.

    Raises `ValueError` when they are more than `MOST_WAYS`, when a gap is not between two words, or when there is
    punctuation, which no phrase reaches across.
    """
    if found := _PUNCTUATION.search(text):
        raise ValueError(f"a phrase cannot have {found[0]} in it")
    chunks = text.split()
    if GAP in chunks and (GAP in (chunks[0], chunks[-1]) or (GAP, GAP) in pairwise(chunks)):
        raise ValueError(f"{GAP} must stand between two words")
    choices = [_choices(chunk) for chunk in chunks]
    count = math.prod(map(len, choices))
    if count > MOST_WAYS:
        raise ValueError(f"it stands for {count:,} phrases, and {MOST_WAYS:,} are allowed")
    sequences = [tuple(chain.from_iterable(way)) for way in product(*choices)]
    return tuple(dict.fromkeys([keys for keys in sequences if keys.count(GAP) < len(keys)]))


@lru_cache(4096)
def _choices(chunk: str) -> tuple[Keys, ...]:
    """What a part of a phrase between two spaces may be: `a/b-c` is a, b c or bc."""
    if chunk == GAP:
        return ((GAP,),)
    if chunk.isalnum() and chunk.isascii() and chunk.islower():
        return ((inflection(chunk),),)  # a word in small letters, as most parts are
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
    return word[:-1] if word.endswith("s") and _PLURAL_ACRONYM(word) else word


def inflection(word: str) -> str:
    """What the forms of a folded word have in common: plural, -ed, -ing and British spelling taken off.

    The rules are those of the first step of Porter's algorithm ("An algorithm for suffix stripping", 1980), made
    blunter: a final e always goes, so that `use` and `using` need not be told from `us`.
    """
    word = word.replace("isation", "ization").replace("our", "or")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ias")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    if word.endswith(("ed", "ing")) and not word.endswith("eed"):
        root = word[:-2] if word.endswith("d") else word[:-3]
        word = root if len(root) > 2 and re.search("[aeiouy]", root) else word
    if len(word) < 4:
        return word
    if word[-1] == word[-2] != "s":
        word = word[:-1]
    return word[:-1] + "i" if word[-1] == "y" and word[-2] not in "aeiou" else word.removesuffix("e")
