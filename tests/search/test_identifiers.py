"""An identifier that is pasted into the search box leads to its paper, however it is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.papers import Link
from generator.search.identifiers import identifier_key
from tests.builders import a_library, a_paper, search_files_of, some_topics, write_files
from tests.node import ask, needs_node

SAME = [
    ["2403.12345", "arXiv:2403.12345v2", "https://arxiv.org/abs/2403.12345", "arxiv.org/pdf/2403.12345v1.pdf",
     "https://huggingface.co/papers/2403.12345", "http://www.alphaxiv.org/abs/2403.12345?a=b"],
    ["hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001v3"],
    ["10.1145/3442188.3445922", "doi:10.1145/3442188.3445922", "https://dl.acm.org/doi/10.1145/3442188.3445922",
     "HTTPS://DOI.ORG/10.1145/3442188.3445922"],
    ["https://github.com/Ada/Engine.git", "github.com/ada/engine/", "http://www.github.com/ada/engine#readme"],
    ["https://openreview.net/forum?id=ab%2Bc", "openreview.net/forum?id=ab+c"],
]  # fmt: skip
NONE = ["GPT-4", "and/or", "12345", "1234.5", "e.g./x", "state-of-the-art", "10.5", "a.b", "", "%%", "C++", "24.03"]


@pytest.mark.parametrize("same", SAME, ids=lambda same: same[0])
def test_all_ways_to_write_an_identifier_have_one_key(same: list[str]) -> None:
    assert len({identifier_key(text) for text in same}) == 1
    assert identifier_key(same[0])


def test_other_texts_have_no_key() -> None:
    assert [identifier_key(text) for text in NONE] == [""] * len(NONE)


@needs_node
def test_python_and_the_browser_make_the_same_keys() -> None:
    texts = [*NONE, *(text for same in SAME for text in same), "https://x.org/" + "a" * 200, "https://x.org/100%"]
    assert ask("words.mjs", texts=texts, words=[])["keys"] == [identifier_key(text) for text in texts]


@needs_node
def test_a_pasted_identifier_finds_its_paper_alone(tmp_path: Path) -> None:
    library = a_library(
        replace(a_paper("One", abstract="An engine."), arxiv="2403.12345", doi="10.1145/3442188.3445922"),
        a_paper("Two of them", links=(Link("https://github.com/ada/engine", "Code", "code"),)),
        a_paper("Three", abstract="10.1145 3442188 arxiv abs 2403 12345 github com ada engine papers html"),
    )
    folder = write_files(tmp_path, search_files_of(library, some_topics(library, {}))) / "search"
    queries = [*SAME[0], *SAME[2], *SAME[3], "https://x.org/any/papers/two-of-them.html", "2403.99999"]
    answers = ask("search.mjs", folder=str(folder), queries=queries)
    found = [answer["titles"] for answer in answers]
    assert found == [["One"]] * len(SAME[0] + SAME[2]) + [["Two of them"]] * len(SAME[3]) + [["Two of them"], []]
