"""The search page by itself: a worker that searches nothing answers what a story needs (`stub_worker.js` says what)."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_access import LOOKS, violations
from tests.browser.test_reading import overflowing
from tests.browser.test_search import results, wait_for

Open = Callable[..., Watched]

STUB = Path(__file__).with_name("stub_worker.js")
WORKER = "**/js/search/worker.js"
RECORD = """
window.asked = [];
window.answered = [];
window.Worker = class extends Worker {
  constructor(...where) {
    super(...where);
    this.addEventListener("message", ({ data }) => answered.push(data));
  }
  postMessage(message) {
    asked.push(message);
    super.postMessage(message);
  }
};
"""


def prepared(watched: Watched) -> Page:
    """The page, with the stub for a worker; `window.asked` is what it was asked, `window.answered` what it said."""
    watched.page.route(WORKER, lambda route: route.fulfill(path=STUB, content_type="text/javascript"))
    watched.page.add_init_script(RECORD)
    return watched.page


@pytest.fixture
def page(opened: Open) -> Page:
    return prepared(opened())


def box(page: Page) -> Locator:
    return page.locator("input[name=q]")


def asked(page: Page, kind: str = "search") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate("kind => asked.filter(message => message.kind === kind)", kind)
    return told


def in_address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def open_filters(page: Page) -> None:
    panel = page.locator("[data-panel]")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    expect(page.get_by_role("checkbox", name="Has code")).to_be_visible()


# Results, twenty at a time


def test_more_results_come_with_the_focus_on_the_first_of_them(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    assert len(results(page)) == 20
    expect(page.get_by_role("status")).to_have_text("30 papers with all of these words, then 107 with some of them.")
    more = page.get_by_role("button", name="More results")
    more.click()
    expect(page.locator("[data-paper-card]")).to_have_count(40)
    expect(page.locator('[data-paper-card="p20"] h2 a')).to_be_focused()
    for count in (60, 80, 100, 120, 137):
        more.click()
        expect(page.locator("[data-paper-card]")).to_have_count(count)
    expect(more).to_be_hidden()
    expect(page.locator('[data-paper-card="p120"] h2 a')).to_be_focused()


def test_where_papers_with_all_words_end_a_line_says_so(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    line = page.locator("[data-results]").get_by_text("With some of these words")
    expect(page.locator("[data-paper-card]")).to_have_count(20)
    expect(line).to_have_count(0)
    page.get_by_role("button", name="More results").click()
    expect(line).to_have_count(1)
    assert line.evaluate("line => line.previousElementSibling.dataset.paperCard") == "p29"
    page.get_by_role("button", name="More results").click()
    expect(page.locator("[data-paper-card]")).to_have_count(60)
    expect(line).to_have_count(1)


def test_a_result_says_who_wrote_it_and_why_it_was_found(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    first, second = page.locator("[data-paper-card]").nth(0), page.locator("[data-paper-card]").nth(1)
    expect(first).to_contain_text("Ada Lovelace, Grace Hopper")
    expect(first).to_contain_text("masks in title · RAG = retrieval-augmented generation")
    expect(second.locator("[data-authors]")).to_be_hidden()


def test_back_from_a_paper_the_list_is_as_long_and_the_reader_where_he_was(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    for count in (40, 60):
        page.get_by_role("button", name="More results").click()
        expect(page.locator("[data-paper-card]")).to_have_count(count)
    paper = page.locator('[data-paper-card="p50"] h2 a')
    paper.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 3000
    paper.click()
    page.wait_for_url("**/index.html?paper=50")
    page.go_back()
    wait_for(page, "masks")
    expect(page.locator("[data-paper-card]")).to_have_count(60)
    assert abs(page.evaluate("scrollY") - place) < 2
    page.reload()
    wait_for(page, "masks")
    expect(page.locator("[data-paper-card]")).to_have_count(60)


# Typing


def test_the_first_letters_are_asked_together_and_later_ones_at_once(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    box(page).focus()
    page.keyboard.type("masks")
    wait_for(page, "masks")
    assert len(asked(page)) < len("masks")
    page.keyboard.type("xyz")
    wait_for(page, "masksxyz")
    assert [one["text"] for one in asked(page)[-3:]] == ["masksx", "masksxy", "masksxyz"]
    assert not any(one["committed"] for one in asked(page))
    page.keyboard.press("Enter")
    wait_for(page, "masksxyz")
    assert asked(page)[-1]["committed"]


def test_an_answer_that_comes_late_is_not_shown(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    box(page).fill("late")
    box(page).fill("none")
    wait_for(page, "none")
    late = next(one["id"] for one in asked(page) if one["text"] == "late")
    page.wait_for_function("late => answered.some(({ id }) => id === late)", arg=late)
    wait_for(page, "none")
    assert results(page) == []


def test_old_results_stay_with_their_own_query_until_there_are_new_ones(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    box(page).fill("late")
    expect(page.get_by_role("status")).to_have_text("Searching…")
    wait_for(page, "masks")
    assert len(results(page)) == 20
    box(page).fill("other")
    wait_for(page, "other")
    expect(page.get_by_role("status")).to_contain_text("30 papers")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("least", "At least 137 papers found."),
        ("slip", "No paper says “slip”; showing “ship”. 30 papers"),
        ("con", "Type on: many words begin with “con”."),
        ("strange", "No topic, edition, venue or year is called “x”."),
        ("none", "No paper found."),
    ],
)
def test_the_status_line_says_what_was_made_of_the_query(page: Page, root: str, query: str, says: str) -> None:
    page.goto(f"{root}search.html?q={query}")
    wait_for(page, query)
    expect(page.get_by_role("status")).to_contain_text(says)


def test_where_nothing_is_found_the_page_says_how_to_ask(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=none")
    wait_for(page, "none")
    expect(page.locator("[data-hint]")).to_be_visible()
    box(page).fill("masks")
    wait_for(page, "masks")
    expect(page.locator("[data-hint]")).to_be_hidden()


def test_a_screen_reader_is_told_when_the_typing_rests_and_not_before(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    status = page.get_by_role("status")
    box(page).focus()
    page.keyboard.type("mask")
    wait_for(page, "mask")
    expect(status).to_have_attribute("aria-live", "off")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_contain_text("30 papers")
    page.keyboard.type("s")
    wait_for(page, "masks")
    expect(status).to_have_attribute("aria-live", "off")
    page.keyboard.press("Enter")
    expect(status).to_have_attribute("aria-live", "polite", timeout=500)
    assert page.locator("[aria-live], [role=alert], [role=status], [role=log]").count() == 1


def test_what_comes_from_papers_is_shown_as_text(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=hostile")
    wait_for(page, "hostile")
    open_filters(page)
    expect(page.locator("[data-facets]")).to_contain_text("<img src=x")
    for place in ("h2", "[data-authors]", "[data-excerpt]", "[data-why]", "[data-listed]", "[data-chips]"):
        expect(page.locator(f"[data-paper-card] {place}")).to_contain_text(
            "<img src=x onerror=alert(1)>\"'&amp;</script>{{7*7}}"
        )
    page.locator("[data-facet=tags] input[type=checkbox]").first.check()
    expect(page.locator("[data-tokens]")).to_contain_text("<img src=x")
    assert page.locator("main img").count() == 0


# The address and the way back


def test_everything_asked_for_is_in_the_address_and_comes_back_from_it(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks&tag=t0&tag=t1&in=e0&code=1&sort=date")
    wait_for(page, "masks")
    open_filters(page)
    told = asked(page)[-1]
    assert (told["text"], told["tags"], told["editions"]) == ("masks", ["t0", "t1"], ["e0"])
    assert (told["code"], told["sort"], told["committed"]) == (True, "date", True)
    for name in ("Has code", "Zoölogy", "Topic 1", "Day 0"):
        expect(page.get_by_role("checkbox", name=re.compile(f"^{name} "))).to_be_checked()
    assert results(page) == ["p0"]


def test_typing_stays_in_one_entry_and_what_is_decided_gets_one_of_its_own(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    box(page).focus()
    length = page.evaluate("history.length")
    page.keyboard.type("masks")
    page.wait_for_url("**/search.html?q=masks")
    assert page.evaluate("history.length") == length
    page.keyboard.press("Enter")
    page.keyboard.type(" two")
    page.wait_for_url("**/search.html?q=masks+two")
    page.keyboard.press("Enter")
    wait_for(page, "masks two")
    page.get_by_role("radio", name="Date").check()
    page.wait_for_url("**/search.html?q=masks+two&sort=date")
    wait_for(page, "masks two")
    assert results(page)[0] == "p136"
    open_filters(page)
    page.get_by_role("checkbox", name="Has code").check()
    page.wait_for_url("**/search.html?q=masks+two&code=1&sort=date")
    for query, address in (
        ("masks two", "?q=masks+two&sort=date"),
        ("masks two", "?q=masks+two"),
        ("masks", "?q=masks"),
    ):
        page.go_back()
        page.wait_for_url(f"**/search.html{address}")
        wait_for(page, query)
        expect(box(page)).to_have_value(query)
    assert results(page)[0] == "p0"
    expect(page.locator("[data-tokens]")).to_be_hidden()
    page.go_forward()
    wait_for(page, "masks two")


# Filters


def test_filters_are_set_and_taken_away_without_a_query(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    assert asked(page, "facets") == []
    open_filters(page)
    page.get_by_role("checkbox", name="Has code 14 papers").check()
    wait_for(page, "")
    assert in_address(page) == {"code": ["1"]}
    expect(page.get_by_role("status")).to_contain_text("14 papers")
    page.get_by_role("checkbox", name="Topic 1 1 papers").check()
    wait_for(page, "")
    assert in_address(page) == {"tag": ["t1"], "code": ["1"]}
    assert results(page) == ["p0"]
    expect(page.get_by_role("checkbox", name="Topic 1 1 papers")).to_be_focused()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-paper-card]")).to_have_count(14)
    expect(page.get_by_role("checkbox", name=re.compile("^Topic 1 "))).not_to_be_checked()


def test_what_is_set_can_be_taken_away_by_keyboard_and_the_focus_stays(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks&tag=t0&in=e0&code=1")
    tokens = page.get_by_role("list", name="Filters that are set")
    expect(tokens.get_by_role("button")).to_have_count(4)
    tokens.get_by_role("button", name="Remove edition Day 0").focus()
    page.keyboard.press("Enter")
    wait_for(page, "masks")
    assert in_address(page) == {"q": ["masks"], "tag": ["t0"], "code": ["1"]}
    expect(tokens.get_by_role("button", name="Remove Has code")).to_be_focused()
    page.keyboard.press("Space")
    expect(tokens.get_by_role("button", name="Remove topic Zoölogy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tokens).to_be_hidden()
    wait_for(page, "masks")
    assert in_address(page) == {"q": ["masks"]}
    expect(page.locator("[data-found]")).to_be_focused()


def test_all_filters_are_taken_away_together(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks&tag=t0&code=1")
    page.get_by_role("button", name="Clear all").click()
    wait_for(page, "masks")
    assert in_address(page) == {"q": ["masks"]}
    expect(page.locator("[data-paper-card]")).to_have_count(20)


def test_a_long_list_shows_the_first_dozen_all_or_what_is_looked_for(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    topics = page.get_by_role("group", name="Topics")
    shown = topics.get_by_role("checkbox")
    expect(shown).to_have_count(12)
    topics.get_by_role("button", name="Show all 75").click()
    expect(shown).to_have_count(75)
    topics.get_by_role("button", name="Show fewer").click()
    expect(shown).to_have_count(12)
    topics.get_by_label("letters").fill("zoolo")
    expect(shown).to_have_count(1)
    topics.get_by_role("checkbox", name="Zoölogy").check()
    wait_for(page, "masks")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    assert page.locator("input[type=search]").count() == 1


def test_a_list_keeps_its_order_while_the_reader_is_at_it(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    topics = page.get_by_role("group", name="Topics")
    names = topics.locator("li:not([hidden]) [data-label]")
    topics.get_by_role("checkbox", name="Topic 2 ").check()
    expect(names).to_have_text(["Zoölogy", "Topic 2"])
    expect(topics.get_by_role("checkbox", name="Topic 2 ")).to_be_focused()
    box(page).fill("other")
    expect(names).to_have_text(["Topic 2", "Zoölogy"])


def test_on_a_small_screen_filters_unfold_when_asked_and_lead_back_to_the_papers(opened: Open, root: str) -> None:
    page = prepared(opened(viewport={"width": 360, "height": 740}))
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert asked(page, "facets") == []
    open_filters(page)
    page.get_by_role("checkbox", name="Has code").check()
    page.get_by_role("button", name="Show 14 papers").click()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.locator("[data-found]")).to_be_focused()
    expect(page.get_by_role("status")).to_be_in_viewport()


def test_on_a_wide_screen_filters_unfold_by_themselves_once(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    expect(page.get_by_role("checkbox", name="Has code")).to_be_visible()
    page.locator("[data-panel] summary").click()
    box(page).fill("other")
    wait_for(page, "other")
    expect(page.get_by_role("checkbox")).to_have_count(0)


# Where little is found


def refinements(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Searches that find more").get_by_role("link")


def test_where_little_is_found_other_searches_are_one_press_away(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=few")
    wait_for(page, "few")
    expect(refinements(page)).to_have_count(3)
    expect(refinements(page).nth(0)).to_have_text("Spelling masks 137 papers")
    expect(refinements(page).nth(1)).to_have_attribute("href", re.compile(r"/names/index\.html$"))
    expect(refinements(page).nth(2)).to_have_text("Topic Zoölogy 1,234 papers")
    refinements(page).nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=masks")
    wait_for(page, "masks")
    expect(box(page)).to_have_value("masks")
    expect(page.locator("[data-found]")).to_be_focused()
    expect(refinements(page)).to_have_count(0)
    page.go_back()
    wait_for(page, "few")
    refinements(page).nth(2).click()
    page.wait_for_url("**/search.html?tag=t0")
    expect(box(page)).to_have_value("")


def test_other_searches_wait_until_the_typing_rests(page: Page, root: str) -> None:
    page.clock.install()
    page.goto(root + "search.html")
    box(page).focus()
    page.clock.pause_at(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))
    page.keyboard.type("few")
    page.clock.run_for(150)  # so long it waits for more of a first word, and no answer is there yet
    wait_for(page, "few")
    assert asked(page, "refine") == []
    page.clock.run_for(200)
    expect(refinements(page)).to_have_count(3)
    assert len(asked(page, "refine")) == 1
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-paper-card="p0"] h2 a')).to_be_focused()


# Keys


def test_arrows_walk_from_the_box_to_the_last_result_and_back(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks&code=1")
    wait_for(page, "masks")
    box(page).focus()
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    expect(page.locator('[data-paper-card="p130"] h2 a')).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-paper-card="p130"] h2 a')).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("masks")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    wait_for(page, "")
    assert in_address(page) == {"code": ["1"]}


def test_a_slash_on_another_page_leads_into_the_box(page: Page, root: str) -> None:
    page.goto(root + "tags/index.html")
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")
    expect(box(page)).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("masks")
    wait_for(page, "masks")


# What goes wrong


def test_what_is_wrong_is_said_in_a_line_and_typing_on_tries_again(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=broken")
    state = page.locator("[data-search-state]")
    expect(state).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("status")).to_have_text("The search could not be loaded: papers.0123.json: cut short.")
    box(page).fill("masks")
    wait_for(page, "masks")
    assert [one["fresh"] for one in asked(page, "open")] == [False, True]


def test_a_worker_that_cannot_start_is_said_and_can_be_tried_again(opened: Open, root: str) -> None:
    watched = opened()
    page = watched.page
    page.route(WORKER, lambda route: route.fulfill(status=404))
    page.goto(root + "search.html?q=masks")
    state = page.locator("[data-search-state]")
    expect(state).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("status")).to_contain_text("script")
    page.unroute(WORKER)
    prepared(watched)
    page.get_by_role("button", name="Try again").click()
    wait_for(page, "masks")
    expect(page.locator("[data-found]")).to_be_focused()
    watched.faults.clear()


def test_a_worker_that_never_answers_is_given_up(opened: Open, root: str) -> None:
    watched = opened()
    page = prepared(watched)
    page.clock.install()
    page.goto(root + "search.html?q=never")
    page.wait_for_function("() => asked.some(message => message.kind === 'search')")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "loading")
    page.clock.run_for(60_000)
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")


def test_counts_that_cannot_be_loaded_leave_the_results_alone(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=uncounted")
    wait_for(page, "uncounted")
    expect(page.locator("[data-panel]")).to_contain_text("could not be loaded")
    assert len(results(page)) == 20
    page.locator("[data-panel]").get_by_role("button", name="Try again").click()
    wait_for(page, "uncounted")
    assert asked(page, "open")[-1]["fresh"]


# Every state on every screen

STATES = {
    "idle": "",
    "results": "?q=masks",
    "filters": "?q=masks&tag=t0&tag=t1&in=e0&code=1",
    "many": "?q=slip&in=e0",
    "none": "?q=none",
    "few": "?q=few",
    "unfinished": "?q=con",
    "hostile": "?q=hostile",
    "error": "?q=broken",
    "uncounted": "?q=uncounted",
}


def settle(page: Page, state: str) -> None:
    """In its state, with the filters unfolded."""
    expected = {"idle": "idle", "error": "error"}.get(state, "done")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", expected)
    page.locator("[data-panel]").evaluate("panel => { panel.open = true }")
    expect(page.locator("[data-panel]")).to_contain_text("could not be loaded" if state == "uncounted" else "Has code")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(opened: Open, root: str, state: str, scheme: str, width: int) -> None:
    page = prepared(opened(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True))
    page.goto(f"{root}search.html{STATES[state]}")
    settle(page, state)
    assert violations(page) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_overflows_in_any_state(opened: Open, root: str, state: str) -> None:
    page = prepared(opened())
    page.goto(f"{root}search.html{STATES[state]}")
    settle(page, state)
    assert overflowing(page) == []


@pytest.mark.parametrize("state", ["filters", "few"])
def test_targets_of_the_search_are_large_enough_for_a_finger(opened: Open, root: str, state: str) -> None:
    page = prepared(opened(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True))
    page.goto(f"{root}search.html{STATES[state]}")
    settle(page, state)
    small = page.locator(
        "main :is(button, summary, label:has(input), input[type=text], input[type=search], .chips a, .refinement)"
    )
    heights = "all => all.filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"
    assert small.evaluate_all(heights) == []
