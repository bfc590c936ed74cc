"""The keys of front matter and of a curator's corrections: the allowed values of each, and their parsers."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from generator.model.papers import Day, Link, LinkKind
from generator.model.problems import Problem, error, shorten_quote, warning
from generator.model.toml_file import did_you_mean
from generator.seeds.dates import parse_day
from generator.seeds.frontmatter import Field, Value
from generator.seeds.hiding import FALSE, HIDING_KEYS, TRUE, holds_flag, may_hide
from generator.seeds.identifiers import arxiv_id, doi
from generator.text import markup
from generator.text.markup.links import is_address, with_scheme

LINK_KINDS: tuple[LinkKind, ...] = get_args(LinkKind)

MAX_TAGS = 50
"""More tags than this at one paper are a slip: a text where a list was meant, say."""


class InvalidValueError(Exception):
    """A value that its key cannot use: what is wrong with it, and what to write."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def _quote_value(value: Value) -> str:
    """A value as a message shows it, on one line."""
    return shorten_quote(" ".join(str(value).split()))


def _parse_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise InvalidValueError("this must be a text", "put it in quotes, on one line")


def _parse_date(value: Value) -> Day:
    text = _parse_text(value)
    day = parse_day(text) or parse_day(re.split(r"[T\s]", text)[0])
    if day is None:
        raise InvalidValueError(f"{_quote_value(text)} is not a day", "write it like 2025-05-28")
    return day


def _parse_flag(value: Value) -> bool:
    text = str(value).casefold()
    if text not in (*TRUE, *FALSE):
        what = f"{_quote_value(value)} is neither true nor false" if value else "nothing is said"
        raise InvalidValueError(what, "write true or false")
    return text in TRUE


def _parse_texts(value: Value) -> list[str]:
    """A list of texts; one text with commas is a list as well."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise InvalidValueError("this must be a list of texts", "write it like [one, two]")
    return [text for item in items if (text := str(item).strip())]


def _parse_tags(value: Value) -> list[str]:
    """Tags; each is a page with a feed, so a slip that makes hundreds of them is not taken at its word."""
    tags = _parse_texts(value)
    if len(tags) > MAX_TAGS:
        raise InvalidValueError(f"{len(tags)} tags are too many", f"keep the {MAX_TAGS} that matter, or fewer")
    return tags


def _parse_authors(value: Value) -> list[str]:
    """Authors: a list of names or of mappings with `name`; one text may separate them with `;`, `and` or commas."""
    if isinstance(value, str):
        for separator in (r"\s*;\s*", r"\s+and\s+"):
            if re.search(separator, value):
                return [name for name in re.split(separator, value) if name]
        return _parse_texts(value)
    items = value if isinstance(value, list) else [value]
    return _parse_texts([item.get("name", item) if isinstance(item, dict) else item for item in items])


def _parse_id(value: Value, read: Callable[[str], str | None], kind: str, example: str) -> str:
    if found := read(_parse_text(value)):
        return found
    raise InvalidValueError(f"{_quote_value(value)} is no {kind}", f"write it like {example}")


def _parse_links(value: Value) -> tuple[Link, ...]:
    """Links from a mapping of labels, from addresses, or from mappings with `url`, `label` and `kind`."""
    if isinstance(value, dict) and "url" not in value:
        return tuple(_parse_link(url, label) for label, url in value.items())
    items = value if isinstance(value, list) else [value]
    return tuple(link for item in items for link in _parse_link_item(item))


def _parse_link_item(item: Value) -> tuple[Link, ...]:
    if not isinstance(item, dict):
        return (_parse_link(item),)
    if "url" not in item:
        return tuple(_parse_link(url, label) for label, url in item.items())
    return (_parse_link(item["url"], str(item.get("label", "")), str(item.get("kind", ""))),)


def _parse_link(address: Value, label: str = "", kind: str = "") -> Link:
    text = str(address)
    url = with_scheme(text)
    if not is_address(url) or re.match(r"(?!https?://)[a-z][\w+.-]*:", text, re.IGNORECASE):
        raise InvalidValueError(f"{_quote_value(text)} is no web address", "write it like https://example.org/paper")
    found = next((known for known in LINK_KINDS if known == kind), None)
    if kind and not found:
        raise InvalidValueError(f"unknown kind {_quote_value(kind)}", f"known are {', '.join(LINK_KINDS)}")
    guess = markup.classify_link(url, label)
    return Link(url, label or guess.label, found or guess.kind)


def _parse_aliases(value: Value) -> list[str]:
    """Names a paper had in addresses, one or a list of them."""
    names = _parse_texts(value)
    for name in names:
        if not re.fullmatch(r"(?!index$)[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?", name):
            hint = "write the name of its old page, less .html: lower-case letters, digits and hyphens"
            raise InvalidValueError(f"{_quote_value(name)} cannot be an address", hint)
    return names


KEY_PARSERS: dict[str, Callable[[Value], Any]] = {
    "title": _parse_text,
    "date": _parse_date,
    "authors": _parse_authors,
    "tags": _parse_tags,
    "without_tags": _parse_tags,
    "links": _parse_links,
    "arxiv": lambda value: _parse_id(value, arxiv_id, "arXiv id", "2308.00692"),
    "doi": lambda value: _parse_id(value, doi, "DOI", "10.1000/182"),
    "abstract": _parse_text,
    "alias": _parse_aliases,
    "draft": _parse_flag,
    "hidden": _parse_flag,
    "published": _parse_flag,
}
"""What may be said of a paper, and who makes something of it."""

KNOWN_KEYS = f"known are {', '.join(KEY_PARSERS)}"


class PaperFields(NamedTuple):
    """What is said of a paper, by key in small letters: what it came to, less what is empty or cannot be used, and the
    line of it; and what is wrong with the latter."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def parse_fields(fields: Iterable[tuple[str, Field]], path: str) -> PaperFields:
    """What is said of a paper, from keys as they are written. The last of two equal keys counts."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for written, field in fields:
        key = written.casefold()
        kind = error if may_hide(key, field.value, KEY_PARSERS) else warning
        if key in lines:
            problems.append(kind(path, field.line, f"{written} stands here twice", "keep one of them"))
        lines[key] = field.line
        try:
            if key not in KEY_PARSERS:
                hint = did_you_mean(key, KEY_PARSERS) or KNOWN_KEYS
                problems.append(kind(path, field.line, f"unknown key {written}", hint))
            elif holds_flag(field.value):
                raise InvalidValueError("a key inside would keep the paper off the site", "move it out of here")
            elif key in HIDING_KEYS or field.value not in ("", [], {}):
                values[key] = KEY_PARSERS[key](field.value)
        except InvalidValueError as fault:
            problems.append(kind(path, field.line, f"{written}: {fault.what}", fault.hint))
    return PaperFields(values, lines, tuple(problems))


def split_tags(values: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags to give a paper, and those to take away: the latter have a `-` in front, or a key of their own."""
    tags: list[str] = values.get("tags", [])
    taken = (*(tag[1:].strip() for tag in tags if tag.startswith("-")), *values.get("without_tags", ()))
    return tuple(tag for tag in tags if not tag.startswith("-")), taken
