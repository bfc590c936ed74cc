"""Citations: what is known and nothing else, in BibTeX that parses."""

import json
import re
from dataclasses import replace
from typing import Any

import pybtex.database
import pytest
import rispy
from citeproc import Citation as ProcessorCitation
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import Config, with_base_url
from generator.model.papers import Appearance, Day, Link, Paper
from generator.render.citations import CitedWork, all_formats, bibtex, cited_work
from generator.render.citations.csl import csl_json, csl_line
from generator.render.citations.people import parse_person
from generator.render.citations.reference import reference
from generator.render.citations.ris import ris
from generator.render.citations.venues import venue_kind
from generator.render.citations.works import citation_key
from generator.text import markup
from tests.builders import a_paper

CONFIG = Config(title="Paper digest")
LABELS = {"first": "first", "second": "second"}


def paper_called(title: str, **known: object) -> Paper:
    paper = replace(a_paper("lisa-reasons"), title=markup.render_title(title))
    return replace(paper, **known)  # type: ignore[arg-type]


def work_of(paper: Paper, config: Config = CONFIG) -> CitedWork:
    return cited_work(paper, config, LABELS)


def entry_of(paper: Paper, config: Config = CONFIG) -> str:
    return bibtex(work_of(paper, config))


def cited(paper: Paper, config: Config = CONFIG) -> dict[str, str]:
    return fields(entry_of(paper, config))


def fields(entry: str) -> dict[str, str]:
    """The fields of one entry, read as BibTeX does: braces count whatever stands before them, `%` is no comment."""
    head = re.match(r"@misc\{([^,\s{}]+),\n", entry)
    assert head
    found, rest = {"": head[1]}, entry[head.end() :]
    while not rest.startswith("}"):
        name, _, rest = rest.partition(" = ")
        value, rest = braced(rest) if rest.startswith("{") else rest.split(",", 1)
        found[name.strip()] = value
        rest = rest.removeprefix(",").removeprefix("\n")
    assert rest == "}\n"
    return found


def braced(text: str) -> tuple[str, str]:
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return text[1:at], text[at + 1 :]
    raise AssertionError(f"a brace is not closed: {text}")


def test_a_pasted_paper_is_cited_with_its_title_and_where_it_was_listed() -> None:
    paper = paper_called("LISA: Reasoning Segmentation via LLMs")
    assert cited(paper) == {
        "": "lisa-reasons",
        "title": "{LISA: Reasoning Segmentation via LLMs}",
        "note": "Listed in Paper digest, first, no. 1",
    }


def test_everything_that_is_known_is_cited() -> None:
    paper = paper_called(
        "On Deep Nets",
        authors=("Jörg Müller", "Hinton, Geoffrey"),
        arxiv="2505.12345",
        published="2025-05",
        doi="10.1/a_b",
        day=Day(6, 1, 2025),
    )
    assert cited(paper) == {
        "": "lisa-reasons",
        "title": "{On Deep Nets}",
        "author": "Jörg Müller and Hinton, Geoffrey",
        "year": "2025",
        "month": "may",
        "eprint": "2505.12345",
        "archivePrefix": "arXiv",
        "doi": "10.1/a_b",
        "url": "https://arxiv.org/abs/2505.12345",
    }


@pytest.mark.parametrize(
    ("known", "category"),
    [
        ({"arxiv": "2505.12345", "arxiv_class": "cs.CL"}, "cs.CL"),
        ({"arxiv": "2505.12345"}, None),
        ({"arxiv": "hep-th/9901001"}, "hep-th"),  # an archive that is one category
        ({"arxiv": "math/0309136"}, None),
        ({"doi": "10.1/x", "arxiv_class": "cs.CL"}, None),
    ],
)
def test_a_category_of_arxiv_is_cited_where_it_is_known(known: dict[str, object], category: str | None) -> None:
    assert cited(paper_called("A title", **known)).get("primaryClass") == category


@pytest.mark.parametrize(
    ("known", "year", "month"),
    [
        ({"day": Day(5, 28, 2025)}, None, None),  # the day it was listed
        ({"published": "2025"}, "2025", None),
        ({"published": "2025-05"}, "2025", "may"),
        ({"published": "1999-01-31"}, "1999", "jan"),
    ],
)
def test_no_year_is_invented(known: dict[str, object], year: str | None, month: str | None) -> None:
    found = cited(paper_called("A title", **known))
    assert (found.get("year"), found.get("month")) == (year, month)


def test_the_address_is_that_of_the_paper_and_never_that_of_its_page_here() -> None:
    here = with_base_url(CONFIG, "https://example.org/digest/")
    link = Link("https://openreview.net/forum?id=a_b{c}", "Paper", "paper")
    assert "url" not in cited(paper_called("A"), here)
    assert cited(paper_called("A"), here)["note"] == "Listed in Paper digest, first, no. 1"
    assert cited(paper_called("A", links=(link,)), here)["url"] == "https://openreview.net/forum?id=a_b%7Bc%7D"
    assert cited(paper_called("A", doi="10.1/x"), here)["url"] == "https://doi.org/10.1/x"
    assert "url" not in cited(paper_called("A"))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of A & B_c #1", r"{100\% of A \& B\_c \#1}"),
        (r"A $L^p_{x}$ bound for $5", r"{A $L^p_{x}$ bound for \$5}"),
        (r"Sets \(x\)", "{Sets $x$}"),
        (r"By $\arg\min_{\theta} L$", r"{By $\arg\min_{\theta} L$}"),
        (
            r"{pm 1} ~ ^ \x",
            r"{\textbraceleft{}pm 1\textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{}x}",
        ),
        ("A formula $x_{1$ cut", r"{A formula \$x\_\textbraceleft{}1\$ cut}"),
        (r"Erd\H{o}s {\alpha}-Lamps \& ``so''", r"{Erdős $\alpha$-Lamps \& “so”}"),
        ("Λέξεις → π", r"{Λέξεις $\to$ $\pi$}"),
        (r"Up $50%$, $a&b$, $\#1$", r"{Up $50\%$, $a\&b$, $\#1$}"),
    ],
)
def test_words_are_escaped_and_formulas_stay(title: str, written: str) -> None:
    assert cited(paper_called(title))["title"] == written


def test_names_that_are_no_persons_are_kept_together() -> None:
    authors = ("Ludwig van Beethoven", "The BERT Team", "Barnes and Noble", "AT&T", "Beegbrain", "others")
    found = cited(paper_called("A", authors=authors))["author"]
    assert (
        found
        == r"Ludwig van Beethoven and {The BERT Team} and {Barnes and Noble} and {AT\&T} and Beegbrain and {others}"
    )


@pytest.mark.parametrize(
    "name",
    ["Ann Lee, MIT, CSAIL, USA", "a, b, c, d", "A {, b, c, d}", "others", "A\nand B", "and Co", ", Ann", ",", " ", "{"],
)
def test_every_author_is_one_name_to_bibtex(name: str) -> None:
    entry = entry_of(paper_called("A", authors=("Bo Ek", name, "Knuth, Donald")))
    assert len(persons(entry)) == (3 if name.strip(" ,") else 2)
    assert [persons(entry)[0], persons(entry)[-1]] == ["Ek, Bo", "Knuth, Donald"]


def persons(entry: str) -> list[str]:
    """The authors as pybtex reads them: it gives up where a name breaks BibTeX's rules."""
    [found] = pybtex.database.parse_string(entry, "bibtex").entries.values()
    return list(map(str, found.persons.get("author", [])))


@pytest.mark.parametrize(
    "formula",
    [
        r"$\input{x}$", r"$\write18{rm}$", r"$\csname input\endcsname$", r"$\text{\include{x}}$",
        r"$\color{\input{x}}y$",
        r"$\hspace{\input{x}}$", r"$\catcode`\~=0$", r"$\let\a\b$", r"$\def\x{}$", r"$\newcommand{\x}{}$",
        r"\(\openin5=x\)",
        r"$\begin{filecontents}{x}y\end{filecontents}$", r"$\verb|x|$", r"$x^^5cinput{y}$", r"$\NP$", r"$\é$",
    ],
)  # fmt: skip
def test_a_formula_that_does_more_than_set_signs_is_words(formula: str) -> None:
    """In the title, the name of the site and those of authors: TeX obeys all of them."""
    config = Config(title=f"Our {formula} digest")
    found = cited(paper_called(f"A {formula} b", authors=(f"Bo {formula}",)), config)
    for field in ("title", "author", "note"):
        assert re.findall(r"\\(?:[A-Za-z]+|.)|\^\^", found[field]) == [
            command for command in re.findall(r"\\(?:[A-Za-z]+|.)", found[field])
            if re.fullmatch(r"\\(?:[$&%#_]|text(?:brace(?:left|right)|backslash|ascii(?:tilde|circum)))", command)
        ]  # fmt: skip


@pytest.mark.parametrize(
    "formula",
    [
        r"$O(\sqrt{n}\log n)$",
        r"$\mathbb{R}^d$", r"$\alpha_{\mathrm{max}} \leq \tfrac{1}{2}$", r"$a \lesssim b \to c$",
        r"$\bm{x}\,\in\{0,1\}$", r"$\operatorname{arg\,max}_\theta$", r"$\left\langle a \right\rangle$",
    ],
)  # fmt: skip
def test_a_formula_of_signs_stays_a_formula(formula: str) -> None:
    assert cited(paper_called(f"A {formula} b"))["title"] == f"{{A {formula} b}}"


def test_an_address_has_no_other_way_to_write_a_backslash() -> None:
    assert "^^" not in entry_of(paper_called("A", doi="10.1/x^^5cinput"))


def test_a_citation_stays_when_a_later_edition_lists_the_paper_again() -> None:
    paper = paper_called("A")
    again = replace(paper, editions=(Appearance("second", 7), *paper.editions))
    assert entry_of(again) == entry_of(paper)


def test_the_key_stays_when_more_becomes_known() -> None:
    known = cited(paper_called("Another title", authors=("Ann Lee",), published="2025-05-28"))
    assert known[""] == cited(paper_called("A title"))[""] == "lisa-reasons"


def test_a_long_id_is_cut_in_a_key_that_is_still_its_own() -> None:
    long, other = (f"a-formal-framework-for-understanding-{word}-of-explanation-data" for word in ("roles", "uses"))
    keys = [citation_key(long), citation_key(other)]
    assert all(re.fullmatch(r"a-formal-framework-for-[0-9a-f]{6}", key) for key in keys)
    assert keys[0] != keys[1]


def test_a_line_to_paste() -> None:
    paper = paper_called("Why?", authors=("A B", "C D", "E F"), arxiv="2505.12345", published="2025-05", venue="ICML")
    assert reference(work_of(paper)) == (
        "A B, C D and E F. Why? ICML, 2025. arXiv:2505.12345. https://arxiv.org/abs/2505.12345"
    )
    bare = paper_called("A Title")
    assert reference(work_of(bare)) == "A Title. Listed in Paper digest, first, no. 1."
    many = paper_called("A", authors=tuple(f"Ann A{n}" for n in range(300)))
    assert ", Ann A18, … Ann A299. A." in reference(work_of(many))


def test_every_format_has_a_name_of_its_own() -> None:
    formats = all_formats(work_of(paper_called("A Title")))
    assert [each.label for each in formats] == ["BibTeX", "RIS", "CSL-JSON", "Reference"]
    assert len({each.id for each in formats}) == len(formats)


@pytest.mark.parametrize(
    ("name", "family", "given", "particle", "suffix"),
    [
        ("Jörg Müller", "Müller", "Jörg", "", ""),
        ("Ludwig van Beethoven", "Beethoven", "Ludwig", "van", ""),
        ("van der Berg, Jan", "Berg", "Jan", "van der", ""),
        ("Knuth, Jr., Donald E.", "Knuth", "Donald E.", "", "Jr."),
        ("John Smith Jr.", "Smith", "John", "", "Jr."),
        ("van Gogh", "Gogh", "", "van", ""),
        ("王小明", "王小明", "", "", ""),
        ("The BERT Team", "The BERT Team", "", "", ""),
        ("Ann Lee, MIT, CSAIL, USA", "Ann Lee, MIT, CSAIL, USA", "", "", ""),
    ],
)
def test_the_parts_of_a_name(name: str, family: str, given: str, particle: str, suffix: str) -> None:
    found = parse_person(name)
    assert found
    assert found[1:5] == (family, given, particle, suffix)


@pytest.mark.parametrize(
    ("venue", "kind", "entry"),
    [
        ("Nature Machine Intelligence", "journal", "@article"),
        ("Transactions of the ACL", "conference", "@inproceedings"),
        ("NeurIPS 2024", "conference", "@inproceedings"),
        ("Proceedings of the National Academy", "conference", "@inproceedings"),
        ("A seminar in Recife", "", "@misc"),
        ("arXiv preprint", "", "@misc"),
    ],
)
def test_a_venue_is_called_what_its_name_says(venue: str, kind: str, entry: str) -> None:
    assert venue_kind(venue) == kind
    assert entry_of(paper_called("A", venue=venue)).startswith(entry)
    assert (venue in entry_of(paper_called("A", venue=venue))) == (not venue.startswith("arXiv"))


EVERYTHING = paper_called(
    "On Deep & Wide $x^2$ Nets",
    authors=("Jörg Müller", "Ludwig van Beethoven", "The BERT Team", "Smith, Jr., John"),
    arxiv="2505.12345",
    published="2025-05-28",
    venue="NeurIPS 2025",
    doi="10.1/a_b",
)


def test_a_ris_record_is_read_as_it_was_meant() -> None:
    [found] = rispy.loads(ris(work_of(EVERYTHING)))
    assert found == {
        "type_of_reference": "CONF",
        "id": "lisa-reasons",
        "title": "On Deep & Wide $x^2$ Nets",
        "authors": ["Müller, Jörg", "van Beethoven, Ludwig", "The BERT Team", "Smith, John, Jr."],
        "year": "2025",
        "date": "2025/05/28/",
        "secondary_title": "NeurIPS 2025",
        "doi": "10.1/a_b",
        "name_of_database": "arXiv",
        "accession_number": "arXiv:2505.12345",
        "urls": ["https://arxiv.org/abs/2505.12345"],
    }


def test_a_citation_processor_prints_what_csl_json_says() -> None:
    (item,) = items = json.loads(csl_json(work_of(EVERYTHING)))
    assert item["author"][2] == {"literal": "The BERT Team"}
    printed = render_reference(items)
    assert printed == (
        "Müller, J. <i>et al.</i> (2025) “On Deep & Wide $x^2$ Nets”, <i>NeurIPS 2025</i>."
        " Available at: https://doi.org/10.1/a_b."
    )
    two = replace(EVERYTHING, authors=("Ludwig van Beethoven", "The BERT Team"), venue=None, doi=None)
    printed = render_reference(json.loads(csl_json(work_of(two))))
    assert printed.startswith("van Beethoven, L. and The BERT Team (2025)")
    assert "arXiv" in printed


def render_reference(items: list[dict[str, Any]]) -> str:
    """The first item as the Harvard style of citeproc-py prints it."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
    bibliography.register(ProcessorCitation([CitationItem(items[0]["id"])]))
    return str(bibliography.bibliography()[0])


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=12), max_size=3), st.text(max_size=12))
def test_any_text_gives_a_record_and_an_item_that_parse(title: str, authors: list[str], venue: str) -> None:
    work = work_of(paper_called(title, authors=tuple(authors), venue=venue))
    [found] = rispy.loads(ris(work))
    assert found.get("title", "") == work.title
    assert len(found.get("authors", ())) == len(work.people)
    [item] = json.loads(csl_json(work))
    assert json.loads(csl_line(work)) == item


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=12), max_size=3), st.text(max_size=12))
def test_any_text_gives_an_entry_that_parses(title: str, authors: list[str], doi: str) -> None:
    paper = paper_called(title, authors=tuple(authors), doi=doi)
    known = cited(paper)
    assert len(persons(entry_of(paper))) == sum(bool(markup.one_line(name).strip(" ,")) for name in authors)
    assert known["title"].startswith("{")
    assert re.fullmatch(r"[a-z0-9-]+", known[""])


@given(st.text(alphabet="ab\\{}$^_#&%~ ", max_size=20))
def test_every_special_character_is_escaped_or_in_a_formula(title: str) -> None:
    words = re.sub(r"(?<!\\)(\$\$?)(?:[^$\\]|\\.)+\1", "", cited(paper_called(title))["title"][1:-1])
    left = re.sub(r"\\(?:[&%#_$]|text(?:brace(?:left|right)|backslash|ascii(?:tilde|circum))\{\})", "", words)
    assert not re.search(r"[\\{}$^_#&%~]", left)
