"""The names that one paper introduces, each with its kind and its place, as `NameClaim`s.

There are few ways to introduce a name: the title opens with it (`LISA: ...`); it is the object of a verb
(`we propose X, a ...`, `verb_rule`); the text says that it is a name (`a new benchmark called X`, `naming_rule`); or it
stands next to what it is (`X -- a novel approach`, `our X dataset`, `apposition_rules`). A rule takes only a word
that looks like a name where it stands; everything else is prose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.analysis.names import apposition_rules
from generator.analysis.names.kinds import kind_beside, kind_of_title
from generator.analysis.names.lexicon import (
    LIST_FORMS,
    MODIFYING,
    NAMING_FORMS,
    NEW_FORMS,
    NOVELTY_FORMS,
    OUR_FORMS,
    VERB_FORMS,
    WE_NAME_FORMS,
)
from generator.analysis.names.naming_rule import find_called_names
from generator.analysis.names.shapes import VERSION, NameClaim, first_place, is_capitalised, is_name
from generator.analysis.names.verb_rule import find_presented_names
from generator.text.acronyms import AcronymDefinition

Cue = tuple[str, int, int]
"""A word and its place."""

_TITLE = re.compile(r"(?P<name>[^\s:][^:]{0,40}?)\s*(?::|\s[–—-]{1,3})\s+(?P<rest>\S.*)")


def find_title_claims(title: str, abstract: str) -> Iterator[NameClaim]:
    """The name before the colon, if it is one: one word; or a few that look like a name and are not prose."""
    opening = _TITLE.fullmatch(title)
    if not opening:
        return
    name = opening["name"].strip("\"“”'‘’`")
    words = name.split()
    one = len(words) == 1 and (is_name(name) or (is_capitalised(name) and not MODIFYING.fullmatch(name)))
    few = 1 < len(words) <= 4 and all(
        word[:1].isupper() or word[:1].isdigit() or VERSION.fullmatch(word) for word in words
    )
    if one or (few and (VERSION.fullmatch(words[-1]) or (first_place(abstract, name) >= 0 and not name.endswith("s")))):
        start = opening.start("name") + opening["name"].index(name)
        said = first_place(abstract, name)
        kind = (kind_beside(abstract, said + len(name)) if said >= 0 else "") or kind_of_title(opening["rest"])
        yield NameClaim(name, kind, start, start + len(name))


def find_claims(text: str, defined: Iterable[AcronymDefinition], cues: Sequence[Cue]) -> list[NameClaim]:
    """The names that a running text without typefaces introduces, in its order, each once.

    `defined` are its acronyms, `cues` its words out of `CUES`, each with its place.
    """
    acronyms = {each.start: each for each in defined}
    by_verb, by_naming, by_news, by_new, by_list, by_our = _spans_by_group(cues)
    ways = (
        find_presented_names(text, by_verb, acronyms),
        find_called_names(text, by_naming, acronyms),
        apposition_rules.find_appositions(text, by_news, acronyms),
        apposition_rules.find_new_names(text, by_new),
        apposition_rules.find_listed_names(text, by_list),
        apposition_rules.find_bracketed_names(text, acronyms),
        apposition_rules.find_our_names(text, by_our),
    )
    found: dict[str, NameClaim] = {}
    for claim in chain.from_iterable(ways):
        known = found.setdefault(claim.label, claim)
        if claim.kind and not known.kind:
            found[claim.label] = known._replace(kind=claim.kind)
    return sorted(found.values(), key=lambda each: each.start)


_CUE_GROUPS = (VERB_FORMS, NAMING_FORMS | WE_NAME_FORMS, NOVELTY_FORMS, NEW_FORMS, LIST_FORMS, OUR_FORMS)
CUES = frozenset[str]().union(*_CUE_GROUPS)
"""The words that a name may stand by."""
_GROUPS_OF_CUE = {cue: [number for number, words in enumerate(_CUE_GROUPS) if cue in words] for cue in CUES}


def _spans_by_group(cues: Sequence[Cue]) -> list[list[tuple[int, int]]]:
    """For each kind of cue the places, by words."""
    found: list[list[tuple[int, int]]] = [[] for _ in _CUE_GROUPS]
    for word, start, end in sorted(cues):
        for kind in _GROUPS_OF_CUE[word]:
            found[kind].append((start, end))
    return found
