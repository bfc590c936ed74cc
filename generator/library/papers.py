"""Converts drafts, which readers found, to papers, which the site vouches for. Nothing else does so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.library.corrections import Corrections
from generator.library.curated import render_note
from generator.library.editions import EditionDraft
from generator.library.merge import DuplicateGroup
from generator.model.config import Rewrite
from generator.model.papers import DETAILS, Appearance, Day, Draft, Link, Paper, RichText
from generator.seeds.identifiers import submission_month
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
    namesakes: tuple[str, ...] = ()


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


def paper_inputs(
    drafts: Mapping[str, Draft], shown: Mapping[str, DuplicateGroup], contents: EditionContents, said: Corrections
) -> tuple[PaperInput, ...]:
    """What the papers of drafts, by name, are made from."""
    standings = _appearances(contents)
    said_days = {name: correction.said.day for name, correction in said.items()}
    return tuple(
        [
            PaperInput(name, drafts[name], standings[name], said_days.get(name) or bundle.day)
            for name, bundle in shown.items()
        ]
    )


def _appearances(contents: EditionContents) -> dict[str, tuple[tuple[str, int], ...]]:
    """Where each paper stood, in the order of the editions."""
    standings: dict[str, tuple[tuple[str, int], ...]] = {}
    for edition, names in contents.items():
        for number, name in enumerate(names, 1):
            standings[name] = (*standings.get(name, ()), (edition, number))
    return standings


def render_texts(drafts: Sequence[Draft], rewrites: tuple[Rewrite, ...]) -> Iterator[RenderedTexts]:
    """Title and abstract of each draft as HTML and as plain text, with the links in the abstract."""
    for draft in drafts:
        yield markup.render_title(draft.title), *markup.render_body(draft.abstract, draft.markup, rewrites)


def build_papers(inputs: Sequence[tuple[PaperInput, RenderedTexts]], rewrites: tuple[Rewrite, ...]) -> Iterator[Paper]:
    """The paper of each input and its rendered texts."""
    for known, (title, abstract, found) in inputs:
        draft = known.draft
        own = [replace(link, url=markup.rewrite_url(link.url, rewrites)) for link in draft.links]
        yield Paper(
            id=known.name,
            title=title,
            abstract=abstract,
            place=draft.place,
            editions=tuple(Appearance(edition, number) for edition, number in known.standings),
            namesakes=known.namesakes,
            note=render_note(draft.note, rewrites) if draft.note else None,
            **{
                **{name: getattr(draft, name) for name in DETAILS},
                "authors": tuple(map(markup.plain_words, draft.authors)),
                "day": known.day,
                "published": draft.published or (submission_month(draft.arxiv) if draft.arxiv else None),
                "links": markup.deduplicate_links((*own, *found)),
            },
        )
