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

Without a title in the front matter the first `# heading` is the title. Each key has one function that makes something
of what its author typed, in one table. A value that cannot be used costs a warning and only itself, a front matter that
cannot be read costs the file. `draft: true` keeps a paper back, and a README is no paper; `digest check` shows both.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, get_args

from generator import markup
from generator.markup.links import is_address, with_scheme
from generator.model import Day, Draft, Ignored, Link, LinkKind, Place, Reading
from generator.problems import Problem, warning
from generator.seeds.dates import file_date, parse_day, with_year
from generator.seeds.frontmatter import BrokenError, FrontMatter, Value, parse
from generator.seeds.ids import arxiv_id, doi
from generator.seeds.text import clean, lines

KINDS: tuple[LinkKind, ...] = get_args(LinkKind)


class UnusableError(Exception):
    """A value that its key cannot use: what is wrong with it, and what to write."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


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


def _a_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise UnusableError("this must be a text", "put it in quotes, on one line")


def _a_day(value: Value) -> Day:
    text = _a_text(value)
    day = parse_day(text) or parse_day(re.split(r"[T\s]", text)[0])
    if day is None:
        raise UnusableError(f"{text} is not a day", "write it like 2025-05-28")
    return day


def _a_flag(value: Value) -> bool:
    text = str(value).lower()
    if text not in ("true", "yes", "on", "false", "no", "off"):
        raise UnusableError(f"{value} is neither true nor false", "write true or false")
    return text in ("true", "yes", "on")


def _texts(value: Value) -> list[str]:
    """A list of texts; one text with commas is a list as well."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnusableError("this must be a list of texts", "write it like [one, two]")
    return [text for item in items if (text := str(item).strip())]


def _names(value: Value) -> list[str]:
    """Authors: a list of names or of mappings with `name`; one text may separate them with `;`, `and` or commas."""
    if isinstance(value, str):
        for separator in (r"\s*;\s*", r"\s+and\s+"):
            if re.search(separator, value):
                return [name for name in re.split(separator, value) if name]
        return _texts(value)
    items = value if isinstance(value, list) else [value]
    return _texts([item.get("name", item) if isinstance(item, dict) else item for item in items])


def _an_arxiv_id(value: Value) -> str:
    found = arxiv_id(_a_text(value))
    if found is None:
        raise UnusableError(f"{value} is no arXiv id", "write it like 2308.00692")
    return found


def _a_doi(value: Value) -> str:
    found = doi(_a_text(value))
    if found is None:
        raise UnusableError(f"{value} is no DOI", "write it like 10.1000/182")
    return found


def _links(value: Value) -> tuple[Link, ...]:
    """Links from a mapping of labels, from addresses, or from mappings with `url`, `label` and `kind`."""
    if isinstance(value, dict) and "url" not in value:
        return tuple(_link(url, label) for label, url in value.items())
    items = value if isinstance(value, list) else [value]
    return tuple(link for item in items for link in _links_of(item))


def _links_of(item: Value) -> tuple[Link, ...]:
    if not isinstance(item, dict):
        return (_link(item),)
    if "url" not in item:
        return tuple(_link(url, label) for label, url in item.items())
    return (_link(item["url"], str(item.get("label", "")), str(item.get("kind", ""))),)


def _link(address: Value, label: str = "", kind: str = "") -> Link:
    text = str(address)
    url = with_scheme(text)
    if not is_address(url) or re.match(r"(?!https?://)[a-z][\w+.-]*:", text, re.IGNORECASE):
        raise UnusableError(f"{text} is no web address", "write it like https://example.org/paper")
    found = next((known for known in KINDS if known == kind), None)
    if kind and not found:
        raise UnusableError(f"unknown kind {kind}", f"known are {', '.join(KINDS)}")
    guess = markup.link(url, label)
    return Link(url, label or guess.label, found or guess.kind)


KEYS: dict[str, Callable[[Value], Any]] = {
    "title": _a_text,
    "date": _a_day,
    "authors": _names,
    "tags": _texts,
    "without_tags": _texts,
    "links": _links,
    "arxiv": _an_arxiv_id,
    "doi": _a_doi,
    "abstract": _a_text,
    "draft": _a_flag,
}
"""What may stand in a front matter, and who makes something of it."""
