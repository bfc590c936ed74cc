"""The input of a map: its papers, their topics, and which of them are related.

It is small and quick to make, and decides whether a map must be drawn again; drawing one takes a hundred times as
long.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from generator.model.papers import Tag
from generator.render.views import Site

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
    pulls: tuple[Attractor, ...]
    papers: int


class MapPlanner:
    """The outlines of all maps of a site, whose `tags` are known by paper."""

    def __init__(self, site: Site, tags: Mapping[str, tuple[str, ...]]) -> None:
        self.site = site
        self.tags = tags

    def of_site(self) -> MapInput:
        """Of the newest papers of the site."""
        papers = [paper.id for paper in self.site.library.papers]
        return self._outline(papers[:MOST_ON_LARGE], len(papers))

    def of_list(self, papers: Sequence[str]) -> MapInput | None:
        """Of the first papers of a list; a few papers need no map."""
        return self._outline(papers[:MOST_ON_SMALL], len(papers)) if len(papers) >= LEAST_ON_SMALL else None

    def _outline(self, papers: Sequence[str], count: int) -> MapInput:
        library, related, tags = self.site.library.paper, self.site.related, self.tags
        number = {paper: place for place, paper in enumerate(papers)}
        shown = tuple(
            [
                MapPaper(
                    paper,
                    library[paper].title.text,
                    tags[paper],
                    tuple([(number[near.paper], near.score) for near in related[paper] if near.paper in number]),
                )
                for paper in papers
            ]
        )
        topics = sorted({topic for paper in papers for topic in tags[paper]})
        return MapInput(shown, tuple([self.pulls[topic] for topic in topics]), count)

    @cached_property
    def pulls(self) -> Mapping[str, Attractor]:
        """Of every topic: those that few papers have draw the most."""
        topics, papers = self.site.topics, len(self.site.library.papers)
        bearing = bearings(topics.tags)
        return {
            tag.id: Attractor(
                tag.id,
                tag.label,
                tag.group,
                bearing[tag.id],
                round(math.log(1 + papers / len(topics.papers_by_tag[tag.id])), 1),
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
