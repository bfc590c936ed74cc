"""What a local server says to a request, as a function of what is on disk.

A site is seen with the habits of GitHub Pages: under the path of its configured address, `papers/x` finds
`papers/x.html`, a folder its index, and an unknown address `404.html`. Nothing outside the folder is ever found,
however it is asked for. Pages get the tag of a script that reloads them; it is added to the answer, never to the file.
"""

import json
import mimetypes
import string
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.config import PACKAGE
from generator.problems import Problem

LIVE = PACKAGE / "live"
"""What the server adds to a site while it is written."""
TYPES = {
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
STANDARD_TYPES = mimetypes.MimeTypes()
"""As Python knows them: what the machine's own tables say would differ from place to place."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser is shown: a folder, under a path; the build that last changed it, and why there is none newer."""

    out: Path
    base_path: str
    build: str
    problems: tuple[Problem, ...] = ()

    @property
    def news(self) -> str:
        return json.dumps({"build": self.build, "problems": [asdict(problem) for problem in self.problems]})


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""


def answer(shown: Shown, path: str) -> Answer:
    """What the site says to a request for `path`, percent-encoded as it came and without a query."""
    if (path == "/" and shown.base_path != "/") or path + "/" == shown.base_path:
        return Answer(HTTPStatus.FOUND, location=shown.base_path)
    found = _find(shown.out, path.removeprefix(shown.base_path)) if path.startswith(shown.base_path) else None
    if found and found.is_dir():
        return Answer(HTTPStatus.FOUND, location=path + "/")
    if found:
        return _page(HTTPStatus.OK, found, shown.build)
    missing = shown.out / "404.html"
    return _page(HTTPStatus.NOT_FOUND, missing if missing.is_file() else LIVE / "empty.html", shown.build)


def _find(out: Path, path: str) -> Path | None:
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


def _page(status: HTTPStatus, file: Path, build: str) -> Answer:
    kind = _type(file.name)
    body = file.read_bytes()
    return Answer(status, kind, _with_reload(body, build) if kind.startswith("text/html") else body)


def _type(name: str) -> str:
    kind = TYPES.get(PurePosixPath(name).suffix) or STANDARD_TYPES.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _with_reload(html: bytes, build: str) -> bytes:
    """A page that listens for builds. The end tag of a body may be left out, and then the end of the file is it."""
    tags = string.Template((LIVE / "inject.html").read_text()).substitute(build=build).encode()
    body, end, rest = html.rpartition(b"</body>")
    return body + tags + end + rest if end else html + tags


def own(name: str) -> Answer:
    """A file of the server's own: the script that pages get, and its looks."""
    if name not in ("reload.js", "overlay.css"):
        return Answer(HTTPStatus.NOT_FOUND)
    return Answer(HTTPStatus.OK, _type(name), (LIVE / name).read_bytes())
