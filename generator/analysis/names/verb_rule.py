"""The verb rule: `We propose X`. Yields the names that are the object of a verb of presenting.

The words after the verb are read one by one up to the end of its object, which is the first preposition, relative or
conjunction. A name on the way counts where it stands as a noun: right behind the verb, an article or its kind.
"""

import re
from collections.abc import Iterator

from generator.analysis.names import context
from generator.analysis.names.context import CAPITALISED_RUN, Acronyms, Spans, acronym_at, claim_from_acronym
from generator.analysis.names.kinds import WORD, kind_after, kind_in
from generator.analysis.names.lexicon import COMMON, KIND_OF, MODIFYING, NOUNS, OBJECT_ENDS, PAST_FORMS, Kind
from generator.analysis.names.shapes import CLOSING, OPENING, NameClaim, bare_name, is_name

# What comes first behind a verb: a capital, or a word after which no name is its object any more.
_CAPITAL_OR_END = re.compile(
    r"[A-Z]|[.;]\s|\s(?:called|named|dubbed|termed|" + "|".join(sorted(OBJECT_ENDS)) + r")(?=\s)"
)
_PASSIVE = re.compile(
    r"(?:^|[.,] |\b(?:and|benchmark|dataset|framework|model|method) )(?P<name>[A-Za-z0-9][\w+*-]*[\w+*]) (?:is|are) $"
)
_SUBJECT = re.compile(
    r"(?:\b(?:we|and|to|also|then|further|first|next|paper|work|study|article|authors|will|furthermore|additionally|finally)|,)"
    r"\s+(?:\w+ly\s+)?$"
)
_WE_HAVE = re.compile(r"\b(?:we|have|also|newly|then|and)\s+(?:\w+\s+)?$")
TOKEN = re.compile(r"\S+")
_SIGNS = OPENING + CLOSING
_ARTICLES = ("", "a", "an", "the", "our")
_LEADS = frozenset(("", "the", "our", "called", "named", "dubbed", "termed", "namely", "i.e", "ie", "both", "proposed"))
MOST_WORDS = 22
MOST_LETTERS = 180


def find_presented_names(text: str, places: Spans, acronyms: Acronyms) -> Iterator[NameClaim]:
    """`we propose X`, and what else a verb of presenting has for its object."""
    for start, end in places:
        if text.endswith((" is ", " are "), 0, start) and (passive := _PASSIVE.search(text, max(0, start - 45), start)):
            if (
                is_name(passive["name"])
                and text[start:end].rstrip(",") in PAST_FORMS
                and not text.startswith(" by ", end)
            ):
                yield NameClaim(passive["name"], kind_after(text, passive.end("name")), *passive.span("name"))
            continue
        first = _CAPITAL_OR_END.search(text, end, end + MOST_LETTERS)
        near = first and (first[0].isupper() or any(0 <= each.long_start - end < 90 for each in acronyms.values()))
        if near and _is_active(text, start, text[start:end].rstrip(",")):
            yield from _object_names(text, end, acronyms)


def _is_active(text: str, start: int, verb: str) -> bool:
    """Whether the sentence presents something itself, and does not speak of what was presented elsewhere."""
    before = text[max(0, start - 30) : start].lower()
    if before.endswith(("the ", "our ")):
        return verb == "proposed"
    if before.endswith(("of ", "a ", "an ", "-", "at ", "such ", "is ", "are ", "to-")):
        return False
    if verb.endswith("ing"):
        return before.endswith(("by ", ", ", "and ")) or not before
    if verb in NOUNS:
        return _SUBJECT.search(before) is not None
    return verb not in PAST_FORMS or _WE_HAVE.search(before) is not None


def _object_names(text: str, start: int, acronyms: Acronyms) -> Iterator[NameClaim]:
    """Names on the way from a verb to the end of its object."""
    kind: Kind = ""
    before, taken, skipped_to, stop = "", False, start, context.sentence_end(text, start)
    ahead = {place: each for place, each in acronyms.items() if start <= min(each.start, each.long_start) < stop}
    for number, token in enumerate(TOKEN.finditer(text, start, stop)):
        begin = token.start()
        if begin < skipped_to:
            continue
        word = token[0].strip(_SIGNS)
        at, lower = begin + token[0].find(word), word.lower()
        if ahead and not taken and (own := acronym_at(ahead, token.span())):
            yield claim_from_acronym(
                own, kind or kind_after(text, max(own.end, own.long_end)) or kind_in(own.long_form)
            )
            taken, skipped_to = True, max(own.end, own.long_end)
        elif number >= MOST_WORDS or (lower in OBJECT_ENDS and not (taken and lower == "and")):
            return
        elif (
            word != lower
            and is_name(word := bare_name(word))
            and _may_follow(before, taken)
            and not _continues(text, token, word)
        ):
            yield NameClaim(word, kind or kind_after(text, at + len(word)), at, at + len(word))
            taken = True
        elif (
            not taken
            and before in _ARTICLES
            and (run := CAPITALISED_RUN.match(text, at, stop))
            and _is_phrase(run["run"], before, _word_at(text, run.end()))
        ):
            phrase = run["run"].rstrip(CLOSING)
            yield NameClaim(phrase, kind_in(phrase) or kind_after(text, at + len(phrase)), at, at + len(phrase))
            taken, skipped_to = True, at + len(phrase)
        kind = KIND_OF.get(lower, kind)
        before = lower
        if token[0].endswith(";"):
            return


def _may_follow(before: str, taken: bool) -> bool:
    """Whether a name may stand behind the word `before`; behind another name only in a row of names."""
    return before == "and" if taken else before in _LEADS or before in KIND_OF


def _continues(text: str, token: re.Match[str], word: str) -> bool:
    """Whether a word like `Self-Awareness` is only the first of several that are the name together."""
    plain_parts = all(part[1:].islower() or len(part) < 2 for part in word.split("-"))
    return "-" in word and plain_parts and token[0][-1:].isalnum() and text[token.end() + 1 : token.end() + 2].isupper()


def _is_phrase(run: str, before: str, behind: str) -> bool:
    """Whether capitalised words are a name: three that end in what it is, or two right behind the verb."""
    words = run.rstrip(CLOSING).split()
    known = any(word in COMMON or word.rstrip("s") in COMMON or MODIFYING.fullmatch(word) for word in words)
    if known or len(words) < 2 or not all(word[0].isupper() or word[0].islower() for word in words):
        return False
    return before == "" or (len(words) > 2 and (words[-1].lower() in KIND_OF or behind in KIND_OF))


def _word_at(text: str, place: int) -> str:
    word = WORD.match(text, place + 1)
    return word[0].lower() if word else ""
