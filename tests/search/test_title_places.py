"""Where words stand in titles: by what is written here a browser tells words that stand together."""

from generator.search.title_places import MOST_PLACES, encode_places, title_places
from tests.builders import a_library, a_paper, some_topics, weights_of


def places_in(title: str) -> dict[str, str]:
    """The places of each term of a title, as text."""
    library = a_library(a_paper(title))
    weights = weights_of(library, some_topics(library, {}))
    found = title_places([title], weights).tolist()
    starts = weights.fields["title"].starts.tolist()
    return {
        term: encode_places(found[starts[n] : starts[n + 1]])
        for n, term in enumerate(weights.terms)
        if starts[n] < starts[n + 1]
    }


def test_places_count_telling_words() -> None:
    assert places_in("The Mask of a Model") == {"the": "", "mask": "0", "of": "", "a": "", "model": "1"}


def test_words_that_hyphens_join_have_one_place() -> None:
    found = places_in("Open-Vocabulary Masks")
    assert found == {"open": "0", "vocabulari": "0", "openvocabulari": "0", "mask": "1"}


def test_a_word_may_stand_twice_and_a_title_may_be_very_long() -> None:
    assert places_in("Masks for masked words")["mask"] == "(01)"
    long = " ".join(f"word{number}" for number in range(MOST_PLACES + 5))
    assert places_in(long)["word30"] == "u"
    assert places_in(long)["word31"] == ""
