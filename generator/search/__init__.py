"""The search of a site: an index that lunr.js loads as it is, and what the list of results shows."""

from generator.search.documents import IndexFiles, SearchIndex, build_documents, create_finder
from generator.search.manifest import write_index
from generator.search.results import ExpandedAcronyms, encode_results, folder_names, result_files, result_inputs
from generator.search.taste import add_taste, encode_taste, hyphenated_words, taste_parts
