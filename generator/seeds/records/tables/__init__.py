"""Tables of papers: CSV and TSV, from Zotero, Scopus, OpenReview, Excel or by hand.

Whatever stands between the columns, the head is the row with most names of fields; what stands above it is passed by.
`columns` then says which column is what, by its name where what is in it agrees.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from generator.model.problems import Problem, warning
from generator.seeds.cleaning import split_lines
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.records.field_names import find_header
from generator.seeds.records.record import DataRecord, FormatError, FoundRecords
from generator.seeds.records.tables.columns import ColumnField, assign_columns

_DELIMITERS = "\t;,|"
_LONGEST_PREAMBLE = 20
_SAMPLE = 200
"""Rows that are looked at to tell what the columns are."""
_STRONG = frozenset(("abstract", "authors", "doi", "arxiv", "venue", "year", "published", "openreview"))
_UNREADABLE = "?"
_UNEVEN_HINT = "put texts with the sign between columns into quotation marks, or fill in what is missing"


class TableRow(NamedTuple):
    """The cells of a row, and its first and its last line."""

    cells: list[str]
    line: int
    last: int


class _Head(NamedTuple):
    """The row of names: the sign between columns, its place among the lines (-1 without one), the names."""

    delimiter: str
    place: int
    names: list[str]

    @property
    def known(self) -> int:
        """How many of the names are those of fields."""
        return len({field[0] for name in self.names if (field := find_header(name))})


def read_table(text: str, path: str) -> FoundRecords:
    """The papers of a table. `path` is the seed's, for its problems."""
    lines = split_lines(text)
    start = 1 if re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE) else 0
    head = _find_head(lines, start)
    rows, problems = _read_rows(lines, head, head.place + 1 if head.names else start, path)
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 0
    even = [row for row in rows if _is_even(row, usual, head)]
    problems += [_uneven_problem(row, usual, path) for row in rows if not _is_even(row, usual, head)]
    columns = assign_columns(head.names, [row.cells for row in even[:_SAMPLE]])
    fields = {field.name for field in columns.values()}
    if "title" not in fields or (fields.isdisjoint(_STRONG) and not _has_addresses(columns, even)):
        what = "no column of titles, and beside it of authors, abstracts, years or ids, was found in this table"
        raise FormatError(
            head.place + 1, what, "name the columns in the first row: Title, Authors, Abstract, Year, DOI"
        )
    return FoundRecords("table", [_build_record(row, columns) for row in even], problems)


def _has_addresses(columns: Mapping[int, ColumnField], rows: Sequence[TableRow]) -> bool:
    """Whether a column of addresses leads to papers."""
    numbers = [number for number, field in columns.items() if field.name in ("url", "id")]
    cells = (row.cells[number] for row in rows[:_SAMPLE] for number in numbers if number < len(row.cells))
    return any(arxiv_id(cell) or doi(cell) for cell in cells)


def _find_head(lines: Sequence[str], start: int) -> _Head:
    """The row on top with most names of fields; without names where no row has at least two."""
    heads = [
        _Head(delimiter, row.line - 1, [cell.strip().strip("\ufeff") for cell in row.cells])
        for delimiter in _DELIMITERS
        for row in islice(_parse_rows(lines, delimiter, start), _LONGEST_PREAMBLE)
        if len(row.cells) > 1
    ]
    best = max(heads, key=lambda head: (head.known, -head.place), default=_Head(",", -1, []))
    if best.known > 1 or (best.known == 1 and best.place == start and all(map(_may_be_name, best.names))):
        return best
    widths = {d: Counter(len(row.cells) for row in islice(_parse_rows(lines, d, start), 50)) for d in _DELIMITERS}
    steady = {d: max((n, width) for width, n in counts.items()) if counts else (0, 0) for d, counts in widths.items()}
    delimiter = max(_DELIMITERS, key=lambda d: (steady[d][1] > 1, steady[d]))
    return _Head(delimiter, -1, [])


def _may_be_name(cell: str) -> bool:
    """Whether a cell may be the name of a column: a word or a few, no number and no address."""
    return len(cell) < 30 and not any(map(str.isdigit, cell)) and "/" not in cell


def _parse_rows(lines: Sequence[str], delimiter: str, start: int) -> Iterator[TableRow]:
    """The rows from the line at `start` on; one that cannot be read has one cell."""
    reader = csv.reader((f"{lines[number]}\n" for number in range(start, len(lines))), delimiter=delimiter)
    before = start
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell of more than 131,072 characters
            cells = [_UNREADABLE]
        yield TableRow(cells, before + 1, start + reader.line_num)
        before = start + reader.line_num


def _read_rows(lines: Sequence[str], head: _Head, start: int, path: str) -> tuple[list[TableRow], list[Problem]]:
    """The rows from the line at `start` on that are not blank.

    Those are left out that a quotation mark which is never closed makes swallow others: these are read anew.
    """
    width = len(head.names)
    rows: list[TableRow] = []
    problems: list[Problem] = []
    following = _parse_rows(lines, head.delimiter, start)
    while row := next(following, None):
        swallows = row.last > row.line and width > 2 and _swallows(lines[row.line : row.last], head.delimiter, width)
        is_cut = (
            not swallows and width > 2 and row.last == len(lines) and _is_open(lines[row.line - 1 :], head.delimiter)
        )
        if swallows or is_cut:
            what = "a quotation mark in this row is not closed: the row was left out"
            problems.append(warning(path, row.line, what, "close it, or double it where it is part of the text"))
            following = iter(()) if is_cut else _parse_rows(lines, head.delimiter, row.line)
        elif any(map(str.strip, row.cells)):
            rows.append(row)
    return rows, problems


def _swallows(inside: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether one of the lines inside of a row is a row of its own."""
    return any(len(next(csv.reader([line], delimiter=delimiter), [])) == width for line in inside)


def _is_open(row: Sequence[str], delimiter: str) -> bool:
    """Whether a quotation mark in the last row is not closed, as where a download broke off."""
    try:
        for _ in csv.reader((f"{line}\n" for line in row), delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        return "end of data" in str(fault)
    return False


def _is_even(row: TableRow, usual: int, head: _Head) -> bool:
    """Whether a row has as many cells as most; what is missing or too much at the end may be empty."""
    count = len(row.cells)
    if count > usual:
        return not any(map(str.strip, row.cells[usual:]))
    return count == usual or (count > 1 and count >= len(head.names) - 1) or count > usual / 2 > 1


def _uneven_problem(row: TableRow, usual: int, path: str) -> Problem:
    cells = f"{len(row.cells)} columns" if len(row.cells) > 1 else "1 column"
    return warning(path, row.line, f"this row has {cells}, and most have {usual}: it was left out", _UNEVEN_HINT)


def _build_record(row: TableRow, columns: Mapping[int, ColumnField]) -> DataRecord:
    record = DataRecord(row.line)
    for number, field in sorted(columns.items(), key=lambda column: column[1].rank):
        if number < len(row.cells):
            record.add(field.name, row.cells[number].strip(), row.line, row.last)
    return record
