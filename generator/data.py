"""Every paper as data for other people's programs: `data/papers.json`, and what it means is in the contract.

One paper a line: a line-based diff of two builds then names the papers that changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

import orjson

from generator import urls
from generator.evidence import Evidence, has_code
from generator.markup import clean
from generator.model import Paper
from generator.views import Site

LARGEST = 20_000_000
"""Bytes of `data/papers.json`; above, there is a file per edition and this one says which."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """`data/papers.json` whole; or, of a large site, an index of `data/papers/<edition>.json`. One by one, by path."""
    lines = {paper.id: _line(record(site, paper)) for paper in site.library.papers}
    if sum(map(len, lines.values())) + len(_list(())) + len(BETWEEN) * (len(lines) - 1) <= LARGEST:
        yield urls.PAPERS_DATA, _list(lines.values())
        return
    parts: dict[str, list[str]] = {}
    for paper in site.library.papers:  # a paper that was listed twice is in the newer edition's file
        parts.setdefault(paper.editions[0].edition, []).append(paper.id)
    paths = {edition: f"data/papers/{edition}.json" for edition in parts}
    yield (
        urls.PAPERS_DATA,
        _list(
            _line({"edition": name, "url": urls.relative(paths[name], urls.HOME), "papers": len(papers)})
            for name, papers in parts.items()
        ),
    )
    for name, papers in parts.items():
        yield paths[name], _list(map(lines.pop, papers))


def papers_json(site: Site) -> bytes:
    """All papers in site order as a JSON list, UTF-8."""
    return _list(_line(record(site, paper)) for paper in site.library.papers)


def record(site: Site, paper: Paper) -> dict[str, object]:
    """A paper as the contract has it; `arxiv` and `doi` are there when they are known."""
    known = {"arxiv": paper.arxiv, "doi": paper.doi}
    return {
        "id": paper.id,
        "slug": paper.id,
        "url": urls.paper(paper.id),
        "title": paper.title.text,
        "abstract": paper.abstract.text,
        "authors": list(paper.authors),
        "date": paper.day.iso if paper.day else None,
        "editions": [standing.edition for standing in paper.editions],
        "tags": [
            {"id": tagged.tag, "label": site.topics.tag[tagged.tag].label, "reason": tagged.reason}
            for tagged in site.topics.tags_by_paper[paper.id]
        ],
        "links": [{"url": link.url, "label": link.label, "kind": link.kind} for link in paper.links],
        "evidence": evidence(site, paper),
        "related": [
            {"id": near.paper, "score": round(near.score, 4), "shared": list(near.shared)}
            for near in site.related[paper.id]
        ],
        "source": {"path": paper.place.path, "line": paper.place.line},
        **{name: value for name, value in known.items() if value},
    }


def evidence(site: Site, paper: Paper) -> dict[str, object]:
    """Whether code can be had, and the sentences that offer something or head the results, with what counts in them."""
    found = site.evidence.get(paper.id, Evidence())
    return {
        "has_code": has_code(paper),
        "releases": [
            {"sentence": each.sentence, "things": list(each.things), "availability": each.availability}
            for each in found.releases
        ],
        "results": [
            {"sentence": each.sentence, "numbers": [each.sentence[start:end] for start, end in each.numbers]}
            for each in found.results
        ],
    }


BETWEEN = b",\n"


def _list(lines: Iterable[bytes]) -> bytes:
    return b"[\n" + BETWEEN.join(lines) + b"\n]\n"


def _line(record: Mapping[str, object]) -> bytes:
    try:
        return orjson.dumps(record)
    except TypeError:  # what a file name or an author brings along, UTF-8 may not have
        return clean(json.dumps(record, ensure_ascii=False)).encode()
