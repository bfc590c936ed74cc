"""The index of names, on one page or one page for each letter, and a page for each name that many papers mention."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.analysis.names import Name
from generator.model import urls
from generator.model.config import Config
from generator.render.pages.context import PageContext
from generator.render.pages.lists import newest_as_cards, page_title, paginate_newest, paginate_parts
from generator.render.pages.name_index import MOST_PAPERS, NameEntryInput, name_entry
from generator.render.pages.page import Page, View
from generator.render.views import CardInput, Pagination

NEWEST_OF_A_NAME = 15
"""Papers that its page has as cards; the others are rows."""


class LetterEntries(NamedTuple):
    """A letter, how many names it has, and their entries where the index is one page."""

    letter: str
    size: int
    entries: tuple[NameEntryInput, ...]


class NameIndexPage(NamedTuple):
    """The index of names, `whole` where it is one page; else with the names that most papers say."""

    letters: tuple[LetterEntries, ...]
    most_mentioned: tuple[NameEntryInput, ...]
    whole: bool
    template: str = "pages/names.html"

    def view(self, config: Config) -> View:
        data = {
            **self._asdict(),
            "letters": [(each.letter, [*map(name_entry, each.entries)]) for each in self.letters],
            "sizes": {each.letter: each.size for each in self.letters},
            "count": sum(each.size for each in self.letters),
            "most_said": [*map(name_entry, self.most_mentioned)],
        }
        description = f"The models, methods, datasets and acronyms that the papers of {config.title} introduce."
        return View("Names", description, data)


class LetterPage(NamedTuple):
    """A page of the names of a letter, which has `size` of them; `letters` are all that have a page."""

    letter: str
    letters: tuple[str, ...]
    size: int
    entries: tuple[NameEntryInput, ...]
    pagination: Pagination
    template: str = "pages/names_letter.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        data = {
            **self._asdict(),
            "entries_of_page": [*map(name_entry, self.entries)],
            "leaf": self.pagination,
            "count": self.size,
        }
        heading = self.letter.upper() if len(self.letter) == 1 else "digits and other scripts"
        first, last = self.entries[0].name.label, self.entries[-1].name.label
        return View(page_title(f"Names, {heading}", self.pagination), f"Names from {first} to {last}.", data)


class NamePage(NamedTuple):
    """A page of the papers that say a name, in site order; `index_page` has its entry."""

    entry: NameEntryInput
    index_page: str
    papers: tuple[CardInput, ...]
    pagination: Pagination
    template: str = "pages/name.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        name = self.entry.name
        data = {
            "entry": name_entry(self.entry),
            "place": self.index_page,
            "most": MOST_PAPERS,
            "papers": newest_as_cards(self.papers, self.pagination, most=NEWEST_OF_A_NAME),
            "leaf": self.pagination,
        }
        long_form = f", {name.long_forms[0]}" if name.long_forms else ""
        description = f"{len(name.papers):,} papers that speak of {name.label}{long_form}."
        return View(page_title(f"Papers that speak of {name.label}", self.pagination), description, data)


def name_pages(context: PageContext) -> Iterator[Page]:
    """The index; a page for each letter when there are many names, and one for each that many papers say."""
    names = context.names
    yield Page(urls.NAMES, _index_page(context))
    if not names.on_one_page:
        yield from _pages_of_letters(context)
    for name in names.names:
        if name.has_page:
            yield from _pages_of_name(context, name)


def _index_page(context: PageContext) -> NameIndexPage:
    names, whole = context.names, context.names.on_one_page
    entries = {letter: context.entries_of(found) if whole else () for letter, found in names.letters.items()}
    return NameIndexPage(
        letters=tuple([LetterEntries(letter, len(found), entries[letter]) for letter, found in names.letters.items()]),
        most_mentioned=() if whole else context.entries_of(names.most_mentioned),
        whole=whole,
    )


def _pages_of_letters(context: PageContext) -> Iterator[Page]:
    letters = tuple(context.names.letters)
    for letter, shelves in context.names.shelves.items():
        size = len(context.names.letters[letter])
        for pagination, names in paginate_parts(shelves, partial(urls.names, letter)):
            inputs = LetterPage(letter, letters, size, context.entries_of(names), pagination)
            yield Page(urls.names(letter, pagination.number), inputs)


def _pages_of_name(context: PageContext, name: Name) -> Iterator[Page]:
    for pagination, papers in paginate_newest(name.papers[:MOST_PAPERS], lambda number: urls.name(name.id, number)):
        inputs = NamePage(
            entry=context.entry[name.id],
            index_page=context.names.targets[name.id].page,
            papers=context.cards_of(papers),
            pagination=pagination,
        )
        yield Page(urls.name(name.id, pagination.number), inputs)
