"""Search in a real browser: found as one types, by keyboard, with an address to share and a way back."""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote_plus, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.bench.page_weight import imported
from tests.browser.conftest import Watched
from tests.built_site import BuiltSite
from tests.command import times
from tests.seed_58 import PAPERS

Open = Callable[..., Watched]


def wait_for(page: Page, query: str) -> None:
    """Until the results shown are those of `query`."""
    state = page.locator("[data-search-state]")
    expect(state).to_have_attribute("data-search-query", query)
    expect(state).to_have_attribute("data-search-state", "done")


def results(page: Page) -> list[str]:
    cards = page.locator("[data-results] [data-paper-card]")
    return cards.evaluate_all("cards => cards.map(card => card.dataset.paperCard)")  # type: ignore[no-any-return]


def ids_by_title(site: BuiltSite) -> dict[str, str]:
    return {paper["title"]: paper["id"] for paper in site.papers}


def test_a_search_is_typed_followed_and_found_again_on_the_way_back(page: Page, root: str) -> None:
    page.goto(root)
    page.locator("header").get_by_role("link", name="Search").click()
    page.wait_for_url("**/search.html")
    page.locator("input[name=q]").fill("diffusion models")
    wait_for(page, "diffusion models")
    found = results(page)
    assert len(found) > 3
    assert re.search(r"\b\d+\b", page.get_by_role("status").first.text_content() or "")
    page.locator("[data-results] [data-paper-card] :is(h2, h3) a").first.click()
    expect(page.locator("article[data-paper]")).to_have_attribute("data-paper", found[0])
    page.go_back()
    wait_for(page, "diffusion models")
    expect(page.locator("input[name=q]")).to_have_value("diffusion models")
    assert results(page) == found


def test_each_paper_is_the_first_result_of_its_own_title_as_typed(page: Page, root: str, real_site: BuiltSite) -> None:
    ids = ids_by_title(real_site)
    page.goto(root + "search.html")
    first = {}
    for pasted in PAPERS:
        page.locator("input[name=q]").fill(pasted.title)
        wait_for(page, pasted.title)
        first[pasted.title] = results(page)[:1]
    assert {title: found for title, found in first.items() if found != [ids[title]]} == {}


def test_each_paper_is_the_first_result_of_its_own_title_in_the_address(
    page: Page, root: str, real_site: BuiltSite
) -> None:
    ids = ids_by_title(real_site)
    first = {}
    for pasted in PAPERS[:: times(6, soak=1)]:
        page.goto(f"{root}search.html?q={quote_plus(pasted.title)}")
        wait_for(page, pasted.title)
        expect(page.locator("input[name=q]")).to_have_value(pasted.title)
        first[pasted.title] = results(page)[:1]
    assert {title: found for title, found in first.items() if found != [ids[title]]} == {}


def test_four_telling_words_of_an_abstract_find_its_paper(page: Page, root: str, real_site: BuiltSite) -> None:
    ids = ids_by_title(real_site)
    words_of = {pasted.title: set(re.findall(r"\b[a-z]{6,}\b", pasted.abstract)) for pasted in PAPERS}
    spread = Counter(word for words in words_of.values() for word in words)
    page.goto(root + "search.html")
    missed = []
    for title, words in list(words_of.items())[::4]:
        query = " ".join(sorted(words, key=lambda word: (spread[word], word))[:4])
        page.locator("input[name=q]").fill(query)
        wait_for(page, query)
        if results(page)[:1] != [ids[title]]:
            missed.append((title, query))
    assert missed == []


def test_a_hit_is_marked_and_can_be_read_in_place(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=referring")
    wait_for(page, "referring")
    marks = page.locator("[data-results] mark")
    assert marks.count() > 0
    assert all("refer" in word.lower() for word in marks.all_text_contents())


def test_every_typed_character_is_only_text(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    for query in (
        "foo:bar",
        "a:",
        "^",
        "~1 *",
        '"',
        "-",
        "+ -x",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "\\",
        "🤖",
    ):
        page.locator("input[name=q]").fill(query)
        wait_for(page, query.strip())
    assert page.locator("[data-results] img").count() == 0


def test_a_search_without_results_says_so(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=zzzqqqxxyy")
    wait_for(page, "zzzqqqxxyy")
    assert results(page) == []
    expect(page.get_by_role("status").first).to_contain_text(re.compile(r"\bno\b|nothing|\b0\b", re.IGNORECASE))


def test_the_address_is_the_search(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    page.locator("input[name=q]").fill("prompt tuning")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=prompt(\+|%20)tuning"))
    wait_for(page, "prompt tuning")
    found = results(page)
    page.goto(page.url)
    wait_for(page, "prompt tuning")
    assert results(page) == found


def test_enter_opens_a_result_only_when_arrows_chose_one(page: Page, root: str) -> None:
    page.goto(root + "search.html")
    page.keyboard.press("/")
    page.keyboard.type("masks")
    wait_for(page, "masks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=masks")
    found = results(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*.html")
    expect(page.locator("article[data-paper]")).to_have_attribute("data-paper", found[1])


def test_the_box_is_reached_before_the_keys_of_every_page_are_there(page: Page, root: str) -> None:
    held: list[Route] = []
    page.route("**/js/page.js", lambda route: held.append(route))
    page.goto(root + "search.html")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    for route in held:
        route.continue_()


def test_results_that_come_again_leave_the_keyboard_where_it_was(page: Page, root: str) -> None:
    """Enter asks once more; whoever goes on with the arrows before the answer is there loses no place."""
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    page.locator("input[name=q]").focus()
    page.evaluate(
        """() => {
            const box = document.activeElement;
            const down = () => document.activeElement.dispatchEvent(
                new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
            box.form.requestSubmit();
            down();
            down();
        }"""
    )
    wait_for(page, "masks")
    second = page.locator("[data-results] [data-paper-card] h2 a").nth(1)
    expect(second).to_be_focused()
    page.locator("[data-found]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-results] [data-paper-card] h2 a").first).to_be_focused()
    page.locator("[data-found]").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("input[name=q]")).to_be_focused()


def test_escape_goes_back_to_the_box_and_then_empties_it(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=masks")
    wait_for(page, "masks")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("input[name=q]")).to_have_value("")


def test_nothing_of_search_is_fetched_before_it_is_used(opened: Open, root: str, real_site: BuiltSite) -> None:
    watched = opened()
    for path in ("", real_site.papers[0]["url"], "tags/index.html", "editions/index.html"):
        watched.page.goto(root + path)
        watched.page.wait_for_load_state("networkidle")
    assert parts_of_search(watched) == []
    watched.page.goto(root + "search.html")
    watched.page.wait_for_load_state("networkidle")
    assert data_of_search(watched) == []
    watched.page.locator("input[name=q]").fill("masks")
    wait_for(watched.page, "masks")
    assert data_of_search(watched) != []


def test_the_page_names_its_scripts_beforehand_and_those_of_the_worker_for_when_it_starts(real_site: BuiltSite) -> None:
    page = real_site.pages["search.html"]
    folder = next(path for path in real_site.files if path.endswith("/js/search/page.js")).removesuffix("page.js")
    for element, script in (("script", "page.js"), ("link", "worker.js")):
        named = {real_site.path_of(address.full) for address in page.addresses if address.element == element}
        assert {path for path in named if path and path.startswith(folder)} == with_imports(real_site, folder + script)


def with_imports(site: BuiltSite, script: str) -> set[str]:
    found = {script}
    while more := set().union(*(imported(site.files, path) for path in found)) - found:
        found |= more
    return found


def data_of_search(watched: Watched) -> list[str]:
    return [url for url in watched.requests if urlsplit(url).path.startswith("/any/path/search/")]


def parts_of_search(watched: Watched) -> list[str]:
    return [url for url in watched.requests if re.search(r"search|lunr|worker", urlsplit(url).path)]


def test_what_was_typed_before_the_script_came_is_searched(page: Page, root: str) -> None:
    held: list[Route] = []
    page.route("**/js/search/page.js", lambda route: held.append(route))
    page.goto(root + "search.html", wait_until="commit")
    page.locator("input[name=q]").fill("masks")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    wait_for(page, "masks")
    assert results(page) != []


def test_an_index_that_cannot_be_loaded_is_said_and_can_be_tried_again(opened: Open, root: str) -> None:
    watched = opened()
    page = watched.page
    page.route("**/any/path/search/*", lambda route: route.abort())
    page.goto(root + "search.html?q=masks")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")
    assert any("/search/" in fault for fault in watched.faults)
    watched.faults.clear()
    page.unroute("**/any/path/search/*")
    page.get_by_role("button", name="Try again").click()
    wait_for(page, "masks")
    assert results(page) != []


def test_a_file_cut_short_is_said_and_can_be_tried_again(opened: Open, root: str) -> None:
    page = opened().page

    def cut(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.body()[: len(response.body()) // 2])

    page.route("**/any/path/search/index/*", cut)
    page.goto(root + "search.html?q=masks")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/any/path/search/index/*")
    page.get_by_role("button", name="Try again").click()
    wait_for(page, "masks")
    assert results(page) != []


def test_a_slip_of_the_pen_is_forgiven_and_said(page: Page, root: str) -> None:
    page.goto(root + "search.html?q=segmentaion")
    wait_for(page, "segmentaion")
    expect(page.get_by_role("status")).to_contain_text("No paper says “segmentaion”; showing “segmentation”.")
    assert results(page) != []


def test_a_filter_leaves_as_many_papers_as_it_says(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root + "search.html")
    page.locator("[data-panel] summary").click()
    topics = page.get_by_role("group", name="Topics")
    topics.get_by_role("button", name="Show all").click()
    counts = Counter(tag["label"] for paper in real_site.papers for tag in paper["tags"])
    assert counted(topics) == counts
    page.locator("input[name=q]").fill("segmentation")
    wait_for(page, "segmentation")
    page.keyboard.press("Enter")
    expect(topics.get_by_role("checkbox")).not_to_have_count(len(counts))
    name, count = list(counted(topics).items())[1]
    topics.get_by_role("checkbox", name=f"{name} {count} papers").check()
    expect(page.locator("[data-paper-card]")).to_have_count(count)
    tagged = {paper["id"] for paper in real_site.papers if name in [tag["label"] for tag in paper["tags"]]}
    assert set(results(page)) <= tagged


def counted(group: Locator) -> dict[str, int]:
    rows = group.locator("li:not([hidden])")
    labels, counts = (rows.locator(f"[data-{part}]").all_text_contents() for part in ("label", "count"))
    return dict(zip(labels, map(int, counts), strict=True))
