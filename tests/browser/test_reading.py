"""A reader goes through the site: by hand, by keyboard, in the dark, on a small screen, without scripts, from disk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched
from tests.built_site import NOT_FOUND, BuiltSite

Open = Callable[..., Watched]


def kinds_of_page(site: BuiltSite) -> dict[str, str]:
    """One address of each kind of page; the longest of its kind where they differ in length."""
    longest = {kind: longest_of(site, kind) for kind in ("papers", "tags", "editions")}
    return {
        "home": "index.html",
        "paper": longest["papers"],
        "tag": longest["tags"],
        "edition": longest["editions"],
        "by topic": next(path for path in site.pages if path.endswith("/by-topic.html")),
        "topics": "tags/index.html",
        "archive": "editions/index.html",
        "names": "names/index.html",
        "name": "names/llm.html",
        "map": "map.html",
        "search": "search.html",
        "list": "list.html",
        "results": "search.html?q=segmentation",
        "not found": NOT_FOUND,
    }


KINDS = (
    "home",
    "paper",
    "tag",
    "edition",
    "by topic",
    "topics",
    "archive",
    "names",
    "name",
    "map",
    "search",
    "list",
    "results",
    "not found",
)


def longest_of(site: BuiltSite, folder: str) -> str:
    paths = [path for path in site.pages if path.startswith(f"{folder}/") and not path.endswith("/index.html")]
    return max(paths, key=lambda path: (len(site.files[path]), path))


def address_of(kind: str, site: BuiltSite, server: str, root: str) -> str:
    """The 404 page knows its way only when the site was told its address."""
    path = kinds_of_page(site)[kind]
    return f"{server}/some/path/{NOT_FOUND}" if path == NOT_FOUND else root + path


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    if "?q=" in page.url:
        expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "done")


def test_from_the_home_page_to_a_paper_and_its_topic(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root)
    expect(page.locator("[data-paper-card]")).to_have_count(58)
    first = real_site.papers[0]
    page.get_by_role("link", name=first["title"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first["title"])
    page.locator("article[data-paper] a[data-tag]").first.click()
    expect(page.locator(f'[data-paper-card="{first["id"]}"]')).to_be_visible()
    page.go_back()
    page.locator("[data-related] a").first.click()
    expect(page.locator("article[data-paper]")).to_have_attribute("data-paper", first["related"][0]["id"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_a_reader_chose_is_remembered_on_every_page(opened: Open, root: str, scheme: str) -> None:
    page = opened(color_scheme=scheme).page
    page.goto(root)
    before = background(page)
    expect(page.locator("html")).not_to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Switch between light and dark").click()
    chosen = {"light": "dark", "dark": "light"}[scheme]
    expect(page.locator("html")).to_have_attribute("data-theme", chosen)
    after = background(page)
    assert before != after
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", chosen)
    assert background(page) == after
    page.goto(root + "tags/index.html")
    assert background(page) == after


def background(page: Page) -> str:
    painted = (
        "html => [document.body, html].map(e => getComputedStyle(e).backgroundColor).find(c => !c.endsWith(', 0)'))"
    )
    colour: str = page.locator("html").evaluate(painted)
    return colour


def test_the_first_tab_skips_to_the_content(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#main")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_a_slash_leads_to_search_from_anywhere(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root)
    page.keyboard.press("/")
    expect(page.locator("main input[type=search]")).to_be_focused()
    expect(page.locator("main input[type=search]")).to_have_value("")
    page.goto(root + real_site.papers[0]["url"])
    page.keyboard.press("/")
    page.wait_for_url("**/search.html*")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()


def test_the_search_box_of_the_home_page_leads_to_results(page: Page, root: str) -> None:
    page.goto(root)
    page.locator("main input[type=search]").fill("referring segmentation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=referring+segmentation")
    expect(page.locator("[data-results] [data-paper-card]").first).to_be_visible()


def test_a_citation_is_copied_as_it_stands(opened: Open, root: str, real_site: BuiltSite) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(root + real_site.papers[0]["url"])
    block = page.locator("[data-cite]").first
    copies = []
    for citation in block.locator("details").all():
        citation.evaluate("details => { details.open = true }")
        citation.get_by_role("button", name="Copy").click()
        expect(citation.get_by_role("button")).to_have_text("Copied")
        copies.append(page.evaluate("navigator.clipboard.readText()"))
        assert copies[-1] == citation.locator("pre").text_content()
    assert len(set(copies)) == len(copies) >= 2
    assert any(copied.startswith("@") for copied in copies), "one of them is BibTeX"


def test_a_record_is_saved_as_a_file_with_the_line_ends_of_its_format(
    page: Page, root: str, real_site: BuiltSite
) -> None:
    page.goto(root + real_site.papers[0]["url"])
    page.get_by_text("RIS", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download .ris").click()
    shown = page.locator("#cite-ris").text_content() or ""
    assert saved.value.path().read_bytes().decode() == shown.replace("\n", "\r\n")
    assert f"ID  - {saved.value.suggested_filename.removesuffix('.ris')}\n" in shown


def test_topics_are_filtered_as_one_types(page: Page, root: str) -> None:
    page.goto(root + "tags/index.html")
    items = page.locator("main [data-filter-text]")
    everything = items.count()
    assert everything > 10
    page.get_by_label("letters").fill("segm")
    left = items.filter(visible=True)
    expect(page.get_by_role("status")).to_contain_text(str(left.count()))
    assert 0 < left.count() < everything
    assert all("segm" in (item.get_attribute("data-filter-text") or "").lower() for item in left.all())
    page.get_by_label("letters").fill("")
    expect(left).to_have_count(everything)


def test_names_are_filtered_by_what_they_are_called_not_by_their_papers(page: Page, root: str) -> None:
    page.goto(root + "names/index.html")
    items = page.locator(".names > div")
    said = [[text.casefold() for text in item.locator("dt, .name-long").all_text_contents()] for item in items.all()]
    page.locator("#filter").fill("model")
    expected = [" ".join(texts) for texts in said if any("model" in text for text in texts)]
    expect(items.filter(visible=True)).to_have_count(len(expected))
    assert 0 < len(expected) < items.filter(has_text="model").count()


WIDTHS = (320, 360, 768, 1440)


def overflowing(page: Page) -> list[int]:
    """The widths of a window for which a page is too wide."""
    too_wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        too_wide += [width] if page.evaluate("document.documentElement.scrollWidth") > width else []
    return too_wide


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_overflows(page: Page, server: str, root: str, real_site: BuiltSite, kind: str) -> None:
    page.goto(address_of(kind, real_site, server, root))
    settle(page)
    page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    assert overflowing(page) == []


def test_targets_are_large_enough_for_a_finger(opened: Open, root: str) -> None:
    page = opened(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True).page
    page.goto(root)
    small = page.locator("header a, header button, main button, main input").evaluate_all(
        "all => all.filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"
    )
    assert small == []


def test_a_missing_page_says_so_at_any_depth_and_leads_back(opened: Open, server: str) -> None:
    watched = opened()
    response = watched.page.goto(f"{server}/some/path/papers/long/gone")
    assert response is not None
    assert response.status == 404
    assert len(watched.faults) == 1, "the browser itself reports the missing page, and nothing else is missing"
    watched.faults.clear()
    assert watched.page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontFamily") != '"Times New Roman"'
    watched.page.locator("header a").first.click()
    expect(watched.page.locator("[data-paper-card]")).to_have_count(58)


def test_addresses_without_html_work_as_on_github_pages(page: Page, root: str, real_site: BuiltSite) -> None:
    paper = real_site.papers[3]
    page.goto(root + paper["url"].removesuffix(".html"))
    page.locator("[data-related] a").first.click()
    expect(page.locator("article[data-paper]")).to_have_attribute("data-paper", paper["related"][0]["id"])


def test_without_scripts_everything_but_search_is_there(opened: Open, root: str, real_site: BuiltSite) -> None:
    page = opened(java_script_enabled=False).page
    page.goto(root)
    expect(page.locator("[data-paper-card]")).to_have_count(58)
    page.goto(root + real_site.papers[0]["url"])
    expect(page.locator("[data-abstract]")).to_be_visible()
    for name in ("Copy", "Switch between light and dark"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.goto(root + "tags/index.html")
    expect(page.locator("main input").filter(visible=True)).to_have_count(0)
    page.goto(root + "search.html?q=masks")
    link = page.locator("main").get_by_role("link").and_(page.locator('[href="tags/index.html"]'))
    expect(link.first).to_be_visible()


def test_from_disk_it_reads_well_and_search_says_what_it_needs(browser: Browser, real_site: BuiltSite) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((real_site.folder / "index.html").as_uri())
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontFamily") != '"Times New Roman"'
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("[data-paper-card] a").first.click()
    expect(page.locator("article[data-paper]")).to_be_visible()
    page.goto((real_site.folder / "search.html").as_uri())
    expect(page.locator("main")).to_contain_text("web server")
    page.locator('main a[href="tags/index.html"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_printed_a_page_is_only_what_one_reads(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root + real_site.papers[0]["url"])
    page.emulate_media(media="print")
    expect(page.locator("[data-abstract]")).to_be_visible()
    for selector in ("header nav", "button", "[download]"):
        assert not any(each.is_visible() for each in page.locator(selector).all()), selector


def test_a_breach_of_the_security_policy_would_be_noticed(browser: Browser, root: str) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page())
    watched.page.goto(root)
    watched.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    watched.page.wait_for_timeout(200)
    assert any("Content Security Policy" in fault for fault in watched.faults)
    context.close()
