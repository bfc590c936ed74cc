"""The catalogue of all books, an Atom feed as OPDS 1.2 has it."""

from collections.abc import Sequence

from generator.model import urls
from generator.model.config import Config
from generator.render.books.epub import MEDIA_TYPE
from generator.render.books.plans import Book
from generator.render.feeds.entries import feed_address, identifier
from generator.render.feeds.plans import Render
from generator.text.markup import clean_text


def catalogue(books: Sequence[Book], config: Config, render: Render) -> bytes:
    """`opds.xml`: an entry for each of `books`, of which there is one at least."""
    text = render(
        "feeds/opds.xml",
        books=[(book, identifier(config, book.path)) for book in books],
        id=identifier(config, urls.OPDS),
        updated=max(book.day for book in books),
        address=lambda path: feed_address(config, path, urls.OPDS),
        media_type=MEDIA_TYPE,
    )
    return clean_text(text).encode()
