"""The line of each topic over the editions: what part of the papers is about it, from the oldest edition to now.

Only dated editions have a place in time, and a line takes a few of them to say anything. When there are many, those
that follow each other are taken together, so that the line stays one that can be read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Edition
from generator.views import Site

FEWEST, MOST = 4, 48
"""Editions that make a line, and points that a line can have."""
WIDTH, HEIGHT = 200, 40


@dataclass(frozen=True, slots=True)
class Trend:
    """A line from the edition `first` to `last`, as `points` of a picture of `WIDTH` × `HEIGHT`.

    Its height is `most`, a percentage; `latest` is where it ends.
    """

    points: tuple[tuple[int, int], ...]
    first: str
    last: str
    most: int
    latest: int


def trends(site: Site) -> dict[str, Trend]:
    """The lines of all topics by tag id; none where too few editions have a date."""
    dated = sorted(
        (e for e in site.library.editions if e.day and e.day.date), key=lambda e: (e.day and e.day.iso, e.id)
    )
    if len(dated) < FEWEST:
        return {}
    together = -(-len(dated) // MOST)
    stretches = [dated[start : start + together] for start in range(0, len(dated), together)]
    stretch_of = {edition.id: number for number, part in enumerate(stretches) for edition in part}
    sizes = _papers_by_stretch(site, [paper.id for paper in site.library.papers], stretch_of)
    return {
        tag.id: _trend(_papers_by_stretch(site, site.topics.papers_by_tag[tag.id], stretch_of), sizes, dated)
        for tag in site.topics.tags
    }


def _papers_by_stretch(site: Site, papers: Sequence[str], stretch_of: dict[str, int]) -> Counter[int]:
    standings = (standing.edition for paper in papers for standing in site.library.paper[paper].editions)
    return Counter(stretch_of[edition] for edition in standings if edition in stretch_of)


def _trend(counts: Counter[int], sizes: Counter[int], dated: Sequence[Edition]) -> Trend:
    shares = [counts[stretch] / sizes[stretch] for stretch in sorted(sizes)]
    most = max(shares) or 1
    last = max(1, len(shares) - 1)
    points = tuple((round(WIDTH * n / last), round(HEIGHT * (1 - share / most))) for n, share in enumerate(shares))
    return Trend(points, dated[0].label, dated[-1].label, _percent(max(shares)), _percent(shares[-1]))


def _percent(share: float) -> int:
    return round(100 * share)
