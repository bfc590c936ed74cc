"""Tests whether the letters of an acronym begin the words of a long form.

The test is stricter than Schwartz and Hearst's, where a letter may match anywhere. Either every capital begins a
word, or a part of one at a hyphen or a capital, and few words are left over; or the letters match as in their
algorithm and at least half of the words give their first letter. This loses little, and what is found can be trusted.
"""

import re

MAX_LENGTH = 16
"""Characters of an acronym."""
MAX_UNMATCHED_WORDS = 2
"""Words of a long form that need not give a letter, those without content apart."""

MAX_MORE_WORDS = 4
"""Words that close a phrase behind the last one that gives a letter."""

CHARACTERS_PER_WORD = 14
"""Characters to look at for each word a long form may have."""

_FUNCTION_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "over", "per", "that",
     "the", "through", "to", "under", "using", "via", "with")
)  # fmt: skip
_TAIL_STARTERS = _FUNCTION_WORDS - {"a", "an", "and", "of", "or", "over", "per", "the"}
_ENDING = _TAIL_STARTERS | {"of", "driven", "guided", "based"}
_CONJUNCTION = re.compile(r"(?:and|or|as|with|that)\b")
_KIND = re.compile(
    r"\s(?:method|approach|framework|strategy|technique|algorithm|mechanism|system|model|network|module|dataset|benchmark"
    r"|task|problem|metric|scheme|paradigm|architecture)s?\s*$"
)
_ARTICLE = re.compile(r"(?:[Aa]n?|[Tt]he)\s")
# A set of characters comes first, for `re` runs to one; what makes each of them a cut is asked behind it.
_BOUNDARY = re.compile(r"[;:()\[\].?!\n`'](?:(?<=[;:()\[\]])|(?<=[.?!])(?=\s)|(?<=\n)\n|(?<=`)`|(?<=')')")
_WORD_PART_START = re.compile(r"(?<![^\W_])[^\W_]|[A-Z]|(?<=[A-Za-z])\d")
_WORD = re.compile(r"[^\W_]+")
_TOKENS = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W_]")
_PLURAL = re.compile(r".*[A-Z\d]s")


def is_acronym(token: str) -> bool:
    """Two capitals, or one and a digit; not too long, no pair and no address."""
    if token.islower() or not 2 <= len(token) <= MAX_LENGTH or "/" in token:
        return False
    capitals = sum(map(str.isupper, token))
    return capitals > 1 or (capitals == 1 and any(map(str.isdigit, token)))


def is_plural(acronym: str) -> bool:
    return acronym[-1] == "s" and _PLURAL.fullmatch(acronym) is not None


def _letters(acronym: str) -> str:
    """Its letters and digits, without the plural's `s`."""
    return "".join(_LETTER.findall(acronym[:-1] if is_plural(acronym) else acronym))


def _required_letters(letters: str) -> str:
    """Those that must begin a word: the first, the capitals and the digits; small."""
    return "".join(c.lower() for n, c in enumerate(letters) if n == 0 or c.isupper() or c.isdigit())


def long_form_before(text: str, acronym: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the long form that ends at `end`, or, where `for ...` goes on, a little before."""
    letters = _letters(acronym)
    most = min(len(letters) + 5, 2 * len(letters))
    if end - start > CHARACTERS_PER_WORD * most:
        start = text.find(" ", end - CHARACTERS_PER_WORD * most) + 1
    for cut in _BOUNDARY.finditer(text, start, end):
        start = cut.end()
    window = text[start:end].rstrip(" \n,~–—-“”\"'‘’`")
    if not window or (window.endswith(acronym) and window.rsplit(None, 1)[-1] == acronym):
        return None
    place = _match_initials(window, letters) or _match_last_words(window, letters, most)
    if not place or _CONJUNCTION.match(window, place[0]) or window.startswith(f"{acronym}-", place[0]):
        return None
    return start + place[0], start + place[1]


def _match_initials(window: str, letters: str) -> tuple[int, int] | None:
    """A letter for each of the last words: most acronyms are like that, and this is quick."""
    words = window.replace("-", " ").rsplit(None, len(letters))[-len(letters) :]
    if "".join([word[0] for word in words]).lower() != letters.lower():
        return None
    start = window.rfind(words[0], 0, len(window) - sum(map(len, words[1:])) - len(words) + 1)
    return (start, len(window)) if start >= 0 and _is_word_start(window, start) else None


def _match_last_words(window: str, letters: str, most: int) -> tuple[int, int] | None:
    """The same among the last words, so `most` of them."""
    words = window.rsplit(None, most)
    first = len(words[0]) if len(words) > most else 0
    return _match_word_starts(window, first, letters) or _match_schwartz_hearst(window, first, letters.lower())


def _match_word_starts(window: str, first: int, letters: str) -> tuple[int, int] | None:
    """Every head begins a part of a word, the first one a word; few words are left over."""
    heads = _required_letters(letters)
    missing, last = len(heads), 0
    for place in reversed([part.start() for part in _WORD_PART_START.finditer(window, first)]):
        if _begins_with(window, place, heads[missing - 1]) and (missing > 1 or _is_word_start(window, place)):
            missing, last = missing - 1, last or place
            if not missing:
                break
    if missing:
        return None
    phrase = window[place : _end_before_tail(window, last)]
    left = len(_content_words(phrase)) - len(heads)
    fits = left <= min(MAX_UNMATCHED_WORDS, len(heads) - 1) and _is_subsequence(letters, phrase)
    return (place, place + len(phrase)) if fits else None


def _begins_with(window: str, place: int, head: str) -> bool:
    return window[place].lower() == head or (head == "x" and window[place : place + 2].lower() == "ex")


def _is_word_start(window: str, place: int) -> bool:
    """Whether a word starts there, not a part of one."""
    return place == 0 or window[place - 1] in " \n\"“'‘`("


def _end_before_tail(window: str, last: int) -> int:
    """Where a long form ends whose last letter stands at `last`: before a `for ...` that follows its word, and before
    what the text says it is: `visual prompt tuning method (VPT)`."""
    tail = next((word.start() for word in _WORD.finditer(window, last) if word[0] in _TAIL_STARTERS), len(window))
    kind = _KIND.search(window, last, tail)
    return len(window[: kind.start() if kind else tail].rstrip())


def _content_words(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(phrase) if word not in _FUNCTION_WORDS]


def _is_subsequence(letters: str, phrase: str) -> bool:
    """Whether `letters` stand in `phrase` in their order."""
    rest = iter(phrase.lower())
    return all(letter in rest for letter in letters.lower())


def _match_schwartz_hearst(window: str, first: int, letters: str) -> tuple[int, int] | None:
    """Schwartz and Hearst's own way, for three letters and more, where half of the words give their first."""
    lower, place = window.lower(), len(window)
    if len(letters) < 3 or len(lower) != len(window):
        return None
    for letter in reversed(letters[1:]):
        place = lower.rfind(letter, first, place)
        if place < 0:
            return None
    place = lower.rfind(letters[0], first, place)
    while place >= 0 and not _is_word_start(window, place):
        place = lower.rfind(letters[0], first, place)
    return (place, len(window)) if place >= 0 and _covers_half(letters, window[place:]) else None


def _covers_half(letters: str, phrase: str) -> bool:
    """Whether the first letters of at least half of the words of `phrase` stand in `letters`, in their order."""
    rest, given = letters, 0
    for part in _WORD_PART_START.finditer(phrase):
        _, found, after = rest.partition(part[0].lower())
        if found:
            rest, given = after, given + 1
    return 2 * given >= len(_content_words(phrase)) and len(phrase) > len(letters) + 2


def long_form_after(text: str, acronym: str, start: int) -> tuple[int, int] | None:
    """The place of the long form that starts at `start`, or behind an article there, which is seldom a part of it."""
    article = _ARTICLE.match(text, start)
    if article and (end := _long_form_end(text, acronym, article.end())):
        return article.end(), end
    end = None if article and acronym[1:2].islower() else _long_form_end(text, acronym, start)
    return (start, end) if end else None


def _long_form_end(text: str, acronym: str, start: int) -> int | None:
    """Where the long form ends that starts at `start`: its words give every head in turn, all but one of them."""
    letters = _letters(acronym)
    heads, most_left = _required_letters(letters), int(len(letters) > 2)
    cut = _BOUNDARY.search(text, start)
    for word in _TOKENS.finditer(text, start, cut.start() if cut else len(text)):
        before = heads
        for part in _WORD_PART_START.finditer(text, word.start(), word.end()):
            heads = heads[_begins_with(text, part.start(), heads[:1] or " ") :]
        most_left -= heads == before and word[0].lower() not in _FUNCTION_WORDS
        if most_left < 0 or (word.start() == start and heads == before):
            return None
        if not heads:
            end = _phrase_end(text, word.start(), cut.start() if cut else len(text))
            is_whole = len(_required_letters(letters)) > 1 and word[0] not in _FUNCTION_WORDS
            return end if is_whole and _is_subsequence(letters, text[start:end]) else None
    return None


def _phrase_end(text: str, start: int, stop: int) -> int:
    """Where the noun phrase ends that a word is in: `HyperTea: Hypergraph-based Temporal Enhancement for ...`."""
    end = start
    for number, word in enumerate(_TOKENS.finditer(text, start, stop)):
        if number and (number > MAX_MORE_WORDS or word[0].lower() in _ENDING or not word[0][0].isalnum()):
            break
        end = word.start() + len(word[0].rstrip(",.\"”'’`"))
        if end < word.end():
            break
    return end
