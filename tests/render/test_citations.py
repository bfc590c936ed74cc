"""Citations: what is known and nothing else, in BibTeX that parses."""

import re
from dataclasses import replace

import pybtex.database
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import Config, with_base_url
from generator.model.papers import Appearance, Day, Link, Paper
from generator.render.citations import all_formats, bibtex, citation_key, plain_text
from generator.text import markup
from tests.builders import a_paper

CONFIG = Config(title="Paper digest")
LABELS = {"first": "first", "second": "second"}


def paper_called(title: str, **known: object) -> Paper:
    paper = replace(a_paper("lisa-reasons"), title=markup.render_title(title))
    return replace(paper, **known)  # type: ignore[arg-type]


def cited(paper: Paper, config: Config = CONFIG) -> dict[str, str]:
    return fields(bibtex(paper, config, LABELS))


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
        "": "lisa-reasoning-segmentation",
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
        "": "muller2025deep",
        "title": "{On Deep Nets}",
        "author": "Jörg Müller and Hinton, Geoffrey",
        "year": "2025",
        "month": "may",
        "eprint": "2505.12345",
        "archivePrefix": "arXiv",
        "doi": "10.1/a_b",
        "url": "https://arxiv.org/abs/2505.12345",
        "note": "Listed in Paper digest, first, no. 1",
    }


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


def test_the_address_is_that_of_the_paper_and_only_then_of_its_page_here() -> None:
    here = with_base_url(CONFIG, "https://example.org/digest/")
    link = Link("https://openreview.net/forum?id=a_b{c}", "Paper", "paper")
    assert cited(paper_called("A"), here)["url"] == "https://example.org/digest/papers/lisa-reasons.html"
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
    entry = bibtex(paper_called("A", authors=("Bo Ek", name, "Knuth, Donald")), CONFIG, LABELS)
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
    assert "^^" not in bibtex(paper_called("A", doi="10.1/x^^5cinput"), CONFIG, LABELS)


def test_a_citation_stays_when_a_later_edition_lists_the_paper_again() -> None:
    paper = paper_called("A")
    again = replace(paper, editions=(Appearance("second", 7), *paper.editions))
    assert bibtex(again, CONFIG, LABELS) == bibtex(paper, CONFIG, LABELS)


@pytest.mark.parametrize(
    ("title", "authors", "expected"),
    [
        ("When Can Models Learn From Explanations?", (), "models-learn-explanations"),
        ("When Can Models Learn?", ("Peter Hase",), "hase2025models"),
        ("What is it?", ("José García-Peña",), "garciapena2025it"),
        ("学习", ("山田 太郎",), "anonymous2025lisa"),
        ("的", (), "lisa-reasons"),
    ],
)
def test_keys_are_readable_and_plain_ascii(title: str, authors: tuple[str, ...], expected: str) -> None:
    assert citation_key(paper_called(title, authors=authors, published="2025-05-28")) == expected


def test_a_line_to_paste() -> None:
    paper = paper_called("Why?", authors=("A B", "C D", "E F"), arxiv="2505.12345", published="2025-05")
    assert plain_text(paper, CONFIG, LABELS) == (
        "A B, C D and E F. Why? 2025. arXiv:2505.12345. Listed in Paper digest, first, no. 1."
        " https://arxiv.org/abs/2505.12345"
    )
    bare = paper_called("A Title")
    assert plain_text(bare, CONFIG, LABELS) == "A Title. Listed in Paper digest, first, no. 1."


def test_every_format_has_a_name_of_its_own() -> None:
    paper = paper_called("A Title")
    formats = all_formats(paper, CONFIG, LABELS)
    assert [each.label for each in formats] == ["BibTeX", "Plain text"]
    assert len({each.id for each in formats}) == len(formats)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=12), max_size=3), st.text(max_size=12))
def test_any_text_gives_an_entry_that_parses(title: str, authors: list[str], doi: str) -> None:
    paper = paper_called(title, authors=tuple(authors), doi=doi)
    known = cited(paper)
    assert len(persons(bibtex(paper, CONFIG, LABELS))) == sum(
        bool(markup.one_line(name).strip(" ,")) for name in authors
    )
    assert known["title"].startswith("{")
    assert re.fullmatch(r"[a-z0-9-]+", known[""])


@given(st.text(alphabet="ab\\{}$^_#&%~ ", max_size=20))
def test_every_special_character_is_escaped_or_in_a_formula(title: str) -> None:
    words = re.sub(r"(?<!\\)(\$\$?)(?:[^$\\]|\\.)+\1", "", cited(paper_called(title))["title"][1:-1])
    left = re.sub(r"\\(?:[&%#_$]|text(?:brace(?:left|right)|backslash|ascii(?:tilde|circum))\{\})", "", words)
    assert not re.search(r"[\\{}$^_#&%~]", left)
