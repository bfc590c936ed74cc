"""Editions: which drafts stood together, what that is called, and in which order editions come.

An edition is a day where a day is known: from the file's name, from the date line above the papers, from the front
matter. Otherwise it is the file.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.library.text import digits
from generator.model import MONTHS, Day, Draft, Reading
from generator.seeds.dates import file_date

TAKEN = frozenset({"index"})
"""Names in the editions' folder that are no edition's."""

UNDATED = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The drafts of an edition in the order of the page, before anything is known of duplicates.

    `path` is the first seed that has to do with it. A draft's `day` is its paper's own: a date line's is the page's.
    """

    id: str
    label: str
    day: Day | None
    path: str
    drafts: tuple[Draft, ...]

    @property
    def date(self) -> datetime.date | None:
        return self.day.date if self.day else None


def shelves(readings: Iterable[Reading]) -> tuple[Shelf, ...]:
    """The editions of all seeds: those with a date first, the newest before all, then the others by file name."""
    found: dict[str, list[tuple[Day | None, Draft]]] = {}
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    for reading in sorted(readings, key=lambda reading: _file_name(reading.path)):
        several = len({line.day for line in reading.dates}) > 1
        for draft in (draft for draft in reading.drafts if draft.title.strip()):
            day = edition_day(reading, draft)
            name = edition_id(reading.path, day, several=several)
            name = names.setdefault(name.casefold(), name)  # not every disk can tell `A.html` from `a.html`
            found.setdefault(name, []).append((day, replace(draft, day=None) if reading.dates else draft))
            paths.setdefault(name, reading.path)
    all_shelves = [_shelf(name, paths[name], members) for name, members in found.items()]
    dated = sorted((s for s in all_shelves if s.date), key=lambda shelf: shelf.id, reverse=True)
    return (*dated, *(s for s in all_shelves if not s.date))


def edition_day(reading: Reading, draft: Draft) -> Day | None:
    """The day of the edition a draft stood in.

    It is the day of the file's name, unless the file holds several days: then the name only gives their year.
    """
    named = file_date(reading.path)
    several = len({line.day for line in reading.dates}) > 1
    if named and not (several and draft.day):
        return Day.of(named)
    return draft.day


def edition_id(path: str, day: Day | None, *, several: bool) -> str:
    if day and day.iso:
        return day.iso
    stem = re.sub(r"[^\w.-]+", "-", PurePosixPath(path).stem).strip("-.")
    if day and several:
        return f"{stem}-{MONTHS[day.month - 1].lower()}-{day.day}"
    return f"{stem}-{digits(path)}".strip("-") if not stem or stem.lower() in TAKEN else stem


def _shelf(name: str, path: str, members: list[tuple[Day | None, Draft]]) -> Shelf:
    day = members[0][0]
    label = day.label if day else re.sub(r"[\W_]+", " ", PurePosixPath(path).stem).strip()
    return Shelf(name, label[:1].upper() + label[1:] or name, day, path, tuple(draft for _, draft in members))


def _file_name(path: str) -> tuple[str, str]:
    return PurePosixPath(path).name, path


def published(
    shelf: Shelf, configured: Mapping[str, datetime.date], epoch: datetime.date | None
) -> datetime.date | None:
    """The day an edition appeared here; None where nothing says."""
    return configured.get(shelf.id) or shelf.date or epoch
