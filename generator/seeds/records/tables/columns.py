"""Which column of a table is what: by its name, where what stands in it agrees, else by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from generator.seeds.identifiers import doi
from generator.seeds.records.field_names import find_header

Cells = Sequence[Sequence[str]]


class ColumnField(NamedTuple):
    """The field of a column, and how much it counts among several of that field (0 most)."""

    name: str
    rank: int


_NUMBER = re.compile(r"[\s#]*[\d.,%-]*\s*")
_YEAR = re.compile(r"\D{0,12}(?:1[5-9]|20)\d\d(?!\d).{0,20}")
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!。]\s+\S|[。]")
_ADDRESS = re.compile(r"https?://|www\.|10\.\d{4,9}/")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _count_words(text: str) -> int:
    return len(text.split()) + len(_CJK.findall(text)) // 2


def _is_title(text: str) -> bool:
    return _is_words(text) and _count_words(text) > 1


def _is_words(text: str) -> bool:
    return not _NUMBER.fullmatch(text) and not _ADDRESS.match(text) and 1 < len(text) < 350


def _is_surely_title(text: str) -> bool:
    """As a column without a name has titles: some words, no list of names, no sentences."""
    is_list = text.count(";") > 1 or text.count(",") > 2
    return _is_title(text) and 3 <= _count_words(text) <= 30 and not is_list and not _SENTENCE.search(text)


def _is_abstract(text: str) -> bool:
    return not _ADDRESS.match(text) and _count_words(text) > 20


def _may_be_abstract(text: str) -> bool:
    return _is_abstract(text) or (_count_words(text) > 4 and text.rstrip("\"'”’)»")[-1:] in (*".!?…。",))


def _is_names(text: str) -> bool:
    return (
        not _NUMBER.fullmatch(text)
        and not _ADDRESS.match(text)
        and not (_SENTENCE.search(text) and _count_words(text) > 40)
    )


def _is_surely_names(text: str) -> bool:
    parts = [part for part in re.split(r"(?<!\s)\s*+[;,|]\s*|(?<!\s)\s++and\s+", text) if part]
    return (
        _is_names(text)
        and all(part[:1].isupper() and len(part.split()) < 6 for part in parts)
        and _count_words(text) > 1
    )


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def _is_doi(text: str) -> bool:
    return doi(text) is not None


_FITS: Mapping[str, Callable[[str], bool]] = {
    "title": _is_title,
    "abstract": _may_be_abstract,
    "authors": _is_names,
    "year": _is_year,
    "doi": _is_doi,
}
"""What must be in a column of that name."""
_SURE: Mapping[str, Callable[[str], bool]] = {
    "abstract": _is_abstract,
    "doi": _is_doi,
    "title": _is_surely_title,
    "authors": _is_surely_names,
    "year": _is_year,
}
"""What a column must hold that has no name which fits, in the order in which columns are looked for."""
_WORDS: Mapping[str, Callable[[str], bool]] = {"title": _is_words}
"""What a column of that name may hold where no other may: titles of one word look like anything."""
_NEEDED = ("title", "abstract")


def assign_columns(names: Sequence[str], rows: Cells) -> dict[int, ColumnField]:
    """The field of each column, by its number. `names` is the head, empty without one; `rows` are a sample.

    Where every name stands one column too far left or right, as scripts write it that number the rows, all are moved.
    """
    named = {number: ColumnField(*found) for number, name in enumerate(names) if (found := find_header(name))}
    width = max(map(len, rows), default=0)
    moved = [{number + step: field for number, field in named.items()} for step in (0, 1, -1)]
    best = max(moved, key=lambda columns: _agreement(columns, rows))
    agreeing = {n: field for n, field in best.items() if field.name not in _FITS or _fit(field.name, n, rows) >= 0.5}
    columns = _find_by_content(agreeing, best, rows, width)
    if "title" in {field.name for field in columns.values()}:
        return columns
    titles = {number: field for number, field in best.items() if field.name == "title"}
    return columns | {number: titles[number] for number in titles if _fit("title", number, rows, _WORDS) > 0.8}


def _agreement(columns: Mapping[int, ColumnField], rows: Cells) -> float:
    """How well the names of columns agree with what stands in them."""
    return sum(_fit(field.name, number, rows) for number, field in columns.items() if field.name in _FITS)


def _fit(name: str, number: int, rows: Cells, tests: Mapping[str, Callable[[str], bool]] = _FITS) -> float:
    """The share of what stands in a column that a field of the name may hold; 0.6 where nothing stands there."""
    cells = [row[number].strip() for row in rows if 0 <= number < len(row) and row[number].strip()]
    return sum(map(tests[name], cells)) / len(cells) if cells else 0.6 * (number >= 0)


def _find_by_content(
    columns: dict[int, ColumnField], named: Mapping[int, ColumnField], rows: Cells, width: int
) -> dict[int, ColumnField]:
    """The columns with those that are missing, where what stands in a column tells."""
    missing = [name for name in _SURE if name not in {field.name for field in columns.values()}]
    wanted = [name for name in missing if not named or name in _NEEDED or name in {f.name for f in named.values()}]
    for name in wanted:
        free = [
            number for number in range(width) if number not in columns and any(_has_text(row, number) for row in rows)
        ]
        best = max(free, key=lambda number: _fit(name, number, rows, _SURE), default=None)
        if best is not None and _fit(name, best, rows, _SURE) > 0.6:
            columns[best] = ColumnField(name, 0)
    return columns


def _has_text(row: Sequence[str], number: int) -> bool:
    return number < len(row) and bool(row[number].strip())
