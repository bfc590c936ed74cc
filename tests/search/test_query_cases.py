"""The rules of queries, told by `tests/cases/queries.md`: which papers match, and which come first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.papers import Library
from tests.builders import a_library, a_paper, search_files_of, some_topics, write_files
from tests.cases import FOLDER, Case, load_cases
from tests.node import ask, needs_node

CASES = load_cases(FOLDER / "queries.md")


def papers_of(case: Case) -> Library:
    lines = [line.partition("|") for line in case.input.splitlines()]
    return a_library(*(a_paper(title.strip(), abstract=abstract.strip()) for title, _, abstract in lines))


def queries_of(case: Case, library: Library) -> Iterator[tuple[str, bool, list[str]]]:
    """Each query, whether the order of its papers counts, and their titles."""
    for line in case.expected.splitlines():
        relation = " => " if " => " in line else " == "
        query, _, numbers = line.rpartition(relation)
        titles = [library.papers[int(number) - 1].title.text for number in numbers.replace("-", "").split()]
        yield query, relation == " => ", titles


@needs_node
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_browser_finds_what_the_case_says(case: Case, tmp_path: Path) -> None:
    library = papers_of(case)
    folder = write_files(tmp_path, search_files_of(library, some_topics(library, {}))) / "search"
    expected = [*queries_of(case, library)]
    answers = ask("search.mjs", folder=str(folder), queries=[{"text": q, "committed": True} for q, _, _ in expected])
    for (query, is_ordered, titles), answer in zip(expected, answers, strict=True):
        found = answer["titles"][: answer["all"]]
        assert (found if is_ordered else sorted(found)) == (titles if is_ordered else sorted(titles)), query
