"""The keys of a front matter: what may stand at each, and what is made of what its author typed."""

import re
from collections.abc import Callable
from typing import Any, get_args

from generator import markup
from generator.markup.links import is_address, with_scheme
from generator.model import Day, Link, LinkKind
from generator.seeds.dates import parse_day
from generator.seeds.frontmatter import Value
from generator.seeds.ids import arxiv_id, doi

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
    "draft": _a_flag,
}
"""What may stand in a front matter, and who makes something of it."""
