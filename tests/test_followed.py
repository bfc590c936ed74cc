"""A site that is curated and followed: what its curator says, its weeks and months, what programs take from it."""

import email
import email.policy
import json
import re
import shutil
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from tests.built_site import BuiltSite, text, within
from tests.command import Run, digest
from tests.test_valid_html import faults, needs_checker, one_of_each_kind

ADDRESS = "https://example.org/digest/"
ABSTRACT = "Long contexts are costly, and most of what they hold is never read again. We keep a fifth of it. " * 3
PAPERS = {
    "2025-12-29": ["Reading by Memory in Long Contexts", "A Second Paper About $x^2$ Lamps"],
    "2025-12-31": ["Bees That Count to Four", "Reading by Memory in Long Contexts"],
    "2026-01-05": ["Sailing Boats Without Sails"],
    "2026-02-01": ["A Paper From the Future"],
}
SETTINGS = """
[site]
title = "Papers & more"
base_url = "https://example.org/digest/"
about = "about.md"
markdown = true

[subscribe]
url = "https://mail.example/subscribe?list=1"
field = "email"

[editions.2026-01-05]
title = "The sailing issue"
introduction = '''
A **quiet** week.

### What for

- boats
'''

[redirects]
"old/boats" = "papers/sailing-boats-without-sails.html"
"2024.html" = "editions/2026-01-05.html"

[watches.memory]
title = "Memory & contexts"
query = '"long contexts" memory -bees'

[watches.nothing]
query = "zebra"

[epub]
of = ["editions", "weeks", "topics"]

[email]
from = "Ana Brücke <papers@example.org>"
"""
CORRECTIONS = """
[papers."bees-that-count-to-four"]
authors = ["Ann Lee", "Bo Berg"]
pick = true
note = "Read *this* first."

[papers."a-paper-from-the-future"]
authors = ["Ann Lee"]
"""


def write_site(home: Path) -> Path:
    """The seeds and settings of the site, in a folder."""
    (home / "seeds").mkdir(parents=True)
    for day, titles in PAPERS.items():
        page = "\n\n".join(f"{title}\n\n{ABSTRACT}" for title in titles)
        (home / "seeds" / f"{day}.txt").write_text(page, encoding="utf-8")
    (home / "seeds" / "papers.toml").write_text(CORRECTIONS, encoding="utf-8")
    (home / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    (home / "about.md").write_text("# Who reads\n\nWe do.\n\n## Why\n\nFor *fun*.\n", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("followed"))


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    return digest("build", "--until", "2026-01-31", "--json", cwd=home)


@pytest.fixture(scope="module")
def site(home: Path, run: Run) -> BuiltSite:
    assert run.status == 0, run.stderr
    return BuiltSite(home / "site", ADDRESS)


def test_what_is_dated_later_is_left_out_without_a_word(run: Run, site: BuiltSite) -> None:
    assert run.report["problems"] == []
    assert [paper["title"] for paper in site.papers] == [
        "Sailing Boats Without Sails",
        "Bees That Count to Four",
        "Reading by Memory in Long Contexts",
        "A Second Paper About $x^2$ Lamps",
    ]
    assert not any(b"Future" in content for content in site.files.values())


def test_an_edition_says_what_its_curator_calls_it(site: BuiltSite) -> None:
    for path in ("index.html", "editions/2026-01-05.html"):
        page = site.pages[path]
        assert text(page.one("main h1")) == "The sailing issue"
        assert "January 5, 2026 · 1 paper" in text(page.one(".masthead"))
        assert text(page.one(".prose strong")) == "quiet"
    assert site.pages["index.html"].one("form.subscribe input[name=email]")
    policy = site.pages["index.html"].one('meta[http-equiv="Content-Security-Policy"]').attrs["content"] or ""
    assert "form-action 'self' https://mail.example" in policy
    [entry] = [e for e in json.loads(site.read("editions/feed.json"))["items"] if "sailing" in e["title"]]
    assert "<strong>quiet</strong>" in entry["content_html"]


def test_a_pick_and_a_note_are_shown(site: BuiltSite) -> None:
    page = site.pages["papers/bees-that-count-to-four.html"]
    assert text(page.one(".curator")) == "Pick of the digest Read this first."
    [card] = site.pages["editions/2025-12-31.html"].all("[data-paper-card=bees-that-count-to-four]")
    assert text(within(card, ".mark-pick")[0]) == "Pick"
    [paper] = [paper for paper in site.papers if paper["pick"]]
    assert (paper["id"], paper["note"]) == ("bees-that-count-to-four", "Read this first.")
    assert "Read <em>this</em> first." in site.read("feed.xml").replace("&lt;", "<").replace("&gt;", ">")


def test_the_about_page_is_what_was_written(site: BuiltSite) -> None:
    page = site.pages["about.html"]
    assert [text(node) for node in page.all("main h1, main h2")] == ["Who reads", "Why"]
    assert any(urljoin(page.url, a.attrs["href"] or "") == f"{ADDRESS}about.html" for a in page.all("footer a"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("old/boats/index.html", "papers/sailing-boats-without-sails.html"), ("2024.html", "editions/2026-01-05.html")],
)
def test_a_former_address_leads_on(site: BuiltSite, old: str, new: str) -> None:
    page = site.pages[old]
    refresh = page.one('meta[http-equiv="refresh"]').attrs["content"] or ""
    assert urljoin(page.url, refresh.partition("url=")[2]) == ADDRESS + new
    assert page.one("link[rel=canonical]").attrs["href"] == ADDRESS + new


def test_weeks_and_months_have_their_papers_once(site: BuiltSite) -> None:
    listed = {
        path: [card.attrs["data-paper-card"] for card in site.pages[path].all("[data-paper-card]")]
        for path in site.pages
        if path.startswith(("weeks/", "months/"))
    }
    reading, lamps, bees = (
        "reading-by-memory-in-long-contexts",
        "a-second-paper-about-x-2-lamps",
        "bees-that-count-to-four",
    )
    boats = "sailing-boats-without-sails"
    assert listed == {
        "weeks/2026-W01.html": [bees, reading, lamps],
        "weeks/2026-W02.html": [boats],
        "months/2025-12.html": [],
        "months/2026-01.html": [],
    }
    december = site.pages["months/2025-12.html"]
    editions = [node.attrs["href"] for node in december.all("main .rows a.row-title")]
    assert editions == ["../editions/2025-12-31.html", "../editions/2025-12-29.html"]
    archive = site.pages["editions/index.html"]
    linked = {urljoin(archive.url, node.attrs["href"] or "") for node in archive.all("main a")}
    assert {ADDRESS + path for path in listed} <= linked


def test_every_link_leads_somewhere(site: BuiltSite) -> None:
    for page in site.pages.values():
        assert page.document.errors == [], page.path
        assert [broken for a in page.addresses if site.owns(a.full) and (broken := site.broken(a))] == []


@needs_checker
def test_no_kind_of_page_has_an_error(site: BuiltSite) -> None:
    assert faults(one_of_each_kind(site)) == []


def test_a_saved_search_is_a_page_a_feed_and_citations(site: BuiltSite) -> None:
    page = site.pages["watches/memory.html"]
    listed = [card.attrs["data-paper-card"] for card in page.all("[data-paper-card]")]
    assert listed == ["reading-by-memory-in-long-contexts"]
    assert [item["title"] for item in json.loads(site.read("watches/memory.json"))["items"]] == [
        "Reading by Memory in Long Contexts"
    ]
    assert site.read("watches/memory.bib").startswith("@misc{reading-by-memory-in-long-contexts,")
    assert f'xmlUrl="{ADDRESS}watches/memory.xml"' in site.read("feeds.opml")
    links = [node.attrs["href"] or "" for node in page.all(".masthead a")]
    assert links[-1] == "../search.html?q=%22long%20contexts%22%20memory%20-bees"
    assert json.loads(site.read("watches/nothing.json"))["items"] == []
    assert "No paper yet." in text(site.pages["watches/nothing.html"].one("main"))
    assert site.read("watches/nothing.csl.json") == "[\n\n]\n"


def test_each_page_loads_the_styles_of_what_it_shows(site: BuiltSite) -> None:
    """Those of few pages lie in sheets of their own. The two that a script loads style what it adds."""
    sheets = {path.name: classes_of(path.read_text()) for path in site.folder.glob("assets/*/*.css")}
    styled = sheets["names.css"] | sheets["map.css"] | sheets["search.css"]
    for path, page in site.pages.items():
        loaded = [classes for name, classes in sheets.items() if f"/{name}" in page.source]
        assert classes_in(page.source) & styled <= set[str]().union(*loaded), path
    assert {"authors/index.html", "names/index.html", "map.html", "search.html"} <= site.pages.keys()


def classes_of(css: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", css))


def classes_in(html: str) -> set[str]:
    return {name for said in re.findall(r'class="([^"]*)"', html) for name in said.split()}


def test_books_are_linked_where_they_are_and_in_the_catalogue(site: BuiltSite) -> None:
    for path in "editions/2026-01-05", "weeks/2026-W02":
        assert f'href="{path.partition("/")[2]}.epub"' in site.read(f"{path}.html")
        assert f"https://example.org/digest/{path}.epub" in site.read("opds.xml")
    assert ".epub" not in site.read("watches/memory.html")


def test_programs_find_what_they_look_for(site: BuiltSite) -> None:
    guide = site.read("llms.txt")
    assert guide.startswith("# Papers & more\n\n> ")
    assert f"- [The sailing issue]({ADDRESS}editions/2026-01-05.html): 1 paper\n" in guide
    twin = site.read("papers/bees-that-count-to-four.md")
    assert twin.startswith("# Bees That Count to Four\n")
    assert "> Read this first." in twin
    assert ABSTRACT.strip() in twin
    page = site.pages["papers/bees-that-count-to-four.html"]
    assert page.one('link[type="text/markdown"]').attrs["href"] == "bees-that-count-to-four.md"
    description = ElementTree.fromstring(site.read("opensearch.xml"))
    [search] = [node for node in description.iter() if node.get("type") == "text/html"]
    assert search.get("template") == f"{ADDRESS}search.html?q={{searchTerms}}"
    days = {row[0].text: row[1].text for row in ElementTree.fromstring(site.read("sitemap.xml"))}
    assert days[f"{ADDRESS}weeks/2026-W01.html"] == "2025-12-31"


def test_a_build_without_a_day_has_everything(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy", ignore=shutil.ignore_patterns("site"))
    report = digest("build", "--json", cwd=tmp_path / "copy").report
    assert (report["papers"], report["problems"]) == (5, [])


def message_of(home: Path, *arguments: str) -> tuple[EmailMessage, bytes]:
    run = digest("email", *arguments, cwd=home)
    assert run.status == 0, run.stderr
    [file] = home.glob("*.eml")
    data = file.read_bytes()
    file.unlink()
    return email.message_from_bytes(data, policy=email.policy.default), data


def test_an_edition_becomes_a_message(home: Path) -> None:
    message, data = message_of(home, "2025-12-31")
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["from"] == "Ana Brücke <papers@example.org>"
    assert message["subject"] == "Papers & more: December 31, 2025"
    assert message["date"] == "Wed, 31 Dec 2025 00:00:00 +0000"
    assert message["message-id"].endswith("@example.org>")
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"")
    html, plain = ((message.get_body((kind,)) or message).get_content() for kind in ("html", "plain"))
    for said in ("Bees That Count to Four", f"{ADDRESS}papers/bees-that-count-to-four.html", "first."):
        assert said in html
        assert said in plain
    assert "<style" not in html
    assert "<script" not in html
    assert message_of(home, "2025-12-31")[1] == data
    assert message_of(home)[0]["subject"] == "Papers & more: February 1, 2026"


def test_a_message_fits_on_a_phone(home: Path, browser: Browser) -> None:
    html = (message_of(home, "2026-01-05")[0].get_body(("html",)) or EmailMessage()).get_content()
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    assert page.locator("h1").inner_text() == "The sailing issue"
    page.close()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2020-01-01",), "there is no such edition - the newest are 2026-02-01"),
        (("--base-url", ""), "needs the address of the site"),
        (("-o", "no/such/folder.eml"), "writing failed"),
    ],
)
def test_a_message_that_cannot_be_made_is_one_line(home: Path, arguments: tuple[str, ...], says: str) -> None:
    run = digest("email", *arguments, cwd=home)
    assert (run.status, len(run.lines)) == (2, 1)
    assert says in run.lines[0]
    assert not [*home.glob("*.eml")]


@pytest.mark.parametrize(
    ("settings", "status", "says"),
    [
        ('[redirects]\n"old.html" = "papers/nothing.html"', 1, "papers/nothing.html, which is no page"),
        ('[redirects]\n"index.html" = "search.html"', 1, "would both be this page"),
        ('[redirects]\n"../old.html" = "search.html"', 2, "is no path of a page"),
        ('[redirects]\n"old.html" = 3', 2, "is not the path of a page"),
        ('[site]\nabout = "nowhere.md"', 2, "there is no file nowhere.md"),
        ('[site]\nmarkdown = "yes"', 2, "is neither true nor false"),
        ('[subscribe]\nfield = "email"', 2, "[subscribe] has no url"),
        ('[site]\nsubscribe = "javascript:alert(1)"', 2, "is not a web address"),
        ('[watches.a]\ntitle = "A"', 2, "the watch a has no query"),
        ('[watches."A B"]\nquery = "a"', 2, "cannot be an address"),
        ('[email]\nfrom = "nobody"', 2, "is not a mail address"),
        ("[editions.2025-12-31]\ntitle = 3", 2, "is not a text"),
        ('[editions.2020-01-01]\ntitle = "Old"', 0, "names no edition"),
    ],
)
def test_a_slip_in_the_settings_is_one_line(home: Path, tmp_path: Path, settings: str, status: int, says: str) -> None:
    (tmp_path / "digest.toml").write_text(settings, encoding="utf-8")
    run = digest("build", "--seeds", home / "seeds", "--out", tmp_path / "site", cwd=tmp_path)
    assert run.status == status, run.stderr
    assert len(run.lines) == 1, run.stderr
    assert says in run.lines[0]
