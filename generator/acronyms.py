"""Acronyms that a text introduces, each with its long form and where both stand.

The base is Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB
2003): a short form in brackets, a few words before it, and the letters of the one looked for in the other from right
to left. Titles and abstracts of today say it in more ways (`LISA: large Language Instructed Segmentation Assistant`,
`MTM (Memory-enhanced Transformers for Matching)`, `duplex masked auto-encoder, a.k.a. DupMAE`), so there are four
shapes, each found by a string search and a regular expression, and one question asked of all: do the letters of the
one begin the words of the other?

That question is stricter than the paper's, which lets a letter match anywhere: either every capital begins a word, or
a part of one at a hyphen or a capital, and few words are left over; or the letters are found as the paper has it and
at least half of the words give their first letter. What is lost is little, and what is kept can be believed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, repeat
from operator import attrgetter
from typing import NamedTuple

from generator.prose import plain


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


LONGEST = 16
"""Characters of an acronym."""
MOST_LEFT = 2
"""Words of a long form that need not give a letter, those without content apart."""

LETTERS_A_WORD = 14
"""Characters to look at for each word a long form may have."""
BEFORE = 30
"""Characters before a colon, a bracket or the like, where an acronym may be."""
AROUND = 12
"""Characters that may stand before the mark of such a place and belong to it: `(which is` and a space."""

_EMPTY = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "over", "per", "that",
     "the", "through", "to", "under", "using", "via", "with")
)  # fmt: skip
_TAIL = _EMPTY - {"a", "an", "and", "of", "or", "over", "per", "the"}
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
# A set of characters comes first, for `re` runs to one; what makes each of them a cut is asked behind it.
_CUT = re.compile(r"[;:()\[\].?!\n`'](?:(?<=[;:()\[\]])|(?<=[.?!])(?=\s)|(?<=\n)\n|(?<=`)`|(?<=')')")
_PART = re.compile(r"(?<![^\W_])[^\W_]|[A-Z]|(?<=[A-Za-z])\d")
_WORD = re.compile(r"[^\W_]+")
_TOKENS = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W_]")
_PLURAL = re.compile(r".*[A-Z\d]s")


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
            long = opening and _long_form_before(text, text[slice(*token)], opening.end(), end)
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
    if sign and token and (end := _long_form_end(text, text[slice(*token)], sign.end())):
        yield _introduction(text, token, (sign.end(), end))


def _acronym_before(text: str, end: int) -> tuple[int, int] | None:
    """The place of the acronym that ends where `end` is, but for quotes and a space."""
    start = max(0, end - BEFORE)
    token = None if text[start:end].islower() else _TOKEN_BEFORE.search(text, start, end)
    return token.span(1) if token and _is_acronym(token[1]) else None


def _backwards(text: str, short: tuple[int, int], end: int) -> Iterator[Introduction]:
    acronym = text[short[0] : short[1]]
    if _is_acronym(acronym) and (long := _long_form_before(text, acronym, 0, end)):
        yield _introduction(text, short, long)


def _introduction(text: str, short: tuple[int, int], long: tuple[int, int]) -> Introduction:
    acronym, long_form = text[slice(*short)], " ".join(text[slice(*long)].split())
    if _is_plural(acronym):
        return Introduction(acronym[:-1], _singular(long_form), *short, *long)
    return Introduction(acronym, long_form, *short, *long)


def _singular(phrase: str) -> str:
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase


@lru_cache(1 << 14)
def _is_acronym(token: str) -> bool:
    """Two capitals, or one and a digit; not too long, no pair and no address."""
    if token.islower() or not 2 <= len(token) <= LONGEST or "/" in token:
        return False
    capitals = sum(map(str.isupper, token))
    return capitals > 1 or (capitals == 1 and any(map(str.isdigit, token)))


def _is_plural(acronym: str) -> bool:
    return acronym[-1] == "s" and _PLURAL.fullmatch(acronym) is not None


@lru_cache(1 << 14)
def _letters(acronym: str) -> str:
    """Its letters and digits, without the plural's `s`."""
    return "".join(_LETTER.findall(acronym[:-1] if _is_plural(acronym) else acronym))


@lru_cache(1 << 14)
def _heads(letters: str) -> str:
    """Those that must begin a word: the first, the capitals and the digits; small."""
    return "".join(c.lower() for n, c in enumerate(letters) if n == 0 or c.isupper() or c.isdigit())


def _long_form_before(text: str, acronym: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the long form that ends at `end`, or, where `for ...` goes on, a little before."""
    letters = _letters(acronym)
    most = min(len(letters) + 5, 2 * len(letters))
    if end - start > LETTERS_A_WORD * most:
        start = text.find(" ", end - LETTERS_A_WORD * most) + 1
    for cut in _CUT.finditer(text, start, end):
        start = cut.end()
    window = text[start:end].rstrip(" \n,~–—-“\"'‘`")
    if not window or (window.endswith(acronym) and window.rsplit(None, 1)[-1] == acronym):
        return None
    place = _plainly(window, letters) or _otherwise(window, letters, most)
    return (start + place[0], start + place[1]) if place else None


def _plainly(window: str, letters: str) -> tuple[int, int] | None:
    """A letter for each of the last words: most acronyms are like that, and this is quick."""
    words = window.replace("-", " ").rsplit(None, len(letters))[-len(letters) :]
    if "".join([word[0] for word in words]).lower() != letters.lower():
        return None
    start = window.rfind(words[0], 0, len(window) - sum(map(len, words[1:])) - len(words) + 1)
    return (start, len(window)) if start >= 0 and _opens(window, start) else None


def _otherwise(window: str, letters: str, most: int) -> tuple[int, int] | None:
    """The same among the last words, so `most` of them."""
    words = window.rsplit(None, most)
    first = len(words[0]) if len(words) > most else 0
    return _strictly(window, first, letters) or _loosely(window, first, letters.lower())


def _strictly(window: str, first: int, letters: str) -> tuple[int, int] | None:
    """Every head begins a part of a word, the first one a word; few words are left over."""
    heads = _heads(letters)
    missing, last = len(heads), 0
    for place in reversed([part.start() for part in _PART.finditer(window, first)]):
        if _begins(window, place, heads[missing - 1]) and (missing > 1 or _opens(window, place)):
            missing, last = missing - 1, last or place
            if not missing:
                break
    if missing:
        return None
    phrase = window[place : _without_tail(window, last)]
    left = len(_telling(phrase)) - len(heads)
    fits = left <= min(MOST_LEFT, len(heads) - 1) and _spells(letters, phrase)
    return (place, place + len(phrase)) if fits else None


def _begins(window: str, place: int, head: str) -> bool:
    return window[place].lower() == head or (head == "x" and window[place : place + 2].lower() == "ex")


def _opens(window: str, place: int) -> bool:
    """Whether a word starts there, not a part of one."""
    return place == 0 or window[place - 1] in " \n\"“'‘`("


def _without_tail(window: str, last: int) -> int:
    """Where a long form ends whose last letter stands at `last`: before a `for ...` that follows its word."""
    tail = next((word.start() for word in _WORD.finditer(window, last) if word[0] in _TAIL), len(window))
    return len(window[:tail].rstrip())


def _telling(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(phrase) if word not in _EMPTY]


def _spells(letters: str, phrase: str) -> bool:
    """Whether `letters` stand in `phrase` in their order."""
    rest = iter(phrase.lower())
    return all(letter in rest for letter in letters.lower())


def _loosely(window: str, first: int, letters: str) -> tuple[int, int] | None:
    """Schwartz and Hearst's own way, for three letters and more, where half of the words give their first."""
    lower, place = window.lower(), len(window)
    if len(letters) < 3 or len(lower) != len(window):
        return None
    for letter in reversed(letters[1:]):
        place = lower.rfind(letter, first, place)
        if place < 0:
            return None
    place = lower.rfind(letters[0], first, place)
    while place >= 0 and not _opens(window, place):
        place = lower.rfind(letters[0], first, place)
    return (place, len(window)) if place >= 0 and _covers(letters, window[place:]) else None


def _covers(letters: str, phrase: str) -> bool:
    """Whether the first letters of at least half of the words of `phrase` stand in `letters`, in their order."""
    rest, given = letters, 0
    for part in _PART.finditer(phrase):
        _, found, after = rest.partition(part[0].lower())
        if found:
            rest, given = after, given + 1
    return 2 * given >= len(_telling(phrase)) and len(phrase) > len(letters) + 2


def _long_form_end(text: str, acronym: str, start: int) -> int | None:
    """Where the long form ends that starts at `start`: its words give every head in turn, all but one of them."""
    letters = _letters(acronym)
    heads, most_left = _heads(letters), int(len(letters) > 2)
    cut = _CUT.search(text, start)
    for word in _TOKENS.finditer(text, start, cut.start() if cut else len(text)):
        before = heads
        for part in _PART.finditer(text, word.start(), word.end()):
            heads = heads[_begins(text, part.start(), heads[:1] or " ") :]
        most_left -= heads == before and word[0].lower() not in _EMPTY
        if most_left < 0 or (word.start() == start and heads == before):
            return None
        if not heads:
            end = word.start() + len(word[0].rstrip(",.\"”'’`"))
            return end if len(_heads(letters)) > 1 and _spells(letters, text[start:end]) else None
    return None
