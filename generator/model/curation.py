"""The tables of `digest.toml` with which a curator speaks and sends: editions, watches, subscriptions, redirects."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from generator.model.addresses import WEB, has_credentials
from generator.model.disk import read_text
from generator.model.problems import quote_value, shorten_quote
from generator.model.toml_file import TomlDocument

BOOKS = ("editions", "weeks", "topics")
"""Of what there can be books."""
SUBSCRIBE = "Subscribe"
PASTED = "pasted"
"""What `read_as` may say of a seed."""


@dataclass(frozen=True, slots=True)
class EditionText:
    """`[editions.<id>] title` and `introduction`: an edition's own, the latter in Markdown."""

    title: str = ""
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """`[subscribe]`: where readers leave their address. With `field` it is a form that sends the address under that
    name, else a link."""

    url: str
    field: str = ""
    label: str = SUBSCRIBE

    @property
    def origin(self) -> str:
        """What a content security policy calls the place."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Watch:
    """`[watches.<id>]`: a search that is a page, a feed and a `.bib`."""

    id: str
    title: str
    query: str


@dataclass(frozen=True, slots=True)
class Curation:
    """All of it. `redirects` lead from an address the site once had to a page it has, both as paths from its root."""

    editions: Mapping[str, EditionText] = field(default_factory=dict)
    watches: tuple[Watch, ...] = ()
    subscription: Subscription | None = None
    redirects: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    """`[email] from`: whom mail comes from, as `Paper Digest <digest@example.org>`."""


class TableReader(Protocol):
    """Who reads the file, and gathers its faults."""

    toml: TomlDocument

    def table(self, name: str) -> dict[str, object]: ...
    def known(self, keys: tuple[str, ...], *path: str | int) -> None: ...
    def fault(self, message: str, hint: str, *path: str | int) -> None: ...


def read_curation(reader: TableReader) -> Curation:
    reader.known(("from",), "email")
    return Curation(
        editions=_edition_texts(reader),
        watches=tuple(_watches(reader)),
        subscription=_subscription(reader),
        redirects=_redirects(reader),
        sender=_text(reader, "email", "from", right=_has_mail_address, what="a mail address"),
    )


def _text(
    reader: TableReader, *path: str, right: Callable[[str], object] = str.strip, what: str = "a text that is not empty"
) -> str:
    """The text at `path`, empty where there is none or it is not right."""
    value: Any = reader.toml.data
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None or (isinstance(value, str) and right(value)):
        return value or ""
    reader.fault(f"{path[-1]} = {quote_value(value)} is not {what}", f"write {what}, or remove the line", *path)
    return ""


def _has_mail_address(text: str) -> object:
    return _MAIL_ADDRESS.fullmatch(text)


_MAIL_ADDRESS = re.compile(r"(?:[^<>@\n]*<)?[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\w>?", re.ASCII)
"""The name in front may have letters of any script, but `\\w` is ASCII in the address itself."""


def _edition_texts(reader: TableReader) -> dict[str, EditionText]:
    names = reader.table("editions")
    found = {
        name: EditionText(*(_text(reader, "editions", name, key) for key in ("title", "introduction")))
        for name in names
    }
    return {name: text for name, text in found.items() if text != EditionText()}


def _watches(reader: TableReader) -> list[Watch]:
    found = []
    for name in reader.table("watches"):
        reader.known(("title", "query"), "watches", name)
        query, title = (_text(reader, "watches", name, key) for key in ("query", "title"))
        if not _is_file_name(name):
            hint = "small letters, digits and hyphens make its address"
            reader.fault(f"{shorten_quote(name)} cannot be an address", hint, "watches", name)
        elif query:
            found.append(Watch(name, title or query, query))
        else:
            reader.fault(f"the watch {name} has no query", 'write query = "words to search for"', "watches", name)
    return found


_is_file_name = re.compile(r"(?!(?:index|feed)$)[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?").fullmatch


def _subscription(reader: TableReader) -> Subscription | None:
    """`[site] subscribe` is the address alone, `[subscribe]` a table."""
    place = ("subscribe", "url") if "subscribe" in reader.toml.data else ("site", "subscribe")
    reader.known(("url", "field", "label"), "subscribe")
    url = _text(reader, *place, right=lambda text: text.startswith((*WEB, "mailto:")), what="a web address")
    if "subscribe" in reader.toml.data and not url:
        reader.fault("[subscribe] has no url", 'write url = "https://..." of your mailing service', "subscribe")
    if not url:
        return None
    if has_credentials(url):
        reader.fault(
            "url has a user or a password in it, which would stand on pages", "leave out all before the @", *place
        )
    label = _text(reader, "subscribe", "label") or SUBSCRIBE
    return Subscription(url, _text(reader, "subscribe", "field"), label)


_is_page = re.compile(r"(?:[\w.~-]+/)*[\w.~-]+", re.ASCII).fullmatch


def _redirects(reader: TableReader) -> dict[str, str]:
    found = {}
    for old in reader.table("redirects"):
        new = _text(reader, "redirects", old, right=_is_path, what="the path of a page of the site")
        if not _is_path(old):
            what = f"{shorten_quote(old)} is no path of a page"
            reader.fault(what, 'write it like "old/page.html", from the root of the site', "redirects", old)
        elif new:
            found[_page_path(old)] = _page_path(new)
    return found


def _is_path(text: str) -> bool:
    return _is_page(text.strip("/")) is not None and not any(part in (".", "..") for part in text.split("/"))


def _page_path(text: str) -> str:
    """The file that a server gives for an address: `old/` is `old/index.html`, and so is `old`."""
    path = text.strip("/")
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html"


def read_publication_days(reader: TableReader) -> dict[str, datetime.date]:
    """`[editions.<id>] published`: the day that each edition appeared here."""
    days: dict[str, datetime.date] = {}
    for edition, settings in reader.table("editions").items():
        reader.known(("published", "title", "introduction"), "editions", edition)
        value = settings.get("published") if isinstance(settings, dict) else None
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, datetime.date):
            days[edition] = value
        elif value is not None:
            what = f"published = {quote_value(value)} is not a day"
            reader.fault(what, "write it without quotes: 2025-05-28", "editions", edition, "published")
    return days


def read_seed_settings(reader: TableReader) -> dict[str, str]:
    """`[seeds."FILE"] read_as`: how each seed is to be read."""
    found: dict[str, str] = {}
    for seed, settings in reader.table("seeds").items():
        reader.known(("read_as",), "seeds", seed)
        value = settings.get("read_as") if isinstance(settings, dict) else None
        if value == PASTED:
            found[seed] = PASTED
        elif value is not None:
            what = f"read_as = {quote_value(value)} is not known"
            reader.fault(what, f'write "{PASTED}", or remove the line', "seeds", seed, "read_as")
    return found


def read_named_text(reader: TableReader, file: Path, *place: str) -> str:
    """The text of a file that a setting names."""
    try:
        return read_text(file)
    except (OSError, UnicodeDecodeError) as fault:
        reason = "it is not UTF-8" if isinstance(fault, UnicodeDecodeError) else fault.strerror
        reader.fault(f"{shorten_quote(file.name)} cannot be read: {reason}", "make it a text file", *place)
        return ""


def read_flag(reader: TableReader, table: str, key: str) -> bool:
    value = reader.table(table).get(key, False)
    if not isinstance(value, bool):
        reader.fault(f"{key} = {quote_value(value)} is neither true nor false", "write true or false", table, key)
    return value is True


def read_books(reader: TableReader) -> tuple[str, ...]:
    """`[epub] of`: what there is a book of for e-readers."""
    reader.known(("of",), "epub")
    asked = reader.table("epub").get("of", [])
    if isinstance(asked, list) and all(each in BOOKS for each in asked):
        return tuple([each for each in BOOKS if each in asked])
    reader.fault(
        f"of = {quote_value(asked)} is no list of {', '.join(BOOKS)}", 'write it like of = ["editions"]', "epub", "of"
    )
    return ()


NEWEST_WITH_CARDS = 7


def read_cards(reader: TableReader) -> int | None:
    """`[cards] editions`: of how many of the newest editions papers have cards; None without `[cards]`."""
    reader.known(("editions",), "cards")
    if "cards" not in reader.toml.data:
        return None
    value = reader.table("cards").get("editions", NEWEST_WITH_CARDS)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    what = f"editions = {quote_value(value)} is not a number of editions"
    reader.fault(what, "write a number like 7, or 0 for cards of no papers", "cards", "editions")
    return None
