"""The responses of the local server: a function of the request path and of what is on disk.

A site is served as GitHub Pages does it: under the path of its configured address, `papers/x` finds `papers/x.html`, a
folder its index, and an unknown address `404.html`. Nothing outside the folder is ever found, whatever the path. Pages
get the tag of a script that keeps them up to date; it is added to the response, never to the file.

Each page is sent with its version (`PageVersion`), and later asks for its current one. The version has two parts.
`content` is a hash of the page with its scripts and pictures: if it differs, the page must reload. `looks` is the
folder of its styles, which can be replaced without a reload. The server remembers nothing else of a page, so it does
not matter which events a page missed. The folder's name depends on all assets, and every page names it, so the name
itself is left out of the content hash.
"""

import json
import mimetypes
import re
import string
from contextlib import suppress
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.model import urls
from generator.model.config import PACKAGE
from generator.model.hashes import hash_digits
from generator.model.problems import Problem
from generator.output import HASH_NAMED

LIVE = PACKAGE / "server" / "live"
"""What the server adds to a site while it is written."""
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".bib": "application/x-bibtex",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".ris": "application/x-research-info-systems",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
STANDARD_TYPES = mimetypes.MimeTypes()
"""As Python knows them: what the machine's own tables say would differ from place to place."""
ASSET = re.compile(urls.ASSETS_FOLDER + r"(?P<looks>[0-9a-f]{8,64})/(?P<name>[^\s\"'?#<>]*)")
"""A style, script or picture as a page names it."""
SEARCH_SCRIPTS = "js/search/"
"""A page with a script from here shows the search files as well, and their manifest changes with any of them."""
SEARCH_MANIFEST = urls.SEARCH_FOLDER + "manifest.json"


@dataclass(frozen=True, slots=True)
class ServedSite:
    """What a browser is shown: a folder, under a path; and what is wrong where there should be a newer site."""

    out: Path
    base_path: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageVersion:
    """What a page shows, in short."""

    content: str
    looks: str


@dataclass(frozen=True, slots=True)
class Response:
    """`is_lasting` when the same request will never get another answer."""

    status: HTTPStatus
    type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""
    is_lasting: bool = False

    @property
    def tag(self) -> str:
        """The answer in short, as HTTP's `ETag` has it."""
        return f'"{_hash_parts(self.body)}"'


def site_response(shown: ServedSite, path: str) -> Response:
    """What the site says to a request for `path`, percent-encoded as it came and without a query."""
    if (path == "/" and shown.base_path != "/") or path + "/" == shown.base_path:
        return Response(HTTPStatus.FOUND, location=shown.base_path)
    found = _resolve_path(shown, path)
    if found and found.is_dir():
        return Response(HTTPStatus.FOUND, location=path + "/")
    file = found or _not_found_page(shown.out)
    kind, body = _content_type(file.name), _read_or_empty(file)
    if kind.startswith("text/html"):
        body = _inject_script(body, _page_version(shown.out, body))
    name = path.removeprefix(shown.base_path)
    is_lasting = found == shown.out / name and HASH_NAMED.fullmatch(name) is not None
    return Response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, kind, body, is_lasting=is_lasting)


def page_event(shown: ServedSite, path: str) -> str:
    """What an open page, the one at `path`, is told, as JSON."""
    found = _resolve_path(shown, path) or _not_found_page(shown.out)
    page = found / "index.html" if found.is_dir() else found
    mark = _page_version(shown.out, _read_or_empty(page))
    return json.dumps({**asdict(mark), "problems": [asdict(problem) for problem in shown.problems]})


def _resolve_path(shown: ServedSite, path: str) -> Path | None:
    if not path.startswith(shown.base_path):
        return None
    name = path.removeprefix(shown.base_path)
    if name == urls.SERVICE_WORKER:  # it keeps pages for later, and these change while somebody edits
        return None
    return _find_file(shown.out, name) or _find_file(shown.out, _current_asset_path(shown.out, name))


def _not_found_page(out: Path) -> Path:
    """The page for an address where there is none."""
    missing = out / urls.NOT_FOUND
    return missing if missing.is_file() else LIVE / "empty.html"


def _current_asset_path(out: Path, name: str) -> str:
    """A page of which only the looks changed may ask for a script by a folder that is gone; the script is the same."""
    asset, home = ASSET.fullmatch(name), out / urls.HOME
    looks = ASSET.search(home.read_text("utf-8", "replace")) if asset and home.is_file() else None
    return f"{urls.ASSETS_FOLDER}{looks['looks']}/{asset['name']}" if asset and looks else name


def _find_file(out: Path, path: str) -> Path | None:
    """The file that GitHub Pages would show for `path`, or a folder that has an index; None when there is neither."""
    name = unquote(path)
    parts = name.removesuffix("/").split("/") if name else []
    if any(part.startswith(".") or not part for part in parts) or "\\" in name or not name.isprintable():
        return None
    wanted = out.joinpath(*parts)
    index = wanted / "index.html"
    candidates = (
        (index,) if not name or name.endswith("/") else (wanted, wanted.with_name(wanted.name + ".html"), index)
    )
    try:
        found = next((file for file in candidates if file.is_file()), None)
        inside = found is not None and found.resolve().is_relative_to(out.resolve())
    except OSError:
        return None
    if not inside:
        return None
    return wanted if found == index and name and not name.endswith("/") else found


def _read_or_empty(file: Path) -> bytes:
    """What a file holds; nothing when it went this moment, or may not be read."""
    with suppress(OSError):
        return file.read_bytes()
    return b""


def _content_type(name: str) -> str:
    kind = (
        CONTENT_TYPES.get(PurePosixPath(name).suffix.lower())
        or STANDARD_TYPES.guess_type(name)[0]
        or "application/octet-stream"
    )
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _page_version(out: Path, html: bytes) -> PageVersion:
    assets = list(ASSET.finditer(html.decode("utf-8", "replace")))
    names = sorted({asset[0] for asset in assets if not asset["name"].endswith(".css")})
    if any(asset["name"].startswith(SEARCH_SCRIPTS) for asset in assets):
        names.append(SEARCH_MANIFEST)
    files = [_read_or_empty(file) for file in (_find_file(out, name) for name in names) if file]
    looks = assets[0]["looks"] if assets else ""
    return PageVersion(_hash_parts(html.replace(looks.encode(), b""), *files), looks)


def _hash_parts(*parts: bytes) -> str:
    return hash_digits(b"".join([b"%d:" % len(part) + part for part in parts]))


def _inject_script(html: bytes, mark: PageVersion) -> bytes:
    """A page that listens for builds. The end tag of a body may be left out, and then the end of the file is it."""
    tags = string.Template((LIVE / "inject.html").read_text()).substitute(asdict(mark)).encode()
    body, end, rest = html.rpartition(b"</body>")
    return body + tags + end + rest if end else html + tags


def live_response(name: str) -> Response:
    """A file of the server's own: the script that pages get, its looks, and those of the page about the seeds."""
    if name not in ("reload.js", "overlay.css", "check.css"):
        return Response(HTTPStatus.NOT_FOUND)
    return Response(HTTPStatus.OK, _content_type(name), (LIVE / name).read_bytes())
