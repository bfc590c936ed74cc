"""Where papers belong on a map: near their topics, and near each other where they are near in words.

Topics have fixed sides of the map, around its middle in the order of their hues; so the map does not turn when papers
come or go, and red is where red was yesterday. A paper starts out between the places of its topics, the first of them
drawing it most, and the papers that are read next to it draw it to them. Then the papers spread from the middle until
they fill the map. Every step is a plain mean: a paper more moves the others a little, and nothing leaps.

A place is a complex number in the circle of radius 1; its directions are those of hues.
"""

import math
from collections.abc import Mapping, Sequence

from generator.render.maps.outline import Outline, Pull, Shown

ROUNDS = 12
DRAWN = 0.5
"""How much of a paper's place its neighbours decide, its topics deciding the rest."""
NEXT_TOPIC = 0.75
"""What a topic counts of what it would count one place further up."""
MIDDLE = 0j


def places_of(outline: Outline) -> list[complex]:
    return _spread(_drawn_together(outline))


def _drawn_together(outline: Outline) -> list[complex]:
    """Where papers belong: between their topics, and drawn to the papers that are read next to them."""
    pulls = {pull.id: pull for pull in outline.pulls}
    start = [_between(paper, pulls) for paper in outline.shown]
    moving = [(number, paper.near) for number, paper in enumerate(outline.shown) if paper.near]
    places = start
    for _ in range(ROUNDS):
        drawn = [mean([(places[other], score) for other, score in near]) for _, near in moving]
        places = start.copy()
        for (number, _), middle in zip(moving, drawn, strict=True):
            places[number] = (1 - DRAWN) * start[number] + DRAWN * middle
    return places


def _between(paper: Shown, pulls: Mapping[str, Pull]) -> complex:
    """The mean of the places of the paper's topics, rare ones and the first ones counting more."""
    topics = [pulls[topic] for topic in paper.topics]
    return mean([(topic.bearing, NEXT_TOPIC**place * topic.strength) for place, topic in enumerate(topics)])


def mean(weighed: Sequence[tuple[complex, float]]) -> complex:
    total = sum([weight for _, weight in weighed])
    return sum([place * weight for place, weight in weighed], MIDDLE) / total if total else MIDDLE


def _spread(places: Sequence[complex]) -> list[complex]:
    """The same directions from the middle, at distances that fill a circle of radius 1 evenly."""
    distances = [round(abs(place), 6) for place in places]
    rank = {number: place for place, number in enumerate(sorted(range(len(places)), key=lambda n: (distances[n], -n)))}
    return [
        place / distance * math.sqrt((rank[n] + 0.5) / len(places)) if distance else MIDDLE
        for n, (place, distance) in enumerate(zip(places, distances, strict=True))
    ]
