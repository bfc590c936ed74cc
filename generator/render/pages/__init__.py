"""The plan of the site: which pages there are, and the inputs of each.

`plan_pages` calls one small function for each kind of page, from the `PageContext` to `Page` values. Nothing is
rendered or written here; two pages that claim one path are reported before either exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import final

from generator.model.config import Config
from generator.model.problems import ContentError, error
from generator.model.reuse import Mapped
from generator.render.pages.authors import author_pages
from generator.render.pages.context import PageContext, make_context
from generator.render.pages.curated import about_page, redirect_pages
from generator.render.pages.highlights import topics_pages
from generator.render.pages.lists import edition_pages, home_page, tag_pages
from generator.render.pages.names import name_pages
from generator.render.pages.overviews import overview_pages
from generator.render.pages.page import Page, PageInputs, View
from generator.render.pages.papers import moved_pages, paper_pages
from generator.render.pages.periods import period_pages
from generator.render.pages.watches import watch_pages
from generator.render.views import Site

__all__ = ["Page", "PageInputs", "PagePlan", "View", "plan_pages"]


@final
@dataclass(frozen=True, slots=True)
class PagePlan:
    """Every page of a site; and what the next plan can take over."""

    pages: tuple[Page, ...]
    context: PageContext | None = field(default=None, compare=False, repr=False)
    papers: Mapped[Page] | None = field(default=None, compare=False, repr=False)


def plan_pages(site: Site, previous: PagePlan | None = None) -> PagePlan:
    """Every page of `site`, the very objects of `previous` where nothing has changed.

    Raises `ContentError` when two pages would be one file.
    """
    context = make_context(site, previous and previous.context)
    papers = paper_pages(context, previous and previous.papers)
    pages = (
        *home_page(context),
        *papers.values,
        *moved_pages(context),
        *tag_pages(context),
        *edition_pages(context),
        *period_pages(context),
        *topics_pages(context),
        *name_pages(context),
        *author_pages(context),
        *overview_pages(context),
        *watch_pages(context),
        *about_page(context),
    )
    pages = (*pages, *redirect_pages(site.config, pages))
    _check_unique_paths(pages, site.config)
    return PagePlan(pages, context, papers)


def _check_unique_paths(pages: Iterable[Page], config: Config) -> None:
    taken: dict[str, Page] = {}
    for page in pages:
        other = taken.setdefault(page.path.casefold(), page)
        if other is not page:
            one, two = (each.inputs.view(config).title for each in (other, page))
            message = f"“{one}” and “{two}” would both be this page"
            raise ContentError(error(page.path, 0, message, "rename one of the two, in its seed or the tag rules"))
