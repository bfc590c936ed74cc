"""Where papers belong on a map: near their topics, and near each other where they are near in words.

Topics have fixed sides of the map, around its middle in the order of their hues; so the map does not turn when papers
come or go, and red is where red was yesterday. A paper starts out between the places of its topics, the first of them
drawing it most, and the papers that are read next to it draw it to them. Then the papers spread from the middle until
they fill the map. Every step is a plain mean: a paper more moves the others a little, and nothing leaps.

A place is a complex number in the circle of radius 1; its directions are those of hues.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from generator.model import Tag
from generator.views import Site

ROUNDS = 12
DRAWN = 0.5
"""How much of a paper's place its neighbours decide, its topics deciding the rest."""
NEXT_TOPIC = 0.75
"""What a topic counts of what it would count one place further up."""
MIDDLE = 0j


def places_of(site: Site, papers: Sequence[str]) -> list[complex]:
    return _spread(_drawn_together(site, papers))


def bearings(tags: Iterable[Tag]) -> dict[str, complex]:
    """Where each tag draws papers to, on a circle of radius 1: a hue is a direction, and the tags of one hue share
    what lies nearer to it than to the next."""
    by_hue = {
        hue: sorted(members, key=lambda tag: tag.id)
        for hue, members in groupby(sorted(tags, key=lambda tag: tag.hue), key=lambda tag: tag.hue)
    }
    hues = sorted(by_hue)
    found = {}
    for before, hue, after in zip([*hues[-1:], *hues], hues, [*hues[1:], *hues[:1]], strict=False):
        start = hue - ((hue - before) % 360 or 360) / 2
        reach = ((hue - before) % 360 or 360) / 2 + ((after - hue) % 360 or 360) / 2
        for place, tag in enumerate(by_hue[hue]):
            angle = math.radians(start + reach * (place + 0.5) / len(by_hue[hue]))
            found[tag.id] = complex(round(math.cos(angle), 6), round(math.sin(angle), 6))
    return found


def _drawn_together(site: Site, papers: Sequence[str]) -> list[complex]:
    """Where papers belong: between their topics, and drawn to the papers that are read next to them."""
    bearing = bearings(site.topics.tags)
    start = [_between(site, paper, bearing) for paper in papers]
    number = {paper: place for place, paper in enumerate(papers)}
    near = [[(number[n.paper], n.score) for n in site.related[paper] if n.paper in number] for paper in papers]
    places = start
    for _ in range(ROUNDS):
        places = [
            own if not others else (1 - DRAWN) * own + DRAWN * mean([(places[o], score) for o, score in others])
            for own, others in zip(start, near, strict=True)
        ]
    return places


def _between(site: Site, paper: str, bearing: Mapping[str, complex]) -> complex:
    """The mean of the places of the paper's topics, rare ones and the first ones counting more."""
    papers = len(site.library.papers)
    return mean(
        [
            (bearing[tagged.tag], NEXT_TOPIC**place * math.log(1 + papers / len(site.topics.papers_by_tag[tagged.tag])))
            for place, tagged in enumerate(site.topics.tags_by_paper[paper])
        ]
    )


def mean(weighed: Sequence[tuple[complex, float]]) -> complex:
    total = sum(weight for _, weight in weighed)
    return sum((place * weight for place, weight in weighed), MIDDLE) / total if total else MIDDLE


def _spread(places: Sequence[complex]) -> list[complex]:
    """The same directions from the middle, at distances that fill a circle of radius 1 evenly."""
    distances = [round(abs(place), 6) for place in places]
    rank = {number: place for place, number in enumerate(sorted(range(len(places)), key=lambda n: (distances[n], -n)))}
    return [
        place / distance * math.sqrt((rank[n] + 0.5) / len(places)) if distance else MIDDLE
        for n, (place, distance) in enumerate(zip(places, distances, strict=True))
    ]
