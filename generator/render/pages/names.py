"""The index of names, on one page or one page for each letter, and a page for each name that many papers mention."""

from collections.abc import Iterator
from functools import partial

from generator.analysis.names import Name
from generator.model import urls
from generator.model.config import Config
from generator.render.pages.context import PageContext
from generator.render.pages.lists import make_pagination, page_title, paginate
from generator.render.pages.name_index import MOST_PAPERS, NameEntryInput, has_page, name_entry
from generator.render.pages.page import Page, View
from generator.render.views import CardInput, Pagination, card


def name_pages(sources: PageContext) -> Iterator[Page]:
    """The index; a page for each letter when there are many names, and one for each that many papers say."""
    glossary = sources.glossary
    one = glossary.on_one_page
    letters = tuple(
        [(letter, len(found), sources.named(found) if one else ()) for letter, found in glossary.letters.items()]
    )
    yield Page(
        urls.NAMES, "pages/names.html", index_view, (letters, () if one else sources.named(glossary.most_said()), one)
    )
    if not one:
        yield from _pages_of_letters(sources)
    for name in glossary.names:
        if has_page(name):
            yield from _pages_of_name(sources, name)


def index_view(
    config: Config,
    letters: tuple[tuple[str, int, tuple[NameEntryInput, ...]], ...],
    most_said: tuple[NameEntryInput, ...],
    whole: bool,
) -> View:
    data = {
        "letters": [(letter, [name_entry(each) for each in found]) for letter, _, found in letters],
        "counts": {letter: count for letter, count, _ in letters},
        "count": sum(count for _, count, _ in letters),
        "most_said": [name_entry(each) for each in most_said],
        "whole": whole,
    }
    description = f"The models, methods, datasets and acronyms that the papers of {config.title} introduce."
    return View("Names", description, data)


def _pages_of_letters(sources: PageContext) -> Iterator[Page]:
    letters = tuple(sources.glossary.letters)
    for letter, shelves in sources.glossary.shelves.items():
        count = len(sources.glossary.letters[letter])
        for number, found in enumerate(shelves, 1):
            leaf = make_pagination(number, len(shelves), partial(urls.names, letter))
            made_from = (letter, letters, count, sources.named(found), leaf)
            yield Page(urls.names(letter, number), "pages/names_letter.html", letter_view, made_from)


def letter_view(
    _config: Config,
    letter: str,
    letters: tuple[str, ...],
    count: int,
    names: tuple[NameEntryInput, ...],
    leaf: Pagination,
) -> View:
    entries = [name_entry(each) for each in names]
    data = {"letter": letter, "letters": letters, "entries_of_page": entries, "leaf": leaf, "count": count}
    title = page_title(f"Names, {letter.upper() if len(letter) == 1 else 'digits and other scripts'}", leaf)
    return View(title, f"Names from {names[0].name.label} to {names[-1].name.label}.", data)


def _pages_of_name(sources: PageContext, name: Name) -> Iterator[Page]:
    """The papers that say a name, in site order."""
    (named,), place = sources.named([name]), sources.glossary.places[name.id]
    for leaf, part in paginate(name.papers[:MOST_PAPERS], lambda number: urls.name(name.id, number)):
        made_from = (named, place, sources.cards(part), leaf)
        yield Page(urls.name(name.id, leaf.number), "pages/name.html", name_view, made_from)


def name_view(
    _config: Config, named: NameEntryInput, place: str, papers: tuple[CardInput, ...], leaf: Pagination
) -> View:
    name = named.name
    data = {
        "entry": name_entry(named),
        "place": place,
        "most": MOST_PAPERS,
        "papers": [card(each) for each in papers],
        "leaf": leaf,
    }
    long_form = f", {name.long_forms[0]}" if name.long_forms else ""
    description = f"{len(name.papers)} papers that speak of {name.label}{long_form}."
    return View(page_title(f"Papers that speak of {name.label}", leaf), description, data)
