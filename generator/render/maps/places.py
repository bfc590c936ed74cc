"""The position of each paper on a map: near its topics, and near papers with similar words.

Topics have fixed directions around the middle, in the order of their hues, so that the map does not turn when papers
come or go, and red is where red was yesterday. A paper starts at the weighted mean of its topics, of which the first
counts most; then related papers pull it towards them. At last the papers are spread from the middle until they fill
the map. Every step is a plain mean: one more paper moves the others a little, and nothing leaps.

A position is a complex number in the circle of radius 1; its direction is that of a hue.
"""

import math
from collections.abc import Mapping, Sequence

from generator.render.maps.outline import Attractor, MapInput, MapPaper

ROUNDS = 12
NEIGHBOUR_SHARE = 0.5
"""How much of a paper's place its neighbours decide, its topics deciding the rest."""
TOPIC_DECAY = 0.75
"""What a topic counts of what it would count one place further up."""
MIDDLE = 0j


def place_papers(outline: MapInput) -> list[complex]:
    return _fill_circle(_pull_to_neighbours(outline))


def _pull_to_neighbours(outline: MapInput) -> list[complex]:
    """Where papers belong: between their topics, and drawn to the papers that are read next to them."""
    attractors = {each.id: each for each in outline.attractors}
    start = [_mean_of_topics(paper, attractors) for paper in outline.shown]
    moving = [(number, paper.near) for number, paper in enumerate(outline.shown) if paper.near]
    places = start
    for _ in range(ROUNDS):
        drawn = [weighted_mean([(places[other], score) for other, score in near]) for _, near in moving]
        places = start.copy()
        for (number, _), middle in zip(moving, drawn, strict=True):
            places[number] = (1 - NEIGHBOUR_SHARE) * start[number] + NEIGHBOUR_SHARE * middle
    return places


def _mean_of_topics(paper: MapPaper, attractors: Mapping[str, Attractor]) -> complex:
    """The mean of the places of the paper's topics, rare ones and the first ones counting more."""
    topics = [attractors[topic] for topic in paper.topics]
    return weighted_mean([(topic.bearing, TOPIC_DECAY**place * topic.strength) for place, topic in enumerate(topics)])


def weighted_mean(weighed: Sequence[tuple[complex, float]]) -> complex:
    total = sum([weight for _, weight in weighed])
    return sum([place * weight for place, weight in weighed], MIDDLE) / total if total else MIDDLE


def _fill_circle(places: Sequence[complex]) -> list[complex]:
    """The same directions from the middle, at distances that fill a circle of radius 1 evenly."""
    distances = [round(abs(place), 6) for place in places]
    rank = {number: place for place, number in enumerate(sorted(range(len(places)), key=lambda n: (distances[n], -n)))}
    return [
        place / distance * math.sqrt((rank[n] + 0.5) / len(places)) if distance else MIDDLE
        for n, (place, distance) in enumerate(zip(places, distances, strict=True))
    ]
