"""Feeds and files for search engines: Atom, JSON Feed, sitemap, robots.txt.

An entry is worth reading by itself: it has the abstract and the links, or else the title. The XML is made by templates,
like the pages: their environment exists and escapes, a site may override them, and an element tree would only hide what
the file looks like. Characters that XML forbids are removed from the finished text. The id of an entry is permanent:
its permalink where the site's address is known, otherwise a UUID made from the site's title and the paper's path;
`[site] id` stands in for either, so that both may change. No clock is read; a paper's day is that of its first edition.

Sources: RFC 4287 (Atom), https://www.jsonfeed.org/version/1.1/, https://www.sitemaps.org/protocol.html
"""

from collections.abc import Sequence

from generator.model import urls
from generator.model.config import Config
from generator.render.feeds.atom import feed_files
from generator.render.feeds.opml import opml
from generator.render.feeds.plans import (
    NEWEST,
    NEWEST_OF_TOPIC,
    Days,
    FeedPlan,
    Render,
    first_and_last_days,
    plan_feeds,
)
from generator.render.feeds.sitemaps import sitemap
from generator.render.views import Site

__all__ = [
    "NEWEST",
    "NEWEST_OF_TOPIC",
    "Days",
    "FeedPlan",
    "feed_files",
    "first_and_last_days",
    "opml",
    "plan_feeds",
    "search_engine_files",
]


def search_engine_files(site: Site, days: Days, pages: Sequence[str], render: Render) -> dict[str, bytes]:
    """Sitemap and robots.txt by path; `pages` are the paths of all HTML pages.

    Without a configured address there is no sitemap.
    """
    robots_txt = {urls.ROBOTS: robots(site.config)}
    return robots_txt | (sitemap(site, days, pages, render) if site.config.base_url else {})


def robots(config: Config) -> bytes:
    """Everyone may read everything; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if config.base_url:
        lines += ["", f"Sitemap: {urls.absolute(config.base_url, urls.SITEMAP)}"]
    return "".join(f"{line}\n" for line in lines).encode()
