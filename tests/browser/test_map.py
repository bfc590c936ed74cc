"""The map in a browser: every dot is a link that says its name, to the pointer, to keys and to a screen reader."""

from playwright.sync_api import Page, expect

from tests.built_site import BuiltSite


def test_a_dot_is_a_link_named_like_its_paper(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root + "map.html")
    paper = real_site.papers[0]
    dots = page.get_by_role("group", name="Map of the papers").get_by_role("link")
    expect(dots).to_have_count(len(real_site.papers))
    dot = page.get_by_role("link", name=paper["title"])
    dot.hover()
    expect(page.locator("[data-map-name]")).to_contain_text(paper["title"])
    dot.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(paper["title"])


def test_keys_go_from_dot_to_dot_or_past_them_all(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root + "map.html")
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    page.keyboard.press("Tab")
    expect(page.locator("[data-map] svg a").first).to_be_focused()
    expect(page.locator("[data-map-name]")).to_contain_text(real_site.papers[0]["title"])
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('[data-map]')")
