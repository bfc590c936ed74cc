"""What pages are made from, looked up once for all of them.

The same paper stands on its own page, beside others, and in a dozen lists. Each gets the same small values here, those
of the last build where they have not changed, so that two builds' pages can be compared at a glance.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from generator.analysis.names import Mention, Name
from generator.execution.memo import IDLE, Work
from generator.model.papers import Neighbour, Paper, PaperTag, Standing
from generator.render.pages.name_index import Glossary, Named, Said, Told, named
from generator.render.pages.summaries import Lists
from generator.render.views import Chip, EditionLink, Listed, PaperLink, Site, chip, edition_link, paper_link

V = TypeVar("V")
Related = tuple[tuple[PaperLink, tuple[str, ...]], ...]
"""The papers to read next, with the words that each shares."""
Standings = tuple[tuple[EditionLink, int], ...]
"""The editions that a paper is in, with its number there."""


class Sources:
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
        self.tags = self._by_paper(work.mapped("tags of a paper", _tags, tagged))
        self.reasons = self._by_paper(work.mapped("reasons", _reasons, tagged))
        self.listed = self._by_paper(self._listed())
        self.lists = Lists(site, self.tags, work)
        self.together = self.lists.editions()
        names = work.alike("names", site.names.names)
        (self.glossary,) = work.mapped("glossary", Glossary, [names])
        self._told = work.alike("told", self.glossary.told)
        entries = work.mapped("entries", named, names, also=(self.links,))
        self._named = {entry.name.id: entry for entry in entries}

    def _by_paper(self, values: Iterable[V]) -> dict[str, V]:
        return dict(zip(self.ids, values, strict=True))

    def _listed(self) -> list[Listed]:
        papers = self.site.library.papers
        newest = [self.editions[paper.editions[0].edition] for paper in papers]
        links = map(self.links.__getitem__, self.ids)
        return self.work.mapped("listed", _listed, papers, links, self.tags.values(), newest, also=(self.chips,))

    def cards(self, papers: Iterable[str]) -> tuple[Listed, ...]:
        return tuple(map(self.listed.__getitem__, papers))

    def named(self, names: Iterable[Name]) -> tuple[Named, ...]:
        return tuple([self._named[name.id] for name in names])

    def related(self) -> list[Related]:
        near = map(self.site.related.__getitem__, self.ids)
        return self.work.mapped("papers to read next", _linked, near, also=(self.links,))

    def standings(self) -> list[Standings]:
        standings = map(attrgetter("editions"), self.site.library.papers)
        return self.work.mapped("standings", _standings, standings, also=(self.editions,))

    def said(self) -> list[tuple[Said, ...]]:
        """The names that each paper's abstract says."""
        mentions = [self.site.names.mentions.get(paper, ()) for paper in self.ids]
        return self.work.mapped("names said", _said, mentions, also=(self._told,))


def _tags(tagged: Sequence[PaperTag]) -> tuple[str, ...]:
    return tuple([each.tag for each in tagged])


def _reasons(tagged: Sequence[PaperTag]) -> tuple[str, ...]:
    return tuple([each.reason for each in tagged])


def _listed(
    paper: Paper, link: PaperLink, tags: Iterable[str], newest: EditionLink, chips: Mapping[str, Chip]
) -> Listed:
    return Listed(paper, link, tuple([chips[tag] for tag in tags]), newest.label)


def _linked(near: Iterable[Neighbour], links: Mapping[str, PaperLink]) -> Related:
    return tuple([(links[each.paper], each.shared) for each in near])


def _standings(standings: Iterable[Standing], editions: Mapping[str, EditionLink]) -> Standings:
    return tuple([(editions[each.edition], each.number) for each in standings])


def _said(mentions: Iterable[Mention], told: Mapping[str, Told]) -> tuple[Said, ...]:
    return tuple([(start, end, told[name]) for name, start, end in mentions])
