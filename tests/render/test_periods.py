"""Weeks and months at both ends of what a calendar has."""

import datetime

import pytest

from generator.model.papers import Day, Edition
from generator.render.periods import make_calendar


@pytest.mark.parametrize(
    ("date", "span"), [("0001-01-01", "January 1 to January 7"), ("9999-12-31", "December 27 to December 31")]
)
def test_the_first_and_the_last_week_of_all(date: str, span: str) -> None:
    day = datetime.date.fromisoformat(date)
    [week] = make_calendar([Edition(date, date, Day.of(day), day, ())]).weeks
    assert week.span == span
