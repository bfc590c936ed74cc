"""Maps of papers: near ones alike, each in the colour of its main topic.

`outline` says what a map is drawn from, `places` where papers belong, `ground` gives each a cell of its own; here is
what a template draws. A map is a way into the papers and not their list: a list is always beside it, and a map says
what it leaves out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.model import urls
from generator.render.maps.grid import CELL, Ground, Label
from generator.render.maps.outline import MOST_ON_LARGE, MOST_ON_SMALL, Outline, Pull, Shown, Survey
from generator.render.maps.places import mean, places_of

__all__ = ["MOST_ON_LARGE", "MOST_ON_SMALL", "Dot", "Key", "Label", "Map", "Outline", "Survey", "drawn"]

FILLED = 0.45
"""The part of the cells that is taken; the free ones part the topics."""
SMALL_COLUMNS, LARGE_COLUMNS = 10, 40
LABELLED_AT = 0.62
"""How far from the middle a label is at least: further in the topics mix."""
LEAST_LABELLED = 0.04
"""The part of a large map's papers that a heading must have to be written on it."""


class Dot(NamedTuple):
    """A paper on the map: its middle, its page, its main topic's id and label (empty without one)."""

    x: int
    y: int
    path: str
    title: str
    tag: str
    topic: str


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a heading of topics, a tag that carries its hue, and how many dots have it."""

    heading: str
    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """`dots` in site order, on a ground of `width` by `height`; `papers` are all that it would show, had it room.

    A `large` one is too wide for a small screen.
    """

    dots: tuple[Dot, ...]
    legend: tuple[Key, ...]
    labels: tuple[Label, ...]
    width: int
    height: int
    papers: int
    large: bool


def drawn(outline: Outline) -> Map:
    shown, pulls = outline.shown, {pull.id: pull for pull in outline.pulls}
    large = len(shown) > MOST_ON_SMALL
    columns = LARGE_COLUMNS if large else SMALL_COLUMNS
    ground = Ground(columns, max(3, math.ceil(len(shown) / FILLED / columns)))
    main = [pulls[paper.topics[0]] if paper.topics else None for paper in shown]
    legend, places = _legend(main), places_of(outline)
    labels = _labels(legend, ground, places, main) if large else ()
    cells = ground.cells(places, labels)
    heights = [y for _, y in cells] + [label.y for label in labels]
    top, bottom = min(heights) - CELL // 2, max(heights) + CELL // 2  # what is empty above and below is cut off
    return Map(
        tuple(_dot(paper, topic, x, y - top) for paper, topic, (x, y) in zip(shown, main, cells, strict=True)),
        legend,
        tuple(replace(label, y=label.y - top) for label in labels),
        ground.width,
        bottom - top,
        outline.papers,
        large,
    )


def _dot(paper: Shown, topic: Pull | None, x: int, y: int) -> Dot:
    path = urls.paper(paper.id)
    return Dot(x, y, path, paper.title, topic.id if topic else "", topic.label if topic else "")


def _legend(main: Sequence[Pull | None]) -> tuple[Key, ...]:
    """The headings of the dots' topics, the most frequent first."""
    topics = [topic for topic in main if topic]
    counts = Counter(topic.heading for topic in topics)
    carrier = {topic.heading: topic.id for topic in topics}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Key(heading, carrier[heading], count) for heading, count in ranked)


def _labels(
    legend: Sequence[Key], ground: Ground, places: Sequence[complex], main: Sequence[Pull | None]
) -> tuple[Label, ...]:
    """The frequent headings, each on the side of its papers; one that would touch another is left out."""
    labels: list[Label] = []
    for key in legend:
        own = [(place, 1) for place, topic in zip(places, main, strict=True) if topic and topic.heading == key.heading]
        middle = mean(own)
        outwards = middle * max(1.0, LABELLED_AT / abs(middle)) if middle else middle
        label = ground.label(key.heading, key.tag, outwards)
        if key.count >= LEAST_LABELLED * len(places) and not any(map(label.touches, labels)):
            labels.append(label)
    return tuple(labels)
