"""From drafts, what readers saw, to papers, what the site vouches for: the one crossing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator import markup
from generator.config import Rewrite
from generator.library.corrections import Corrections
from generator.library.editions import Shelf
from generator.library.merge import Bundle
from generator.model import Day, Draft, Paper, Standing
from generator.work import IDLE, Work

Contents = Mapping[str, tuple[str, ...]]
"""By edition, the names of its papers in the order of the page."""


class Known(NamedTuple):
    """All that a paper is made of: `standings` are editions and its numbers there, `day` is its own or that of them."""

    name: str
    draft: Draft
    standings: tuple[tuple[str, int], ...]
    day: Day | None

    def __hash__(self) -> int:
        return hash(self.name)


def contents_of(shelved: Sequence[Shelf], shown: Mapping[str, Bundle]) -> Contents:
    """What is left of the shelves when only these papers are shown, each once on its shelf."""
    name_at = {place: name for name, bundle in shown.items() for place in bundle.places}
    contents, start = {}, 0
    for shelf in shelved:
        places = range(start, start + len(shelf.sightings))
        if names := dict.fromkeys(name_at[place] for place in places if place in name_at):
            contents[shelf.id] = tuple(names)
        start = places.stop
    return contents


def papers_of(
    drafts: Mapping[str, Draft],
    shown: Mapping[str, Bundle],
    contents: Contents,
    said: Corrections,
    rewrites: tuple[Rewrite, ...],
    work: Work = IDLE,
) -> tuple[Paper, ...]:
    """The papers of drafts by name; the very `Paper` of the build before where it is made of the same."""
    standings = _standings(contents)
    known = [
        Known(name, drafts[name], standings[name], _said_day(name, said) or bundle.day)
        for name, bundle in shown.items()
    ]
    return tuple(work.each(f"papers, {rewrites}", known, lambda each: map(partial(_paper, rewrites), each)))


def _standings(contents: Contents) -> dict[str, tuple[tuple[str, int], ...]]:
    """Where each paper stood, in the order of the editions."""
    standings: dict[str, tuple[tuple[str, int], ...]] = {}
    for edition, names in contents.items():
        for number, name in enumerate(names, 1):
            standings[name] = (*standings.get(name, ()), (edition, number))
    return standings


def _said_day(name: str, said: Corrections) -> Day | None:
    return said[name].said.day if name in said else None


def _paper(rewrites: tuple[Rewrite, ...], known: Known) -> Paper:
    draft = known.draft
    abstract, found = markup.body(draft.abstract, draft.markup, rewrites)
    own = [replace(link, url=markup.rewritten(link.url, rewrites)) for link in draft.links]
    return Paper(
        id=known.name,
        title=markup.title(draft.title),
        abstract=abstract,
        place=draft.place,
        editions=tuple(Standing(edition, number) for edition, number in known.standings),
        day=known.day,
        authors=draft.authors,
        tags=draft.tags,
        without_tags=draft.without_tags,
        links=markup.distinct((*own, *found)),
        arxiv=draft.arxiv,
        doi=draft.doi,
        aliases=draft.aliases,
    )
