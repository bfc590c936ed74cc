"""A page for each author who has one, and the index of all, on one page or one for each letter.

The index names the paper of an author without a page: so nobody is missing, and nothing is said twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.analysis.authors import Author, Byline
from generator.model import urls
from generator.model.config import Config
from generator.render.pages.context import PageContext
from generator.render.pages.lists import newest_as_cards, page_title, paginate_newest, paginate_parts
from generator.render.pages.name_index import group_by_letter, split_list
from generator.render.pages.page import Page, View
from generator.render.pages.summaries import TopicCounts, count_topics
from generator.render.views import CardInput, Pagination, PaperLink, author_links

AUTHORS_PER_PAGE = 300
CO_AUTHORS = 12
"""Co-authors named beside a list, those of most papers."""


class AuthorPage(NamedTuple):
    """A page of an author's papers; `co_authors` have the number of papers they share."""

    author: Author
    papers: tuple[CardInput, ...]
    co_authors: tuple[tuple[Byline, int], ...]
    topics: TopicCounts
    pagination: Pagination
    template: str = "pages/author.html"

    def view(self, config: Config) -> View:
        name, count = self.author.name, len(self.author.papers)
        data = {
            "author": self.author,
            "count": count,
            "feed": urls.author_feed(self.author.id),
            "papers": newest_as_cards(self.papers, self.pagination),
            "co_authors": [(*author_links([each])[0], shared) for each, shared in self.co_authors],
            "beside": self.topics.chips,
            "leaf": self.pagination,
        }
        description = f"{count:,} paper{'' if count == 1 else 's'} by {name} in {config.title}."
        return View(page_title(name, self.pagination), description, data)


class AuthorEntry(NamedTuple):
    """An author in the index, with their paper where they have no page."""

    author: Author
    paper: PaperLink | None


class AuthorIndexPage(NamedTuple):
    """The index: the entries of each letter where it is one page, else their number, and who has most papers, if
    any has several."""

    letters: tuple[tuple[str, int, tuple[AuthorEntry, ...]], ...]
    most: tuple[AuthorEntry, ...]
    whole: bool
    template: str = "pages/authors.html"

    def view(self, config: Config) -> View:
        sizes = {letter: size for letter, size, _ in self.letters}
        letters = [(letter, entries) for letter, _, entries in self.letters]
        data = {**self._asdict(), "letters": letters, "sizes": sizes, "count": sum(sizes.values())}
        return View("Authors", f"The authors of the papers of {config.title}.", data)


class AuthorLetterPage(NamedTuple):
    """A page of the authors of a letter, which has `size` of them; `letters` are all that have a page."""

    letter: str
    letters: tuple[str, ...]
    size: int
    entries: tuple[AuthorEntry, ...]
    pagination: Pagination
    template: str = "pages/authors_letter.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        heading = self.letter.upper() if len(self.letter) == 1 else "other scripts"
        first, last = self.entries[0].author.name, self.entries[-1].author.name
        data = {**self._asdict(), "leaf": self.pagination}
        return View(page_title(f"Authors, {heading}", self.pagination), f"Authors from {first} to {last}.", data)


def author_pages(context: PageContext) -> Iterator[Page]:
    """The index, and the pages of those who have one; nothing where no author is known."""
    authors = context.site.authors
    if not authors.authors:
        return
    has_page = {each.id for each in authors.with_page}
    entries = [
        AuthorEntry(each, None if each.id in has_page else context.links[each.papers[0]]) for each in authors.authors
    ]
    yield from _index_pages(entries)
    for author in authors.with_page:
        yield from _pages_of_author(context, author)


def _index_pages(entries: Sequence[AuthorEntry]) -> Iterator[Page]:
    letters = group_by_letter(entries, lambda entry: entry.author.family)
    whole = len(entries) <= AUTHORS_PER_PAGE
    several = [] if whole else [each for each in entries if len(each.author.papers) > 1]
    most = tuple(sorted(several, key=lambda each: -len(each.author.papers))[:CO_AUTHORS])
    sections = tuple([(letter, len(found), found if whole else ()) for letter, found in letters.items()])
    yield Page(urls.AUTHORS, AuthorIndexPage(sections, most, whole))
    if not whole:
        yield from _letter_pages(letters)


def _letter_pages(letters: Mapping[str, Sequence[AuthorEntry]]) -> Iterator[Page]:
    for letter, found in letters.items():
        for pagination, shelf in paginate_parts(split_list(found, AUTHORS_PER_PAGE), partial(urls.authors, letter)):
            inputs = AuthorLetterPage(letter, tuple(letters), len(found), tuple(shelf), pagination)
            yield Page(urls.authors(letter, pagination.number), inputs)


def _pages_of_author(context: PageContext, author: Author) -> Iterator[Page]:
    facts = tuple([context.facts[paper] for paper in author.papers])
    beside = Counter([each for known in facts for each in known.byline if each.author != author.id])
    co_authors = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))[:CO_AUTHORS]
    for pagination, papers in paginate_newest(author.papers, lambda number: urls.author(author.id, number)):
        inputs = AuthorPage(
            author=author,
            papers=context.cards_of(papers),
            co_authors=tuple(co_authors),
            topics=count_topics(facts, "", context.lists.labelled),
            pagination=pagination,
        )
        yield Page(urls.author(author.id, pagination.number), inputs)
