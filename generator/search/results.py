"""What a result shows of its paper: one small file a paper, so that twenty results cost twenty papers.

The files of five hundred papers lie in a folder that is named by what is in it, so that the manifest names folders
rather than papers, and those of the older papers stay the same while newer ones come.
"""

from collections.abc import Mapping, Sequence

from markupsafe import escape

from generator import urls
from generator.evidence import has_code
from generator.model import Library, Paper, Topics
from generator.search.packing import Files, fingerprint, packed
from generator.shorthand import Meaning

PAPERS_IN_FOLDER = 500

Also = Mapping[str, Sequence[Meaning]]


def result_files(library: Library, topics: Topics, also: Also, files: Files) -> list[str]:
    """Adds `search/papers/<folder>/<number>.json` for each paper, the oldest being 0; gives the folders' names."""
    contents = [packed(_result(paper, library, topics, also[paper.id])) for paper in reversed(library.papers)]
    folders = []
    for first in range(0, len(contents), PAPERS_IN_FOLDER):
        together = contents[first : first + PAPERS_IN_FOLDER]
        folders.append(fingerprint(b"\n".join(together)))
        path = f"{urls.SEARCH_FOLDER}papers/{folders[-1]}/"
        files |= {f"{path}{number}.json": content for number, content in enumerate(together, first)}
    return folders


def _result(paper: Paper, library: Library, topics: Topics, also: Sequence[Meaning]) -> Mapping[str, object]:
    """A paper as a result shows it; `html` only where its title is more than text, empty fields not at all."""
    shown = {
        "id": paper.id,
        "title": paper.title.text,
        "html": paper.title.html if paper.title.html != str(escape(paper.title.text)) else "",
        "abstract": paper.abstract.text,
        "authors": paper.authors,
        "date": paper.day.label if paper.day else "",
        "editions": [[s.edition, library.edition[s.edition].label] for s in paper.editions],
        "tags": [[tag.tag, topics.tag[tag.tag].label] for tag in topics.tags_by_paper.get(paper.id, ())],
        "also": [[*meaning] for meaning in also],
        "code": int(has_code(paper)),
    }
    return {name: value for name, value in shown.items() if value}
