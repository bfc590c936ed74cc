"""The keys of a front matter, and of a curator's corrections: what may stand at each, and what is made of it."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from generator.model.papers import Day, Link, LinkKind
from generator.model.problems import Problem, warning
from generator.seeds.dates import parse_day
from generator.seeds.frontmatter import Field, Value
from generator.seeds.identifiers import arxiv_id, doi
from generator.text import markup
from generator.text.markup.links import is_address, with_scheme

KINDS: tuple[LinkKind, ...] = get_args(LinkKind)

MOST_TAGS = 50
"""More tags than this at one paper are a slip: a text where a list was meant, say."""


class UnusableError(Exception):
    """A value that its key cannot use: what is wrong with it, and what to write."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def _quoted(value: Value) -> str:
    """A value as a message shows it: on one line, and not all of a long one."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:60].rstrip()}..."


def _a_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise UnusableError("this must be a text", "put it in quotes, on one line")


def _a_day(value: Value) -> Day:
    text = _a_text(value)
    day = parse_day(text) or parse_day(re.split(r"[T\s]", text)[0])
    if day is None:
        raise UnusableError(f"{_quoted(text)} is not a day", "write it like 2025-05-28")
    return day


def _a_flag(value: Value) -> bool:
    text = str(value).lower()
    if text not in ("true", "yes", "on", "false", "no", "off"):
        raise UnusableError(f"{_quoted(value)} is neither true nor false", "write true or false")
    return text in ("true", "yes", "on")


def _texts(value: Value) -> list[str]:
    """A list of texts; one text with commas is a list as well."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnusableError("this must be a list of texts", "write it like [one, two]")
    return [text for item in items if (text := str(item).strip())]


def _topics(value: Value) -> list[str]:
    """Tags; each is a page with a feed, so a slip that makes hundreds of them is not taken at its word."""
    tags = _texts(value)
    if len(tags) > MOST_TAGS:
        raise UnusableError(f"{len(tags)} tags are too many", f"keep the {MOST_TAGS} that matter, or fewer")
    return tags


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
        raise UnusableError(f"{_quoted(value)} is no arXiv id", "write it like 2308.00692")
    return found


def _a_doi(value: Value) -> str:
    found = doi(_a_text(value))
    if found is None:
        raise UnusableError(f"{_quoted(value)} is no DOI", "write it like 10.1000/182")
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
        raise UnusableError(f"{_quoted(text)} is no web address", "write it like https://example.org/paper")
    found = next((known for known in KINDS if known == kind), None)
    if kind and not found:
        raise UnusableError(f"unknown kind {_quoted(kind)}", f"known are {', '.join(KINDS)}")
    guess = markup.link(url, label)
    return Link(url, label or guess.label, found or guess.kind)


def _slugs(value: Value) -> list[str]:
    """Names a paper had in addresses, one or a list of them."""
    names = _texts(value)
    for name in names:
        if not re.fullmatch(r"(?!index$)[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?", name):
            hint = "write the name of its old page, less .html: lower-case letters, digits and hyphens"
            raise UnusableError(f"{_quoted(name)} cannot be an address", hint)
    return names


KEYS: dict[str, Callable[[Value], Any]] = {
    "title": _a_text,
    "date": _a_day,
    "authors": _names,
    "tags": _topics,
    "without_tags": _topics,
    "links": _links,
    "arxiv": _an_arxiv_id,
    "doi": _a_doi,
    "abstract": _a_text,
    "alias": _slugs,
    "draft": _a_flag,
    "hidden": _a_flag,
}
"""What may be said of a paper, and who makes something of it."""

FRONT_MATTER = tuple(key for key in KEYS if key != "hidden")
CORRECTIONS = tuple(key for key in KEYS if key != "draft")


def values_of(fields: Mapping[str, Field], known: Iterable[str], path: str) -> tuple[dict[str, Any], list[Problem]]:
    """What the fields came to, without those that are empty or cannot be used, and what is wrong with the latter."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, field in fields.items():
        try:
            if key not in known:
                problems.append(warning(path, field.line, f"unknown key {key}", _nearest(key, known)))
            elif field.value not in ("", [], {}):
                values[key] = KEYS[key](field.value)
        except UnusableError as fault:
            problems.append(warning(path, field.line, f"{key}: {fault.what}", fault.hint))
    return values, problems


def _nearest(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


def given_and_taken(values: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags to give a paper, and those to take away: the latter have a `-` in front, or a key of their own."""
    tags: list[str] = values.get("tags", [])
    taken = (*(tag[1:].strip() for tag in tags if tag.startswith("-")), *values.get("without_tags", ()))
    return tuple(tag for tag in tags if not tag.startswith("-")), taken
