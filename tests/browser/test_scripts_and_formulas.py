"""Papers in scripts from right to left, and formulas wider than a small screen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.command import digest
from tests.pages_server import serving

Open = Callable[..., Watched]

LONG = (
    r"$\mathcal{L}(\theta) = \mathbb{E}_{x \sim p}\left[\log p_\theta(x)\right] + \lambda\sum_{i=1}^n \|\theta_i\|_2^2$"
)
PAPERS = (
    f"Lamps by {LONG} Alone\n\nWe light {LONG} at once. So is $\\lamp{{{'abcdefghij' * 9}}}$, and it ends there.",
    "قراءة عدادات المياه بنماذج صغيرة\n\nتقرأ عدادات المياه باليد في مدن كثيرة بخطأ أقل من واحد في المئة. A line.",
    "קריאת מוני מים בעזרת מודלים\n\nמוני מים נקראים ביד בערים רבות, בשגיאה של פחות מאחוז אחד בלבד.",
)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("scripts")
    (home / "seeds").mkdir()
    (home / "seeds" / "2026-05-01.txt").write_text("\n\n".join(PAPERS), encoding="utf-8")
    (home / "digest.toml").touch()
    run = digest("build", "--seeds", home / "seeds", "--out", home / "site", "--config", home / "digest.toml")
    assert run.status == 0, run.stderr
    with serving({"/": home / "site"}) as address:
        yield address


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_a_long_formula_scrolls_inside_its_line(opened: Open, small_site: str) -> None:
    page = opened(viewport={"width": 360, "height": 740}).page
    for path in ("index.html", "search.html?q=lamps"):
        page.goto(f"{small_site}/{path}")
        formula = page.locator("[data-paper-card] h2 math").first
        assert formula.evaluate("math => math.scrollWidth > math.clientWidth")
        assert not is_wider_than_the_screen(page)
    page.goto(f"{small_site}/index.html")
    page.locator("[data-paper-card] h2 a").first.click()
    page.wait_for_selector("article[data-paper]")
    assert page.locator("h1 math, [data-abstract] math").count() == 2
    assert not is_wider_than_the_screen(page)


def directions(page: Page, *selectors: str) -> list[str]:
    return [page.locator(each).first.evaluate("each => getComputedStyle(each).direction") for each in selectors]


@pytest.mark.parametrize("number", [1, 2])
def test_a_paper_from_right_to_left_is_set_so(opened: Open, small_site: str, number: int) -> None:
    page = opened(viewport={"width": 360, "height": 740}).page
    page.goto(f"{small_site}/index.html")
    card = page.locator("[data-paper-card]").nth(number)
    title = card.locator("h2").inner_text()
    parts = [
        card.locator(each).evaluate("each => getComputedStyle(each).direction") for each in ("h2", ".card-excerpt")
    ]
    assert parts == ["rtl", "rtl"]
    page.goto(f"{small_site}/search.html?q={title.split()[0]}")
    page.wait_for_selector("[data-results] [data-paper-card]")
    assert directions(page, "[data-results] h2", "[data-results] [data-excerpt]", "[data-results] .card-foot") == [
        "rtl", "rtl", "ltr",
    ]  # fmt: skip
    page.locator("[data-results] h2 a").first.click()
    page.wait_for_selector("article[data-paper]")
    assert directions(page, "h1", "[data-abstract] p", ".kicker") == ["rtl", "rtl", "ltr"]


def test_on_its_own_page_a_paper_from_left_to_right_stays_so(opened: Open, small_site: str) -> None:
    page = opened().page
    page.goto(f"{small_site}/index.html")
    assert directions(page, "[data-paper-card] h2", "[data-paper-card] .card-excerpt") == ["ltr", "ltr"]
