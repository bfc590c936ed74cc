"""The citations of all papers of a list, in files that reference managers and LaTeX take: of each topic and edition,
and of the site. A paper is written once for all of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Paper
from generator.output.spilled import Joined
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
        yield CitationEntry(bibtex(work).encode(), csl_line(work))


def collection_files(site: Site, by_format: Sequence[bytes]) -> Iterator[tuple[str, Joined]]:
    """The files of all lists, by path; `by_format` has what `encode_citations` gave for all papers, in site order."""
    place = {paper.id: 2 * number for number, paper in enumerate(site.library.papers)}
    for page, papers in _lists(site):
        places = [*map(place.__getitem__, papers)]
        yield urls.bibtex_of(page), Joined(by_format, places)
        yield urls.csl_of(page), Joined(by_format, [each + 1 for each in places], b"[\n", b",\n", b"\n]\n")


def _lists(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    """The page of each list that has citations, and its papers."""
    yield "papers.html", (paper.id for paper in site.library.papers)
    for tag, papers in site.topics.papers_by_tag.items():
        yield urls.tag(tag), papers
    for watch in site.config.curation.watches:
        yield urls.watch(watch.id), site.watched.get(watch.id, ())
    for edition in site.library.editions:
        yield urls.edition(edition.id), edition.papers
