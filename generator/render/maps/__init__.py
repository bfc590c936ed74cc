"""Maps of papers: similar papers are near each other, each in the colour of its main topic.

`outline` gives the input of a map (`MapInput`), `places` the position of each paper, `grid` a cell of its own for
each; `layout` makes the `Map` that a template draws. A map is a way into the papers, not their list: a list is
always beside it, and a map says what it leaves out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.model import urls
from generator.render.maps.grid import CELL, HexGrid, Label
from generator.render.maps.outline import (
    MOST_ON_LARGE,
    MOST_ON_SMALL,
    Attractor,
    MapInput,
    MapPaper,
    make_attractors,
    outline_list,
    outline_site,
)
from generator.render.maps.places import place_papers, weighted_mean

FILL_RATIO = 0.45
"""The part of the cells that is taken; the free ones part the topics."""
SMALL_COLUMNS, LARGE_COLUMNS = 10, 40
LABEL_RADIUS = 0.62
"""How far from the middle a label is at least: further in the topics mix."""
MIN_LABEL_SHARE = 0.04
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
class LegendEntry:
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
    legend: tuple[LegendEntry, ...]
    labels: tuple[Label, ...]
    width: int
    height: int
    papers: int
    large: bool


def layout(outline: MapInput) -> Map:
    shown, attractors = outline.shown, {each.id: each for each in outline.attractors}
    large = len(shown) > MOST_ON_SMALL
    columns = LARGE_COLUMNS if large else SMALL_COLUMNS
    ground = HexGrid(columns, max(3, math.ceil(len(shown) / FILL_RATIO / columns)))
    main = [attractors[paper.topics[0]] if paper.topics else None for paper in shown]
    legend, places = _legend(main), place_papers(outline)
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


def _dot(paper: MapPaper, topic: Attractor | None, x: int, y: int) -> Dot:
    path = urls.paper(paper.id)
    return Dot(x, y, path, paper.title, topic.id if topic else "", topic.label if topic else "")


def _legend(main: Sequence[Attractor | None]) -> tuple[LegendEntry, ...]:
    """The headings of the dots' topics, the most frequent first."""
    topics = [topic for topic in main if topic]
    counts = Counter(topic.heading for topic in topics)
    carrier = {topic.heading: topic.id for topic in topics}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(LegendEntry(heading, carrier[heading], count) for heading, count in ranked)


def _labels(
    legend: Sequence[LegendEntry], ground: HexGrid, places: Sequence[complex], main: Sequence[Attractor | None]
) -> tuple[Label, ...]:
    """The frequent headings, each on the side of its papers; one that would touch another is left out."""
    labels: list[Label] = []
    for key in legend:
        own = [(place, 1) for place, topic in zip(places, main, strict=True) if topic and topic.heading == key.heading]
        middle = weighted_mean(own)
        outwards = middle * max(1.0, LABEL_RADIUS / abs(middle)) if middle else middle
        label = ground.label(key.heading, key.tag, outwards)
        if key.count >= MIN_LABEL_SHARE * len(places) and not any(map(label.touches, labels)):
            labels.append(label)
    return tuple(labels)
