"""The files under `search/`, and the manifest that names them.

Only `manifest.json` keeps its name, and it is small. The others' names, or their folders', carry a hash of what is in
them, so that caches may keep them for ever and a page can tell a file that is cut short or of another build. Papers go
by their number everywhere, counted from the oldest.
"""

from collections.abc import Sequence

from generator.execution.memo import IDLE, Work
from generator.model import urls
from generator.model.papers import Library, Topics
from generator.search.documents import Searched
from generator.search.encoding import Files, add, packed
from generator.search.facets import facets
from generator.search.positions import place_files
from generator.search.results import PAPERS_IN_FOLDER, folders_of, placed, result_contents
from generator.search.shards import LUNR_VERSION, fields_in_use, is_small, lunr_index, shard_files
from generator.search.vocabulary import word_files
from generator.text.terms import Weights


def search_files(library: Library, topics: Topics, searched: Searched, weights: Weights, work: Work = IDLE) -> Files:
    """Every file of the search by its path on the site.

    Where `work` keeps what it made, what is as it was in the last build is the very same object.
    """
    contents = result_contents(library, topics, searched.also, work)
    folders = folders_of(contents)
    return index_files(library, topics, searched, weights, folders, work) | dict(placed(contents, folders))


def index_files(
    library: Library,
    topics: Topics,
    searched: Searched,
    weights: Weights,
    folders: Sequence[str],
    work: Work = IDLE,
) -> Files:
    """Every file of the search but the results, which lie in `folders`."""
    files: Files = {}
    if is_small(weights):
        index: dict[str, object] = {"index": add(files, "index", lunr_index(weights))}
    else:
        index = {"fields": list(fields_in_use(weights)), "shards": shard_files(weights, files, work)}
    manifest = {
        "lunr": LUNR_VERSION,
        "papers": len(library.papers),
        **index,
        "words": word_files(weights, files),
        "places": place_files(searched.wording, weights, files, work),
        "facets": add(files, "facets", facets(library, topics)),
        "papersInFolder": PAPERS_IN_FOLDER,
        "folders": folders,
    }
    return {urls.SEARCH_FOLDER + "manifest.json": packed(manifest), **files}
