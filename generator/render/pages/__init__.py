"""The plan of the site: which pages there are, and the inputs of each.

`plan_pages` calls one small function for each kind of page, from the `PageContext` to `Page` values. Nothing is
rendered or written here; two pages that claim one path are reported before either exists.
"""

from collections.abc import Sequence

from generator.execution.memo import IDLE, Work
from generator.model.config import Config
from generator.model.problems import ContentError, error
from generator.render.pages.context import PageContext
from generator.render.pages.lists import edition_pages, home_page, tag_pages
from generator.render.pages.names import name_pages
from generator.render.pages.overviews import overview_pages
from generator.render.pages.page import Page, View
from generator.render.pages.papers import moved_pages, paper_pages
from generator.render.views import Site

__all__ = ["Page", "View", "plan_pages"]


def plan_pages(site: Site, work: Work = IDLE) -> tuple[Page, ...]:
    """Every page of `site`. Raises `ContentError` when two of them would be one file."""
    sources = PageContext(site, work)
    kinds = (home_page, paper_pages, moved_pages, tag_pages, edition_pages, name_pages, overview_pages)
    pages = tuple([page for kind in kinds for page in kind(sources)])
    _check_unique_paths(pages, site.config)
    return pages


def _check_unique_paths(pages: Sequence[Page], config: Config) -> None:
    taken: dict[str, Page] = {}
    for page in pages:
        other = taken.setdefault(page.path.casefold(), page)
        if other is not page:
            one, two = (each.view(config, *each.made_from).title for each in (other, page))
            message = f"“{one}” and “{two}” would both be this page"
            raise ContentError(error(page.path, 0, message, "rename one of the two, in its seed or the tag rules"))
