"""The rules of queries, told by `tests/cases/queries.md`: which papers match, and which come first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.model.papers import Library, Paper, Topics
from generator.search.documents import build_documents, create_finder
from tests.builders import a_library, a_paper, search_files_of, some_topics, write_files
from tests.cases import FOLDER, Case, load_cases
from tests.node import ask, needs_node

CASES = load_cases(FOLDER / "queries.md")


@dataclass(frozen=True, slots=True)
class Asked:
    query: str
    relation: str
    titles: list[str]

    def confirms(self, found: list[str]) -> bool:
        return found == self.titles if self.relation == "=>" else sorted(found) == sorted(self.titles)


def papers_of(case: Case) -> tuple[Library, Topics]:
    lines = [[part.strip() for part in f"{line}||||".split("|")] for line in case.input.splitlines()]
    library = a_library(*(_paper(*line[:4]) for line in lines))
    tags = {p.id: line[4].split(", ") for p, line in zip(library.papers, lines, strict=True) if line[4]}
    return library, some_topics(library, tags)


def _paper(title: str, abstract: str, authors: str, edition: str) -> Paper:
    return replace(
        a_paper(title, edition or "first", abstract=abstract), authors=tuple(authors.split(", ") if authors else ())
    )


def queries_of(case: Case, library: Library) -> Iterator[Asked]:
    for line in case.expected.splitlines():
        asked, _, numbers = line.rpartition(" ~ " if " ~ " in line else " => " if " => " in line else " == ")
        titles = [library.papers[int(number) - 1].title.text for number in numbers.split() if number != "-"]
        yield Asked(asked, line[len(asked) :].split()[0], titles)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_saved_query_finds_what_the_case_says(case: Case) -> None:
    library, topics = papers_of(case)
    finder = create_finder(library, topics, build_documents(library, topics))
    for asked in queries_of(case, library):
        found = [library.paper[paper].title.text for paper in finder.find(asked.query)]
        assert asked.relation == "~" or sorted(found) == sorted(asked.titles), asked.query


@needs_node
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_browser_finds_what_the_case_says(case: Case, tmp_path: Path) -> None:
    library, topics = papers_of(case)
    folder = write_files(tmp_path, search_files_of(library, topics)) / "search"
    expected = [*queries_of(case, library)]
    tasks = [{"text": asked.query, "committed": True} for asked in expected]
    answers = ask("search.mjs", folder=str(folder), queries=tasks)
    for asked, answer in zip(expected, answers, strict=True):
        found = answer["titles"][: answer["all"]]
        assert asked.confirms(found), f"{asked.query}: {found}"
