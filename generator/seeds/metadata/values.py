"""The values of front matter and of a curator's corrections: what each key allows, and its parser."""

import re
from collections.abc import Callable
from typing import Any, get_args

from generator.model.papers import Day, Link, LinkKind
from generator.model.problems import shorten_quote
from generator.seeds.dates import parse_day
from generator.seeds.frontmatter import Value
from generator.seeds.identifiers import arxiv_id, doi, find_arxiv_class
from generator.seeds.metadata.hiding import FALSE, TRUE
from generator.seeds.metadata.people import order_names, split_names, unlink_text
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
    text = unlink_text(_parse_text(value))
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


def _parse_published(value: Value) -> bool | str:
    """Whether it may be seen; or the paper's own date, an ISO day, month or year."""
    if not any(sign.isdigit() for sign in str(value)):
        return _parse_flag(value)
    text = unlink_text(_parse_text(value)).replace("/", "-")
    if match := re.match(r"((?:18|19|20)\d\d)(?:-(0?[1-9]|1[0-2]))?(?:-00)?$", text):
        return f"{match[1]}-{int(match[2]):02}" if match[2] else match[1]
    if (day := parse_day(text) or parse_day(re.split(r"[T\s]", text)[0])) and day.iso:
        return day.iso
    raise InvalidValueError(f"{_quote_value(text)} is not a date", "write it like 2025-05-28, 2025-05 or 2025")


def _parse_texts(value: Value) -> list[str]:
    """A list of texts; one text with commas is a list as well, and `[[link]]` without quotes is the text of a link."""
    if isinstance(value, list):
        value = [f"[[{item[0]}]]" if isinstance(item, list) and len(item) == 1 else item for item in value]
    items = re.split(r"[,;，；、]", value) if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise InvalidValueError("this must be a list of texts", "write it like [one, two]")
    return [text for item in items if (text := str(item).strip())]


def _parse_tags(value: Value) -> list[str]:
    """Tags; each is a page with a feed, so a slip that makes hundreds of them is not taken at its word.

    In a vault a tag begins with `#`, and several may stand there without commas; `#reading/maps` is one of its part.
    """
    if isinstance(value, str) and re.fullmatch(r"(?:#\S+\s*)+", value):
        value = [*value.replace(",", " ").split()]
    tags = [re.sub(r"^(-?)#(?=\w)", r"\1", unlink_text(tag)) for tag in _parse_texts(value)]
    if len(tags) > MAX_TAGS:
        raise InvalidValueError(f"{len(tags)} tags are too many", f"keep the {MAX_TAGS} that matter, or fewer")
    return tags


def _parse_categories(value: Value) -> list[str]:
    """Tags, less the classes of arXiv: `cs.LG` is no topic of a reader."""
    return [tag for tag in _parse_tags(value) if not re.fullmatch(r"[a-z-]+\.[A-Za-z-]{2,}|math-ph|hep-\w+", tag)]


NAME_PARTS = (
    "given", "given_name", "first", "first_name", "firstname", "particle",
    "family", "family_name", "last", "last_name", "lastname",
)  # fmt: skip
NAME_KEYS = ("name", "literal", "fullname", "full_name", *NAME_PARTS)
"""Keys that name an author who is a mapping, as other programs have it."""


def _parse_authors(value: Value) -> list[str]:
    """Authors: a list of names or of mappings with `name`, or one text with all of them."""
    if isinstance(value, str):
        return split_names(value)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return split_names(value[0])
    items = value if isinstance(value, list) else [value]
    return order_names(_parse_texts([_author_name(item) for item in items]))


def _author_name(item: Value) -> Value:
    """The name in an item of a list of authors."""
    if isinstance(item, dict):
        known = {key.casefold().replace("-", "_"): part for key, part in item.items()}
        if whole := next((known[key] for key in NAME_KEYS[:4] if known.get(key)), None):
            return _author_name(whole)
        if parts := [str(known[key]) for key in NAME_PARTS if known.get(key)]:
            return " ".join(parts)
        return next(iter(item)) if len(item) == 1 else item  # `Ana Brewer: {institute: ...}`
    return item


def _parse_id(value: Value, read: Callable[[str], str | None], kind: str, example: str) -> str:
    if found := read(_parse_text(value)):
        return found
    raise InvalidValueError(f"{_quote_value(value)} is no {kind}", f"write it like {example}")


def _parse_venue(value: Value) -> str:
    """Where it appeared; `*Journal of Tides*` has marks of Markdown around it."""
    return unlink_text(_parse_text(value)).strip("*_ ")


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


def parse_named_links(value: Value, said: str) -> tuple[Link, ...]:
    """The links at a key that is called after what they are; none where the value is no address."""
    items = value if isinstance(value, list) else [value]
    urls = [_MARKDOWN_LINK.sub(r"\1", str(item)) for item in items]
    return tuple(markup.classify_link(with_scheme(url), said) for url in urls if _is_web_address(url))


_MARKDOWN_LINK = re.compile(r"^(?:\[[^]]*\]\(|<)(\S+)[)>]$")


def _is_web_address(text: str) -> bool:
    has_scheme = re.match(r"[a-z][\w+.-]*:", text, re.IGNORECASE)
    return is_address(with_scheme(text)) and (has_scheme is None or text.lower().startswith(("http://", "https://")))


def _parse_link(address: Value, label: str = "", kind: str = "") -> Link:
    text = str(address)
    url = with_scheme(text)
    if not _is_web_address(text):
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
    "categories": _parse_categories,
    "links": _parse_links,
    "arxiv": lambda value: _parse_id(value, arxiv_id, "arXiv id", "2308.00692"),
    "arxiv_class": lambda value: _parse_id(value, find_arxiv_class, "category of arXiv", "cs.CL"),
    "doi": lambda value: _parse_id(value, doi, "DOI", "10.1000/182"),
    "venue": _parse_venue,
    "abstract": _parse_text,
    "summary": _parse_text,
    "alias": _parse_aliases,
    "curator_note": _parse_text,
    "pick": _parse_flag,
    "draft": _parse_flag,
    "hidden": _parse_flag,
    "published": _parse_published,
    "year": _parse_published,
}
"""What may be said of a paper, and who makes something of it."""
