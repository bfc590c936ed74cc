"""What a result shows of its paper: one small file a paper, so that twenty results cost twenty papers.

The files of five hundred papers lie in a folder that is named by what is in it, so that the manifest names folders
rather than papers, and those of the older papers stay the same while newer ones come.

The files are most of those of a search. So only their folders' names are found with the index, and any process can
make the files, a few at a time.
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
from generator.search.encoding import fingerprint, packed
from generator.search.synonyms import Meaning

PAPERS_IN_FOLDER = 500
PAPERS_IN_PART = 50

Also = Mapping[str, Sequence[Meaning]]
Part = Callable[[], list[tuple[str, bytes]]]
"""Makes some files, each with its path."""
Labelled = tuple[tuple[str, str], ...]
"""Ids, each with its label."""


class _Shown(NamedTuple):
    """What a result is made from. Its hash is that of the id: between two builds hardly anything differs."""

    paper: Paper
    editions: Labelled
    tags: Labelled
    also: Sequence[Meaning]

    def __hash__(self) -> int:
        return hash(self.paper.id)


@dataclass(frozen=True, slots=True)
class Results:
    """All that results are made from beside papers and topics: the names of their folders, and what papers are found
    by that they do not say, where there is any."""

    folders: tuple[str, ...]
    also: Also


def results_of(library: Library, topics: Topics, also: Also) -> Results:
    shown = _shown(library, topics, also, library.papers[::-1])
    return Results(folders_of(_contents(shown)), {paper: meanings for paper, meanings in also.items() if meanings})


def result_parts(library: Library, topics: Topics, results: Results) -> list[Part]:
    """Calls that make the files of all results, a few each."""
    return [partial(_part, library, topics, results, first) for first in range(0, len(library.papers), PAPERS_IN_PART)]


def _part(library: Library, topics: Topics, results: Results, first: int) -> list[tuple[str, bytes]]:
    end = len(library.papers) - first
    papers = library.papers[max(0, end - PAPERS_IN_PART) : end][::-1]
    return [*placed(_contents(_shown(library, topics, results.also, papers)), results.folders, first)]


def result_contents(library: Library, topics: Topics, also: Also, work: Work) -> list[bytes]:
    """The results of all papers, the oldest first; those that are as they were are the very same."""
    return work.each("results", [*_shown(library, topics, also, library.papers[::-1])], _contents)


def folders_of(contents: Iterable[bytes]) -> tuple[str, ...]:
    """The names of the folders that these results lie in."""
    rest = iter(contents)
    folders = iter(lambda: [*islice(rest, PAPERS_IN_FOLDER)], [])
    return tuple(fingerprint(b"\n".join(together)) for together in folders)


def placed(contents: Iterable[bytes], folders: Sequence[str], first: int = 0) -> Iterator[tuple[str, bytes]]:
    """The results from the number `first` on, with their paths: `search/papers/<folder>/<number>.json`."""
    for number, content in enumerate(contents, first):
        yield f"{urls.SEARCH_FOLDER}papers/{folders[number // PAPERS_IN_FOLDER]}/{number}.json", content


def _shown(library: Library, topics: Topics, also: Also, papers: Iterable[Paper]) -> Iterator[_Shown]:
    edition, tag = library.edition, topics.tag
    for paper in papers:
        editions = tuple([(each.edition, edition[each.edition].label) for each in paper.editions])
        tags = tuple([(each.tag, tag[each.tag].label) for each in topics.tags_by_paper.get(paper.id, ())])
        yield _Shown(paper, editions, tags, also.get(paper.id, ()))


def _contents(shown: Iterable[_Shown]) -> Iterator[bytes]:
    return map(packed, map(_result, shown))


def _result(shown: _Shown) -> Mapping[str, object]:
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
