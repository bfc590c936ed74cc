"""What `digest check` says of a file that was read: as data, and line by line for people."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.model.papers import ParsedSeed
from generator.seeds.cleaning_rules import find_cleanings
from generator.seeds.dates import edition_day


def count_noun(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def reading_json(reading: ParsedSeed) -> dict[str, Any]:
    """One file of `digest check --json`: every non-blank line of a pasted seed is in exactly one entry."""
    return {
        "path": reading.path,
        "kind": reading.kind,
        "refused": reading.refused or None,
        "date": _first_date(reading),
        "papers": [
            {
                "title": draft.title,
                "line": draft.place.line,
                "title_lines": _lines_json(draft.title_lines),
                "abstract_lines": _lines_json(draft.abstract_lines),
                "date": (draft.day.iso or draft.day.label) if draft.day else None,
                "hidden": draft.hidden,
                "fields": [field._asdict() for field in draft.fields],
            }
            for draft in reading.drafts
        ],
        "dates": [{"line": date.line, "text": date.text, "iso": date.day.iso} for date in reading.dates],
        "ignored": [asdict(line) for line in reading.ignored],
        "cleaned": [asdict(each) for each in find_cleanings(reading)],
        "corrections": [{"id": c.paper, "line": c.said.place.line, "hidden": c.hidden} for c in reading.corrections],
        "problems": [asdict(problem) for problem in reading.problems],
    }


def reading_lines(reading: ParsedSeed, seeds: str, width: int) -> list[str]:
    """The same for people: a line for each paper, date and ignored line, in the order of the file."""
    path, papers = os.path.join(seeds, reading.path), count_noun(len(reading.drafts), "paper")  # noqa: PTH118
    kind = f"{reading.kind}, " if reading.kind else ""
    head = f"{path}: {kind}{_first_date(reading) or 'no date'}, {papers}"
    rows = sorted(_reading_rows(reading), key=lambda row: row[0])
    return [head, *(f"{_line_range(lines):>11}  {what:<9} {text}"[:width] for lines, what, text in rows)]


Row = tuple[tuple[int, int], str, str]


def _reading_rows(reading: ParsedSeed) -> Iterator[Row]:
    for number, draft in enumerate(reading.drafts, 1):
        at = draft.title_lines if any(draft.title_lines) else (draft.place.line, draft.place.line)
        yield at, f"paper {number}", (draft.title or "(no title)") + (" (hidden)" if draft.hidden else "")
        if any(draft.abstract_lines):
            yield draft.abstract_lines, "abstract", count_noun(len(draft.abstract.split()), "word")
        yield from (((field.line, field.line), "field", field.name) for field in draft.fields)
    for date in reading.dates:
        yield (date.line, date.line), "date", f"{date.text} (understood as {date.day.label})"
    for correction in reading.corrections:
        line = correction.said.place.line
        yield (line, line), "corrects", f"{correction.paper}{' (hidden)' if correction.hidden else ''}"
    for cleaned in find_cleanings(reading):
        times = "once" if cleaned.count == 1 else f"{cleaned.count:,} times, first here"
        yield (cleaned.line, cleaned.line), "cleaned", f"{cleaned.rule} ({times})"
    for ignored in reading.ignored:
        yield (ignored.line, ignored.line), "ignored", f"{ignored.text} ({ignored.rule})"


def _line_range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _lines_json(lines: tuple[int, int]) -> list[int] | None:
    return list(lines) if any(lines) else None


def _first_date(reading: ParsedSeed) -> str | None:
    """The day of a file's first edition: ISO where its year is known, else as it was understood."""
    days = [edition_day(reading, draft) for draft in reading.drafts] + [date.day for date in reading.dates]
    day = next(filter(None, days), None)
    return (day.iso or day.label) if day else None
