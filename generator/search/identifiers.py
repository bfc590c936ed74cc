"""Identifiers as search terms: an arXiv id, a DOI or an address pasted into the search box leads to its paper.

All ways to write one identifier have one key, of letters and digits alone. Papers have the keys as words of a field of
their own, `ids`. `static/js/search/identifiers.js` makes the same key of what a reader types.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.model.papers import Paper

MOST = 100
"""Letters of a key; search knows no longer words."""
_ARXIV = re.compile(
    r"(?:^|[/:])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?(?:$|[?#])", re.I | re.A
)
_DOI = re.compile(r"(?:^|doi\.org/|doi:|/doi/(?:abs/|full/|pdf/)?)(10\.\d{4,9}/[^\s?#]+)", re.I | re.A)
_ADDRESS = re.compile(r"(?:https?://|www\.)+([^\s#]+\.[^\s#]+)|([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/[^\s#]+)", re.I | re.A)
_OWN_PAGE = re.compile(r"/papers/([a-z0-9-]+?)(?:-[0-9a-f]{6})?\.html(?:$|[?#])", re.A)
_SUFFIX = re.compile(r"\.git$|\.html?$|\.pdf$", re.I)


def identifier_key(text: str) -> str:
    """The key of an arXiv id, a DOI or an address; empty for anything else."""
    for pattern in (_ARXIV, _DOI, _ADDRESS):
        if found := pattern.search(text) if pattern is not _ADDRESS else pattern.match(text):
            identifier = next(filter(None, found.groups()))
            return re.sub(r"[^a-z0-9]", "", _SUFFIX.sub("", unquote(identifier).rstrip("/")).lower())[:MOST]
    return ""


def title_in_address(text: str) -> str:
    """The title in the address of a page of this site, as words; empty for anything else."""
    found = _OWN_PAGE.search(text)
    return found[1].replace("-", " ") if found else ""


def identifier_keys(paper: Paper) -> Iterator[str]:
    """The keys of all that leads to a paper, each once."""
    written = (paper.arxiv, paper.doi, *(link.url for link in paper.links))
    yield from dict.fromkeys(filter(None, map(identifier_key, filter(None, written))))
