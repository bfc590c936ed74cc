"""Converts drafts, which readers found, to papers, which the site vouches for. Nothing else does so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.execution.memo import IDLE, Work
from generator.library.corrections import Corrections
from generator.library.editions import EditionDraft
from generator.library.merge import DuplicateGroup
from generator.model.config import Rewrite
from generator.model.papers import Appearance, Day, Draft, Link, Paper, RichText
from generator.text import markup

EditionContents = Mapping[str, tuple[str, ...]]
"""By edition, the names of its papers in the order of the page."""
RenderedTexts = tuple[RichText, RichText, tuple[Link, ...]]
"""A title and an abstract as they are shown, and the links found in the abstract."""


class PaperInput(NamedTuple):
    """All that a paper is made of: `standings` are editions and its numbers there, `day` is its own or that of them."""

    name: str
    draft: Draft
    standings: tuple[tuple[str, int], ...]
    day: Day | None

    def __hash__(self) -> int:
        return hash(self.name)


def edition_contents(shelved: Sequence[EditionDraft], shown: Mapping[str, DuplicateGroup]) -> EditionContents:
    """What is left of the shelves when only these papers are shown, each once on its shelf."""
    name_at = {place: name for name, bundle in shown.items() for place in bundle.places}
    contents, start = {}, 0
    for shelf in shelved:
        places = range(start, start + len(shelf.sightings))
        if names := dict.fromkeys(name_at[place] for place in places if place in name_at):
            contents[shelf.id] = tuple(names)
        start = places.stop
    return contents


def build_papers(
    drafts: Mapping[str, Draft],
    shown: Mapping[str, DuplicateGroup],
    contents: EditionContents,
    said: Corrections,
    rewrites: tuple[Rewrite, ...],
    work: Work = IDLE,
) -> tuple[Paper, ...]:
    """The papers of drafts by name; the very `Paper` of the build before where it is made of the same."""
    standings = _appearances(contents)
    said_days = {name: correction.said.day for name, correction in said.items()}
    known = [
        PaperInput(name, drafts[name], standings[name], said_days.get(name) or bundle.day)
        for name, bundle in shown.items()
    ]
    return tuple(work.each(f"papers, {rewrites}", known, partial(_build_papers, rewrites, work)))


def _appearances(contents: EditionContents) -> dict[str, tuple[tuple[str, int], ...]]:
    """Where each paper stood, in the order of the editions."""
    standings: dict[str, tuple[tuple[str, int], ...]] = {}
    for edition, names in contents.items():
        for number, name in enumerate(names, 1):
            standings[name] = (*standings.get(name, ()), (edition, number))
    return standings


def _build_papers(rewrites: tuple[Rewrite, ...], work: Work, known: Sequence[PaperInput]) -> Iterator[Paper]:
    """Papers; of all that they are made of only the markup takes time, so that is shared out."""
    texts = work.shared([each.draft for each in known], lambda drafts: map(partial(_render_texts, rewrites), drafts))
    return map(partial(_build_paper, rewrites), known, texts)


def _render_texts(rewrites: tuple[Rewrite, ...], draft: Draft) -> RenderedTexts:
    return markup.render_title(draft.title), *markup.render_body(draft.abstract, draft.markup, rewrites)


def _build_paper(rewrites: tuple[Rewrite, ...], known: PaperInput, texts: RenderedTexts) -> Paper:
    draft = known.draft
    title, abstract, found = texts
    own = [replace(link, url=markup.rewrite_url(link.url, rewrites)) for link in draft.links]
    return Paper(
        id=known.name,
        title=title,
        abstract=abstract,
        place=draft.place,
        editions=tuple(Appearance(edition, number) for edition, number in known.standings),
        day=known.day,
        authors=draft.authors,
        tags=draft.tags,
        without_tags=draft.without_tags,
        links=markup.deduplicate_links((*own, *found)),
        arxiv=draft.arxiv,
        doi=draft.doi,
        aliases=draft.aliases,
    )
