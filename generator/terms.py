"""Words, and the terms they become: what search, tags and related papers all stand on.

The browser decides what a term is, because it stems what a reader types: `stem` gives what lunr.js 2.3.9 makes of
a word, where lunr.py would give something else for one word in 150 (`survey`). What a *word* is, is ours on both
sides: `static/js/search/words.js` does the same as `words` and `compounds` here, and a test holds them together.

A word is a run of letters and digits with case and accents folded away. An apostrophe inside it is dropped
("model's"), a hyphen parts it; `compounds` then gives such words joined (`GPT-4o` is gpt, 4o and gpt4o), so that
they are found as written and in parts. `C++` and `C#` are words.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from generator.model import Library, Paper, Topics


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
_ACRONYM = re.compile(r"(?<=[a-z])[A-Z]{3,}(?![a-z])")
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
    return [*map(stem, _telling(words(text)))]


def acronyms(text: str) -> Iterator[Word]:
    """Capitals that close or continue a name in small letters, as a word of their own: `TextGenSHAP` gives shap."""
    return (Word(match.start(), match.end(), match[0].lower()) for match in _ACRONYM.finditer(text))


def all_words(text: str) -> list[Word]:
    """The words a text is found by: its words, then its compounds, then the acronyms inside its names."""
    parts = words(text)
    return [*parts, *compounds(text, parts), *acronyms(text)]


def _telling(found: list[Word]) -> list[str]:
    """The folded words that are no stop words."""
    stops = stop_words()
    return [word.folded for word in found if word.folded not in stops]


@cache
def stop_words() -> frozenset[str]:
    """lunr's list, the same in lunr.py and lunr.js."""
    from lunr.stop_word_filter import WORDS

    return frozenset(WORDS)


# Porter's measure of a word, [C](VC)^m[V], in lunr.js's reading of it: a `y` counts as a vowel unless it opens a run
# of consonants, and any character that is not a, e, i, o, u can open one.
_C, _V = "[^aeiou][^aeiouy]*", "[aeiouy][aeiou]*"
_has_measure = re.compile(f"(?:{_C})?{_V}{_C}").match
_has_measure_two = re.compile(f"(?:{_C})?{_V}{_C}{_V}{_C}").match
_has_measure_one_only = re.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?").fullmatch
_has_vowel = re.compile(f"(?:{_C})?[aeiouy]").match
_is_short = re.compile(f"{_C}[aeiouy][^aeiouwxy]").fullmatch
_ends_double = re.compile(r".*([^aeiouylsz])\1", re.DOTALL).fullmatch

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = {
    "al": "", "ance": "", "ence": "", "er": "", "ic": "", "able": "", "ible": "", "ant": "", "ement": "", "ment": "",
    "ent": "", "ou": "", "ism": "", "ate": "", "iti": "", "ous": "", "ive": "", "ize": "", "sion": "s", "tion": "t",
}  # fmt: skip


@cache
def stem(word: str) -> str:
    """What lunr.js 2.3.9's stemmer makes of a folded word.

    The algorithm is Porter's ("An algorithm for suffix stripping", Program 14(3), 1980) with the departures of
    lunr.js, which counts UTF-16 units where Python counts characters.
    """
    units = word if word.isascii() else _utf16_units(word)
    if len(units) < 3:
        return word
    guarded = "Y" + units[1:] if units[0] == "y" else units
    stemmed = _step_5(_step_4(_steps_2_3(_step_1(guarded))))
    stemmed = "y" + stemmed[1:] if units[0] == "y" else stemmed
    return stemmed if stemmed.isascii() else stemmed.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _utf16_units(word: str) -> str:
    units = word.encode("utf-16-le", "surrogatepass")
    return "".join(chr(units[i] | units[i + 1] << 8) for i in range(0, len(units), 2))


def _step_1(word: str) -> str:
    """Plurals, -ed and -ing, and a final y."""
    if (len(word) > 4 and word.endswith("sses")) or (len(word) > 3 and word.endswith("ies")):
        word = word[:-2]
    elif len(word) > 2 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    if len(word) > 3 and word.endswith("eed"):
        word = word[:-1] if _has_measure(word[:-3]) else word
    else:
        word = _without_ed_or_ing(word)
    return word[:-1] + "i" if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou" else word


def _without_ed_or_ing(word: str) -> str:
    for suffix in ("ed", "ing"):
        if word.endswith(suffix) and _has_vowel(word[: -len(suffix)]):
            word = word[: -len(suffix)]
            if word.endswith(("at", "bl", "iz")):
                return word + "e"
            if _ends_double(word):
                return word[:-1]
            return word + "e" if _is_short(word) else word
    return word


def _steps_2_3(word: str) -> str:
    for step in (_STEP_2, _STEP_3):
        root, ending = _longest_suffix(word, step)
        if ending is not None and _has_measure(root):
            word = root + ending
    return word


def _step_4(word: str) -> str:
    root, ending = _longest_suffix(word, _STEP_4)
    return root + ending if ending is not None and _has_measure_two(root + ending) else word


def _step_5(word: str) -> str:
    """A final e, and one of two final l."""
    if len(word) > 1 and word[-1] == "e":
        root = word[:-1]
        if _has_measure_two(root) or (_has_measure_one_only(root) and not _is_short(root)):
            word = root
    return word[:-1] if word.endswith("ll") and _has_measure_two(word) else word


def _longest_suffix(word: str, replacements: dict[str, str]) -> tuple[str, str | None]:
    """The word without the longest of the suffixes, and what stands in its place; None where it has none."""
    for length in range(min(7, len(word) - 1), 1, -1):
        if (ending := replacements.get(word[-length:])) is not None:
            return word[:-length], ending
    return word, None


# What a match in each field counts; a word of the title says more about a paper than one of its abstract.
FIELDS = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "tags": 0.5}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each term says about each paper, in lunr's numbers: BM25 rounded to three places.

    A paper goes by its number in site order, a term by its number in `terms`. `vectors` has for each field one
    mapping of term number to weight a paper, by term number; a paper has a term in a field exactly when it is a key
    there. `words` are the distinct folded words behind the terms, sorted as JavaScript sorts.
    """

    terms: tuple[str, ...]
    vectors: Mapping[str, tuple[Mapping[int, float], ...]]
    words: tuple[str, ...]


def weigh(library: Library, topics: Topics) -> Weights:
    """lunr's weights of every paper's title, abstract, authors and tags."""
    papers = [words_by_field(paper, topics) for paper in library.papers]
    distinct = {word for fields in papers for found in fields.values() for word in found}
    terms, vectors = lunr_weights(
        [{field: [*map(stem, found)] for field, found in fields.items()} for fields in papers]
    )
    return Weights(terms, vectors, tuple(sorted(distinct, key=javascript_order)))


def words_by_field(paper: Paper, topics: Topics) -> dict[str, list[str]]:
    """The folded words a paper is found by. A title keeps its stop words: some titles consist of them."""
    labels = (topics.tag[tag.tag].label for tag in topics.tags_by_paper.get(paper.id, ()))
    return {
        "title": [word.folded for word in all_words(paper.title.text)],
        "abstract": _telling(all_words(paper.abstract.text)),
        "authors": _telling(all_words(", ".join(paper.authors))),
        "tags": _telling(all_words(", ".join(labels))),
    }


def lunr_weights(
    papers: Sequence[Mapping[str, list[str]]],
) -> tuple[tuple[str, ...], dict[str, tuple[dict[int, float], ...]]]:
    """`terms` and `vectors` of `Weights`: what lunr.py's `Builder` makes of the terms of each paper's fields.

    The builder's own pipeline stays empty, and it is given lists, so that it cuts and stems nothing.
    """
    from lunr.builder import Builder

    if not papers:
        return (), dict.fromkeys(FIELDS, ())
    builder = Builder()
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    for number, fields in enumerate(papers):
        builder.add({"id": number, **fields})
    index = builder.build()
    vectors = {
        field: tuple(_pairs(index.field_vectors[f"{field}/{number}"].elements) for number in range(len(papers)))
        for field in FIELDS
    }
    return tuple(index.inverted_index), vectors


def _pairs(elements: list[float]) -> dict[int, float]:
    """lunr's flat vector `[term, weight, term, weight, ...]` as a mapping."""
    return {int(term): weight for term, weight in zip(elements[::2], elements[1::2], strict=True)}


def javascript_order(text: str) -> bytes:
    """The key that sorts as JavaScript does, by UTF-16 unit, where Python goes by code point."""
    return text.encode("utf-16-be", "surrogatepass")
