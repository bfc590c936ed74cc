"""Which books there are, and the papers of each."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.analysis.highlights import group_by_topic
from generator.model import urls
from generator.model.papers import Edition, Paper, Tag
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

    def __hash__(self) -> int:
        return hash(self.path)


def plan_books(site: Site) -> Iterator[Book]:
    """The books that `[epub]` asks for: editions newest first, then topics by label."""
    planners: dict[str, Callable[[Site], Iterator[Book]]] = {"editions": _edition_books, "topics": _topic_books}
    for kind in site.config.epub:
        yield from planners[kind](site)


def _edition_books(site: Site) -> Iterator[Book]:
    """A chapter for each topic."""
    for edition in site.library.editions:
        groups = group_by_topic(edition.papers, site.topics)
        chapters = [_chapter(site, tag.label if tag else "Other papers", papers) for tag, papers in groups]
        title = f"{site.config.title}: {edition.label}"
        page = urls.edition(edition.id)
        yield Book(urls.epub_of(page), page, title, site.config.description, edition.published, tuple(chapters))


def _topic_books(site: Site) -> Iterator[Book]:
    """A chapter for each edition, newest first."""
    for tag in site.topics.tags:
        by_edition = _papers_by_edition(site, tag)
        chapters = [_chapter(site, edition.label, papers) for edition, papers in by_edition]
        day = max(edition.published for edition, _ in by_edition)
        page = urls.tag(tag.id)
        yield Book(urls.epub_of(page), page, f"{site.config.title}: {tag.label}", tag.meaning, day, tuple(chapters))


def _papers_by_edition(site: Site, tag: Tag) -> list[tuple[Edition, list[str]]]:
    """The papers of a topic under the newest edition that has them."""
    papers = defaultdict[str, list[str]](list)
    for paper in site.topics.papers_by_tag[tag.id]:
        papers[site.library.paper[paper].editions[0].edition].append(paper)
    return [(each, papers[each.id]) for each in site.library.editions if each.id in papers]


def _chapter(site: Site, title: str, papers: Iterable[str]) -> Chapter:
    return Chapter(title, tuple([site.library.paper[paper] for paper in papers]))
