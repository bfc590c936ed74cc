"""Phrases as people write them, and the keys that match them to words.

A phrase is compiled to keys, one for each word. A word of a text has up to three keys: its light stem, its exact
letters, and its spelling if that has capitals. How the phrase writes the word decides which key is used, so `RAG` is
not a rag.

Light stemming removes only inflection (plural, -ed, -ing). The stemmer of search is too strong here: it merges
optimizer and optimal, personality and person, generation and general, and topics depend on such differences.
"""

import math
import re
from collections.abc import Iterator
from itertools import chain, pairwise, product

from generator.text.terms import words

GAP = "..."
"""In a phrase: up to `MOST_GAP_WORDS` words of the same sentence may stand here."""
MOST_GAP_WORDS = 4
MOST_VARIANTS = 2000
"""A phrase may stand for so many; more is a slip of the pen, and would cost every build."""

_PUNCTUATION = re.compile(r"[,;:!?()\[\]*|\\^]")
_has_vowel = re.compile("[aeiouy]").search
_PLURAL_ACRONYM = re.compile(r"[A-Z].*[A-Z0-9]s$").search

Keys = tuple[str, ...]


def word_keys(word: str) -> Keys:
    """What a phrase may call a word of a text: by what its forms have in common, its letters, its spelling."""
    lower = word.lower()
    folded = lower if word.isascii() and word.isalnum() else words(word)[0].folded
    if lower == word:
        return light_stem(folded), "=" + folded
    return light_stem(folded), "=" + folded, _acronym_spelling(word)


def phrase_variants(text: str) -> tuple[Keys, ...]:
    """Every way to read a phrase, as keys of its words; empty where there is no word.

    Raises `ValueError` when they are more than `MOST_VARIANTS`, when a gap is not between two words, or when there is
    punctuation, which no phrase reaches across.
    """
    if found := _PUNCTUATION.search(text):
        raise ValueError(f"a phrase cannot have {found[0]} in it")
    chunks = text.split()
    if GAP in chunks and (GAP in (chunks[0], chunks[-1]) or (GAP, GAP) in pairwise(chunks)):
        raise ValueError(f"{GAP} must stand between two words")
    choices = [_chunk_variants(chunk) for chunk in chunks]
    count = math.prod(map(len, choices))
    if count > MOST_VARIANTS:
        raise ValueError(f"it stands for {count:,} phrases, and {MOST_VARIANTS:,} are allowed")
    sequences = [tuple(chain.from_iterable(way)) for way in product(*choices)]
    return tuple(dict.fromkeys([keys for keys in sequences if keys.count(GAP) < len(keys)]))


def _chunk_variants(chunk: str) -> tuple[Keys, ...]:
    """What a part of a phrase between two spaces may be: `a/b-c` is a, b c or bc."""
    if chunk == GAP:
        return ((GAP,),)
    if chunk.isalnum() and chunk.isascii() and chunk.islower():
        return ((light_stem(chunk),),)  # a word in small letters, as most parts are
    written = (way for choice in chunk.split("/") for way in dict.fromkeys((choice, choice.replace("-", ""))))
    return tuple(tuple(_phrase_keys(way, way.startswith("="))) for way in written)


def _phrase_keys(choice: str, exact: bool) -> Iterator[str]:
    for word in words(choice):
        spelling = choice[word.start : word.end]
        if spelling != spelling.lower():
            yield _acronym_spelling(spelling)
        else:
            yield "=" + word.folded if exact else light_stem(word.folded)


def _acronym_spelling(word: str) -> str:
    """A spelling without the plural s of an acronym: LLMs is LLM."""
    return word[:-1] if word.endswith("s") and _PLURAL_ACRONYM(word) else word


def light_stem(word: str) -> str:
    """What the forms of a folded word have in common: plural, -ed, -ing and British spelling taken off.

    The rules are those of the first step of Porter's algorithm ("An algorithm for suffix stripping", 1980), made
    blunter: a final e always goes, so that `use` and `using` need not be told from `us`.
    """
    word = word.replace("isation", "ization").replace("our", "or")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ias")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    if word.endswith(("ed", "ing")) and not word.endswith("eed"):
        root = word[:-2] if word.endswith("d") else word[:-3]
        word = root if len(root) > 2 and _has_vowel(root) else word
    if len(word) < 4:
        return word
    if word[-1] == word[-2] != "s":
        word = word[:-1]
    return word[:-1] + "i" if word[-1] == "y" and word[-2] not in "aeiou" else word.removesuffix("e")
