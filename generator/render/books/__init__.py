"""Books for e-readers: an edition, a week or a topic as EPUB 3, and the OPDS catalogue that reading apps
subscribe to; or as one page.

A book is planned as its title and chapters of papers; equal plans give equal bytes. Its text is made by templates, as
the pages are, and it holds all that it shows: nothing is fetched while somebody reads.

Sources: https://www.w3.org/TR/epub-33/, https://specs.opds.io/opds-1.2
"""

from generator.render.books.epub import epub, epub_files
from generator.render.books.opds import catalogue
from generator.render.books.page import book_page
from generator.render.books.plans import Book, edition_book, plan_books, topic_book

__all__ = ["Book", "book_page", "catalogue", "edition_book", "epub", "epub_files", "plan_books", "topic_book"]
