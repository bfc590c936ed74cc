"""The names that papers introduce and mention: models, methods, datasets, benchmarks, and acronyms with long forms.

Two things are read off each title and abstract, by `found` and by `generator.acronyms`: what the paper introduces as
its own, and what it says an acronym stands for. `find_names` brings them together by name, asks every paper whether it
says the name, and lets a large library correct a small text: what many papers speak of, none of them introduced.
Everything is kept with its place, so that a page can show why.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from generator.acronyms import introductions
from generator.model import Library
from generator.names.drafts import Draft, drafts_of
from generator.names.found import claims, claims_of_title
from generator.names.model import Introduced, Mention, Name, Names, Said
from generator.names.shapes import first_place
from generator.names.spoken import Words
from generator.names.words import Kind
from generator.prose import plain

__all__ = ["Introduced", "Kind", "Mention", "Name", "Names", "find_names", "said_in"]


def said_in(title: str, abstract: str) -> tuple[Said, Said]:
    """What a title says of names, and what its abstract does."""
    bare, places = plain(abstract)
    acronyms = introductions(bare)
    found = claims(bare, acronyms)
    if bare != abstract:
        found = [each._replace(start=places[each.start], end=places[each.end - 1] + 1) for each in found]
        acronyms = introductions(abstract)
    opening = tuple(claims_of_title(title, abstract))
    return Said("title", opening, introductions(title)), Said("abstract", tuple(found), acronyms)


def find_names(library: Library) -> Names:
    """Every name of the library. A name is one however its capitals are; it is shown as it is mostly written."""
    said = [said_in(paper.title.text, paper.abstract.text) for paper in library.papers]
    drafts = drafts_of(library, said)
    words = Words(drafts)
    spoken = [words.in_text(paper) for paper in library.papers]
    papers_by_key: defaultdict[str, list[str]] = defaultdict(list)
    for paper, keys in zip(library.papers, spoken, strict=True):
        for key in keys:
            papers_by_key[key].append(paper.id)
    kept = {key: draft for key, draft in drafts.items() if draft.settle(papers_by_key[key])}
    ids = _ids(kept)
    names = tuple(kept[key].name(ids[key], papers_by_key[key]) for key in ids)
    forms = {key: (ids[key], draft.written) for key, draft in kept.items()}
    mentions = {
        paper.id: tuple(sorted(_mentions(paper.abstract.text, keys, forms), key=_PLACE))
        for paper, keys in zip(library.papers, spoken, strict=True)
    }
    return Names(names, {name.id: name for name in names}, mentions)


_RESERVED = ("index", "letter")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def _ids(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """An id for each key, by label; letters and digits, and a number where two would be one."""
    ids: dict[str, str] = {}
    taken: Counter[str] = Counter(_RESERVED)
    for label, key in sorted((draft.label.casefold(), key) for key, draft in drafts.items()):
        slug = _NO_SLUG.sub("-", label).strip("-") or "name"
        taken[slug] += 1
        ids[key] = slug if taken[slug] == 1 else f"{slug}--{taken[slug]}"
    return ids


_PLACE = attrgetter("start")


def _mentions(text: str, keys: Iterable[str], forms: Mapping[str, tuple[str, Sequence[str]]]) -> Iterator[Mention]:
    """Where `text` first says each of `keys`, in any of its forms."""
    for key in keys:
        if key in forms:
            name, spelled = forms[key]
            places = [(place, form) for form in spelled if (place := first_place(text, form)) >= 0]
            if places:
                place, form = min(places)
                yield Mention(name, place, place + len(form))
