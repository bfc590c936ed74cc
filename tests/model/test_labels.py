"""Where and when a paper appeared, and its votes, in words: what is known and nothing else."""

from dataclasses import replace

import pytest

from generator.model.labels import card_facts, date_label, paper_facts
from generator.model.papers import Day
from tests.builders import a_paper

PAPER = replace(a_paper("lisa"), day=Day(5, 28, 2025))


@pytest.mark.parametrize(("iso", "label"), [("2025-05-28", "May 28, 2025"), ("2025-05", "May 2025"), ("2025", "2025")])
def test_a_date_says_no_more_than_is_known(iso: str, label: str) -> None:
    assert date_label(iso) == label


def test_a_page_says_where_when_and_how_many_votes() -> None:
    known = replace(PAPER, venue="Trial Forests", published="2025-05", votes=1234)
    assert paper_facts(known) == ("Trial Forests", "May 2025", "1,234 votes")
    assert paper_facts(replace(PAPER, votes=1)) == ("1 vote",)
    assert paper_facts(replace(PAPER, votes=0)) == paper_facts(PAPER) == ()


@pytest.mark.parametrize(
    ("venue", "published", "facts"),
    [
        ("Trial Forests", "2025-05", ("Trial Forests 2025",)),
        ("NeurIPS 2025", "2025", ("NeurIPS 2025",)),
        ("ICLR 2024", "2023-09", ("ICLR 2024",)),
        ("Workshop 20240", "2023", ("Workshop 20240 2023",)),
        ("", "2025-05", ()),
        ("", "1997", ("published 1997",)),
        (" ".join(["Proceedings"] * 9), "1997", (f"{5 * 'Proceedings '}"[:-1] + "… 1997",)),
    ],
)
def test_a_card_names_no_year_that_its_edition_or_venue_says(venue: str, published: str, facts: tuple[str]) -> None:
    assert card_facts(replace(PAPER, venue=venue or None, published=published)) == facts
