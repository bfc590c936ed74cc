"""What of a paper is searched, and in which field."""

from dataclasses import replace

import pytest

from generator.analysis import corpus
from generator.analysis.corpus import BOOSTS, TEXT_FIELDS, TokenizedTexts, tokenize_papers, tokenize_texts
from generator.build.memo import Memo
from generator.model.papers import Library
from generator.search.documents import SearchDocuments, build_documents
from tests.builders import a_library, a_paper, names_of, some_topics

LIBRARY = a_library(
    replace(
        a_paper("The Newest", abstract="Self-supervised RetroMAE, and the masks."),
        authors=("Ada Byron", "Jean-Luc Ångström"),
    ),
    a_paper("The Oldest", abstract=""),
)
SEARCHED = build_documents(LIBRARY, some_topics(LIBRARY, {"The Newest": ["vision", "graphs"]}))


def words_of(found: SearchDocuments | TokenizedTexts, field: str) -> list[tuple[list[str], list[str]]]:
    """The words of a field by paper: as they are read, and those joined from them."""
    wording = found.wording
    by_paper = []
    for part in (wording.fields[field].read, wording.fields[field].joined):
        words = iter(wording.words[number] for number in part.numbers.tolist())
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
    found = build_documents(library, some_topics(library, {}))
    assert words_of(found, "also") == [([], []), (["large", "language", "model"], [])]
    assert {paper: [*meanings] for paper, meanings in found.also.items()} == {
        "Both": [],
        "Short": [("LLM", "large language model")],
    }


def test_no_paper_has_no_words() -> None:
    found = build_documents(a_library(), some_topics(a_library(), {}))
    assert (found.wording.papers, found.wording.words, dict(found.also)) == ((), (), {})


def all_of(found: TokenizedTexts) -> list[object]:
    """Everything that was read, as words."""
    told = [(found.wording.words[form], count) for form, count in zip(found.told.forms, found.told.counts, strict=True)]
    return [words_of(found, name) for name in TEXT_FIELDS] + [found.told.lengths.tolist(), told, [*found.introduced]]


def shelf(*abstracts: str) -> Library:
    return a_library(*(a_paper(f"paper {n}", abstract=text) for n, text in enumerate(abstracts)))


ABSTRACTS = ("Masks of masked images.", "Large language models (LLMs) mask.", "", "Self-supervised masks and RetroMAE.")


@pytest.mark.parametrize("together", [1, 2, 3])
def test_papers_may_be_read_in_any_number_at_once(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = all_of(tokenize_papers(shelf(*ABSTRACTS)))
    monkeypatch.setattr(corpus, "BATCH_SIZE", together)
    assert all_of(tokenize_papers(shelf(*ABSTRACTS))) == whole


def test_what_was_read_before_goes_together_with_what_is_new() -> None:
    memo = Memo()
    edited = (ABSTRACTS[0], "Other images of a mask.", *ABSTRACTS[2:])
    for abstracts in (ABSTRACTS, edited, (*edited[1:], "And one more image."), ABSTRACTS[::-1], ()):
        library = shelf(*abstracts)
        tokens = memo.map(tokenize_texts, corpus.paper_texts(library), (), tokenize_texts)
        texts = corpus.merge_tokens(library, tokens, names_of(library).introduced)
        assert all_of(texts) == all_of(tokenize_papers(library))


def test_who_knows_what_papers_introduce_says_so() -> None:
    library = shelf(*ABSTRACTS)
    tokens = [*tokenize_texts(corpus.paper_texts(library))]
    assert all_of(corpus.merge_tokens(library, tokens, names_of(library).introduced)) == all_of(
        tokenize_papers(library)
    )
    assert corpus.merge_tokens(library, tokens, [()] * len(ABSTRACTS)).introduced == [()] * len(ABSTRACTS)


def test_a_paper_s_reading_is_the_same_whoever_it_is_read_with() -> None:
    """Two processes read, and each sends what it read to the other."""
    texts = [(text, "A title", "Ada Byron") for text in ABSTRACTS]
    apart = [paper for part in (texts[:2], texts[2:]) for paper in tokenize_texts(part)]
    words, said, told = corpus._merge_paper_words(apart)
    others, said_together, told_together = corpus._merge_paper_words([*tokenize_texts(texts)])
    for one, other in zip(said, said_together, strict=True):
        assert [words[n] for n in one.numbers] == [others[n] for n in other.numbers]
        assert one.lengths.tolist() == other.lengths.tolist()
    assert [words[n] for n in told.forms] == [others[n] for n in told_together.forms]
