"""What the lines of a pasted page are known by, line by line: `test_pasted.py` has whole pages."""

import datetime

import pytest

from generator.model.papers import Day
from generator.seeds import pasted
from generator.seeds.pasted.blocks import ends_sentence
from generator.seeds.pasted.costs import pattern_cost
from generator.seeds.pasted.hyphens import add_line
from generator.seeds.pasted.rules.boilerplate import RULER, SEPARATOR, find_rule, may_be_long
from generator.seeds.pasted.rules.bylines import byline_strength, has_dash, is_affiliation, scholar_line
from generator.seeds.pasted.rules.date_lines import NO_DAY, UNCLEAR, DateLineReading, parse_date_line

WORDS = "one of the many words that a line of a pasted page may have "


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("Ines Muster, Jonas Beispiel", 2),
        ("Ines Muster, Jonas Beispiel, and Gina Trial", 2),
        ("By Ines Muster, Jonas Beispiel", 2),
        ("Ines Muster and Jonas Beispiel", 1),
        ("Ines Muster", 1),
        ("Ines Muster,", 2),
        ("Ines Muster et al.", 2),
        ("Ines Muster (Example University), Jonas Beispiel (Sample Labs)", 2),
        ("Ines Muster1,2, Jonas Beispiel*", 2),
        ("Ines Muster, Ph.D.", 1),
        ("Ines Muster, PhD, Jonas Beispiel, MD", 2),
        ("Wei Sample, deep learning", 1),
        ("Wei Sample, deep learning.", 0),
        ("Wei Sample, deep learning, large models", 0),
        ("Ines Muster, Jonas Beispiel, Gina Trial, lamps", 2),
        ("张伟, 李娜", 2),
        ("Deep Learning", 0),
        ("Ines Muster, 2026", 0),
        ("Ines Muster, Room 1234", 0),
        ("The Long Way Home Of All Lamps", 0),
        ("Ines Maria Anna Muster Beispiel", 0),
        ("we light lamps", 0),
    ],
)
def test_how_surely_a_line_is_nothing_but_names(line: str, strength: int) -> None:
    assert byline_strength(line) == strength


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Example University", True),
        ("ines@example.org", True),
        ("* Equal contribution", True),
        ("Equal contribution.", True),
        ("How do universities work?", False),
        ("We light lamps", False),
        (f"ines@example.org {WORDS * 5}", False),
        (f"Example University {WORDS * 5}", False),
    ],
)
def test_a_line_says_where_people_work(line: str, is_one: bool) -> None:
    assert is_affiliation(line) == is_one


@pytest.mark.parametrize(
    ("line", "has_one"),
    [("A - B", True), ("A – B", True), ("A — B", True), ("A-B", False), ("A–B", False), ("É - B", True), ("É", False)],
)
def test_a_dash_stands_between_two_words(line: str, has_one: bool) -> None:
    assert has_dash(line) == has_one


def test_a_line_of_a_search_engine_has_names_a_venue_and_a_year() -> None:
    assert scholar_line("I Muster, J Beispiel… - Trial Music Research, 2026 - Example Press") == (
        "I Muster, J Beispiel", "Trial Music Research", "2026",
    )  # fmt: skip
    assert scholar_line("I Muster, J Beispiel, Trial Music Research, 2026") is None
    assert scholar_line("deep lamps - Trial Music Research, 2026 - Example Press") is None
    assert scholar_line(f"I Muster, J Beispiel - {WORDS * 5}, 2026") is None


def test_two_signs_may_be_a_line_of_text_and_three_are_a_ruler() -> None:
    assert find_rule("--") == SEPARATOR
    assert find_rule("---") == RULER


@pytest.mark.parametrize(
    ("line", "may_be"),
    [("(c) The Authors", True), (f"{WORDS}, all rights reserved", True), (f"{WORDS} and so on", False)],
)
def test_only_some_long_lines_may_be_known_by_a_rule(line: str, may_be: bool) -> None:
    assert may_be_long(line) == may_be


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("We light lamps.", True),
        ("We light lamps", False),
        ("Code: https://example.org/lamps", True),
        ("Code at www.example.org", True),
        ("We light “lamps.”", True),
        ("We light “lamps”", False),
        ("The site https://example.org is new", False),
    ],
)
def test_a_text_ends_like_a_sentence_or_with_an_address(text: str, ends: bool) -> None:
    assert ends_sentence(text) == ends


@pytest.mark.parametrize(
    ("above", "line", "words", "text"),
    [
        ("a model-", "based view", (), "a model-based view"),
        ("a mod-", "el of it", (), "a model of it"),
        ("frost-", "and window lamps", (), "frost- and window lamps"),
        ("the frost -", "flowers", (), "the frost - flowers"),
        ("lamps", "that speak", (), "lamps that speak"),
        ("Kilns-", "Ovens", (), "Kilns-Ovens"),
        ("the lamp-", "oil we use", ("lamp", "oil"), "the lampoil we use"),
        ("the lamp-", "light we use", ("lamp", "light"), "the lamp-light we use"),
        ("the long¬", "est way", (), "the longest way"),
    ],
)
def test_a_word_that_a_line_parts_is_one_again(above: str, line: str, words: tuple[str, ...], text: str) -> None:
    parts = [above]
    add_line(parts, line, words)
    assert "".join(parts) == text


SHORT_PAGE = """Lamps That Speak

arXiv:2505.01234 [cs.CL]

We show that lamps that speak are understood by all who hear them, and that those who do not hear them see the light.
"""


def test_the_class_of_a_paper_stands_behind_its_id() -> None:
    [draft] = pasted.parse_page(SHORT_PAGE, "page.txt").drafts
    assert (draft.arxiv, draft.arxiv_class) == ("2505.01234", "cs.CL")


@pytest.mark.parametrize(
    ("below", "is_one"), [("Ines\nThe Lamp House", True), ("Ines\n" * 12, False), ("Ines " * 99, False)]
)
def test_a_signature_is_short(below: str, is_one: bool) -> None:
    found = pasted.parse_page(f"{SHORT_PAGE}\n--\n{below}", "page.txt")
    assert any(line.rule == "signature" for line in found.ignored) == is_one


@pytest.mark.parametrize(
    ("title", "costs"), [("Lamps", False), ("Lamps.", True), ("Lamps...", False), ("Lamps。", True), ("Lamps?", False)]
)
def test_a_full_stop_speaks_against_a_title_and_three_do_not(title: str, costs: bool) -> None:
    assert (pattern_cost(title) > 0) == costs


NEAR = datetime.date(2026, 5, 28)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("May 28, 2025", Day(5, 28, 2025)),
        ("May 28", Day(5, 28, 2026)),
        ("Wednesday, May 28 2025", Day(5, 28, 2025)),
        ("May 26 - 30, 2025", Day(5, 26, 2025)),
        ("28/5/2026", Day(5, 28, 2026)),
        ("May 28, updated May 30, 2025", Day(5, 28, 2025)),
        ("May 28, 2025, updated May 30", Day(5, 28, 2025)),
        ("2025 May 28", Day(5, 28, 2025)),
        ("20250528", Day(5, 28, 2025)),
        ("2025. 5. 28.", Day(5, 28, 2025)),
        ("2025-05-28T08:00:00Z", Day(5, 28, 2025)),
    ],
)
def test_a_line_of_a_date_is_its_day(line: str, day: Day) -> None:
    assert parse_date_line(line, NEAR) == DateLineReading(day)


@pytest.mark.parametrize(
    ("line", "rule"),
    [("May 2025", NO_DAY), ("Week 22", NO_DAY), ("2025-W22", NO_DAY), ("1/2/25", UNCLEAR), ("1/2/2025", UNCLEAR)],
)
def test_a_line_of_a_date_without_a_day_says_why(line: str, rule: str) -> None:
    assert parse_date_line(line, NEAR) == DateLineReading(None, rule)


def test_of_two_readings_of_a_date_the_one_near_by_counts() -> None:
    assert parse_date_line("1/2/2025", datetime.date(2025, 2, 1)) == DateLineReading(Day(2, 1, 2025))
    assert parse_date_line("We met on May 28", NEAR) is None
