"""What `digest check` points out in a reading that may be right."""

import pytest

from generator.library.doubts import find_doubts
from generator.model.papers import Draft, ParsedSeed, Place
from tests.seed_58 import pasted_papers

BODY = (
    "We weigh forty loaves an hour after they left the oven, and find that each has lost a tenth of its water by then."
)
LONG = " ".join([BODY] * 30)


def doubts(title: str, abstract: str) -> list[tuple[int, str]]:
    draft = Draft(Place("a.txt", 1), title, abstract, "plain", (1, 1), (3, 5) if abstract else (0, 0))
    return [(found.line, found.message) for found in find_doubts(ParsedSeed("a.txt", (draft,)))]


@pytest.mark.parametrize(
    ("title", "abstract", "line", "said"),
    [
        ("Loaves", "Bread That Cools Slowly in a Drawer", 3, "this abstract looks like a title"),
        ("Loaves", BODY[:-20], 5, "this abstract stops in mid-sentence"),
        ("Loaves", BODY[:-20] + " ...", 5, "this abstract is cut off"),
        ("Loaves", BODY + " Show more", 5, "this abstract is cut off"),
        ("Loaves", LONG, 3, "this abstract has 720 words"),
        ("Loaves", f"{BODY}\n\nWhy Crumbs Travel Further Than Crusts\n\n{BODY}", 3, "looks like the next title"),
        (BODY + " " + BODY + " Then we eat them.", BODY, 1, "this title reads like an abstract"),
        ("Loaves", BODY.replace("an hour", "une dâ€™heure aprÃ¨s"), 3, "read in a wrong encoding"),
    ],
)
def test_a_doubt_names_its_line_and_what_to_look_at(title: str, abstract: str, line: int, said: str) -> None:
    found = doubts(title, abstract)
    assert [at for at, _ in found] == [line]
    assert said in found[0][1]


@pytest.mark.parametrize(
    "abstract",
    [
        "",
        BODY,
        f"{BODY}\n\n{BODY}",
        "Invited talk.",
        BODY[:-1] + ": https://example.org/loaves",
        BODY[:-1] + " (with code)",
        "我们称量了四十个面包。",
        BODY.replace("an hour", "une d’heure après"),
    ],
)
def test_what_is_as_usual_is_no_doubt(abstract: str) -> None:
    assert doubts("Loaves", abstract) == []


def test_nothing_on_the_real_page_is_doubtful() -> None:
    assert [paper.title for paper in pasted_papers() if doubts(paper.title, paper.abstract)] == []
