"""The trend of each topic: its share of the papers in each edition, from the oldest edition to the newest.

Only dated editions count, and a line needs a few of them to say anything. Where there are many, consecutive editions
are grouped, as many at a time throughout, so that the line stays readable and does not end on the chance of a small
last edition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import final

from generator.model.papers import Edition

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


@final
@dataclass(frozen=True, slots=True)
class Trends:
    """The line of each topic by tag id, and what these are drawn from."""

    lines: Mapping[str, Trend]
    editions: tuple[Edition, ...]
    tagged: Mapping[str, tuple[str, ...]]


def make_trends(
    editions: tuple[Edition, ...], tagged: Mapping[str, tuple[str, ...]], previous: Trends | None = None
) -> Trends:
    """The lines of all topics; `previous` where they are drawn from the same."""
    if previous and previous.editions == editions and previous.tagged == tagged:
        return previous
    return Trends(trends(editions, tagged), editions, tagged)


def trends(editions: Iterable[Edition], tagged: Mapping[str, Sequence[str]]) -> dict[str, Trend]:
    """The lines of topics by tag id, from the papers `tagged` so.

    None where too few editions have a date, nor of a topic of which no dated edition has a paper.
    """
    dated = sorted((e for e in editions if e.day and e.day.date), key=lambda e: (e.day and e.day.iso, e.id))
    if len(dated) < FEWEST:
        return {}
    size, points = len(dated), min(len(dated), MOST)
    stretches = [dated[size * n // points : size * (n + 1) // points] for n in range(points)]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, stretch in enumerate(stretches):
        for paper in chain.from_iterable(edition.papers for edition in stretch):
            places[paper].append(number)
    sizes = Counter(chain.from_iterable(places.values()))
    counts = {tag: Counter(n for paper in papers for n in places.get(paper, ())) for tag, papers in tagged.items()}
    return {tag: _trend(numbers, sizes, dated) for tag, numbers in counts.items() if numbers}


def _trend(counts: Counter[int], sizes: Counter[int], dated: Sequence[Edition]) -> Trend:
    shares = [counts[stretch] / sizes[stretch] for stretch in sorted(sizes)]
    most = max(shares) or 1
    last = max(1, len(shares) - 1)
    points = tuple((round(WIDTH * n / last), round(HEIGHT * (1 - share / most))) for n, share in enumerate(shares))
    return Trend(points, dated[0].label, dated[-1].label, _percent(max(shares)), _percent(shares[-1]))


def _percent(share: float) -> int:
    return round(100 * share)
