"""Which feeds there are, and the inputs of each.

Equal plans give equal bytes, so while watching a build writes only the feeds whose plan changed.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from generator.model import urls
from generator.model.papers import Paper, Tag
from generator.render.views import Site

NEWEST = 50
"""Papers in a feed."""

Render = Callable[..., str]
"""`render(template, **data)`."""
Days = Mapping[str, tuple[datetime.date, datetime.date]]
"""When the first and last editions of each paper appeared here."""


class FeedPaper(NamedTuple):
    """What an entry is made from: a paper, its topics, and when the first of its editions appeared here."""

    paper: Paper
    tags: tuple[Tag, ...]
    day: datetime.date


class FeedPlan(NamedTuple):
    """All that a feed is made from, but for configuration and templates. Feeds planned alike have equal bytes."""

    path: str
    page: str
    title: str
    subtitle: str
    papers: tuple[FeedPaper, ...]

    def __hash__(self) -> int:
        return hash(self.path)


def plan_feeds(site: Site, days: Days) -> Iterator[FeedPlan]:
    """The feed of everything, then one a tag, and one for each author who has a page."""
    config, topics, listed = site.config, site.topics, cache(partial(_feed_paper, site, days))

    def plan(path: str, page: str, title: str, subtitle: str, papers: Sequence[str]) -> FeedPlan:
        newest = sorted(papers, key=lambda paper: days[paper][1], reverse=True)[:NEWEST]
        return FeedPlan(path, page, title, subtitle, tuple(map(listed, newest)))

    yield plan(urls.ATOM_FEED, urls.HOME, config.title, config.description, [*days])
    for tag in topics.tags:
        title, papers = f"{config.title}: {tag.label}", topics.papers_by_tag[tag.id]
        yield plan(urls.tag_feed(tag.id), urls.tag(tag.id), title, tag.meaning, papers)
    for author in site.authors.with_page:
        title, subtitle = f"{config.title}: {author.name}", f"Papers by {author.name}."
        yield plan(urls.author_feed(author.id), urls.author(author.id), title, subtitle, author.papers)


def _feed_paper(site: Site, days: Days, paper: str) -> FeedPaper:
    topics = site.topics
    tags = tuple([topics.tag[tagged.tag] for tagged in topics.tags_by_paper[paper]])
    return FeedPaper(site.library.paper[paper], tags, days[paper][0])


def first_and_last_days(site: Site) -> Days:
    published = {edition.id: edition.published for edition in site.library.editions}
    days = ((paper.id, [published[each.edition] for each in paper.editions]) for paper in site.library.papers)
    return {paper: (min(own), max(own)) for paper, own in days}
