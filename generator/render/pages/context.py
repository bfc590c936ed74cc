"""The inputs of all pages, computed once.

The same paper appears on its own page, next to others, and in a dozen lists. Each page gets the same small values
here, and those of the last build where they have not changed, so that comparing the pages of two builds is quick.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from generator.analysis.names import Mention, Name
from generator.execution.memo import IDLE, Work
from generator.model.papers import Appearance, Neighbour, Paper, PaperTag
from generator.render.pages.name_index import NameEntryInput, NameIndex, NameLink, NameTarget, name_entry_input
from generator.render.pages.summaries import ListSummaries
from generator.render.views import CardInput, Chip, EditionLink, PaperLink, Site, chip, edition_link, paper_link

V = TypeVar("V")
RelatedLinks = tuple[tuple[PaperLink, tuple[str, ...]], ...]
"""The papers to read next, with the words that each shares."""
Appearances = tuple[tuple[EditionLink, int], ...]
"""The editions that a paper is in, with its number there."""


class PageContext:
    """`tags` and `reasons` are those of each paper, the strongest first. What all papers have is in the order of `ids`,
    the site's own."""

    def __init__(self, site: Site, work: Work = IDLE) -> None:
        self.site, self.work = site, work
        papers, topics = site.library.papers, site.topics
        self.ids = [*map(attrgetter("id"), papers)]
        self.chips = work.alike("chips", {tag.id: chip(tag) for tag in topics.tags})
        self.editions = work.alike("edition links", {e.id: edition_link(e) for e in site.library.editions})
        self.links = work.alike("links", self._by_paper(work.mapped("link", paper_link, papers)))
        tagged = [*map(topics.tags_by_paper.__getitem__, self.ids)]
        self.tags = self._by_paper(work.mapped("tags of a paper", _tag_ids, tagged))
        self.reasons = self._by_paper(work.mapped("reasons", _reasons, tagged))
        self.listed = self._by_paper(self._listed())
        self.lists = ListSummaries(site, self.tags, work)
        self.together = self.lists.editions()
        names = work.alike("names", site.names.names)
        (self.glossary,) = work.mapped("glossary", NameIndex, [names])
        self._told = work.alike("told", self.glossary.told)
        entries = work.mapped("entries", name_entry_input, names, also=(self.links,))
        self._named = {entry.name.id: entry for entry in entries}

    def _by_paper(self, values: Iterable[V]) -> dict[str, V]:
        return dict(zip(self.ids, values, strict=True))

    def _listed(self) -> list[CardInput]:
        papers = self.site.library.papers
        newest = [self.editions[paper.editions[0].edition] for paper in papers]
        links = map(self.links.__getitem__, self.ids)
        return self.work.mapped("listed", _card_input, papers, links, self.tags.values(), newest, also=(self.chips,))

    def cards(self, papers: Iterable[str]) -> tuple[CardInput, ...]:
        return tuple(map(self.listed.__getitem__, papers))

    def named(self, names: Iterable[Name]) -> tuple[NameEntryInput, ...]:
        return tuple([self._named[name.id] for name in names])

    def related(self) -> list[RelatedLinks]:
        near = map(self.site.related.__getitem__, self.ids)
        return self.work.mapped("papers to read next", _related_links, near, also=(self.links,))

    def standings(self) -> list[Appearances]:
        standings = map(attrgetter("editions"), self.site.library.papers)
        return self.work.mapped("standings", _appearances, standings, also=(self.editions,))

    def said(self) -> list[tuple[NameLink, ...]]:
        """The names that each paper's abstract says."""
        mentions = [self.site.names.mentions.get(paper, ()) for paper in self.ids]
        return self.work.mapped("names said", _name_links, mentions, also=(self._told,))


def _tag_ids(tagged: Sequence[PaperTag]) -> tuple[str, ...]:
    return tuple([each.tag for each in tagged])


def _reasons(tagged: Sequence[PaperTag]) -> tuple[str, ...]:
    return tuple([each.reason for each in tagged])


def _card_input(
    paper: Paper, link: PaperLink, tags: Iterable[str], newest: EditionLink, chips: Mapping[str, Chip]
) -> CardInput:
    return CardInput(paper, link, tuple([chips[tag] for tag in tags]), newest.label)


def _related_links(near: Iterable[Neighbour], links: Mapping[str, PaperLink]) -> RelatedLinks:
    return tuple([(links[each.paper], each.shared) for each in near])


def _appearances(standings: Iterable[Appearance], editions: Mapping[str, EditionLink]) -> Appearances:
    return tuple([(editions[each.edition], each.number) for each in standings])


def _name_links(mentions: Iterable[Mention], told: Mapping[str, NameTarget]) -> tuple[NameLink, ...]:
    return tuple([(start, end, told[name]) for name, start, end in mentions])
