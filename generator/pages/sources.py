"""What pages are made from, looked up once for all of them.

The same paper stands on its own page, beside others, and in a dozen lists. Each gets the same small values here, those
of the last build where they have not changed, so that two builds' pages can be compared at a glance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.glossary import Glossary, Named
from generator.maps import Survey
from generator.names import Name
from generator.views import Chip, EditionLink, Listed, PaperLink, Site, chip, edition_link, paper_link
from generator.work import IDLE, Work

TOPICS_BESIDE_A_LIST = 12


class Counted(NamedTuple):
    """The most frequent topics of some papers, and how many topics they have."""

    chips: tuple[Chip, ...]
    topics: int


class Sources:
    """`tags` and `reasons` are those of each paper, the strongest first; `topics` are those of each edition."""

    def __init__(self, site: Site, work: Work = IDLE) -> None:
        self.site = site
        self.chips = {each.id: each for each in work.each("chips", [chip(tag) for tag in site.topics.tags], list)}
        editions = work.each("edition links", [edition_link(edition) for edition in site.library.editions], list)
        self.editions: dict[str, EditionLink] = {each.id: each for each in editions}
        self.links = {paper.id: paper_link(paper) for paper in site.library.papers}
        self.labelled = sorted(site.topics.tags, key=lambda tag: tag.label)
        self.tags: dict[str, tuple[str, ...]] = {}
        self.reasons: dict[str, tuple[str, ...]] = {}
        for paper, tags in site.topics.tags_by_paper.items():
            self.tags[paper] = tuple([each.tag for each in tags])
            self.reasons[paper] = tuple([each.reason for each in tags])
        self.listed = {each.paper.id: each for each in self._listed()}
        self.glossary = Glossary(site)
        self.survey = Survey(site, self.tags)
        self.topics = {edition.id: self.counted(edition.papers) for edition in site.library.editions}

    def _listed(self) -> Iterator[Listed]:
        chips, editions = self.chips, self.editions
        for paper, link in zip(self.site.library.papers, self.links.values(), strict=True):
            own = tuple([chips[tag] for tag in self.tags[paper.id]])
            yield Listed(paper, link, own, editions[paper.editions[0].edition].label)

    def cards(self, papers: Iterable[str]) -> tuple[Listed, ...]:
        return tuple(map(self.listed.__getitem__, papers))

    def named(self, names: Sequence[Name]) -> tuple[Named, ...]:
        return self.glossary.named(names, self.links)

    def related(self, paper: str) -> tuple[tuple[PaperLink, tuple[str, ...]], ...]:
        """Each paper to read next, with the words it shares."""
        links = self.links
        return tuple([(links[near.paper], near.shared) for near in self.site.related[paper]])

    def counted(self, papers: Sequence[str], without: str = "") -> Counted:
        """The tags of `papers` with their counts there, the most frequent first."""
        counts = Counter(chain.from_iterable(map(self.tags.__getitem__, papers)))
        counts.pop(without, None)
        found = [tag for tag in self.labelled if tag.id in counts]  # sorting leaves those that are equal as they are
        found.sort(key=lambda tag: counts[tag.id], reverse=True)
        most = counts[found[0].id] if found else 0
        return Counted(tuple([chip(tag, counts[tag.id], most) for tag in found[:TOPICS_BESIDE_A_LIST]]), len(found))
