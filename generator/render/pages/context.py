"""What several pages show, computed once.

The same paper appears on its own page, next to others, and in a dozen lists. Each page gets the same small values
here, and those of the last plan where they have not changed, so that comparing the pages of two plans is quick.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import final

from generator.analysis.names import Name
from generator.model.reuse import Mapped, keep_equal, map_changed
from generator.render import views
from generator.render.pages.facts import PaperFacts, collect_facts, keep_values
from generator.render.pages.name_index import NameEntryInput, NameIndex, index_names, name_entry_input
from generator.render.pages.summaries import ListSummaries, summarise_lists
from generator.render.periods import Calendar, make_calendar
from generator.render.views import CardInput, Chip, EditionLink, PaperLink, PaperSummary, Site


@final
@dataclass(frozen=True, slots=True)
class PageContext:
    """`chips` are by tag; `editions` and `edition_labels` by edition; `links`, `facts` and `card` by paper, in the
    site's order; `entry` by name. What is `Mapped` is there for the next context."""

    site: Site
    chips: Mapping[str, Chip]
    editions: Mapping[str, EditionLink]
    edition_labels: Mapping[str, str]
    paper_links: Mapped[PaperLink]
    links: Mapping[str, PaperLink]
    facts: Mapping[str, PaperFacts]
    summaries: Mapped[PaperSummary]
    cards: Mapped[CardInput]
    card: Mapping[str, CardInput]
    calendar: Calendar
    lists: ListSummaries
    names: NameIndex
    entries: Mapped[NameEntryInput]
    entry: Mapping[str, NameEntryInput]

    def cards_of(self, papers: Iterable[str]) -> tuple[CardInput, ...]:
        return tuple(map(self.card.__getitem__, papers))

    def entries_of(self, names: Iterable[Name]) -> tuple[NameEntryInput, ...]:
        return tuple([self.entry[name.id] for name in names])


def make_context(site: Site, previous: PageContext | None = None) -> PageContext:
    """What the pages of `site` share; the very values of `previous` where nothing has changed."""
    editions = site.library.editions
    calendar = make_calendar(editions)
    ids = [*map(attrgetter("id"), site.library.papers)]
    chips = keep_equal({tag.id: views.chip(tag) for tag in site.topics.tags}, previous and previous.chips)
    labels = keep_equal({each.id: each.label for each in editions}, previous and previous.edition_labels)
    paper_links = map_changed(views.paper_link, site.library.papers, previous=previous and previous.paper_links)
    links = keep_equal(dict(zip(ids, paper_links.values, strict=True)), previous and previous.links)
    in_order = [*map(links.__getitem__, ids)]  # an equal table of the last context may have had another order
    facts = keep_values(collect_facts(site, in_order), previous and previous.facts)
    papers, bylines, tagged = zip(*[(each.paper, each.byline, each.tagged) for each in facts.values()], strict=True)
    summaries = map_changed(views.summarise_paper, papers, in_order, previous=previous and previous.summaries)
    cards = map_changed(
        views.card_input,
        summaries.values,
        bylines,
        tagged,
        shared=(chips, labels),
        previous=previous and previous.cards,
    )
    names = index_names(site.names.names, previous and previous.names)
    entries = map_changed(name_entry_input, names.names, shared=(links,), previous=previous and previous.entries)
    return PageContext(
        site=site,
        chips=chips,
        editions=keep_equal({each.id: views.edition_link(each) for each in editions}, previous and previous.editions),
        edition_labels=labels,
        paper_links=paper_links,
        links=links,
        facts=facts,
        summaries=summaries,
        cards=cards,
        card=dict(zip(ids, cards.values, strict=True)),
        calendar=calendar,
        lists=summarise_lists(site, facts, calendar, previous and previous.lists),
        names=names,
        entries=entries,
        entry={each.name.id: each for each in entries.values},
    )
