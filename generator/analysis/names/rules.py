"""The names that one paper introduces: what it says of them, and where.

Papers introduce a name in few ways. The title opens with it (`LISA: ...`); it is `presented` (`we propose X, a ...`);
it is `called` so (`a new benchmark called X`); or it stands `beside` what it is (`X -- a novel approach`, `our X
dataset`). A rule only ever takes a word that looks like a name where it stands; everything else stays prose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.analysis.names.apposition_rules import appositions, bracketed, listed, new_kinds, ours
from generator.analysis.names.kinds import kind_in
from generator.analysis.names.lexicon import (
    LIST_FORMS,
    MODIFYING,
    NAMING_FORMS,
    NEW_FORMS,
    NEWS_FORMS,
    OUR_FORMS,
    VERB_FORMS,
    WE_NAME_FORMS,
)
from generator.analysis.names.naming_rule import called
from generator.analysis.names.shapes import VERSION, Claim, first_place, is_capitalised, is_name
from generator.analysis.names.verb_rule import presented
from generator.text.acronyms import Introduction

Cue = tuple[str, int, int]
"""A word and its place."""

_TITLE = re.compile(r"(?P<name>[^\s:][^:]{0,40}?)\s*(?::|\s[–—-]{1,3})\s+(?P<rest>\S.*)")


def claims_of_title(title: str, abstract: str) -> Iterator[Claim]:
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
    if one or (few and (VERSION.fullmatch(words[-1]) or (_known(name, abstract) and not name.endswith("s")))):
        start = opening.start("name") + opening["name"].index(name)
        kind = kind_in(opening["rest"]) if not opening["rest"].split()[0].endswith("ing") else ""
        yield Claim(name, kind, start, start + len(name))


def _known(name: str, abstract: str) -> bool:
    """Whether the abstract says the words again, as a name."""
    return first_place(abstract, name) >= 0


def claims(text: str, defined: Iterable[Introduction], cues: Sequence[Cue]) -> list[Claim]:
    """The names that a running text without typefaces introduces, in its order, each once.

    `defined` are its acronyms, `cues` its words out of `CUES`, each with its place.
    """
    acronyms = {each.start: each for each in defined}
    by_verb, by_naming, by_news, by_new, by_list, by_our = _by_kind(cues)
    ways = (
        presented(text, by_verb, acronyms),
        called(text, by_naming, acronyms),
        appositions(text, by_news, acronyms),
        new_kinds(text, by_new),
        listed(text, by_list),
        bracketed(text, acronyms),
        ours(text, by_our),
    )
    found: dict[str, Claim] = {}
    for claim in chain.from_iterable(ways):
        known = found.setdefault(claim.label, claim)
        if claim.kind and not known.kind:
            found[claim.label] = known._replace(kind=claim.kind)
    return sorted(found.values(), key=lambda each: each.start)


_KINDS = (VERB_FORMS, NAMING_FORMS | WE_NAME_FORMS, NEWS_FORMS, NEW_FORMS, LIST_FORMS, OUR_FORMS)
CUES = frozenset[str]().union(*_KINDS)
"""The words that a name may stand by."""
_KINDS_OF = {cue: [number for number, words in enumerate(_KINDS) if cue in words] for cue in CUES}


def _by_kind(cues: Sequence[Cue]) -> list[list[tuple[int, int]]]:
    """For each kind of cue the places, by words."""
    found: list[list[tuple[int, int]]] = [[] for _ in _KINDS]
    for word, start, end in sorted(cues):
        for kind in _KINDS_OF[word]:
            found[kind].append((start, end))
    return found
