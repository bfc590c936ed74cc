"""Anything may be typed: every query is read, by Python as in the browser, and no clause of it is empty."""

from hypothesis import given
from hypothesis import strategies as st

from generator.search.queries.parsing import parse_query

PIECES = (
    "-",
    '"',
    "“",
    "tag:",
    "title:",
    "in:",
    " ",
    "mask",
    "GPT-4o",
    "2505.12345",
    "ﬃ",
    "面包",
    ":",
    "\ud800",
    "\u202e",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_anything_typed_is_a_query(typed: str) -> None:
    query = parse_query(typed)
    for clause in (*query.words, *query.phrases, *query.without):
        assert clause.parts
        assert all(clause.parts)
