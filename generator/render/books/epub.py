"""Makes EPUB 3 files: a ZIP archive of XHTML chapters, a table of contents and a package document."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import lxml.html
from lxml import etree
from markupsafe import Markup as Html
from markupsafe import escape

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Link
from generator.render.books.plans import Book, Chapter
from generator.render.feeds.entries import identifier
from generator.render.feeds.plans import Render
from generator.text.markup import clean_text

MEDIA_TYPE = "application/epub+zip"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive knows: the time of a file in it, so that equal books have equal bytes."""


class PaperText(NamedTuple):
    """A paper in a chapter; `address` is its page's, where the site's is known, and `note` is the curator's."""

    id: str
    title: Html
    authors: str
    abstract: Html
    links: tuple[Link, ...]
    address: str
    is_pick: bool
    note: Html


class ChapterText(NamedTuple):
    file: str
    title: str
    papers: tuple[PaperText, ...]
    has_formulas: bool


def epub_files(books: Iterable[Book], config: Config, render: Render) -> Iterator[tuple[str, bytes]]:
    """The file of each book, by its path on the site."""
    for book in books:
        yield book.path, epub(book, config, render)


def epub(book: Book, config: Config, render: Render) -> bytes:
    """`book` as the bytes of an EPUB file."""
    chapters = [_chapter_text(number, each, config) for number, each in enumerate(book.chapters, 1)]
    introduction = to_xhtml(book.introduction)
    in_contents = [introduction, *(paper.title for chapter in chapters for paper in chapter.papers)]
    data = {
        "book": book,
        "introduction": introduction,
        "chapters": chapters,
        "id": identifier(config, book.path),
        "has_formulas": any("<math" in text for text in in_contents),
    }
    files = {
        "META-INF/container.xml": render("epub/container.xml"),
        "book/package.opf": render("epub/package.opf", **data),
        "book/contents.xhtml": render("epub/contents.xhtml", **data),
        "book/style.css": render("epub/style.css"),
    }
    files |= {f"book/{each.file}": render("epub/chapter.xhtml", chapter=each) for each in chapters}
    return _archive(files)


def _archive(files: dict[str, str]) -> bytes:
    """The files as EPUB wants them: first and plain the one that says what the archive is."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(ZipInfo("mimetype", _EARLIEST), MEDIA_TYPE, ZIP_STORED)
        for path, text in files.items():
            archive.writestr(ZipInfo(path, _EARLIEST), clean_text(text).encode(), ZIP_DEFLATED, 9)
    return made.getvalue()


def _chapter_text(number: int, chapter: Chapter, config: Config) -> ChapterText:
    papers = tuple(
        [
            PaperText(
                id=paper.id,
                title=to_xhtml(paper.title.html),
                authors=", ".join(paper.authors),
                abstract=to_xhtml(paper.abstract.html),
                links=paper.links,
                address=urls.address(config.base_url, urls.paper(paper.id)),
                is_pick=bool(paper.pick),
                note=to_xhtml(paper.note.html) if paper.note else Html(),
            )
            for paper in chapter.papers
        ]
    )
    has_formulas = any("<math" in text for each in papers for text in (each.title, each.abstract, each.note))
    return ChapterText(f"chapter-{number}.xhtml", chapter.title, papers, has_formulas)


def to_xhtml(html: str) -> Html:
    """A fragment of HTML as XML has it: every element closed, formulas in their name space."""
    if not html:
        return Html("")
    whole = lxml.html.fragment_fromstring(html, create_parent="div")
    for formula in whole.iter("math"):
        formula.set("xmlns", _MATHML)
    parts = [etree.tostring(each, encoding="unicode") for each in whole]
    return Html(escape(whole.text or "") + Html("".join(parts)))
