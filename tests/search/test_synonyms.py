"""An acronym and its long form find each other's papers, where enough papers say that they are one."""

from dataclasses import replace

import pytest

from generator.analysis.corpus import tokenize_papers
from generator.model.papers import Library
from generator.search.documents import build_documents
from generator.search.synonyms import Acronym, known_acronyms
from generator.text.acronyms import find_definitions_in_all
from tests.builders import a_library, a_paper, some_topics

RAG = Acronym("RAG", "retrieval-augmented generation")
SAYS_BOTH = a_paper("Both", abstract="We study retrieval-augmented generation (RAG) of text.")


def also(library: Library) -> dict[str, list[Acronym]]:
    """What each paper leaves unsaid, by its title."""
    return {paper: [*meanings] for paper, meanings in build_documents(library, some_topics(library, {})).also.items()}


def of(*abstracts: str) -> list[list[Acronym]]:
    """What papers leave unsaid that stand beside one which introduces RAG."""
    found = also(a_library(*(a_paper(f"paper {n}", abstract=text) for n, text in enumerate(abstracts)), SAYS_BOTH))
    assert found.pop("Both") == []
    return [found[f"paper {n}"] for n in range(len(abstracts))]


def test_who_says_the_acronym_is_found_by_the_long_form_and_the_other_way_round() -> None:
    short, long, neither = of("RAG forgets.", "Retrieval-augmented generation forgets.", "Retrieval forgets.")
    assert short == long == [RAG]
    assert neither == []


def test_the_words_that_find_a_paper_are_in_a_field_of_their_own() -> None:
    library = a_library(a_paper("Short", abstract="RAG forgets."), SAYS_BOTH)
    wording = build_documents(library, some_topics(library, {})).wording
    field = wording.fields["also"]
    assert [wording.words[number] for number in field.read.numbers.tolist()] == ["retrieval", "augmented", "generation"]
    assert [wording.words[number] for number in field.joined.numbers.tolist()] == ["retrievalaugmented"]
    assert [*field.read.lengths] == [0, 3], "the oldest paper first"


def test_a_plural_or_another_inflection_says_it_too() -> None:
    assert of("Many RAGs forget.", "Retrieval augmented generations forget.") == [[RAG], [RAG]]


def test_words_may_stand_between_and_those_before_the_last_two_in_any_order() -> None:
    between, turned = of(
        "Visually augmented retrieval for augmented generation.", "Retrieval: the augmented generation."
    )
    assert between == turned == [RAG]


def test_the_last_two_words_stand_together_and_the_others_near() -> None:
    parted, far = of(
        "Retrieval that is augmented by text generation.",
        f"Retrieval is one thing. {'We compare methods. ' * 8} Augmented generation is another.",
    )
    assert parted == far == []


def test_a_title_and_an_abstract_do_not_make_a_long_form_together() -> None:
    apart = a_library(a_paper("Retrieval-augmented", abstract="Generation."), SAYS_BOTH)
    assert also(apart)["Retrieval-augmented"] == []
    for one in ("In the title: retrieval-augmented generation", "RAG in the title"):
        assert also(a_library(a_paper(one, abstract="It forgets."), SAYS_BOTH))[one] == [RAG]


def test_a_word_in_small_letters_is_no_acronym() -> None:
    """SEEM is a model, and things seem to be."""
    introduces = a_paper("x", abstract="Segment everything everywhere model (SEEM) segments.")
    others = (a_paper("verb", abstract="They seem to work."), a_paper("name", abstract="We use SEEM."))
    found = also(a_library(*others, introduces))
    assert found["verb"] == []
    assert [meaning.acronym for meaning in found["name"]] == ["SEEM"]


def test_of_an_acronym_with_several_meanings_only_the_long_forms_tell() -> None:
    graph = a_paper("graph", abstract="A region adjacency graph (RAG) of an image.")
    short = a_paper("short", abstract="RAG forgets.")
    long = a_paper("long", abstract="A region adjacency graph is drawn.")
    found = also(a_library(short, long, graph, SAYS_BOTH))
    assert found["short"] == []
    assert found["long"] == [Acronym("RAG", "region adjacency graph")]


def test_an_acronym_that_mostly_means_one_thing_means_it() -> None:
    graph = a_paper("graph", abstract="A region adjacency graph (RAG) of an image.")
    again = a_paper("again", abstract="Retrieval-augmented generation (RAG) again.")
    found = also(a_library(a_paper("short", abstract="RAG forgets."), graph, again, SAYS_BOTH))
    assert found["short"] == [RAG]


def test_a_paper_that_introduces_another_meaning_is_not_given_this_one() -> None:
    graph = a_paper("graph", abstract="A region adjacency graph (RAG) of an image.")
    more = (a_paper(f"paper {n}", abstract="Retrieval-augmented generation (RAG) again.") for n in range(5))
    assert also(a_library(graph, *more, SAYS_BOTH))["graph"] == []


def test_a_meaning_goes_by_the_form_that_most_papers_write() -> None:
    more = (a_paper(f"paper {n}", abstract="Retrieval Augmented Generation (RAG).") for n in range(2))
    found = also(a_library(a_paper("short", abstract="RAG forgets."), *more, SAYS_BOTH))
    assert found["short"] == [Acronym("RAG", "Retrieval Augmented Generation")]


@pytest.mark.parametrize(("papers", "known"), [(4999, 1), (5000, 0)])
def test_of_five_thousand_papers_one_is_not_enough_to_make_an_acronym(papers: int, known: int) -> None:
    introduced = find_definitions_in_all([SAYS_BOTH.abstract.text])
    assert len(known_acronyms([*introduced, *[()] * (papers - 1)], {})) == known


def test_papers_without_acronyms_leave_nothing_unsaid() -> None:
    assert also(a_library(a_paper("x"), a_paper("y", abstract=""))) == {"x": [], "y": []}
    assert also(a_library()) == {}


def test_initials_that_a_text_had_before_an_edit_keep_nothing_from_being_found() -> None:
    """Between two builds words of earlier texts stay numbered; nobody says them."""
    library = a_library(*(a_paper(f"{each} brass lamp oil") for each in ("Warm", "Cold", "Red")))
    texts = tokenize_papers(library)
    stale = replace(texts, wording=replace(texts.wording, words=(*texts.wording.words, "blo")))
    topics = some_topics(library, {})
    found = build_documents(library, topics, stale).also
    assert found == build_documents(library, topics, texts).also
    assert all(meaning.acronym == "BLO" for (meaning,) in found.values())


def test_titles_that_change_bring_other_initials() -> None:
    before = a_library(*(a_paper(f"{each} brass lamp oil") for each in ("Warm", "Cold", "Red")))
    after = a_library(*(a_paper(f"{each} green night owl") for each in ("Warm", "Cold", "Red")))
    topics = some_topics(after, {})
    known = build_documents(before, some_topics(before, {}))
    assert {meaning.acronym for (meaning,) in known.also.values()} == {"BLO"}
    assert build_documents(after, topics, previous=known).also == build_documents(after, topics).also != {}
