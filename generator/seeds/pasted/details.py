"""What the lines around a title and an abstract say of a paper: its authors, ids, links, dates and venue."""

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from generator.model.papers import Details, Link
from generator.seeds.dates import find_days
from generator.seeds.identifiers import find_arxiv_class
from generator.seeds.pasted.rules.bylines import names_in, scholar_line
from generator.seeds.pasted.rules.labels import find_arxiv, find_doi
from generator.text.markup import classify_link

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:)\]]")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?\b")
_OF_ID = re.compile(r"^https?://(?:\w+\.)?(?:arxiv\.org/(?:abs|pdf|html)/|(?:dx\.)?doi\.org/10\.)")
_FIRST = tuple(each.name for each in fields(Details))


def read_details(said: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The details of a paper from its fields with their texts, in the order of the page: the first of a kind wins."""
    found: dict[str, Any] = {}
    links: dict[str, Link] = {}
    for field, text in said:
        for name, value in _read_field(field, text).items():
            if value and name in _FIRST:
                found.setdefault(name, value)
        if field == "links":
            links |= {url: classify_link(url) for url in _ADDRESS.findall(text) if not _OF_ID.match(url)}
    authors = ", ".join(
        text.rstrip(" ,;").removesuffix(" and").rstrip(",") for field, text in said if field == "authors"
    )
    if authors and "authors" not in found:
        found["authors"] = tuple(names_in(authors))
    return found | ({"links": tuple(links.values())} if links else {})


def _read_field(field: str, text: str) -> dict[str, Any]:
    match field:
        case "arxiv" | "doi" | "links" | "citation":
            found = {"arxiv": find_arxiv(text), "doi": find_doi(text)}
            if found["arxiv"] and field == "arxiv":
                found["arxiv_class"] = find_arxiv_class(text)
            return found | (_publication(text) if field == "citation" else {})
        case "subjects":
            return {"arxiv_class": find_arxiv_class(text)}
        case "published":
            count = re.search(r"\b(\d{1,4}) authors?\b", text)
            return {"published": _publication_date(text), "author_count": int(count[1]) if count else None}
        case "venue":
            return {"venue": text if len(text) < 200 else None}
        case "author_count":
            return {"author_count": int(re.sub(r"\D", "", text) or 0)}
        case "byline":
            return _scholar(text)
    return {}


def _scholar(text: str) -> dict[str, Any]:
    line = scholar_line(text)
    if line is None:
        return {}
    is_preprint = "arxiv" in line.venue.lower()
    venue = None if is_preprint else line.venue.rstrip("… ")
    names = tuple(names_in(line.names))
    return {"authors": names, "venue": venue, "published": line.year, "arxiv": find_arxiv(line.venue)}


def _publication(text: str) -> dict[str, Any]:
    match = re.match(r"(?:\d{1,3}[.:] )?([A-Z][^.]{2,60})(?:\. |, )((?:19|20)\d\d)", text)
    return {"venue": match[1], "published": match[2]} if match else {}


def _publication_date(text: str) -> str | None:
    """An ISO day, month or year."""
    for mention in find_days(text):
        if len(mention.days) == 1 and mention.days[0].iso:
            return mention.days[0].iso
    match = _YEAR.search(text)
    return match[0] if match else None
