"""Rendering: escaping, links that suit the page, a site's own templates, and faults in them."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.model.config import Config
from generator.model.problems import ContentError
from generator.render import templates
from generator.render.pages import Page, View
from generator.render.pages.overviews import NotFoundPage
from generator.render.templates import Renderer
from tests.command import PROJECT


class MinePage(NamedTuple):
    template: str = "mine.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        return View("Title", "About it.", {"name": "<b>masks & words</b>"})


def rendered(tmp_path: Path, template: str, path: str = "papers/x.html", config: Config | None = None) -> str:
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / "mine.html").write_text(template, encoding="utf-8")
    return Renderer(config or Config(root=tmp_path), "assets/abc/").page(Page(path, MinePage())).decode()


def fault(tmp_path: Path, template: str) -> str:
    with pytest.raises(ContentError) as caught:
        rendered(tmp_path, template)
    return str(caught.value).removeprefix(str(tmp_path) + "/")


def test_text_is_escaped(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ name }}") == "&lt;b&gt;masks &amp; words&lt;/b&gt;"


def test_an_attribute_may_be_an_item_or_not_be_there(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ {'class': name[:1]}.class }} {{ config.nothing | default('none') }}") == "&lt; none"
    assert fault(tmp_path, "one\n{{ config.nothing }}").startswith(
        "templates/mine.html:2: error: the template fails: 'generator.model.config.Config object' has no attribute"
    )


def test_links_are_relative_to_their_page(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ href('index.html') }} {{ href(assets ~ 'site.css') }}") == (
        "../index.html ../assets/abc/site.css"
    )


def test_the_404_page_links_from_the_servers_root(tmp_path: Path) -> None:
    config = Config(root=tmp_path, base_url="https://example.org/papers/")
    assert rendered(tmp_path, "{{ href('tags/index.html') }}", "404.html", config) == "/papers/tags/index.html"
    assert rendered(tmp_path, "{{ href('tags/index.html') }}", "404.html") == "/tags/index.html"


def test_a_sites_own_template_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "partials" / "footer.html").write_text("<footer>Ours</footer>")
    html = Renderer(Config(root=tmp_path), "assets/abc/").page(Page("404.html", NotFoundPage())).decode()
    assert "<footer>Ours</footer>" in html
    assert "site-footer" not in html


def test_a_sites_own_header_may_say_something_of_each_page(tmp_path: Path) -> None:
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "partials" / "header.html").write_text("<header>{{ page.path }}, {{ name }}</header>")
    (tmp_path / "templates" / "mine.html").write_text("{{ frame.header }}")
    renderer = Renderer(Config(root=tmp_path), "assets/abc/")
    for path in ("papers/x.html", "papers/y.html"):
        assert renderer.page(Page(path, MinePage())) == (
            f"<header>{path}, &lt;b&gt;masks &amp; words&lt;/b&gt;</header>".encode()
        )


def test_what_pages_share_leads_where_it_should_from_each_of_them(tmp_path: Path) -> None:
    """It is made once a folder, but an index is marked as where a reader is."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "mine.html").write_text("{{ frame.head }}{{ frame.header }}{{ frame.footer }}")
    config = Config(root=tmp_path, base_url="https://example.org/")
    shared = Renderer(config, "assets/abc/")
    for path in ("index.html", "tags/index.html", "tags/a.html", "tags/b.html", "tags/a/page-2.html", "404.html"):
        page = Page(path, MinePage())
        assert shared.page(page) == Renderer(config, "assets/abc/").page(page)
    assert b'href="index.html">Topics' in shared.page(Page("tags/b.html", MinePage()))
    assert b"aria-current" not in shared.page(Page("tags/b.html", MinePage()))


def test_a_broken_template_names_its_file_and_line(tmp_path: Path) -> None:
    assert fault(tmp_path, "one\n{% if %}").startswith("templates/mine.html:2: error: the template fails: ")
    assert fault(tmp_path, "one\ntwo\n{{ nmae }}").startswith(
        "templates/mine.html:3: error: the template fails: 'nmae'"
    )
    assert fault(tmp_path, "{{ 1 / 0 }}").startswith(
        "templates/mine.html:1: error: the template fails: division by zero"
    )
    assert "no-such.html" in fault(tmp_path, "{% include 'no-such.html' %}")


@pytest.mark.parametrize(
    "call", ["{{ 'abc' | round }}", "{{ [1] | join(1, 2, 3) }}", "{{ href(3) }}", "{% include 'mine.html' %}"]
)
def test_a_template_that_calls_something_wrongly_is_told_so_in_one_line(tmp_path: Path, call: str) -> None:
    said = fault(tmp_path, "one\n" + call)
    assert said.startswith("templates/mine.html:2: error: the template fails: ")
    assert "\n" not in said


def test_a_template_that_is_not_utf_8_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "partials" / "footer.html").write_bytes(b"<p>\nCaf\xe9")
    said = fault(tmp_path, "{% include 'partials/footer.html' %}")
    assert said.startswith("templates/partials/footer.html:2: error: the template fails: the file is not UTF-8 - ")
    (tmp_path / "templates" / "pages").mkdir()
    (tmp_path / "templates" / "pages" / "paper.html").write_bytes(b"\xff")
    with pytest.raises(ContentError, match=r"templates/pages/paper\.html:1: error: .* is not UTF-8 - "):
        Renderer(Config(root=tmp_path), "assets/abc/").text("pages/paper.html")


def test_a_fault_of_ours_keeps_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.model.config.shipped_folder", lambda name: tmp_path / name)
    monkeypatch.setattr(templates, "FRAME", ("mine.html",) * 3)
    with pytest.raises(AttributeError, match="int"):
        rendered(tmp_path, "{{ href(3) }}")
    assert "no-such.html" in fault(tmp_path, "{% include 'no-such.html' %}")


NUMBERS = re.compile(r"(?:\.|\b)(?:count|counts\[\w+\]|sizes?\[\w+\]|size|total|number|others|shared|more|length)$")


@pytest.mark.parametrize("template", sorted((PROJECT / "templates").rglob("*html")), ids=lambda path: path.name)
def test_a_number_that_may_pass_a_thousand_has_separators(template: Path) -> None:
    shown = re.findall(r"\{\{ ([^{}]*?) \}\}", template.read_text(encoding="utf-8"))
    assert [said for said in shown if NUMBERS.search(said.strip())] == []
