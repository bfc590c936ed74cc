"""Acronyms that a text introduces, each with its long form and where both stand.

The base is Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB
2003): a short form in brackets, a few words before it, and the letters of the one looked for in the other from right
to left. Titles and abstracts of today say it in more ways (`LISA: large Language Instructed Segmentation Assistant`,
`MTM (Memory-enhanced Transformers for Matching)`, `duplex masked auto-encoder, a.k.a. DupMAE`), so there are four
shapes, each found by a string search and a regular expression, and one question asked of all: do the letters of the
one begin the words of the other (`matching`)?
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat
from operator import attrgetter
from typing import NamedTuple

from generator.text.acronyms.matching import is_acronym, is_plural, long_form_before, long_form_end
from generator.text.sentences import plain


class Introduction(NamedTuple):
    """An acronym with its long form, both without the plural's `s` where the acronym has one.

    `start, end` is the acronym's place in the text, `long_start, long_end` that of the long form, half-open.
    """

    acronym: str
    long_form: str
    start: int
    end: int
    long_start: int
    long_end: int


BEFORE = 30
"""Characters before a colon, a bracket or the like, where an acronym may be."""
AROUND = 12
"""Characters that may stand before the mark of such a place and belong to it: `(which is` and a space."""

_TOKEN = r"[A-Za-z0-9][\w+./&*-]{0,24}[\w+*]"
_QUOTES = r"[\"“”'‘’`]*"
_BRACKETS = re.compile(r"\(([^()]{2,160})\)")
_SHORT = re.compile(
    rf"\s*(?:(?:or|also|a\.?k\.?a\.?|abbreviated|dubbed|termed|called|named|short|i\.e\.),?\s+(?:as\s+)?)?{_QUOTES}"
    rf"({_TOKEN}){_QUOTES}\s*(?:[,;:/]\s.*|(?:for|in) short)?",
    re.DOTALL,
)
_TOKEN_BEFORE = re.compile(rf"(?:^|[\s(\[“\"'‘`/]){_QUOTES}({_TOKEN}){_QUOTES}\s*$")
_LONG = re.compile(rf"\s*(?:short for\s|(?:which )?(?:stands|standing) for\s|i\.e\.,?\s)?\s*{_QUOTES}(?=[^\W_])")
_NAMED = re.compile(rf",?\s(?:which (?:we|is) )?(?:a\.?k\.?a\.?|abbreviated),?(?: (?:as|to|by))? {_QUOTES}({_TOKEN})")
_NAMING = ("a.k.a", "abbreviated")
_SIGN = re.compile(rf": {_QUOTES}|,?\s\(?(?:which\s)?(?:is\s)?(?:short|stands) for\s{_QUOTES}")
_STANDING = (": ", " short for ", " stands for ")


def introductions(text: str) -> tuple[Introduction, ...]:
    """The acronyms that `text` gives a long form, in its order."""
    (found,) = introductions_of_all([text])
    return found


def introductions_of_all(texts: Sequence[str]) -> list[tuple[Introduction, ...]]:
    """Those of each text; of many together, for some ways of saying it are so rare that none of them knows it."""
    plains = [*map(plain, texts)]
    found = introductions_of_plain([bare for bare, _ in plains])
    return [placed(each, places) if each else each for each, (_, places) in zip(found, plains, strict=True)]


def introductions_of_plain(texts: Sequence[str]) -> list[tuple[Introduction, ...]]:
    """Those of each text, of which none has TeX's typefaces."""
    found = [[*_in_brackets(text)] if "(" in text else [] for text in texts]
    for number, each in _apart(texts):
        found[number].append(each)
    return [tuple(sorted(dict.fromkeys(each), key=attrgetter("start"))) if each else () for each in found]


def placed(found: Sequence[Introduction], places: Sequence[int]) -> tuple[Introduction, ...]:
    """With the places of the text that TeX's typefaces stand in."""
    if isinstance(places, range):
        return tuple(found)
    return tuple(
        Introduction(
            each.acronym,
            each.long_form,
            *(places[each.start], places[each.end - 1] + 1),
            *(places[each.long_start], places[each.long_end - 1] + 1),
        )
        for each in found
    )


def _in_brackets(text: str) -> Iterator[Introduction]:
    """`retrieval-augmented generation (RAG)`, and `RAG (retrieval-augmented generation)`."""
    for brackets in _BRACKETS.finditer(text):
        start, end = brackets.span(1)
        short = _SHORT.fullmatch(text, start, end)
        if short:
            yield from _backwards(text, short.span(1), brackets.start())
        elif " " in brackets[1] and (token := _acronym_before(text, brackets.start())):
            opening = _LONG.match(text, start, end)
            long = opening and long_form_before(text, text[slice(*token)], opening.end(), end)
            if opening and long and long[0] == opening.end():
                yield _introduction(text, token, long)


def _apart(texts: Sequence[str]) -> Iterator[tuple[int, Introduction]]:
    """Those that a few plain words or signs tell of, each with the number of its text."""
    together = "\n".join(texts)
    starts = [*accumulate((len(text) + 1 for text in texts), initial=0)]
    for mark, read in (*zip(_STANDING, repeat(_standing)), *zip(_NAMING, repeat(_named))):
        for place in _places(together, mark):
            number = bisect_right(starts, place) - 1
            for each in read(texts[number], place - starts[number]):
                yield number, each


def _places(text: str, mark: str) -> Iterator[int]:
    """Where `mark` stands: a search for a plain string, which takes no time where there is none."""
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _named(text: str, place: int) -> Iterator[Introduction]:
    """`duplex masked auto-encoder, a.k.a. DupMAE`."""
    if named := _NAMED.search(text, max(0, place - AROUND), place + 50):
        yield from _backwards(text, named.span(1), named.start())


def _standing(text: str, place: int) -> Iterator[Introduction]:
    """`LISA: large Language Instructed Segmentation Assistant`."""
    if text[max(0, place - AROUND - BEFORE) : place].islower():
        return
    sign = _SIGN.search(text, max(0, place - AROUND), place + 20)
    token = sign and _acronym_before(text, sign.start())
    if sign and token and (end := long_form_end(text, text[slice(*token)], sign.end())):
        yield _introduction(text, token, (sign.end(), end))


def _acronym_before(text: str, end: int) -> tuple[int, int] | None:
    """The place of the acronym that ends where `end` is, but for quotes and a space."""
    start = max(0, end - BEFORE)
    token = None if text[start:end].islower() else _TOKEN_BEFORE.search(text, start, end)
    return token.span(1) if token and is_acronym(token[1]) else None


def _backwards(text: str, short: tuple[int, int], end: int) -> Iterator[Introduction]:
    acronym = text[short[0] : short[1]]
    if is_acronym(acronym) and (long := long_form_before(text, acronym, 0, end)):
        yield _introduction(text, short, long)


def _introduction(text: str, short: tuple[int, int], long: tuple[int, int]) -> Introduction:
    acronym, long_form = text[slice(*short)], " ".join(text[slice(*long)].split())
    if is_plural(acronym):
        return Introduction(acronym[:-1], _singular(long_form), *short, *long)
    return Introduction(acronym, long_form, *short, *long)


def _singular(phrase: str) -> str:
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase
