"""The lines of topics over the editions."""

from dataclasses import replace

from generator.model.papers import Day, Edition
from generator.render.pages.trends import FEWEST, HEIGHT, MOST, WIDTH, Trend, trends
from generator.render.views import Site
from tests.builders import a_library, a_paper, a_site


def a_year(editions: int, *, dated: bool = True) -> Site:
    """Editions of two papers, one of which is on owls in every second, the newest first."""
    papers = [a_paper(f"{kind} {n}", edition=f"e{n:03}") for n in reversed(range(editions)) for kind in ("a", "b")]
    site = a_site(a_library(*papers), {p.id: ["owls"] for p in papers if p.id[0] == "a" and int(p.id[2:]) % 2})
    days = {name: Day(1 + n // 28, 1 + n % 28, 2025) for n in range(editions) if (name := f"e{n:03}")}
    shelf: tuple[Edition, ...] = tuple(replace(e, day=days[e.id] if dated else None) for e in site.library.editions)
    return replace(site, library=replace(site.library, editions=shelf))


def lines(site: Site) -> dict[str, Trend]:
    return trends(site.library.editions, site.topics.papers_by_tag)


def test_a_line_goes_from_the_oldest_edition_to_the_newest() -> None:
    line = lines(a_year(4))["owls"]
    assert line.points == ((0, HEIGHT), (67, 0), (133, HEIGHT), (WIDTH, 0))
    assert (line.first, line.last, line.most, line.latest) == ("e000", "e003", 50, 50)


def test_few_editions_or_days_without_a_year_make_no_line() -> None:
    assert lines(a_year(FEWEST - 1)) == {}
    assert lines(a_year(12, dated=False)) == {}


def test_a_topic_that_no_dated_edition_has_makes_no_line() -> None:
    site = a_year(FEWEST)
    assert trends(site.library.editions, {**site.topics.papers_by_tag, "gulls": ("elsewhere",)}).keys() == {"owls"}


def test_many_editions_are_taken_together() -> None:
    line = lines(a_year(2 * MOST))["owls"]
    assert len(line.points) == MOST
    assert {y for _, y in line.points} == {0}, "one in four papers in each pair of editions"


def test_a_line_does_not_end_on_one_edition_left_over() -> None:
    """One edition more than points: two of them share a point somewhere, and no stretch is longer than that."""
    line = lines(a_year(3 * MOST + 1))["owls"]
    assert len(line.points) == MOST
    assert line.most <= 34, "one paper in three at most, where a last edition alone would be one in two"
