"""Social cards: which page has which, that a picture is one, and that it is drawn once."""

import re
import shutil
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.site import build_site
from generator.model.config import Config, with_base_url
from generator.model.problems import ContentError
from generator.output import MANIFEST
from generator.render import social
from generator.render.pages import lists, plan_pages
from generator.render.social import SocialCard, drawing, packages
from generator.render.social import cards as planned
from generator.text import markup
from tests.builders import a_library, a_paper, a_site, write_files
from tests.command import digest

ADDRESS = "https://example.org/papers/"
CONFIG = replace(with_base_url(Config(), ADDRESS), cards=1)
PNG_OF_THIS_SIZE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s2I", 13, b"IHDR", 1200, 630)


def cards_by_page(config: Config = CONFIG, title: str = "lisa") -> dict[str, SocialCard]:
    """Two papers of the newest edition and one of an older, all about bees."""
    first = replace(a_paper("lisa"), title=markup.render_title(title), authors=("Ann", "Bea"))
    library = a_library(first, a_paper("seem", number=2), a_paper("osm", edition="second"))
    site = a_site(library, {"lisa": ["bees"], "osm": ["bees"]}, config)
    plan, cards = social.illustrate(plan_pages(site), config)
    return {page.path: cards[page.card] for page in plan.pages if page.card}


def a_card(title: str) -> SocialCard:
    return cards_by_page(title=title)["papers/lisa.html"]


def drawn(*cards: SocialCard, config: Config = CONFIG) -> list[bytes]:
    return [*social.draw_cards(cards, config)]


def test_pages_have_cards_of_their_own_and_older_papers_that_of_their_edition() -> None:
    cards = cards_by_page()
    assert cards["papers/lisa.html"].title == ("lisa",)
    assert cards["papers/lisa.html"].detail == "Ann, Bea"
    assert cards["papers/seem.html"].title == ("seem",)
    assert cards["papers/osm.html"] == cards["editions/second.html"]
    assert (cards["editions/second.html"].title, cards["editions/second.html"].detail) == (("second",), "1 paper")
    assert (cards["tags/bees.html"].kind, cards["tags/bees.html"].title) == ("topic", ("Bees",))
    assert (cards["index.html"].kind, cards["index.html"].corner) == ("home", "first · 2 papers")
    assert cards["search.html"].kind == "site"


def test_a_whole_library_in_one_edition_has_no_card_for_each_of_its_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cards_by_page()["papers/seem.html"].kind == "paper"
    monkeypatch.setattr(planned, "MOST_PAPERS", 1)
    assert cards_by_page()["papers/seem.html"].kind == "edition"


def test_further_pages_of_a_list_have_the_card_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAPERS_PER_PAGE", 1)
    monkeypatch.setattr(lists, "PAPERS_AT_FIRST", 1)
    cards = cards_by_page()
    assert cards["editions/first/page-2.html"] == cards["editions/first.html"]
    assert cards["tags/bees/page-2.html"] == cards["tags/bees.html"]


@pytest.mark.parametrize("config", [replace(CONFIG, cards=None), replace(CONFIG, base_url="")])
def test_there_are_none_without_the_setting_and_none_without_an_address(config: Config) -> None:
    assert cards_by_page(config) == {}


def test_a_card_is_named_by_all_that_is_on_it_and_by_its_template(tmp_path: Path) -> None:
    lisa, other = a_card("LISA"), a_card("LISA 2")
    own = replace(CONFIG, root=tmp_path)
    (tmp_path / "templates/social").mkdir(parents=True)
    (tmp_path / "templates/social/card.typ").write_text("#set page(width: 1200pt, height: 630pt)", encoding="utf-8")
    [*names] = [*drawing.card_paths([lisa, other], CONFIG), *drawing.card_paths([lisa], own)]
    assert len({*names}) == 3
    assert all(re.fullmatch(r"cards/[0-9a-f]{16}\.png", name) for name in names)
    assert drawn(lisa, config=own)[0].startswith(PNG_OF_THIS_SIZE)


HARD = {
    "long": "A long title " * 31,
    "one word": "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
    "chinese": "大型语言模型的推理能力研究：从自然语言反馈中进行强化学习",
    "japanese and korean": "日本語の言語モデル 한국어 언어 모델의 평가",
    "arabic": "نموذج لغوي كبير للاستدلال العربي مع Transformer",
    "hebrew": "אין דרך קצרה",
    "emoji": "🎉 Emoji 👩‍🔬 are all you need",
    "formula": r"Attention in $O(n^2)$ and $\sum_{i=1}^{k} \frac{1}{\sqrt{x_i}}$ on $\mathbb{R}^d_k$",
    "typst": "#panic() *a* $x$ \\ \" ' [b] <c>",
    "empty": "",
}


@pytest.mark.parametrize("title", HARD.values(), ids=HARD)
def test_any_title_is_drawn(title: str) -> None:
    assert drawn(a_card(title))[0].startswith(PNG_OF_THIS_SIZE)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_drawn(title: str, detail: str) -> None:
    assert drawn(a_card("")._replace(title=(title,), detail=detail))[0].startswith(PNG_OF_THIS_SIZE)


@pytest.mark.parametrize(
    "formula",
    [
        r"\begin{matrix} a & b \\ c & d \end{matrix}",
        r"\overset{!}{=} \text{loss}^{*}",
        "x",
        "^3",
        r"_\star",
        "'",
        r"\sqrt{}",
    ],
)
def test_any_formula_is_drawn(formula: str) -> None:
    assert drawn(a_card(f"On ${formula}$ only"))[0].startswith(PNG_OF_THIS_SIZE)


def test_a_formula_that_the_template_cannot_set_stands_as_its_signs(tmp_path: Path) -> None:
    shipped = (CONFIG.template_folders[-1] / drawing.TEMPLATE).read_text(encoding="utf-8")
    assert shipped.count('"msup"') == 1
    write_files(tmp_path, {f"templates/{drawing.TEMPLATE}": shipped.replace('"msup"', "panic()")})
    config = replace(CONFIG, root=tmp_path)
    title = ("On a <SEG> in ", markup.render_title("$x^2$").html, " steps")
    assert drawn(a_card("x")._replace(title=title), config=config) == drawn(
        a_card("x")._replace(title=("On a <SEG> in x2 steps",)), config=config
    )


def test_a_formula_is_set_as_one_and_a_title_that_is_cut_has_plain_text() -> None:
    assert [piece[:5] for piece in a_card("On $x^2$ here").title] == ["On ", "<math", " here"]
    (said,) = a_card("On $+23.7\\%$ " * 30).title
    assert said.startswith("On +23.7% On")
    assert said.endswith("…")
    assert len(said) <= 200


def test_three_hundred_authors_are_three_and_a_number() -> None:
    paper = replace(a_paper("lisa"), authors=tuple(f"Author {n}" for n in range(300)))
    plan, cards = social.illustrate(plan_pages(a_site(a_library(paper), config=CONFIG)), CONFIG)
    (card,) = [cards[page.card] for page in plan.pages if page.path == "papers/lisa.html"]
    assert card.detail == "Author 0, Author 1, Author 2 and 297 more"


@pytest.mark.parametrize(
    ("title", "is_rtl"), [("LISA نموذج", False), ("1. نموذج LISA", True), ("דרך", True), ("", False)]
)
def test_a_title_runs_as_its_first_letter_does(title: str, is_rtl: bool) -> None:
    assert a_card(title).is_rtl is is_rtl


def test_the_same_card_has_the_same_bytes_and_costs_little() -> None:
    cards = [a_card(f"{title} {n}") for n, title in enumerate(HARD.values())]
    first = drawn(*cards)
    assert drawn(*reversed(cards)) == first[::-1]
    seconds = []
    for _ in range(3):  # on a machine at other work the least says what it costs
        start = time.process_time()
        drawn(*cards)
        seconds.append(time.process_time() - start)
    assert min(seconds) / len(cards) < 0.06


@pytest.mark.parametrize("machine", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "HOME": "/nowhere"}])
def test_another_process_draws_the_same_bytes(tmp_path: Path, machine: dict[str, str]) -> None:
    """Fonts come from packages, and no clock is on a card."""
    page = "\n\n".join(f"{HARD[kind]}\nWe show that {kind} is no word." for kind in ("chinese", "arabic", "formula"))
    write_files(tmp_path, {"digest.toml": "[cards]\neditions = 1\n", "seeds/2025-05-28.txt": page})
    pictures = []
    for out, environment in (("one", {}), ("other", machine)):
        run = digest("build", "--base-url", ADDRESS, "--out", out, cwd=tmp_path, environment=environment)
        assert run.status == 0, run.stderr
        pictures.append({path.name: path.read_bytes() for path in (tmp_path / out).rglob("*.png")})
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) > 3


def test_a_fault_in_a_template_of_ones_own_has_its_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "templates/social/card.typ"
    file.parent.mkdir(parents=True)
    file.write_text("Fine.\n#nothing()", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        drawn(a_card("LISA"), config=replace(CONFIG, root=tmp_path))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (str(file), 2)
    assert "unknown variable: nothing" in problem.message


# --- In a build ---------------------------------------------------------------------------------------------------


@pytest.fixture
def small_site(tmp_path: Path) -> Config:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/2025-05-28.txt").write_text("LISA\n\nWe segment with words.\n", encoding="utf-8")
    return replace(CONFIG, root=tmp_path, seeds=tmp_path / "seeds", out=tmp_path / "site")


@pytest.fixture
def count_drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many cards were drawn since the last time it was asked."""
    seen: list[int] = []

    def draw_cards(cards: Iterable[SocialCard], config: Config) -> Iterable[bytes]:
        cards = [*cards]
        seen.append(len(cards))
        return drawing.draw_pictures(cards, config)

    monkeypatch.setattr(social, "draw_cards", draw_cards)

    def count() -> int:
        total = sum(seen)
        seen.clear()
        return total

    return count


def test_a_page_names_its_card_by_its_full_address(small_site: Config) -> None:
    build_site(small_site)
    page = (small_site.out / "papers/lisa.html").read_text(encoding="utf-8")
    (path,) = re.findall(rf'<meta property="og:image" content="{ADDRESS}(.*?)">', page)
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert (small_site.out / path).read_bytes().startswith(PNG_OF_THIS_SIZE)


def test_only_new_cards_are_drawn(small_site: Config, count_drawn: Callable[[], int]) -> None:
    build_site(small_site)
    assert count_drawn() >= 4
    (small_site.seeds / "2025-05-29.txt").write_text("SEEM\n\nWe segment all.\n", encoding="utf-8")
    build_site(small_site)
    assert count_drawn() == 3, "home, and the new edition with its paper"


def test_cards_that_were_put_back_with_the_manifest_are_not_drawn(
    small_site: Config, count_drawn: Callable[[], int], tmp_path: Path
) -> None:
    """As the workflow does, whose machine is a new one each time."""
    build_site(small_site)
    cards = {path.name: path.read_bytes() for path in (small_site.out / "cards").iterdir()}
    for name in (MANIFEST, "cards"):
        shutil.move(small_site.out / name, tmp_path / name)
    shutil.rmtree(small_site.out)
    small_site.out.mkdir()
    shutil.copy(tmp_path / MANIFEST, small_site.out)
    shutil.copytree(tmp_path / "cards", small_site.out / "cards")
    (small_site.out / "cards" / min(cards)).write_bytes(b"damaged")
    count_drawn()
    build_site(small_site)
    assert count_drawn() == 1
    assert {path.name: path.read_bytes() for path in (small_site.out / "cards").iterdir()} == cards
    assert (small_site.out / "papers/lisa.html").exists()


def test_a_missing_package_is_one_line(small_site: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "PACKAGES", ("typst", "a_font_that_nobody_has"))
    result = build_site(small_site)
    (problem,) = result.problems
    assert "no social cards without the package a-font-that-nobody-has" in problem.message
    assert "pip install 'paper-digest[cards]'" in problem.hint
    assert not (small_site.out / "cards").exists()
    assert "og:image" not in (small_site.out / "papers/lisa.html").read_text(encoding="utf-8")
    with pytest.raises(ContentError):
        build_site(replace(small_site, strict=True))
