"""`data/papers.json`: the contract's keys, in site order, one paper a line."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from generator.build.memo import Memo
from generator.model.papers import Appearance, Day, Link, Neighbour, Origin, Place
from generator.render import papers_json
from generator.render.machines import SCHEMA
from generator.render.views import Site
from generator.text import markup
from tests.builders import a_library, a_paper, a_site, papers_json_of

LISA = replace(
    a_paper("lisa", number=3, links=(Link("https://github.com/a/b", "Code", "code"),)),
    title=markup.render_title("LISA: “Größe” & $x^2$"),
    authors=("Ann",),
    day=Day(5, 28, 2025),
    arxiv="2505.12345",
    published="2025-05",
    origins=(Origin("published", Place("refs.bib", 7)),),
)
OTHER = replace(a_paper("other", edition="second"), day=Day(5, 28))


def the_site() -> Site:
    site = a_site(a_library(LISA, OTHER), {"lisa": ("rag",)})
    return replace(site, related={"lisa": (Neighbour("other", 0.312345, ("word", "term")),), "other": ()})


def files_of(site: Site, memo: Memo | None = None) -> dict[str, bytes]:
    """The files of a site by path; records that `memo` knows are not made again."""
    records = (memo or Memo()).map(
        papers_json.encode_records, [*papers_json.record_inputs(site)], (), papers_json.encode_records
    )
    return {path: joined.content() for path, joined in papers_json.papers_json_files(site, [*records])}


def test_a_paper_has_everything_the_contract_names() -> None:
    first, second = json.loads(papers_json_of(the_site()))
    assert first == {
        "id": "lisa",
        "slug": "lisa",
        "url": "papers/lisa.html",
        "title": "LISA: “Größe” & $x^2$",
        "abstract": "We study lisa.",
        "authors": ["Ann"],
        "author_count": 1,
        "date": "2025-05-28",
        "published": "2025-05",
        "venue": None,
        "votes": None,
        "arxiv": "2505.12345",
        "arxiv_class": None,
        "doi": None,
        "pick": False,
        "note": None,
        "editions": ["first"],
        "tags": [{"id": "rag", "label": "Rag", "reason": "“rag” in the title"}],
        "links": [{"url": "https://github.com/a/b", "label": "Code", "kind": "code"}],
        "evidence": {"has_code": True, "releases": [], "results": []},
        "related": [{"id": "other", "score": 0.3123, "shared": ["word", "term"]}],
        "source": {"path": "page.txt", "line": 3},
        "sources": {"published": {"path": "refs.bib", "line": 7}},
        "source_texts": {},
    }
    assert second["date"] is None, "a day without a year is no date"
    assert second["arxiv"] is second["published"] is second["author_count"] is None
    assert list(second) == list(first)


def test_the_file_is_utf_8_with_a_line_for_each_paper() -> None:
    lines = papers_json_of(the_site()).decode().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    assert "“Größe”" in lines[1]


def test_a_stray_surrogate_does_not_stop_the_build() -> None:
    paper = replace(LISA, authors=("A\ud800nn\x00",))
    [found] = json.loads(papers_json_of(a_site(a_library(paper))))
    assert found["authors"] == ["Ann\x00"]


def test_of_the_name_of_a_file_only_what_is_seen_is_told() -> None:
    site = a_site(a_library(replace(LISA, place=Place("a\u202eb\u115f.txt", 3))))
    [paper] = json.loads(papers_json_of(site))
    assert paper["source"] == {"path": "ab.txt", "line": 3}


def test_a_text_that_was_made_clean_is_told_as_the_seed_has_it_in_signs_that_harm_nobody() -> None:
    paper = replace(LISA, source_texts=(("title", "\u202eE\ufb03cient \ud800\x1b"),))
    written = papers_json_of(a_site(a_library(paper)))
    assert b'"source_texts":{"title":"\\u202eE\\ufb03cient \\\\ud800\\u001b"}}' in written
    assert json.loads(written)[0]["source_texts"] == {"title": "\u202eE\ufb03cient \\ud800\x1b"}


def test_a_small_site_has_one_file() -> None:
    assert files_of(the_site()) == {"data/papers.json": papers_json_of(the_site())}


def test_a_large_site_has_a_file_for_each_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_json, "LARGEST", 100)
    again = replace(LISA, editions=(Appearance("first", 3), Appearance("second", 1)))
    files = files_of(a_site(a_library(again, OTHER)))
    assert json.loads(files["data/papers.json"]) == [
        {"edition": "first", "url": "data/papers/first.json", "papers": 1},
        {"edition": "second", "url": "data/papers/second.json", "papers": 1},
    ]
    ids = [[paper["id"] for paper in json.loads(files[f"data/papers/{name}.json"])] for name in ("first", "second")]
    assert ids == [["lisa"], ["other"]], "a paper listed twice is in one file"


def test_an_edition_of_any_script_has_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_json, "LARGEST", 100)
    files = files_of(a_site(a_library(replace(LISA, editions=(Appearance("größe", 1),)))))
    assert json.loads(files["data/papers.json"])[0]["url"] == "data/papers/gr%C3%B6%C3%9Fe.json"
    assert "data/papers/größe.json" in files


def test_the_limit_is_the_contracts_and_met_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert papers_json.LARGEST == 20_000_000
    monkeypatch.setattr(papers_json, "LARGEST", len(papers_json_of(the_site())))
    assert list(files_of(the_site())) == ["data/papers.json"]
    monkeypatch.setattr(papers_json, "LARGEST", papers_json.LARGEST - 1)
    assert list(files_of(the_site())) == [
        "data/papers.json",
        "data/papers/first.json",
        "data/papers/second.json",
    ]


def test_what_an_edit_leaves_alone_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memo, site = Memo(), the_site()
    assert files_of(site, memo)["data/papers.json"] == papers_json_of(site)
    written: list[str] = []
    whole = papers_json.record

    def record(known: papers_json.RecordInput) -> dict[str, object]:
        written.append(known.paper.id)
        return whole(known)

    monkeypatch.setattr(papers_json, "record", record)
    edited = a_library(replace(LISA, authors=("Bo",)), OTHER)
    edited_site = replace(site, library=edited)
    made = files_of(edited_site, memo)["data/papers.json"]
    assert written == ["lisa"]
    assert made == papers_json_of(edited_site)
    files_of(replace(edited_site, related={"lisa": (), "other": ()}), memo)
    assert written[3:] == ["lisa"], "what is near it is part of a paper's record"


def test_the_data_are_what_the_schema_says(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = json.loads(SCHEMA.read_bytes())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(json.loads(papers_json_of(the_site())))
    known = set(schema["$defs"]["paper"]["properties"])
    assert {*json.loads(papers_json_of(the_site()))[0]} == known, "every key is explained"
    monkeypatch.setattr(papers_json, "LARGEST", 10)
    files = files_of(the_site())
    for content in files.values():
        validator.validate(json.loads(content))
    assert len(files) == 3
    assert not validator.is_valid([{"id": "lisa"}])
