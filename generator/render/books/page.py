"""Makes a book one HTML file: its papers, styles and search, so that it opens from disk and asks nobody."""

from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.papers import Link, Paper
from generator.render.assets.bundle import colour_rules, static_files
from generator.render.books.plans import Book
from generator.render.feeds.plans import Render
from generator.render.views import Site
from generator.text.markup import clean_text

STYLES, SCRIPT = "css/tokens.css", "js/filter.js"


class PaperSection(NamedTuple):
    """A paper on the page; `address` is that of its own page, where the site's is known."""

    id: str
    title: Html
    authors: str
    abstract: Html
    topics: str
    links: tuple[Link, ...]
    address: str
    is_pick: bool
    note: Html


def book_page(book: Book, site: Site, render: Render) -> bytes:
    """`book` as the bytes of an HTML file."""
    config = site.config
    static = static_files(config.static_folders)
    script = "\n".join(clean_text(static[SCRIPT].decode()).splitlines())
    chapters = [(chapter.title, [_section(site, paper) for paper in chapter.papers]) for chapter in book.chapters]
    text = render(
        "bundle/page.html",
        book=book,
        introduction=Html(book.introduction),
        chapters=chapters,
        size=sum(len(papers) for _, papers in chapters),
        address=urls.address(config.base_url, book.page),
        styles=Html(static[STYLES].decode() + colour_rules(config.accent, {})),
        script=Html(script),
        digest=b64encode(sha256(script.encode()).digest()).decode(),
    )
    return clean_text(text).encode()


def _section(site: Site, paper: Paper) -> PaperSection:
    return PaperSection(
        id=paper.id,
        title=Html(paper.title.html),
        authors=", ".join(paper.authors),
        abstract=Html(paper.abstract.html),
        topics=", ".join([site.topics.tag[each.tag].label for each in site.topics.tags_by_paper[paper.id]]),
        links=paper.links,
        address=urls.address(site.config.base_url, urls.paper(paper.id)),
        is_pick=bool(paper.pick),
        note=Html(paper.note.html) if paper.note else Html(),
    )
