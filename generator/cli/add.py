"""`digest add`: puts a pasted text into the seeds folder as a new file, named by its day.

The day is the one that the page itself carries, with the year that it lacks from the caller; today only where the page
names none. A data file, which has no day, keeps its name. Nothing is written over, and nothing is written of which no
paper could be read.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePath

from generator.build.check import check_file
from generator.model.papers import Day, ParsedSeed
from generator.model.problems import ContentError, SetupError, error, warnings_as_errors
from generator.seeds.dates import file_date
from generator.seeds.formats import read_named_file
from generator.seeds.sources import DATA_SUFFIXES, SeedFile, suffix_of

AskYear = Callable[[Day], int | None]
"""The year of a day that has none, from whoever is there; None when nobody is."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A text that may become a seed: what was read of it, and the name it would get in the seeds folder."""

    data: bytes
    reading: ParsedSeed
    name: str


def plan_addition(name: str, seeds: Path, date: str | None, ask_year: AskYear) -> Addition:
    """What the file `name` would become, `-` for standard input. `date` is a day or a year as the caller gave it.

    Raises `ContentError` when there is no paper in it or it lies in the seeds already, `SetupError` when it or a date
    cannot be read or a year is missing.
    """
    source = read_named_file(name)
    reading = check_file(source)
    if not reading.drafts:
        none = error(source.path, 0, "there is no paper in it", "paste titles and abstracts")
        raise ContentError(*warnings_as_errors(reading.problems) or (none,))
    check_is_new(source, seeds)
    suffix = suffix_of(source.path)
    if suffix in DATA_SUFFIXES and date is None:
        return Addition(source.data, reading, free_name(seeds, PurePath(source.path).stem, suffix))
    day = _page_day(reading, date, ask_year)
    return Addition(source.data, reading, free_name(seeds, day.isoformat(), suffix))


def write_addition(addition: Addition, seeds: Path) -> Path:
    """Write the new seed; its path. Raises `SetupError` when that fails."""
    target = seeds / addition.name
    try:
        seeds.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(addition.data)
    except OSError as fault:
        hint = "choose a folder you may write to with --seeds"
        raise SetupError(error(str(target), 0, f"writing failed: {fault.strerror}", hint)) from None
    return target


def check_is_new(source: SeedFile, seeds: Path) -> None:
    """Raises `ContentError` where a file of the seeds has the very bytes."""
    for file in sorted(seeds.rglob("*")) if seeds.is_dir() else ():
        if file.is_file() and file.stat().st_size == len(source.data) and file.read_bytes() == source.data:
            raise ContentError(error(str(file), 0, "this text is in the seeds already", "add another one"))


def _page_day(reading: ParsedSeed, date: str | None, ask_year: AskYear) -> datetime.date:
    """The day a page is named by or carries, in the year that is given or asked for; without a day, today."""
    year, given = _parse_date(date)
    if given:
        return given
    if named := file_date(reading.path):
        return named
    days = [each.day for each in reading.dates] or [draft.day for draft in reading.drafts if draft.day]
    if not days:
        return datetime.datetime.now().astimezone().date()
    day = days[0]
    return day.date or _with_year(day, year or ask_year(day))


def _parse_date(date: str | None) -> tuple[int | None, datetime.date | None]:
    """The year, or the day, that `--date` gives."""
    if date is None:
        return None, None
    if date.isdecimal() and len(date) == 4 and date > "1900":
        return int(date), None
    try:
        return None, datetime.date.fromisoformat(date)
    except ValueError:
        hint = "write a day like 2025-05-28, or a year like 2025"
        raise SetupError(error("--date", 0, f"{date!r} is neither a day nor a year", hint)) from None


def _with_year(day: Day, year: int | None) -> datetime.date:
    if year is None:
        hint = f"give it with --date, such as --date {datetime.datetime.now().astimezone().year}"
        raise SetupError(error("--date", 0, f"the page says {day.label} and no year", hint))
    try:
        return datetime.date(year, day.month, day.day)
    except ValueError:
        raise SetupError(error("--date", 0, f"there is no {day.label} in {year}", "give the whole day")) from None


def free_name(seeds: Path, stem: str, suffix: str) -> str:
    """A name that no file has: `2025-05-28.txt`, `2025-05-28-2.txt`, ..."""
    names = (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}" for number in count(1))
    taken = {PurePath(file.name).stem for file in seeds.glob(f"{stem}*")} if seeds.is_dir() else set()
    return next(name for name in names if PurePath(name).stem not in taken)
