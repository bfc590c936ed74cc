"""Feeds and what search engines read: Atom, JSON Feed, sitemap, robots.

An entry is worth reading by itself: it holds the abstract and the links. The XML is made by templates, like the pages:
their environment is there anyway and escapes, a site may override them, and an element tree would only hide what the
file looks like. The characters XML forbids are taken out of the finished text. A feed reader knows a paper by its id
for good: its permalink where the site's address is known, and otherwise a UUID made from the site's title and the
paper's path. No clock is read; a paper is as old as its first edition here, and was updated by its last.

Sources: RFC 4287 (Atom), https://www.jsonfeed.org/version/1.1/, https://www.sitemaps.org/protocol.html
"""

import datetime
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator import urls
from generator.config import Config
from generator.markup import clean
from generator.model import Link, Paper, Tag
from generator.views import Site

NEWEST = 50
"""Papers in a feed."""

LARGEST_SITEMAP = 50_000
"""Addresses the protocol allows in one file."""

Render = Callable[..., str]
"""`render(template, **data)`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a feed; `path` is its page's from the site's root, days are as `2025-05-28T00:00:00Z`."""

    id: str
    path: str
    title: str
    content: str
    published: str
    updated: str
    authors: tuple[str, ...]
    tags: tuple[Tag, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be: its own path, and the path of the page that shows the same papers."""

    path: str
    page: str
    title: str
    subtitle: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        return max(entry.updated for entry in self.entries)


def files(site: Site, pages: Sequence[str], render: Render) -> dict[str, bytes]:
    """Feeds, sitemap and robots.txt by path; `pages` are the paths of all HTML pages.

    Without a configured address there is no sitemap.
    """
    main, *others = feeds(site, render)
    made = {feed.path: atom(feed, site.config, render) for feed in (main, *others)}
    made |= {urls.JSON_FEED: json_feed(main, site.config), urls.ROBOTS: robots(site.config)}
    return made | (sitemap(site, pages, render) if site.config.base_url else {})


def feeds(site: Site, render: Render) -> Iterator[Feed]:
    """The feed of everything, then one a tag."""

    @cache
    def entry(paper: str) -> Entry:
        return _entry(site, site.library.paper[paper], render)

    def newest(papers: Sequence[str]) -> tuple[Entry, ...]:
        first = sorted(papers, key=lambda paper: _days(site, site.library.paper[paper])[1], reverse=True)
        return tuple(map(entry, first[:NEWEST]))

    config, everything = site.config, [paper.id for paper in site.library.papers]
    yield Feed(urls.ATOM_FEED, urls.HOME, config.title, config.description, newest(everything))
    for tag in site.topics.tags:
        tagged = newest(site.topics.papers_by_tag[tag.id])
        yield Feed(urls.tag_feed(tag.id), urls.tag(tag.id), f"{config.title}: {tag.label}", tag.meaning, tagged)


def _entry(site: Site, paper: Paper, render: Render) -> Entry:
    path = urls.paper(paper.id)
    first, last = _days(site, paper)
    return Entry(
        id=identifier(site.config, path),
        path=path,
        title=paper.title.text,
        content=render("feeds/content.html", abstract=paper.abstract.html, links=paper.links).strip(),
        published=_midnight(first),
        updated=_midnight(last),
        authors=paper.authors,
        tags=tuple(site.topics.tag[tagged.tag] for tagged in site.topics.tags_by_paper[paper.id]),
        links=paper.links,
    )


def _days(site: Site, paper: Paper) -> tuple[datetime.date, datetime.date]:
    """When the paper's first and last editions appeared here."""
    days = [site.library.edition[standing.edition].published for standing in paper.editions]
    return min(days), max(days)


def _midnight(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def identifier(config: Config, path: str) -> str:
    """What a feed reader knows the file at `path` by: its address, or a version 5 UUID (RFC 9562)."""
    if config.base_url:
        return urls.absolute(config.base_url, path)
    import uuid

    return uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, config.title), path).urn


def _address(config: Config, path: str, feed: str) -> str:
    """The address of `path` as the file `feed` gives it: absolute where it can be."""
    return urls.absolute(config.base_url, path) if config.base_url else urls.relative(path, feed)


def atom(feed: Feed, config: Config, render: Render) -> bytes:
    text = render(
        "feeds/atom.xml",
        feed=feed,
        id=identifier(config, feed.path),
        address=lambda path: _address(config, path, feed.path),
    )
    return clean(text).encode()


def json_feed(feed: Feed, config: Config) -> bytes:
    """`feed` as JSON Feed 1.1; the format is data, so no template stands between."""
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _address(config, feed.page, urls.JSON_FEED),
        "feed_url": urls.absolute(config.base_url, urls.JSON_FEED) if config.base_url else None,
        "description": feed.subtitle,
        "language": config.language,
        "authors": [{"name": config.title}],
        "items": [_item(entry, config) for entry in feed.entries],
    }
    return clean(json.dumps({name: value for name, value in known.items() if value}, ensure_ascii=False)).encode()


def _item(entry: Entry, config: Config) -> dict[str, object]:
    known = {
        "id": entry.id,
        "url": _address(config, entry.path, urls.JSON_FEED),
        "title": entry.title,
        "content_html": entry.content,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": [tag.label for tag in entry.tags],
    }
    return {name: value for name, value in known.items() if value}


def robots(config: Config) -> bytes:
    """Everyone may read everything; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if config.base_url:
        lines += ["", f"Sitemap: {urls.absolute(config.base_url, urls.SITEMAP)}"]
    return "".join(f"{line}\n" for line in lines).encode()


def sitemap(site: Site, pages: Sequence[str], render: Render) -> dict[str, bytes]:
    """`sitemap.xml` with every page but the 404, in parts behind an index where the protocol asks for that."""
    days = _last_changes(site)
    newest = max(edition.published for edition in site.library.editions).isoformat()
    rows = [
        (urls.absolute(site.config.base_url, page), days.get(_first_page(page), newest))
        for page in pages
        if page != urls.NOT_FOUND
    ]
    parts = [rows[start : start + LARGEST_SITEMAP] for start in range(0, len(rows), LARGEST_SITEMAP)]
    if len(parts) == 1:
        return {urls.SITEMAP: clean(render("feeds/sitemap.xml", rows=rows)).encode()}
    made = {
        f"sitemap-{at}.xml": clean(render("feeds/sitemap.xml", rows=part)).encode() for at, part in enumerate(parts, 1)
    }
    index = [(urls.absolute(site.config.base_url, path), newest) for path in made]
    return {urls.SITEMAP: clean(render("feeds/sitemap-index.xml", rows=index)).encode()} | made


def _last_changes(site: Site) -> dict[str, str]:
    """The day each paper's, edition's and tag's page got its newest paper; other pages show something of every one."""
    papers = {paper.id: _days(site, paper)[1] for paper in site.library.papers}
    days = {urls.paper(paper): day for paper, day in papers.items()}
    days |= {urls.edition(edition.id): edition.published for edition in site.library.editions}
    days |= {urls.tag(tag.id): max(papers[p] for p in site.topics.papers_by_tag[tag.id]) for tag in site.topics.tags}
    return {path: day.isoformat() for path, day in days.items()}


def _first_page(path: str) -> str:
    """The first page of the list that `path` is a page of: `tags/rag/page-2.html` gives `tags/rag.html`."""
    return re.sub(r"/page-\d+\.html$", ".html", path)
