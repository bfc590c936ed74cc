"""Feeds, sitemap and robots.txt: what their specifications demand, and what a reader wants of them."""

import datetime
import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.authors import find_authors
from generator.build.memo import Memo
from generator.model import urls
from generator.model.config import Config, with_base_url
from generator.model.papers import Appearance, Link, Paper, RichText
from generator.render import feeds
from generator.render.feeds import sitemaps
from generator.render.feeds.plans import Render
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.text import markup
from tests.builders import a_library, a_paper, a_site, feed_and_search_engine_files

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "https://example.org/digest/"
HERE = with_base_url(Config(), ADDRESS)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
RENDER = Renderer(Config(), "assets/").text

CODE = Link("https://github.com/a/b?x=1&y=2", "Code", "code")
LISA = replace(
    a_paper("lisa", links=(CODE,)),
    title=markup.render_title("LISA & $x^2$ <SEG>"),
    abstract=markup.render_body("Reasoning & $x_1$.\n\nAt https://github.com/a/b?x=1&y=2.", "plain")[0],
    authors=("Ann O’Hara", "Bo & Co"),
)
OTHER = a_paper("other", edition="second")


def site_of(*papers: Paper, config: Config = HERE, **published: datetime.date) -> Site:
    """A site whose first paper is about rag and whose every paper is about xai."""
    library = a_library(*papers)
    editions = tuple(replace(e, published=published.get(e.id, e.published)) for e in library.editions)
    library = replace(library, editions=editions, edition={e.id: e for e in editions})
    tagged: dict[str, Sequence[str]] = {
        paper.id: ("rag", "xai") if paper is papers[0] else ("xai",) for paper in papers
    }
    return a_site(library, tagged, config)


def atom(site: Site, path: str = "feed.xml") -> Element:
    return ElementTree.fromstring(feed_and_search_engine_files(site)[path])


def text(element: Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None, name
    return found.text or ""


def links(element: Element) -> list[tuple[str | None, str | None]]:
    return [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]


@pytest.mark.parametrize("config", [HERE, Config()], ids=["addressed", "without address"])
@pytest.mark.parametrize("path", ["feed.xml", "tags/rag.xml", "tags/xai.xml"])
def test_an_atom_feed_has_what_rfc_4287_demands(config: Config, path: str) -> None:
    feed = atom(site_of(LISA, OTHER, config=config), path)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert re.match(r"https?://|urn:uuid:", text(element, "id"))
        assert INSTANT.fullmatch(text(element, "updated"))
        assert [rel for rel, _ in links(element)].count("alternate") == 1
    assert text(feed.find(f"{ATOM}author") or feed, "name") == config.title
    ids = [text(element, "id") for element in (feed, *feed.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)


def test_an_entry_is_worth_reading_by_itself() -> None:
    entry = atom(site_of(LISA, OTHER)).find(f"{ATOM}entry")
    assert entry is not None
    assert text(entry, "title") == "LISA & $x^2$ <SEG>"
    content = text(entry, "content")
    assert content.startswith(LISA.abstract.html)
    assert 'Code: <a href="https://github.com/a/b?x=1&amp;y=2">' in content
    assert [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")] == ["Ann O’Hara", "Bo & Co"]
    assert [(c.get("term"), c.get("label")) for c in entry.iterfind(f"{ATOM}category")] == [
        ("rag", "Rag"),
        ("xai", "Xai"),
    ]
    assert ("related", CODE.url) in links(entry)


def test_with_an_address_every_link_is_absolute_and_ids_are_permalinks() -> None:
    feed = atom(site_of(LISA), "tags/rag.xml")
    assert text(feed, "id") == f"{ADDRESS}tags/rag.xml"
    assert links(feed) == [("self", f"{ADDRESS}tags/rag.xml"), ("alternate", f"{ADDRESS}tags/rag.html")]
    [entry] = feed.findall(f"{ATOM}entry")
    assert text(entry, "id") == f"{ADDRESS}papers/lisa.html"
    assert links(entry)[0] == ("alternate", f"{ADDRESS}papers/lisa.html")


def test_without_an_address_links_are_relative_to_the_feed_and_ids_are_uuids() -> None:
    site = site_of(LISA, config=Config())
    everything, one = atom(site), atom(site, "tags/rag.xml")
    assert links(one) == [("alternate", "rag.html")]
    for feed, path in ((everything, "feed.xml"), (one, "tags/rag.xml")):
        [entry] = feed.findall(f"{ATOM}entry")
        assert uuid.UUID(text(entry, "id")).version == uuid.UUID(text(feed, "id")).version == 5
        assert urljoin(f"file:///{path}", links(entry)[0][1] or "") == "file:///papers/lisa.html"
    assert len({text(element, "id") for feed in (everything, one) for element in feed.iter(f"{ATOM}entry")}) == 1


def test_a_paper_is_as_old_as_its_first_edition_and_stays_so_when_a_later_one_comes_or_goes() -> None:
    again = replace(LISA, editions=(Appearance("second", 1), Appearance("first", 1)))
    first, second = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)
    for paper in (LISA, again):
        files = feed_and_search_engine_files(site_of(paper, OTHER, first=first, second=second))
        entry = entry_of(ElementTree.fromstring(files["feed.xml"]), "lisa")
        [item] = [item for item in json.loads(files["feed.json"])["items"] if item["id"].endswith("/lisa.html")]
        times = [text(entry, "published"), text(entry, "updated"), item["date_published"], item["date_modified"]]
        assert times == ["2025-05-01T00:00:00Z"] * 4


def entry_of(feed: Element, paper: str) -> Element:
    [entry] = [each for each in feed.findall(f"{ATOM}entry") if text(each, "id").endswith(f"/{paper}.html")]
    return entry


@pytest.mark.parametrize("links", [(), (CODE,)])
def test_a_paper_without_an_abstract_has_something_to_read(links: tuple[Link, ...]) -> None:
    bare = replace(LISA, abstract=RichText("", ""), links=links)
    files = feed_and_search_engine_files(site_of(bare))
    [item] = json.loads(files["feed.json"])["items"]
    content = text(entry_of(ElementTree.fromstring(files["feed.xml"]), "lisa"), "content")
    assert item["content_html"] == content
    assert (CODE.label in content) if links else (content == LISA.title.html)


def test_a_template_that_writes_nothing_leaves_the_title(tmp_path: Path) -> None:
    (tmp_path / "templates" / "feeds").mkdir(parents=True)
    (tmp_path / "templates" / "feeds" / "content.html").write_text("\n")
    site = site_of(LISA, config=replace(HERE, root=tmp_path))
    files = feed_and_search_engine_files(site)
    assert json.loads(files["feed.json"])["items"][0]["content_html"] == LISA.title.html


def ids(config: Config) -> list[str]:
    """The ids of both Atom feeds and of all their entries, and those of the JSON feed."""
    files = feed_and_search_engine_files(site_of(LISA, OTHER, config=config))
    found = [each.text or "" for path in ("feed.xml", "tags/rag.xml") for each in parsed(files[path]).iter(f"{ATOM}id")]
    return [*found, *(item["id"] for item in json.loads(files["feed.json"])["items"])]


def parsed(file: bytes) -> Element:
    return ElementTree.fromstring(file)


def test_an_id_of_the_site_keeps_the_ids_of_feeds_through_a_new_title_and_a_new_address() -> None:
    fixed = Config(id="our reading")
    assert ids(replace(fixed, title="Another title")) == ids(fixed)
    assert ids(with_base_url(fixed, ADDRESS)) == ids(fixed)
    assert set(ids(replace(fixed, id="another"))).isdisjoint(ids(fixed))
    assert all(uuid.UUID(each).version == 5 for each in ids(fixed))


def test_the_title_or_address_a_site_once_had_is_an_id_that_keeps_what_readers_know() -> None:
    assert ids(Config(title="New", id="Old")) == ids(Config(title="Old"))
    assert ids(with_base_url(Config(id=ADDRESS), "https://new.example/")) == ids(HERE)


def test_a_feed_holds_the_newest_papers_newest_first() -> None:
    old = [a_paper(f"old-{n}") for n in range(40)]
    new = [a_paper(f"new-{n}", edition="second") for n in range(40)]
    site = site_of(*old, *new, first=datetime.date(2025, 5, 1), second=datetime.date(2025, 6, 1))
    ids = [text(entry, "id").rsplit("/")[-1] for entry in atom(site).findall(f"{ATOM}entry")]
    assert ids == [f"new-{n}.html" for n in range(40)] + [f"old-{n}.html" for n in range(10)]
    assert len(json.loads(feed_and_search_engine_files(site)["feed.json"])["items"]) == feeds.NEWEST == 50
    assert len(atom(site, "tags/xai.xml").findall(f"{ATOM}entry")) == 40, "all of the last day"
    quiet = site_of(*old, *new[:4], first=datetime.date(2025, 5, 1), second=datetime.date(2025, 6, 1))
    assert len(atom(quiet, "tags/xai.xml").findall(f"{ATOM}entry")) == feeds.NEWEST_OF_TOPIC == 20


def test_the_feed_of_an_author_is_short_and_atom_alone() -> None:
    """There are thousands of them, and nobody writes as many papers between two visits."""
    papers = [replace(a_paper(f"p{number:02}"), authors=("Ann O’Hara",)) for number in range(15)]
    site = site_of(*papers)
    files = feed_and_search_engine_files(replace(site, authors=find_authors(site.library)))
    assert [path for path in files if path.startswith("authors/")] == ["authors/ann-ohara.xml"]
    assert len(parsed(files["authors/ann-ohara.xml"]).findall(f"{ATOM}entry")) == 10


def json_feed(config: Config) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(feed_and_search_engine_files(site_of(LISA, OTHER, config=config))["feed.json"])
    return feed


def test_a_json_feed_has_what_version_1_1_demands() -> None:
    feed = json_feed(HERE)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{ADDRESS}feed.json", ADDRESS)
    assert feed["authors"] == [{"name": feed["title"]}]
    first, second = feed["items"]
    assert first["id"] == first["url"] == f"{ADDRESS}papers/lisa.html"
    assert first["content_html"].startswith(LISA.abstract.html)
    assert first["authors"] == [{"name": "Ann O’Hara"}, {"name": "Bo & Co"}]
    assert first["tags"] == ["Rag", "Xai"]
    assert INSTANT.fullmatch(first["date_published"])
    assert "authors" not in second, "an empty list says nothing"
    assert isinstance(second["id"], str)


def test_a_json_feed_without_an_address_does_not_claim_one() -> None:
    feed = json_feed(Config())
    assert "feed_url" not in feed
    assert feed["items"][0]["url"] == "papers/lisa.html"
    assert feed["items"][0]["id"].startswith("urn:uuid:")


PAGES = ("index.html", "404.html", "papers/lisa.html", "papers/other.html", "tags/rag.html", "tags/xai/page-2.html",
         "editions/first.html", "search.html")  # fmt: skip


def test_the_sitemap_names_every_page_but_the_404_and_when_it_changed() -> None:
    site = site_of(LISA, OTHER, first=datetime.date(2025, 5, 1), second=datetime.date(2025, 6, 1))
    rows = ElementTree.fromstring(feed_and_search_engine_files(site, PAGES)["sitemap.xml"])
    found = {url.findtext(f"{SITEMAPS}loc"): url.findtext(f"{SITEMAPS}lastmod") for url in rows}
    assert found == {
        ADDRESS: "2025-06-01",
        f"{ADDRESS}papers/lisa.html": "2025-05-01",
        f"{ADDRESS}papers/other.html": "2025-06-01",
        f"{ADDRESS}tags/rag.html": "2025-05-01",
        f"{ADDRESS}tags/xai/page-2.html": "2025-06-01",
        f"{ADDRESS}editions/first.html": "2025-05-01",
        f"{ADDRESS}search.html": "2025-06-01",
    }


def test_a_sitemap_beyond_the_protocols_limit_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 3)
    made = feed_and_search_engine_files(site_of(LISA, OTHER), PAGES)
    index = ElementTree.fromstring(made[urls.SITEMAP])
    named = [row.findtext(f"{SITEMAPS}loc") or "" for row in index]
    assert named == [f"{ADDRESS}sitemap-{n}.xml" for n in (1, 2, 3)]
    parts = [ElementTree.fromstring(made[name.removeprefix(ADDRESS)]) for name in named]
    assert [len(part) for part in parts] == [3, 3, 1]


def test_robots_names_the_sitemap_where_there_is_one() -> None:
    assert (
        feed_and_search_engine_files(site_of(LISA))["robots.txt"]
        .decode()
        .endswith(f"\nSitemap: {ADDRESS}sitemap.xml\n")
    )
    bare = feed_and_search_engine_files(site_of(LISA, config=Config()))
    assert bare["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert "sitemap.xml" not in bare


@given(st.text(), st.text())
def test_whatever_a_seed_holds_the_feeds_can_be_read(words: str, name: str) -> None:
    rich = markup.render_body(words, "plain")[0]
    odd = replace(LISA, title=RichText("", words), abstract=rich, authors=(name + "\x01\ud800",))
    site = site_of(odd, config=replace(HERE, title=f"{name}\x02"))
    made = feed_and_search_engine_files(site, render=RENDER)
    [entry] = ElementTree.fromstring(made["feed.xml"]).findall(f"{ATOM}entry")
    assert text(entry, "title").split() == markup.clean_text(words).split()
    [item] = json.loads(made["feed.json"])["items"]
    assert item["content_html"].startswith(rich.html.strip())


def made_again(site: Site, render: Render, memo: Memo) -> dict[str, bytes]:
    """The feeds of a site by path; of those that were made before the very bytes."""
    plans = [*feeds.plan_feeds(site, feeds.first_and_last_days(site))]
    made = memo.map(
        feeds.feed_files, plans, (site.config, render), lambda some: feeds.feed_files(some, site.config, render)
    )
    return {path: content for by_path in made for path, content in by_path.items()}


def test_what_an_edit_leaves_alone_is_not_made_again() -> None:
    memo, render = Memo(), Renderer(HERE, "assets/").text
    sites = [
        site_of(OTHER, LISA),
        site_of(edited := replace(OTHER, title=markup.render_title("Another")), LISA),
        site_of(edited, replace(LISA, authors=())),
    ]
    first, second, third = (made_again(site, render, memo) for site in sites)
    whole = [feed_and_search_engine_files(site) for site in sites]
    for made, files in zip((first, second, third), whole, strict=True):
        assert made == {path: files[path] for path in files if path in made}
        assert files.keys() - made.keys() == {urls.SITEMAP, urls.ROBOTS, urls.ALL_FEEDS}
    assert [path for path in first if first[path] != second[path]] == [
        "feed.xml",
        "feed.json",
        "editions/feed.xml",
        "editions/feed.json",
        "tags/rag.xml",
        "tags/rag.json",
        "tags/xai.xml",
        "tags/xai.json",
    ]
    assert whole[1]["sitemap.xml"] == whole[0]["sitemap.xml"]
    assert third["tags/rag.xml"] is second["tags/rag.xml"]
    assert third["tags/xai.xml"] != second["tags/xai.xml"]


def test_a_new_template_is_a_new_feed(tmp_path: Path) -> None:
    memo, site = Memo(), site_of(LISA, config=replace(HERE, root=tmp_path))
    made_again(site, Renderer(site.config, "assets/").text, memo)
    (tmp_path / "templates" / "feeds").mkdir(parents=True)
    (tmp_path / "templates" / "feeds" / "atom.xml").write_text(
        "{% for entry in feed.entries %}{{ entry.title }}{% endfor %}"
    )
    made = made_again(site, Renderer(site.config, "assets/").text, memo)
    assert made["tags/rag.xml"] == b"LISA &amp; $x^2$ &lt;SEG&gt;"
