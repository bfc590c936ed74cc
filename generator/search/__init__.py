"""The search of a site: an index that lunr.js loads as it is, and what the list of results shows."""

from generator.search.manifest import index_files, search_files
from generator.search.results import Results, result_parts, results_of

__all__ = ["Results", "index_files", "result_parts", "results_of", "search_files"]
