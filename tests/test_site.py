"""The whole site of the real seeds, file by file and page by page, against what the project promises.

Most of these tests say something of every page, and run on the site as `make site` builds it and on the one the Pages
workflow builds. What is particular to the 58 papers is in `test_seeds_58.py`.
"""

import filecmp
import json
import os
import re
from collections import Counter
from itertools import pairwise, product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pybtex.database
import pytest

from generator.output import MANIFEST
from generator.render.citations.works import citation_key
from tests.bench.page_weight import weight
from tests.builders import write_file
from tests.built_site import NOT_FOUND, Address, BuiltSite, Page, shown, text, within
from tests.command import PROJECT, SEEDS, SOAK, build
from tests.conftest import ADDRESS

ALWAYS = {
    "index.html", "search.html", "404.html", "list.html", "tags/index.html", "editions/index.html", "feed.xml",
    "feed.json", "robots.txt", ".nojekyll", "data/papers.json", "papers.bib", "papers.csl.json", "sw.js",
}  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAPER_KEYS = {
    "id", "slug", "url", "title", "abstract", "authors", "date", "editions", "tags", "links", "related", "source",
}  # fmt: skip
PAPER_PAGE_BYTES = 14_000


def tag_ids(site: BuiltSite) -> set[str]:
    return {tag["id"] for paper in site.papers for tag in paper["tags"]}


def every_address(site: BuiltSite) -> list[Address]:
    return [address for page in site.pages.values() for address in page.addresses]


# What is there


def test_every_promised_file_is_there(any_site: BuiltSite) -> None:
    papers = {paper["url"] for paper in any_site.papers}
    citations = {path.replace(".html", ".bib") for path in papers}
    tags = {f"tags/{tag}.{kind}" for tag in tag_ids(any_site) for kind in ("html", "xml", "bib", "csl.json")}
    editions = {f"editions/{name}.{kind}" for name in editions_of(any_site) for kind in ("html", "bib", "csl.json")}
    assert sorted((ALWAYS | papers | citations | tags | editions) - any_site.files.keys()) == []
    assert any(path.startswith("search/") for path in any_site.files)


def test_the_licence_of_all_that_is_shipped_is_stated(any_site: BuiltSite) -> None:
    """Ours whole, and of others each copyright that stands in a comment which minifying keeps."""
    said = " ".join(any_site.files["licenses.txt"].decode().split())
    _, ours = (PROJECT / "LICENSE").read_text(encoding="utf-8").split("MIT License\n")
    assert all(" ".join(part.split()) in said for part in ours.split("\n\n"))
    comments = [
        " ".join(comment.decode().replace("*", " ").split())
        for path, content in any_site.files.items()
        if path.endswith((".js", ".css", ".svg"))
        for comment in re.findall(rb"/\*!.*?\*/|<!--.*?-->", content, re.DOTALL)
    ]
    assert any("2.3.9" in comment for comment in comments), "lunr.js has one"
    for comment in comments:
        assert re.findall(r"Copyright \(C\) \d+ [A-Z]\w+ [A-Z]\w+", comment)[0] in said
        assert re.findall(r"\d+\.\d+\.\d+", comment)[0] in said


def editions_of(site: BuiltSite) -> set[str]:
    named = (edition for paper in site.papers for edition in paper["editions"])
    return {edition if isinstance(edition, str) else edition["id"] for edition in named}


def test_every_page_can_be_reached_from_the_home_page(any_site: BuiltSite) -> None:
    reached, waiting = set[str](), {"index.html"}
    while waiting:
        reached |= waiting
        links = (address for path in waiting for address in any_site.pages[path].addresses if address.element == "a")
        targets = {any_site.path_of(address.full) for address in links if any_site.owns(address.full)}
        waiting = {path for path in targets if path in any_site.pages} - reached
    assert sorted(any_site.pages.keys() - reached) == [NOT_FOUND]


def test_the_papers_as_data_have_all_that_is_promised(any_site: BuiltSite) -> None:
    for paper in any_site.papers:
        assert sorted(PAPER_KEYS - paper.keys()) == []
        assert paper["id"] == paper["slug"]
        assert paper["url"] == f"papers/{paper['id']}.html"
        assert all(tag.keys() >= {"id", "label", "reason"} for tag in paper["tags"])
        assert all(link.keys() >= {"url", "label", "kind"} for link in paper["links"])
        assert all(other.keys() >= {"id", "score", "shared"} for other in paper["related"])
        assert paper["source"].keys() >= {"path", "line"}
        assert not Path(paper["source"]["path"]).is_absolute()


def test_a_slug_is_short_and_plain(any_site: BuiltSite) -> None:
    slugs = [paper["id"] for paper in any_site.papers]
    assert len(set(slugs)) == len(slugs)
    assert [slug for slug in slugs if len(slug) > 107 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_every_list_is_there_as_citations(any_site: BuiltSite) -> None:
    papers = [paper["id"] for paper in any_site.papers]
    lists = {"papers": papers}
    for kind, ids in (("tags", tag_ids(any_site)), ("editions", editions_of(any_site))):
        lists |= {f"{kind}/{each}": [p["id"] for p in any_site.papers if has(p[kind], each)] for each in ids}
    for path, listed in lists.items():
        entries = pybtex.database.parse_string(any_site.read(f"{path}.bib"), "bibtex").entries
        items = json.loads(any_site.read(f"{path}.csl.json"))
        assert [*entries] == [item["id"] for item in items] == [citation_key(paper) for paper in listed], path
        assert len(set(entries)) == len(listed), path
    for paper in papers:
        alone = re.sub(r"  note = .*\n", "", any_site.read(f"papers/{paper}.bib"))
        assert alone in any_site.read("papers.bib")


def has(listed: list[Any], name: str) -> bool:
    return name in [each["id"] if isinstance(each, dict) else each for each in listed]


def test_a_paper_page_is_light(any_site: BuiltSite) -> None:
    heavy = {paper["url"]: weight(any_site, paper["url"]) for paper in any_site.papers}
    assert {path: size for path, size in heavy.items() if size > PAPER_PAGE_BYTES} == {}


# The hooks of the pages


def test_a_paper_page_has_its_hooks(any_site: BuiltSite) -> None:
    for paper in any_site.papers:
        page = any_site.pages[paper["url"]]
        article = page.one(f'article[data-paper="{paper["id"]}"]')
        assert len(within(article, "h1")) == 1
        assert len(within(article, "[data-abstract]")) == 1
        assert len(within(article, "[data-cite]")) >= 1
        assert len(within(article, "[data-related] a")) == len(paper["related"])
        chips = {node.attrs["data-tag"] for node in page.all("article[data-paper] a[data-tag]")}
        assert chips == {tag["id"] for tag in paper["tags"]}


def test_a_list_of_papers_has_cards_with_the_exact_title_linked_to_the_page(any_site: BuiltSite) -> None:
    titles = {paper["id"]: (paper["title"], paper["url"]) for paper in any_site.papers}
    seen = Counter[str]()
    for page in any_site.pages.values():
        for card in page.all("[data-paper-card]"):
            title, path = titles[card.attrs["data-paper-card"] or ""]
            [heading] = within(card, "h2, h3")
            [link] = within(heading, "a")
            assert text(heading) == title
            assert any_site.path_of(urljoin(page.url, link.attrs["href"] or "")) == path
            seen[page.path] += 1
    assert seen["index.html"] == len(titles)
    for tag in tag_ids(any_site):
        assert seen[f"tags/{tag}.html"] == sum(tag in [t["id"] for t in paper["tags"]] for paper in any_site.papers)


def test_the_search_page_has_its_hooks(any_site: BuiltSite) -> None:
    page = any_site.pages["search.html"]
    page.one("input[type=search][name=q]")
    page.one("[data-results]")
    assert page.one("[data-search-state]").attrs["data-search-state"] in {"idle", "loading", "done", "error"}
    assert "data-search-query" in page.one("[data-search-state]").attrs
    assert len(page.all("[role=status]")) >= 1


def test_every_page_has_the_common_hooks(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        main = page.one("main")
        skip = [node for node in page.all("body a") if node.attrs.get("href", "") == f"#{main.attrs.get('id')}"]
        assert skip, f"{page.path}: no skip link"
        assert skip[0] is page.all("body a")[0], f"{page.path}: the skip link is not the first"
        assert page.one("html").attrs["lang"] == "en"
        assert "data-theme" not in page.one("html").attrs
        links = {any_site.path_of(address.full) for address in page.addresses if address.element == "a"}
        assert "search.html" in links, page.path
        assert any_site.path_of(urljoin(page.url, feed_link(page, "application/atom+xml"))) == "feed.xml"
        assert any_site.path_of(urljoin(page.url, feed_link(page, "application/feed+json"))) == "feed.json"


def feed_link(page: Page, kind: str) -> str:
    found = page.all(f'link[rel="alternate"][type="{kind}"]')
    assert found, f"{page.path}: no feed of {kind}"
    return found[0].attrs["href"] or ""


# Addresses


def test_every_link_leads_somewhere(any_site: BuiltSite) -> None:
    ours = [address for address in every_address(any_site) if any_site.owns(address.full)]
    assert len(ours) > 1000
    assert [fault for address in ours if (fault := any_site.broken(address))] == []


def test_links_of_a_page_are_relative_and_those_of_the_404_page_start_at_the_root(any_site: BuiltSite) -> None:
    for address in every_address(any_site):
        if not any_site.owns(address.full) or address.written == address.full:
            continue
        rooted = address.written.startswith("/")
        assert rooted == (address.page == NOT_FOUND and not address.written.startswith("#")), str(address)


def test_nothing_of_another_host_is_loaded(any_site: BuiltSite) -> None:
    foreign = [str(a) for a in every_address(any_site) if a.loaded and not any_site.owns(a.full)]
    assert foreign == []


def test_links_go_to_web_addresses_only(any_site: BuiltSite) -> None:
    schemes = ("http", "https", "mailto")
    assert [str(a) for a in every_address(any_site) if urlsplit(a.full).scheme not in schemes] == []


def test_style_sheets_and_scripts_load_only_what_is_there(any_site: BuiltSite) -> None:
    for path, data in any_site.files.items():
        if not path.endswith((".css", ".js")):
            continue
        source = data.decode("utf-8")
        assert "@import" not in source
        found = re.findall(r"""url\(\s*["']?([^"')]+)""", source) if path.endswith(".css") else []
        found += (
            re.findall(r"""(?:\bimport|\bfrom)\s*\(?\s*["'](\.[^"']+|https?:[^"']+)["']""", source)
            if path.endswith(".js")
            else []
        )
        for name in found:
            full = urljoin(urljoin(any_site.root, path), name)
            assert name.startswith("data:") or any_site.path_of(full), f"{path}: {name}"


def test_without_an_address_nothing_claims_to_have_one(real_site: BuiltSite) -> None:
    assert "sitemap.xml" not in real_site.files
    for page in real_site.pages.values():
        assert page.all("link[rel=canonical]") == []
        assert page.all('meta[property="og:url"]') == []
    assert "Sitemap:" not in real_site.read("robots.txt")
    for path in feeds(real_site):
        feed = ElementTree.fromstring(real_site.read(path))
        assert all(str(node.text).startswith("urn:uuid:") for node in feed.iter(f"{ATOM}id")), path
        assert all("://" not in node.attrib["href"] for node in feed.findall(f"{ATOM}link")), path


def test_with_an_address_every_page_names_its_own(addressed_site: BuiltSite) -> None:
    for path, page in addressed_site.pages.items():
        canonical = [node.attrs["href"] for node in page.all("link[rel=canonical]")]
        wanted = ADDRESS if path == "index.html" else ADDRESS + path
        assert canonical == ([] if path == NOT_FOUND else [wanted])


def test_the_sitemap_lists_the_pages_and_robots_the_sitemap(addressed_site: BuiltSite) -> None:
    sitemap = ElementTree.fromstring(addressed_site.read("sitemap.xml"))
    listed = [str(node.text) for node in sitemap.iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed))
    assert [url for url in listed if addressed_site.path_of(url) not in addressed_site.pages] == []
    paths = {addressed_site.path_of(url) for url in listed}
    assert NOT_FOUND not in paths
    assert {paper["url"] for paper in addressed_site.papers} <= paths
    assert {"index.html", "tags/index.html", "editions/index.html"} <= paths
    assert f"Sitemap: {ADDRESS}sitemap.xml" in addressed_site.read("robots.txt").splitlines()


# What a page is made of


def test_the_pages_are_html_without_a_single_parse_error(any_site: BuiltSite) -> None:
    found = [f"{page.path}: {error}" for page in any_site.pages.values() for error in page.document.errors]
    assert found == []


def test_ids_are_unique_and_what_is_named_by_id_exists(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        assert [name for name, count in Counter(page.ids).items() if count > 1 or not name.strip()] == [], page.path
        for node in page.elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "form"):
                assert set((node.attrs.get(name) or "").split()) <= set(page.ids), f"{page.path}: {node.name} {name}"


def test_no_style_and_no_script_is_inline(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        assert page.all("style") == [], page.path
        inline = [
            node.name for node in page.elements for name in node.attrs if name == "style" or name.startswith("on")
        ]
        assert inline == [], page.path
        for script in page.all("script"):
            assert script.attrs.get("src") or script.attrs.get("type") == "application/ld+json", page.path
            assert not (script.attrs.get("src") and text(script)), page.path


def test_every_page_forbids_inline_code_and_other_hosts(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        [policy] = [node.attrs["content"] or "" for node in page.all('meta[http-equiv="Content-Security-Policy"]')]
        rules = {words[0]: words[1:] for rule in policy.split(";") if (words := rule.split())}
        assert rules["default-src"] in (["'none'"], ["'self'"])
        allowed = {word for words in rules.values() for word in words}
        assert allowed <= {"'none'", "'self'", "'sha256-rf6SK63zH7EZq3PRWXgZ7WAUQAsyvcmrhVNzPg6cIEA='"}, page.path
        assert page.all("body meta") == [], page.path


def test_every_page_has_its_own_title_one_heading_and_a_description(any_site: BuiltSite) -> None:
    titles = Counter(text(page.one("head title")) for page in any_site.pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    for page in any_site.pages.values():
        assert text(page.one("h1")), page.path
        assert (page.one('meta[name="description"]').attrs["content"] or "").strip(), page.path
        levels = [int(node.name[1]) for node in page.all("h1, h2, h3, h4, h5, h6")]
        assert all(low + 1 >= high for low, high in pairwise(levels)), f"{page.path}: {levels}"


def test_structured_data_is_json_about_the_paper(any_site: BuiltSite) -> None:
    for paper in any_site.papers:
        page = any_site.pages[paper["url"]]
        [article] = [json.loads(node.to_text(strip=False)) for node in page.all('script[type="application/ld+json"]')]
        assert article["@type"] == "ScholarlyArticle"
        assert paper["title"] in (article.get("headline"), article.get("name"))
        assert page.one('meta[name="citation_title"]').attrs["content"] == paper["title"]


def test_nothing_is_escaped_twice_and_no_gap_was_left_unfilled(any_site: BuiltSite) -> None:
    for path in any_site.pages:
        source = any_site.read(path)
        assert re.findall(r"&amp;(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", source) == [], path
        assert re.findall(r"\{\{ \w|\{%|Undefined|>None<|=\"None\"|\bNaN\b", source) == [], path


def test_no_file_tells_where_it_was_built(any_site: BuiltSite) -> None:
    traces = (str(PROJECT).encode(), str(any_site.folder.parent).encode())
    assert [path for path, data in any_site.files.items() if any(trace in data for trace in traces)] == []


# Feeds


def feeds(site: BuiltSite) -> list[str]:
    return ["feed.xml", *(f"tags/{tag}.xml" for tag in sorted(tag_ids(site)))]


def test_every_feed_is_atom_with_whole_abstracts(any_site: BuiltSite) -> None:
    abstracts = {paper["title"]: paper["abstract"] for paper in any_site.papers}
    for path in feeds(any_site):
        feed = ElementTree.fromstring(any_site.read(path))
        assert feed.tag == f"{ATOM}feed"
        assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
        entries = feed.findall(f"{ATOM}entry")
        assert entries, path
        assert (
            all(entry.find(f"{ATOM}author") is not None for entry in entries) or feed.find(f"{ATOM}author") is not None
        )
        for entry in entries:
            title = " ".join("".join(child(entry, "title").itertext()).split())
            body = child(entry, "content" if entry.find(f"{ATOM}content") is not None else "summary")
            assert " ".join(abstracts[title].split()) in read(body), f"{path}: {title}"
            assert child(entry, "updated").text
    [ids] = [[node.text for node in ElementTree.fromstring(any_site.read("feed.xml")).iter(f"{ATOM}id")]]
    assert len(ids) == len(set(ids))


def read(body: ElementTree.Element) -> str:
    """What a feed reader shows: of `type="html"` the markup is written as text, and read as a page."""
    written = "".join(body.itertext())
    return shown(written) if body.get("type") == "html" else " ".join(written.split())


def child(entry: ElementTree.Element, name: str) -> ElementTree.Element:
    found = entry.find(f"{ATOM}{name}")
    assert found is not None, f"an entry without {name}"
    return found


def test_addresses_in_feeds_lead_to_pages(any_site: BuiltSite) -> None:
    for path in feeds(any_site):
        feed = ElementTree.fromstring(any_site.read(path))
        home = urljoin(any_site.root, path)
        for entry in feed.findall(f"{ATOM}entry"):
            [link] = [
                n.attrib["href"] for n in entry.findall(f"{ATOM}link") if n.get("rel", "alternate") == "alternate"
            ]
            assert any_site.path_of(urljoin(home, link)) in any_site.pages, f"{path}: {link}"
        own = [n.attrib["href"] for n in feed.findall(f"{ATOM}link")]
        assert [link for link in own if any_site.path_of(urljoin(home, link)) is None] == [], path


def test_the_json_feed_is_one(any_site: BuiltSite) -> None:
    feed = json.loads(any_site.read("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    titles = {paper["title"] for paper in any_site.papers}
    assert feed["items"]
    for item in feed["items"]:
        assert item["title"] in titles
        assert item["id"]
        assert item.get("content_html") or item.get("content_text")
        assert any_site.path_of(urljoin(any_site.root, item["url"])) in any_site.pages


# The same seeds, the same bytes


def differing(left: Path, right: Path) -> list[str]:
    """Paths that only one folder has, or that differ; a stamp of the build, if there is one, included."""
    names = {path.relative_to(folder).as_posix() for folder in (left, right) for path in folder.rglob("*")}
    files = [name for name in names if not (left / name).is_dir() or not (right / name).is_dir()]
    _, different, missing = filecmp.cmpfiles(left, right, files, shallow=False)
    return sorted(different + missing)


def test_a_repeated_build_changes_nothing_and_says_so(real_site: BuiltSite, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = build(folder).report["files"]
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    second = build(folder).report["files"]
    assert second["written"] == second["removed"] == 0
    assert second["unchanged"] == first["written"] > 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert differing(folder, real_site.folder) == []


LOCALES = (
    {"LC_ALL": "C"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)
ZONES, HASHES, JOBS, UMASKS = ("Pacific/Kiritimati", "America/Los_Angeles"), ("0", "4242"), ("1", "2", "4"), (0o77, 0o2)
MACHINES = [*product(LOCALES, ZONES, HASHES, JOBS, UMASKS, (False, True))]
"""Locale, time zone, seed of hashes, processes, umask, and whether the seeds were written the other way round."""
IN_EVERY_RUN = MACHINES[::17][:4] + MACHINES[-1:]


@pytest.mark.parametrize("machine", MACHINES if SOAK else IN_EVERY_RUN, ids=str)
def test_the_same_seeds_are_the_same_bytes_on_every_machine(
    real_site: BuiltSite, tmp_path: Path, machine: tuple[dict[str, str], str, str, str, int, bool]
) -> None:
    language, zone, hashes, jobs, mask, is_reversed = machine
    for file in sorted(SEEDS.rglob("*"), reverse=is_reversed):
        if file.is_file():
            write_file(tmp_path / "seeds" / file.relative_to(SEEDS), file.read_bytes())
    environment = {**language, "TZ": zone, "PYTHONHASHSEED": hashes}
    before = os.umask(mask)
    try:
        options = ("--seeds", tmp_path / "seeds", "--jobs", jobs)
        run = build(tmp_path / "site", *options, environment=environment)
    finally:
        os.umask(before)
    assert run.status == 0, run.stderr
    assert [path for path in differing(tmp_path / "site", real_site.folder) if path != MANIFEST] == []
