"""The search of a site: an index that lunr.js loads as it is, and what the list of results shows."""

from generator.search.index import search_files

__all__ = ["search_files"]
