"""GitHub Pages in small: what its server does that matters to a site, on this machine only.

A folder is served under a path; `papers/x` finds `papers/x.html`, a folder its `index.html`; what is missing gets the
site's own `404.html`; text goes out gzipped to whoever takes it. Source: GitHub's documentation of Pages, and what
its answers show.
"""

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".js": "text/javascript", ".json": "application/json", ".xml": "application/xml", ".svg": "image/svg+xml"}
PACKED = ("text/", "application/json", "application/xml", "image/svg+xml")


def content_type(path: Path) -> str:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(PACKED) else kind


@cache
def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def found(folder: Path, name: str) -> Path | None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return None
    candidates = (path, path / "index.html", path.with_name(path.name + ".html"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mounts: Mapping[str, Path] = {}

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        for prefix, folder in self.mounts.items():
            if path.startswith(prefix):
                file = found(folder, path.removeprefix(prefix))
                self.answer(200 if file else 404, file or folder / "404.html")
                return
        self.send_error(404)

    def answer(self, status: int, file: Path) -> None:
        pack = "gzip" in self.headers.get("Accept-Encoding", "") and content_type(file).startswith(PACKED)
        body = packed(file) if pack else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", content_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        if pack:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests print only what fails."""


@contextmanager
def serving(mounts: Mapping[str, Path], handler: type[Handler] = Handler) -> Iterator[str]:
    """Serves each folder under its path (which ends in `/`); yields the server's address without a path."""
    mounted = type("MountedHandler", (handler,), {"mounts": mounts})
    with ThreadingHTTPServer(("127.0.0.1", 0), mounted) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
