"""Named entities of the library: the models, methods, datasets, benchmarks and acronyms that papers introduce or
mention.

`extraction` reads two things off each title and abstract: what the paper introduces as its own (`rules`), and what
an acronym stands for (`generator.acronyms`). `find_names` groups these by name (`inverted`, `candidates`), finds the
papers that mention each name (`mentions`), and corrects a single text by the whole library: a name that many papers
mention is introduced by none of them. Every fact keeps its place in the text, so that a page can show why.

Between two builds most results stay. Each step keeps its results under their inputs and returns the same objects,
which the next step compares by identity, at no cost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat, starmap

from generator.analysis.names.candidates import NameCandidate, build_candidate
from generator.analysis.names.extraction import extract_from_papers, extract_names
from generator.analysis.names.inverted import invert_rows
from generator.analysis.names.lexicon import Kind
from generator.analysis.names.mentions import PaperMentions, find_mentions
from generator.analysis.names.model import Mention, Name, NameIntroduction, Names
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library

CandidatePapers = tuple[NameCandidate, tuple[str, ...]]
"""A name, and the ids of the papers that say it."""

__all__ = ["Kind", "Mention", "Name", "NameIntroduction", "Names", "extract_names", "find_names"]


def find_names(library: Library, work: Work = IDLE) -> Names:
    """Every name of the library. A name is one however its capitals are; it is shown as it is mostly written."""
    papers = [paper.id for paper in library.papers]
    texts = [(paper.title.text, paper.abstract.text) for paper in library.papers]
    reads = work.each("texts with names", texts, extract_from_papers, is_heavy=True)
    given = invert_rows("given of names", papers, [read.given for read in reads], work)
    drafts = work.each("drafts of names", [*given.values()], lambda each: starmap(build_candidate, each))
    spoken = find_mentions(texts, reads, drafts, work)
    said = invert_rows("names said", papers, [each.places for each in spoken], work)
    named = [(draft, said[draft.key][1] if draft.key in said else ()) for draft in drafts]
    by_id = _assign_ids((draft, saying) for draft, saying in named if draft.long_forms or draft.introducing(saying))
    keys = [(draft, name_id, saying) for name_id, (draft, saying) in by_id.items()]
    names = tuple(work.each("names", keys, lambda each: starmap(NameCandidate.name, each)))
    return Names(
        names,
        dict(zip(by_id, names, strict=True)),
        dict(zip(papers, _mentions_by_paper(spoken, by_id, work), strict=True)),
        tuple([read.introduced for read in reads]),
    )


@dataclass(slots=True, eq=False)
class _IdsByKey:
    """The ids of names by their keys; compared by identity."""

    ids: dict[str, str]

    def mentions(self, said: PaperMentions) -> tuple[Mention, ...]:
        places = said.places.items()
        return tuple([Mention(self.ids[key], *place) for key, place in places if place and key in self.ids])


def _mentions_by_paper(
    spoken: Iterable[PaperMentions], by_id: Mapping[str, CandidatePapers], work: Work
) -> list[tuple[Mention, ...]]:
    """What each paper's abstract says, by ids. While no id changes, they are the same `_IdsByKey`."""
    keys = tuple([draft.key for draft, _ in by_id.values()]), tuple(by_id)
    (ids,) = work.each("ids of names", [keys], lambda each: [_IdsByKey(dict(zip(*keys, strict=True))) for keys in each])
    return work.each(
        "mentions", [*zip(repeat(ids), spoken, strict=False)], lambda each: starmap(_IdsByKey.mentions, each)
    )


_RESERVED = ("index", "letter")


def _assign_ids(names: Iterable[CandidatePapers]) -> dict[str, CandidatePapers]:
    """The names by their ids, in the order of labels; letters and digits, and a number where two would be one."""
    by_id: dict[str, CandidatePapers] = {}
    taken = dict.fromkeys(_RESERVED, 1)
    for each in sorted(names, key=lambda each: each[0].order):
        slug = each[0].slug
        number = taken[slug] = taken.get(slug, 0) + 1
        by_id[slug if number == 1 else f"{slug}--{number}"] = each
    return by_id
