"""Feeds and their entries, in the form that all formats share."""

import datetime
import uuid
from dataclasses import dataclass

from generator.model import urls
from generator.model.addresses import WEB
from generator.model.config import Config
from generator.model.papers import Link, Tag
from generator.render.feeds.plans import FeedDigest, FeedPaper, Render


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A paper, or a whole edition, in a feed; `path` is its page's from the site's root, `published` is as
    `2025-05-28T00:00:00Z`. A later listing is no news of a paper, and the seeds do not say when somebody edited it."""

    id: str
    path: str
    title: str
    content: str
    published: str
    updated: str
    authors: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own path, and the path of the page that shows the same papers."""

    path: str
    page: str
    title: str
    subtitle: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> str:
        """When the newest entry was; of a feed that has none yet, never."""
        return max((entry.updated for entry in self.entries), default="1970-01-01T00:00:00Z")


def make_entry(listed: FeedPaper | FeedDigest, feed: str, config: Config, render: Render) -> FeedEntry:
    """The entry of what is listed, for the feed at the path `feed`."""
    return (
        _digest_entry(listed, feed, config, render)
        if isinstance(listed, FeedDigest)
        else _entry(listed, config, render)
    )


def _entry(listed: FeedPaper, config: Config, render: Render) -> FeedEntry:
    paper, path = listed.paper, urls.paper(listed.paper.id)
    content = render("feeds/content.html", note=paper.note, abstract=paper.abstract.html, links=paper.links).strip()
    return FeedEntry(
        id=identifier(config, path),
        path=path,
        title=paper.title.text,
        content=content or paper.title.html,
        published=_instant(listed.day),
        updated=_instant(listed.day),
        authors=paper.authors,
        tags=listed.tags,
        links=paper.links,
    )


def _digest_entry(digest: FeedDigest, feed: str, config: Config, render: Render) -> FeedEntry:
    page = feed_address(config, digest.path, feed)
    papers = [(paper.title, feed_address(config, paper.path, feed)) for paper in digest.papers]
    return FeedEntry(
        id=identifier(config, digest.path),
        path=digest.path,
        title=digest.title,
        content=render(
            "feeds/digest.html", introduction=digest.introduction, papers=papers, more=digest.more, address=page
        ).strip(),
        published=_instant(digest.first),
        updated=_instant(digest.last),
    )


def _instant(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def identifier(config: Config, path: str) -> str:
    """What a feed reader knows the file at `path` by: an address, or a version 5 UUID (RFC 9562)."""
    own = config.id or config.base_url
    if own.startswith(WEB):
        return urls.absolute(own, path)
    return uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, own or config.title), path).urn


def feed_address(config: Config, path: str, feed: str) -> str:
    """The address of `path` as the file `feed` gives it: absolute where it can be."""
    return urls.absolute(config.base_url, path) if config.base_url else urls.relative(path, feed)
