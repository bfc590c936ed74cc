"""The files under `search/`, and the manifest that names them.

Only `manifest.json` keeps its name, and it is small. The others' names, or their folders', carry a hash of what is in
them, so that caches may keep them for ever and a page can tell a file that is cut short or of another build. Papers go
by their number everywhere, counted from the oldest.
"""

from generator import urls
from generator.fields import Searched
from generator.model import Library, Topics
from generator.search.facets import facets
from generator.search.packing import Files, add, packed
from generator.search.places import place_files
from generator.search.results import PAPERS_IN_FOLDER, result_files
from generator.search.shards import LUNR_VERSION, fields_in_use, is_small, lunr_index, shard_files
from generator.search.vocabulary import word_files
from generator.terms import Weights


def search_files(library: Library, topics: Topics, searched: Searched, weights: Weights) -> Files:
    """Every file of the search by its path on the site."""
    files: Files = {}
    if is_small(weights):
        index: dict[str, object] = {"index": add(files, "index", lunr_index(weights))}
    else:
        index = {"fields": list(fields_in_use(weights)), "shards": shard_files(weights, files)}
    manifest = {
        "lunr": LUNR_VERSION,
        "papers": len(library.papers),
        **index,
        "words": word_files(weights, files),
        "places": place_files(searched.wording, weights, files),
        "facets": add(files, "facets", facets(library, topics)),
        "papersInFolder": PAPERS_IN_FOLDER,
        "folders": result_files(library, topics, searched.also, files),
    }
    return {urls.SEARCH_FOLDER + "manifest.json": packed(manifest), **files}
