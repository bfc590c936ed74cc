"""What a browser learns a taste from: the words and topics of each paper, as the paper writes them."""

import json
from dataclasses import replace

from generator import search
from generator.analysis.corpus import tokenize_papers
from generator.analysis.related import comparison_input, find_related
from generator.model.papers import Library
from tests.builders import a_library, a_paper, some_topics

SHELF = a_library(
    a_paper("Masks for text-to-image diffusion", abstract="We mask images; masks help text-to-image models."),
    a_paper("Dialogue with masks", abstract="A masked dialogue of two speakers, and dialogues of three."),
)


def files_of(library: Library) -> dict[str, bytes]:
    topics = some_topics(library, {paper.id: ["masks"] for paper in library.papers})
    related = find_related(comparison_input(tokenize_papers(library), library, topics))
    files: dict[str, bytes] = {}
    parts = search.taste_parts(related, search.hyphenated_words(library.oldest_first))
    search.add_taste(library, related.compared.labels, search.encode_taste(parts), files)
    return files


def test_each_paper_has_its_words_and_topics_with_weights() -> None:
    files = files_of(SHELF)
    leads = json.loads(files["search/taste.json"])
    [part] = [json.loads(files[f"search/taste/{name}.json"]) for name in leads["parts"]]
    rows = [dict(zip(row[::2], row[1::2], strict=True)) for row in part["papers"]]
    by_word = [{part["words"][number]: weight for number, weight in row.items()} for row in rows]
    newest = by_word[[paper.title.text for paper in SHELF.oldest_first].index("Dialogue with masks")]
    assert {"dialogue", "#masks"} <= newest.keys()
    assert newest["dialogue"] == max(weight for word, weight in newest.items() if not word.startswith("#"))
    assert any("text-to-image" in words for words in by_word), "as it is written, not as search joins it"
    assert all(0 < weight <= 255 for words in by_word for weight in words.values())
    assert leads["topics"]["masks"]


def test_papers_without_words_have_none() -> None:
    empty = a_library(replace(SHELF.papers[0], title=replace(SHELF.papers[0].title, text="?"), abstract=replace(
        SHELF.papers[0].abstract, text="")))  # fmt: skip
    leads = json.loads(files_of(empty)["search/taste.json"])
    assert len(leads["parts"]) == 1
