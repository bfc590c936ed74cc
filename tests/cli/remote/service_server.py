"""A local server that speaks as arXiv, Hugging Face, Semantic Scholar, OpenAlex and Crossref document it.

It knows some papers, notes what it is asked, and can be told to misbehave as these services do: `trouble` has what to
answer instead, request by request.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from generator.library.folding import fold_text

Response = tuple[int, dict[str, str], bytes]

ROBOT = (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><title>Are you a robot?</title></html>")
BUSY = (429, {"Retry-After": "7"}, b'{"message": "Too Many Requests", "code": "429"}')
DOWN: Response = (503, {}, b"Rate exceeded.")
ARXIV_ERROR: Response = (
    200,
    {},
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>'
    b"<id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>"
    b"<summary>incorrect id format for 1234</summary><author><name>arXiv api core</name></author></entry></feed>",
)


class KnownPaper(NamedTuple):
    """A paper that the services know; `day` is when Hugging Face listed it, `places` are those that know it."""

    title: str
    abstract: str
    arxiv: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ("Ines Muster", "Jonas Beispiel")
    day: str = ""
    places: tuple[str, ...] = ("arxiv", "s2")


@dataclass
class ServiceServer:
    papers: list[KnownPaper]
    trouble: list[Response | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def respond(self, path: str) -> Response:
        self.asked.append(path)
        if self.trouble and (instead := self.trouble.pop(0)):
            return instead
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/api/query":
            return self._arxiv(query)
        if parts.path == "/api/daily_papers":
            return self._daily(query["date"])
        if parts.path.endswith("/search/match"):
            return self._match(query["query"])
        if parts.path.startswith("/works"):
            return self._works(unquote(parts.path), query)
        return 404, {}, b"{}"

    def _known(self, place: str, title: str) -> list[KnownPaper]:
        return [each for each in self.papers if place in each.places and fold_text(each.title) == fold_text(title)]

    def _arxiv(self, query: dict[str, str]) -> Response:
        ids = query.get("id_list", "").split(",")
        known = [each for each in self.papers if each.arxiv and each.arxiv in ids]
        title = query.get("search_query", "").removeprefix("ti:").strip('"')
        found = known or (self._known("arxiv", title) if title else [])
        return 200, {}, _atom(found)

    def _daily(self, date: str) -> Response:
        listed = [
            {"title": each.title, "paper": {"id": each.arxiv, "title": each.title, "summary": each.abstract,
             "authors": [{"name": name, "hidden": False} for name in each.authors], "upvotes": 5,
             "publishedAt": f"{date}T00:00:00.000Z", "submittedOnDailyAt": f"{date}T00:00:00.000Z"}}
            for each in self.papers
            if each.day == date
        ]  # fmt: skip
        return 200, {}, json.dumps(listed).encode()

    def _match(self, title: str) -> Response:
        found = self._known("s2", title)
        if not found:
            return 404, {}, b'{"error": "Title match not found"}'
        paper = found[0]
        ids = {"ArXiv": paper.arxiv, "DOI": paper.doi, "CorpusId": 1}
        data = {
            "paperId": "649def34f8be52c8b66281af98ae884c09aef38b", "title": paper.title, "abstract": None,
            "year": 2026, "venue": "Trial Forests", "publicationDate": "2026-03-04", "matchScore": 174.2,
            "externalIds": {name: value for name, value in ids.items() if value},
            "authors": [{"authorId": "1", "name": name} for name in paper.authors],
        }  # fmt: skip
        return 200, {}, json.dumps({"data": [data]}).encode()

    def _works(self, path: str, query: dict[str, str]) -> Response:
        """OpenAlex where a key is sent, else Crossref."""
        if "api_key" in query:
            found = self._known("openalex", query["filter"].removeprefix("title.search:"))
            return 200, {}, json.dumps({"meta": {"count": len(found)}, "results": [*map(_openalex, found)]}).encode()
        doi = path.removeprefix("/works").strip("/")
        known = (
            [each for each in self.papers if each.doi == doi] if doi else self._known("crossref", query["query.title"])
        )
        items = [*map(_crossref, known)]
        if doi:
            return (200, {}, json.dumps({"status": "ok", "message": items[0]}).encode()) if items else (404, {}, b"")
        return 200, {}, json.dumps({"status": "ok", "message": {"items": items}}).encode()


def _atom(papers: Sequence[KnownPaper]) -> bytes:
    """Hard-wrapped, as arXiv's answers are."""
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{each.arxiv}v2</id><published>2026-03-01T17:59:59Z</published>"
        f"<title>{escape(each.title.replace(' ', chr(10) + '  ', 1))}</title>"
        f"<summary>  {escape(each.abstract.replace('. ', '.' + chr(10)))}\n</summary>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in each.authors)
        + (f'<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">{each.doi}</arxiv:doi>' if each.doi else "")
        + "</entry>"
        for each in papers
    )
    feed = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{feed}<title>ArXiv Query</title>{entries}</feed>".encode()


def _openalex(paper: KnownPaper) -> dict[str, object]:
    words: dict[str, list[int]] = {}
    for at, word in enumerate(paper.abstract.split()):
        words.setdefault(word, []).append(at)
    return {
        "id": "https://openalex.org/W1", "doi": f"https://doi.org/{paper.doi}", "display_name": paper.title,
        "title": paper.title, "publication_date": "2026-03-04", "abstract_inverted_index": words,
        "authorships": [{"author": {"display_name": name}} for name in paper.authors],
        "primary_location": {"source": {"display_name": "Trial Forests"}},
    }  # fmt: skip


def _crossref(paper: KnownPaper) -> dict[str, object]:
    return {
        "DOI": paper.doi, "title": [paper.title], "container-title": ["Trial Forests"],
        "author": [{"given": name.split()[0], "family": name.split()[-1]} for name in paper.authors],
        "issued": {"date-parts": [[2026, 3]]}, "abstract": f"<jats:p>{escape(paper.abstract)}</jats:p>",
    }  # fmt: skip


@contextmanager
def serving(*papers: KnownPaper) -> Iterator[ServiceServer]:
    known = ServiceServer(list(papers))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, data = known.respond(self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(data))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
