"""Several notes in one file, each with front matter of its own: cut apart, and joined again when they are read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.model.papers import Draft, IgnoredLine, ParsedSeed
from generator.model.problems import Problem
from generator.seeds.frontmatter import FENCE, find_flag

_ROW = re.compile(r"[\"']?\w[\w .-]*+[\"']?\s*:(?:\s|$)|\s|- |#|$")
"""How a row of front matter looks."""
_TITLE = re.compile(r"[\"']?title[\"']?\s*:", re.IGNORECASE)
Lined = TypeVar("Lined", IgnoredLine, Problem)


def cut_notes(rows: Sequence[str]) -> list[tuple[int, str]]:
    """The notes of a file, each with the number of lines above it; nothing where there is one alone."""
    fences = [i for i, row in enumerate(rows) if row.rstrip() == FENCE]
    ends = [*fences[1:], len(rows)] if fences else []
    starts = [i for i, end in zip(fences, ends, strict=False) if _is_front_matter(rows[i + 1 : end])]
    if len(starts) < 2:
        return []
    parts = [(start, [*rows[start:end]]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    parts[0] = 0, [*rows[: starts[0]], *parts[0][1]]
    return [(start, "\n".join(part if part.count(FENCE) > 1 else [*part, FENCE])) for start, part in parts]


def _is_front_matter(rows: Sequence[str]) -> bool:
    """Whether rows below a fence are keys, one of them a title; or hide a paper, however broken they are."""
    if not rows or not rows[0].strip():
        return False
    return find_flag(rows) > 0 or (all(map(_ROW.match, rows)) and any(map(_TITLE.match, rows)))


def join_notes(path: str, notes: Iterable[tuple[int, ParsedSeed]]) -> ParsedSeed:
    """What was read of the notes of a file, as one seed."""
    parsed = [*notes]
    return ParsedSeed(
        path,
        tuple(_shift_draft(draft, by) for by, each in parsed for draft in each.drafts),
        tuple(replace(date, line=date.line + by) for by, each in parsed for date in each.dates),
        tuple(line for by, each in parsed for line in _shift(each.ignored, by)),
        tuple(problem for by, each in parsed for problem in _shift(each.problems, by)),
        kind="several notes in one file",
    )


def _shift(lined: Iterable[Lined], by: int) -> Iterator[Lined]:
    return (replace(each, line=each.line + by) for each in lined)


def _shift_draft(draft: Draft, by: int) -> Draft:
    first, last = draft.title_lines
    start, end = draft.abstract_lines
    return replace(
        draft,
        place=replace(draft.place, line=draft.place.line + by),
        title_lines=(first + by, last + by) if first else (0, 0),
        abstract_lines=(start + by, end + by) if start else (0, 0),
        fields=tuple(field._replace(line=field.line + by) for field in draft.fields),
    )
