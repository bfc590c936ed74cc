"""What the papers of a list are together: the topics they have, how many have code, their map.

All of that takes a look at each paper of each list, and most lists are after an edit what they were before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from generator.analysis.evidence import has_code
from generator.execution.memo import Work
from generator.model.papers import Tag
from generator.render.maps import Outline, Survey
from generator.render.views import Chip, Site, chip

TOPICS_BESIDE_A_LIST = 12

Tags = tuple[str, ...]
"""The tags of a paper."""


class Counted(NamedTuple):
    """The most frequent topics of some papers, and how many topics they have."""

    chips: tuple[Chip, ...]
    topics: int


class Together(NamedTuple):
    """Of the papers of an edition. Few of them have no map."""

    counted: Counted
    coded: int
    outline: Outline | None


class _List(NamedTuple):
    """A list by its name; the tags of each of its papers; all tags by label; and what else is looked at."""

    name: str
    tags: tuple[Tags, ...]
    labelled: tuple[Tag, ...]
    others: tuple[Any, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)


class Lists:
    """The lists of a site whose `tags` are known by paper."""

    def __init__(self, site: Site, tags: Mapping[str, Tags], work: Work) -> None:
        self.site, self.tags, self.work = site, tags, work
        self.survey = Survey(site, tags)
        self._labelled = work.alike("labelled", tuple(sorted(site.topics.tags, key=attrgetter("label"))))

    def editions(self) -> Mapping[str, Together]:
        """What each edition's papers are together."""
        library, related = self.site.library, self.site.related
        pulls = self.work.alike("pulls", self.survey.pulls)
        lists = [
            self._list(e.id, e.papers, pulls, *map(library.paper.get, e.papers), *map(related.get, e.papers))
            for e in library.editions
        ]
        found = self.work.each("editions", lists, lambda each: map(self._together, each))
        return dict(zip(library.edition, found, strict=True))

    def beside(self) -> Mapping[str, Counted]:
        """The other topics of each topic's papers."""
        tagged = self.site.topics.papers_by_tag
        lists = [self._list(tag, papers) for tag, papers in tagged.items()]
        found = self.work.each("beside", lists, lambda each: [_counted(papers, papers.name) for papers in each])
        return dict(zip(tagged, found, strict=True))

    def _list(self, name: str, papers: Iterable[str], *others: object) -> _List:
        return _List(name, tuple(map(self.tags.__getitem__, papers)), self._labelled, others)

    def _together(self, edition: _List) -> Together:
        ids = self.site.library.edition[edition.name].papers
        coded = sum(map(has_code, map(self.site.library.paper.__getitem__, ids)))
        return Together(_counted(edition), coded, self.survey.of_list(ids))


def _counted(papers: _List, without: str = "") -> Counted:
    """The tags of `papers` but one with their counts there, the most frequent first."""
    counts = Counter(chain.from_iterable(papers.tags))
    counts.pop(without, None)
    found = [tag for tag in papers.labelled if tag.id in counts]  # sorting leaves those that are equal as they are
    found.sort(key=lambda tag: counts[tag.id], reverse=True)
    most = counts[found[0].id] if found else 0
    return Counted(tuple([chip(tag, counts[tag.id], most) for tag in found[:TOPICS_BESIDE_A_LIST]]), len(found))
