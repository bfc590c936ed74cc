"""What a word is, the same in the build and in the browser.

`static/js/search/words.js` does the same as `words` and `compounds` here, and a test compares the two.

A word is a run of letters and digits, with case and accents folded away. An apostrophe inside it is dropped
("model's"). A hyphen splits it, and `compounds` adds the joined form (`GPT-4o` is gpt, 4o and gpt4o), so that such
words are found whole and in parts. `C++` and `C#` are words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lunr.stop_word_filter import WORDS

from generator.text.terms.stems import stem


class Word(NamedTuple):
    """A word and its place in the text, half-open; `folded` has case and accents folded away."""

    start: int
    end: int
    folded: str


STOP_WORDS = frozenset(WORDS)
"""lunr's list, the same in lunr.py and lunr.js."""

# Letters that Unicode does not take apart though readers do, and the sigma that ends a word.
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
_APOSTROPHES = "'’ʼ"
_HYPHENS = frozenset("-‐‑–")


class _Folds(dict[int, str]):
    """What each character folds to, by code point: empty for a mark, the character itself where it is no letter."""

    def __missing__(self, code: int) -> str:
        letters = (c for c in unicodedata.normalize("NFKD", chr(code)) if unicodedata.category(c)[0] != "M")
        folded = "".join(_LETTERS.get(c, c) for c in "".join(letters).lower())
        if chr(code) in _APOSTROPHES or unicodedata.category(chr(code)) == "Cf":
            folded = ""
        self[code] = folded
        return folded


class _Classes(dict[int, str]):
    """Each character's part in a word, by code point: a letter or digit, a mark inside one, an apostrophe, itself."""

    def __missing__(self, code: int) -> str:
        folded, char = _FOLDS[code], chr(code)
        if char in _APOSTROPHES:
            kind = "'"
        elif folded and all(unicodedata.category(c)[0] in "LN" for c in folded):
            kind = "w"
        else:
            kind = char if folded else "m"
        self[code] = kind
        return kind


_FOLDS = _Folds()
_CLASSES = _Classes()
# A set of characters comes first, for `re` runs to one; that a small letter stands before it is asked behind it.
_CAPITALS = re.compile(r"[A-Z](?<=[a-z].)[A-Z]{2,}(?![a-z])")
_SHAPES = bytes(b" aA"[chr(code).isalpha() + chr(code).isupper()] for code in range(128)).ljust(256)
"""Small letters as a, capitals as A."""
_SENTINEL = "\0"
# An apostrophe that may neither part two words nor be dropped as `normalise` drops it, and the names of languages.
_ODD_PAIRS = ("''", "'-", "-'")
_NOT_PLAIN = re.compile(r"#|\+\+|['’][-ʼ‐‑–]|[-ʼ‐‑–]['’]|[^\s.,;:()]['’]{2,}[^\s.,;:()]")


class _PlainChars(dict[int, str]):
    """A text's characters as `normalise` takes them: words folded, hyphens as one sign, and all else as spaces."""

    def __missing__(self, code: int) -> str:
        kind = _CLASSES[code]
        other = _SENTINEL if kind == "m" or chr(code) == "ʼ" else "-" if kind in _HYPHENS else " "
        self[code] = _FOLDS[code] if kind == "w" else "" if kind == "'" and other != _SENTINEL else other
        return self[code]


_PLAIN_CHARS = _PlainChars()
_EXTRA_PREFIX = "+"
"""What a token starts with that is not read in the text but added to it."""
_WORD = re.compile(r"wm*(?:\+\+|#)|w[wm]*(?:'w[wm]*)*")


def words(text: str) -> list[Word]:
    """The words of a text in order, each with its place."""
    classes = text.translate(_CLASSES)
    return [
        Word(match.start(), match.end(), text[match.start() : match.end()].translate(_FOLDS))
        for match in _WORD.finditer(classes)
    ]


def compounds(text: str, parts: list[Word]) -> Iterator[Word]:
    """Words joined by single hyphens in the text, as one word each: `self-supervised` gives selfsupervised."""
    first = 0
    for last, part in enumerate(parts):
        after = parts[last + 1].start if last + 1 < len(parts) else 0
        if after == part.end + 1 and text[part.end] in _HYPHENS:
            continue
        if last > first:
            joined = "".join(word.folded for word in parts[first : last + 1])
            yield Word(parts[first].start, part.end, joined)
        first = last + 1


def terms(text: str) -> list[str]:
    """The terms of a text: stems of its words in order, lunr's stop words left out."""
    return [stem(word.folded) for word in words(text) if word.folded not in STOP_WORDS]


def embedded_acronyms(text: str) -> Iterator[Word]:
    """Capitals that close or continue a name in small letters, as a word of their own: `TextGenSHAP` gives shap."""
    return (Word(match.start(), match.end(), match[0].lower()) for match in _CAPITALS.finditer(text))


def all_words(text: str) -> list[Word]:
    """The words a text is found by: its words, then its compounds, then the acronyms inside its names."""
    parts = words(text)
    return [*parts, *compounds(text, parts), *embedded_acronyms(text)]


def tokenize(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text in order, and those that `all_words` adds to them, without their places."""
    parts = [split_token(token) for token in normalise(text).split()]
    return [word for read, _ in parts for word in read], [word for _, joined in parts for word in joined]


def normalise(text: str) -> str:
    """The folded words of a text with spaces between them: tokens for `split_token`.

    In plain texts, which most are, what is no part of a word turns to a space at once, and words with hyphens stay one
    token; it is what makes an index of many papers a matter of seconds.
    """
    plain = _SENTINEL if _may_be_odd(text) and _NOT_PLAIN.search(text) else text.translate(_PLAIN_CHARS)
    if _SENTINEL in plain:  # a word may depend on what stands beside its letters
        return _normalise_by_words(text)
    return plain + _extra_tokens(embedded_acronyms(text)) if _may_embed_acronyms(text) else plain


def _may_embed_acronyms(text: str) -> bool:
    """Whether `_CAPITALS` may be in it, which is a quick question of bytes."""
    return b"aAAA" in text.encode("ascii", "replace").translate(_SHAPES)


def _may_be_odd(text: str) -> bool:
    """Whether `_NOT_PLAIN` may be in it, which is a quick question."""
    return "#" in text or "++" in text or "’" in text or ("'" in text and any(pair in text for pair in _ODD_PAIRS))


def _normalise_by_words(text: str) -> str:
    parts = words(text)
    read = " ".join([word.folded for word in parts])
    return read + _extra_tokens(compounds(text, parts)) + _extra_tokens(embedded_acronyms(text))


def _extra_tokens(found: Iterable[Word]) -> str:
    return "".join([f" {_EXTRA_PREFIX}{word.folded}" for word in found])


def split_token(token: str) -> tuple[list[str], list[str]]:
    """The words of a token, and those that are joined from them."""
    if token[0] == _EXTRA_PREFIX:
        return [], [token[1:]]
    read = token.replace("-", " ").split()
    runs = [run.replace("-", " ").split() for run in token.split("--")] if "--" in token else [read]
    return read, ["".join(run) for run in runs if len(run) > 1]
