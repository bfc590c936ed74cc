"""The facets of search: venues and years as the papers have them, and their votes."""

from dataclasses import replace

from generator.search.facets import facets
from tests.builders import a_library, a_paper, some_topics

KNOWN = (
    ("Trial Forests", "2026-03-04", 17),
    ("trial forests", "2025", None),
    ("Trial Forests", None, 5),
    (None, "2026", None),
)
PAPERS = [
    replace(a_paper(f"p{n}"), venue=venue, published=published, votes=votes)
    for n, (venue, published, votes) in enumerate(KNOWN)
]


def test_venues_are_by_their_most_frequent_spelling_and_years_from_the_newest() -> None:
    library = a_library(*PAPERS[::-1])
    found = facets(library, some_topics(library, {}))
    assert found["venues"] == [["trial-forests", "Trial Forests", [0, 1, 1]]]
    assert found["years"] == [["2026", "2026", [0, 3]], ["2025", "2025", [1]]]
    assert found["votes"] == [[0, 2], [17, 5]]


def test_what_no_source_says_is_no_value() -> None:
    library = a_library(a_paper("plain"))
    found = facets(library, some_topics(library, {}))
    assert (found["venues"], found["years"], found["votes"]) == ([], [], [[], []])
