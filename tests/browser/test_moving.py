"""A reader moves by keys, and glances at what a link leads to before opening it."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_access import violations
from tests.built_site import BuiltSite

Open = Callable[..., Watched]


def test_keys_lead_through_a_list_into_a_paper_and_on(page: Page, root: str, real_site: BuiltSite) -> None:
    first, second = real_site.papers[:2]
    page.goto(root)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=second["title"], exact=True)).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name=f"Saved: {second['title']}")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text(first["title"])
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text(second["title"])
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text(first["title"])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Save it to your list")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_glance_at_a_paper_a_topic_and_a_name(opened: Open, root: str, real_site: BuiltSite) -> None:
    watched = opened(bypass_csp=True)
    page = watched.page
    paper = next(paper for paper in real_site.papers if 'class="name"' in real_site.read(paper["url"]))
    page.goto(root + paper["url"])
    page.wait_for_load_state("networkidle")
    assert [url for url in watched.requests if "/search/" in url or "preview" in url] == []
    preview = page.locator(".preview")
    near = next(other for other in real_site.papers if other["id"] == paper["related"][0]["id"])
    page.locator("[data-related] a").first.hover()
    expect(preview).to_contain_text(near["abstract"][:100])
    assert len([url for url in watched.requests if "/search/papers/" in url]) == 1
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    page.locator("[data-abstract] a.name").first.hover()
    expect(preview).to_contain_text("Introduced in")
    page.locator("h1").hover()
    expect(preview).to_be_hidden()
    page.locator("[data-cite] pre").first.focus()
    for _ in range(60):  # on from wherever the focus is, as a reader without a pointer would
        page.keyboard.press("Shift+Tab")
        if page.locator(".chips a:focus").count():
            break
    expect(preview).to_contain_text("paper")
    expect(page.locator(".chips a:focus")).to_have_attribute("aria-describedby", "preview")


def test_what_moves_below_the_pointer_takes_no_glance_away(page: Page, root: str, real_site: BuiltSite) -> None:
    page.goto(root + real_site.papers[0]["url"])
    page.locator("h1").hover()
    page.keyboard.press("Tab")
    page.locator(".chips a").first.evaluate(
        """chip => {
            chip.focus({ focusVisible: true, preventScroll: true });
            document.querySelector("h1").dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
        }"""
    )
    expect(page.locator(".preview")).to_contain_text("paper")


def test_a_finger_gets_no_glance_and_pages_are_fetched_ahead_by_rules(opened: Open, root: str) -> None:
    page = opened(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 800}).page
    page.goto(root)
    rules = page.locator("script[type=speculationrules]").text_content() or ""
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert f"'sha256-{b64encode(sha256(rules.encode()).digest()).decode()}'" in policy
    page.locator("[data-paper-card] .chips a").first.tap()
    page.wait_for_timeout(600)
    expect(page.locator(".preview")).to_have_count(0)
