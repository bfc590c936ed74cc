"""Maps of papers: near ones alike, each in the colour of its main topic.

`places` says where papers belong, `ground` gives each a cell of its own; here is what a template draws. A map is a way
into the papers and not their list: a list is always beside it, and a map says what it leaves out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import urls
from generator.maps.ground import CELL, Ground, Label
from generator.maps.places import mean, places_of
from generator.model import Tag
from generator.views import Site

__all__ = ["Dot", "Key", "Label", "Map", "site_map", "small_map"]

FILLED = 0.45
"""The part of the cells that is taken; the free ones part the topics."""
SMALL_COLUMNS, LARGE_COLUMNS = 10, 40
LEAST_ON_SMALL, MOST_ON_SMALL, MOST_ON_LARGE = 8, 120, 600
LABELLED_AT = 0.62
"""How far from the middle a label is at least: further in the topics mix."""
LEAST_LABELLED = 0.04
"""The part of a large map's papers that a heading must have to be written on it."""


@dataclass(frozen=True, slots=True)
class Dot:
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


def small_map(site: Site, papers: Sequence[str]) -> Map | None:
    """The map beside a list, of its first papers; a few papers need none."""
    return _map(site, papers, papers[:MOST_ON_SMALL]) if len(papers) >= LEAST_ON_SMALL else None


def site_map(site: Site) -> Map:
    """The map of the newest papers of the site."""
    papers = [paper.id for paper in site.library.papers]
    return _map(site, papers, papers[:MOST_ON_LARGE])


def _map(site: Site, papers: Sequence[str], shown: Sequence[str]) -> Map:
    large = len(shown) > MOST_ON_SMALL
    columns = LARGE_COLUMNS if large else SMALL_COLUMNS
    ground = Ground(columns, max(3, math.ceil(len(shown) / FILLED / columns)))
    main = [_main_topic(site, paper) for paper in shown]
    legend, places = _legend(main), places_of(site, shown)
    labels = _labels(legend, ground, places, main) if large else ()
    cells = ground.cells(places, labels)
    heights = [y for _, y in cells] + [label.y for label in labels]
    top, bottom = min(heights) - CELL // 2, max(heights) + CELL // 2  # what is empty above and below is cut off
    return Map(
        tuple(_dot(site, paper, topic, x, y - top) for paper, topic, (x, y) in zip(shown, main, cells, strict=True)),
        legend,
        tuple(replace(label, y=label.y - top) for label in labels),
        ground.width,
        bottom - top,
        len(papers),
        large,
    )


def _main_topic(site: Site, paper: str) -> Tag | None:
    tags = site.topics.tags_by_paper[paper]
    return site.topics.tag[tags[0].tag] if tags else None


def _dot(site: Site, paper: str, topic: Tag | None, x: int, y: int) -> Dot:
    title = site.library.paper[paper].title.text
    return Dot(x, y, urls.paper(paper), title, topic.id if topic else "", topic.label if topic else "")


def _legend(main: Sequence[Tag | None]) -> tuple[Key, ...]:
    """The headings of the dots' topics, the most frequent first."""
    topics = [topic for topic in main if topic]
    counts = Counter(topic.group for topic in topics)
    carrier = {topic.group: topic.id for topic in topics}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Key(heading, carrier[heading], count) for heading, count in ranked)


def _labels(
    legend: Sequence[Key], ground: Ground, places: Sequence[complex], main: Sequence[Tag | None]
) -> tuple[Label, ...]:
    """The frequent headings, each on the side of its papers; one that would touch another is left out."""
    labels: list[Label] = []
    for key in legend:
        own = [(place, 1) for place, topic in zip(places, main, strict=True) if topic and topic.group == key.heading]
        middle = mean(own)
        outwards = middle * max(1.0, LABELLED_AT / abs(middle)) if middle else middle
        label = ground.label(key.heading, key.tag, outwards)
        if key.count >= LEAST_LABELLED * len(places) and not any(map(label.touches, labels)):
            labels.append(label)
    return tuple(labels)
