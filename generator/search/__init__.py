"""The search of a site: an index that lunr.js loads as it is, and the data that the list of results shows."""

from generator.search.manifest import index_files, search_files
from generator.search.results import ResultPlan, plan_results, result_tasks

__all__ = ["ResultPlan", "index_files", "plan_results", "result_tasks", "search_files"]
