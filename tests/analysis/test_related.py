"""Papers to read next: near in their words or topics, with a reason a reader can check."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from generator.analysis import corpus
from generator.analysis.related import RelatedPapers, comparison_input, find_related, index, nearest
from generator.analysis.related.nearest import CANDIDATES
from generator.analysis.related.reasons import Spelling
from generator.analysis.related.vectors import MOST_TERMS, ComparedPaper, ComparisonInput, Vectors, build_vectors
from generator.model.papers import Library, Neighbour, Topics
from tests.builders import EditedLibrary, a_library, a_paper, some_topics

SHELF = a_library(
    a_paper("Masking Images", abstract="Segmentation of images by a mask. Segmentation: a hard task."),
    a_paper("A Mask for Segmentation", abstract="We propose segmentation with a mask. Segmentation is old."),
    a_paper("Proteins", abstract="We propose folding. Folding of proteins needs patience."),
    a_paper("Folding Laundry", abstract="Robots need patience with folding shirts."),
)


def compared(library: Library, topics: Topics) -> ComparisonInput:
    return comparison_input(corpus.tokenize_papers(library), library, topics)


def near(library: Library, tagged: dict[str, Sequence[str]] | None = None) -> Mapping[str, tuple[Neighbour, ...]]:
    return find_related(compared(library, some_topics(library, tagged or {}))).neighbours


def test_papers_that_say_the_same_are_near_and_the_nearest_is_first() -> None:
    found = near(SHELF)
    assert found["Masking Images"][0].paper == "A Mask for Segmentation"
    assert found["Proteins"][0].paper == "Folding Laundry"
    assert all(paper not in {n.paper for n in found[paper]} for paper in found)
    assert all(0 < n.score <= 1 for ns in found.values() for n in ns)


def test_the_words_both_dwell_on_are_shown_as_the_paper_writes_them() -> None:
    found = near(SHELF)
    assert set(found["Masking Images"][0].shared) == {"Segmentation", "mask"}
    assert set(found["A Mask for Segmentation"][0].shared) == {"segmentation", "mask"}
    assert found["Proteins"][0].shared == ("folding",)


def test_where_no_word_is_shared_the_topics_are_the_reason() -> None:
    found = near(SHELF, {"Masking Images": ["vision", "images"], "Proteins": ["vision", "biology"]})
    (proteins,) = [n for n in found["Masking Images"] if n.paper == "Proteins"]
    assert proteins.shared == ("Vision",)


def test_words_any_paper_uses_are_no_reason() -> None:
    shelf = a_library(
        *(a_paper(n, abstract=f"We propose a new method. The method of {n}, {n}.") for n in ("owls", "cats"))
    )
    assert all(n.shared == () for ns in near(shelf).values() for n in ns)


def test_a_part_of_a_shown_word_is_not_shown_again() -> None:
    shelf = a_library(a_paper("Zero-shot owls", abstract="zero-shot"), a_paper("Zero-shot cats", abstract="zero-shot"))
    assert near(shelf)["Zero-shot owls"][0].shared == ("zero-shot",)


def test_a_topic_brings_papers_together_that_share_no_word() -> None:
    shelf = a_library(
        a_paper("owls", abstract="hoot"), a_paper("cats", abstract="meow"), a_paper("bees", abstract="buzz")
    )
    assert all(ns == () for ns in near(shelf).values())
    found = near(shelf, {"owls": ["hunting"], "cats": ["hunting"]})
    assert [n.paper for n in found["owls"]] == ["cats"]
    assert found["bees"] == ()


def test_a_rare_topic_brings_papers_nearer_than_a_common_one() -> None:
    names = ["owls", "cats", "bees", "ants", "mice"]
    shelf = a_library(*(a_paper(name, abstract=f"{name} {name}") for name in names))
    found = near(shelf, {name: ["night", "animals"] if name in ("owls", "mice") else ["animals"] for name in names})
    assert found["owls"][0].paper == "mice"


def test_what_a_paper_is_mainly_about_counts_most() -> None:
    names = ["owls", "cats", "bees"]
    shelf = a_library(*(a_paper(name, abstract=f"{name} {name}") for name in names))
    found = near(shelf, {"owls": ["night", "wings"], "cats": ["night"], "bees": ["wings"]})
    assert [n.paper for n in found["owls"]] == ["cats", "bees"]
    found = near(shelf, {"owls": ["wings", "night"], "cats": ["night"], "bees": ["wings"]})
    assert [n.paper for n in found["owls"]] == ["bees", "cats"]


def test_among_many_papers_of_one_topic_the_words_decide() -> None:
    """More papers than are compared with each: the index must bring the right ones, without a word that is rare."""
    names = [f"paper {n}" for n in range(6 * CANDIDATES)]
    chance, subjects = random.Random(1), [f"subject{n}" for n in range(2 * CANDIDATES)]
    said = {name: [f"verb{n % 7}", subjects[n % len(subjects)]] for n, name in enumerate(names)}
    shelf = a_library(
        *(a_paper(name, abstract=" ".join(chance.sample([*words, *words], 4))) for name, words in said.items())
    )
    found = near(shelf, {name: ["animals"] for name in names})
    for name, neighbours_of_it in found.items():
        assert [said[n.paper][1] for n in neighbours_of_it[:2]] == [said[name][1]] * 2


def test_a_word_is_written_as_its_paper_writes_it() -> None:
    spelling = Spelling(
        ComparedPaper("x", "Zero-Shot CLIP", "Learning is self-supervised. We probe Émile's clips/Zero–day.", ())
    )
    words = ["zeroshot", "clip", "learning", "selfsupervised", "emiles", "probe", "zeroday"]
    assert [spelling.of(word) for word in words] == [
        "Zero-Shot", "CLIP", "Learning", "self-supervised", "Émile's", "probe", "Zero–day",
    ]  # fmt: skip


def test_at_most_five_and_ties_in_site_order() -> None:
    shelf = a_library(*(a_paper(f"copy {i}", abstract="The very same words about owls.") for i in range(8)))
    titles = a_library(*(a_paper(p.id, abstract=p.abstract.text) for p in shelf.papers))
    assert [n.paper for n in near(titles)["copy 7"]] == [f"copy {i}" for i in range(5)]


def test_one_paper_an_empty_abstract_and_a_thousand_copies_are_fine() -> None:
    assert near(a_library(a_paper("owls"))) == {"owls": ()}
    assert near(a_library()) == {}
    assert near(a_library(a_paper("…", abstract=""), a_paper("owls", abstract="")))["…"] == ()
    copies = near(a_library(*(a_paper(f"copy {i}", abstract="owls hunt mice at night") for i in range(1000))))
    assert all(len(ns) == 5 for ns in copies.values())


def test_among_many_papers_none_is_its_own_neighbour() -> None:
    """Where there are too many to compare all, the index offers each paper, its own one, too."""
    edits = EditedLibrary(11, papers=CANDIDATES + 20)
    found = near_after(edits).neighbours
    assert [paper for paper, others in found.items() if paper in {n.paper for n in others}] == []
    assert all(len({n.paper for n in others}) == len(others) == 5 for others in found.values())


def test_a_word_that_more_than_half_of_the_papers_say_is_no_reason() -> None:
    saying = ["owls", "cats", "bees", "newts"]
    shelf = a_library(
        *(a_paper(n, abstract=f"lamps lamps {n}") for n in saying),
        *(a_paper(n, abstract=f"gas gas {n}") for n in ("ants", "emus")),
    )
    found = near(shelf)
    assert [n.shared for name in saying for n in found[name]] == [()] * 12
    assert [n.shared for n in found["ants"]] == [("gas",)]


def test_a_word_that_papers_seldom_dwell_on_is_no_reason_for_those_that_do() -> None:
    """Two of ten papers that say `accuracy` dwell on it."""
    shelf = a_library(
        *(a_paper(n, abstract=f"accuracy accuracy {n}") for n in ("owls", "cats")),
        *(a_paper(f"lamp{n}", abstract=f"accuracy lamp{n}") for n in range(8)),
        *(a_paper(f"town{n}", abstract=f"town{n}") for n in range(12)),
    )
    assert {n.paper: n.shared for n in near(shelf)["owls"]}["cats"] == ()


def test_a_single_letter_is_no_reason() -> None:
    shelf = a_library(
        *(a_paper(n, abstract=f"q q {n}") for n in ("owls", "cats")),
        *(a_paper(n, abstract=n) for n in ("bees", "newts", "ants")),
    )
    assert [(n.paper, n.shared) for n in near(shelf)["owls"]] == [("cats", ())]


def test_scores_are_given_to_four_digits() -> None:
    scores = [n.score for others in near(SHELF).values() for n in others]
    assert scores == [round(score, 4) for score in scores] != [round(score, 3) for score in scores]


def test_a_word_said_often_does_not_drown_the_others_and_topics_weigh_four_fifths_of_words() -> None:
    library = a_library(a_paper("x", abstract=f"{'owl ' * 30} mouse"), a_paper("…", abstract="gas"))
    vectors = build_vectors_of(library, {"x": ["night"]})
    paper = vectors.weights[-1].astype(float)
    words, topics = paper[:MOST_TERMS], paper[MOST_TERMS:]
    assert 2.5 < words.max() / words[words > 0].min() < 3
    assert (topics**2).sum() / (words**2).sum() == pytest.approx(0.8**2, rel=0.01)


def test_the_index_pairs_words_with_the_first_three_topics_and_holds_both_alone_for_little() -> None:
    library = a_library(a_paper("owls", abstract="mice"), a_paper("…", abstract=""))
    vectors = build_vectors_of(library, {"owls": ["a", "b", "c", "d"]})
    _, weights = index.feature_pairs(vectors.features, vectors.weights, vectors.nothing)
    pairs = weights[-1].reshape(index.INDEXED_WORDS + 1, -1)
    assert pairs.shape[1] == 1 + 3
    assert (pairs[:3] > 0).tolist() == [[False, True, True, True], *[[True] * 4] * 2]
    assert not pairs[3:].any()
    word, topic = vectors.weights[-1, 0], vectors.weights[-1, MOST_TERMS]
    assert (pairs[1, 0], pairs[0, 1]) == (word // 8 + 1, topic // 8 + 1)


def build_vectors_of(library: Library, tagged: dict[str, Sequence[str]]) -> Vectors:
    """The vectors of papers, the oldest, which is the last, first."""
    return build_vectors(compared(library, some_topics(library, tagged)))


def near_after(edits: EditedLibrary, previous: RelatedPapers | None = None) -> RelatedPapers:
    library = edits.library()
    return find_related(compared(library, edits.topics(library)), previous)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_neighbours_are_those_of_a_build_that_remembers_nothing(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With lists so short that most papers are on few of them, as on a large site."""
    monkeypatch.setattr(index, "INDEXED_PAPERS", 6)
    monkeypatch.setattr(index, "INDEXED_WORDS", 5)
    monkeypatch.setattr(nearest, "CANDIDATES", 8)
    edits, kept = EditedLibrary(seed, papers=200), None
    for _ in range(25):
        kept = near_after(edits, kept)
        assert kept.neighbours == near_after(edits).neighbours
        assert [*kept.neighbours] == [*edits.abstracts]
        edits.edit()


def test_an_edit_of_one_paper_leaves_most_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    edits = EditedLibrary(5, papers=300)
    monkeypatch.setattr(index, "INDEXED_PAPERS", 6)
    monkeypatch.setattr(index, "INDEXED_WORDS", 5)
    monkeypatch.setattr(nearest, "CANDIDATES", 8)
    first = near_after(edits)
    before = first.neighbours
    title = [*edits.abstracts][7]
    edits.abstracts[title] += " unheard"
    after = near_after(edits, first).neighbours
    assert sum(after[paper] is before[paper] for paper in after) > 200
    assert after[title] != before[title]


def test_a_topic_that_got_another_label_is_called_so_in_reasons() -> None:
    shelf = a_library(a_paper("owls", abstract="hoot"), a_paper("cats", abstract="meow"))
    topics, found = some_topics(shelf, {"owls": ["night"], "cats": ["night"]}), None
    for label in ("Night", "After dark"):
        renamed = tuple(replace(tag, label=label) for tag in topics.tags)
        topics = replace(topics, tags=renamed, tag={tag.id: tag for tag in renamed})
        found = find_related(compared(shelf, topics), found)
        assert found.neighbours["owls"][0].shared == (label,)
