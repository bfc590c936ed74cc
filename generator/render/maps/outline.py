"""The input of a map: its papers, their topics, and which of them are related.

It is small and quick to make, and decides whether a map must be drawn again; drawing one takes a hundred times as
long.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from generator.model.papers import Neighbour, Paper, PaperTag, Tag, Topics

LEAST_ON_SMALL, MOST_ON_SMALL, MOST_ON_LARGE = 8, 120, 600


class Attractor(NamedTuple):
    """A topic that draws papers: its heading, its bearing on a circle of radius 1, and how strongly it draws."""

    id: str
    label: str
    heading: str
    bearing: complex
    strength: float


class MapPaper(NamedTuple):
    """A paper on a map: its topics, the strongest first, and the papers of the map it is read next to, by their number
    there and how near they are."""

    id: str
    title: str
    topics: tuple[str, ...]
    near: tuple[tuple[int, float], ...]


class MapInput(NamedTuple):
    """`papers` are how many the map would show, had it room."""

    shown: tuple[MapPaper, ...]
    attractors: tuple[Attractor, ...]
    papers: int


class MapSource(Protocol):
    """What is known of a paper that maps show, wherever that is kept."""

    @property
    def paper(self) -> Paper: ...

    @property
    def tagged(self) -> tuple[PaperTag, ...]: ...

    @property
    def related(self) -> tuple[Neighbour, ...]: ...


def outline_site(papers: Sequence[MapSource], attractors: Mapping[str, Attractor]) -> MapInput:
    """Of the newest of all papers."""
    return _outline(papers[:MOST_ON_LARGE], attractors, len(papers))


def outline_list(papers: Sequence[MapSource], attractors: Mapping[str, Attractor]) -> MapInput | None:
    """Of the first papers of a list; a few papers need no map."""
    return _outline(papers[:MOST_ON_SMALL], attractors, len(papers)) if len(papers) >= LEAST_ON_SMALL else None


def _outline(papers: Sequence[MapSource], attractors: Mapping[str, Attractor], size: int) -> MapInput:
    numbers = {each.paper.id: number for number, each in enumerate(papers)}
    shown = tuple([_map_paper(each, numbers) for each in papers])
    topics = sorted({topic for paper in shown for topic in paper.topics})
    return MapInput(shown, tuple([attractors[topic] for topic in topics]), size)


def _map_paper(source: MapSource, numbers: Mapping[str, int]) -> MapPaper:
    """`numbers` are those of the map's papers, by id."""
    paper = source.paper
    topics = tuple([each.tag for each in source.tagged])
    near = tuple([(numbers[each.paper], each.score) for each in source.related if each.paper in numbers])
    return MapPaper(paper.id, paper.title.text, topics, near)


def make_attractors(topics: Topics, papers: int) -> dict[str, Attractor]:
    """Of every topic by tag id, on a site of so many `papers`: topics that few papers have draw the most."""
    bearing = bearings(topics.tags)
    return {
        tag.id: Attractor(
            id=tag.id,
            label=tag.label,
            heading=tag.group,
            bearing=bearing[tag.id],
            strength=round(math.log(1 + papers / len(topics.papers_by_tag[tag.id])), 1),
        )
        for tag in topics.tags
    }


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
