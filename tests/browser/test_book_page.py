"""Somebody opens an edition that is one file, from disk, and looks for a paper."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched
from tests.builders import write_file
from tests.render.test_book_page import source_of


def test_an_edition_opens_from_disk_and_a_paper_is_found(browser: Browser, tmp_path: Path) -> None:
    file = write_file(tmp_path / "edition.html", source_of())
    context = browser.new_context()
    watched = Watched(context.new_page())
    page = watched.page
    page.goto(file.as_uri())
    expect(page.locator("article")).to_have_count(2)
    page.get_by_label("Search").fill("REASONING ann")
    expect(page.get_by_role("status")).to_have_text("1 of 2 shown")
    expect(page.locator("#paper-lisa")).to_be_visible()
    expect(page.get_by_role("heading", name="Other papers")).to_be_hidden()
    page.get_by_label("Search").fill("zebra")
    expect(page.get_by_role("status")).to_have_text("0 of 2 shown")
    page.get_by_text("Contents").click()
    page.get_by_label("Search").fill("")
    page.get_by_role("link", name="seem").click()
    expect(page.locator("#paper-seem")).to_be_in_viewport()
    assert (watched.faults, {address.partition("#")[0] for address in watched.requests}) == ([], {file.as_uri()})
    context.close()
