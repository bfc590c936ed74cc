"""The services that know papers: the address of each question, and what each may be asked for.

arXiv: https://info.arxiv.org/help/api/user-manual.html, one request in three seconds on one connection. Hugging Face:
`/api/daily_papers?date=`. Semantic Scholar: `/graph/v1/paper/search/match`, 404 where no title matches. OpenAlex:
`/works?filter=title.search:` with a key. Crossref: `/works?query.title=` with an address to write to.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from generator.cli.remote.service_client import Request, Service
from generator.library.folding import fold_text

ARXIV = Service("arXiv", 3.0)
HUGGING_FACE = Service("Hugging Face", 1.0)
SEMANTIC_SCHOLAR = Service("Semantic Scholar", 1.1)
OPENALEX = Service("OpenAlex", 0.2)
CROSSREF = Service("Crossref", 1.0)

ADDRESSES: Mapping[str, str] = {
    "arXiv": "https://export.arxiv.org",
    "Hugging Face": "https://huggingface.co",
    "Semantic Scholar": "https://api.semanticscholar.org",
    "OpenAlex": "https://api.openalex.org",
    "Crossref": "https://api.crossref.org",
}
IDS_IN_A_REQUEST = 100
"""arXiv ids that one address names; longer ones some servers refuse."""
FIELDS = "title,abstract,year,venue,publicationDate,externalIds,authors"


@dataclass(frozen=True, slots=True)
class Services:
    """Who may be asked: `contact` and the keys are the curator's; `addresses` may be those of mirrors."""

    contact: str = ""
    openalex_key: str = ""
    semantic_scholar_key: str = ""
    addresses: Mapping[str, str] = field(default_factory=lambda: ADDRESSES)

    @classmethod
    def of_environment(cls) -> "Services":
        """`DIGEST_CONTACT`, `OPENALEX_API_KEY`, `S2_API_KEY`; `DIGEST_SERVICES` is one address in place of all."""
        mirror = os.environ.get("DIGEST_SERVICES", "").rstrip("/")
        return cls(
            os.environ.get("DIGEST_CONTACT", ""),
            os.environ.get("OPENALEX_API_KEY", ""),
            os.environ.get("S2_API_KEY", ""),
            dict.fromkeys(ADDRESSES, mirror) if mirror else ADDRESSES,
        )

    def day_request(self, date: str) -> Request:
        """The papers that Hugging Face listed on a day."""
        return self._request(HUGGING_FACE, "/api/daily_papers", "[", date=date, limit="100")

    def id_requests(self, arxiv_ids: Sequence[str]) -> list[tuple[Sequence[str], Request]]:
        """What arXiv knows of some ids, as many in a request as an address holds; with the ids of each."""
        parts = [arxiv_ids[at : at + IDS_IN_A_REQUEST] for at in range(0, len(arxiv_ids), IDS_IN_A_REQUEST)]
        return [
            (part, self._request(ARXIV, "/api/query", "<", id_list=",".join(part), max_results=str(len(part))))
            for part in parts
        ]

    def doi_request(self, doi: str) -> Request | None:
        """What Crossref knows of a DOI."""
        return self._request(CROSSREF, f"/works/{quote(doi, safe='')}", "{", **self._mail()) if self.contact else None

    def title_requests(self, title: str) -> list[Request]:
        """Searches for a title, in the order in which they are to be asked."""
        words = fold_text(title)
        found = [self._request(ARXIV, "/api/query", "<", search_query=f'ti:"{words}"', max_results="5")]
        key = (("x-api-key", self.semantic_scholar_key),) if self.semantic_scholar_key else ()
        match = self._request(SEMANTIC_SCHOLAR, "/graph/v1/paper/search/match", "{", query=title, fields=FIELDS)
        found.append(match._replace(headers=key))
        if self.openalex_key:
            asked = {"filter": f"title.search:{words}", "per_page": "5", "api_key": self.openalex_key}
            found.append(self._request(OPENALEX, "/works", "{", **asked))
        if self.contact:
            asked = {"query.title": title, "rows": "5", **self._mail()}
            found.append(self._request(CROSSREF, "/works", "{", **asked))
        return found

    def _mail(self) -> dict[str, str]:
        return {"mailto": self.contact}

    def _request(self, service: Service, path: str, kind: str, **parameters: str) -> Request:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return Request(service, f"{self.addresses[service.name]}{path}{query}", kind)
