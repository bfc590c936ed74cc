"""Lists of thousands of papers: the first results are there, and final, before the rest of the lists is read."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Watched
from tests.browser.test_search import results, wait_for
from tests.builders import write_file
from tests.command import build
from tests.pages_server import serving

Open = Callable[..., Watched]

PAPERS, TITLED = 1_200, 40
"""Every abstract says masks and tokens, and some titles do."""
OTHERS = " ".join(f"word{number}" for number in range(20))
TAILS = "**/search/tails/*"


@pytest.fixture(scope="module")
def search_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    papers = [
        {
            "title": f"Masks and tokens, part {number}" if number < TITLED else f"Study {number}",
            "abstract": f"On masks{' of all kinds' * (number % 7)} and tokens by method {number}: {OTHERS}.",
        }
        for number in range(PAPERS)
    ]
    folder = tmp_path_factory.mktemp("long")
    write_file(folder / "seeds" / "2026-05-01.jsonl", "\n".join(map(json.dumps, papers)))
    run = build(folder / "site", "--seeds", str(folder / "seeds"))
    assert run.status == 0, run.stderr
    with serving({"/any/path/": folder / "site"}) as server:
        yield f"{server}/any/path/search.html"


def tails(watched: Watched) -> list[str]:
    return [url for url in watched.requests if "/search/tails/" in url]


def test_one_word_is_answered_and_counted_without_the_rest_of_its_list(opened: Open, search_page: str) -> None:
    watched = opened(viewport={"width": 390, "height": 300})
    page = watched.page
    page.goto(search_page + "?q=masks")
    wait_for(page, "masks")
    expect(page.get_by_role("status")).to_contain_text("1,200 papers found.")
    first = results(page)
    assert len(first) == 3
    page.wait_for_timeout(300)
    assert tails(watched) == []
    page.locator("[data-more]").scroll_into_view_if_needed()
    expect(page.locator("[data-results] [data-paper-card]")).to_have_count(15)
    assert tails(watched) != []
    assert results(page)[:3] == first
    assert len(set(results(page))) == 15


def test_two_words_are_answered_first_and_counted_then(opened: Open, search_page: str) -> None:
    watched = opened()
    page = watched.page
    held: list[Route] = []
    page.route(TAILS, lambda route: held.append(route))
    page.goto(search_page + "?q=masks+tokens")
    wait_for(page, "masks tokens")
    expect(page.get_by_role("status")).to_contain_text("At least")
    first = results(page)
    assert len(first) == 3
    for route in held:
        route.continue_()
    page.unroute(TAILS)
    expect(page.get_by_role("status")).to_contain_text("1,200 papers found.")
    page.locator("[data-more]").scroll_into_view_if_needed()
    expect(page.locator("[data-results] [data-paper-card]")).to_have_count(15)
    assert results(page)[:3] == first
    assert len(set(results(page))) == 15
    assert held


def test_a_filter_and_another_order_read_the_whole_list(opened: Open, search_page: str) -> None:
    watched = opened()
    page = watched.page
    page.goto(search_page + "?q=masks&sort=date")
    wait_for(page, "masks")
    assert tails(watched) != []
    expect(page.get_by_role("status")).to_contain_text("1,200 papers found.")
