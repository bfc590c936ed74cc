"""Books for e-readers: an edition or a topic as EPUB 3, and the OPDS catalogue that reading apps subscribe to.

A book is planned as its title and chapters of papers; equal plans give equal bytes. Its text is made by templates, as
the pages are, and it holds all that it shows: nothing is fetched while somebody reads.

Sources: https://www.w3.org/TR/epub-33/, https://specs.opds.io/opds-1.2
"""

from generator.render.books.epub import epub_files
from generator.render.books.opds import catalogue
from generator.render.books.plans import Book, plan_books

__all__ = ["Book", "catalogue", "epub_files", "plan_books"]
