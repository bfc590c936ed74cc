"""axe-core finds nothing to complain about: every kind of page, both themes, small and large screens."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.test_reading import KINDS, Open, address_of, settle
from tests.built_site import BuiltSite

LOOKS = (
    ("light", 360),
    ("dark", 1440),
    pytest.param("dark", 360, marks=pytest.mark.soak),
    pytest.param("light", 1440, marks=pytest.mark.soak),
)
"""Themes and widths: each of them at every change, in all pairs in `make soak`."""


def violations(page: Page) -> list[str]:
    """What axe says of a page at rest: colours that change from one to another are neither."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(each => each.finished))")
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(
    opened: Open, server: str, root: str, real_site: BuiltSite, kind: str, scheme: str, width: int
) -> None:
    # axe is put into the page as a script of our own, which the site's policy would rightly refuse.
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True).page
    page.goto(address_of(kind, real_site, server, root))
    settle(page)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_theme_is_as_readable_as_the_machines_own(
    opened: Open, server: str, root: str, real_site: BuiltSite, scheme: str
) -> None:
    page = opened(color_scheme=scheme, bypass_csp=True).page
    for kind in ("home", "paper", "topics"):
        page.goto(address_of(kind, real_site, server, root))
        if kind == "home":
            page.get_by_role("button", name="Switch between light and dark").click()
        settle(page)
        assert violations(page) == []


def test_axe_would_find_something(opened: Open, root: str) -> None:
    page = opened(bypass_csp=True).page
    page.goto(root)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')")
    assert {violation.split(":")[0] for violation in violations(page)} >= {"image-alt", "button-name"}
