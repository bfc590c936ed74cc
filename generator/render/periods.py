"""Weeks and months: the dated editions of each, for who reads once a week or looks back."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from generator.model import urls
from generator.model.papers import MONTHS, Day, Edition


class Period(NamedTuple):
    """A week or a month with its editions, the newest first; `path` is that of its page, `span` its days in words."""

    path: str
    label: str
    span: str
    editions: tuple[Edition, ...]

    @property
    def papers(self) -> tuple[str, ...]:
        """Its papers, each once, where its newest edition has it."""
        return tuple(dict.fromkeys([paper for edition in self.editions for paper in edition.papers]))


class Calendar(NamedTuple):
    """All weeks and months with editions, the newest first."""

    weeks: tuple[Period, ...]
    months: tuple[Period, ...]


def make_calendar(editions: Iterable[Edition]) -> Calendar:
    """The weeks and months of the dated ones of `editions`, which are in site order."""
    dated = [(edition.day.date, edition) for edition in editions if edition.day and edition.day.date]
    return Calendar(tuple(_periods(dated, _week)), tuple(_periods(dated, _month)))


Dated = list[tuple[datetime.date, Edition]]


def _periods(dated: Dated, name: Callable[[datetime.date], tuple[str, str, str]]) -> Iterator[Period]:
    for (path, label, span), found in groupby(dated, key=lambda each: name(each[0])):
        yield Period(path, label, span, tuple([edition for _, edition in found]))


def _week(date: datetime.date) -> tuple[str, str, str]:
    """Path, label and days of a week as ISO 8601 counts them, from Monday."""
    year, week, weekday = date.isocalendar()
    first = date - datetime.timedelta(days=weekday - 1)
    last = first + min(datetime.timedelta(days=6), datetime.date.max - first)
    span = f"{_day(first)} to {_day(last)}"
    return urls.week(f"{year}-W{week:02}"), f"Week {week}, {year}", span


def _day(date: datetime.date) -> str:
    return Day(date.month, date.day).label


def _month(date: datetime.date) -> tuple[str, str, str]:
    return urls.month(f"{date.year}-{date.month:02}"), f"{MONTHS[date.month - 1]} {date.year}", ""
