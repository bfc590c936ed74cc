"""The pages of which there is one: topics, archive, map, search, the reader's list, and "page not found"."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.render import maps
from generator.render.pages.context import PageContext
from generator.render.pages.page import Page, View
from generator.render.pages.periods import EditionRow, PeriodLink, edition_rows
from generator.render.periods import Period
from generator.render.views import Chip, chip


class TagGroup(NamedTuple):
    """The tags under a heading, each with how many papers it has."""

    heading: str
    chips: tuple[Chip, ...]


class TagIndexPage(NamedTuple):
    groups: tuple[TagGroup, ...]
    template: str = "pages/tag_index.html"

    def view(self, config: Config) -> View:
        data = {"groups": self.groups, "count": sum(len(group.chips) for group in self.groups)}
        return View("Topics", f"Every topic of {config.title}.", data)


class ArchiveYear(NamedTuple):
    """The editions of a year, newest first, and its months and weeks as far as they have some."""

    year: int | None
    editions: tuple[EditionRow, ...]
    months: tuple[PeriodLink, ...] = ()
    weeks: tuple[PeriodLink, ...] = ()


class ArchivePage(NamedTuple):
    """Every edition under its year, newest first; those without a year stand last."""

    years: tuple[ArchiveYear, ...]
    template: str = "pages/archive.html"

    def view(self, config: Config) -> View:
        data = {
            "years": self.years,
            "count": sum(len(each.editions) for each in self.years),
        }
        return View("Archive", f"Every edition of {config.title}.", data)


class MapPage(NamedTuple):
    """The map of the newest papers of all."""

    outline: maps.MapInput
    template: str = "pages/map.html"

    def view(self, config: Config) -> View:
        return View("Map", f"The papers of {config.title} as a map.", {"map": maps.layout(self.outline)})


class SearchPage(NamedTuple):
    """`has_votes` and `has_venues` say whether any paper has some."""

    has_votes: bool
    has_venues: bool
    template: str = "pages/search.html"

    def view(self, config: Config) -> View:
        return View("Search", f"Search the papers of {config.title}.", self._asdict())


class ListPage(NamedTuple):
    """The reader's own list, which scripts fill: the build knows nothing of it."""

    template: str = "pages/list.html"

    def view(self, config: Config) -> View:
        return View("My list", f"The papers of {config.title} that you saved, in your browser.", {})


class NotFoundPage(NamedTuple):
    template: str = "pages/not_found.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        return View("Page not found", "There is no such page.", {})


def overview_pages(context: PageContext) -> Iterator[Page]:
    yield Page(urls.TAG_INDEX, TagIndexPage(tag_groups(context)))
    yield Page(urls.ARCHIVE, ArchivePage(editions_by_year(context)))
    yield Page(urls.MAP, MapPage(maps.outline_site([*context.facts.values()], context.lists.attractors)))
    papers = context.site.library.papers
    yield Page(urls.SEARCH, SearchPage(any(each.votes for each in papers), any(each.venue for each in papers)))
    yield Page(urls.LIST, ListPage())
    yield Page(urls.NOT_FOUND, NotFoundPage())


def tag_groups(context: PageContext) -> tuple[TagGroup, ...]:
    count = {tag: len(papers) for tag, papers in context.site.topics.papers_by_tag.items()}
    most, groups = max(count.values(), default=0), groupby(context.site.topics.tags, key=lambda tag: tag.group)
    return tuple([TagGroup(name, tuple([chip(tag, count[tag.id], most) for tag in tags])) for name, tags in groups])


def editions_by_year(context: PageContext) -> tuple[ArchiveYear, ...]:
    years = groupby(context.site.library.editions, key=lambda edition: edition.day.year if edition.day else None)
    calendar = context.calendar
    return tuple(
        [
            ArchiveYear(
                year,
                edition_rows(context, found),
                _links_of_year(calendar.months, year),
                _links_of_year(calendar.weeks, year),
            )
            for year, found in years
        ]
    )


def _links_of_year(periods: Sequence[Period], year: int | None) -> tuple[PeriodLink, ...]:
    """The periods whose newest edition is of a year; a week at its end may belong to the next, and says so."""
    of_year = [each for each in periods if (day := each.editions[0].day) and day.year == year]
    return tuple([PeriodLink(re.sub(rf",? {year}$", "", each.label), each.path) for each in of_year])
