"""Finds acronym definitions in a text: the acronym, its long form, and the positions of both.

The base is Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB
2003): a short form in brackets, a few words before it, and the letters of one matched in the other from right to
left. Titles and abstracts of today have more forms (`LISA: large Language Instructed Segmentation Assistant`,
`MTM (Memory-enhanced Transformers for Matching)`, `duplex masked auto-encoder, a.k.a. DupMAE`). So there are four
forms, each found by a string search and a regular expression, and one test for all: do the letters of the acronym
begin the words of the long form (`matching`)?
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat
from operator import attrgetter
from typing import NamedTuple

from generator.text.acronyms.matching import is_acronym, is_plural, long_form_after, long_form_before
from generator.text.sentences import strip_font_commands
from generator.text.substrings import find_all


class AcronymDefinition(NamedTuple):
    """An acronym with its long form, both without the plural's `s` where the acronym has one.

    `start, end` is the acronym's place in the text, `long_start, long_end` that of the long form, half-open.
    """

    acronym: str
    long_form: str
    start: int
    end: int
    long_start: int
    long_end: int


ACRONYM_WINDOW = 30
"""Characters before a colon, a bracket or the like, where an acronym may be."""
MARK_WINDOW = 12
"""Characters that may stand before the mark of such a place and belong to it: `(which is` and a space."""

_TOKEN = r"[A-Za-z0-9][\w+./&*-]{0,24}[\w+*]"
_QUOTES = r"[\"“”'‘’`]*"
_BRACKETS = re.compile(r"\(([^()]{2,160})\)")
_SHORT_FORM = re.compile(
    rf"\s*(?:(?:or|also|a\.?k\.?a\.?|abbreviated|dubbed|termed|called|named|short|i\.e\.),?\s+(?:as\s+)?)?{_QUOTES}"
    rf"({_TOKEN}){_QUOTES}\s*(?:[,;:/]\s.*|(?:for|in) short)?",
    re.DOTALL,
)
_TOKEN_BEFORE = re.compile(rf"(?:^|[\s(\[“\"'‘`/]){_QUOTES}({_TOKEN}){_QUOTES}\s*$")
_LONG_FORM_START = re.compile(
    rf"\s*(?:short for\s|(?:which )?(?:stands|standing) for\s|i\.e\.,?\s)?\s*{_QUOTES}(?=[^\W_])"
)
_AKA = re.compile(rf",?\s(?:which (?:we|is) )?(?:a\.?k\.?a\.?|abbreviated),?(?: (?:as|to|by))? {_QUOTES}({_TOKEN})")
_AKA_MARKS = ("a.k.a", "abbreviated")
_EXPANSION = re.compile(rf": {_QUOTES}|,?\s\(?(?:which\s)?(?:is\s)?(?:short|stands) for\s{_QUOTES}")
_EXPANSION_MARKS = (": ", " short for ", " stands for ")


def find_definitions_in_all(texts: Sequence[str]) -> list[tuple[AcronymDefinition, ...]]:
    """The acronyms that each text gives a long form, in its order.

    Of many texts together, for some ways of saying it are so rare that none of them knows it.
    """
    plains = [*map(strip_font_commands, texts)]
    found = find_definitions_in_plain([bare for bare, _ in plains])
    return [restore_positions(each, places) if each else each for each, (_, places) in zip(found, plains, strict=True)]


def find_definitions_in_plain(texts: Sequence[str]) -> list[tuple[AcronymDefinition, ...]]:
    """Those of each text, of which none has TeX's typefaces."""
    found = [[*_find_in_brackets(text)] if "(" in text else [] for text in texts]
    for number, each in _find_by_marks(texts):
        found[number].append(each)
    return [tuple(sorted(dict.fromkeys(each), key=attrgetter("start"))) if each else () for each in found]


def restore_positions(found: Sequence[AcronymDefinition], places: Sequence[int]) -> tuple[AcronymDefinition, ...]:
    """With the places of the text that TeX's typefaces stand in."""
    if isinstance(places, range):
        return tuple(found)
    return tuple(
        AcronymDefinition(
            each.acronym,
            each.long_form,
            *(places[each.start], places[each.end - 1] + 1),
            *(places[each.long_start], places[each.long_end - 1] + 1),
        )
        for each in found
    )


def _find_in_brackets(text: str) -> Iterator[AcronymDefinition]:
    """`retrieval-augmented generation (RAG)`, and `RAG (retrieval-augmented generation)`."""
    for brackets in _BRACKETS.finditer(text):
        start, end = brackets.span(1)
        short = _SHORT_FORM.fullmatch(text, start, end)
        if short:
            yield from _match_before(text, short.span(1), brackets.start())
        elif " " in brackets[1] and (token := _acronym_before(text, brackets.start())):
            opening = _LONG_FORM_START.match(text, start, end)
            long = opening and long_form_before(text, text[slice(*token)], opening.end(), end)
            if opening and long and long[0] == opening.end():
                yield _definition(text, token, long)


def _find_by_marks(texts: Sequence[str]) -> Iterator[tuple[int, AcronymDefinition]]:
    """Those that a few plain words or signs tell of, each with the number of its text."""
    together = "\n".join(texts)
    starts = [*accumulate((len(text) + 1 for text in texts), initial=0)]
    for mark, read in (*zip(_EXPANSION_MARKS, repeat(_match_expansion)), *zip(_AKA_MARKS, repeat(_match_aka))):
        for place in find_all(together, mark):
            number = bisect_right(starts, place) - 1
            for each in read(texts[number], place - starts[number]):
                yield number, each


def _match_aka(text: str, place: int) -> Iterator[AcronymDefinition]:
    """`duplex masked auto-encoder, a.k.a. DupMAE`."""
    if named := _AKA.search(text, max(0, place - MARK_WINDOW), place + 50):
        yield from _match_before(text, named.span(1), named.start())


def _match_expansion(text: str, place: int) -> Iterator[AcronymDefinition]:
    """`LISA: large Language Instructed Segmentation Assistant`."""
    if text[max(0, place - MARK_WINDOW - ACRONYM_WINDOW) : place].islower():
        return
    sign = _EXPANSION.search(text, max(0, place - MARK_WINDOW), place + 20)
    token = sign and _acronym_before(text, sign.start())
    if sign and token and (long := long_form_after(text, text[slice(*token)], sign.end())):
        yield _definition(text, token, long)


def _acronym_before(text: str, end: int) -> tuple[int, int] | None:
    """The place of the acronym that ends where `end` is, but for quotes and a space."""
    start = max(0, end - ACRONYM_WINDOW)
    token = None if text[start:end].islower() else _TOKEN_BEFORE.search(text, start, end)
    return token.span(1) if token and is_acronym(token[1]) else None


def _match_before(text: str, short: tuple[int, int], end: int) -> Iterator[AcronymDefinition]:
    acronym = text[short[0] : short[1]]
    if is_acronym(acronym) and (long := long_form_before(text, acronym, 0, end)):
        yield _definition(text, short, long)


def _definition(text: str, short: tuple[int, int], long: tuple[int, int]) -> AcronymDefinition:
    acronym, long_form = text[slice(*short)], " ".join(text[slice(*long)].split())
    if is_plural(acronym):
        return AcronymDefinition(acronym[:-1], _singular(long_form), *short, *long)
    return AcronymDefinition(acronym, long_form, *short, *long)


def _singular(phrase: str) -> str:
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    if phrase.endswith(("xes", "tches", "shes", "sses")):
        return phrase[:-2]
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase
