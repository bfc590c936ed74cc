"""Which feeds there are, and the inputs of each.

Equal plans give equal bytes, so while watching a build writes only the feeds whose plan changed.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from generator.model import urls
from generator.model.papers import Paper, Tag
from generator.render.periods import Period, make_calendar
from generator.render.views import PaperLink, Site, paper_link

NEWEST, NEWEST_OF_TOPIC, NEWEST_OF_AUTHOR, NEWEST_DIGESTS = 50, 20, 10, 10
"""Papers in the feed of the site, in that of a topic where no day has more, and in an author's; editions, weeks or
months in theirs."""
TITLES = 100
"""Papers that an entry for many of them names."""

Render = Callable[..., str]
"""`render(template, **data)`."""
Days = Mapping[str, tuple[datetime.date, datetime.date]]
"""When the first and last editions of each paper appeared here."""


class FeedPaper(NamedTuple):
    """What an entry is made from: a paper, its topics, and when the first of its editions appeared here."""

    paper: Paper
    tags: tuple[Tag, ...]
    day: datetime.date


class FeedDigest(NamedTuple):
    """An edition, a week or a month as an entry: its page, its papers, of which it names some and
    `more` are not, and when its first and last edition appeared."""

    path: str
    title: str
    papers: tuple[PaperLink, ...]
    more: int
    introduction: str
    first: datetime.date
    last: datetime.date


class FeedPlan(NamedTuple):
    """All that a feed is made from, but for configuration and templates. Feeds planned alike have equal bytes."""

    path: str
    page: str
    title: str
    subtitle: str
    papers: tuple[FeedPaper | FeedDigest, ...]
    group: str = ""
    """The heading of the feed in the list of all."""
    is_json: bool = True
    """Whether it is there as JSON Feed, too: the feeds of authors, of which there are thousands, are Atom alone."""

    def __hash__(self) -> int:
        return hash(self.path)


def plan_feeds(site: Site, days: Days) -> Iterator[FeedPlan]:
    """The feed of everything, those of editions, weeks and months, then one a watch, a tag, an author with a page."""
    config, topics, listed = site.config, site.topics, cache(partial(_feed_paper, site, days))

    def newest(papers: Sequence[str], usual: int) -> tuple[FeedPaper, ...]:
        """Those that readers who come every day have not seen, and some more."""
        found = sorted(papers, key=lambda paper: days[paper][1], reverse=True)[:NEWEST]
        of_last_day = sum([days[paper][1] == days[found[0]][1] for paper in found])
        return tuple(map(listed, found[: max(usual, of_last_day)]))

    yield FeedPlan(urls.ATOM_FEED, urls.HOME, config.title, config.description, newest([*days], NEWEST))
    yield from _plan_series(site)
    for watch in config.curation.watches:
        title, papers = f"{config.title}: {watch.title}", newest(site.watched.get(watch.id, ()), NEWEST_OF_TOPIC)
        yield FeedPlan(urls.watch_feed(watch.id), urls.watch(watch.id), title, watch.query, papers, "Watches")
    for tag in topics.tags:
        title, papers = f"{config.title}: {tag.label}", newest(topics.papers_by_tag[tag.id], NEWEST_OF_TOPIC)
        yield FeedPlan(urls.tag_feed(tag.id), urls.tag(tag.id), title, tag.meaning, papers, "Topics")
    for author in site.authors.with_page:
        title, papers = f"{config.title}: {author.name}", newest(author.papers, NEWEST_OF_AUTHOR)
        path, subtitle = urls.author_feed(author.id), f"Papers by {author.name}."
        yield FeedPlan(path, urls.author(author.id), title, subtitle, papers[:NEWEST_OF_AUTHOR], "Authors", False)


def _plan_series(site: Site) -> Iterator[FeedPlan]:
    """The feeds whose entries are whole editions, weeks and months."""
    calendar = make_calendar(site.library.editions)
    editions = [Period(urls.edition(each.id), each.label, "", (each,)) for each in site.library.editions]
    for path, name, periods in (
        (urls.EDITIONS_FEED, "editions", editions),
        (urls.WEEKS_FEED, "weeks", calendar.weeks),
        (urls.MONTHS_FEED, "months", calendar.months),
    ):
        if periods:
            newest = tuple([_feed_digest(site, period) for period in periods[:NEWEST_DIGESTS]])
            subtitle = f"The papers of {site.config.title}, {name.removesuffix('s')} by {name.removesuffix('s')}."
            yield FeedPlan(path, urls.ARCHIVE, f"{site.config.title}: {name}", subtitle, newest, "Editions")


def _feed_digest(site: Site, period: Period) -> FeedDigest:
    papers = tuple([paper_link(site.library.paper[name]) for name in period.papers[:TITLES]])
    more = len(period.papers) - len(papers)
    days = [edition.published for edition in period.editions]
    said = period.editions[0].introduction if len(period.editions) == 1 else None
    return FeedDigest(period.path, period.label, papers, more, said.html if said else "", min(days), max(days))


def _feed_paper(site: Site, days: Days, paper: str) -> FeedPaper:
    topics = site.topics
    tags = tuple([topics.tag[tagged.tag] for tagged in topics.tags_by_paper[paper]])
    return FeedPaper(site.library.paper[paper], tags, days[paper][0])


def first_and_last_days(site: Site) -> Days:
    published = {edition.id: edition.published for edition in site.library.editions}
    days = ((paper.id, [published[each.edition] for each in paper.editions]) for paper in site.library.papers)
    return {paper: (min(own), max(own)) for paper, own in days}
