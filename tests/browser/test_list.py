"""A reader keeps a list: saves, notes, hides, takes back; in several tabs, as file and link, and without storage."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_access import violations
from tests.built_site import BuiltSite

Open = Callable[..., Watched]
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
NOTED = """new Promise(resolve => setInterval(() => {
    if (Object.keys(localStorage).some(key => key.startsWith('digest-visits'))) resolve();
}, 50))"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }"


def card(page: Page, paper: str) -> Locator:
    return page.locator(f'[data-paper-card="{paper}"]')


def ids(site: BuiltSite) -> list[str]:
    return [paper["id"] for paper in site.papers]


def test_nothing_of_the_list_is_loaded_before_it_is_used(opened: Open, root: str, real_site: BuiltSite) -> None:
    watched = opened()
    page, paper = watched.page, real_site.papers[0]
    page.goto(root + paper["url"])
    page.wait_for_load_state("networkidle")
    assert [url for url in watched.requests if "reader" in url or "/search/" in url] == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name=f"Saved: {paper['title']}")).to_be_visible()
    assert [url for url in watched.requests if "reader/main.js" in url]
    page.goto(root + real_site.papers[1]["url"])
    expect(page.get_by_role("button", name=f"Save: {real_site.papers[1]['title']}")).to_be_visible()


def test_papers_are_saved_noted_and_hidden_and_all_of_it_is_taken_back(
    page: Page, root: str, real_site: BuiltSite
) -> None:
    first, second, third = ids(real_site)[:3]
    page.goto(root)
    card(page, first).locator("[data-mark=save]").click()
    card(page, second).locator("[data-mark=more]").click()
    page.get_by_role("textbox", name="Note").fill("Compare with LISA.\nשלום")
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page, second).locator("[data-mark=more]")).to_be_focused()
    card(page, third).locator("[data-mark=more]").click()
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(card(page, third)).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(card(page, third)).to_be_visible()
    page.get_by_role("radio", name="Saved").check()
    expect(page.locator("[data-paper-card]").filter(visible=True)).to_have_count(1)
    page.goto(root + "list.html")
    expect(page.locator("[data-paper-card]")).to_have_count(1)
    page.get_by_role("radio", name="With a note").check()
    expect(card(page, second)).to_contain_text("Compare with LISA.")
    page.get_by_label("Show only papers").fill("no such word")
    expect(page.locator("[data-status]")).to_have_text("No paper of your list is of this kind.")


def test_two_tabs_agree(page: Page, root: str, real_site: BuiltSite) -> None:
    first, second = ids(real_site)[:2]
    page.goto(root)
    card(page, first).locator("[data-mark=save]").click()
    expect(card(page, first).locator("[data-mark=save]")).to_have_text("Saved")
    other = page.context.new_page()
    other.goto(root + "list.html")
    expect(other.locator("[data-paper-card]")).to_have_count(1)
    card(page, second).locator("[data-mark=save]").click()
    expect(other.locator("[data-paper-card]")).to_have_count(2)
    card(other, first).locator("[data-mark=save]").click()
    expect(card(page, first).locator("[data-mark=save]")).to_have_text("Save")


def test_a_list_goes_out_as_files_and_a_link_and_comes_in_again(
    opened: Open, root: str, real_site: BuiltSite, tmp_path: Path
) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(root)
    for paper in ids(real_site)[:3]:
        card(page, paper).locator("[data-mark=save]").click()
        expect(card(page, paper).locator("[data-mark=save]")).to_have_text("Saved")
    page.goto(root + "list.html")
    files = {name: downloaded(page, name, tmp_path) for name in ("BibTeX", "RIS", "CSL-JSON", "Markdown", "File")}
    assert files["BibTeX"].count("\n@") + files["BibTeX"].startswith("@") == 3
    assert files["RIS"].count("\nER  -") == len(json.loads(files["CSL-JSON"])) == 3
    assert real_site.papers[0]["title"] in files["Markdown"]
    assert json.loads(files["File"])["papers"].keys() == {*ids(real_site)[:3]}
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator(".undo-bar")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")

    another = opened().page
    another.goto(link)
    expect(another.locator("[data-offer]")).to_contain_text("3 papers")
    another.get_by_role("button", name="Add to my list").click()
    expect(another.locator("[data-paper-card]")).to_have_count(3)
    another.goto(link[:-20])
    expect(another.locator(".undo-bar")).to_contain_text("Nothing was taken: this link is not whole")
    expect(another.locator("[data-paper-card]")).to_have_count(3)
    another.get_by_role("button", name="Forget my list").click()
    expect(another.locator("[data-paper-card]")).to_have_count(0)
    (tmp_path / "list.json").write_text(files["File"])
    another.locator("input[type=file]").set_input_files(tmp_path / "list.json")
    another.get_by_role("button", name="Add to my list").click()
    expect(another.locator("[data-paper-card]")).to_have_count(3)


def downloaded(page: Page, button: str, folder: Path) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / button
    download.value.save_as(path)
    return path.read_text()


@pytest.mark.parametrize(("script", "words"), [(REFUSED, "keeps nothing"), (FULL, "no room left")])
def test_where_nothing_can_be_stored_it_works_and_says_so(
    opened: Open, root: str, real_site: BuiltSite, script: str, words: str
) -> None:
    page = opened().page
    page.add_init_script(script)
    page.goto(root)
    save = card(page, ids(real_site)[0]).locator("[data-mark=save]")
    save.click()
    expect(save).to_have_text("Saved")
    expect(page.locator(".undo-bar")).to_contain_text(words)


def test_what_is_new_since_the_last_visit_is_marked(page: Page, root: str) -> None:
    page.goto(root)
    page.evaluate(NOTED)
    expect(page.locator(".choices")).to_have_count(0)
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find(name => name.startsWith('digest-visits'));
            const visits = JSON.parse(localStorage[key]);
            visits.known = visits.known.slice(0, 16 * Math.floor(visits.known.length / 16 - 1));
            visits.at -= 3_600_000;
            localStorage[key] = JSON.stringify(visits);
        }"""
    )
    page.reload()
    page.get_by_role("radio", name="New").check()
    new = page.locator("[data-paper-card]").filter(visible=True)
    assert 0 < new.count() <= 6, "the table lacks the last few"
    expect(new.first).to_have_attribute("data-is-new", "")
    expect(page.locator(".choices-note")).to_contain_text("New since your visit of")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(opened: Open, root: str, real_site: BuiltSite, scheme: str) -> None:
    page = opened(color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 900}).page
    page.goto(root)
    card(page, ids(real_site)[0]).locator("[data-mark=save]").click()
    card(page, ids(real_site)[1]).locator("[data-mark=more]").click()
    page.get_by_role("button", name="Read", exact=True).click()
    assert violations(page) == []
    page.goto(root + "list.html")
    expect(page.locator("[data-paper-card]")).to_have_count(1)
    page.locator("[data-mark=more]").first.click()
    assert violations(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def test_a_list_is_put_in_the_readers_order_and_back(page: Page, root: str, real_site: BuiltSite) -> None:
    liked = next(paper for paper in real_site.papers[20:] if len(paper["related"]) > 2)
    page.goto(root)
    before = page.locator("[data-paper-card]").evaluate_all("cards => cards.map(card => card.dataset.paperCard)")
    card(page, liked["id"]).locator("[data-mark=more]").click()
    page.get_by_role("button", name="More like this").click()
    order = page.get_by_role("button", name="My order")
    order.click()
    expect(order).to_have_attribute("aria-pressed", "true")
    after = page.locator("[data-paper-card]").evaluate_all("cards => cards.map(card => card.dataset.paperCard)")
    assert after[0] == liked["id"]
    assert {other["id"] for other in liked["related"][:2]} & {*after[1:6]}
    expect(page.locator(".card-taste").first).to_contain_text("For you: ")
    order.click()
    expect(page.locator(".card-taste")).to_have_count(0)
    assert (
        page.locator("[data-paper-card]").evaluate_all("cards => cards.map(card => card.dataset.paperCard)") == before
    )


def test_new_results_of_a_search_are_in_the_searchs_order(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=segmentation")
    page.locator("[data-mark=more]").first.click()
    page.get_by_role("button", name="More like this").click()
    order = page.get_by_role("button", name="My order")
    order.click()
    expect(order).to_have_attribute("aria-pressed", "true")
    page.locator("#q").fill("explanation")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-query", "explanation")
    expect(page.locator("[data-results] [data-paper-card]").first).to_be_visible()
    expect(order).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".card-taste")).to_have_count(0)
