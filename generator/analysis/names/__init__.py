"""The names that papers introduce and mention: models, methods, datasets, benchmarks, and acronyms with long forms.

Two things are read off each title and abstract, by `found` and by `generator.acronyms`: what the paper introduces as
its own, and what it says an acronym stands for (`said`). `find_names` brings them together by name (`index`,
`drafts`), asks every paper whether it says the name (`spoken`), and lets a large library correct a small text: what
many papers speak of, none of them introduced. Everything is kept with its place, so that a page can show why.

Between two builds of a library nearly everything stays, so each step keeps what it made, under what it was made from;
what a step made is the same object for as long as it is kept, and the next step compares it by identity, at no cost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat, starmap

from generator.analysis.names.candidates import Draft, draft_of
from generator.analysis.names.extraction import read, said_in
from generator.analysis.names.inverted import entries_of
from generator.analysis.names.lexicon import Kind
from generator.analysis.names.mentions import Spoken, spoken_of_all
from generator.analysis.names.model import Introduced, Mention, Name, Names
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library

Saying = tuple[Draft, tuple[str, ...]]
"""A name, and the ids of the papers that say it."""

__all__ = ["Introduced", "Kind", "Mention", "Name", "Names", "find_names", "said_in"]


def find_names(library: Library, work: Work = IDLE) -> Names:
    """Every name of the library. A name is one however its capitals are; it is shown as it is mostly written."""
    papers = [paper.id for paper in library.papers]
    texts = [(paper.title.text, paper.abstract.text) for paper in library.papers]
    reads = work.each("texts with names", texts, read, is_heavy=True)
    given = entries_of("given of names", papers, [read.given for read in reads], work)
    drafts = work.each("drafts of names", [*given.values()], lambda each: starmap(draft_of, each))
    spoken = spoken_of_all(texts, reads, drafts, work)
    said = entries_of("names said", papers, [each.places for each in spoken], work)
    named = [(draft, said[draft.key][1] if draft.key in said else ()) for draft in drafts]
    by_id = _by_id((draft, saying) for draft, saying in named if draft.long_forms or draft.introducing(saying))
    keys = [(draft, name_id, saying) for name_id, (draft, saying) in by_id.items()]
    names = tuple(work.each("names", keys, lambda each: starmap(Draft.name, each)))
    return Names(
        names,
        dict(zip(by_id, names, strict=True)),
        dict(zip(papers, _mentions(spoken, by_id, work), strict=True)),
        tuple([read.introduced for read in reads]),
    )


@dataclass(slots=True, eq=False)
class _Ids:
    """The ids of names by their keys; compared by identity."""

    ids: dict[str, str]

    def mentions(self, said: Spoken) -> tuple[Mention, ...]:
        places = said.places.items()
        return tuple([Mention(self.ids[key], *place) for key, place in places if place and key in self.ids])


def _mentions(spoken: Iterable[Spoken], by_id: Mapping[str, Saying], work: Work) -> list[tuple[Mention, ...]]:
    """What each paper's abstract says, by ids. While no id changes, they are the same `_Ids`."""
    keys = tuple([draft.key for draft, _ in by_id.values()]), tuple(by_id)
    (ids,) = work.each("ids of names", [keys], lambda each: [_Ids(dict(zip(*keys, strict=True))) for keys in each])
    return work.each("mentions", [*zip(repeat(ids), spoken, strict=False)], lambda each: starmap(_Ids.mentions, each))


_RESERVED = ("index", "letter")


def _by_id(names: Iterable[Saying]) -> dict[str, Saying]:
    """The names by their ids, in the order of labels; letters and digits, and a number where two would be one."""
    by_id: dict[str, Saying] = {}
    taken = dict.fromkeys(_RESERVED, 1)
    for each in sorted(names, key=lambda each: each[0].order):
        slug = each[0].slug
        number = taken[slug] = taken.get(slug, 0) + 1
        by_id[slug if number == 1 else f"{slug}--{number}"] = each
    return by_id
