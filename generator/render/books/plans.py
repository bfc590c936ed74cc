"""Which books there are, and the papers of each."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.analysis.highlights import group_by_topic
from generator.model import urls
from generator.model.papers import Edition, Paper, Tag
from generator.render.periods import Period, make_calendar
from generator.render.views import Site


class Chapter(NamedTuple):
    title: str
    papers: tuple[Paper, ...]


class Book(NamedTuple):
    """`path` is the book's file, `page` the page that shows the same papers, `day` when the last of it appeared."""

    path: str
    page: str
    title: str
    description: str
    day: datetime.date
    chapters: tuple[Chapter, ...]
    introduction: str = ""
    """The curator's, in HTML."""

    def __hash__(self) -> int:
        return hash(self.path)


def plan_books(site: Site) -> Iterator[Book]:
    """The books that `[epub]` asks for: editions and weeks newest first, then topics by label."""
    planners: dict[str, Callable[[Site], Iterator[Book]]] = {
        "editions": lambda site: (edition_book(site, edition) for edition in site.library.editions),
        "weeks": lambda site: (_week_book(site, week) for week in make_calendar(site.library.editions).weeks),
        "topics": lambda site: (topic_book(site, tag) for tag in site.topics.tags),
    }
    for kind in site.config.epub:
        yield from planners[kind](site)


def edition_book(site: Site, edition: Edition) -> Book:
    """A chapter for each topic."""
    page, title = urls.edition(edition.id), f"{site.config.title}: {edition.label}"
    chapters = _topic_chapters(site, edition.papers)
    said = edition.introduction.html if edition.introduction else ""
    return Book(urls.epub_of(page), page, title, site.config.description, edition.published, chapters, said)


def _week_book(site: Site, week: Period) -> Book:
    """The same of all editions of a week; a paper that is in two of them stands there once."""
    day = max(edition.published for edition in week.editions)
    title = f"{site.config.title}: {week.label}"
    return Book(urls.epub_of(week.path), week.path, title, week.span, day, _topic_chapters(site, week.papers))


def topic_book(site: Site, tag: Tag) -> Book:
    """A chapter for each edition, newest first."""
    by_edition = _papers_by_edition(site, tag)
    chapters = tuple([_chapter(site, edition.label, papers) for edition, papers in by_edition])
    day = max(edition.published for edition, _ in by_edition)
    page, title = urls.tag(tag.id), f"{site.config.title}: {tag.label}"
    return Book(urls.epub_of(page), page, title, tag.meaning, day, chapters)


def _topic_chapters(site: Site, papers: Sequence[str]) -> tuple[Chapter, ...]:
    groups = group_by_topic(papers, site.topics)
    return tuple([_chapter(site, tag.label if tag else "Other papers", some) for tag, some in groups])


def _papers_by_edition(site: Site, tag: Tag) -> list[tuple[Edition, list[str]]]:
    """The papers of a topic under the newest edition that has them."""
    papers = defaultdict[str, list[str]](list)
    for paper in site.topics.papers_by_tag[tag.id]:
        papers[site.library.paper[paper].editions[0].edition].append(paper)
    return [(each, papers[each.id]) for each in site.library.editions if each.id in papers]


def _chapter(site: Site, title: str, papers: Iterable[str]) -> Chapter:
    return Chapter(title, tuple([site.library.paper[paper] for paper in papers]))
