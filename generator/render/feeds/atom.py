"""Turns feed plans into files: Atom for every feed, and JSON Feed for the feed of all papers."""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.addresses import WEB
from generator.model.config import Config
from generator.model.papers import Link, Tag
from generator.render.feeds.plans import FeedPaper, FeedPlan, Render
from generator.text.markup import clean_text


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A paper in a feed; `path` is its page's from the site's root, `published` is as `2025-05-28T00:00:00Z`."""

    id: str
    path: str
    title: str
    content: str
    published: str
    authors: tuple[str, ...]
    tags: tuple[Tag, ...]
    links: tuple[Link, ...]

    @property
    def updated(self) -> str:
        """The same day: a later listing is no news of the paper, and the seeds do not say when somebody edited it."""
        return self.published


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
        return max(entry.updated for entry in self.entries)


def feed_files(plans: Iterable[FeedPlan], config: Config, render: Render) -> Iterator[dict[str, bytes]]:
    """The files of each feed; an entry is written once for all feeds of a folder."""
    entries: dict[str, FeedEntry] = {}
    texts: dict[tuple[str, str], Html] = {}
    for plan in plans:
        for each in plan.papers:
            if each.paper.id not in entries:
                entries[each.paper.id] = _feed_entry(each, config, render)
        own = tuple([entries[each.paper.id] for each in plan.papers])
        feed = Feed(plan.path, plan.page, plan.title, plan.subtitle, own)
        made = {feed.path: atom(feed, config, render, texts)}
        yield made | ({urls.JSON_FEED: json_feed(feed, config)} if feed.path == urls.ATOM_FEED else {})


def _feed_entry(listed: FeedPaper, config: Config, render: Render) -> FeedEntry:
    paper, path = listed.paper, urls.paper(listed.paper.id)
    content = render("feeds/content.html", abstract=paper.abstract.html, links=paper.links).strip()
    return FeedEntry(
        id=identifier(config, path),
        path=path,
        title=paper.title.text,
        content=content or paper.title.html,
        published=f"{listed.day.isoformat()}T00:00:00Z",
        authors=paper.authors,
        tags=listed.tags,
        links=paper.links,
    )


def identifier(config: Config, path: str) -> str:
    """What a feed reader knows the file at `path` by: an address, or a version 5 UUID (RFC 9562)."""
    own = config.id or config.base_url
    if own.startswith(WEB):
        return urls.absolute(own, path)
    return uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, own or config.title), path).urn


def feed_address(config: Config, path: str, feed: str) -> str:
    """The address of `path` as the file `feed` gives it: absolute where it can be."""
    return urls.absolute(config.base_url, path) if config.base_url else urls.relative(path, feed)


def atom(feed: Feed, config: Config, render: Render, texts: dict[tuple[str, str], Html]) -> bytes:
    """`feed` as Atom; `texts` has the entries that are written already, by their page and the folder of the feed."""
    folder = feed.path.rpartition("/")[0]

    def address(path: str) -> str:
        return feed_address(config, path, feed.path)

    def as_atom(entry: FeedEntry) -> Html:
        if (entry.path, folder) not in texts:
            text = render("feeds/entry.xml", entry=entry, address=address)
            texts[entry.path, folder] = Html(text.removesuffix("\n"))
        return texts[entry.path, folder]

    text = render("feeds/atom.xml", feed=feed, id=identifier(config, feed.path), address=address, as_atom=as_atom)
    return clean_text(text).encode()


def json_feed(feed: Feed, config: Config) -> bytes:
    """`feed` as JSON Feed 1.1; the format is data, so no template stands between."""
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed_address(config, feed.page, urls.JSON_FEED),
        "feed_url": urls.absolute(config.base_url, urls.JSON_FEED) if config.base_url else None,
        "description": feed.subtitle,
        "language": config.language,
        "authors": [{"name": config.title}],
        "items": [_item(entry, config) for entry in feed.entries],
    }
    return clean_text(json.dumps({name: value for name, value in known.items() if value}, ensure_ascii=False)).encode()


def _item(entry: FeedEntry, config: Config) -> dict[str, object]:
    known = {
        "id": entry.id,
        "url": feed_address(config, entry.path, urls.JSON_FEED),
        "title": entry.title,
        "content_html": entry.content,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": [tag.label for tag in entry.tags],
    }
    return {name: value for name, value in known.items() if value}
