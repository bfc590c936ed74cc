"""Plain text where a page has no room for formulas: what TeX says in a character, a reader sees as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.markup.tex_text import tex_to_text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a gain of 3%", "a gain of 3%"),
        (r"a $\textbf{+23.7\%}$ gain", "a +23.7% gain"),
        (r"$29\times$ to $50\times$, and 4$\times$4", "29× to 50×, and 4×4"),
        (r"the folder C:\to stays", r"the folder C:\to stays"),
        ("from $5 to $10 a token", "from $5 to $10 a token"),
        (r"the iterate $Y_k$ with $\beta_k$", r"the iterate $Y_k$ with $\beta_k$"),
        (r"$p < 0.01$, $\tothe$", r"p < 0.01, $\tothe$"),
    ],
)
def test_what_tex_says_in_a_character_is_one(text: str, read: str) -> None:
    assert tex_to_text(text) == read


@given(st.text(alphabet=r"aB1 .\{}$%^_textbf", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert tex_to_text(text) == text or "$" in text
