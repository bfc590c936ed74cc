"""The verb rule: `We propose X`. Yields the names that are the object of a verb of presenting.

The words after the verb are read one by one up to the end of its object, which is the first preposition, relative or
conjunction. A name on the way counts where it stands as a noun: right behind the verb, an article or its kind.
"""

import re
from collections.abc import Iterator

from generator.analysis.names import context
from generator.analysis.names.context import CAPITALISED_RUN, Acronyms, Spans, acronym_at, claim_from_acronym
from generator.analysis.names.kinds import WORD, kind_after, kind_behind, kind_beside, kind_in
from generator.analysis.names.lexicon import COMMON, KIND_OF, MODIFYING, NOUNS, OBJECT_ENDS, PAST_FORMS, Kind
from generator.analysis.names.shapes import CLOSING, OPENING, NameClaim, bare_name, is_first_of_phrase, is_name

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
_WEAK = re.compile(r"(?:provid|formulat|describ|build|design|construct|develop|collect|establish)(?:e?|e?s|ing|ed)\b")
_ANY_NOUN = OBJECT_ENDS | {"series", "publicly"}
_NOUN_BEHIND = re.compile(r" ([a-z][a-z-]+)(?!\w*ed\b)")
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
            yield from _object_names(text, end, acronyms, is_weak=_WEAK.match(text, start) is not None)


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


def _object_names(text: str, start: int, acronyms: Acronyms, *, is_weak: bool) -> Iterator[NameClaim]:
    """Names on the way from a verb to the end of its object. A verb that is weak says it of what is known, too."""
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
            yield claim_from_acronym(own, _kind_at(text, max(own.end, own.long_end), kind) or kind_in(own.long_form))
            taken, skipped_to = True, max(own.end, own.long_end)
        elif (
            number >= MOST_WORDS
            or (lower in OBJECT_ENDS and not (taken and lower == "and"))
            or (lower.endswith("ing") and text.startswith(", ", begin - 2))
        ):
            return
        elif (
            word != lower
            and not _in_long_brackets(text, begin, token[0])
            and is_name(word := bare_name(word))
            and _may_follow(before, taken)
            and not is_first_of_phrase(text, word, at + len(word))
            and not (number == 0 and is_weak and _qualifies(text, at + len(word)))
        ):
            at = text.find(word, begin)
            yield NameClaim(word, _kind_at(text, at + len(word), kind), at, at + len(word))
            taken = True
        elif (
            not taken
            and before in _ARTICLES
            and (run := CAPITALISED_RUN.match(text, at, stop))
            and _is_phrase(run["run"], before, _word_at(text, run.end()))
        ):
            phrase = bare_name(run["run"])
            yield NameClaim(phrase, kind_in(phrase) or kind_after(text, at + len(phrase)), at, at + len(phrase))
            taken, skipped_to = True, at + len(phrase)
        kind = KIND_OF.get(lower, "" if token[0].endswith(",") else kind)
        before = "-" if word != lower and word.isupper() else lower
        if token[0].endswith(";"):
            return


def _in_long_brackets(text: str, begin: int, token: str) -> bool:
    """Whether a word opens the brackets behind a name that hold more than it: `Oil Lamp Cropping (OIL-LC v2)`."""
    before = text[max(0, begin - 30) : begin].split()[-1:]
    return token[0] == "(" and ")" not in token and before[0][:1].isupper()


def _kind_at(text: str, place: int, before: Kind) -> Kind:
    """The kind of a name that ends there, by what explains it, else by the noun `before` it or behind it."""
    return kind_beside(text, place) or before or kind_behind(text, place)


def _may_follow(before: str, taken: bool) -> bool:
    """Whether a name may stand behind the word `before`; behind another name only in a row of names."""
    return before == "and" if taken else before in _LEADS or before in KIND_OF


def _qualifies(text: str, place: int) -> bool:
    """Whether a name that ends there stands before a noun that is no name's: `build MILP models`."""
    behind = _NOUN_BEHIND.match(text, place)
    return behind is not None and behind[1] not in _ANY_NOUN and (behind[1] not in KIND_OF or behind[1].endswith("s"))


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
