"""Parses dates in pages and file names.

A digest page says "May 28" without a year. No year is invented: it comes from a file named `YYYY-MM-DD*`, or
stays unknown.
"""

import datetime
import posixpath
import re

from generator.model.papers import MONTHS, Day

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+)?"
_DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

DAY_SHAPES = (
    rf"{_WEEKDAY}(?P<month>{_MONTH})\.?\s+{_DAY_NUMBER}(?:(?:,\s*|\s+){_YEAR})?",  # May 28, 2025
    rf"{_WEEKDAY}{_DAY_NUMBER}\s+(?:of\s+)?(?P<month>{_MONTH})\.?(?:(?:,\s*|\s+){_YEAR})?",  # Wed, 28 May 2025
    rf"{_YEAR}[-/](?P<month>\d\d)[-/](?P<day>\d\d)",  # 2025-05-28
)
_SHAPES = tuple(re.compile(shape, re.IGNORECASE) for shape in DAY_SHAPES)


def parse_day(text: str) -> Day | None:
    """The day that `text` names and nothing else; None when it names none, or one that no calendar has."""
    for shape in _SHAPES if len(text) <= 40 else ():
        if match := shape.fullmatch(text):
            month, year = match["month"], match["year"]
            return _valid_day(_month_number(month), int(match["day"]), int(year) if year else None)
    return None


def file_date(path: str) -> datetime.date | None:
    """The date a seed's file name starts with, `2025-05-28` or `2025-05-28-evening.txt`."""
    match = re.match(r"(\d{4}-\d\d-\d\d)(?!\d)", posixpath.basename(path))
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def with_year(day: Day, near: datetime.date | None) -> Day:
    """`day` in the year that brings it closest to `near`: a file of January 2 may hold December 31."""
    if near is None or day.year is not None:
        return day
    days = (_valid_day(day.month, day.day, year) for year in (near.year - 1, near.year, near.year + 1))
    return min(
        (d for d in days if d), key=lambda d: abs(datetime.date(d.year or 1, d.month, d.day) - near), default=day
    )


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else [name[:3] for name in MONTHS].index(text[:3].capitalize()) + 1


def _valid_day(month: int, day: int, year: int | None) -> Day | None:
    """The day if a calendar has it; February 29 exists as long as no year says otherwise."""
    try:
        datetime.date(2024 if year is None else year, month, day)
    except ValueError:
        return None
    return Day(month, day, year)
