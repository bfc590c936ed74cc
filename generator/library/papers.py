"""From drafts, what readers saw, to papers, what the site vouches for: the one crossing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.execution.memo import IDLE, Work
from generator.library.corrections import Corrections
from generator.library.editions import Shelf
from generator.library.merge import Bundle
from generator.model.config import Rewrite
from generator.model.papers import Day, Draft, Link, Paper, Rich, Standing
from generator.text import markup

Contents = Mapping[str, tuple[str, ...]]
"""By edition, the names of its papers in the order of the page."""
Texts = tuple[Rich, Rich, tuple[Link, ...]]
"""A title and an abstract as they are shown, and the links found in the abstract."""


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
    said_days = {name: correction.said.day for name, correction in said.items()}
    known = [
        Known(name, drafts[name], standings[name], said_days.get(name) or bundle.day) for name, bundle in shown.items()
    ]
    return tuple(work.each(f"papers, {rewrites}", known, partial(_papers, rewrites, work)))


def _standings(contents: Contents) -> dict[str, tuple[tuple[str, int], ...]]:
    """Where each paper stood, in the order of the editions."""
    standings: dict[str, tuple[tuple[str, int], ...]] = {}
    for edition, names in contents.items():
        for number, name in enumerate(names, 1):
            standings[name] = (*standings.get(name, ()), (edition, number))
    return standings


def _papers(rewrites: tuple[Rewrite, ...], work: Work, known: Sequence[Known]) -> Iterator[Paper]:
    """Papers; of all that they are made of only the markup takes time, so that is shared out."""
    texts = work.shared([each.draft for each in known], lambda drafts: map(partial(_marked_up, rewrites), drafts))
    return map(partial(_paper, rewrites), known, texts)


def _marked_up(rewrites: tuple[Rewrite, ...], draft: Draft) -> Texts:
    return markup.title(draft.title), *markup.body(draft.abstract, draft.markup, rewrites)


def _paper(rewrites: tuple[Rewrite, ...], known: Known, texts: Texts) -> Paper:
    draft = known.draft
    title, abstract, found = texts
    own = [replace(link, url=markup.rewritten(link.url, rewrites)) for link in draft.links]
    return Paper(
        id=known.name,
        title=title,
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
