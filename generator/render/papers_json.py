"""Every paper as data for other programs: `data/papers.json`, whose meaning the contract defines.

There is one paper a line, so that a line-based diff of two builds names the papers that changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from generator.analysis.evidence import Evidence, has_code
from generator.model import urls
from generator.model.characters import drop_invisible
from generator.model.papers import Neighbour, Paper, PaperTag, Place
from generator.output.spilled import Joined, size_of
from generator.render.views import Site
from generator.text.markup import clean_text

LARGEST = 20_000_000
"""Bytes of `data/papers.json`; above, there is a file per edition and this one says which."""
NO_EVIDENCE = Evidence()


class RecordInput(NamedTuple):
    """All that a paper's record says; `labels` are those of its tags."""

    paper: Paper
    tags: tuple[PaperTag, ...]
    labels: tuple[str, ...]
    related: tuple[Neighbour, ...]
    evidence: Evidence


def encode_records(inputs: Iterable[RecordInput]) -> Iterator[bytes]:
    """The line of each paper."""
    return (b"".join((_json_line(record(each))[:-1], *_source_texts(each.paper))) for each in inputs)


def _source_texts(paper: Paper) -> Iterator[bytes]:
    """The end of a paper's line: what the seed says where cleaning changed it, and escapes for what nobody sees."""
    said = {name: text.encode(errors="backslashreplace").decode() for name, text in paper.source_texts}
    yield from (b',"source_texts":', json.dumps(said, separators=(",", ":")).encode() if said else b"{}", b"}")


def papers_json_files(site: Site, lines: Sequence[bytes]) -> Iterator[tuple[str, Joined]]:
    """`data/papers.json` whole; or, of a large site, an index of `data/papers/<edition>.json`. One by one, by path.

    `lines` are those of all papers, in site order.
    """
    if size_of(lines) + len(HEAD + FOOT) + len(SEPARATOR) * (len(lines) - 1) <= LARGEST:
        yield urls.PAPERS_DATA, _json_list(lines, range(len(lines)))
        return
    parts: dict[str, list[int]] = {}
    for number, paper in enumerate(site.library.papers):  # one that was listed twice is in the newer edition's file
        parts.setdefault(paper.editions[0].edition, []).append(number)
    paths = {edition: f"data/papers/{edition}.json" for edition in parts}
    editions = [
        _json_line({"edition": name, "url": urls.relative(paths[name], urls.HOME), "papers": len(papers)})
        for name, papers in parts.items()
    ]
    yield urls.PAPERS_DATA, _json_list(editions, range(len(editions)))
    for name, papers in parts.items():
        yield paths[name], _json_list(lines, papers)


def record_inputs(site: Site) -> Iterator[RecordInput]:
    """What is known of each paper, in site order."""
    label = {tag.id: tag.label for tag in site.topics.tags}
    for paper in site.library.papers:
        tags = site.topics.tags_by_paper[paper.id]
        labels = tuple([label[tagged.tag] for tagged in tags])
        yield RecordInput(paper, tags, labels, site.related[paper.id], site.evidence.get(paper.id, NO_EVIDENCE))


def record(known: RecordInput) -> dict[str, object]:
    """A paper as the contract has it: every key is there, and what is not known is null."""
    paper = known.paper
    return {
        "id": paper.id,
        "slug": paper.id,
        "url": urls.paper(paper.id),
        "title": paper.title.text,
        "abstract": paper.abstract.text,
        "authors": paper.authors,
        "author_count": paper.author_count or len(paper.authors) or None,
        "date": paper.day.iso if paper.day else None,
        "published": paper.published,
        "venue": paper.venue,
        "votes": paper.votes,
        "arxiv": paper.arxiv,
        "arxiv_class": paper.arxiv_class,
        "doi": paper.doi,
        "pick": bool(paper.pick),
        "note": paper.note.text if paper.note else None,
        "editions": [standing.edition for standing in paper.editions],
        "tags": [
            {"id": tagged.tag, "label": label, "reason": tagged.reason}
            for tagged, label in zip(known.tags, known.labels, strict=True)
        ],
        "links": [{"url": link.url, "label": link.label, "kind": link.kind} for link in paper.links],
        "evidence": evidence_record(paper, known.evidence),
        "related": [{"id": near.paper, "score": round(near.score, 4), "shared": near.shared} for near in known.related],
        "source": place_record(paper.place),
        "sources": {each.name: place_record(each.place) for each in paper.origins},
    }


def place_record(place: Place) -> dict[str, object]:
    """A place in the seeds; of its file's name without what nobody sees."""
    return {"path": drop_invisible(place.path), "line": place.line}


def evidence_record(paper: Paper, found: Evidence) -> dict[str, object]:
    """Whether code can be had, and the sentences that offer something or head the results, with what counts in them."""
    return {
        "has_code": has_code(paper),
        "releases": [
            {"sentence": each.sentence, "things": each.things, "availability": each.availability}
            for each in found.releases
        ],
        "results": [
            {"sentence": each.sentence, "numbers": [each.sentence[start:end] for start, end in each.numbers]}
            for each in found.results
        ],
    }


HEAD, SEPARATOR, FOOT = b"[\n", b",\n", b"\n]\n"


def _json_list(lines: Sequence[bytes], numbers: Sequence[int]) -> Joined:
    return Joined(lines, numbers, HEAD, SEPARATOR, FOOT)


def _json_line(record: Mapping[str, object]) -> bytes:
    try:
        return orjson.dumps(record)
    except TypeError:  # what a file name or an author brings along, UTF-8 may not have
        return clean_text(json.dumps(record, ensure_ascii=False)).encode()
