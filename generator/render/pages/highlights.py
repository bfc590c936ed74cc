"""The front of an edition: what it is about, with links to the papers that say so; and its papers by topic."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.analysis.highlights import Highlights, NameNews, group_by_topic
from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Edition
from generator.render.pages.context import PageContext
from generator.render.pages.page import Page, View
from generator.render.views import Chip, EditionLink, PaperLink, shorten_text

SENTENCE_LENGTH = 220
FEWEST_PAPERS = 8
"""Of fewer papers nobody needs to see what they are about, nor a page of them by topic."""


class GroupInput(NamedTuple):
    """Papers with the topics they share."""

    chips: tuple[Chip, ...]
    papers: tuple[PaperLink, ...]


class NameNewsInput(NamedTuple):
    """A name with the address of the paper that says it; of several, that of the name, where all of them are."""

    label: str
    address: str
    papers: int


class OutlierInput(NamedTuple):
    paper: PaperLink
    sentence: str


class HighlightsInput(NamedTuple):
    """What the front of an edition says."""

    groups: tuple[GroupInput, ...]
    new_names: tuple[NameNewsInput, ...]
    returning: tuple[NameNewsInput, ...]
    outliers: tuple[OutlierInput, ...]
    has_earlier: bool
    by_topic: str


def highlights_input(context: PageContext, edition: Edition) -> HighlightsInput | None:
    """The front of `edition`, if there is anything to say."""
    found = context.site.highlights.get(edition.id, Highlights())
    if len(edition.papers) < FEWEST_PAPERS or not any(found):
        return None
    links = context.links
    return HighlightsInput(
        tuple([GroupInput(_chips(context, each.topics), _links(context, each.papers)) for each in found.groups]),
        tuple(_news_inputs(context, found.new_names)),
        tuple(_news_inputs(context, found.returning)),
        tuple([OutlierInput(links[paper], shorten_text(text, SENTENCE_LENGTH)) for paper, text in found.outliers]),
        found.has_earlier,
        urls.edition_topics(edition.id),
    )


def _news_inputs(context: PageContext, news: Iterable[NameNews]) -> Iterator[NameNewsInput]:
    for each in news:
        name, target = context.site.names.name[each.name], context.names.targets[each.name]
        one = context.links[each.papers[0]].path if len(each.papers) == 1 else f"{target.page}#{target.id}"
        yield NameNewsInput(name.label, one, len(each.papers))


def _links(context: PageContext, papers: Iterable[str]) -> tuple[PaperLink, ...]:
    return tuple([context.links[paper] for paper in papers])


def _chips(context: PageContext, topics: Iterable[str]) -> tuple[Chip, ...]:
    return tuple([context.chips[topic] for topic in topics])


class TopicsPage(NamedTuple):
    """The papers of an edition, each once, under the first of its topics; last those without one."""

    edition: EditionLink
    groups: tuple[GroupInput, ...]
    template: str = "pages/edition_topics.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        title = f"{self.edition.label} by topic"
        return View(title, f"The {self.edition.count} papers of {self.edition.label}, by topic.", self._asdict())


def topics_pages(context: PageContext) -> Iterator[Page]:
    """A page for each edition that has a front."""
    for edition in context.site.library.editions:
        if highlights_input(context, edition):
            inputs = TopicsPage(context.editions[edition.id], tuple(_group_by_topic(context, edition)))
            yield Page(urls.edition_topics(edition.id), inputs)


def _group_by_topic(context: PageContext, edition: Edition) -> Iterator[GroupInput]:
    for tag, papers in group_by_topic(edition.papers, context.site.topics):
        yield GroupInput(_chips(context, [tag.id] if tag else []), _links(context, papers))
