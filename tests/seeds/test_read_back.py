"""What a site writes is read back: the same papers with the same values, whatever the format."""

import dataclasses
import json
from collections.abc import Sequence

import pytest

from generator.library import build_library
from generator.model.config import Config
from generator.model.papers import Draft, Paper, ParsedSeed
from generator.render.citations import FORMATS, cited_work
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from generator.text import markup
from tests.builders import a_site, papers_json_of

RECORDS = [
    {
        "title": "Smoke & Salt: 100% of $\\alpha$-Cheese, C# and {Braces}_here",
        "authors": ["Søren Østergaard", "Vincent van Gogh", "Emil Dummy Jr.", "Seed Bank of the Valley"],
        "abstract": "We store cheese at 5 % humidity, see https://doi.org/10.1000/other.1 for more. Nothing helps.",
        "published": "2026-03-02",
        "venue": "Proceedings of the Trial Meeting on Cheese & Bread",
        "doi": "10.1000/a_b.2026(1)",
        "upvotes": 17,
        "githubRepo": "https://github.com/example/cheese_shop",
    },
    {"title": "屋顶上的苔藓是一种时钟", "authors": ["王小明"], "abstract": "没有人知道。", "id": "2603.00121v2"},
    {
        "title": "Straße für Straße",
        "abstract": "We count lanterns, as https://doi.org/10.1000/other.2 did.",
        "authors": ["Haruka Itō"],
        "year": 2024,
        "venue": "Zeitschrift für Probefeste",
    },
]
CONFIG = Config(base_url="https://example.org/")


def library_of(parsed: ParsedSeed) -> tuple[Paper, ...]:
    assert not parsed.problems, parsed.problems
    return build_library([parsed], CONFIG)[0].papers


@pytest.fixture(scope="module")
def papers() -> Sequence[Paper]:
    return library_of(parse_seed(SeedFile("list.json", json.dumps(RECORDS).encode())))


def test_our_own_data_are_read_back_whole(papers: Sequence[Paper]) -> None:
    library = build_library([parse_seed(SeedFile("list.json", json.dumps(RECORDS).encode()))], CONFIG)[0]
    again = library_of(parse_seed(SeedFile("data.json", papers_json_of(a_site(library)))))
    kept = ("id", "title", "authors", "published", "venue", "votes", "arxiv", "doi", "links")
    for before, after in zip(papers, again, strict=True):
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
        assert after.abstract.text == before.abstract.text


SUFFIXES = {"bibtex": ".bib", "ris": ".ris", "csl": ".json"}


def said(draft: Draft | Paper, title: str) -> list[object]:
    names = [markup.plain_words(name) for name in draft.authors]
    return [title, names, (draft.published or "")[:7], draft.venue, draft.arxiv, draft.doi]


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_citation_is_read_back_as_the_paper(name: str, papers: Sequence[Paper]) -> None:
    (write,) = [write for key, _, write in FORMATS if key == name]
    works = [write(cited_work(dataclasses.replace(paper, links=()), CONFIG, {"list": "List"})) for paper in papers]
    text = json.dumps([item for work in works for item in json.loads(work)]) if name == "csl" else "\n".join(works)
    parsed = parse_seed(SeedFile(f"all{SUFFIXES[name]}", text.encode()))
    assert not parsed.problems, text
    read = [said(draft, markup.render_title(draft.title).text) for draft in parsed.drafts]
    assert read == [said(paper, paper.title.text) for paper in papers]
