"""`A framework named X`, `which we call X`: the names that a text says are names."""

import re
from collections.abc import Iterator

from generator.analysis.names.context import (
    RUN,
    Acronyms,
    Places,
    claim_of,
    introduced_at,
    sentence_begin,
    sentence_end,
)
from generator.analysis.names.kinds import kind_after, kind_before
from generator.analysis.names.lexicon import ADJECTIVES_END, NAMING_FORMS, WE_NAME_FORMS, Kind
from generator.analysis.names.shapes import CLOSING, VERSION, Claim, bare_name, is_capitalised, is_name

_CALLED = re.compile(
    r"(?P<how>called|named|dubbed|termed|coined|titled|namely|i\.e\."
    r"|(?:call|name|dub|term|coin|refer to(?: as)?)(?: it| this \w+| our \w+)?)"
    r"(?:,|\s+as|\s+the)*\s+"
)
_NEWS = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|new|novel|propos\w*|introduc\w*|present\w*|develop\w*"
    r"|[Tt]his (?:paper|work|method|study|approach))\b"
)
_LOWER_NAME = re.compile(
    r"[\"“‘`]*(?P<run>[A-Za-z][\w-]+(?:\s+[a-z][\w-]+){0,3}?)[\"”’`]*"
    r"(?=\s*[,.;(]|\s+(?:that|which|in which|where|to|for|by|with|as|brings|and)\b)"
)
_ONE_KIND = re.compile(
    r"\b(?:dataset|corpus|benchmark|method|framework|model|approach|algorithm|system|network)\b[^,]{0,45}, $"
)
_FORMS = NAMING_FORMS | WE_NAME_FORMS
_NO_NAME = ADJECTIVES_END | {"a", "an", "this", "our", "these", "such", "them", "the", "its"}


def called(text: str, places: Places, acronyms: Acronyms) -> Iterator[Claim]:
    """`a framework named X`, `which we call X`; in a sentence that says something is new or ours."""
    for place, _ in places:
        how = _CALLED.match(text, place)
        if not how:
            continue
        ours = how["how"].split()[0] in WE_NAME_FORMS
        begin = sentence_begin(text, place)
        fits = text[:place].endswith("we ") if ours else _NEWS.search(text, begin, how.end())
        if not fits or (how["how"] in ("namely", "i.e.") and not _ONE_KIND.search(text, begin, place)):
            continue
        kind = kind_before(text[begin:place])
        if run := RUN.match(text, how.end(), sentence_end(text, how.end())):
            yield from _named(text, run, kind, acronyms)
        elif ours or how["how"] in ("dubbed", "termed"):
            yield from _in_small_letters(text, how.end(), kind_before(text[max(begin, place - 30) : place]))


def _in_small_letters(text: str, start: int, kind: Kind) -> Iterator[Claim]:
    """`a method we dub mask prompt tuning`."""
    name = _LOWER_NAME.match(text, start)
    if name and kind and name["run"].split()[0] not in _NO_NAME:
        yield Claim(name["run"], kind, *name.span("run"))


def _named(text: str, run: re.Match[str], kind: Kind, acronyms: Acronyms) -> Iterator[Claim]:
    """The name that a run of capitalised words is, or has in brackets after it."""
    start, end = run.span("run")
    if own := introduced_at(acronyms, (start, end)):
        yield claim_of(own, kind or kind_after(text, max(own.end, own.long_end)))
        return
    words = [word.rstrip(CLOSING) for word in run["run"].split()]
    alone = is_name(words[0]) and not (len(words) > 1 and VERSION.fullmatch(words[1]))
    name = bare_name(words[0] if alone else run["run"].rstrip(CLOSING))
    if is_name(name) or is_capitalised(name):
        yield Claim(name, kind or kind_after(text, start + len(name)), start, start + len(name))
