"""A reader takes pages along: what was visited, and an edition on request, of one build and never of two."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.built_site import BuiltSite
from tests.pages_server import serving

Open = Callable[..., Watched]
ROOT = "/any/path/"
CONTROLLED = """navigator.serviceWorker.controller || new Promise(resolve =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve))"""
BUILDS = """caches.keys().then(names => names.map(name => name.split(':').at(-1)))"""


@pytest.fixture
def mounts(real_site: BuiltSite) -> dict[str, Path]:
    return {ROOT: real_site.folder}


@pytest.fixture
def here(mounts: dict[str, Path]) -> Iterator[str]:
    with serving(mounts) as server:
        yield server + ROOT


def another_build(site: BuiltSite, folder: Path) -> Path:
    """The same site with other words on every page, under another mark."""
    shutil.copytree(site.folder, folder)
    for page in folder.rglob("*.html"):
        page.write_text(page.read_text().replace("</h1>", " (B)</h1>"))
    worker = folder / "sw.js"
    worker.write_text(worker.read_text().replace(mark_of(site), "b" * 16))
    return folder


def mark_of(site: BuiltSite) -> str:
    [mark] = re.findall(r'"([0-9a-f]{16})"', site.read("sw.js"))
    return str(mark)


def open_page(opened: Open, address: str) -> Watched:
    watched = opened(service_workers="allow")
    watched.page.goto(address)
    watched.page.evaluate(CONTROLLED)
    return watched


def has_kept(page: Page, path: str) -> None:
    """Wait until the page is kept: it is shown before."""
    page.evaluate(
        """path => new Promise(resolve => setInterval(async () => {
            if (await caches.match(new URL(path, location.origin + '/any/path/'))) resolve();
        }, 50))""",
        path,
    )


def test_what_was_visited_is_there_without_a_network(opened: Open, here: str, real_site: BuiltSite) -> None:
    watched = open_page(opened, here)
    page, (first, second) = watched.page, real_site.papers[:2]
    page.goto(here + first["url"])
    has_kept(page, first["url"])
    page.context.set_offline(True)
    page.goto(here)
    expect(page.locator("[data-paper-card]")).to_have_count(58)
    page.get_by_role("link", name=first["title"], exact=True).click()
    expect(page.locator("h1")).to_have_text(first["title"])
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontFamily") != '"Times New Roman"'
    page.goto(here + second["url"])
    expect(page).to_have_url(here + "list.html#offline")
    expect(page.locator(".undo-bar")).to_contain_text("is not kept")
    watched.faults.clear()  # the browser reports what it could not fetch


def test_an_edition_is_read_and_searched_without_a_network_and_renewed_as_a_whole(
    opened: Open, here: str, mounts: dict[str, Path], real_site: BuiltSite, tmp_path: Path
) -> None:
    watched = open_page(opened, here)
    page, paper = watched.page, real_site.papers[30]
    page.locator("[data-keep]").click()
    expect(page.locator("[data-keep]")).to_contain_text("is kept", timeout=30_000)
    page.context.set_offline(True)
    page.goto(here + paper["url"])
    expect(page.locator("h1")).to_have_text(paper["title"])
    page.goto(here + "search.html?q=segmentation")
    expect(page.locator("[data-results] [data-paper-card]").first).to_be_visible()
    expect(page.locator("[role=status]").first).to_contain_text("There is no network: only May 28.")

    page.context.set_offline(False)
    mounts[ROOT] = another_build(real_site, tmp_path / "b")
    page.goto(here)
    page.evaluate("navigator.serviceWorker.ready.then(it => it.update())")
    page.evaluate(
        f"new Promise(done => setInterval(async () => {{ if ((await {BUILDS}) == '{'b' * 16}') done() }}, 50))"
    )
    page.context.set_offline(True)
    for path in ("index.html", paper["url"], real_site.papers[0]["url"]):
        page.goto(here + path)
        expect(page.locator("h1")).to_contain_text("(B)")
    page.goto(here + "list.html")
    expect(page.locator("[data-kept]")).to_contain_text("58 papers")
    watched.faults.clear()
