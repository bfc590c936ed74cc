"""Books for e-readers: what EPUB and OPDS demand, and that all of an edition is in its book."""

import os
import posixpath
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from generator.model.config import Config, with_base_url
from generator.model.papers import Day, Link
from generator.render import books
from generator.render.books.epub import to_xhtml
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.text import markup
from tests.builders import a_library, a_paper, a_site

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
CONFIG = replace(with_base_url(Config(), "https://example.org/digest/"), epub=("editions", "topics"))
RENDER = Renderer(CONFIG, "assets/").text

LISA = replace(
    a_paper("lisa", links=(Link("https://github.com/a/b?x=1&y=2", "Code", "code"),)),
    title=markup.render_title("LISA & $x^2$ <SEG>"),
    abstract=markup.render_body("Reasoning & $x_1$.\n\nA second paragraph<br>.", "plain")[0],
    authors=("Ann O’Hara", "Bo & Co"),
)
SEEM = replace(a_paper("seem", number=2), abstract=markup.render_body("", "plain")[0])


def a_shelf() -> Site:
    return a_site(
        a_library(LISA, SEEM, a_paper("osm", edition="second")), {"lisa": ["masks"], "osm": ["masks"]}, CONFIG
    )


def files_of_the_shelf() -> dict[str, bytes]:
    return dict(books.epub_files(books.plan_books(a_shelf()), CONFIG, RENDER))


def opened(path: str) -> ZipFile:
    return ZipFile(BytesIO(files_of_the_shelf()[path]))


def test_there_is_a_book_of_each_kind_that_is_asked_for() -> None:
    assert [*files_of_the_shelf()] == ["editions/first.epub", "editions/second.epub", "tags/masks.epub"]
    assert not [*books.plan_books(replace(a_shelf(), config=Config()))]


def test_a_week_is_a_book_of_its_editions_by_topic() -> None:
    library = a_library(a_paper("lisa"), a_paper("osm", edition="second"))
    dated = [replace(each, day=Day(5, 27 + n, 2025)) for n, each in enumerate(library.editions)]
    library = replace(library, editions=tuple(dated[::-1]))
    site = a_site(library, {"lisa": ["masks"], "osm": ["masks"]}, replace(CONFIG, epub=("weeks",)))
    (book,) = books.plan_books(site)
    assert (book.path, book.page, book.title) == (
        "weeks/2025-W22.epub", "weeks/2025-W22.html", "Paper digest: Week 22, 2025",
    )  # fmt: skip
    (chapter,) = book.chapters
    assert (chapter.title, [paper.id for paper in chapter.papers]) == ("Masks", ["osm", "lisa"])


def test_the_first_file_says_plainly_what_the_archive_is() -> None:
    first = opened("editions/first.epub").infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert opened("editions/first.epub").read("mimetype") == b"application/epub+zip"


@pytest.mark.parametrize("path", [*files_of_the_shelf()])
def test_every_file_is_well_formed_and_in_the_manifest(path: str) -> None:
    book = opened(path)
    documents = {name: book.read(name) for name in book.namelist() if name.endswith(("xml", "opf", "xhtml"))}
    parsed = {name: ElementTree.fromstring(content) for name, content in documents.items()}
    items = [*parsed["book/package.opf"].iter(f"{OPF}item")]
    named = {f"book/{item.get('href')}" for item in items}
    assert named == {*book.namelist()} - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    for item in items:
        has_formulas = b"<math" in book.read(f"book/{item.get('href')}")
        assert ("mathml" in (item.get("properties") or "")) == has_formulas, item.attrib


def test_the_contents_lead_to_every_paper() -> None:
    book = opened("editions/first.epub")
    contents = ElementTree.fromstring(book.read("book/contents.xhtml"))
    links = [link.get("href") or "" for link in contents.iter(f"{XHTML}a")]
    assert links == ["chapter-1.xhtml", "chapter-1.xhtml#lisa", "chapter-2.xhtml", "chapter-2.xhtml#seem"]
    for link in links:
        file, _, place = link.partition("#")
        chapter = ElementTree.fromstring(book.read(posixpath.join("book", file)))
        assert not place or chapter.find(f".//{XHTML}section[@id='{place}']") is not None


def test_a_paper_is_there_whole() -> None:
    chapter = opened("editions/first.epub").read("book/chapter-1.xhtml").decode()
    for part in (
        "LISA &amp; <", "&lt;SEG&gt;", "Ann O’Hara, Bo &amp; Co", "Reasoning &amp; ", "A second paragraph",
        'href="https://github.com/a/b?x=1&amp;y=2"', 'href="https://example.org/digest/papers/lisa.html"',
    ):  # fmt: skip
        assert part in chapter, part


def test_html_becomes_xml() -> None:
    assert to_xhtml("<p>a<br>b &amp; c</p>") == "<p>a<br/>b &amp; c</p>"
    assert 'xmlns="http://www.w3.org/1998/Math/MathML"' in to_xhtml("<math><mi>x</mi></math>")
    assert to_xhtml("") == ""


def test_equal_papers_make_equal_bytes() -> None:
    assert files_of_the_shelf() == files_of_the_shelf()


def test_reading_apps_find_every_book_in_the_catalogue() -> None:
    shelf = [*books.plan_books(a_shelf())]
    catalogue = ElementTree.fromstring(books.catalogue(shelf, CONFIG, RENDER))
    entries = catalogue.findall(f"{ATOM}entry")
    found = [
        link.get("href")
        for entry in entries
        for link in entry.findall(f"{ATOM}link[@type='application/epub+zip']")
        if (link.get("rel") or "").startswith("http://opds-spec.org/acquisition")
    ]
    assert found == [f"https://example.org/digest/{book.path}" for book in shelf]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(shelf)
    assert all(entry.findtext(f"{ATOM}updated") for entry in entries)


@pytest.mark.skipif(
    not (os.environ.get("EPUBCHECK") and shutil.which("java")), reason="EPUBCHECK names no epubcheck.jar"
)
@pytest.mark.parametrize("path", [*files_of_the_shelf()])
def test_epubcheck_finds_nothing(tmp_path: Path, path: str) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(files_of_the_shelf()[path])
    call: list[str | Path] = ["java", "-jar", os.environ["EPUBCHECK"], "--failonwarnings", book]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- What the curator says ----------------------------------------------------------------------------------------


def a_book_with_a_voice() -> tuple[books.Book, Site]:
    """An edition with an introduction, and a paper that is picked and noted."""
    note = markup.render_body("Read *this* & $y$.", "markdown")[0]
    site = a_site(a_library(replace(LISA, pick=True, note=note), SEEM), config=CONFIG)
    introduction = markup.render_body("Few papers,\nbut *what* papers: $z$<br>", "markdown")[0]
    return books.edition_book(site, replace(site.library.editions[0], introduction=introduction)), site


def test_a_book_has_the_introduction_of_its_edition_and_what_is_said_of_its_papers() -> None:
    book = ZipFile(BytesIO(books.epub(a_book_with_a_voice()[0], CONFIG, RENDER)))
    contents, chapter = (ElementTree.fromstring(book.read(f"book/{name}.xhtml")) for name in ("contents", "chapter-1"))
    assert "but what papers" in "".join(contents.itertext())
    said = "".join(chapter.itertext())
    assert said.index("LISA") < said.index("Pick of the digest") < said.index("Read this") < said.index("Reasoning")
    assert said.count("Pick of the digest") == 1
    items = ElementTree.fromstring(book.read("book/package.opf")).iter(f"{OPF}item")
    assert {item.get("href"): item.get("properties") for item in items} == {
        "contents.xhtml": "nav mathml", "style.css": None, "chapter-1.xhtml": "mathml",
    }  # fmt: skip


def test_so_has_the_same_as_one_page() -> None:
    book, site = a_book_with_a_voice()
    page = books.book_page(book, site, RENDER).decode()
    assert page.index("<em>what</em> papers") < page.index('id="paper-lisa"') < page.index("Pick of the digest")
    assert page.index("Pick of the digest") < page.index("Read <em>this</em>") < page.index("Reasoning")
