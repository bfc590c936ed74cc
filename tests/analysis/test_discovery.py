"""Topics found in the papers themselves, where no rule names them."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.topics.discovery import GENERIC_WORDS, discover_topics
from generator.analysis.topics.subjects import singular
from generator.seeds import pasted
from tests.built_site import BuiltSite
from tests.command import digest
from tests.test_sites import SITES, copy

SEED = SITES / "marine-biology" / "seeds" / "2025-06-04.txt"
MARINE = [
    (draft.title, draft.abstract)
    for draft in pasted.parse_page(SEED.read_text(encoding="utf-8"), "2025-06-04.txt").drafts
]
TOPICS = {"bleaching", "bycatch", "coral", "microplastic", "reef", "shark", "whale"}


def ids(texts: list[tuple[str, str]]) -> set[str]:
    return {topic.id for topic in discover_topics(texts)}


def about(subject: str, papers: int) -> list[tuple[str, str]]:
    """Papers that are about a subject, and otherwise have nothing in common."""
    names = [f"{word}{subject[:2]}" for word in WORDS[:papers]]
    return [(f"The {subject} of {name}", f"Here {name} meets a {subject}.") for name in names]


WORDS = ("Aarhus", "Basel", "Cork", "Derby", "Essen", "Fargo", "Ghent", "Hobart", "Izmir", "Jaffa", "Kyoto", "Lagos")


def test_two_dozen_papers_of_another_field_have_topics() -> None:
    assert ids(MARINE) == TOPICS


def test_a_topic_is_called_as_its_papers_spell_it() -> None:
    labels = {topic.id: topic.label for topic in discover_topics(MARINE)}
    assert (labels["coral"], labels["whale"], labels["bycatch"]) == ("Corals", "Whales", "Bycatch")
    (topic,) = discover_topics(about("eDNA sampler", 3) + about("zinc oxide film", 2) + [("a", "b")] * 4)
    assert (topic.id, topic.label) == ("edna-sampler", "EDNA sampler")


def test_a_paper_more_or_less_leaves_the_other_topics_alone() -> None:
    for left_out in range(len(MARINE)):
        fewer = ids(MARINE[:left_out] + MARINE[left_out + 1 :])
        assert len(fewer ^ TOPICS) <= 2
    assert ids([*MARINE, *about("lighthouse keeper", 1)]) == TOPICS


def test_the_order_of_papers_does_not_matter() -> None:
    shuffled = random.Random(4).sample(MARINE, len(MARINE))
    assert ids(shuffled) == TOPICS


@pytest.mark.parametrize(
    ("papers", "found"),
    [
        (about("lighthouse keeper", 3) + about("diving bell", 2) + about("x", 7), {"lighthouse-keeper"}),
        (about("lighthouse keeper", 2) + about("diving bell", 2) + about("x", 7), set()),
        (about("lighthouse keeper", 9), set()),
        (about("result", 3) + about("x", 9), set()),
        (about("large result", 3) + about("x", 9), set()),
        ([(f"On {word}", "A lighthouse stands there.") for word in WORDS], set()),
    ],
    ids=["three papers", "too few", "all of them", "a generic word", "generic words", "in passing"],
)
def test_a_phrase_is_a_topic_when_some_but_not_most_papers_are_about_it(
    papers: list[tuple[str, str]], found: set[str]
) -> None:
    assert ids(papers) == found


def test_a_part_of_a_phrase_is_no_second_topic() -> None:
    assert ids(about("lighthouse keeper", 4) + about("diving bell", 4) + about("x", 5)) == {
        "lighthouse-keeper",
        "diving-bell",
    }


@pytest.mark.parametrize(("in_passing", "found"), [(4, {"lantern"}), (5, set())])
def test_of_the_papers_that_have_a_word_two_in_five_must_be_about_it(in_passing: int, found: set[str]) -> None:
    passing = [(f"On {word}", f"Here {word} meets a lantern.") for word in WORDS[:in_passing]]
    assert ids(about("lantern", 3) + passing + about("x", 9)) == found


@pytest.mark.parametrize(("apart", "is_topic"), [(9, True), (10, False)])
def test_words_that_meet_by_chance_are_no_phrase(apart: int, is_topic: bool) -> None:
    """Three papers are about both words together, and of those about either word this is a fourth, or less."""
    single = about("lighthouse", apart) + about("keeper", apart)
    assert ("lighthouse-keeper" in ids(about("lighthouse keeper", 3) + single + about("x", 12) * 4)) == is_topic


def test_there_are_at_most_sixty_topics() -> None:
    subjects = [f"lamp{one}{other} oil{one}{other}" for one in "bcdfghj" for other in "klmnpqrstv"]
    assert len(ids([paper for subject in subjects for paper in about(subject, 3)])) == 60


def test_no_phrase_reaches_across_punctuation_or_a_formula() -> None:
    papers = [(f"Lighthouse, keeper: {word}", r"$\mathbf{x}$ and $\mathbf{y}$ and $\mathbf{z}$") for word in WORDS[:3]]
    assert not {"lighthouse-keeper", "mathbf"} & ids(papers + about("x", 9))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_next_to_nothing_has_no_topics(count: int) -> None:
    assert discover_topics(MARINE[:count]) == ()


def test_a_thousand_copies_of_one_paper_have_no_topics() -> None:
    assert discover_topics(MARINE[:1] * 1000) == ()


def test_of_a_large_site_a_few_papers_are_no_topic() -> None:
    assert discover_topics(MARINE, among=10_000) == ()


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=8))
def test_no_texts_are_too_strange(texts: list[tuple[str, str]]) -> None:
    for topic in discover_topics([*texts, *texts, *texts]):
        assert topic.id
        assert topic.label


def test_other_alphabets_have_topics() -> None:
    papers = [(f"Киты: {word}", "Мы слышим киты.") for word in WORDS[:4]]
    assert [topic.label for topic in discover_topics(papers + about("x", 10))] == ["Киты"]


def test_plurals_are_their_singular() -> None:
    words = ("whales", "fisheries", "species", "classes", "bias", "analysis", "gas", "boxes")
    assert [singular(word) for word in words] == [
        "whale", "fishery", "species", "class", "bias", "analysis", "gas", "box"
    ]  # fmt: skip


def test_the_words_kept_out_are_sorted_and_each_stands_once() -> None:
    text = Path(discover_topics.__code__.co_filename).with_name("common_words.txt").read_text(encoding="utf-8")
    assert text.split() == sorted(set(text.split()))
    assert "study" in GENERIC_WORDS


def test_on_the_site_a_discovered_topic_says_that_it_is_one(tmp_path: Path) -> None:
    home = copy("marine-biology", tmp_path)
    assert digest("build", cwd=home).status == 0
    papers = json.loads((home / "site/data/papers.json").read_text(encoding="utf-8"))
    (sharks,) = [p["tags"] for p in papers if p["title"].startswith("Tiger Sharks")]
    reason = "“Sharks” in the title and 3 times in the abstract (a discovered topic)"
    assert sharks == [{"id": "shark", "label": "Sharks", "reason": reason}]
    page = (home / "site/tags/shark.html").read_text(encoding="utf-8")
    assert "Discovered: no rule names it" in page
    assert ">Discovered</h2>" in (home / "site/tags/index.html").read_text(encoding="utf-8")


def test_the_machine_learning_papers_are_left_to_the_rules(real_site: BuiltSite) -> None:
    assert not [tag for paper in real_site.papers for tag in paper["tags"] if "discovered" in tag["reason"]]
