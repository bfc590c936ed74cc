"""Folds texts to what different spellings of them share, so that equal texts can be found."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.text.markup.tex_text import tex_to_text

_NON_WORD = re.compile(r"[\W_]+")
_ASCII_FOLDING = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def ascii_words(text: str) -> list[str]:
    """The words of a text in ASCII, in small letters."""
    return text.translate(_ASCII_FOLDING).split()


def fold_text(text: str) -> str:
    """`text` in Unicode's form NFKC, case and accents off, everything that is no word as one space.

    A text of nothing else (`C++`'s second half, an emoji) keeps its signs: two such texts are two.
    """
    if text.isascii():
        return " ".join(ascii_words(text)) or "".join(text.lower().split())
    folded = _strip_accents(unicodedata.normalize("NFKC", text).casefold())
    return _NON_WORD.sub(" ", folded).strip() or "".join(folded.split())


_GREEK = {ord(letter): unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθικλμνξοπρστυφχψω"}


def fold_title(text: str) -> str:
    r"""`text` folded, where a title may have a formula or its sign: `$\alpha$` and α are the same."""
    return fold_text(tex_to_text(text)).translate(_GREEK)


def _strip_accents(text: str) -> str:
    bare = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(bare))


def folded_words(text: str) -> frozenset[str]:
    return frozenset(fold_text(text).split())


def repeated_positions(keys: Sequence[str | None]) -> list[list[int]]:
    """The positions of each key that stands at several; None and the empty key are nobody's."""
    often = {key for key, count in Counter(keys).items() if count > 1 and key}
    found: dict[str | None, list[int]] = defaultdict(list)
    for i, key in enumerate(keys) if often else ():
        if key in often:
            found[key].append(i)
    return list(found.values())
