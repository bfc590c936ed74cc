"""What of a paper is searched, and in which field."""

from dataclasses import replace

from generator.fields import BOOSTS, Searched, searched
from tests.shelves import a_library, a_paper, some_topics

LIBRARY = a_library(
    replace(
        a_paper("The Newest", abstract="Self-supervised RetroMAE, and the masks."),
        authors=("Ada Byron", "Jean-Luc Ångström"),
    ),
    a_paper("The Oldest", abstract=""),
)
SEARCHED = searched(LIBRARY, some_topics(LIBRARY, {"The Newest": ["vision", "graphs"]}))


def words_of(found: Searched, field: str) -> list[tuple[list[str], list[str]]]:
    """The words of a field by paper: as they are read, and those joined from them."""
    wording = found.wording
    by_paper = []
    for part in (wording.fields[field].read, wording.fields[field].joined):
        words = iter(wording.words[number] for number in part.numbers)
        by_paper.append([[next(words) for _ in range(length)] for length in part.lengths])
        assert next(words, None) is None
    return list(zip(*by_paper, strict=True))


def test_papers_go_by_their_number_from_the_oldest() -> None:
    assert SEARCHED.wording.papers == ("The Oldest", "The Newest")
    assert words_of(SEARCHED, "title") == [(["the", "oldest"], []), (["the", "newest"], [])]


def test_every_text_of_a_paper_has_its_field() -> None:
    assert set(SEARCHED.wording.fields) == set(BOOSTS)
    assert words_of(SEARCHED, "abstract")[1] == (
        ["self", "supervised", "retromae", "and", "the", "masks"],
        ["selfsupervised", "mae"],
    )
    assert words_of(SEARCHED, "authors")[1] == (["ada", "byron", "jean", "luc", "angstrom"], ["jeanluc"])
    assert words_of(SEARCHED, "tags")[1] == (["vision", "graphs"], [])
    assert all(words_of(SEARCHED, field)[0] == ([], []) for field in BOOSTS if field != "title")


def test_only_a_title_keeps_its_stop_words_and_counts_most() -> None:
    fields = SEARCHED.wording.fields
    assert [name for name, field in fields.items() if field.keeps_stop_words] == ["title"]
    assert max(fields, key=lambda name: fields[name].boost) == "title"
    assert {name: field.boost for name, field in fields.items()} == BOOSTS


def test_each_word_has_one_number() -> None:
    assert len(set(SEARCHED.wording.words)) == len(SEARCHED.wording.words)


def test_what_is_left_unsaid_is_words_of_its_own_field_and_has_its_reason() -> None:
    library = a_library(
        a_paper("Short", abstract="LLM masks."), a_paper("Both", abstract="A large language model (LLM).")
    )
    found = searched(library, some_topics(library, {}))
    assert words_of(found, "also") == [([], []), (["large", "language", "model"], [])]
    assert {paper: [*meanings] for paper, meanings in found.also.items()} == {
        "Both": [],
        "Short": [("LLM", "large language model")],
    }


def test_no_paper_has_no_words() -> None:
    found = searched(a_library(), some_topics(a_library(), {}))
    assert (found.wording.papers, found.wording.words, dict(found.also)) == ((), (), {})
