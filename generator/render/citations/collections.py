"""The citations of all papers of a list, in files that reference managers and LaTeX take: of each topic and edition,
and of the site. A paper is written once for all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Paper
from generator.render.citations.bibtex import bibtex
from generator.render.citations.csl import csl_line
from generator.render.citations.works import Labels, cited_work
from generator.render.views import Site


class CitationEntry(NamedTuple):
    """A paper in the formats that collections have."""

    bibtex: bytes
    csl: bytes


def encode_citations(papers: Iterable[Paper], config: Config, labels: Labels) -> Iterator[CitationEntry]:
    """The entry of each paper; `labels` are those of all editions. Where it was listed is said of one paper alone."""
    for paper in papers:
        work = cited_work(paper, config, labels)._replace(note="")
        yield CitationEntry(bibtex(work).encode(), csl_line(work).encode())


def collection_files(site: Site, entries: Iterable[CitationEntry]) -> Iterator[tuple[str, bytes]]:
    """The files of all lists, by path; `entries` are those of all papers, in site order."""
    by_paper = dict(zip([paper.id for paper in site.library.papers], entries, strict=True))
    yield from collection("papers.html", [*by_paper], by_paper)
    for tag, papers in site.topics.papers_by_tag.items():
        yield from collection(urls.tag(tag), papers, by_paper)
    for watch in site.config.curation.watches:
        yield from collection(urls.watch(watch.id), site.watched.get(watch.id, ()), by_paper)
    for edition in site.library.editions:
        yield from collection(urls.edition(edition.id), edition.papers, by_paper)


def collection(page: str, papers: Sequence[str], by_paper: Mapping[str, CitationEntry]) -> Iterator[tuple[str, bytes]]:
    """The files beside `page` with these papers, in their order."""
    found = [by_paper[paper] for paper in papers]
    yield urls.bibtex_of(page), b"\n".join([entry.bibtex for entry in found])
    yield urls.csl_of(page), b"[\n" + b",\n".join([entry.csl for entry in found]) + b"\n]\n"
