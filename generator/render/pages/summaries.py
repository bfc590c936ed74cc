"""Summaries of lists of papers: their topics with counts, how many have code, their map, their trend.

A summary reads every paper of its list, and an edit changes few lists; so the summary of a list that has not changed
is taken from the last plan.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, final

from generator.analysis.evidence import has_code
from generator.model.papers import Tag
from generator.model.reuse import Mapped, keep_equal, map_changed
from generator.render.maps import Attractor, MapInput, make_attractors, outline_list
from generator.render.pages.facts import PaperFacts, keep_values
from generator.render.pages.trends import Trends, make_trends
from generator.render.periods import Calendar
from generator.render.views import Chip, Site, chip

TOPICS_BESIDE_A_LIST = 12

Papers = tuple[PaperFacts, ...]


class TopicCounts(NamedTuple):
    """The most frequent topics of some papers, and how many topics they have."""

    chips: tuple[Chip, ...]
    topics: int


class EditionSummary(NamedTuple):
    """Of the papers of an edition. Few of them have no map."""

    topics: TopicCounts
    coded: int
    outline: MapInput | None


@final
@dataclass(frozen=True, slots=True)
class ListSummaries:
    """The summary of each edition, the other topics of each topic's papers, and the topics of each period, by its page.
    What the next summaries can take over is here, too: `labelled` are all tags by label, `papers_of_*` the lists.
    """

    edition: Mapping[str, EditionSummary]
    co_topics: Mapping[str, TopicCounts]
    period: Mapping[str, TopicCounts]
    trends: Trends
    attractors: Mapping[str, Attractor]
    labelled: tuple[Tag, ...]
    papers_of_edition: Mapping[str, Papers]
    papers_of_tag: Mapping[str, Papers]
    papers_of_period: Mapping[str, Papers]
    editions: Mapped[EditionSummary]
    tags: Mapped[TopicCounts]
    periods: Mapped[TopicCounts]


def summarise_lists(
    site: Site, facts: Mapping[str, PaperFacts], calendar: Calendar, previous: ListSummaries | None = None
) -> ListSummaries:
    """The summaries of all editions, periods and tags of `site`, whose papers' `facts` are by id."""
    library, topics = site.library, site.topics
    labelled = keep_equal(tuple(sorted(topics.tags, key=attrgetter("label"))), previous and previous.labelled)
    attractors = keep_equal(make_attractors(topics, len(library.papers)), previous and previous.attractors)
    of_edition = {each.id: tuple(map(facts.__getitem__, each.papers)) for each in library.editions}
    of_edition = keep_values(of_edition, previous and previous.papers_of_edition)
    of_tag = {tag: tuple(map(facts.__getitem__, papers)) for tag, papers in topics.papers_by_tag.items()}
    of_tag = keep_values(of_tag, previous and previous.papers_of_tag)
    of_period = {each.path: tuple(map(facts.__getitem__, each.papers)) for periods in calendar for each in periods}
    of_period = keep_values(of_period, previous and previous.papers_of_period)
    periods = map_changed(
        _count_all_topics, of_period.values(), shared=(labelled,), previous=previous and previous.periods
    )
    editions = map_changed(
        _summarise_edition, of_edition.values(), shared=(labelled, attractors), previous=previous and previous.editions
    )
    tags = map_changed(count_topics, of_tag.values(), of_tag, shared=(labelled,), previous=previous and previous.tags)
    return ListSummaries(
        edition=dict(zip(of_edition, editions.values, strict=True)),
        co_topics=dict(zip(of_tag, tags.values, strict=True)),
        period=dict(zip(of_period, periods.values, strict=True)),
        trends=make_trends(library.editions, topics.papers_by_tag, previous and previous.trends),
        attractors=attractors,
        labelled=labelled,
        papers_of_edition=of_edition,
        papers_of_tag=of_tag,
        papers_of_period=of_period,
        editions=editions,
        tags=tags,
        periods=periods,
    )


def _summarise_edition(
    papers: Papers, labelled: tuple[Tag, ...], attractors: Mapping[str, Attractor]
) -> EditionSummary:
    coded = sum([has_code(each.paper) for each in papers])
    return EditionSummary(count_topics(papers, "", labelled), coded, outline_list(papers, attractors))


def _count_all_topics(papers: Papers, labelled: tuple[Tag, ...]) -> TopicCounts:
    return count_topics(papers, "", labelled)


def count_topics(papers: Papers, without: str, labelled: tuple[Tag, ...]) -> TopicCounts:
    """The tags of `papers` but one with their counts there, the most frequent first, then by label."""
    counts = Counter([each.tag for facts in papers for each in facts.tagged])
    counts.pop(without, None)
    found = [tag for tag in labelled if tag.id in counts]  # sorting leaves those that are equal as they are
    found.sort(key=lambda tag: counts[tag.id], reverse=True)
    most = counts[found[0].id] if found else 0
    return TopicCounts(tuple([chip(tag, counts[tag.id], most) for tag in found[:TOPICS_BESIDE_A_LIST]]), len(found))
