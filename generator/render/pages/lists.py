"""Paginated lists of papers, by topic and by edition; and the home page, which shows the newest edition."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Edition, Tag
from generator.render import maps
from generator.render.pages.context import PageContext
from generator.render.pages.highlights import HighlightsInput, highlights_input
from generator.render.pages.name_index import split_list
from generator.render.pages.page import Page, View
from generator.render.pages.summaries import TopicCounts
from generator.render.pages.trends import Trend
from generator.render.views import Card, CardInput, Chip, EditionLink, Pagination, card, chip, row, shorten_text

PAPERS_PER_PAGE = 100
NEWEST_AS_CARDS, PAPERS_AT_FIRST, ROWS_PER_PAGE = 50, 200, 300
"""Papers of a topic, name, author or watch: cards, all of the first page, and rows of another, which weighs as much."""
RECENT_EDITIONS = 6
TOPICS_IN_A_SUMMARY = 5
T = TypeVar("T")


def paginate(
    items: Sequence[str], path: Callable[[int], str], size: int | None = None
) -> Iterator[tuple[Pagination, Sequence[str]]]:
    """`items` in pages of `size`, else `PAPERS_PER_PAGE`; an empty list has one empty page."""
    return paginate_parts(split_list(items, size or PAPERS_PER_PAGE) or [()], path)


def paginate_newest(items: Sequence[str], path: Callable[[int], str]) -> Iterator[tuple[Pagination, Sequence[str]]]:
    """`items` in pages that weigh the same, as `newest_as_cards` shows them."""
    return paginate_parts([items[:PAPERS_AT_FIRST], *split_list(items[PAPERS_AT_FIRST:], ROWS_PER_PAGE)], path)


def newest_as_cards(
    papers: Sequence[CardInput], pagination: Pagination, *, without: str = "", most: int | None = None
) -> list[Card]:
    """The newest papers of a list, at `most` so many, as cards, the others as rows; all have the tag `without`."""
    cards = (most or NEWEST_AS_CARDS) if pagination.number == 1 else 0
    return [*[card(each, without=without) for each in papers[:cards]], *[row(each) for each in papers[cards:]]]


def paginate_parts(
    parts: Sequence[Sequence[T]], path: Callable[[int], str]
) -> Iterator[tuple[Pagination, Sequence[T]]]:
    """Each part with what its page says of the pages around it."""
    total = len(parts)
    for number, part in enumerate(parts, 1):
        before, after = path(number - 1) if number > 1 else "", path(number + 1) if number < total else ""
        yield Pagination(number, total, before, after), part


def page_title(name: str, pagination: Pagination) -> str:
    """The title of one of its pages."""
    return name if pagination.number == 1 else f"{name}, page {pagination.number:,}"


class TagPage(NamedTuple):
    """A page of the papers of a topic; `co_topics` are the topics it is seen with."""

    tag: Chip
    group: str
    broader: tuple[Chip, ...]
    narrower: tuple[Chip, ...]
    papers: tuple[CardInput, ...]
    co_topics: tuple[Chip, ...]
    trend: Trend | None
    pagination: Pagination
    template: str = "pages/tag.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        data = {
            **self._asdict(),
            "feed": urls.tag_feed(self.tag.id),
            "papers": newest_as_cards(self.papers, self.pagination, without=self.tag.id),
            "beside": self.co_topics,
            "leaf": self.pagination,
        }
        description = self.tag.meaning or f"Papers about {self.tag.label}."
        return View(page_title(self.tag.label, self.pagination), description, data)


def tag_pages(context: PageContext) -> Iterator[Page]:
    topics = context.site.topics
    narrower: defaultdict[str, list[Chip]] = defaultdict(list)
    for tag in topics.tags:
        for other in tag.broader:
            narrower[other].append(context.chips[tag.id])
    for tag in topics.tags:
        yield from _pages_of_tag(context, tag, tuple(narrower[tag.id]))


def _pages_of_tag(context: PageContext, tag: Tag, narrower: tuple[Chip, ...]) -> Iterator[Page]:
    tagged, lists = context.site.topics.papers_by_tag[tag.id], context.lists
    own = chip(tag, len(tagged))
    broader = tuple([context.chips[other] for other in tag.broader if other in context.chips])
    for pagination, papers in paginate_newest(tagged, lambda number: urls.tag(tag.id, number)):
        inputs = TagPage(
            tag=own,
            group=tag.group,
            broader=broader,
            narrower=narrower,
            papers=context.cards_of(papers),
            co_topics=lists.co_topics[tag.id].chips,
            trend=lists.trends.lines.get(tag.id),
            pagination=pagination,
        )
        yield Page(urls.tag(tag.id, pagination.number), inputs)


class EditionPage(NamedTuple):
    """A page of the papers of an edition, of which `coded` have code. The first has the map, an introduction
    and the highlights.

    `by_votes` asks the search for its papers by their votes, where there are votes.
    """

    edition: EditionLink
    coded: int
    papers: tuple[CardInput, ...]
    topics: TopicCounts
    outline: maps.MapInput | None
    highlights: HighlightsInput | None
    pagination: Pagination
    newer: EditionLink | None
    older: EditionLink | None
    by_votes: str = ""
    subtitle: str = ""
    introduction: Html = Html()
    template: str = "pages/edition.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        data = {
            **self._asdict(),
            "papers": [card(each, edition=self.edition.id) for each in self.papers],
            "beside": self.topics.chips,
            "topic_count": self.topics.topics,
            "map": maps.layout(self.outline) if self.outline else None,
            "leaf": self.pagination,
        }
        said = _edition_summary(self.edition, self.topics)
        description = shorten_text(Html(self.introduction).striptags() or said)
        return View(page_title(self.edition.label, self.pagination), description, data)


def _edition_summary(edition: EditionLink, topics: TopicCounts) -> str:
    labels = ", ".join(chip.label.lower() for chip in topics.chips[:TOPICS_IN_A_SUMMARY])
    papers = f"{edition.count:,} paper{'s' if edition.count != 1 else ''} of {edition.label}"
    return papers + (f", on {labels}." if labels else ".")


def edition_pages(context: PageContext) -> Iterator[Page]:
    links = [context.editions[edition.id] for edition in context.site.library.editions]
    around = zip([None, *links[:-1]], [*links[1:], None], strict=True)
    for edition, (newer, older) in zip(context.site.library.editions, around, strict=True):
        for inputs in _pages_of_edition(context, edition, newer, older):
            yield Page(urls.edition(edition.id, inputs.pagination.number), inputs)


def _pages_of_edition(
    context: PageContext, edition: Edition, newer: EditionLink | None = None, older: EditionLink | None = None
) -> Iterator[EditionPage]:
    summary = context.lists.edition[edition.id]
    has_votes = sum(bool(context.facts[paper].paper.votes) for paper in edition.papers) > 1
    by_votes = f"?in={urls.quote_query(edition.id)}&sort=votes" if has_votes else ""
    for pagination, papers in paginate(edition.papers, lambda number: urls.edition(edition.id, number)):
        yield EditionPage(
            edition=context.editions[edition.id],
            coded=summary.coded,
            papers=context.cards_of(papers),
            topics=summary.topics,
            outline=summary.outline if pagination.number == 1 else None,
            highlights=highlights_input(context, edition) if pagination.number == 1 else None,
            pagination=pagination,
            newer=newer,
            older=older,
            by_votes=by_votes,
            subtitle=edition.subtitle,
            introduction=Html(edition.introduction.html) if edition.introduction and pagination.number == 1 else Html(),
        )


class HomePage(NamedTuple):
    """The newest edition, and the ways into the rest."""

    newest: EditionPage
    recent: tuple[EditionLink, ...]
    template: str = "pages/home.html"

    def view(self, config: Config) -> View:
        return View("", config.description, {**self.newest.view(config).data, "recent": self.recent})


def newest_edition(editions: Sequence[Edition]) -> Edition:
    """The one that home shows."""
    return next((edition for edition in editions if not edition.is_feed), editions[0])


def home_page(context: PageContext) -> Iterator[Page]:
    """The newest digest; what feeds list comes after it, unless there is nothing else."""
    editions = context.site.library.editions
    newest = newest_edition(editions)
    others = [edition for edition in editions if edition is not newest]
    recent = tuple([context.editions[edition.id] for edition in others[:RECENT_EDITIONS]])
    yield Page(urls.HOME, HomePage(newest=next(_pages_of_edition(context, newest)), recent=recent))
