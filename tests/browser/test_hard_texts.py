"""A small site with what is hard to set, and with the kinds of pages that the real seeds have none of."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.site import build_site
from generator.model.config import load_config
from tests.browser.test_access import violations
from tests.browser.test_reading import Open, overflowing, settle
from tests.pages_server import serving

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2
PAPERS = [
    {"title": "A long title that goes on and on, " * 11, "authors": [f"Author {n} Longname" for n in range(300)]},
    {"title": LONG_WORD, "abstract": f"{LONG_WORD}. Code: https://github.com/{LONG_WORD}", "authors": [LONG_WORD]},
    {"title": "نموذج لغوي كبير للاستدلال العربي مع Transformer", "abstract": "نقدم نموذجا. It reaches 93.1%."},
    {
        "title": "🎉 Emoji 👩‍🔬 and $O(n^2)$ in $\\mathbb{R}^d$",
        "abstract": "$$\\sum_{i=1}^n x_i^2 + " + "y + " * 60 + "z$$",
    },
    {
        "title": "大型语言模型的推理能力研究",
        "abstract": "我们提出了一种新方法。" * 9,
        "authors": ["王小明", "Ada Lovelace"],
    },
    {"title": "Bees without an abstract", "authors": ["Ada Lovelace"]},
    {"title": "Segmenting bees", "abstract": "We segment bees in images.", "authors": ["Ada Lovelace"], "votes": 1234},
    {"title": "Segmenting wasps", "abstract": "We segment wasps in images.", "authors": ["Ada Lovelace"]},
]
SETTINGS = """
[site]
title = "A quiet room"
about = "about.md"
markdown = true
subscribe = "https://mail.example/papers"
[editions."2025-05-28"]
title = "The bees"
introduction = "Read *these*."
[watches.segments]
title = "Segmentation of nearly everything"
query = "segment"
[epub]
of = ["editions"]
"""
ABOUT = f"# We\n\n> {LONG_WORD}\n\n| a | b |\n|---|---|\n| {LONG_WORD} | 2 |\n"
KINDS = (
    "watches/index.html",
    "watches/segments.html",
    "weeks/2025-W22.html",
    "months/2025-05.html",
    "authors/index.html",
    "authors/ada-lovelace.html",
    "about.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    root = tmp_path_factory.mktemp("hard")
    (root / "seeds").mkdir()
    for day, papers in (("2025-05-28", PAPERS), ("2025-05-29", PAPERS[-1:])):
        (root / f"seeds/{day}.json").write_text(json.dumps(papers), encoding="utf-8")
    (root / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "about.md").write_text(ABOUT, encoding="utf-8")
    picked = '[papers."segmenting-bees"]\npick = true\nnote = "Read *this* one."\n'
    (root / "seeds/papers.toml").write_text(picked, encoding="utf-8")
    config = replace(load_config(root / "digest.toml"), seeds=root / "seeds", out=root / "site")
    build_site(config)
    return config.out


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving({"/hard/": folder}) as server:
        yield f"{server}/hard/"


def test_nothing_overflows_on_any_page(opened: Open, folder: Path, address: str) -> None:
    page = opened().page
    too_wide = {}
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    alike = [path for path in paths if re.match("authors/author-[0-9]+", path)]
    for path in {*paths} - {*alike[3:], "404.html"}:
        page.goto(address + path)
        too_wide[path] = overflowing(page)
    assert {path: widths for path, widths in too_wide.items() if widths} == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(opened: Open, address: str, path: str, scheme: str, width: int) -> None:
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True).page
    page.goto(address + path)
    settle(page)
    assert violations(page) == []


def test_a_formula_in_a_title_stays_in_its_line(opened: Open, address: str) -> None:
    """It was a row of its own, where the link was a grid."""
    page = opened().page
    page.goto(f"{address}weeks/2025-W22.html")
    link = page.locator("main a", has=page.locator("math")).first
    before, formula = link.evaluate(
        "link => { const range = document.createRange(); range.selectNode(link.firstChild);"
        " return [range, link.querySelector('math')].map(each => each.getBoundingClientRect().bottom) }"
    )
    assert abs(before - formula) < 12


def test_all_authors_are_there_on_a_click(opened: Open, folder: Path, address: str) -> None:
    page = opened(bypass_csp=True).page
    (path,) = (path.name for path in (folder / "papers").glob("a-long-title*.html"))
    page.goto(f"{address}papers/{path}")
    page.get_by_text("and 280 more").click()
    assert page.get_by_text("Author 299 Longname").first.is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["index.html", "weeks/2025-W22.html", "editions/2025-05-28.html"])
def test_where_no_paper_has_a_topic_no_heading_speaks_of_them(folder: Path, path: str) -> None:
    page = (folder / path).read_text(encoding="utf-8")
    assert "All topics" in page
    assert "Topics of" not in page
