"""The files under `search/`, and the manifest that lists them.

Only `manifest.json`, which is small, keeps its name. All other files, or their folders, are named by a hash of their
content, so that caches may keep them for ever and a page can tell a file that is truncated or of another build.
Papers are identified by number everywhere, counted from the oldest.
"""

from collections.abc import Sequence

from generator.model import urls
from generator.model.arrays import Ints
from generator.model.papers import Library, Topics
from generator.search.documents import IndexFiles, SearchDocuments, SearchIndex
from generator.search.encoding import add_json, encode_json
from generator.search.facets import facets
from generator.search.positions import position_files
from generator.search.queries.word_forms import RULES
from generator.search.results import PAPERS_IN_FILE, PAPERS_IN_FOLDER, id_table
from generator.search.shards import LUNR_VERSION, field_statistics, is_small, lunr_index, shard_files
from generator.search.title_places import title_places
from generator.search.vocabulary import name_file, word_files
from generator.text.terms import Weights, weigh_terms


def write_index(
    library: Library, topics: Topics, searched: SearchDocuments, folders: Sequence[str], files: IndexFiles
) -> SearchIndex:
    """Adds every file of the search to `files` but the results, which lie in `folders`."""
    last = files.previous
    weights = weigh_terms(searched.wording, (last.documents.wording, last.weights) if last else None)
    files.compare(searched)
    places = _title_places(searched, weights, last)
    if is_small(weights):
        index: dict[str, object] = {"index": add_json(files, "index", lunr_index(weights, places))}
    else:
        index = {"fields": field_statistics(weights), "shards": shard_files(weights, places, files)}
    manifest = {
        "lunr": LUNR_VERSION,
        "papers": len(library.papers),
        **index,
        "words": word_files(weights, files),
        "places": position_files(searched.wording, weights, files),
        "forms": {**RULES, "abbreviations": searched.shorthand.abbreviations},
        "names": name_file(searched.names, len(library.papers), files),
        "facets": add_json(files, "facets", facets(library, topics)),
        "ids": add_json(files, "ids", id_table(library)),
        "papersInFolder": PAPERS_IN_FOLDER,
        "papersInFile": PAPERS_IN_FILE,
        "folders": folders,
    }
    files[urls.SEARCH_FOLDER + "manifest.json"] = encode_json(manifest)
    return SearchIndex(searched, weights, places, files.pieces, files.strings)


def _title_places(searched: SearchDocuments, weights: Weights, previous: SearchIndex | None) -> Ints:
    """Equal titles have equal places, whatever else is new."""
    if previous and searched.titles == previous.documents.titles:
        return previous.title_places
    return title_places(searched.titles, weights)
