"""A real browser beside a real `digest serve`: what a save does to the pages one has open.

A page is marked when it is opened; the mark goes when the page is loaded again, and stays when it is not. That a page
was left alone is seen by the next thing it is told.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Watched
from tests.command import PROJECT

Open = Callable[..., Watched]

SUBJECTS = ("otters", "kelp forests", "sea urchins", "tide pools", "plankton", "lagoons", "reefs", "estuaries")
WORDS = "We watch them for a year and count what they eat, where they sleep and how far they go when the tide turns. "
STYLE = "body { --of-the-test: old; }\nmain { padding-block-end: 3000px; }\n"


@dataclass(frozen=True, slots=True)
class Home:
    """A curator's folder, and the address it is served at."""

    folder: Path
    address: str

    def save(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text()
        assert old in text
        self.save(name, text.replace(old, new))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("live")
    Home(folder, "").save("static/css/mine.css", STYLE)
    Home(folder, "").save("digest.toml", "[site]\ntitle = 'Ashore'\nbase_url = 'https://example.org/some/path/'\n")
    for number, subject in enumerate(SUBJECTS):
        seed = f"---\ntitle: A year among {subject}\n---\nAll about {subject}. {WORDS * 6}\n"
        Home(folder, "").save(f"seeds/{number}.md", seed)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"}
    call = [sys.executable, "-m", "generator", "serve", "--port", "0"]
    with subprocess.Popen(call, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        address = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+/\S*", line) for line in running.stderr)))
        yield Home(folder, address[0])
        running.kill()


@pytest.fixture
def show(home: Home, opened: Open) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the site in a tab, marks it, and waits until it listens.

    At the end it leaves the site: a page that was just being loaded again once kept its tab from closing, for ever.
    """
    pages = []

    def show(path: str) -> Page:
        watched = opened(viewport={"width": 900, "height": 600})
        page = watched.page
        with page.expect_request("**/__digest/events*"):
            page.goto(home.address + path)
        page.evaluate("window.isMarked = true")
        watched.faults.clear()  # that there is no such page, where there is none yet
        pages.append(page)
        return page

    yield show
    for page in pages:
        with suppress(Error):
            page.goto("about:blank")


Show = Callable[[str], Page]


def is_as_opened(page: Page) -> bool:
    return bool(page.evaluate("window.isMarked === true"))


def until(page: Page, condition: str) -> None:
    """Waits in Python: the site's content security policy forbids what Playwright waits with, and a page may go."""
    deadline = time.monotonic() + 20
    while not holds(page, condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(20)


def holds(page: Page, condition: str) -> bool:
    try:
        return bool(page.evaluate(condition))
    except Error:
        return False


def test_a_page_is_loaded_again_when_its_text_changed_and_no_other_is(home: Home, show: Show) -> None:
    paper, tags = show("papers/a-year-among-otters.html"), show("tags/index.html")
    other = show("papers/a-year-among-lagoons")
    home.edit("seeds/0.md", "All about otters.", "All there is to otters.")
    expect(paper.locator("[data-abstract]")).to_contain_text("All there is to otters.", timeout=20_000)
    assert not is_as_opened(paper)
    home.edit("digest.toml", "Ashore", "Ashore again")
    for page in (tags, other):
        until(page, "document.title.includes('Ashore again')")


def test_pages_that_a_save_does_not_touch_are_left_alone(home: Home, show: Show) -> None:
    paper, tags = show("papers/a-year-among-reefs.html"), show("tags/index.html")
    home.edit("seeds/6.md", "All about reefs.", "All there is to reefs.")
    expect(paper.locator("[data-abstract]")).to_contain_text("All there is to reefs.", timeout=20_000)
    home.save("static/css/mine.css", STYLE.replace("old", "afterwards"))
    until(tags, "getComputedStyle(document.body).getPropertyValue('--of-the-test') === 'afterwards'")
    assert is_as_opened(tags)


def test_styles_are_changed_under_a_page_that_keeps_all_else(home: Home, show: Show) -> None:
    page = show("search.html")
    page.locator("input[name=q]").fill("otters")
    expect(page.locator("[data-results] [data-paper-card]").first).to_be_visible()
    page.evaluate("scrollTo(0, 700)")
    for look in ("new", "newer", "newest"):
        home.save("static/css/mine.css", STYLE.replace("old", look))
        until(page, f"getComputedStyle(document.body).getPropertyValue('--of-the-test') === '{look}'")
        until(page, "document.querySelectorAll('link[rel=stylesheet][href$=\"site.css\"]').length === 1")
    assert is_as_opened(page)
    assert page.evaluate("scrollY") == 700
    assert page.locator("input[name=q]").input_value() == "otters"


def test_a_page_whose_styles_were_changed_can_still_start_to_search(home: Home, show: Show) -> None:
    """The script that searches is fetched at the first letter, and by then its folder has gone."""
    page = show("search.html")
    for look in ("one", "two", "three"):
        home.save("static/css/mine.css", STYLE.replace("old", look))
        until(page, f"getComputedStyle(document.body).getPropertyValue('--of-the-test') === '{look}'")
    page.locator("input[name=q]").fill("urchins")
    expect(page.locator("[data-results] [data-paper-card]").first).to_be_visible()
    assert is_as_opened(page)


def test_another_script_loads_the_page_again(home: Home, show: Show) -> None:
    page = show("papers/a-year-among-plankton.html")
    theme = (PROJECT / "static/js/theme.js").read_text()
    home.save("static/js/theme.js", theme + "\ndocument.documentElement.dataset.ofTheTest = 'new';\n")
    until(page, "document.documentElement.dataset.ofTheTest === 'new'")
    (home.folder / "static/js/theme.js").unlink()
    until(page, "document.documentElement.dataset.ofTheTest === undefined")


def test_a_page_that_is_loaded_again_keeps_its_place(home: Home, show: Show) -> None:
    page = show("papers/a-year-among-estuaries.html")
    page.evaluate("scrollTo(0, 900)")
    for old, new in (("All about", "All there is to"), ("there is to", "we know of")):
        page.evaluate("window.isMarked = true")
        home.edit("seeds/7.md", old, new)
        expect(page.locator("[data-abstract]")).to_contain_text(f"{new} estuaries.", timeout=20_000)
        until(page, "scrollY === 900 && history.scrollRestoration === 'auto'")
        assert not is_as_opened(page)


def test_a_search_finds_what_was_just_written(home: Home, show: Show) -> None:
    page = show("search.html?q=narwhals")
    expect(page.locator("[data-search]")).to_have_attribute("data-search-state", "done")
    home.edit("seeds/4.md", "All about plankton.", "All about plankton, and narwhals.")
    expect(page.locator("[data-results] [data-paper-card]").first).to_contain_text("plankton", timeout=20_000)
    assert page.locator("input[name=q]").input_value() == "narwhals"


def test_a_page_that_was_not_there_appears(home: Home, show: Show) -> None:
    page = show("papers/a-year-among-seals.html")
    expect(page.locator("h1")).not_to_contain_text("seals")
    home.save("seeds/seals.md", f"---\ntitle: A year among seals\n---\nAll about seals. {WORDS}\n")
    expect(page.locator("h1")).to_have_text("A year among seals", timeout=20_000)


def test_what_is_wrong_lies_over_the_page_until_it_is_mended(home: Home, show: Show) -> None:
    page = show("index.html")
    good = (home.folder / "digest.toml").read_text()
    home.save("digest.toml", good + "[site\n")
    expect(page.get_by_role("alert")).to_contain_text("this is not TOML", timeout=20_000)
    expect(page.get_by_role("alert")).to_contain_text("digest.toml:4")
    assert is_as_opened(page), "the last good site is behind it"
    later = show("tags/index.html")
    expect(later.get_by_role("alert")).to_be_visible()
    home.save("digest.toml", good)
    for shown in (page, later):
        expect(shown.get_by_role("alert")).to_have_count(0, timeout=20_000)
        assert is_as_opened(shown)


def test_seeds_that_go_and_come_back_do_the_same(home: Home, show: Show) -> None:
    page = show("index.html")
    (home.folder / "seeds").rename(home.folder / "elsewhere")
    expect(page.get_by_role("alert")).to_contain_text("there is no such folder", timeout=20_000)
    (home.folder / "elsewhere").rename(home.folder / "seeds")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=20_000)
    assert is_as_opened(page)


def test_nothing_of_this_is_in_the_site(home: Home, show: Show) -> None:
    assert "/__digest/" in show("index.html").content()
    files = [file for file in (home.folder / "site").rglob("*") if file.is_file()]
    assert len(files) > 50
    assert [file for file in files if b"__digest" in file.read_bytes() or b"data-looks" in file.read_bytes()] == []
