"""What a word is, the same in the build and in the browser.

`static/js/search/words.js` does the same as `words` and `compounds` here, and a test compares the two.

A word is a run of letters and digits, with case and accents folded away. An apostrophe inside it is dropped
("model's"), an article before one is no part of it ("l'étude"). `C++` and `C#` are words, and a Greek letter alone goes
by its name, as in TeX. A hyphen splits a word, and `compounds` adds the joined form (`GPT-4o` is gpt, 4o and gpt4o), so
that such words are found whole and in parts; the comma in `10,000` is such a hyphen.

Scripts that put no spaces between words have every two neighbouring letters as a word. These overlap, and no dictionary
need be the same on both sides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
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
_LETTERS["\u0640"] = ""  # the stroke that stretches Arabic words
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
_NAMES = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", [*_GREEK.split(), "chi", "psi", "omega"], strict=True)),
    **{f"var{name}": name for name in ("epsilon", "theta", "rho", "sigma", "phi")},
}
"""What a letter is called, and what TeX calls another shape of it."""
_APOSTROPHES = "'’ʼ"
_HYPHENS = frozenset("-‐‑–")
_HYPHEN_AT_FORMULA = re.compile(r"\$?[-‐‑–](?:\$\\?)?")
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|quell)['’](?=[aeiouyhàâäæçèéêëìíîïòóôöœùúûü])",
    re.I,
)
"""An article or the like that lost its vowel, in French, Italian and Catalan."""
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f"
    "\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean."""
_is_unspaced = re.compile(f"[{_UNSPACED}]").match
_MOST_PARTS = 8
"""Of more words that hyphens join the whole is enough."""


class _Folds(dict[int, str]):
    """What each character folds to, by code point: empty for a mark, the character itself where it is no letter."""

    def __missing__(self, code: int) -> str:
        letters = (c for c in unicodedata.normalize("NFKD", chr(code)) if unicodedata.category(c)[0] != "M")
        folded = unicodedata.normalize("NFC", "".join(_LETTERS.get(c, c) for c in "".join(letters).lower()))
        if chr(code) in _APOSTROPHES or unicodedata.category(chr(code)) == "Cf":
            folded = ""
        self[code] = folded
        return folded


class _Classes(dict[int, str]):
    """Each character's part in a word, by code point: a letter or digit (w), one of a script without spaces (u), a mark
    inside one (m), an apostrophe, itself."""

    def __missing__(self, code: int) -> str:
        folded, char = _FOLDS[code], chr(code)
        if char in _APOSTROPHES:
            kind = "'"
        elif folded and all(unicodedata.category(c)[0] in "LN" for c in folded):
            kind = "u" if _is_unspaced(char) else "w"
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
_MAY_BE_ODD = re.compile(r"[^!-~]|[#+$'-]|,[0-9]")
_ELISION_HINT = re.compile(r"['’](?<=[cdjlmnstu].)(?=[aeiouyhàâäæçèéêëìíîïòóôöœùúûü])", re.I)
_THOUSANDS = re.compile(r"(?<![^\s(~])[0-9]{1,3}(?:,[0-9]{3})+(?![^\s).;:?!-])")
_THOUSANDS_HINT = re.compile(r",[0-9]{3}")
_FORMULA_HINT = re.compile(r"\$[-‐‑–]|[-‐‑–]\$")
_UNSPACED_HINT = re.compile(f"[{_UNSPACED}]")


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
_WORD = re.compile(r"(?:um*)+|wm*(?:\+\+|#)|w[wm]*(?:'w[wm]*)*")
_UNSPACED_LETTER = re.compile("um*")
_LAST_LETTER = re.compile("(?:um*)+(um*)")


def words(text: str) -> list[Word]:
    """The words of a text in order, each with its place."""
    classes = text.translate(_CLASSES)
    found: list[Word] = []
    for match in _WORD.finditer(classes):
        if classes[match.start()] == "u":
            found += _letter_pairs(text, classes, *match.span())
        else:
            elided = _ELIDED.match(text, *match.span()) if "'" in match[0] else None
            found.append(_word(text, elided.end() if elided else match.start(), match.end()))
    return found


def _word(text: str, start: int, end: int) -> Word:
    folded = text[start:end].translate(_FOLDS)
    return Word(start, end, _NAMES.get(folded, folded))


def _letter_pairs(text: str, classes: str, start: int, end: int) -> Iterator[Word]:
    """Every two neighbouring letters of a run in a script without spaces; one that stands alone is a word."""
    letters = [match.span() for match in _UNSPACED_LETTER.finditer(classes, start, end)]
    for (first, alone), (_, last) in zip(letters, letters[1:] or letters, strict=False):
        pair_end = last if len(letters) > 1 else alone
        yield Word(first, pair_end, text[first:pair_end].translate(_FOLDS))


def word_runs(text: str, parts: list[Word]) -> Iterator[list[Word]]:
    """The words that hyphens join, or that overlap, together."""
    run: list[Word] = []
    for part in parts:
        if run and not _belong_together(text, run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _belong_together(text: str, part: Word, following: Word) -> bool:
    if following.start <= part.end:
        return following.start < part.end
    gap = text[part.end : following.start]
    if gap == ",":
        return _is_number(part.folded) and _is_number(following.folded) and len(following.folded) == 3
    return gap in _HYPHENS or bool(_HYPHEN_AT_FORMULA.fullmatch(gap))


def _is_number(word: str) -> bool:
    return len(word) <= 3 and word.isascii() and word.isdigit()


def compounds(text: str, parts: list[Word]) -> Iterator[Word]:
    """Words joined by hyphens in the text, as one word each: `self-supervised` gives selfsupervised."""
    for run in word_runs(text, parts):
        if len(run) < 2 or _overlap(run):
            continue
        for first, end in joined_ranges([word.folded for word in run]):
            yield Word(run[first].start, run[end - 1].end, "".join([word.folded for word in run[first:end]]))


def _overlap(run: list[Word]) -> bool:
    return any(word.end > following.start for word, following in pairwise(run))


def joined_ranges(parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which parts of a compound are found as one word: all of them, and of a name with numbers or single letters any
    that stand together (`4o-mini` of `GPT-4o-mini`)."""
    if len(parts) > 1:
        yield 0, len(parts)
    if 2 < len(parts) <= _MOST_PARTS and not all(len(part) > 1 and part.isalpha() for part in parts):
        yield from (
            (first, end)
            for first in range(len(parts) - 1)
            for end in range(first + 2, len(parts) + 1)
            if end - first < len(parts)
        )


def last_letters(text: str) -> Iterator[Word]:
    """The last letter of each run without spaces; each other letter is the beginning of a pair, and found by that."""
    classes = text.translate(_CLASSES)
    return (_word(text, *match.span(1)) for match in _LAST_LETTER.finditer(classes))


def terms(text: str) -> list[str]:
    """The terms of a text: stems of its words in order, lunr's stop words left out."""
    return [stem(word.folded) for word in words(text) if word.folded not in STOP_WORDS]


def embedded_acronyms(text: str) -> Iterator[Word]:
    """Capitals that close or continue a name in small letters, as a word of their own: `TextGenSHAP` gives shap."""
    return (Word(match.start(), match.end(), match[0].lower()) for match in _CAPITALS.finditer(text))


def all_words(text: str) -> list[Word]:
    """The words a text is found by: its words, then its compounds, then the acronyms inside its names, then the last
    letters of what is written without spaces."""
    parts = words(text)
    return [*parts, *compounds(text, parts), *embedded_acronyms(text), *last_letters(text)]


def tokenize(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text in order, and those that `all_words` adds to them, without their places."""
    parts = [split_token(token) for token in normalise(text).split()]
    return [word for read, _ in parts for word in read], [word for _, joined in parts for word in joined]


def normalise(text: str) -> str:
    """The folded words of a text with spaces between them: tokens for `split_token`.

    In plain texts, which most are, what is no part of a word turns to a space at once, and words with hyphens stay one
    token; it is what makes an index of many papers a matter of seconds.
    """
    with_hyphens = _join_thousands(text) if "," in text else text
    plain = _SENTINEL if _is_odd(with_hyphens) else with_hyphens.translate(_PLAIN_CHARS)
    if _SENTINEL in plain:  # a word may depend on what stands beside its letters
        return _normalise_by_words(text)
    return plain + _extra_tokens(embedded_acronyms(text)) if _may_embed_acronyms(text) else plain


def _join_thousands(text: str) -> str:
    """The commas of numbers as hyphens, where the numbers stand by themselves."""
    return _THOUSANDS.sub(lambda found: found[0].replace(",", "-"), text) if _THOUSANDS_HINT.search(text) else text


def _may_embed_acronyms(text: str) -> bool:
    """Whether `_CAPITALS` may be in it, which is a quick question of bytes."""
    return b"aAAA" in text.encode("ascii", "replace").translate(_SHAPES)


def _is_odd(text: str) -> bool:
    """Whether a word of it may depend on what stands beside its letters: quick questions come before slow ones."""
    quoted = "'" in text or "’" in text
    return bool(
        (
            ("#" in text or "++" in text or "’" in text or (quoted and any(pair in text for pair in _ODD_PAIRS)))
            and _NOT_PLAIN.search(text)
        )
        or (quoted and _ELISION_HINT.search(text))
        or _THOUSANDS_HINT.search(text)
        or ("$" in text and _FORMULA_HINT.search(text))
        or (not text.isascii() and _UNSPACED_HINT.search(text))
    )


def _normalise_by_words(text: str) -> str:
    """As `normalise`, where a word depends on what stands beside its letters. It does in few of what spaces part."""
    read = [_join_words(part) if _MAY_BE_ODD.search(part) else part.translate(_PLAIN_CHARS) for part in text.split()]
    return " ".join(read) + _extra_tokens((*embedded_acronyms(text), *last_letters(text)))


def _join_words(text: str) -> str:
    parts = words(text)
    return " ".join([word.folded for word in parts]) + _extra_tokens(compounds(text, parts))


def _extra_tokens(found: Iterable[Word]) -> str:
    return "".join([f" {_EXTRA_PREFIX}{word.folded}" for word in found])


def split_token(token: str) -> tuple[list[str], list[str]]:
    """The words of a token, and those that are joined from them."""
    if token.isalnum():
        return [_NAMES.get(token, token)], []
    if token[0] == _EXTRA_PREFIX:
        return [], [token[1:]]
    runs = [[_NAMES.get(word, word) for word in run.replace("-", " ").split()] for run in token.split("--")]
    joined = ["".join(run[first:end]) for run in runs for first, end in joined_ranges(run)]
    return [word for run in runs for word in run], joined
