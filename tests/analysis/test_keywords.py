"""What papers tell: their words without those that any paper says, counted, and each in the form that is said most."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import corpus
from generator.analysis.keywords import BOILERPLATE_WORDS, TITLE_FACTOR
from generator.model.papers import Library
from generator.text.terms import STOP_WORDS, stem, terms, tokenize
from tests.builders import a_library, a_paper


def told(library: Library) -> list[list[tuple[str, int]]]:
    """The forms and counts of each paper, in site order."""
    read = corpus.tokenize_papers(library)
    forms = iter(zip(read.told.forms.tolist(), read.told.counts.tolist(), strict=True))
    by_paper = [[next(forms) for _ in range(length)] for length in read.told.lengths.tolist()]
    assert next(forms, None) is None
    return [[(read.wording.words[form], count) for form, count in paper] for paper in reversed(by_paper)]


def test_words_are_told_in_their_order_without_those_that_any_paper_says() -> None:
    (paper,) = told(a_library(a_paper("Owls", abstract="We propose a method: mice, cats and a new bat.")))
    assert paper == [("mice", 1), ("cats", 1), ("bat", 1), ("owls", TITLE_FACTOR)]


def test_what_the_title_says_counts_as_said_twice() -> None:
    (paper,) = told(a_library(a_paper("Owls", abstract="mice")))
    assert paper == [("mice", 1), ("owls", 2)]


def test_words_of_one_stem_are_one_by_the_form_said_most_and_of_those_the_first() -> None:
    (paper,) = told(a_library(a_paper("Masking", abstract="A mask for masks, masking cats, a cat, masks.")))
    assert paper == [("masks", 4 + TITLE_FACTOR), ("cats", 2)]


def test_joined_words_and_acronyms_are_told_too() -> None:
    (paper,) = told(a_library(a_paper("x", abstract="Zero-shot RetroMAE.")))
    assert paper[:5] == [("zero", 1), ("shot", 1), ("retromae", 1), ("zeroshot", 1), ("mae", 1)]


def test_each_paper_tells_its_own() -> None:
    assert told(
        a_library(a_paper("…", abstract=""), a_paper("owls", abstract=""), a_paper("cats", abstract="owls"))
    ) == [
        [],
        [("owls", TITLE_FACTOR)],
        [("owls", 1), ("cats", TITLE_FACTOR)],
    ]
    assert told(a_library()) == []


WORDS = st.sampled_from(["mask", "masks", "Masking", "the", "propose", "self-mask", "cat", "RetroMASK", "é", "4o"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_is_told_is_what_counting_word_by_word_gives(papers: list[tuple[str, str]]) -> None:
    silent = {*map(stem, STOP_WORDS), *terms(BOILERPLATE_WORDS)}
    expected = []
    for title, abstract in papers:
        forms: dict[str, dict[str, int]] = {}
        counts: dict[str, int] = {}
        for text, times in ((abstract, 1), (title, TITLE_FACTOR)):
            for word in (*tokenize(text)[0], *tokenize(text)[1]):
                if (term := stem(word)) not in silent:
                    said = forms.setdefault(term, {})
                    said[word] = said.get(word, 0) + 1
                    counts[term] = counts.get(term, 0) + times
        expected.append([(max(said, key=lambda word: said[word]), counts[term]) for term, said in forms.items()])
    named = [(f"paper {n}", *texts) for n, texts in enumerate(papers)]
    library = a_library(*(a_paper(title, abstract=abstract) for _, title, abstract in named))
    assert told(library) == expected
