"""JSON and JSON Lines of papers: answers of services, exports of reference managers, our own `data/papers.json`.

One file may hold one value, a value a line, or several one after the other. What breaks off is read as far as it goes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from generator.model.problems import Problem, warning
from generator.seeds.records.field_names import KeyMeanings
from generator.seeds.records.record import DataRecord, FormatError, FoundRecords, LineFinder
from generator.seeds.records.trees.objects import DataFile, KeyLines, read_objects

KIND, LINES = "JSON", "JSON Lines"
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?', re.DOTALL)
_COMMENT = r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_COMMENTED = re.compile(rf'("(?:[^"\\\n]|\\.)*+"?)|{_COMMENT}|,(?=(?:\s|{_COMMENT})*+[\]}}])', re.DOTALL)
_HINT = "download or export it again, or fix that line"


def read_json(text: str, path: str) -> FoundRecords:
    """The papers of a text that should be JSON, in one value or many. `path` is the seed's, for its problems."""
    try:
        data = orjson.loads(text)
    except ValueError:
        return _read_several(text, path)
    kind, is_feed = _name_kind(data)
    lines = find_key_lines(text, data) if "\n" in text.strip() else {}
    return FoundRecords(kind, [*read_objects(data, DataFile(KeyMeanings(), lines, 1, is_feed))], (), is_feed)


def _name_kind(data: Any) -> tuple[str, bool]:
    """What a file is, and whether it is a feed."""
    if isinstance(data, dict):
        if "jsonfeed.org" in str(data.get("version", "")):
            return "JSON Feed", True
        named = (name for keys, name in _OTHERS if keys <= data.keys())
        return next(named, KIND), False
    first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    if "paper" in first and "title" in first:
        return "daily papers of Hugging Face", False
    return ("data/papers.json of a site like this" if {"slug", "editions"} <= first.keys() else KIND), False


_OTHERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("name", "version", "dependencies")), "an npm package"),
    (frozenset(("name", "version", "scripts")), "an npm package"),
    (frozenset(("lockfileVersion",)), "an npm package"),
    (frozenset(("type", "features")), "a map (GeoJSON)"),
    (frozenset(("cells", "nbformat")), "a Jupyter notebook"),
    (frozenset(("openapi",)), "a description of an interface (OpenAPI)"),
    (frozenset(("$schema",)), "settings or a schema (JSON)"),
)
"""What else JSON may be, by keys that it has."""


def _read_several(text: str, path: str) -> FoundRecords:
    """A value a line, or values one after the other; else the fault of the one value, with what stands before it."""
    lines = text.split("\n")
    begins = [line.lstrip()[:1] for line in lines if line.strip()]
    if len(begins) > 1 and sum(sign == "{" for sign in begins) > 0.8 * len(begins):
        return _read_lines(lines, path)
    if (bare := _COMMENTED.sub(_drop_comment, text)) != text:
        try:
            data = orjson.loads(bare)
            return FoundRecords(KIND, [*read_objects(data, DataFile(KeyMeanings(), find_key_lines(bare, data)))])
        except ValueError:
            pass
    return _read_values(text, path)


def _drop_comment(found: re.Match[str]) -> str:
    """Nothing for a comment or a comma too many, but its line breaks."""
    return found[1] or "\n" * found[0].count("\n")


def _read_lines(lines: list[str], path: str) -> FoundRecords:
    meanings = KeyMeanings()
    records: list[DataRecord] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if bare := line.strip().rstrip(","):
            try:
                records += read_objects([orjson.loads(bare)], DataFile(meanings, {}, number))
            except ValueError as fault:
                what = f"this line is not JSON ({_reason(fault)}): it was left out"
                problems.append(warning(path, number, what, f"expected one whole object a line; {_HINT}"))
    return FoundRecords(LINES, records, problems)


def _reason(fault: ValueError) -> str:
    """What a parser says, without the place that is told beside it."""
    return str(fault).partition(": line")[0]


def _read_values(text: str, path: str) -> FoundRecords:
    """Values one after the other, or the items of one list, as far as they are whole."""
    line_of = LineFinder(text)
    start = len(text) - len(text.lstrip())
    values, fault = _decode_items(text, start + 1) if text.startswith("[", start) else _decode_items(text, start)
    meanings = KeyMeanings()
    records: list[DataRecord] = []
    for place, written, value in values:
        lines = find_key_lines(written, value, line_of(place) - 1)
        records += read_objects([value], DataFile(meanings, lines, line_of(place)))
    if fault is None:
        return FoundRecords(KIND, records)
    place, what = fault
    if not records and text.lstrip()[:1] not in ("[", "{"):
        raise FormatError(line_of(place), f"this is not JSON: {what}", _HINT)
    left = "what stands behind it was left out" if records else "nothing of it could be read"
    return FoundRecords(
        KIND, records, [warning(path, line_of(place), f"the JSON breaks off here ({what}): {left}", _HINT)]
    )


def _decode_items(text: str, place: int) -> tuple[list[tuple[int, str, Any]], tuple[int, str] | None]:
    """Values with their places and texts, and the place where no value can be read, with the reason."""
    decoder = json.JSONDecoder()
    found: list[tuple[int, str, Any]] = []
    while True:
        place = _skip_signs(text, place)
        if place >= len(text) or text.startswith("]", place):
            is_cut = place >= len(text) and text.lstrip().startswith("[")
            return found, ((len(text), "the list has no end") if is_cut else None)
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as fault:
            at = getattr(fault, "pos", place)
            return found, (at, getattr(fault, "msg", "it is nested too deeply"))
        found.append((place, text[place:end], value))
        place = end


def _skip_signs(text: str, place: int) -> int:
    match = re.compile(r"[\s,\x1e]*").match(text, place)
    return match.end() if match else place


def find_key_lines(text: str, data: Any, before: int = 0) -> KeyLines:
    """The line of each key of each mapping in `data`, which `text` was read as; `before` are the lines above it."""
    line_of = LineFinder(text)
    keys = ((match[0], match.start()) for match in _STRING.finditer(text) if match[1])
    lines: dict[int, dict[str, int]] = {}
    for owner, key in _walk_keys(data):
        for written, place in keys:
            if written[1 : written.rindex('"')] == key or "\\" in written:
                lines.setdefault(owner, {})[key] = before + line_of(place)
                break
    return lines


def _walk_keys(data: Any) -> Iterator[tuple[int, str]]:
    """Every key in its order, with the `id` of its mapping."""
    waiting: list[Iterator[Any]] = [iter([data])]
    while waiting:
        value = next(waiting[-1], waiting)
        if value is waiting:
            waiting.pop()
        elif isinstance(value, tuple):
            owner, key, inner = value
            yield owner, key
            if isinstance(inner, dict | list):
                waiting.append(iter([inner]))
        elif isinstance(value, dict):
            waiting.append(_items_of(value))
        elif isinstance(value, list):
            waiting.append(iter(value))


def _items_of(value: Mapping[str, Any]) -> Iterator[tuple[int, str, Any]]:
    return ((id(value), key, inner) for key, inner in value.items())
