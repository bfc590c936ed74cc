"""The pages of which there is one: topics, archive, map, search, and "page not found"."""

from collections.abc import Iterator
from itertools import groupby

from generator.model import urls
from generator.model.config import Config
from generator.render import maps
from generator.render.pages.context import PageContext
from generator.render.pages.page import Page, View
from generator.render.views import Chip, EditionLink, chip

TOPICS_IN_THE_ARCHIVE = 3

Groups = tuple[tuple[str, tuple[Chip, ...]], ...]
Years = tuple[tuple[int | None, tuple[tuple[EditionLink, tuple[Chip, ...]], ...]], ...]


def overview_pages(sources: PageContext) -> Iterator[Page]:
    yield Page(urls.TAG_INDEX, "pages/tag_index.html", tag_index_view, (tag_groups(sources),))
    yield Page(urls.ARCHIVE, "pages/archive.html", archive_view, (editions_by_year(sources),))
    yield Page(urls.MAP, "pages/map.html", map_view, (sources.lists.survey.of_site(),))
    yield Page(urls.SEARCH, "pages/search.html", search_view)
    yield Page(urls.NOT_FOUND, "pages/not_found.html", not_found_view)


def tag_groups(sources: PageContext) -> Groups:
    """Tags under their groups' headings, each with how many papers it has."""
    topics = sources.site.topics
    most = max(map(len, topics.papers_by_tag.values()), default=0)
    return tuple(
        (group, tuple([chip(tag, len(topics.papers_by_tag[tag.id]), most) for tag in members]))
        for group, members in groupby(topics.tags, key=lambda tag: tag.group)
    )


def tag_index_view(config: Config, groups: Groups) -> View:
    data = {"groups": groups, "count": sum(len(chips) for _, chips in groups)}
    return View("Topics", f"Every topic of {config.title}.", data)


def editions_by_year(sources: PageContext) -> Years:
    """Editions under their year, newest first; those without a year stand last."""
    return tuple(
        (
            year,
            tuple(
                [
                    (sources.editions[e.id], sources.together[e.id].counted.chips[:TOPICS_IN_THE_ARCHIVE])
                    for e in members
                ]
            ),
        )
        for year, members in groupby(sources.site.library.editions, key=lambda e: e.day.year if e.day else None)
    )


def archive_view(config: Config, years: Years) -> View:
    data = {
        "years": [(str(year) if year else "", editions) for year, editions in years],
        "count": sum(len(editions) for _, editions in years),
    }
    return View("Archive", f"Every edition of {config.title}.", data)


def map_view(config: Config, outline: maps.MapInput) -> View:
    return View("Map", f"The papers of {config.title} as a map.", {"map": maps.layout(outline)})


def search_view(config: Config) -> View:
    return View("Search", f"Search the papers of {config.title}.", {})


def not_found_view(_config: Config) -> View:
    return View("Page not found", "There is no such page.", {})
