"""What abstracts offer and claim, with the sentence it stands in; and what a sentence is."""

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evidence import Evidence, has_code
from generator.model.papers import Link, Paper
from generator.render.pages import plan_pages
from generator.render.templates import Renderer
from generator.text.sentences import sentence_spans, strip_font_commands
from tests.builders import a_library, a_paper_saying, a_site, evidence_in, evidence_of, papers_json_of
from tests.cases import FOLDER, Case, load_cases

CODE = Link("https://github.com/us/lamps", "Code", "code")
CASES = [case for name in ("evidence.md", "evidence-read.md") for case in load_cases(FOLDER / name)]
PAGE = Link("https://us.github.io/lamps", "Project page", "project")


def paper(abstract: str, *links: Link) -> Paper:
    return replace(a_paper_saying("lamps", abstract), links=links)


def said(found: Evidence) -> str:
    releases = (f"{each.availability}: {', '.join(each.things)}" for each in found.releases)
    numbers = ([each.sentence[start:end] for start, end in each.numbers] for each in found.results)
    return "\n".join((*releases, *(f"result: {', '.join(each)}" for each in numbers))) or "none"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    assert said(evidence_in(paper(" ".join(case.input.split())))) == case.expected


def test_evidence_is_a_sentence_of_the_abstract_cut_at_its_numbers() -> None:
    abstract = "Lamps are dark. We study lamps, i.e. light. Ours is 3.2% better than gas. We look."
    (result,) = evidence_in(paper(abstract)).results
    assert result.sentence == "Ours is 3.2% better than gas."
    assert result.pieces == (("Ours is ", False), ("3.2%", True), (" better than gas.", False))


@pytest.mark.parametrize(("words", "offers"), [(4, 1), (20, 0)])
def test_what_can_be_had_stands_near_the_words_that_say_so(words: int, offers: int) -> None:
    abstract = f"The dataset {'that we describe ' * words}is available."
    assert len(evidence_in(paper(abstract)).releases) == offers


def test_evidence_is_shown_as_one_reads_it() -> None:
    abstract = r"We find that ours is $\textbf{3.2\%}$ better. Code is available."
    found = evidence_in(paper(abstract))
    assert found.results[0].pieces == (("We find that ours is ", False), ("3.2%", True), (" better.", False))
    assert [release.shown for release in found.releases] == ["Code is available."]


@pytest.mark.parametrize(
    ("abstract", "links", "had"),
    [
        ("We study lamps.", (), False),
        ("We study lamps.", (CODE,), True),
        ("We study lamps.", (PAGE,), False),
        ("Code is available on our project page: https://us.github.io/lamps", (PAGE,), True),
        ("Code will be released at https://us.github.io/lamps", (PAGE,), False),
        ("Our code is publicly available.", (), False),
        ("Code will be released.", (), False),
        ("Code will be released.", (CODE,), True),
    ],
)
def test_a_paper_has_code_where_a_reader_can_have_it(abstract: str, links: tuple[Link, ...], had: bool) -> None:
    assert has_code(paper(abstract, *links)) == had


def test_the_page_and_the_data_show_the_evidence() -> None:
    lamps = paper("We study lamps. Ours is 3.2% better. Code will be released.")
    site = a_site(a_library(lamps))
    site = replace(site, evidence=evidence_of(site.library))
    page = next(page for page in plan_pages(site).pages if page.path == "papers/lamps.html")
    text = Renderer(site.config, "assets/x/").page(page).decode()
    assert "<strong>3.2%</strong> better." in text
    assert "Promised" in text
    [known] = json.loads(papers_json_of(site))
    assert known["evidence"] == {
        "has_code": False,
        "releases": [{"sentence": "Code will be released.", "things": ["code"], "availability": "promised"}],
        "results": [{"sentence": "Ours is 3.2% better.", "numbers": ["3.2%"]}],
    }


def test_a_paper_without_evidence_has_no_section_for_it() -> None:
    site = a_site(a_library(paper("We study lamps.")))
    page = next(page for page in plan_pages(site).pages if page.path == "papers/lamps.html")
    assert 'id="evidence"' not in Renderer(site.config, "assets/x/").page(page).decode()


@pytest.mark.parametrize(
    "text",
    [
        "Lin et al. (2020) agree.",
        "We use it, e.g. LISA, i.e. SEEM.",
        "See Fig. 3 and Eqs. 4 and 5, cf. Sec. 2.",
        "It gains 3.2 points.",
        "It is from the U.S. Supreme Court.",
        "Ask J. Doe about it.",
        "What? no.",
        "It has 5 vs. GPT-4 and its kin.",
    ],
)
def test_what_ends_no_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


def test_what_ends_a_sentence() -> None:
    text = 'We look. "We see." Is it so? (It is.) $x$ holds! 3 of them do. The end'
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "We look.", '"We see."', "Is it so?", "(It is.)", "$x$ holds!", "3 of them do.", "The end",
    ]  # fmt: skip


@given(st.text(alphabet="aB1 .!?\n\\textbf{}$%", max_size=60))
def test_sentences_and_plain_text_keep_their_places(text: str) -> None:
    found = sentence_spans(text)
    assert all(start <= end for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    bare, places = strip_font_commands(text)
    assert len(places) == len(bare) + 1
    assert all(text[places[n]] == char for n, char in enumerate(bare))
