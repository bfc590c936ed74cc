"""A site as it lies on disk, read the way a browser and a crawler read it.

Nothing here knows how the site was made: pages are parsed by the HTML standard's own rules (justhtml follows them to
the letter and reports every parse error), and addresses are resolved as a browser resolves them.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from justhtml import JustHTML
from justhtml.dom import Element, Node

ROOT = "https://site.invalid/"
"""Where the tests imagine a site that was not told its address."""

NOT_FOUND = "404.html"

ADDRESSES = {
    "a": ("href",), "link": ("href",), "script": ("src",), "img": ("src", "srcset"), "form": ("action",),
    "source": ("src", "srcset"), "iframe": ("src",), "object": ("data",), "use": ("href",), "image": ("href",),
    "area": ("href",), "audio": ("src",), "video": ("src", "poster"), "embed": ("src",), "track": ("src",),
    "button": ("formaction",), "input": ("src", "formaction"),
}  # fmt: skip
LOADED = {"script", "img", "source", "iframe", "object", "use", "image", "audio", "video", "embed", "track"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a page: as written, and as a browser resolves it. `loaded` is what a page fetches unasked."""

    page: str
    element: str
    written: str
    full: str
    loaded: bool

    def __str__(self) -> str:
        return f"{self.page}: <{self.element}> {self.written}"


class Page:
    """One parsed page; `path` is relative to the site's root."""

    def __init__(self, path: str, source: str, root: str) -> None:
        self.path = path
        self.source = source
        # A server gives the 404 page for whatever address is missing, at any depth.
        self.url = urljoin(root, "no/such/page" if path == NOT_FOUND else path)
        self.document = JustHTML(source, collect_errors=True, sanitize=False)

    def all(self, selector: str) -> list[Element]:
        return within(self.document.root, selector)

    def one(self, selector: str) -> Element:
        found = self.all(selector)
        assert len(found) == 1, f"{self.path}: {len(found)} elements are {selector}, not one"
        return found[0]

    @property
    def elements(self) -> list[Element]:
        return self.all("*")

    @cached_property
    def ids(self) -> list[str]:
        return [value for node in self.elements if (value := node.attrs.get("id")) is not None]

    @cached_property
    def addresses(self) -> list[Address]:
        return [self.address(node, value) for node in self.elements for value in written_addresses(node)]

    def address(self, node: Element, value: str) -> Address:
        relations = set((node.attrs.get("rel") or "").split())
        loaded = node.name in LOADED or (node.name == "link" and bool(relations & LOADING_LINKS))
        return Address(self.path, node.name, value, urljoin(self.url, value), loaded)


def written_addresses(node: Element) -> list[str]:
    values = ((name, node.attrs.get(name)) for name in ADDRESSES.get(node.name, ()))
    lists = [[part.split()[0] for part in v.split(",")] if n == "srcset" else [v] for n, v in values if v is not None]
    return [address for one in lists for address in one]


def within(node: Node, selector: str) -> list[Element]:
    return [found for found in node.query(selector) if isinstance(found, Element)]


def text(node: Element) -> str:
    """What one reads: the text, with white space as a browser shows it."""
    return " ".join(node.to_text(separator="", strip=False).split())


def shown(fragment: str) -> str:
    """What one reads of a piece of HTML."""
    return " ".join(JustHTML(fragment, fragment=True, sanitize=False).root.to_text(separator="", strip=False).split())


@dataclass(frozen=True)
class BuiltSite:
    """The files under `folder`, served at `root`."""

    folder: Path
    root: str = ROOT
    report: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def files(self) -> dict[str, bytes]:
        paths = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {p: Page(p, data.decode("utf-8"), self.root) for p, data in self.files.items() if p.endswith(".html")}

    @cached_property
    def papers(self) -> list[dict[str, Any]]:
        papers: list[dict[str, Any]] = json.loads(self.files["data/papers.json"])
        return papers

    def read(self, path: str) -> str:
        return self.files[path].decode("utf-8")

    def owns(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.root).netloc

    def path_of(self, url: str) -> str | None:
        """The file a server gives for `url`, an address under the root; None when it has none."""
        parts, root = urlsplit(url), urlsplit(self.root)
        if not parts.path.startswith(root.path):
            return None
        path = unquote(parts.path.removeprefix(root.path))
        path = path + "index.html" if path == "" or path.endswith("/") else path
        return path if path in self.files else None

    def broken(self, address: Address) -> str | None:
        """Why an address of our own leads nowhere, or None."""
        path = address.page if address.written.startswith("#") else self.path_of(address.full)
        if path is None:
            return f"{address}: there is no such file"
        fragment = unquote(urlsplit(address.full).fragment)
        if fragment and path in self.pages and fragment not in self.pages[path].ids:
            return f"{address}: there is no such place on {path}"
        return None
