"""Maps: near papers alike, no dot on another, and the same sides of the map whatever comes or goes."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from generator.model.papers import Neighbour, Tag
from generator.render import maps
from generator.render.maps import Map, MapInput
from generator.render.maps.grid import CELL, HexGrid
from generator.render.maps.outline import bearings
from generator.render.maps.places import place_papers
from generator.render.pages.context import make_context
from generator.render.views import Site
from tests.builders import a_library, a_paper, a_site

LEAST_APART = 25
"""Units between the middles of two dots: a map is never narrower in pixels than 0.98 of its units."""


def a_map_site(tagged: Mapping[str, Sequence[str]], near: Mapping[str, str] | None = None) -> Site:
    site = a_site(a_library(*map(a_paper, tagged)), tagged)
    pairs = {a: (Neighbour(b, 0.5, ()),) for a, b in (near or {}).items()}
    return replace(site, related={paper: pairs.get(paper, ()) for paper in tagged})


def many(count: int) -> dict[str, list[str]]:
    """Papers of four topics, which lie in four directions, and every fifth of two."""
    topics = ["bees", "cats", "dogs", "owls"]
    return {f"paper {n}": [topics[n % 4], *([topics[(n + 1) % 4]] if n % 5 == 0 else [])] for n in range(count)}


def drawn(site: Site) -> Map:
    """The map beside a list of all papers."""
    outline = list_outline(site, [paper.id for paper in site.library.papers])
    assert outline
    return maps.layout(outline)


def list_outline(site: Site, papers: Sequence[str]) -> MapInput | None:
    context = make_context(site)
    return maps.outline_list([context.facts[paper] for paper in papers], context.lists.attractors)


def site_outline(site: Site) -> MapInput:
    context = make_context(site)
    return maps.outline_site([*context.facts.values()], context.lists.attractors)


def site_map(site: Site) -> Map:
    return maps.layout(site_outline(site))


def places(site: Site) -> list[complex]:
    return place_papers(site_outline(site))


def centre(found: Map, tag: str) -> tuple[float, float]:
    dots = [dot for dot in found.dots if dot.tag == tag]
    return sum(dot.x for dot in dots) / len(dots), sum(dot.y for dot in dots) / len(dots)


@pytest.mark.parametrize("count", [8, 58, 120, 700])
def test_no_dot_lies_on_another_or_off_the_map(count: int) -> None:
    found = site_map(a_map_site(many(count)))
    middles = [(dot.x, dot.y) for dot in found.dots]
    assert len(set(middles)) == len(middles) == min(count, maps.MOST_ON_LARGE)
    assert all(CELL / 2 <= x <= found.width - CELL / 2 and CELL / 2 <= y <= found.height - CELL / 2 for x, y in middles)
    assert all(math.dist(a, b) > LEAST_APART for n, a in enumerate(middles[:200]) for b in middles[:n])


def test_papers_of_one_topic_lie_on_its_side() -> None:
    found = drawn(a_map_site({name: tags[:1] for name, tags in many(60).items()}))
    centres = {tag: centre(found, tag) for tag in ("bees", "cats", "dogs", "owls")}
    for tag, middle in centres.items():
        own = [math.dist((dot.x, dot.y), middle) for dot in found.dots if dot.tag == tag]
        others = [math.dist((dot.x, dot.y), middle) for dot in found.dots if dot.tag != tag]
        assert sum(own) / len(own) < sum(others) / len(others) / 2


def test_a_paper_is_drawn_to_those_that_are_read_next() -> None:
    tagged = {**many(20), "alone": []}
    assert abs(places(a_map_site(tagged))[-1]) == 0
    site = a_map_site(tagged, {"alone": "paper 3"})
    place = dict(zip(tagged, places(site), strict=True))
    paper_3, alone = place["paper 3"], place["alone"]
    assert abs(paper_3 / abs(paper_3) - alone / abs(alone)) < 0.01


def test_one_paper_more_moves_few_of_the_others_and_turns_nothing() -> None:
    topics = ["bees", "cats", "dogs", "owls", "wasps", "yaks"]
    chance = random.Random(4)
    tagged = {f"paper {n}": chance.sample(topics, chance.choice([1, 2, 3])) for n in range(55)}
    before = {dot.path: dot for dot in drawn(a_map_site(tagged)).dots}
    after = {dot.path: dot for dot in drawn(a_map_site({"new": ["owls"], **tagged})).dots}
    moved = [math.dist((dot.x, dot.y), (after[path].x, after[path].y)) for path, dot in before.items()]
    assert sum(moved) / len(moved) < CELL / 2
    assert max(moved) < 4 * CELL


def test_hues_are_directions_and_topics_of_one_hue_share_theirs() -> None:
    tags = [Tag("a", "A", "", "Red", 0), Tag("b", "B", "", "Cyan", 180), Tag("c", "C", "", "Cyan", 180)]
    found = bearings(tags)
    assert found["a"] == 1
    assert (found["b"].real, found["b"].imag) == pytest.approx((-math.sqrt(0.5), math.sqrt(0.5)), abs=1e-5)
    assert found["c"] == found["b"].conjugate()
    assert bearings([*tags, Tag("d", "D", "", "Red", 0)])["b"] == found["b"]
    one_hue = bearings(Tag(name, name, "", "Discovered", 180) for name in "abcd")
    assert abs(sum(one_hue.values())) < 1e-5, "where all topics have one hue they lie all around"


def test_a_map_is_the_same_each_time_and_counts_its_colours() -> None:
    site = a_map_site(many(58))
    assert drawn(site) == drawn(site)
    assert [(key.heading, key.count) for key in drawn(site).legend] == [("All", 58)]


def test_a_large_map_is_written_on_where_no_paper_lies() -> None:
    site = a_map_site(many(300))
    found = site_map(site)
    assert [label.text for label in found.labels] == ["All"]
    assert not any(label.covers(dot.x, dot.y) for label in found.labels for dot in found.dots)
    assert site_map(a_map_site(many(58))).labels == ()


def test_labels_that_would_touch_are_found() -> None:
    ground = HexGrid(40, 30)
    first = ground.label("Vision", "a", 0.1 + 0j)
    assert first.touches(ground.label("Language", "b", 0.12 + 0.01j))
    assert not first.touches(ground.label("Language", "b", 0.1 + 0.5j))
    assert ground.label("A long heading", "c", 1 + 0j).x + first.half < ground.width


def test_a_small_map_says_how_many_papers_it_leaves_out() -> None:
    found = drawn(a_map_site(many(150)))
    assert (len(found.dots), found.papers, found.large) == (maps.MOST_ON_SMALL, 150, False)


def test_one_paper_more_does_not_have_all_maps_drawn_anew() -> None:
    tagged = many(400)
    before, after = (a_map_site(each) for each in (tagged, {"new": ["owls", "cats"], **tagged}))
    ids = [f"paper {n}" for n in range(100, 160)]
    one, other = (list_outline(site, ids) for site in (before, after))
    assert one == other


def test_few_papers_without_topics_need_no_map_but_have_one() -> None:
    site = a_map_site(many(3))
    assert list_outline(site, ["paper 0"]) is None
    found = site_map(a_map_site({"alone": []}))
    assert [(dot.title, dot.tag) for dot in found.dots] == [("alone", "")]
    assert (found.legend, found.labels) == ((), ())
    assert len({(dot.x, dot.y) for dot in site_map(a_map_site({f"p{n}": [] for n in range(200)})).dots}) == 200
