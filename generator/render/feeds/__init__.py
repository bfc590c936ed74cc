"""Feeds and what search engines read: Atom, JSON Feed, sitemap, robots.

An entry is worth reading by itself: it holds the abstract and the links. The XML is made by templates, like the pages:
their environment is there anyway and escapes, a site may override them, and an element tree would only hide what the
file looks like. The characters XML forbids are taken out of the finished text. A feed reader knows a paper by its id
for good: its permalink where the site's address is known, and otherwise a UUID made from the site's title and the
paper's path. No clock is read; a paper is as old as its first edition here, and was updated by its last.

Sources: RFC 4287 (Atom), https://www.jsonfeed.org/version/1.1/, https://www.sitemaps.org/protocol.html
"""

from collections.abc import Sequence

from generator.execution.memo import IDLE, Work
from generator.model import urls
from generator.model.config import Config
from generator.render.feeds.atom import written
from generator.render.feeds.plans import NEWEST, Render, days_of, plans
from generator.render.feeds.sitemaps import sitemap
from generator.render.views import Site

__all__ = ["NEWEST", "files"]


def files(site: Site, pages: Sequence[str], render: Render, work: Work = IDLE) -> dict[str, bytes]:
    """Feeds, sitemap and robots.txt by path; `pages` are the paths of all HTML pages.

    Without a configured address there is no sitemap.
    """
    days = days_of(site)
    made: dict[str, bytes] = {urls.ROBOTS: robots(site.config)}
    for each in work.each("feeds", [*plans(site, days, render)], written):
        made |= each
    return made | (sitemap(site, days, pages, render, work) if site.config.base_url else {})


def robots(config: Config) -> bytes:
    """Everyone may read everything; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if config.base_url:
        lines += ["", f"Sitemap: {urls.absolute(config.base_url, urls.SITEMAP)}"]
    return "".join(f"{line}\n" for line in lines).encode()
