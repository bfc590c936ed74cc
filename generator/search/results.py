"""What a search result shows: one small file for each paper, so that twenty results cost twenty papers.

Five hundred papers share a folder that is named by a hash of its content. So the manifest lists folders, not papers,
and the folders of older papers stay the same while newer papers come.

These files are most of the files of a search. So only their folders' names are computed with the index
(`ResultPlan`); any process can make the files later, a few at a time (`ResultTask`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from markupsafe import escape

from generator.analysis.evidence import has_code
from generator.execution.memo import Work
from generator.model import urls
from generator.model.papers import Library, Paper, Topics
from generator.search.encoding import content_hash, encode_json
from generator.search.synonyms import Acronym

PAPERS_IN_FOLDER = 500
PAPERS_IN_PART = 50

ExpandedAcronyms = Mapping[str, Sequence[Acronym]]
ResultTask = Callable[[], list[tuple[str, bytes]]]
"""Makes some files, each with its path."""
LabelledIds = tuple[tuple[str, str], ...]
"""Ids, each with its label."""


class _ResultInput(NamedTuple):
    """What a result is made from. Its hash is that of the id: between two builds hardly anything differs."""

    paper: Paper
    editions: LabelledIds
    tags: LabelledIds
    also: Sequence[Acronym]

    def __hash__(self) -> int:
        return hash(self.paper.id)


@dataclass(frozen=True, slots=True)
class ResultPlan:
    """All that results are made from beside papers and topics: the names of their folders, and what papers are found
    by that they do not say, where there is any."""

    folders: tuple[str, ...]
    also: ExpandedAcronyms


def plan_results(library: Library, topics: Topics, also: ExpandedAcronyms) -> ResultPlan:
    shown = _result_inputs(library, topics, also, library.papers[::-1])
    return ResultPlan(
        folder_names(_encode_results(shown)), {paper: meanings for paper, meanings in also.items() if meanings}
    )


def result_tasks(library: Library, topics: Topics, results: ResultPlan) -> list[ResultTask]:
    """Calls that make the files of all results, a few each."""
    return [
        partial(_result_files, library, topics, results, first)
        for first in range(0, len(library.papers), PAPERS_IN_PART)
    ]


def _result_files(library: Library, topics: Topics, results: ResultPlan, first: int) -> list[tuple[str, bytes]]:
    end = len(library.papers) - first
    papers = library.papers[max(0, end - PAPERS_IN_PART) : end][::-1]
    return [*with_paths(_encode_results(_result_inputs(library, topics, results.also, papers)), results.folders, first)]


def result_contents(library: Library, topics: Topics, also: ExpandedAcronyms, work: Work) -> list[bytes]:
    """The results of all papers, the oldest first; those that are as they were are the very same."""
    return work.each("results", [*_result_inputs(library, topics, also, library.papers[::-1])], _encode_results)


def folder_names(contents: Iterable[bytes]) -> tuple[str, ...]:
    """The names of the folders that these results lie in."""
    rest = iter(contents)
    folders = iter(lambda: [*islice(rest, PAPERS_IN_FOLDER)], [])
    return tuple(content_hash(b"\n".join(together)) for together in folders)


def with_paths(contents: Iterable[bytes], folders: Sequence[str], first: int = 0) -> Iterator[tuple[str, bytes]]:
    """The results from the number `first` on, with their paths: `search/papers/<folder>/<number>.json`."""
    for number, content in enumerate(contents, first):
        yield f"{urls.SEARCH_FOLDER}papers/{folders[number // PAPERS_IN_FOLDER]}/{number}.json", content


def _result_inputs(
    library: Library, topics: Topics, also: ExpandedAcronyms, papers: Iterable[Paper]
) -> Iterator[_ResultInput]:
    edition, tag = library.edition, topics.tag
    for paper in papers:
        editions = tuple([(each.edition, edition[each.edition].label) for each in paper.editions])
        tags = tuple([(each.tag, tag[each.tag].label) for each in topics.tags_by_paper.get(paper.id, ())])
        yield _ResultInput(paper, editions, tags, also.get(paper.id, ()))


def _encode_results(shown: Iterable[_ResultInput]) -> Iterator[bytes]:
    return map(encode_json, map(_result_record, shown))


def _result_record(shown: _ResultInput) -> Mapping[str, object]:
    """A paper as a result shows it; `html` only where its title is more than text, empty fields not at all."""
    paper = shown.paper
    fields = {
        "id": paper.id,
        "title": paper.title.text,
        "html": paper.title.html if paper.title.html != str(escape(paper.title.text)) else "",
        "abstract": paper.abstract.text,
        "authors": paper.authors,
        "date": paper.day.label if paper.day else "",
        "editions": shown.editions,
        "tags": shown.tags,
        "also": [[*meaning] for meaning in shown.also],
        "code": int(has_code(paper)),
    }
    return {name: value for name, value in fields.items() if value}
