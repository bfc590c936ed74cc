"""Paginated lists of papers, by topic and by edition; and the home page, which shows the newest edition."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Edition, Tag
from generator.render import maps
from generator.render.pages.context import PageContext
from generator.render.pages.page import Page, View
from generator.render.pages.summaries import TopicCounts
from generator.render.pages.trends import Trend, trends
from generator.render.views import (
    DESCRIPTION_LENGTH,
    CardInput,
    Chip,
    EditionLink,
    Pagination,
    card,
    chip,
    shorten_text,
)

PAPERS_PER_PAGE = 100
RECENT_EDITIONS = 6
TOPICS_IN_A_SUMMARY = 5


def paginate(items: Sequence[str], path: Callable[[int], str]) -> Iterator[tuple[Pagination, Sequence[str]]]:
    """`items` in pages of `PAPERS_PER_PAGE`; an empty list has one empty page."""
    total = max(1, -(-len(items) // PAPERS_PER_PAGE))
    for number in range(1, total + 1):
        yield make_pagination(number, total, path), items[(number - 1) * PAPERS_PER_PAGE : number * PAPERS_PER_PAGE]


def make_pagination(number: int, total: int, path: Callable[[int], str]) -> Pagination:
    return Pagination(number, total, path(number - 1) if number > 1 else "", path(number + 1) if number < total else "")


def page_title(name: str, leaf: Pagination) -> str:
    """The title of one of its pages."""
    return name if leaf.number == 1 else f"{name}, page {leaf.number}"


def tag_pages(sources: PageContext) -> Iterator[Page]:
    topics = sources.site.topics
    editions = sources.work.alike("editions", sources.site.library.editions)
    tagged = sources.work.alike("papers by tag", topics.papers_by_tag)
    (lines,) = sources.work.mapped("trends", trends, [editions], [tagged])
    beside = sources.lists.beside()
    narrower: defaultdict[str, list[Chip]] = defaultdict(list)
    for tag in topics.tags:
        for other in tag.broader:
            narrower[other].append(sources.chips[tag.id])
    for tag in topics.tags:
        yield from _pages_of_tag(sources, tag, tuple(narrower[tag.id]), beside[tag.id].chips, lines.get(tag.id))


def _pages_of_tag(
    sources: PageContext, tag: Tag, narrower: tuple[Chip, ...], beside: tuple[Chip, ...], trend: Trend | None
) -> Iterator[Page]:
    tagged = sources.site.topics.papers_by_tag[tag.id]
    own = chip(tag, len(tagged))
    broader = tuple([sources.chips[other] for other in tag.broader if other in sources.chips])
    for leaf, part in paginate(tagged, lambda number: urls.tag(tag.id, number)):
        made_from = (own, tag.group, broader, narrower, sources.cards(part), beside, trend, leaf)
        yield Page(urls.tag(tag.id, leaf.number), "pages/tag.html", tag_view, made_from)


def tag_view(
    _config: Config,
    tag: Chip,
    group: str,
    broader: tuple[Chip, ...],
    narrower: tuple[Chip, ...],
    papers: tuple[CardInput, ...],
    beside: tuple[Chip, ...],
    trend: Trend | None,
    leaf: Pagination,
) -> View:
    data = {
        "tag": tag,
        "broader": broader,
        "narrower": narrower,
        "group": group,
        "feed": urls.tag_feed(tag.id),
        "papers": [card(each, without=tag.id) for each in papers],
        "beside": beside,
        "trend": trend,
        "leaf": leaf,
    }
    return View(page_title(tag.label, leaf), tag.meaning or f"Papers about {tag.label}.", data)


def edition_pages(sources: PageContext) -> Iterator[Page]:
    links = [sources.editions[edition.id] for edition in sources.site.library.editions]
    around = zip([None, *links[:-1]], [*links[1:], None], strict=True)
    for edition, (newer, older) in zip(sources.site.library.editions, around, strict=True):
        yield from _pages_of_edition(sources, edition, newer, older)


def _pages_of_edition(
    sources: PageContext, edition: Edition, newer: EditionLink | None = None, older: EditionLink | None = None
) -> Iterator[Page]:
    link, (counted, coded, drawn) = sources.editions[edition.id], sources.together[edition.id]
    for leaf, part in paginate(edition.papers, lambda number: urls.edition(edition.id, number)):
        drawn_here = drawn if leaf.number == 1 else None
        made_from = (link, coded, sources.cards(part), counted, drawn_here, leaf, newer, older)
        yield Page(urls.edition(edition.id, leaf.number), "pages/edition.html", edition_view, made_from)


def edition_view(
    _config: Config,
    edition: EditionLink,
    coded: int,
    papers: tuple[CardInput, ...],
    counted: TopicCounts,
    drawn: maps.MapInput | None,
    leaf: Pagination,
    newer: EditionLink | None,
    older: EditionLink | None,
) -> View:
    data = {
        "edition": edition,
        "coded": coded,
        "papers": [card(each, edition=edition.id) for each in papers],
        "beside": counted.chips,
        "topic_count": counted.topics,
        "map": maps.layout(drawn) if drawn else None,
        "leaf": leaf,
        "newer": newer,
        "older": older,
    }
    description = shorten_text(_edition_summary(edition, counted), DESCRIPTION_LENGTH)
    return View(page_title(edition.label, leaf), description, data)


def _edition_summary(edition: EditionLink, counted: TopicCounts) -> str:
    labels = ", ".join(chip.label.lower() for chip in counted.chips[:TOPICS_IN_A_SUMMARY])
    papers = f"{edition.count} paper{'s' if edition.count != 1 else ''} of {edition.label}"
    return papers + (f", on {labels}." if labels else ".")


def home_page(sources: PageContext) -> Iterator[Page]:
    """The newest edition, and the ways into the rest."""
    newest, *others = sources.site.library.editions
    listing = next(_pages_of_edition(sources, newest))
    recent = tuple([sources.editions[edition.id] for edition in others[:RECENT_EDITIONS]])
    yield Page(urls.HOME, "pages/home.html", home_view, (recent, *listing.made_from))


def home_view(config: Config, recent: tuple[EditionLink, ...], *listing: object) -> View:
    shown = edition_view(config, *listing)  # type: ignore[arg-type]
    return View("", config.description, {**shown.data, "recent": recent})
