"""What a word is: ours, in the build and in the browser.

`static/js/search/words.js` does the same as `words` and `compounds` here, and a test holds the two together.

A word is a run of letters and digits with case and accents folded away. An apostrophe inside it is dropped
("model's"), a hyphen parts it; `compounds` then gives such words joined (`GPT-4o` is gpt, 4o and gpt4o), so that
they are found as written and in parts. `C++` and `C#` are words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.terms.stems import stem


class Word(NamedTuple):
    """A word and its place in the text, half-open; `folded` has case and accents folded away."""

    start: int
    end: int
    folded: str


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
_CAPITALS = re.compile(r"(?<=[a-z])[A-Z]{3,}(?![a-z])")
_SHAPE = {code: " aA"[chr(code).isalpha() + chr(code).isupper()] for code in range(128)}
_ODD = "\0"
# An apostrophe that may neither part two words nor be dropped as `reading` drops it, and the names of languages.
_NOT_PLAIN = re.compile(r"#|\+\+|['’][-ʼ‐‑–]|[-ʼ‐‑–]['’]|[^\s.,;:()]['’]{2,}[^\s.,;:()]")


class _Plain(dict[int, str]):
    """A text's characters as `reading` takes them: words folded, hyphens as one sign, and all else as spaces."""

    def __missing__(self, code: int) -> str:
        kind = _CLASSES[code]
        other = _ODD if kind == "m" or chr(code) == "ʼ" else "-" if kind in _HYPHENS else " "
        self[code] = _FOLDS[code] if kind == "w" else "" if kind == "'" and other != _ODD else other
        return self[code]


_PLAIN = _Plain()
_ASCII = {code: _PLAIN[code] for code in range(128)}
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
    stops = stop_words()
    return [stem(word.folded) for word in words(text) if word.folded not in stops]


def acronyms(text: str) -> Iterator[Word]:
    """Capitals that close or continue a name in small letters, as a word of their own: `TextGenSHAP` gives shap."""
    return (Word(match.start(), match.end(), match[0].lower()) for match in _acronyms(text))


def _acronyms(text: str) -> Iterator[re.Match[str]]:
    if text.isascii() and "aAAA" not in text.translate(_SHAPE):
        return iter(())  # as in most texts, and quickly seen
    return _CAPITALS.finditer(text)


def all_words(text: str) -> list[Word]:
    """The words a text is found by: its words, then its compounds, then the acronyms inside its names."""
    parts = words(text)
    return [*parts, *compounds(text, parts), *acronyms(text)]


def reading(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text in order, and those that `all_words` adds to them, without their places.

    In a plain text, which most are, what is no part of a word turns to a space at once; it is what makes an index of
    many papers a matter of seconds.
    """
    plain = text.translate(_ASCII if text.isascii() else _PLAIN)
    if _ODD in plain or not _is_plain(text):
        parts = words(text)
        return [w.folded for w in parts], [w.folded for w in (*compounds(text, parts), *acronyms(text))]
    joined = [match[0].lower() for match in _acronyms(text)]
    if "-" not in plain:
        return plain.split(), joined
    return plain.replace("-", " ").split(), [*_hyphened(plain), *joined]


def _is_plain(text: str) -> bool:
    """Whether nothing in it is a word or parts words by what stands beside it; most texts say so at once."""
    if text.isascii():
        apart = "'" in text and ("''" in text or "'-" in text or "-'" in text)
        if not (apart or "#" in text or ("+" in text and "++" in text)):
            return True
    return not _NOT_PLAIN.search(text)


def _hyphened(plain: str) -> Iterator[str]:
    """The words with a hyphen, without it."""
    place = plain.find("-")
    while place >= 0:
        end = plain.find(" ", place)
        end = end if end >= 0 else len(plain)
        for run in plain[plain.rfind(" ", 0, place) + 1 : end].split("--"):
            if "-" in run.strip("-"):
                yield run.replace("-", "")
        place = plain.find("-", end)


@cache
def stop_words() -> frozenset[str]:
    """lunr's list, the same in lunr.py and lunr.js."""
    from lunr.stop_word_filter import WORDS

    return frozenset(WORDS)
