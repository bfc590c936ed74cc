"""The files under `search/`: lunr's index, the words one may type, and what a result shows.

Only `manifest.json` keeps its name, and it is small; it names the others, whose names carry a hash of what is in
them, so that caches may keep them for ever and a page can tell a file that is cut short or of another build.
Papers go by their number in site order everywhere. The index is plain lunr JSON: its numbers come from `Weights`,
which holds them term by term, so that a large site can cut it by term without counting anything again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import escape

from generator import urls
from generator.model import Library, Paper, Topics
from generator.terms import Weights, javascript_order

LUNR_VERSION = "2.3.9"
PAPERS_A_BLOCK = 100
HASH_DIGITS = 12

Json = Mapping[str, object]


def search_files(library: Library, topics: Topics, weights: Weights) -> dict[str, bytes]:
    """Every file of the search by its path on the site."""
    index = _hashed("index", lunr_index(weights))
    words = _hashed("words", weights.words)
    blocks = [_hashed("papers", block) for block in paper_blocks(library, topics)]
    manifest = {
        "lunr": LUNR_VERSION,
        "index": index[0],
        "words": words[0],
        "papers": len(library.papers),
        "papersInBlock": PAPERS_A_BLOCK,
        "blocks": [name for name, _ in blocks],
    }
    files = [("manifest.json", _bytes(manifest)), index, words, *blocks]
    return {urls.SEARCH_FOLDER + name: data for name, data in files}


def lunr_index(weights: Weights) -> Json:
    """The index as `lunr.Index.load` of lunr.js takes it.

    JavaScript sorts text by UTF-16 unit, and lunr.js refuses terms in any other order. Fields that no paper has are
    left out.
    """
    fields = {name: vectors for name, vectors in weights.vectors.items() if any(vectors)}
    return {
        "version": LUNR_VERSION,
        "fields": list(fields),
        "fieldVectors": [
            [f"{field}/{paper}", [number for pair in vector.items() for number in pair]]
            for field, vectors in fields.items()
            for paper, vector in enumerate(vectors)
        ],
        "invertedIndex": sorted(_postings(weights.terms, fields), key=lambda posting: javascript_order(posting[0])),
        "pipeline": ["stemmer"],
    }


def _postings(terms: Sequence[str], fields: Mapping[str, Sequence[Mapping[int, float]]]) -> list[tuple[str, Json]]:
    """Each term with lunr's entry for it: its number, and by field the papers that have it there."""
    papers: list[dict[str, dict[str, Json]]] = [{field: {} for field in fields} for _ in terms]
    for field, vectors in fields.items():
        for paper, vector in enumerate(vectors):
            for term in vector:
                papers[term][field][str(paper)] = {}
    return [(term, {"_index": number, **papers[number]}) for number, term in enumerate(terms)]


def paper_blocks(library: Library, topics: Topics) -> Iterator[Json]:
    """What results show, `PAPERS_A_BLOCK` papers at a time, with the names of the tags and editions they mention."""
    for first in range(0, len(library.papers), PAPERS_A_BLOCK):
        shown = library.papers[first : first + PAPERS_A_BLOCK]
        tags = sorted({tag.tag for paper in shown for tag in topics.tags_by_paper.get(paper.id, ())})
        editions = sorted({standing.edition for paper in shown for standing in paper.editions})
        yield {
            "first": first,
            "papers": [_result(paper, topics) for paper in shown],
            "tags": {tag: {"label": topics.tag[tag].label, "url": _address(urls.tag(tag))} for tag in tags},
            "editions": {edition: library.edition[edition].label for edition in editions},
        }


def _result(paper: Paper, topics: Topics) -> Json:
    """A paper as a result shows it; `html` only where its title is more than text."""
    rich = {"html": paper.title.html} if paper.title.html != str(escape(paper.title.text)) else {}
    return {
        "id": paper.id,
        "url": _address(urls.paper(paper.id)),
        "title": paper.title.text,
        **rich,
        "authors": list(paper.authors),
        "abstract": paper.abstract.text,
        "date": paper.day.label if paper.day else "",
        "editions": [standing.edition for standing in paper.editions],
        "tags": [tag.tag for tag in topics.tags_by_paper.get(paper.id, ())],
        "code": paper.has_code,
    }


def _address(path: str) -> str:
    """A path on the site as a link relative to its root."""
    return urls.relative(path, urls.HOME)


def _hashed(name: str, value: object) -> tuple[str, bytes]:
    data = _bytes(value)
    return f"{name}.{hashlib.sha256(data).hexdigest()[:HASH_DIGITS]}.json", data


def _bytes(value: object) -> bytes:
    """Compact JSON; half of a surrogate pair, which no file can hold, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
