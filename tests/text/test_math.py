"""Formulas: which dollars are some, what they look like, and what must never come out of one."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import markup
from generator.text.markup.math import MAX_LENGTH, mathml, split_formulas
from tests.cases import FOLDER, Case, load_cases
from tests.text.test_markup import check


@pytest.mark.parametrize("case", load_cases(FOLDER / "markup" / "math.md"), ids=str)
def test_formulas_in_text(case: Case) -> None:
    assert markup.render_body(case.input, "plain")[0].html == case.expected


def test_a_formula_too_long_to_be_one_shows_its_source() -> None:
    tex = "x" * (MAX_LENGTH + 1)
    assert mathml(tex) == f'<code class="math-source">{tex}</code>'


@pytest.mark.parametrize("tex", ["{" * 900, r"\left" * 300, "^" * 900, r"\frac" * 300, r"\begin{matrix}" * 90])
def test_a_formula_without_end_shows_its_source(tex: str) -> None:
    assert mathml(tex) == f'<code class="math-source">{tex}</code>'


def test_words_and_formulas_of_a_text_come_apart_again() -> None:
    assert split_formulas("a $x$ for $5 and $$y$$.") == ["a ", "$x$", " for $5 and ", "$$y$$", "."]
    assert split_formulas("none") == ["none"]


COMMANDS = (
    r"\frac", r"\sqrt", r"\text", r"\mathrm", r"\mathbb", r"\left(", r"\right)", r"\href", r"\unicode", "{", "}",
    r"\begin{cases}", r"\end{cases}", r"\sum", r"\alpha", r"\unknown", r"\\", r"\binom", r"\overbrace", r"\xrightarrow",
    r"\color", r"\not", "^", "_", "&", "%", "x", "12", "<b>", "javascript:", " ", "'", '"', "#", "~",
)  # fmt: skip
TEX = st.lists(st.sampled_from(COMMANDS) | st.characters(), max_size=10).map("".join)


@given(TEX.map(markup.clean_text), st.booleans())
def test_any_tex_becomes_mathml_or_its_source(tex: str, display: bool) -> None:
    html = mathml(tex, display=display)
    check(html)
    root = ElementTree.fromstring(html)
    if root.tag == "code":
        assert (root.text or "") == tex
    else:
        assert (root.tag, root.get("display")) == ("math", "block" if display else None)
        assert (root.get("alttext") or "").split() == tex.split()
        assert "\\" not in "".join(root.itertext()) or "\\backslash" in tex


@given(st.text(alphabet="abcxyzABC0123456789+-=<>()[]|!,.% ", min_size=1))
def test_nothing_of_a_simple_formula_is_dropped(tex: str) -> None:
    shown = "".join(ElementTree.fromstring(mathml(tex)).itertext())
    assert "".join(shown.replace("−", "-").split()) == "".join(tex.split())
