"""The naming rule: `a framework named X`, `which we call X`. It takes a text and the spans of verbs of naming, and
yields the names that follow them as `NameClaim`s.
"""

import re
from collections.abc import Iterator

from generator.analysis.names import context
from generator.analysis.names.context import CAPITALISED_RUN, Acronyms, Spans, acronym_at, claim_from_acronym
from generator.analysis.names.kinds import kind_after, kind_before
from generator.analysis.names.lexicon import KIND_OF, NAMING_FORMS, OBJECT_ENDS, WE_NAME_FORMS, Kind
from generator.analysis.names.shapes import (
    CLOSING,
    VERSION,
    NameClaim,
    bare_name,
    is_capitalised,
    is_first_of_phrase,
    is_name,
)

_CALLED = re.compile(
    r"(?P<how>called|named|dubbed|termed|coined|titled|namely|i\.e\."
    r"|(?:call|name|dub|term|coin|refer to(?: as)?)(?: it| this \w+| our \w+)?)"
    r"(?:,|\s+as|\s+the)*\s+"
)
_NEWS = r"[Oo]ur|new|novel|(?:propos|introduc|present|develop|design|build|construct|creat)\w*"
_PRESENTS = re.compile(rf"\b(?:{_NEWS})\b")
_IS_NEW = re.compile(rf"\b(?:[Ww]e|{_NEWS}|[Tt]his (?:paper|work|method|study|approach))\b")
_LOWER_NAME = re.compile(
    r"[\"“‘`]*(?P<run>[A-Za-z][\w-]+(?:\s+[a-z][\w-]+){0,3}?)[\"”’`]*"
    r"(?=\s*[,.;(]|\s+(?:that|which|in which|where|to|for|by|with|as|brings|and)\b)"
)
_ONE_KIND = re.compile(
    r"\b(?:dataset|corpus|benchmark|method|framework|model|approach|algorithm|system|network)\b[^,]{0,45}, $"
)
_KNOWN_THING = re.compile(r"\bthe (?P<noun>[a-z]+) $")
_NOUN_BEHIND = re.compile(r" ([a-z][a-z-]+)")
_FORMS = NAMING_FORMS | WE_NAME_FORMS
_NO_NAME = OBJECT_ENDS | {"a", "an", "this", "our", "these", "such", "them", "the", "its"}


def find_called_names(text: str, places: Spans, acronyms: Acronyms) -> Iterator[NameClaim]:
    """`a framework named X`, `which we call X`; in a sentence that says something is new or ours."""
    for place, _ in places:
        how = _CALLED.match(text, place)
        if not how:
            continue
        ours = how["how"].split()[0] in WE_NAME_FORMS
        begin = context.sentence_begin(text, place)
        fits = text[:place].endswith("we ") if ours else _IS_NEW.search(text, begin, how.end())
        if not fits or (how["how"] in ("namely", "i.e.") and not _presents_one(text, begin, place)):
            continue
        known = _KNOWN_THING.search(text, begin, place)
        if known and known["noun"] not in KIND_OF:  # `the game called X`
            continue
        kind = kind_before(text[begin:place])
        if run := CAPITALISED_RUN.match(text, how.end(), context.sentence_end(text, how.end())):
            yield from _name_in_run(text, run, kind, acronyms)
        elif ours or how["how"] in ("dubbed", "termed"):
            yield from _lower_case_name(text, how.end(), kind_before(text[max(begin, place - 30) : place]))


def _presents_one(text: str, begin: int, place: int) -> bool:
    """Whether what is explained there is one thing that the sentence presents, and not what it only uses."""
    return bool(_ONE_KIND.search(text, begin, place) and _PRESENTS.search(text, begin, place))


def _is_part_of_phrase(text: str, start: int, end: int) -> bool:
    """Whether what is called so goes on behind the name: `called the Singleton bound`."""
    behind = _NOUN_BEHIND.match(text, end) if text.endswith(" the ", 0, start) else None
    return behind is not None and behind[1] not in OBJECT_ENDS and behind[1] not in KIND_OF


def _lower_case_name(text: str, start: int, kind: Kind) -> Iterator[NameClaim]:
    """`a method we dub mask prompt tuning`."""
    name = _LOWER_NAME.match(text, start)
    if name and kind and name["run"].split()[0] not in _NO_NAME:
        yield NameClaim(name["run"], kind, *name.span("run"))


def _name_in_run(text: str, run: re.Match[str], kind: Kind, acronyms: Acronyms) -> Iterator[NameClaim]:
    """The name that a run of capitalised words is, or has in brackets after it."""
    start, end = run.span("run")
    if own := acronym_at(acronyms, (start, end)):
        yield claim_from_acronym(own, kind or kind_after(text, max(own.end, own.long_end)))
        return
    words = [word.rstrip(CLOSING) for word in run["run"].split()]
    goes_on = len(words) > 1 and (
        VERSION.fullmatch(words[1]) or is_first_of_phrase(text, words[0], start + len(words[0]))
    )
    alone = is_name(words[0]) and not goes_on
    name = bare_name(words[0] if alone else run["run"])
    if _is_part_of_phrase(text, start, start + len(name)):
        return
    if is_name(name) or is_capitalised(name):
        start = text.find(name, start)
        yield NameClaim(name, kind or kind_after(text, start + len(name)), start, start + len(name))
