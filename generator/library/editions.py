"""Editions: which drafts belong together, the label of each edition, and the order of editions.

An edition is a day where a day is known: from the file's name, from the date line above the papers, or from the front
matter. Otherwise it is the file.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from generator.model.characters import drop_invisible
from generator.model.hashes import hash_digits
from generator.model.papers import MONTHS, Day, Draft, ParsedSeed
from generator.model.urls import RESERVED_NAMES
from generator.seeds.dates import edition_day, has_several_days

MAX_NAME_BYTES = 200
"""Bytes of an edition's name: most disks take 255 for a file's, and that has a suffix, too."""

UNDATED = datetime.date(1970, 1, 1)


class Occurrence(NamedTuple):
    """A draft on its shelf; `day` is the paper's own, so not that of a line of the page."""

    draft: Draft
    day: Day | None


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """The drafts of an edition in the order of the page, before anything is known of duplicates.

    `path` is the first seed that has to do with it.
    """

    id: str
    label: str
    day: Day | None
    path: str
    sightings: tuple[Occurrence, ...]
    is_feed: bool = False

    @property
    def date(self) -> datetime.date | None:
        return self.day.date if self.day else None


DraftAge = tuple[bool, datetime.date, str, str, int]


def draft_age(draft: Draft, shelf: EditionDraft) -> DraftAge:
    """What puts the earliest of several drafts first: the date of its edition, none being the last; its place."""
    path = draft.place.path
    return shelf.date is None, shelf.date or datetime.date.min, PurePosixPath(path).name, path, draft.place.line


def edition_drafts(readings: Iterable[ParsedSeed]) -> tuple[EditionDraft, ...]:
    """The editions of all seeds: those with a date first, the newest before all, then the others by file name."""
    found: dict[str, list[Occurrence]] = {}
    firsts: dict[str, tuple[str, Day | None]] = {}
    names: dict[str, str] = {}
    digests: set[str] = set()
    for reading in sorted(readings, key=lambda reading: (PurePosixPath(reading.path).name, reading.path)):
        for day, sightings in _occurrences(reading):
            name = edition_id(reading.path, day, several=has_several_days(reading))
            name = names.setdefault(name.casefold(), name)  # not every disk can tell `A.html` from `a.html`
            found.setdefault(name, []).extend(sightings)
            firsts.setdefault(name, (reading.path, day))
            digests |= set() if reading.is_feed else {name}
    all_shelves = [
        replace(_edition_draft(name, *firsts[name], tuple(sightings)), is_feed=name not in digests)
        for name, sightings in found.items()
    ]
    dated = sorted((s for s in all_shelves if s.date), key=lambda shelf: shelf.id, reverse=True)
    return (*dated, *(s for s in all_shelves if not s.date))


def _occurrences(reading: ParsedSeed) -> Iterator[tuple[Day | None, list[Occurrence]]]:
    """The drafts of a seed that have a title, in runs of one edition, each with the edition's day."""
    titled = (draft for draft in reading.drafts if draft.title.strip())
    for day, drafts in groupby(titled, key=attrgetter("day")):
        run = [Occurrence(draft, None if reading.dates else day) for draft in drafts]
        yield edition_day(reading, run[0].draft), run


def edition_id(path: str, day: Day | None, *, several: bool) -> str:
    if day and day.iso:
        return day.iso
    stem = drop_invisible(re.sub(r"[^\w.-]+", "-", _file_name(path))).strip("-.")
    if len(stem.encode()) > MAX_NAME_BYTES:
        stem = f"{stem.encode()[:MAX_NAME_BYTES].decode(errors='ignore')}-{hash_digits(path, 6)}"
    if day and several:
        return f"{stem}-{MONTHS[day.month - 1].lower()}-{day.day}"
    is_free = stem.partition(".")[0].lower() not in {"", *RESERVED_NAMES}
    return stem if is_free else f"{stem}-{hash_digits(path, 6)}".strip("-")


def _file_name(path: str) -> str:
    """The name of a file without its ending; macOS has a letter and its accent as two characters."""
    return normalize("NFC", PurePosixPath(path).stem)


def _edition_draft(name: str, path: str, day: Day | None, sightings: tuple[Occurrence, ...]) -> EditionDraft:
    label = day.label if day else drop_invisible(re.sub(r"[\W_]+", " ", _file_name(path))).strip()
    return EditionDraft(name, label[:1].upper() + label[1:] or name, day, path, sightings)
