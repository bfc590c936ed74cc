"""Markdown seeds: one paper a file, what is known of it in front matter, the abstract as the body.

    ---
    title: "LISA: Reasoning Segmentation via Large Language Model"
    date: 2023-08-01
    authors: [Xin Lai, Zhuotao Tian]
    tags: [segmentation, -robotics]
    links: {Code: https://github.com/dvlab-research/LISA}
    arxiv: 2308.00692
    ---
    Although perception systems have made remarkable advancements ...

Without a title in the front matter the first `# heading` is the title. What is made of each key stands
in one table (`keys`). A value that cannot be used costs a warning and only itself, a front matter that
cannot be read costs the file. `draft: true` keeps a paper back, and a README is no paper; `digest check` shows both.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.model import Day, Draft, Ignored, Place, Reading
from generator.problems import Problem, warning
from generator.seeds.dates import file_date, with_year
from generator.seeds.frontmatter import BrokenError, FrontMatter, parse
from generator.seeds.keys import KEYS, UnusableError
from generator.seeds.text import clean, lines


def read(text: str, path: str) -> Reading:
    """The paper of a Markdown file. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    rows = [clean(line).rstrip() for line in lines(text)]
    try:
        front = parse(rows)
    except BrokenError as fault:
        return Reading(path, problems=(warning(path, fault.line, f"{fault.what}: the file was left out", fault.hint),))
    values, problems = _values(front, path)
    if kept_back := _kept_back(front, values, rows, path):
        return Reading(path, ignored=(kept_back,), problems=tuple(problems))
    draft = _draft(front, values, rows, path)
    if not draft.title:
        problems.append(warning(path, 1, "this paper has no title and was left out", "write `title:` or a `# heading`"))
        return Reading(path, problems=tuple(problems))
    if not draft.abstract:
        hint = "write the abstract below the front matter"
        problems.append(warning(path, draft.place.line, "this paper has no abstract", hint))
    return Reading(path, (draft,), problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def _values(front: FrontMatter, path: str) -> tuple[dict[str, Any], list[Problem]]:
    """What the keys came to, without those that are empty or cannot be used, and what is wrong with the latter."""
    values: dict[str, Any] = {}
    problems = [warning(path, line, f"{key} stands here twice", "keep one of them") for line, key in front.twice]
    for key, field in front.fields.items():
        try:
            if key not in KEYS:
                problems.append(warning(path, field.line, f"unknown key {key}", _nearest(key)))
            elif field.value not in ("", [], {}):
                values[key] = KEYS[key](field.value)
        except UnusableError as fault:
            problems.append(warning(path, field.line, f"{key}: {fault.what}", fault.hint))
    return values, problems


def _nearest(key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(KEYS)}"


def _kept_back(front: FrontMatter, values: Mapping[str, Any], rows: Sequence[str], path: str) -> Ignored | None:
    if values.get("draft"):
        return Ignored(front.fields["draft"].line, "draft: true", "draft")
    if PurePosixPath(path).stem.lower() == "readme" and not front.fields:
        return Ignored(1, next((row for row in rows if row), ""), "README")
    return None


def _draft(front: FrontMatter, values: Mapping[str, Any], rows: Sequence[str], path: str) -> Draft:
    title, title_line = values.get("title", ""), front.fields["title"].line if "title" in values else 0
    body = {number: row for number, row in enumerate(rows, 1) if number >= front.body}
    heading = _heading(body)
    if heading and (not title or body[heading].lstrip("# ") == title):
        title, title_line = title or re.sub(r"\s+#+$", "", body[heading][2:]).strip(), title_line or heading
        del body[heading]
    written = [number for number, row in body.items() if row]
    abstract = "\n".join(body.values()).strip("\n")
    span = (written[0], written[-1]) if written else (0, 0)
    if not abstract and "abstract" in values:
        abstract, span = values["abstract"], (front.fields["abstract"].line,) * 2
    tags: list[str] = values.get("tags", [])
    day: Day | None = values.get("date")
    return Draft(
        Place(path, title_line or 1),
        title=" ".join(title.split()),
        abstract=abstract,
        markup="markdown",
        title_lines=(title_line, title_line),
        abstract_lines=span,
        day=with_year(day, file_date(path)) if day else None,
        authors=tuple(values.get("authors", ())),
        tags=tuple(tag for tag in tags if not tag.startswith("-")),
        without_tags=(*(tag[1:].strip() for tag in tags if tag.startswith("-")), *values.get("without_tags", ())),
        links=values.get("links", ()),
        arxiv=values.get("arxiv"),
        doi=values.get("doi"),
    )


def _heading(body: Mapping[int, str]) -> int:
    """The line of the first `# heading` that is not inside a block of code; 0 without one."""
    fence = ""
    for number, row in body.items():
        mark = re.match(r" {0,3}(`{3,}|~{3,})", row)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and re.match(r"# +\S", row):
            return number
    return 0
