"""Where words stand: a phrase is found where it is said, and nowhere else."""

import json
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest

from generator.model.papers import Library
from generator.search import positions
from generator.search.documents import IndexFiles, build_documents
from generator.search.positions import position_files
from generator.text.terms import STOP_WORDS, javascript_sort_key, tokenize, weigh_terms
from tests.builders import a_library, a_paper, some_topics
from tests.seed_58 import PAPERS

SHELF = a_library(
    replace(a_paper("New masks", abstract="Open vocabulary of masks."), authors=("Ada Byron", "Grace Hopper")),
    a_paper("The Who", abstract="Who masks new open words, and new masks? 𐐨𐐩 vocabulary."),
)


def position_shards(library: Library) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest of the places, and its shards."""
    wording = build_documents(library, some_topics(library, {})).wording
    files: dict[str, bytes] = {}
    name = position_files(wording, weigh_terms(wording), IndexFiles(files))
    manifest = json.loads(files[f"search/places/{name}.json"])
    return manifest, [json.loads(files[f"search/places/{shard}.json"]) for shard in manifest["names"]]


def places_of(library: Library) -> tuple[int, dict[str, set[int]]]:
    """The stride, and the places of each word."""
    manifest, shards = position_shards(library)
    found = {
        word: set(accumulate(steps))
        for shard in shards
        for word, steps in zip(shard["words"], shard["places"], strict=True)
    }
    return manifest["stride"], found


def saying(library: Library, phrase: str) -> list[str]:
    """The papers that say the words of a phrase next to each other, by their titles."""
    stride, found = places_of(library)
    starts = [{place - at for place in found.get(word, ())} for at, word in enumerate(tokenize(phrase)[0])]
    oldest_first = library.papers[::-1]
    return [oldest_first[place // stride].title.text for place in sorted(set.intersection(*starts))]


def test_a_phrase_is_found_where_it_stands() -> None:
    assert saying(SHELF, "open vocabulary") == ["New masks"]
    assert saying(SHELF, "new masks") == ["The Who", "New masks"]
    assert saying(SHELF, "𐐨𐐩 vocabulary") == ["The Who"]
    assert saying(SHELF, "vocabulary open") == []


def test_no_phrase_runs_from_one_text_or_paper_into_the_next() -> None:
    assert saying(SHELF, "masks open") == saying(SHELF, "masks ada") == saying(SHELF, "vocabulary new") == []


def test_authors_stand_in_their_order() -> None:
    assert saying(SHELF, "ada byron") == saying(SHELF, "byron grace") == ["New masks"]


def test_stop_words_are_written_down_in_titles_only_but_counted_everywhere() -> None:
    stride, found = places_of(SHELF)
    assert saying(SHELF, "the who") == ["The Who"]
    assert "of" not in found
    (vocabulary,) = (place for place in found["vocabulary"] if place >= stride)
    assert vocabulary + 2 in found["masks"], "a place is left for the word between"


def test_a_paper_has_room_for_the_longest_of_them() -> None:
    stride, found = places_of(a_library(a_paper("x", abstract="word " * 300), a_paper("y", abstract="thing")))
    assert stride >= 300
    assert {place // stride for place in found["word"]} == {1}
    assert {place // stride for place in found["thing"]} == {0}


def test_every_word_of_the_58_papers_stands_where_its_text_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "SHARD", 2000)
    library = a_library(*(a_paper(paper.title, abstract=paper.abstract) for paper in PAPERS))
    stride, found = places_of(library)
    expected: dict[str, set[int]] = {}
    for number, paper in enumerate(library.papers[::-1]):
        title, abstract = tokenize(paper.title.text)[0], tokenize(paper.abstract.text)[0]
        telling = [(at, word) for at, word in enumerate(abstract, len(title) + 1) if word not in STOP_WORDS]
        for at, word in (*enumerate(title), *telling):
            expected.setdefault(word, set()).add(number * stride + at)
    assert {word: at for word, at in found.items() if at} == expected


def test_places_are_cut_by_word_and_each_word_is_where_the_manifest_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "SHARD", 60)
    manifest, shards = position_shards(SHELF)
    assert len(shards) > 3
    for first, shard, end in zip(manifest["from"], shards, [*manifest["from"][1:], "\U0010ffff\uffff"], strict=True):
        for word in shard["words"]:
            assert javascript_sort_key(first) <= javascript_sort_key(word)
            assert word < end or javascript_sort_key(word) < javascript_sort_key(end)


def test_no_paper_has_no_places() -> None:
    assert places_of(a_library())[1] == {}
