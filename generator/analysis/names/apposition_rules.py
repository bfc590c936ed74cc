"""Apposition rules: names next to the noun that says what they are (`X, a novel method`, `our X dataset`,
`four datasets: A, B, C and D`). Each function takes a text and the spans of its cues and yields `NameClaim`s.
"""

import re
from collections.abc import Iterator, Sequence

from generator.analysis.names.context import Acronyms, Spans, is_acronym_of, sentence_begin
from generator.analysis.names.kinds import kind_in
from generator.analysis.names.lexicon import KIND_OF, OBJECT_ENDS, VERB_FORMS, Kind
from generator.analysis.names.shapes import CLOSING, OPENING, NameClaim, bare_name, is_name

_AFTER_NEW = re.compile(
    r"\s+(?:[\w-]+,?\s+){0,5}?(?P<kind>[a-z]+)[,:]?\s+(?:(?:called|named|dubbed)\s+)?(?P<name>[A-Za-z0-9][\w+*-]*[\w+*])"
)
_LIST = re.compile(
    r"\s+[A-Z0-9][\w+*-]*[\w+*](?:\s*\([^()]*\))?(?:(?:,\s+and|,|\s+and)\s+[A-Z0-9][\w+*-]*[\w+*](?:\s*\([^()]*\))?)+"
)
_LISTED = re.compile(r"[A-Z0-9][\w+*-]*[\w+*](?![^(]*\))")
_IN_BRACKETS = re.compile(
    r"\((?P<name>[A-Za-z0-9][\w+*-]*[\w+*])\)(?=[.,;:]|\s(?:[a-z]\w*s|validate|"
    + "|".join(sorted(OBJECT_ENDS))
    + r")\b)"
)
_OTHERS = re.compile(r"\b(?:existing|standard|public|popular|common|widely|well-known)\b|-to-\w+ $")
_OURS_FORMS = VERB_FORMS | {"our", "newly"}
_NOT_OURS = OBJECT_ENDS - {"and", "with"} | {"existing", "popular", "public", "standard"}
_RESULTING = re.compile(
    r"\b(?:resulting|new|novel|our|proposed?|introduced?|present|construct|build|create|release)\b[^.();]{0,60}"
    r"\b(?P<kind>dataset|corpus|benchmark|method|framework|model)\b[^.();]{0,90}$"
)
_OURS = re.compile(
    r"[Oo]ur\s+(?P<news>(?:(?:newly|new|novel|proposed|constructed|introduced|curated|released|final|specialized|custom)\s+)*)"
    r"(?:(?P<kind>[a-z]+)[,:]?\s+(?:called\s+|named\s+|dubbed\s+)?)?(?P<name>[A-Za-z0-9][\w+*-]*[\w+*])(?P<after>(?:\s+(?!and\b)[a-z]+){0,2})"
    r"(?:\s+and\s+(?P<second>[A-Z][\w+*-]*[\w+*]))?"
)
_LONG_FORM = re.compile(r"\s*\([^()]*\s[^()]*\)")
_DIGIT = re.compile(r"\d")
_CAPITAL_OR_DIGIT = re.compile(r"[A-Z\d]")


def find_appositions(text: str, places: Spans, acronyms: Acronyms) -> Iterator[NameClaim]:
    """`X, a novel method`, `X -- a new approach`, `X is the first dataset`."""
    for place, end in places:
        words = text[max(0, place - 90) : place].rsplit(None, 7)[1:]
        at = _explained_word(words)
        if at >= 0 and ")" in words[at] and "(" not in words[at]:
            words = _LONG_FORM.sub("", text[max(0, place - 180) : place]).rsplit(None, 7)[1:]
            at = _explained_word(words)
        if at < 0 or _is_closing_word(words[: at + 1]):
            continue
        name = bare_name(words[at].strip(OPENING + CLOSING + "—–-"))
        if (is_name(name) or is_acronym_of(name, acronyms)) and (kind := kind_in(text[end : end + 120])):
            start = text.rfind(name, 0, place)
            yield NameClaim(name, kind, start, start + len(name))


def _explained_word(words: Sequence[str]) -> int:
    """The word that a sign and an article stand behind: `X, a`, `X -- the`, `X is an`; -1 is none."""
    article = next((n for n in range(len(words) - 1, 0, -1) if words[n] in ("a", "an", "the", "our")), 0)
    if article > 1 and words[article - 1] in ("-", "--", "—", "–", "is", ":"):
        return article - 2
    return article - 1 if article and words[article - 1][-1:] in (",", ":", "-", "—", "–") else -1


def _is_closing_word(words: Sequence[str]) -> bool:
    """Whether the last word only closes a name or a long form: `Decoupled MeanFlow`, `Pro-GRPO (Proactive GRPO)`."""
    word, before, first = (*reversed(words[-3:]), "", "")[:3]
    goes_on = before[:1].isupper() and before[-1:].isalnum() and first[-1:] not in ("", ".", "?", "!", ":")
    return "(" not in word and (goes_on or ")" in word)


def find_new_names(text: str, places: Spans) -> Iterator[NameClaim]:
    """`a new dataset X`."""
    for _, end in places:
        if text[end : end + 60].islower():
            continue
        found = _AFTER_NEW.match(text, end)
        if found and found["kind"] in KIND_OF and not found["kind"].endswith("s") and is_name(found["name"]):
            yield NameClaim(found["name"], KIND_OF[found["kind"]], *found.span("name"))


def find_listed_names(text: str, places: Spans) -> Iterator[NameClaim]:
    """`we introduce four datasets: A, B, C and D`."""
    for place, end in places:
        begin, names = sentence_begin(text, place), _LIST.match(text, end)
        if not names or not _presents(text[begin:place].split()):
            continue
        kind: Kind = KIND_OF.get(text[place : end - 1], "")
        for name in _LISTED.finditer(text, *names.span()):
            if is_name(name[0]):
                yield NameClaim(name[0], kind, *name.span())


def _presents(before: list[str]) -> bool:
    """Whether what follows these words of a sentence is what it presents: its object, or `two self-built datasets`."""
    ours = (n for n in range(len(before) - 1, -1, -1) if before[n] in _OURS_FORMS or before[n].startswith("self-"))
    start = next(ours, len(before))
    return start < len(before) and _NOT_OURS.isdisjoint(before[start:]) and "(" not in "".join(before[start:])


def find_bracketed_names(text: str, acronyms: Acronyms) -> Iterator[NameClaim]:
    """`the resulting dataset of 9,960 pairs (X)`, where the letters tell nothing."""
    for found in _IN_BRACKETS.finditer(text):
        if found.start("name") not in acronyms and is_name(found["name"]):
            result = _RESULTING.search(text, max(0, found.start() - 170), found.start())
            if result and not _OTHERS.search(result[0]):
                yield NameClaim(found["name"], KIND_OF[result["kind"]], *found.span("name"))


def find_our_names(text: str, places: Spans) -> Iterator[NameClaim]:
    """`our X dataset`, `our new benchmark, X`."""
    for place, end in places:
        if not _CAPITAL_OR_DIGIT.search(text, end, end + 60):
            continue
        ours = _OURS.match(text, place)
        if not ours or not (is_name(ours["name"]) or (ours["news"] and ours["kind"] and _DIGIT.search(ours["name"]))):
            continue
        before: Kind = KIND_OF.get(ours["kind"] or "", "")
        after: Kind = next((KIND_OF[word] for word in ours["after"].split() if word in KIND_OF), "")
        if (before or not ours["kind"]) and (before or ours["news"] or after in ("dataset", "benchmark", "tool")):
            yield NameClaim(ours["name"], before or after, *ours.span("name"))
            if ours["second"] and ours["news"] and is_name(ours["second"]):
                yield NameClaim(ours["second"], "", *ours.span("second"))
