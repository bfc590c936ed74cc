"""The names that papers introduce and mention: models, methods, datasets, benchmarks, and acronyms with long forms.

Two things are read off each title and abstract, by `found` and by `generator.acronyms`: what the paper introduces as
its own, and what it says an acronym stands for (`said`). `find_names` brings them together by name (`drafts`), asks
every paper whether it says the name (`spoken`), and lets a large library correct a small text: what many papers speak
of, none of them introduced. Everything is kept with its place, so that a page can show why.

Between two builds of a library nearly everything stays, so each step keeps what it made, under what it was made from;
what a step made is the same object for as long as it is kept, and the next step compares it by identity, at no cost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import attrgetter

from generator.model import Library
from generator.names.drafts import Draft, drafts_of
from generator.names.model import Introduced, Mention, Name, Names
from generator.names.said import Read, read, said_in
from generator.names.spoken import Spoken, Words, spoken_in, words_of
from generator.names.words import Kind
from generator.work import IDLE, Work

__all__ = ["Introduced", "Kind", "Mention", "Name", "Names", "find_names", "said_in"]


def find_names(library: Library, work: Work = IDLE) -> Names:
    """Every name of the library. A name is one however its capitals are; it is shown as it is mostly written."""
    texts = [(paper.title.text, paper.abstract.text) for paper in library.papers]
    reads = work.each("texts with names", texts, lambda each: starmap(read, each), is_heavy=True)
    drafts = drafts_of(library, reads, work)
    spoken = _spoken(texts, reads, drafts, work)
    papers_by_key: defaultdict[str, list[str]] = defaultdict(list)
    for paper, said in zip(library.papers, spoken, strict=True):
        for key in said.keys:
            papers_by_key[key].append(paper.id)
    papers = {draft.key: tuple(papers_by_key[draft.key]) for draft in drafts}
    kept = [draft for draft in drafts if draft.long_forms or draft.introducing(papers[draft.key])]
    by_id = _by_id(kept)
    named = [(draft, name_id, papers[draft.key]) for name_id, draft in by_id.items()]
    names = tuple(work.each("names", named, lambda each: starmap(Draft.name, each)))
    mentions = zip([paper.id for paper in library.papers], _mentions(spoken, by_id, work), strict=True)
    return Names(names, dict(zip(by_id, names, strict=True)), dict(mentions))


def _spoken(
    texts: Sequence[tuple[str, str]], reads: Sequence[Read], drafts: Iterable[Draft], work: Work
) -> list[Spoken]:
    """Which names each paper says. While an edit leaves the names as they are, they are the same `Words`."""
    (words,) = work.each("words of names", [words_of(drafts)], lambda each: map(Words, each))
    keys = [(*text, read, words) for text, read in zip(texts, reads, strict=True)]
    return work.each("names spoken", keys, lambda each: starmap(spoken_in, each))


@dataclass(slots=True, eq=False)
class _Ids:
    """The ids of names by their keys; compared by identity."""

    ids: dict[str, str]

    def mentions(self, said: Spoken) -> tuple[Mention, ...]:
        return tuple([Mention(self.ids[key], *place) for key, *place in said.places if key in self.ids])


def _mentions(spoken: Iterable[Spoken], by_id: Mapping[str, Draft], work: Work) -> list[tuple[Mention, ...]]:
    """What each paper's abstract says, by ids. While no id changes, they are the same `_Ids`."""
    keys = tuple((draft.key, name_id) for name_id, draft in by_id.items())
    (ids,) = work.each("ids of names", [keys], lambda each: [_Ids(dict(keys)) for keys in each])
    return work.each("mentions", [(ids, said) for said in spoken], lambda each: starmap(_Ids.mentions, each))


_RESERVED = ("index", "letter")


def _by_id(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """The names by their ids, in the order of labels; letters and digits, and a number where two would be one."""
    by_id: dict[str, Draft] = {}
    taken: Counter[str] = Counter(_RESERVED)
    for draft in sorted(drafts, key=attrgetter("order")):
        taken[draft.slug] += 1
        by_id[draft.slug if taken[draft.slug] == 1 else f"{draft.slug}--{taken[draft.slug]}"] = draft
    return by_id
