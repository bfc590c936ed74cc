"""The names that search offers where it finds little: those that many papers mention, each of which has a page.

Fetched only then. The browser compares what was typed with labels and long forms (`static/js/search/refinements.js`).
"""

from collections.abc import Iterable

from generator.analysis.names import Name
from generator.search.encoding import Files, add_json

MOST_NAMES = 1500
"""Of a large site those that most papers mention: some 15 kB."""
COMMON_ONE_IN = 4
"""A name that more than one paper in so many mentions says too little."""


def name_file(names: Iterable[Name], papers: int, files: Files) -> str:
    """Adds a list of `[id, label, long form, number of papers]`, most papers first; gives the file's name."""
    offered = [name for name in names if name.has_page and len(name.papers) * COMMON_ONE_IN <= papers]
    offered.sort(key=lambda name: -len(name.papers))
    rows = [[name.id, name.label, "".join(name.long_forms[:1]), len(name.papers)] for name in offered[:MOST_NAMES]]
    return add_json(files, "names", rows)
