"""Pages of watches: the papers that a saved search finds, newest first."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.curation import Watch
from generator.render.pages.context import PageContext
from generator.render.pages.lists import newest_as_cards, page_title, paginate_newest
from generator.render.pages.page import Page, View
from generator.render.views import CardInput, Pagination


class WatchPage(NamedTuple):
    """A page of the papers of a watch, which has `size` of them."""

    watch: Watch
    size: int
    papers: tuple[CardInput, ...]
    pagination: Pagination
    template: str = "pages/watch.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        data = {
            **self._asdict(),
            "path": urls.watch(self.watch.id),
            "feed": urls.watch_feed(self.watch.id),
            "query": urls.quote_query(self.watch.query),
            "papers": newest_as_cards(self.papers, self.pagination),
            "leaf": self.pagination,
        }
        description = f"Every paper that a search for {self.watch.query} finds."
        return View(page_title(self.watch.title, self.pagination), description, data)


class WatchIndexPage(NamedTuple):
    """All watches, each with how many papers it has."""

    watches: tuple[tuple[Watch, int], ...]
    template: str = "pages/watches.html"

    def view(self, config: Config) -> View:
        rows = [(watch.title, urls.watch(watch.id), watch.query, count) for watch, count in self.watches]
        return View("Watches", f"The saved searches of {config.title}.", {"rows": rows})


def watch_pages(context: PageContext) -> Iterator[Page]:
    site = context.site
    watches = tuple([(watch, len(site.watched.get(watch.id, ()))) for watch in site.config.curation.watches])
    if watches:
        yield Page(urls.WATCHES, WatchIndexPage(watches))
    for watch, size in watches:
        found = site.watched.get(watch.id, ())
        for pagination, papers in paginate_newest(found, lambda number, watch=watch: urls.watch(watch.id, number)):  # type: ignore[misc]
            inputs = WatchPage(watch=watch, size=size, papers=context.cards_of(papers), pagination=pagination)
            yield Page(urls.watch(watch.id, pagination.number), inputs)
