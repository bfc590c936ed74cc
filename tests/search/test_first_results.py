"""Long lists by their best first: the first results that the heads of common terms prove are those of all papers."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any

import numpy as np
import pytest

from generator.model.papers import Library
from generator.search import blocks, shards
from generator.search.title_places import title_places
from generator.text.terms import Weights
from tests.builders import a_library, a_paper, search_files_of, some_topics, weights_of, write_files
from tests.corpus import needs_corpus, records
from tests.node import ask, needs_node

PAPERS = 1_000
"""From so many on a browser asks for heads first."""
ENDINGS = ("king", "ens", "or", "ph", "ta", "sion", "lo")
WORDS = [beginning + ending for beginning in ("mas", "tok", "net", "gra", "del", "vi") for ending in ENDINGS]
SPELLINGS = ["colour", "color", "analyse", "analyze", "efficient", "efficiency"]


def skewed(chance: Random) -> str:
    """A word, the first ones more often."""
    words = [*SPELLINGS, *WORDS]
    return words[min(int(chance.expovariate(0.08)), len(words) - 1)]


def texts(chance: Random, least: int, most: int) -> str:
    return " ".join(skewed(chance) for _ in range(chance.randint(least, most)))


def made_up(count: int) -> Library:
    chance = Random(2025)
    return a_library(
        *(a_paper(f"{texts(chance, 1, 7)} {number}", abstract=texts(chance, 3, 60)) for number in range(count))
    )


def of_the_corpus(count: int) -> Library:
    return a_library(*(a_paper(record["title"], abstract=record["abstract"]) for record in records(count)))


@pytest.fixture
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is common among millions, among a thousand papers."""
    monkeypatch.setattr(shards, "WHOLE", 0)
    monkeypatch.setattr(blocks, "LONG", 60)
    monkeypatch.setattr(blocks, "HEAD", 12)
    monkeypatch.setattr(blocks, "FEW_TITLES", 3)


def queries(words: list[str]) -> Iterator[dict[str, object]]:
    chance = Random(7)
    for number in range(240):
        several = [chance.choice(words) for _ in range(1 + number % 3)]
        prefix = "title:" if number % 7 == 0 else ""
        text = prefix + " ".join(several)
        yield {"text": text, "committed": number % 4 > 0}


@needs_node
@pytest.mark.usefixtures("_short_lists")
@pytest.mark.parametrize(
    ("source", "usual"),
    [("made up", 0.4), ("made up", 1), ("made up", 2.5), pytest.param("corpus", 1, marks=needs_corpus)],
)
def test_the_first_ten_with_heads_alone_are_those_of_all_papers(
    source: str, usual: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the texts are beside what the order of the heads takes for usual."""
    monkeypatch.setattr(blocks, "USUAL", {name: usual * length for name, length in blocks.USUAL.items()})
    library = made_up(PAPERS + 50) if source == "made up" else of_the_corpus(PAPERS)
    files = search_files_of(library, some_topics(library, {}))
    words = [*SPELLINGS, *WORDS] if source == "made up" else common_words(library)
    answers = first_results(write_files(tmp_path, files) / "search", [*queries(words)])
    assert [answer for answer in answers if answer["fault"]] == []
    early = [answer for answer in answers if answer["early"]]
    assert any(" " in answer["text"] for answer in early), "nothing tells how nearness is proved"
    assert any(answer["blocks"] for answer in early)
    assert any(not answer["blocks"] for answer in early)
    assert len(early) > len(answers) / 20


def common_words(library: Library) -> list[str]:
    weights = weights_of(library, some_topics(library, {}))
    counts = weights.paper_counts()[weights.term_of_word]
    return [weights.words[number] for number in np.argsort(-counts, kind="stable")[:150]]


def first_results(folder: Path, asked: list[dict[str, object]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("first.mjs", folder=str(folder), queries=asked)
    return found


def split_of(count: int) -> tuple[Weights, blocks.SplitLists]:
    library = made_up(count)
    weights = weights_of(library, some_topics(library, {}))
    places = title_places([paper.title.text for paper in library.oldest_first], weights)
    return weights, blocks.split_lists(weights, places)


@pytest.mark.usefixtures("_short_lists")
def test_blocks_hold_what_a_list_holds_the_best_first_and_the_titles_before_the_rest() -> None:
    weights, split = split_of(300)
    assert len(split.tails) > 5
    for term, tail in split.tails.items():
        row = int(split.rows[term])
        by_block = [papers_of(split.fields, row + number) for number in range(3)]
        assert set().union(*by_block) == papers_of(weights.fields, term)
        assert sum(map(len, by_block)) == tail.papers > blocks.LONG
        assert blocks.HEAD <= len(by_block[0]) <= blocks.HEAD + blocks.FEW_TITLES
        titled = papers_of({"title": weights.fields["title"]}, term)
        assert by_block[1] <= titled
        assert not by_block[2] & titled
        assert [block.row - row for block in tail.blocks] == [n for n in (1, 2) if by_block[n]]
        assert [block.has_titles for block in tail.blocks] == [n == 1 for n in (1, 2) if by_block[n]]


def papers_of(fields: Any, row: int) -> set[int]:
    return {p for field in fields.values() for p in field.papers[field.starts[row] : field.starts[row + 1]].tolist()}


@pytest.mark.usefixtures("_short_lists")
def test_a_paper_more_moves_one_paper_at_most_out_of_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "FEW_TITLES", 0)
    before, after = heads(300), heads(301)
    assert len(before) > 5
    assert all(len(head - after[term]) <= 1 for term, head in before.items())


def heads(count: int) -> dict[str, set[str]]:
    """The ids in the head of each common term."""
    weights, split = split_of(count)
    return {
        weights.terms[term]: {weights.papers[paper] for paper in papers_of(split.fields, int(split.rows[term]))}
        for term in split.tails
    }


@pytest.mark.usefixtures("_short_lists")
def test_a_shard_names_the_files_of_its_tails_and_the_manifest_all_of_them() -> None:
    library = made_up(200)
    files = search_files_of(library, some_topics(library, {}))
    manifest = json.loads(files["search/manifest.json"])["shards"]
    names = wrap(manifest["names"], 8)
    tails = [tail for name in names for tail in json.loads(files[f"search/index/{name}.json"])["tails"].values()]
    named = {name for _, _, *each in tails for *_, name in each}
    assert named == set(json.loads(files[f"search/tails/{manifest['tails']}.json"]))
    on_file = {path for path in files if path.startswith("search/tails/")}
    assert on_file == {f"search/tails/{name}.json" for name in (manifest["tails"], *named)}
