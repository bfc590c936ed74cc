"""The sitemap: every page, with the day it last got a paper."""

import re
from collections.abc import Sequence

from generator.model import urls
from generator.render.feeds.plans import Days, Render
from generator.render.periods import make_calendar
from generator.render.views import Site
from generator.text.markup import clean_text

LARGEST = 50_000
"""Addresses the protocol allows in one file."""


def sitemap(site: Site, days: Days, pages: Sequence[str], render: Render) -> dict[str, bytes]:
    """`sitemap.xml` with every page but the 404, in parts behind an index where the protocol asks for that."""
    changes = _last_changes(site, days)
    newest = max(edition.published for edition in site.library.editions).isoformat()
    base_url = site.config.base_url
    rows = [
        (urls.absolute(base_url, page), changes.get(_first_page(page), newest))
        for page in pages
        if page != urls.NOT_FOUND
    ]
    parts = [rows[start : start + LARGEST] for start in range(0, len(rows), LARGEST)]
    made = [_sitemap("feeds/sitemap.xml", render, part) for part in parts]
    if len(made) == 1:
        return {urls.SITEMAP: made[0]}
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(made, 1)}
    index = [(urls.absolute(base_url, path), newest) for path in named]
    return {urls.SITEMAP: _sitemap("feeds/sitemap-index.xml", render, index)} | named


def _sitemap(template: str, render: Render, rows: Sequence[tuple[str, str]]) -> bytes:
    return clean_text(render(template, rows=rows)).encode()


def _last_changes(site: Site, days: Days) -> dict[str, str]:
    """The day each paper's, edition's and tag's page got its newest paper; other pages show something of every one."""
    papers = {paper: last.isoformat() for paper, (_, last) in days.items()}
    tagged = site.topics.papers_by_tag
    changes = {urls.paper(paper): day for paper, day in papers.items()}
    changes |= {urls.edition(edition.id): edition.published.isoformat() for edition in site.library.editions}
    calendar = make_calendar(site.library.editions)
    changes |= {
        each.path: max(edition.published for edition in each.editions).isoformat()
        for periods in calendar
        for each in periods
    }
    return changes | {urls.tag(tag.id): max(map(papers.__getitem__, tagged[tag.id])) for tag in site.topics.tags}


def _first_page(path: str) -> str:
    """The first page of the list that `path` is a page of: `tags/rag/page-2.html` gives `tags/rag.html`."""
    return re.sub(r"/page-\d+\.html$", ".html", path) if "/page-" in path else path
