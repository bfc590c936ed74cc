"""The search files: what is in them, and that the browser's own engine finds with them what a reader looks for."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import search
from generator.model import Library, Link, Rich
from generator.terms import javascript_order, weigh
from tests.node import ask, needs_node
from tests.seed_58 import pasted_papers
from tests.shelves import a_library, a_paper, some_topics

SHELF = a_library(
    a_paper("Mask is All You Need", abstract="Scene text detection with masks, on GPT-2 and k-means."),
    a_paper("You and I", abstract="We generalize open vocabulary segmentation, in C++."),
    a_paper("Open-Vocabulary Segmentation", abstract="A self-supervised method by the Ångström team."),
    a_paper("RetroMAE: What's -mask?", abstract="Not “hard examples” but examples that are hard. GPT-3, version 2."),
    a_paper("𐐨𐐩 and ﬀ", abstract="Letters beyond the first plane: 𐐨𐐩𐐪, 﨎 and 𠮷野家. <script>alert(1)</script>"),
)


def files_of(library: Library, tagged: dict[str, Sequence[str]] | None = None) -> dict[str, bytes]:
    topics = some_topics(library, tagged or {})
    return search.search_files(library, topics, weigh(library, topics))


def manifest_of(files: dict[str, bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(files["search/manifest.json"])
    return manifest


def written(files: dict[str, bytes], root: Path) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root / "search"


def results(folder: Path, *queries: str) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = ask("search.mjs", folder=str(folder), queries=queries)
    return answers


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(files_of(SHELF), tmp_path_factory.mktemp("shelf"))


def test_the_manifest_names_every_other_file_and_each_name_holds_the_hash_of_its_bytes() -> None:
    files = files_of(SHELF)
    manifest = manifest_of(files)
    named = {f"search/{name}" for name in (manifest["index"], manifest["words"], *manifest["blocks"])}
    assert set(files) == named | {"search/manifest.json"}
    for path in named:
        assert path.split(".")[1] == hashlib.sha256(files[path]).hexdigest()[:12]


def test_the_same_papers_give_the_same_bytes() -> None:
    assert files_of(SHELF) == files_of(SHELF)


def test_the_index_is_sorted_as_javascript_sorts() -> None:
    files = files_of(SHELF)
    index = json.loads(files[f"search/{manifest_of(files)['index']}"])
    terms = [term for term, _ in index["invertedIndex"]]
    assert terms == sorted(terms, key=javascript_order)
    assert terms != sorted(terms)
    assert index["pipeline"] == ["stemmer"]
    assert index["fields"] == ["title", "abstract"]


def test_a_result_holds_what_a_page_shows_of_it() -> None:
    paper = replace(
        a_paper("x", links=(Link("https://github.com/x/y", "Code", "code"),)),
        title=Rich("<math></math> & x", "$x$ & x"),
    )
    files = files_of(a_library(paper), {"x": ["vision"]})
    block = json.loads(files[f"search/{manifest_of(files)['blocks'][0]}"])
    (shown,) = block["papers"]
    assert shown["title"] == "$x$ & x"
    assert shown["html"] == "<math></math> & x"
    assert (shown["url"], shown["code"], shown["tags"], shown["editions"]) == (
        "papers/x.html",
        True,
        ["vision"],
        ["first"],
    )
    assert block["tags"] == {"vision": {"label": "Vision", "url": "tags/vision.html"}}
    assert block["editions"] == {"first": "first"}


def test_a_title_that_is_only_text_is_not_written_twice() -> None:
    paper = replace(a_paper("x"), title=Rich("A &lt;SEG&gt; &amp; &#34;B&#34;", 'A <SEG> & "B"'))
    files = files_of(a_library(paper))
    assert "html" not in json.loads(files[f"search/{manifest_of(files)['blocks'][0]}"])["papers"][0]


def test_half_a_surrogate_pair_in_a_paper_does_not_stop_the_build() -> None:
    assert files_of(a_library(a_paper("x", abstract="a \ud800 b")))


def test_many_papers_lie_in_blocks() -> None:
    files = files_of(a_library(*(a_paper(f"paper {i}") for i in range(205))))
    blocks = [json.loads(files[f"search/{name}"]) for name in manifest_of(files)["blocks"]]
    assert [(block["first"], len(block["papers"])) for block in blocks] == [(0, 100), (100, 100), (200, 5)]


@needs_node
def test_every_paper_is_found_first_by_its_own_title(shelf: Path) -> None:
    titles = [paper.title.text for paper in SHELF.papers]
    assert [answer["titles"][0] for answer in results(shelf, *titles)] == titles


@needs_node
def test_each_of_the_58_papers_is_found_first_by_its_own_title(tmp_path: Path) -> None:
    library = a_library(*(a_paper(paper.title, abstract=paper.abstract) for paper in pasted_papers()))
    titles = [paper.title for paper in pasted_papers()]
    answers = results(written(files_of(library), tmp_path), *titles, *map(str.upper, titles))
    assert [answer["titles"][0] for answer in answers] == titles * 2


@needs_node
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("angstrom", "Open-Vocabulary Segmentation"),
        ("ÅNGSTRÖM", "Open-Vocabulary Segmentation"),
        ("selfsupervised", "Open-Vocabulary Segmentation"),
        ("self supervised", "Open-Vocabulary Segmentation"),
        ("self-superv", "Open-Vocabulary Segmentation"),
        ("generali", "You and I"),
        ("GPT-2", "Mask is All You Need"),
        ("kmeans", "Mask is All You Need"),
        ("MAE", "RetroMAE: What's -mask?"),
        ("c++", "You and I"),
        ('"hard examples"', "RetroMAE: What's -mask?"),
        ("𠮷野家", "𐐨𐐩 and ﬀ"),
        ("script alert", "𐐨𐐩 and ﬀ"),
    ],
)
def test_what_is_asked_for_comes_first(shelf: Path, query: str, first: str) -> None:
    (answer,) = results(shelf, query)
    assert answer["titles"][0] == first
    assert answer["all"] >= 1
    assert answer["missing"] == answer["meant"] == []


@needs_node
def test_papers_with_all_words_come_before_those_with_some(shelf: Path) -> None:
    (answer,) = results(shelf, "segmentation c++")
    assert answer["titles"] == ["You and I", "Open-Vocabulary Segmentation"]
    assert answer["all"] == 1


@needs_node
def test_a_name_with_a_number_is_not_its_parts(shelf: Path) -> None:
    gpt_2, gpt_4 = results(shelf, "GPT-2", "GPT-4")
    assert gpt_2["titles"] == ["Mask is All You Need"]
    assert (gpt_4["titles"], gpt_4["missing"]) == ([], ["GPT-4"])


@needs_node
def test_a_slip_of_the_pen_is_forgiven_and_said(shelf: Path) -> None:
    (answer,) = results(shelf, "segmentaion")
    assert answer["meant"] == [{"typed": "segmentaion", "shown": ["segmentation"]}]
    assert set(answer["titles"]) == {"You and I", "Open-Vocabulary Segmentation"}


@needs_node
def test_a_phrase_is_proved_by_the_text_and_otherwise_taken_apart_and_said(shelf: Path) -> None:
    proved, apart = results(shelf, '"open vocabulary segmentation"', '"segmentation vocabulary"')
    assert set(proved["titles"]) == {"You and I", "Open-Vocabulary Segmentation"}
    assert apart["missing"] == ['"segmentation vocabulary"']
    assert set(apart["titles"]) == set(proved["titles"])


@needs_node
def test_words_and_phrases_can_be_left_out(shelf: Path) -> None:
    word, phrase, only = results(shelf, "mask -detection", 'examples -"hard examples"', "-mask")
    assert word["titles"] == ["RetroMAE: What's -mask?"]
    assert phrase["titles"] == []
    assert only["titles"] == ["You and I", "Open-Vocabulary Segmentation", "𐐨𐐩 and ﬀ"]


@needs_node
def test_nothing_that_can_be_typed_raises(shelf: Path) -> None:
    odd = [
        "",
        " ",
        '"',
        "-",
        "a:",
        "^",
        "foo:bar^2~1 +x -y *",
        "title:",
        '"unbal',
        "\\",
        "constructor __proto__",
        "𐐨",
        "-𐐨",
        "🤖",
        "' OR 1=1",
        "x" * 5000,
    ]
    answers = results(shelf, *odd, *(paper.title.text[:end] for paper in SHELF.papers for end in range(1, 25)))
    assert all(isinstance(answer["all"], int) for answer in answers)
    assert [answer["titles"] for answer in answers[:4]] == [[]] * 4
