"""The stem of a word, exactly as lunr.js 2.3.9 computes it, because the browser stems what a reader types.

lunr.py gives a different stem for one word in 150 (`survey`), so that a search for it would find nothing.
"""

import re
from functools import lru_cache

# Porter's measure of a word, [C](VC)^m[V], in lunr.js's reading of it: a `y` counts as a vowel unless it opens a run
# of consonants, and any character that is not a, e, i, o, u can open one.
_C, _V = "[^aeiou][^aeiouy]*", "[aeiouy][aeiou]*"
_has_measure = re.compile(f"(?:{_C})?{_V}{_C}").match
_has_measure_two = re.compile(f"(?:{_C})?{_V}{_C}{_V}{_C}").match
_has_measure_one_only = re.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?").fullmatch
_has_vowel = re.compile(f"(?:{_C})?[aeiouy]").match
_is_short = re.compile(f"{_C}[aeiouy][^aeiouwxy]").fullmatch


_SuffixTable = dict[str, list[tuple[str, str]]]
"""Suffixes and what comes in their place, the longest first, by their last two letters: most words end in none."""


def _suffix_table(endings: dict[str, str]) -> _SuffixTable:
    longest_first = sorted(endings.items(), key=lambda each: -len(each[0]))
    return {end: [each for each in longest_first if each[0].endswith(end)] for end in {each[-2:] for each in endings}}


_STEP_2 = _suffix_table({
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
})  # fmt: skip
_STEP_3 = _suffix_table({"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""})
_STEP_4 = _suffix_table({
    "al": "", "ance": "", "ence": "", "er": "", "ic": "", "able": "", "ible": "", "ant": "", "ement": "", "ment": "",
    "ent": "", "ou": "", "ism": "", "ate": "", "iti": "", "ous": "", "ive": "", "ize": "", "sion": "s", "tion": "t",
})  # fmt: skip

_UNCHANGED = frozenset("abfhjkopqvwxz0123456789")
"""No step looks for a suffix that ends so."""
_LATER_SUFFIXES = frozenset({*_STEP_2, *_STEP_3, *_STEP_4, "ll"})
"""How a word ends that another step than the first may change, but for those on an e."""


@lru_cache(1 << 17)
def stem(word: str) -> str:
    """What lunr.js 2.3.9's stemmer makes of a folded word.

    The algorithm is Porter's ("An algorithm for suffix stripping", Program 14(3), 1980) with the departures of
    lunr.js, which counts UTF-16 units where Python counts characters.
    """
    if word[-1:] in _UNCHANGED:
        return word
    units = word if word.isascii() else _utf16_units(word)
    if len(units) < 3:
        return word
    guarded = "Y" + units[1:] if units[0] == "y" else units
    stemmed = _step_1(guarded)
    if stemmed[-2:] in _LATER_SUFFIXES or stemmed[-1] == "e":
        stemmed = _step_5(_step_4(_steps_2_3(stemmed)))
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
            if word[-1:] == word[-2:-1] and word[-1:] not in "aeiouylsz":
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


def _longest_suffix(word: str, step: _SuffixTable) -> tuple[str, str | None]:
    """The word without the longest of the suffixes, and what stands in its place; None where it has none."""
    for suffix, ending in step.get(word[-2:], ()):
        if word.endswith(suffix) and word != suffix:
            return word[: -len(suffix)], ending
    return word, None
