"""The search files: what is in them, and that the browser's own engine finds with them what a reader looks for."""

import hashlib
import json
import zlib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import pytest

from generator import search
from generator.build.memo import Memo
from generator.model.papers import Library, Link, RichText
from generator.search import documents, positions, shards
from generator.search import results as packed_results
from generator.search.vocabulary import word_files
from generator.text.terms import javascript_sort_key, stem, tokenize
from tests.builders import a_library, a_paper, search_files_of, some_topics, weights_of, write_files
from tests.node import ask, needs_node
from tests.seed_58 import pasted_papers

SHELF = a_library(
    a_paper("Mask is All You Need", abstract="Scene text detection with masks, on GPT-2 and k-means."),
    a_paper("You and I", abstract="We generalize open vocabulary segmentation, in C++."),
    a_paper("Open-Vocabulary Segmentation", abstract="A self-supervised method by the Ångström team."),
    a_paper("RetroMAE: What's -mask?", abstract="Not “hard examples” but examples that are hard. GPT-3, version 2."),
    a_paper("𐐨𐐩 and ﬀ", abstract="Letters beyond the first plane: 𐐨𐐩𐐪, 﨎 and 𠮷野家. <script>alert(1)</script>"),
)


ZEBRAS = replace(SHELF.papers[1], abstract=RichText("", "Zebras!"))


def files_of(library: Library, tagged: Mapping[str, Sequence[str]] | None = None) -> dict[str, bytes]:
    return search_files_of(library, some_topics(library, tagged or {}))


def manifest_of(files: dict[str, bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(files["search/manifest.json"])
    return manifest


def results(folder: Path, *queries: str | Mapping[str, object]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = ask("search.mjs", folder=str(folder), queries=queries)
    return answers


@pytest.fixture(scope="module", params=["whole", "in shards"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search files of `SHELF`, in the two forms they have: a reader must not find a difference."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in shards":
            patch.setattr(shards, "WHOLE", 0)
            patch.setattr(shards, "SHARD", 400)
        return write_files(tmp_path_factory.mktemp("shelf"), files_of(SHELF)) / "search"


def only(files: dict[str, bytes], kind: str) -> Any:
    """The content of the one file of this kind."""
    (path,) = (path for path in files if path.startswith(f"search/{kind}/"))
    return json.loads(files[path])


def test_the_manifest_leads_to_every_other_file_and_each_name_holds_the_hash_of_its_bytes() -> None:
    files = files_of(SHELF)
    manifest = manifest_of(files)
    places = json.loads(files[f"search/places/{manifest['places']}.json"])
    named = {
        *(f"search/{kind}/{manifest[kind]}.json" for kind in ("index", "places", "facets", "ids", "names")),
        *(f"search/words/{name}.json" for name in manifest["words"].values()),
        *(f"search/places/{name}.json" for name in places["names"]),
    }
    shown = {f"search/papers/{manifest['folders'][0]}/{number}.json" for number in range(2)}
    assert set(files) == named | shown | {"search/manifest.json"}
    for path in named:
        assert path.split("/")[2] == hashlib.sha256(files[path]).hexdigest()[:8] + ".json"


def test_an_id_leads_to_the_number_of_its_paper() -> None:
    files = files_of(SHELF)
    packed = b64decode(json.loads(files[f"search/ids/{manifest_of(files)['ids']}.json"]))
    sums = [int.from_bytes(packed[at : at + 4], "little") for at in range(0, len(packed), 4)]
    assert sums == [zlib.crc32(paper.id.encode()) for paper in SHELF.oldest_first]


def test_the_same_papers_give_the_same_bytes() -> None:
    assert files_of(SHELF) == files_of(SHELF)


def words_on_file(*abstracts: str) -> list[list[str]]:
    """The words of each file of words of papers that say this."""
    library = a_library(*(a_paper(f"paper {number}", abstract=text) for number, text in enumerate(abstracts)))
    files: dict[str, bytes] = {}
    word_files(weights_of(library, some_topics(library, {})), files)
    return [json.loads(data)["words"] for data in files.values()]


def test_words_are_one_file_up_to_ten_thousand_and_beyond_without_those_of_a_single_paper() -> None:
    numbers = [f"{letter}{number:04}" for letter in "bcde" for number in range(2600)]
    (every,) = words_on_file(" ".join(numbers[:9990]), "")
    assert len(every) > 9990
    shared = words_on_file(" ".join(numbers), "b0001 c0001")
    assert sorted(word for words in shared for word in words) == ["b0001", "c0001", "paper"]
    assert len(shared) == 3


def test_a_shard_is_at_most_about_thirteen_thousand_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "WHOLE", 0)
    files = files_of(a_library(*(a_paper(each.title, abstract=each.abstract) for each in pasted_papers())))
    sizes = [len(data) for path, data in files.items() if path.startswith("search/index/")]
    assert len(sizes) > 3
    assert max(sizes) < 15_000


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only a large site has: many shards, and folders of results."""
    monkeypatch.setattr(shards, "WHOLE", 0)
    monkeypatch.setattr(shards, "SHARD", 60)
    monkeypatch.setattr(positions, "SHARD", 60)
    monkeypatch.setattr(packed_results, "PAPERS_IN_FOLDER", 4)


@pytest.mark.usefixtures("small_pieces")
def test_results_can_be_made_apart_from_the_index_in_any_order() -> None:
    topics = some_topics(SHELF, {SHELF.papers[0].id: ["vision"]})
    searched = documents.build_documents(SHELF, topics)
    shown = [*search.result_inputs(SHELF, topics, searched.also)]
    parts = {first: [*search.encode_results(shown[first : first + 2])] for first in (4, 2, 0)}
    results = [result for first in sorted(parts) for result in parts[first]]
    folders = search.folder_names(results)
    index: dict[str, bytes] = {}
    search.write_index(SHELF, topics, searched, folders, search.IndexFiles(index))
    assert len(folders) == 2
    assert index | dict(search.result_files(results, folders)) == search_files_of(SHELF, topics)


@pytest.mark.usefixtures("small_pieces")
def test_an_edit_leaves_files_of_each_kind_as_they_are() -> None:
    edited = a_library(SHELF.papers[0], ZEBRAS, *SHELF.papers[2:])
    kinds = {path.split("/")[1] for path, _ in files_of(SHELF).items() & files_of(edited).items()}
    assert kinds >= {"papers", "index", "places", "facets", "ids"}


@pytest.mark.usefixtures("small_pieces")
def test_an_edit_changes_the_shards_of_its_own_words_alone() -> None:
    """Though it changes what all words weigh, and there is a word more."""
    edited = a_library(SHELF.papers[0], ZEBRAS, *SHELF.papers[2:])
    own = tokenize(f"{SHELF.papers[1].title.text} {SHELF.papers[1].abstract.text} zebras ovs")[0]
    changed = dict(files_of(SHELF).items() ^ files_of(edited).items())
    shards_changed = [json.loads(data) for path, data in changed.items() if path.startswith("search/index/")]
    assert shards_changed
    for shard in shards_changed:
        assert {*own, *map(stem, own)} & {*shard["words"], *shard["terms"]}, shard


def test_a_result_that_an_edit_leaves_alone_is_the_same_object() -> None:
    memo, made = Memo(), list[list[bytes]]()
    for library in (SHELF, a_library(SHELF.papers[0], ZEBRAS, *SHELF.papers[2:])):
        topics = some_topics(library, {})
        shown = [*search.result_inputs(library, topics, documents.build_documents(library, topics).also)]
        made.append(memo.map(search.encode_results, shown, (), search.encode_results))
        assert made[-1] == [*search.encode_results(shown)]
    assert [one is other for one, other in zip(*made, strict=True)] == [True, True, True, False, True]


def test_the_index_is_sorted_as_javascript_sorts() -> None:
    index = only(files_of(SHELF), "index")
    terms = [term for term, _ in index["invertedIndex"]]
    assert terms == sorted(terms, key=javascript_sort_key)
    assert terms != sorted(terms)
    assert index["pipeline"] == ["stemmer"]
    assert index["fields"] == ["title", "abstract", "also"]  # open-vocabulary segmentation is OVS


def test_a_result_holds_what_a_page_shows_of_it() -> None:
    paper = replace(
        a_paper("x", links=(Link("https://github.com/x/y", "Code", "code"),)),
        title=RichText("<math></math> & x", "$x$ & x"),
    )
    (shown,) = only(files_of(a_library(paper), {"x": ["vision"]}), "papers")
    assert shown == {
        "id": "x",
        "title": "$x$ & x",
        "html": "<math></math> & x",
        "abstract": "We study x.",
        "editions": [["first", "first"]],
        "tags": [["vision", "Vision"]],
        "code": 1,
    }


def test_four_results_share_a_file_and_two_files_no_folder_by_half() -> None:
    files = files_of(SHELF)
    folder = manifest_of(files)["folders"][0]
    shown = [json.loads(files[f"search/papers/{folder}/{number}.json"]) for number in range(2)]
    titles = [[paper["title"] for paper in together] for together in shown]
    oldest_first = [paper.title.text for paper in SHELF.oldest_first]
    assert titles == [oldest_first[:4], oldest_first[4:]]
    assert packed_results.PAPERS_IN_FOLDER % packed_results.PAPERS_IN_FILE == 0


def test_an_id_that_is_the_words_of_its_title_is_not_written() -> None:
    ids = {"Mask: it's 1 A": "mask-it-s-1-a", "A B": "a-b-aaaaaa", "Ça va": "ca-va", "İ": "i"}
    papers = [replace(a_paper(title, number=n), id=name) for n, (title, name) in enumerate(ids.items(), 1)]
    files = files_of(a_library(*papers))
    shown = [paper for path in files if path.startswith("search/papers/") for paper in json.loads(files[path])]
    assert {paper["title"]: paper.get("id") for paper in shown} == ids | {"Mask: it's 1 A": None}


def test_a_title_that_is_only_text_is_not_written_twice() -> None:
    paper = replace(a_paper("x"), title=RichText("A &lt;SEG&gt; &amp; &#34;B&#34;", 'A <SEG> & "B"'))
    assert "html" not in only(files_of(a_library(paper)), "papers")[0]


def test_half_a_surrogate_pair_in_a_paper_does_not_stop_the_build() -> None:
    assert files_of(a_library(a_paper("x", abstract="a \ud800 b")))


def test_newer_papers_leave_the_files_of_older_ones_as_they_are() -> None:
    papers = [a_paper(f"paper {number}") for number in range(1005)]
    before, after = files_of(a_library(*papers[5:])), files_of(a_library(*papers))
    full = [path for path in before if path.startswith("search/papers/")]
    assert len(full) == 250
    assert all(after[path] == before[path] for path in full)


def test_a_large_index_is_cut_by_term_and_each_term_is_where_the_manifest_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "WHOLE", 0)
    monkeypatch.setattr(shards, "SHARD", 400)
    files = files_of(SHELF)
    cut = manifest_of(files)["shards"]
    borders, names = cut["from"].split(" "), wrap(cut["names"], 8)
    for border, name, end in zip(borders, names, [*borders[1:], "\uffff"], strict=True):
        shard = json.loads(files[f"search/index/{name}.json"])
        for string in (*shard["terms"], *shard["words"]):
            assert javascript_sort_key(border) <= javascript_sort_key(string) < javascript_sort_key(end)
    assert len(names) > 3


@needs_node
def test_every_paper_is_found_first_by_its_own_title(shelf: Path) -> None:
    titles = [paper.title.text for paper in SHELF.papers]
    assert [answer["titles"][0] for answer in results(shelf, *titles)] == titles


@needs_node
def test_each_of_the_58_papers_is_found_first_by_its_own_title(tmp_path: Path) -> None:
    library = a_library(*(a_paper(paper.title, abstract=paper.abstract) for paper in pasted_papers()))
    titles = [paper.title for paper in pasted_papers()]
    answers = results(write_files(tmp_path, files_of(library)) / "search", *titles, *map(str.upper, titles))
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


LIBRARY = a_library(
    replace(a_paper("Colour constancy", "2025-05-29", abstract="We analyse centre behaviour."), authors=("Ada Byron",)),
    replace(a_paper("Color naming", "2025-05-29", 2, abstract="Masks by Byron."), authors=("Grace Hopper",)),
    a_paper("RAG at work", "2025-05-28", abstract="Retrieval-augmented generation (RAG) answers."),
    a_paper("Answers from a library", "2025-05-28", 2, abstract="A study of retrieval augmented text generation."),
    a_paper("Answers again", "2025-05-28", 3, abstract="We study retrieval-augmented generation."),
    a_paper(
        "How RAG fails", "2025-05-28", 4, (Link("https://github.com/x/y", "Code", "code"),), abstract="It forgets."
    ),
)
TAGGED = {"Colour constancy": ["vision"], "Color naming": ["vision", "language"], "RAG at work": ["language"]}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("library"), files_of(LIBRARY, TAGGED)) / "search"


@needs_node
def test_british_and_american_spelling_meet(library: Path) -> None:
    for answer in results(library, "colour", "color", "COLOURS"):
        assert set(answer["titles"]) == {"Colour constancy", "Color naming"}
    for answer in results(library, "analyze", "center", "behavior", "analysing"):
        assert answer["titles"] == ["Colour constancy"]


@needs_node
def test_an_acronym_meets_its_long_form_both_ways_and_says_so(library: Path) -> None:
    short, long = results(library, "RAG", "retrieval-augmented generation")
    assert {"RAG at work", "How RAG fails", "Answers again"} <= set(short["titles"])
    assert {"RAG at work", "How RAG fails", "Answers again"} <= set(long["titles"])
    assert short["titles"][0] in ("RAG at work", "How RAG fails")
    why = dict(zip(long["titles"], long["why"], strict=True))["How RAG fails"]
    assert why["also"] == ["RAG = Retrieval-augmented generation"]


@needs_node
def test_a_field_can_be_named(library: Path) -> None:
    author, title, both_, phrase = results(
        library, "author:byron", "title:rag", "title:answers augmented", 'title:"answers from"'
    )
    assert author["titles"] == ["Colour constancy"]
    assert set(title["titles"]) == {"RAG at work", "How RAG fails"}
    assert both_["titles"][: both_["all"]] == ["Answers from a library", "Answers again"] or both_["all"] == 2
    assert phrase["titles"] == ["Answers from a library"]


@needs_node
def test_tags_and_editions_filter_with_and_without_words(library: Path) -> None:
    tag, label, edition, both_, unknown = results(
        library,
        "tag:vision",
        'tag:"Language" masks',
        "in:2025-05-28 answers",
        "tag:vision in:2025-05-28",
        "tag:nonsense rag",
    )
    assert tag["titles"] == ["Colour constancy", "Color naming"]
    assert label["titles"] == ["Color naming"]
    assert set(edition["titles"][: edition["all"]]) == {"RAG at work", "Answers from a library", "Answers again"}
    assert both_["titles"] == []
    assert unknown["filters"]["unknown"] == ["nonsense"]
    assert "RAG at work" in unknown["titles"]


@needs_node
def test_chosen_filters_count_what_they_would_leave(library: Path) -> None:
    all_, rag, vision = results(
        library,
        {"text": "", "facets": True},
        {"text": "rag", "facets": True},
        {"text": "", "tags": ["vision"], "code": False, "facets": True},
    )
    counts = {tag["id"]: tag["count"] for tag in all_["facets"]["tags"]}
    assert counts == {"vision": 2, "language": 2}
    assert [(e["id"], e["count"]) for e in all_["facets"]["editions"]] == [("2025-05-29", 2), ("2025-05-28", 4)]
    assert all_["facets"]["code"] == {"count": 1, "selected": False}
    assert {tag["id"]: tag["count"] for tag in rag["facets"]["tags"]} == {"vision": 0, "language": 1}
    assert {t["id"]: (t["count"], t["selected"]) for t in vision["facets"]["tags"]} == {
        "vision": (2, True),
        "language": (1, False),
    }


@needs_node
def test_results_can_be_by_date(library: Path) -> None:
    by_score, by_date = results(library, "naming study", {"text": "naming study", "sort": "date"})
    assert by_score["titles"][0] == "Color naming"
    assert by_date["titles"] == ["Color naming", "Answers from a library", "Answers again"]
    (byron,) = results(library, {"text": "byron", "sort": "date"})
    assert byron["titles"] == ["Colour constancy", "Color naming"]


@needs_node
def test_a_beginning_too_short_to_tell_shows_the_likeliest_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "WHOLE", 0)
    monkeypatch.setattr(shards, "SHARD", 60)
    papers = [a_paper(f"Control {word}") for word in ("contrast", "context", "content", "continual", "contour")]
    folder = write_files(tmp_path, files_of(a_library(*papers))) / "search"
    typing, done = results(folder, "con", {"text": "control", "committed": True})
    assert (typing["unfinished"], typing["likeliest"]) == ("con", "control")
    assert typing["total"] == 5
    assert (done["unfinished"], done["all"]) == ("", 5)


def test_a_text_beyond_all_size_can_be_written() -> None:
    """Characters end where Unicode does: a term that a text has two million times counts as if it had it a million."""
    library = a_library(a_paper("mask"))
    weights = weights_of(library, some_topics(library, {}))
    title = replace(weights.fields["title"], counts=np.array([2_000_000]), lengths=np.array([2_000_000]))
    files: dict[str, bytes] = {}
    weights = replace(weights, fields={**weights.fields, "title": title})
    shards.shard_files(weights, np.zeros(1, np.int32), search.IndexFiles(files))
    assert len(files) == 3
