"""Lunr, exactly: what a reader's browser joins from the shards gives the papers, scores and order of the whole index.

Queries of every kind that lunr has are made by chance, always the same, from the papers' own words, common and rare.
lunr.js answers each twice: with the whole index, and with an index of the query's terms, read from their shards. All
results are compared, and a score that differs in its last bit is a difference. So are the weights of all terms in all
papers, which the browser makes of what the shards say.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from generator import search
from generator.model.papers import Library, Paper
from generator.search import blocks, documents, shards
from generator.search.title_places import title_places
from generator.text import terms
from tests.builders import a_library, a_paper, some_topics, write_file, write_files
from tests.corpus import needs_corpus, records
from tests.node import ask, needs_node
from tests.seed_58 import PAPERS

EACH = 14
"""Queries of each kind."""
COMMON = 200
"""Words of a corpus that count as common; half of the words in queries are of these."""
INDEX = ("search/manifest.json", "search/index/", "search/tails/")
BEYOND = a_paper("𐐨𐐩 and 﨎", abstract="Letters of the second plane, which JavaScript sorts before 﨎: 𐐨𐐩𐐪, 𠮷野家.")
"""No corpus may do without characters whose order differs between Python and JavaScript."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Draws words of the papers, common or rare, and does to them what queries do."""

    random: Random
    words: tuple[str, ...]
    common: tuple[str, ...]
    fields: tuple[str, ...]

    def word(self, shortest: int = 1) -> str:
        return self.random.choice([w for w in self.random.choice((self.words, self.common)) if len(w) >= shortest])

    def several(self) -> list[str]:
        return [self.word() for _ in range(self.random.randint(2, 4))]

    def field(self) -> str:
        return f"{self.random.choice(self.fields)}:{self.word()}"

    def boost(self) -> str:
        return f"{self.word()}^{self.random.randint(2, 50)}"

    def beginning(self) -> str:
        return self.word(4)[: self.random.randint(2, 5)] + "*"

    def ending(self) -> str:
        return "*" + self.word(4)[-self.random.randint(2, 6) :]

    def inner(self) -> str:
        word = self.word(5)
        return f"{word[: self.random.randint(1, 3)]}*{word[-self.random.randint(1, 2) :]}"

    def slip(self) -> str:
        word = self.word(5)
        place = self.random.randrange(len(word))
        return word[:place] + word[place + 1 :]

    def mixture(self) -> str:
        parts = [self.field() + "^3", "+" + self.word(), self.beginning(), "-" + self.word(), self.slip() + "~1"]
        return " ".join(self.random.sample(parts, self.random.randint(2, len(parts))))


KINDS: Mapping[str, Callable[[Chance], str]] = {
    "one word": lambda chance: chance.word(),
    "several words": lambda chance: " ".join(chance.several()),
    "required": lambda chance: " ".join("+" + word for word in chance.several()),
    "one required": lambda chance: f"+{chance.word()} {chance.word()}",
    "excluded": lambda chance: f"{chance.word()} {chance.word()} -{chance.word()}",
    "only excluded": lambda chance: " ".join("-" + word for word in chance.several()),
    "field": lambda chance: f"{chance.field()} {chance.field()}",
    "boost": lambda chance: f"{chance.boost()} {chance.word()}",
    "beginning": lambda chance: chance.beginning(),
    "ending": lambda chance: chance.ending(),
    "inner wildcard": lambda chance: chance.inner(),
    "one slip": lambda chance: f"{chance.slip()}~1",
    "two slips": lambda chance: f"{chance.slip()}~2",
    "unknown": lambda chance: f"{chance.word()}zzq",
    "known and unknown": lambda chance: f"{chance.word()} {chance.word()}zzq +{chance.word()}",
    "mixture": Chance.mixture,
}


def of_the_seed() -> list[Paper]:
    return [a_paper(paper.title, abstract=paper.abstract) for paper in PAPERS]


def of_the_corpus(count: int) -> list[Paper]:
    return [
        replace(
            a_paper(record["title"], abstract=record["abstract"]), id=str(number), authors=(str(record["authors"]),)
        )
        for number, record in enumerate(records(count))
    ]


@needs_node
@pytest.mark.parametrize(
    "count",
    [
        len(PAPERS),
        pytest.param(1_000, marks=needs_corpus),
        pytest.param(10_000, marks=[needs_corpus, pytest.mark.soak]),
    ],
)
def test_the_shards_of_a_query_give_exactly_what_the_whole_index_gives(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test and not one of each kind, because what it stands on takes half a minute of 10,000 papers."""
    monkeypatch.setattr(shards, "WHOLE", 0)
    monkeypatch.setattr(shards, "SHARD", min(shards.SHARD, 40 * count))
    monkeypatch.setattr(blocks, "LONG", min(blocks.LONG, count // 5))
    monkeypatch.setattr(blocks, "HEAD", min(blocks.HEAD, count // 10))
    papers = of_the_seed() if count == len(PAPERS) else of_the_corpus(count)
    weights, most_shards = write_both_indexes(a_library(*papers, BEYOND), tmp_path)
    queries = queries_about(weights)
    answers, weighed = answered(queries, tmp_path)
    assert (weighed["odd"], weighed["missing"]) == ([], 0)
    assert weighed["weights"] == sum(len(postings.papers) for postings in weights.fields.values())
    assert [answer for found in answers.values() for answer in found if answer["fault"]] == []
    assert [answer for answer in answers["one word"] if answer["shards"] != 1] == []
    assert most_shards > 10
    assert len({query for made in queries.values() for query in made}) >= 200
    idle = {kind for kind, found in answers.items() if sum(answer["found"] > 0 for answer in found) < EACH // 6}
    assert idle == {"unknown"}, "a query that finds nothing proves nothing"


@needs_node
def test_terms_that_end_in_digits_stay_apart(tmp_path: Path) -> None:
    """For lunr.js, a state that 1 and 3 leave for state 3 looked like one that 1 leaves for state 333, see `loadIndex`.

    The states are numbered by the letters of the terms: the long one is there so that state 333 is the one after "z1".
    """
    words = ["a1", "a3", "b" * 327, "z1y"]
    vectors = [[f"title/{paper}", [paper, 1.0]] for paper in range(len(words))]
    postings = [[word, {"_index": number, "title": {number: {}}}] for number, word in enumerate(words)]
    index: dict[str, object] = {
        "version": "2.3.9",
        "fields": ["title"],
        "pipeline": ["stemmer"],
        "fieldVectors": vectors,
        "invertedIndex": postings,
    }
    write_file(tmp_path / "search" / "index" / "all.json", json.dumps(index))
    manifest = {"papers": len(words), "index": "all", "words": {"*": "all"}}
    write_file(tmp_path / "search" / "words" / "all.json", json.dumps({"words": words, "papers": [1, 1, 1, 1]}))
    write_file(tmp_path / "search" / "manifest.json", json.dumps(manifest))
    write_file(tmp_path / "whole.json", json.dumps(index))
    found = ask("exact.mjs", index=str(tmp_path / "whole.json"), folder=str(tmp_path / "search"), queries=["z*"])
    answers = found["answers"]
    assert [(answer["found"], answer["fault"]) for answer in answers] == [(1, "")]


def write_both_indexes(library: Library, folder: Path) -> tuple[terms.Weights, int]:
    """Writes the whole index and the shards; gives the weights and how many shards there are."""
    topics = some_topics(library, {paper.id: ["vision"] for paper in library.papers[::3]})
    searched = documents.build_documents(library, topics)
    weights = terms.weigh_terms(searched.wording)
    assert list(weights.terms) != sorted(weights.terms), "nothing here would tell the two orders apart"
    files: dict[str, bytes] = {}
    search.write_index(library, topics, searched, (), search.IndexFiles(files))
    places = title_places([paper.title.text for paper in library.oldest_first], weights)
    write_files(folder, {p: d for p, d in files.items() if p.startswith(INDEX)})
    write_file(folder / "whole.json", json.dumps(shards.lunr_index(weights, places)))
    return weights, len(json.loads(files["search/manifest.json"])["shards"]["names"]) // 8


def queries_about(weights: terms.Weights) -> dict[str, list[str]]:
    used = shards.fields_in_use(weights)
    papers = sum((np.diff(postings.starts) for postings in used.values()), np.zeros(len(weights.terms), np.int64))
    common = np.argsort(-papers[weights.term_of_word], kind="stable")[:COMMON]
    chance = Chance(Random(2025), weights.words, tuple(weights.words[n] for n in common.tolist()), tuple(used))
    return {kind: [make(chance) for _ in range(EACH)] for kind, make in KINDS.items()}


def answered(queries: Mapping[str, list[str]], folder: Path) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Any]]:
    """What lunr.js says of the queries of each kind, and of all weights, see `exact.mjs`."""
    together = [query for made in queries.values() for query in made]
    found = ask("exact.mjs", index=str(folder / "whole.json"), folder=str(folder / "search"), queries=together)
    return dict(zip(queries, batched(found["answers"]), strict=True)), found


def batched(answers: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [answers[first : first + EACH] for first in range(0, len(answers), EACH)]
