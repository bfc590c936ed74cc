"""Every feed against the rules of a validator: RFC 4287, JSON Feed 1.1, OPML 2.0, each written down as data."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from justhtml import JustHTML
from justhtml.dom import Element
from lxml import etree

from generator.model.config import Config, with_base_url
from generator.model.papers import Appearance, Day, Link
from generator.render.views import Site
from generator.text import markup
from tests.builders import a_library, a_paper, a_site, feed_and_search_engine_files

ADDRESS = "https://example.org/digest/"
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

MANY = 10**6
FEED = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, MANY), "subtitle": (0, 1), "link": (1, MANY),
    "entry": (0, MANY),
}  # fmt: skip
ENTRY = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "author": (0, MANY), "category": (0, MANY),
    "link": (1, MANY), "content": (1, 1),
}  # fmt: skip
CHILDREN: dict[str, dict[str, tuple[int, int]]] = {"feed": FEED, "entry": ENTRY, "author": {"name": (1, 1)}}
"""Of each element its children, and how many there are at least and at most (RFC 4287, section 4)."""
ATTRIBUTES = {
    "link": {"rel", "type", "href", "title"}, "category": {"term", "label"}, "content": {"type"},
    "feed": {"{http://www.w3.org/XML/1998/namespace}lang"},
}  # fmt: skip

LINKS = (Link("https://github.com/a/b?x=1&y=2", "Code & more", "code"),)
DAYS = {"2025-06-02": Day(6, 2, 2025), "2025-05-28": Day(5, 28, 2025), "2025-05-26": Day(5, 26, 2025)}


def the_site(config: Config) -> Site:
    """Three dated editions and one without a date, with all that is hard to write down in XML."""
    papers = [
        replace(
            a_paper(f"p{n}", edition, links=LINKS if n % 2 else ()),
            title=markup.render_title("A <b> & $x < y$ of “it” 学习 \U0001f600"),
            abstract=markup.render_body("We say ]]> & <i> of $a<b$.\n\nMore." if n else "", "plain")[0],
            authors=("Ann O’Hara", "Bo & Co <x@example.org>", "محمد"),
        )
        for n, edition in enumerate([*DAYS, "later"])
    ]
    papers[1] = replace(papers[1], editions=(Appearance("2025-06-02", 2), *papers[1].editions))
    library = a_library(*papers)
    editions = tuple(
        replace(e, day=DAYS.get(e.id), published=datetime.date.fromisoformat(e.id) if e.id in DAYS else e.published)
        for e in library.editions
    )
    library = replace(library, editions=editions, edition={e.id: e for e in editions})
    return a_site(library, {paper.id: ["rag"] for paper in papers}, replace(config, title="Ours & <theirs>"))


@pytest.fixture(params=["addressed", "without address"], scope="module")
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    config = with_base_url(Config(), ADDRESS) if request.param == "addressed" else Config()
    return feed_and_search_engine_files(the_site(config))


def feeds_of(files: dict[str, bytes], suffix: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(suffix) and "sitemap" not in path}


def test_all_kinds_of_feeds_are_there(files: dict[str, bytes]) -> None:
    stems = ["editions/feed", "feed", "months/feed", "tags/rag", "weeks/feed"]
    assert sorted(feeds_of(files, ".xml")) == [f"{stem}.xml" for stem in stems]
    assert sorted(feeds_of(files, ".json")) == [f"{stem}.json" for stem in stems]


def test_every_atom_feed_keeps_the_rules(files: dict[str, bytes]) -> None:
    for path, data in feeds_of(files, ".xml").items():
        root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        assert root.tag == f"{ATOM}feed"
        assert [*faults_of(root)] == [], path
        ids = [node.text for node in root.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids)
        assert all(re.match(r"https?://|urn:uuid:", each) for each in ids)
        for node in (*root.iter(f"{ATOM}updated"), *root.iter(f"{ATOM}published")):
            assert INSTANT.fullmatch(node.text)
        assert max(node.text for node in root.iterfind(f"{ATOM}entry/{ATOM}updated")) == root.findtext(f"{ATOM}updated")
        for content in root.iter(f"{ATOM}content"):
            assert content.get("type") == "html"
            assert_is_good_html(content.text or "", is_addressed=b'rel="self"' in data)


def faults_of(node: Any) -> Iterator[str]:
    """What an element and those in it have that they may not, or lack."""
    name = node.tag.removeprefix(ATOM)
    allowed = CHILDREN.get(name, {})
    counts = Counter(child.tag.removeprefix(ATOM) for child in node)
    yield from (f"{each} in {name}" for each in counts.keys() - allowed.keys())
    yield from (f"{each} in {name}" for each, (least, most) in allowed.items() if not least <= counts[each] <= most)
    yield from (f"{each} of {name}" for each in set(node.attrib) - ATTRIBUTES.get(name, set()))
    relations = Counter(link.get("rel") for link in node.iterfind(f"{ATOM}link"))
    yield from (f"{relation} of {name}" for relation in ("alternate", "self") if relations[relation] > 1)
    for child in node:
        yield from faults_of(child)


def assert_is_good_html(content: str, *, is_addressed: bool) -> None:
    """With an address known, a link in it must be whole: readers resolve others in different ways."""
    parsed = JustHTML(content, fragment=True, collect_errors=True, sanitize=False)
    assert parsed.errors == []
    assert content.strip()
    links = [node.attrs["href"] or "" for node in parsed.root.query("a[href]") if isinstance(node, Element)]
    assert not is_addressed or all(urlsplit(link).scheme for link in links), links


ITEM = {
    "id": str, "url": str, "title": str, "content_html": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list,
}  # fmt: skip
TOP = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str,
    "authors": list, "items": list,
}  # fmt: skip


def test_every_json_feed_keeps_the_rules(files: dict[str, bytes]) -> None:
    for path, data in feeds_of(files, ".json").items():
        feed = json.loads(data)
        assert {"version", "title", "items"} <= feed.keys() <= TOP.keys(), path
        assert all(isinstance(value, TOP[key]) for key, value in feed.items())
        assert feed.get("feed_url", f"{ADDRESS}{path}") == f"{ADDRESS}{path}"
        for item in feed["items"]:
            assert {"id", "url", "content_html"} <= item.keys() <= ITEM.keys()
            assert all(value and isinstance(value, ITEM[key]) for key, value in item.items())
            assert INSTANT.fullmatch(item["date_published"])
            assert INSTANT.fullmatch(item["date_modified"])
            assert all(author.keys() == {"name"} for author in item.get("authors", ()))
            assert "feed_url" not in feed or item["url"].startswith(ADDRESS)
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


def test_both_kinds_say_the_same(files: dict[str, bytes]) -> None:
    for path, data in feeds_of(files, ".json").items():
        atom: Any = etree.fromstring(files[path.replace(".json", ".xml")])
        entries = [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}content")) for e in atom.iterfind(f"{ATOM}entry")]
        assert [(item["id"], item["content_html"]) for item in json.loads(data)["items"]] == entries


def test_the_list_of_all_feeds_names_each_once(files: dict[str, bytes]) -> None:
    root: Any = etree.fromstring(files["feeds.opml"])
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert root.findtext("head/title") == "Ours & <theirs>"
    outlines = [*root.iter("outline")]
    assert all(outline.get("text") for outline in outlines)
    feeds = [outline for outline in outlines if outline.get("type")]
    assert all(outline.get("type") == "rss" and outline.get("htmlUrl") for outline in feeds)
    named = [outline.get("xmlUrl").removeprefix(ADDRESS) for outline in feeds]
    assert sorted(named) == sorted(feeds_of(files, ".xml"))


def test_a_week_is_an_entry_that_grows(files: dict[str, bytes]) -> None:
    june, may = json.loads(files["weeks/feed.json"])["items"]
    assert (june["title"], may["title"]) == ("Week 23, 2025", "Week 22, 2025")
    assert (may["date_published"], may["date_modified"]) == ("2025-05-26T00:00:00Z", "2025-05-28T00:00:00Z")
    assert may["content_html"].count("<li>") == 2
