"""An edition or a topic as one page: all of it is in the file, and nothing is asked for."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from generator.model.config import Config
from generator.render import books
from generator.render.templates import Renderer
from tests.builders import write_file
from tests.built_site import Page, text
from tests.render.test_books import CONFIG, a_shelf
from tests.test_valid_html import faults, needs_checker


def source_of(config: Config = CONFIG) -> str:
    site = replace(a_shelf(), config=config)
    book = books.edition_book(site, site.library.edition["first"])
    return books.book_page(book, site, Renderer(config, "").text).decode()


def page_of(config: Config = CONFIG) -> Page:
    return Page("page.html", source_of(config), "")


def test_every_paper_is_there_whole() -> None:
    page = page_of()
    assert [text(each) for each in page.all("section > h2")] == ["Masks", "Other papers"]
    paper = text(page.one("#paper-lisa"))
    for part in ("LISA & ", "<SEG>", "Ann O’Hara, Bo & Co", "Reasoning & ", "A second paragraph", "Masks", "Code"):
        assert part in paper, part
    links = [each.attrs["href"] for each in page.all("#paper-lisa .links a")]
    assert links == ["https://github.com/a/b?x=1&y=2", "https://example.org/digest/papers/lisa.html"]


def test_the_contents_lead_to_every_paper() -> None:
    page = page_of()
    links = [(each.attrs["href"] or "").removeprefix("#") for each in page.all("nav a")]
    assert links == ["chapter-1", "paper-lisa", "chapter-2", "paper-seem"]
    assert {*links} <= {*page.ids}


def test_nothing_is_loaded_and_no_other_script_runs() -> None:
    page = page_of()
    assert page.all("link, img, iframe, script[src], base") == []
    policy = page.one("meta[http-equiv]").attrs["content"] or ""
    script = page.source.partition('<script type="module">')[2].partition("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    assert "url(" not in text(page.one("style"))


def test_without_an_address_there_are_no_links_to_the_site() -> None:
    page = page_of(Config())
    assert [each.attrs["href"] for each in page.all("main a")] == ["https://github.com/a/b?x=1&y=2"]
    assert page.all("header a") == []


@needs_checker
def test_the_page_is_valid(tmp_path: Path) -> None:
    assert faults([write_file(tmp_path / "page.html", source_of())]) == []
