"""A curator's file beside the seeds: read, laid over the papers it names, and seen on the site."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import library
from generator.library.corrections import _is_close, _letter_pairs, similar_names
from generator.model.config import Config
from generator.model.papers import Correction, Day, Draft, Library, Link, ParsedSeed
from generator.model.problems import ContentError, Problem
from generator.seeds import corrections, markdown, pasted
from generator.seeds.sources import CORRECTIONS_FILE, read_sources
from tests.builders import read_folder
from tests.built_site import BuiltSite
from tests.cases import FOLDER, Case, load_cases
from tests.command import digest

CASES = load_cases(FOLDER / "corrections.md")
PAGE = """June 1

Counting Sparrows from Rooftops

We count sparrows with microphones on roofs, each of which hears a call and says when it was heard.

Listening to Whales at Night

We listen to whales at night, when ships are fewer and the songs of the young can be told from those of the old.
"""
SPARROWS, WHALES = "counting-sparrows-from-rooftops", "listening-to-whales-at-night"


def assembled(file: str, page: str = PAGE) -> tuple[Library, tuple[Problem, ...]]:
    readings = (
        pasted.parse_page(page, "2025-06-01.txt"),
        corrections.parse_corrections(file, CORRECTIONS_FILE),
    )
    assert readings[1].problems == ()
    return library.build_library(readings, Config())


def said(file: str) -> list[str]:
    return [f"{p.path}:{p.line} {p.message} - {p.hint}" for p in assembled(file)[1]]


# --- What is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_file_is_read_field_by_field(case: Case) -> None:
    reading = corrections.parse_corrections(case.input, CORRECTIONS_FILE)
    problems = [f"{p.line}: {p.severity}: {p.message} - {p.hint}" for p in reading.problems]
    assert "\n".join([*map(shown, reading.corrections), *problems]) == case.expected


def shown(correction: Correction) -> str:
    """The line of a correction, its paper, and each field that is not empty."""
    names = dict.fromkeys(("title", "abstract", "day", *(field.name for field in fields(Draft))))
    values = {name: text(getattr(correction.said, name)) for name in names if name not in NO_FIELDS}
    given = [f"{name}={value}" for name, value in values.items() if value]
    return (
        f"{correction.said.place.line} {correction.paper}: {' '.join(given + ['hidden'] * correction.hidden)}".strip()
    )


NO_FIELDS = ("place", "markup", "title_lines", "abstract_lines")


def text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(text, value))
    return value.url if isinstance(value, Link) else value.label if isinstance(value, Day) else str(value or "")


@given(st.text(max_size=60))
def test_no_file_is_too_strange_to_be_read(file: str) -> None:
    for written in (file, f"[papers.a]\n{file}", f"[papers.a]\ntitle = '''{file}'''", f"papers = {file}"):
        assert isinstance(corrections.parse_corrections(written, CORRECTIONS_FILE), ParsedSeed)


def test_the_file_is_no_seed(tmp_path: Path) -> None:
    (tmp_path / CORRECTIONS_FILE).write_text("[papers.a]\nhidden = true\n", encoding="utf-8")
    with pytest.raises(ContentError, match="there is no seed in this folder"):
        read_sources(tmp_path)


def test_a_file_of_that_name_in_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / CORRECTIONS_FILE).write_text("[papers.a]\nhidden = true\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (old, _) = read_folder(tmp_path)
    assert (old.corrections, old.problems[0].message) == ((), "no reader for .toml")


# --- What it does to papers ---------------------------------------------------------------------------------------


def test_a_mended_title_leaves_the_address() -> None:
    papers, problems = assembled(f'[papers.{WHALES}]\ntitle = "Listening to whales, at night"\n')
    assert papers.paper[WHALES].title.text == "Listening to whales, at night"
    assert (papers.paper[WHALES].place.path, problems) == ("2025-06-01.txt", ())


def test_texts_replace_and_lists_grow() -> None:
    page = PAGE.replace("We count", "Code: https://example.org/old. We count")
    file = f"""[papers.{SPARROWS}]
    links = ["https://example.org/new"]
    tags = ["birds"]
    authors = ["Ada Finch"]
    date = 2025-05-30
    """
    paper = assembled(file, page)[0].papers[0]
    assert [link.url for link in paper.links] == ["https://example.org/new", "https://example.org/old"]
    assert (paper.tags, paper.authors, paper.day) == (("birds",), ("Ada Finch",), Day(5, 30, 2025))


def test_a_tag_of_the_seed_can_be_taken_away() -> None:
    seed = markdown.parse_paper("---\ntitle: On Reading\ntags: [Optics, books]\n---\nWe read.\n", "on.md")
    file = corrections.parse_corrections('[papers.on-reading]\ntags = ["-optics"]\n', CORRECTIONS_FILE)
    paper = library.build_library((seed, file), Config())[0].papers[0]
    assert (paper.tags, paper.without_tags) == (("books",), ("optics",))


def test_a_hidden_paper_leaves_no_gap() -> None:
    papers, problems = assembled(f"[papers.{SPARROWS}]\nhidden = true\n")
    assert [(p.id, p.editions[0].number) for p in papers.papers] == [(WHALES, 1)]
    assert [edition.papers for edition in papers.editions] == [(WHALES,)]
    assert problems == ()


BARE = "Counting Sparrows\n\nListening to Whales\n\nWe listen to whales where nobody has listened before.\n"


@pytest.mark.parametrize("said", ["", 'abstract = "We count them."', "hidden = true"])
def test_a_paper_without_an_abstract_is_told_unless_its_curator_knows(said: str) -> None:
    _, problems = assembled(f"[papers.counting-sparrows]\n{said}\n" if said else "# nothing", BARE)
    assert [problem.message for problem in problems] == [
        'no abstract below the title "Counting Sparrows"' for _ in range(not said)
    ]


def test_an_edition_whose_papers_are_all_hidden_is_gone() -> None:
    other = pasted.parse_page(
        "Counting Swifts\n\nWe count swifts where we counted sparrows before.\n", "2025-06-02.txt"
    )
    file = corrections.parse_corrections("[papers.counting-swifts]\nhidden = true\n", CORRECTIONS_FILE)
    papers, problems = library.build_library((pasted.parse_page(PAGE, "2025-06-01.txt"), other, file), Config())
    assert ([edition.id for edition in papers.editions], problems) == (["2025-06-01"], ())


def test_front_matter_hides_a_paper_that_is_pasted_too() -> None:
    seed = markdown.parse_paper("---\ntitle: Counting sparrows from rooftops\nhidden: true\n---\n", "sparrows.md")
    papers, problems = library.build_library((pasted.parse_page(PAGE, "2025-06-01.txt"), seed), Config())
    assert ([paper.id for paper in papers.papers], problems) == ([WHALES], ())


def test_a_site_of_papers_that_front_matter_hides_is_an_error() -> None:
    seed = markdown.parse_paper("---\ntitle: Counting\nhidden: true\n---\n", "sparrows.md")
    with pytest.raises(ContentError, match=r"sparrows.md:2: error: every paper is hidden"):
        library.build_library((seed,), Config())


def test_a_site_of_hidden_papers_is_an_error() -> None:
    with pytest.raises(ContentError, match=r"papers.toml:1: error: every paper is hidden"):
        assembled(f"[papers.{SPARROWS}]\nhidden = true\n[papers.{WHALES}]\nhidden = true\n")


def test_an_id_that_matches_nothing_is_told_with_the_nearest() -> None:
    assert said("[papers.listening-to-wales-at-night]\nhidden = true\n") == [
        f'papers.toml:1 no paper has the id "listening-to-wales-at-night" - did you mean {WHALES}?'
        " if its paper is gone, remove the table"
    ]
    assert said("[papers.listening-to-wales-at-night]\ntags = ['whales']\n") == [
        f'papers.toml:1 no paper has the id "listening-to-wales-at-night" - did you mean {WHALES}?'
    ]
    assert said("\n[papers.zzz]\nhidden = true\n") == [
        'papers.toml:2 no paper has the id "zzz" - the id is the name of the paper\'s page, less .html'
    ]


@pytest.mark.parametrize(
    ("paper", "said", "severity"),
    [
        ("listening-to-wales-at-night", "hidden = true", "error"),
        ("listening-to-wales-at-night", "published = false", "error"),
        ("listening-to-whales-at-night-0123ab", "hidden = true", "error"),
        ("listening", "hidden = true", "error"),
        ("whales-at-night", "hidden = true", "error"),
        ("Listening-To-Whales", "hidden = true", "error"),
        ("counting-stars-in-deserts", "hidden = true", "warning"),
        ("listening-to-wales-at-night", "hidden = false", "warning"),
        ("an-advertisement", "hidden = true", "warning"),
    ],
)
def test_to_hide_what_is_like_a_shown_paper_s_id_is_an_error(paper: str, said: str, severity: str) -> None:
    assert [p.severity for p in assembled(f"[papers.{paper}]\n{said}\n")[1]] == [severity]


def test_to_hide_again_what_is_hidden_is_only_a_warning() -> None:
    file = f"[papers.{WHALES}]\nhidden = true\n[papers.listening-to-wales-at-night]\nhidden = true\n"
    assert [p.severity for p in assembled(file)[1]] == ["warning"]


@given(st.sampled_from(["gpt", "gpt4", "whales", SPARROWS, WHALES]), st.data())
def test_an_id_with_one_slip_is_known_again_among_many(paper: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(paper) - 1))
    slip = paper[:place] + data.draw(st.sampled_from(["", "x", f"x{paper[place]}"])) + paper[place + 1 :]
    others = [f"paper-{n}-on-{word}" for n in range(20) for word in ("birds", "ships", "nights", "songs", "roofs")]
    assert paper in similar_names(slip, {name: _letter_pairs(name) for name in (*others, paper)})
    assert _is_close(slip, paper)


@pytest.mark.parametrize("alias", [WHALES, SPARROWS])
def test_an_alias_that_is_a_paper_s_address_is_told_and_not_taken(alias: str) -> None:
    file = f'[papers.{SPARROWS}]\nalias = "{alias}"\n'
    (message,) = said(file)
    assert f"papers.toml:1 the alias {alias} of {SPARROWS} is already an address of {alias}" in message
    assert assembled(file)[0].papers[0].aliases == ()


def test_a_hidden_paper_s_address_may_lead_to_another() -> None:
    papers, problems = assembled(f'[papers.{SPARROWS}]\nalias = "{WHALES}"\n[papers.{WHALES}]\nhidden = true\n')
    assert (papers.papers[0].aliases, problems) == ((WHALES,), ())


# --- What is built ------------------------------------------------------------------------------------------------


def test_an_old_address_leads_on_and_is_in_no_sitemap(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/2025-06-01.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "seeds/papers.toml").write_text(f'[papers.{WHALES}]\nalias = "whales"\n', encoding="utf-8")
    assert digest("build", "--base-url", "https://example.org/a/", cwd=tmp_path).status == 0
    site = BuiltSite(tmp_path / "site")
    page, target = site.pages["papers/whales.html"], f"{WHALES}.html"
    assert page.one("meta[http-equiv=refresh]").attrs["content"] == f"0; url={target}"
    assert page.one("main a").attrs["href"] == target
    assert page.one("link[rel=canonical]").attrs["href"] == f"https://example.org/a/papers/{target}"
    assert f"papers/{target}" in site.read("sitemap.xml")
    assert "papers/whales.html" not in site.read("sitemap.xml")


def test_of_many_unknown_keys_twenty_are_named() -> None:
    text = "[papers.a]\n" + "".join(f"key-{n} = 1\n" for n in range(25))
    (problem,) = corrections.parse_corrections(text, "papers.toml").problems
    assert problem.line == 2
    assert problem.message.endswith("key-18, key-19 and 5 more")
