"""Summaries of lists of papers: their topics with counts, how many have code, their map.

A summary reads every paper of its list, and an edit changes few lists; so a summary is kept while its `_ListInput`
is equal.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from generator.analysis.evidence import has_code
from generator.execution.memo import Work
from generator.model.papers import Tag
from generator.render.maps import MapInput, MapPlanner
from generator.render.views import Chip, Site, chip

TOPICS_BESIDE_A_LIST = 12

Tags = tuple[str, ...]
"""The tags of a paper."""


class TopicCounts(NamedTuple):
    """The most frequent topics of some papers, and how many topics they have."""

    chips: tuple[Chip, ...]
    topics: int


class EditionSummary(NamedTuple):
    """Of the papers of an edition. Few of them have no map."""

    counted: TopicCounts
    coded: int
    outline: MapInput | None


class _ListInput(NamedTuple):
    """A list by its name; the tags of each of its papers; all tags by label; and what else is looked at."""

    name: str
    tags: tuple[Tags, ...]
    labelled: tuple[Tag, ...]
    others: tuple[Any, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)


class ListSummaries:
    """The lists of a site whose `tags` are known by paper."""

    def __init__(self, site: Site, tags: Mapping[str, Tags], work: Work) -> None:
        self.site, self.tags, self.work = site, tags, work
        self.survey = MapPlanner(site, tags)
        self._labelled = work.alike("labelled", tuple(sorted(site.topics.tags, key=attrgetter("label"))))

    def editions(self) -> Mapping[str, EditionSummary]:
        """What each edition's papers are together."""
        library, related = self.site.library, self.site.related
        pulls = self.work.alike("pulls", self.survey.pulls)
        lists = [
            self._list(e.id, e.papers, pulls, *map(library.paper.get, e.papers), *map(related.get, e.papers))
            for e in library.editions
        ]
        found = self.work.each("editions", lists, lambda each: map(self._together, each))
        return dict(zip(library.edition, found, strict=True))

    def beside(self) -> Mapping[str, TopicCounts]:
        """The other topics of each topic's papers."""
        tagged = self.site.topics.papers_by_tag
        lists = [self._list(tag, papers) for tag, papers in tagged.items()]
        found = self.work.each("beside", lists, lambda each: [_count_topics(papers, papers.name) for papers in each])
        return dict(zip(tagged, found, strict=True))

    def _list(self, name: str, papers: Iterable[str], *others: object) -> _ListInput:
        return _ListInput(name, tuple(map(self.tags.__getitem__, papers)), self._labelled, others)

    def _together(self, edition: _ListInput) -> EditionSummary:
        ids = self.site.library.edition[edition.name].papers
        coded = sum(map(has_code, map(self.site.library.paper.__getitem__, ids)))
        return EditionSummary(_count_topics(edition), coded, self.survey.of_list(ids))


def _count_topics(papers: _ListInput, without: str = "") -> TopicCounts:
    """The tags of `papers` but one with their counts there, the most frequent first."""
    counts = Counter(chain.from_iterable(papers.tags))
    counts.pop(without, None)
    found = [tag for tag in papers.labelled if tag.id in counts]  # sorting leaves those that are equal as they are
    found.sort(key=lambda tag: counts[tag.id], reverse=True)
    most = counts[found[0].id] if found else 0
    return TopicCounts(tuple([chip(tag, counts[tag.id], most) for tag in found[:TOPICS_BESIDE_A_LIST]]), len(found))
