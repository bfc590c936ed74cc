"""A page for each week, with the titles of its papers by edition, and for each month, with its editions; and what they
are about. A month has no titles: on a large site these would be as many bytes as all that is in its editions' lists."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Edition
from generator.render.pages.context import PageContext
from generator.render.pages.lists import ROWS_PER_PAGE, page_title, paginate
from generator.render.pages.page import Page, View
from generator.render.pages.summaries import TopicCounts
from generator.render.periods import Period
from generator.render.views import CardInput, Chip, EditionLink, Pagination, row

TOPICS_IN_A_ROW = 3


class PeriodLink(NamedTuple):
    """A week or a month named in passing."""

    label: str
    path: str


class EditionShare(NamedTuple):
    """The papers of an edition on a page of its week or month."""

    edition: EditionLink
    papers: tuple[CardInput, ...]


class EditionRow(NamedTuple):
    """An edition in the archive or in its month, and its most frequent topics."""

    edition: EditionLink
    chips: tuple[Chip, ...]


def edition_rows(context: PageContext, editions: Iterable[Edition]) -> tuple[EditionRow, ...]:
    summary = context.lists.edition
    rows = ((each.id, summary[each.id].topics.chips[:TOPICS_IN_A_ROW]) for each in editions)
    return tuple([EditionRow(context.editions[name], chips) for name, chips in rows])


class PeriodPage(NamedTuple):
    """A page of a week or a month, which has `size` papers: of a week the `shares`, of a month the `rows`."""

    label: str
    span: str
    path: str
    size: int
    shares: tuple[EditionShare, ...]
    rows: tuple[EditionRow, ...]
    topics: TopicCounts
    pagination: Pagination
    newer: PeriodLink | None
    older: PeriodLink | None
    template: str = "pages/period.html"

    def view(self, config: Config) -> View:
        shares = [(each.edition, [row(paper) for paper in each.papers]) for each in self.shares]
        data = {**self._asdict(), "shares": shares, "beside": self.topics.chips, "leaf": self.pagination}
        description = f"The papers of {config.title} in {self.span or self.label}."
        return View(page_title(self.label, self.pagination), description, data)


def period_pages(context: PageContext) -> Iterator[Page]:
    for make, periods in ((_pages_of_week, context.calendar.weeks), (_page_of_month, context.calendar.months)):
        links = [PeriodLink(each.label, each.path) for each in periods]
        for period, newer, older in zip(periods, [None, *links], [*links[1:], None], strict=False):
            yield from make(context, period, newer, older)


def _page_of_month(
    context: PageContext, period: Period, newer: PeriodLink | None, older: PeriodLink | None
) -> Iterator[Page]:
    inputs = PeriodPage(
        label=period.label,
        span=period.span,
        path=period.path,
        size=len(period.papers),
        shares=(),
        rows=edition_rows(context, period.editions),
        topics=context.lists.period[period.path],
        pagination=Pagination(1, 1),
        newer=newer,
        older=older,
    )
    yield Page(period.path, inputs)


def _pages_of_week(
    context: PageContext, period: Period, newer: PeriodLink | None, older: PeriodLink | None
) -> Iterator[Page]:
    edition = {paper: each.id for each in reversed(period.editions) for paper in each.papers}
    papers = context.lists.papers_of_period[period.path]
    names = [facts.paper.id for facts in papers]
    for pagination, some in paginate(names, lambda number: urls.list_page(period.path, number), ROWS_PER_PAGE):
        inputs = PeriodPage(
            label=period.label,
            span=period.span,
            path=period.path,
            size=len(papers),
            shares=_shares(context, some, edition),
            rows=(),
            topics=context.lists.period[period.path],
            pagination=pagination,
            newer=newer,
            older=older,
        )
        yield Page(urls.list_page(period.path, pagination.number), inputs)


def _shares(context: PageContext, papers: Sequence[str], edition: dict[str, str]) -> tuple[EditionShare, ...]:
    return tuple(
        [
            EditionShare(context.editions[name], context.cards_of(found))
            for name, found in groupby(papers, key=edition.__getitem__)
        ]
    )
