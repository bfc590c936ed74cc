"""What a text says its acronyms stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import find_definitions
from tests.cases import FOLDER, Case, load_cases


@pytest.mark.parametrize("case", load_cases(FOLDER / "acronyms.md"), ids=str)
def test_case(case: Case) -> None:
    found = find_definitions(" ".join(case.input.split()))
    said = "\n".join(f"{each.acronym}: {each.long_form}" for each in found)
    assert (said or "none") == case.expected


def test_the_place_is_where_the_text_says_it() -> None:
    text = r"We use \textbf{Large} \emph{L}anguage Models (\textbf{LLMs}), and RAG: Retrieval Augmented Generation."
    llm, rag = find_definitions(text)
    assert text[llm.start : llm.end] == "LLMs"
    assert text[llm.long_start : llm.long_end] == r"Large} \emph{L}anguage Models"
    assert text[rag.start : rag.end] == "RAG"
    assert text[rag.long_start : rag.long_end] == "Retrieval Augmented Generation"


def test_an_acronym_is_introduced_as_often_as_the_text_does_it() -> None:
    text = "Large language models (LLMs) grow. By large language model (LLM) we mean a big one."
    assert [each.acronym for each in find_definitions(text)] == ["LLM", "LLM"]


@given(st.text(alphabet="aAbBsS1 (),:.-\n\\{}ß", max_size=80))
def test_any_text_has_its_places_in_order(text: str) -> None:
    found = find_definitions(text)
    assert [each.start for each in found] == sorted(each.start for each in found)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert 0 <= each.long_start < each.long_end <= len(text)
