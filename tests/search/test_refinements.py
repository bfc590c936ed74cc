"""Where little is found, searches that find more, each with the number of papers it really gives."""

from pathlib import Path
from typing import Any

import pytest

from generator.analysis.names import Name, find_names
from generator.search.vocabulary import name_file
from tests.builders import a_library, a_paper, search_files_of, some_topics, write_files
from tests.node import ask, needs_node

MANY = 9
LAMP = "We present LAMP, a model: Language And Motion Pretraining (LAMP)."
LIBRARY = a_library(
    *(a_paper(f"Transformers {n}", abstract=f"A transformer of images. {LAMP}") for n in range(MANY)),
    *(a_paper(f"Bees {n}", abstract="Bees fly, and dance.") for n in range(4 * MANY)),
    a_paper("A transfomer for bees", abstract="A zebra."),
    a_paper("Wings", abstract="Zebra wings."),
)
TAGGED = {p.id: ["vision" if "ransf" in p.title.text else "insects"] for p in LIBRARY.papers}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names, _ = find_names(LIBRARY)
    files = search_files_of(LIBRARY, some_topics(LIBRARY, TAGGED), names.names)
    return write_files(tmp_path_factory.mktemp("site"), files) / "search"


def refined(folder: Path, text: str, **filters: object) -> dict[str, dict[str, Any]]:
    (answer,) = ask("search.mjs", folder=str(folder), queries=[{"text": text, "refine": True, **filters}])
    return {each["kind"]: each for each in answer["refinements"]}


def given(folder: Path, search: dict[str, Any]) -> dict[str, Any]:
    (answer,) = ask("search.mjs", folder=str(folder), queries=[{**search, "committed": True}])
    return dict(answer)


@needs_node
def test_a_slip_that_a_paper_has_leads_to_the_word(folder: Path) -> None:
    spelling = refined(folder, "transfomer images")["spelling"]
    assert spelling["label"] == "transformer images"
    assert spelling["count"] == given(folder, spelling["search"])["all"] == MANY


@needs_node
@pytest.mark.parametrize("text", ["language motion pretraining bees", "lamp zebra", "LAMP-2 zebra"])
def test_what_a_name_stands_for_leads_to_its_page(folder: Path, text: str) -> None:
    name = refined(folder, text)["name"]
    assert (name["label"], name["url"], name["count"]) == ("LAMP", "names/lamp.html", MANY)


@needs_node
def test_the_words_are_looked_for_in_the_topic_of_the_first_results(folder: Path) -> None:
    topic = refined(folder, "transformer zebra bees")["topic"]
    assert topic["search"]["text"] == "transformer zebra bees"
    assert topic["count"] == given(folder, topic["search"])["total"]


@needs_node
def test_where_hardly_a_paper_has_any_of_the_words_the_whole_topic_is_offered(folder: Path) -> None:
    topic = refined(folder, "wings")["topic"]
    assert topic["search"] == {"text": "", "tags": ["insects"]}
    assert topic["count"] == given(folder, topic["search"])["total"] == 4 * MANY + 1


@needs_node
@pytest.mark.parametrize("text", ["bees", "", "tag:insects", "title:wings"])
def test_nothing_is_offered_where_much_is_found_or_nothing_was_asked(folder: Path, text: str) -> None:
    assert refined(folder, text) == {}


@needs_node
def test_a_topic_that_is_chosen_is_not_offered_again(folder: Path) -> None:
    assert "topic" not in refined(folder, "wings", tags=["insects"])


def test_only_names_with_a_page_that_not_every_paper_says_are_offered() -> None:
    few, some, most = (Name(str(n), str(n), "model", ("N",), (), ("p",) * n) for n in (3, 9, 30))
    files: dict[str, bytes] = {}
    name = name_file([few, some, most], 40, files)
    assert files == {f"search/names/{name}.json": b'[["9","9","N",9]]'}
