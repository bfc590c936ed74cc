"""Saved searches find what the browser's search finds: one file of queries runs through both."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.build.mail import load_site
from generator.model.config import load_config
from generator.search.documents import build_documents
from generator.search.saved import SavedClause, SavedSearch, parse_query
from generator.search.spellings import other_spellings
from generator.text.terms import weigh_terms
from tests.builders import a_library, a_paper_saying, some_topics, weights_of
from tests.built_site import BuiltSite
from tests.cases import FOLDER
from tests.command import CONFIG, SEEDS
from tests.node import ask, needs_node

QUERIES: list[str] = json.loads((FOLDER / "watches.json").read_text(encoding="utf-8"))
GOLD = [query["q"] for query in json.loads((FOLDER / "queries-58.json").read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def search() -> SavedSearch:
    site = load_site(replace(load_config(CONFIG), seeds=SEEDS), None)
    return SavedSearch(site.library, site.topics, weigh_terms(build_documents(site.library, site.topics).wording))


@needs_node
def test_a_saved_search_finds_what_the_browser_finds(search: SavedSearch, real_site: BuiltSite) -> None:
    queries = [*QUERIES, *GOLD]
    tasks = [{"text": query, "committed": True} for query in queries]
    answers = ask("search.mjs", folder=str(real_site.folder / "search"), queries=tasks)
    title = {paper.id: paper.title.text for paper in search.library.papers}
    different = {}
    for query, answer in zip(queries, answers, strict=True):
        ours = sorted(title[paper] for paper in search.find(query))
        theirs = [] if answer["meant"] or answer["unfinished"] else sorted(answer["titles"][: answer["all"]])
        if ours != theirs and not answer["unfinished"]:
            different[query] = (ours, theirs)
    assert different == {}
    found = [bool(search.find(query)) for query in queries]
    assert sum(found) > len(found) / 2


def small_search() -> SavedSearch:
    library = a_library(
        a_paper_saying("Lamps of Blue Light", "We colour a self-supervised lamp.", "lamps"),
        a_paper_saying("GPT-4 and Bees", "Bees see blue in the light of lamps.", "bees"),
        a_paper_saying("The Who", "We say nothing of it.", "who"),
    )
    topics = some_topics(library, {"bees": ["insects"], "who": ["insects", "music"]})
    return SavedSearch(library, topics, weights_of(library, topics))


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        ("lamp", ["lamps", "bees"]),
        ("lamp -bees", ["lamps"]),
        ("title:lamp", ["lamps"]),
        ('"blue light"', ["lamps"]),
        ('-"blue light" lamp', ["bees"]),
        ("self-supervised", ["lamps"]),
        ("selfsupervised", ["lamps"]),
        ("gpt-4", ["bees"]),
        ("gpt-5", []),
        ("color", ["lamps"]),
        ("super*", ["lamps"]),
        ("super lamp", []),
        ("tag:insects", ["bees", "who"]),
        ("tag:music insects", ["who"]),
        ("tag:nothing lamp", ["lamps", "bees"]),
        ("in:first lamp", ["lamps", "bees"]),
        ("the who", ["who"]),
        ("", []),
        ("zebra", []),
    ],
)
def test_what_a_query_finds(query: str, papers: Sequence[str]) -> None:
    assert [*small_search().find(query)] == [*papers]


def test_how_a_query_is_read() -> None:
    query = parse_query('title:Masks -video “chain of thought” tag:"two words" in:May seg* self-supervised')
    assert query.words == (
        SavedClause(("masks",), ("title",)),
        SavedClause(("seg",), starred=True),
        SavedClause(("self", "supervised"), last=True),
    )
    assert query.phrases == (SavedClause(("chain", "of", "thought"), quoted=True),)
    assert query.without == (SavedClause(("video",)),)
    assert (query.tags, query.editions) == (("two words",), ("May",))


def test_other_spellings() -> None:
    assert other_spellings("colour") == ["color"]
    assert sorted(other_spellings("colourisation")) == ["colorisation", "colorization", "colourization"]
    assert other_spellings("lamp") == []
