"""What a page says of its papers to machines: `citation_*` tags, JSON-LD, and the data that its scripts work on."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.model.papers import Link
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.marked.html_blocks import HtmlPage, PageData
from generator.seeds.marked.pages.records import Record
from generator.seeds.marked.paper_links import paper_key
from generator.text.markup.links import classify_link, is_address

_TITLES = ("title", "headline", "name")
_ABSTRACTS = ("abstract", "summary", "description")
_AUTHORS = ("authors", "author", "creator")
_DATES = ("publishedAt", "published", "datePublished", "published_at", "publication_date", "pdate", "year")
_VOTES = ("upvotes", "votes", "likes")
_IDS = ("arxivId", "arxiv_id", "arxiv", "id", "doi", "sameAs", "identifier", "url", "forum", "@id")
_LINKS = (("githubRepo", "code"), ("github", "code"), ("codeRepository", "code"), ("projectPage", "project page"))
_SCHOLARLY = re.compile(r"ScholarlyArticle|Report|Thesis|TechArticle|MedicalScholarlyArticle")


def records_in_data(page: HtmlPage) -> list[Record]:
    """The papers that the data of a page tells of whole; where the page is of one of them, that one."""
    found = [*_cited_papers(page.data)]
    if not found:
        found = [record for piece in page.data if piece.name == "json" for record in _read_json(piece)]
    own = [record for record in found if page.address and paper_key(page.address) in record.keys]
    return own[:1] or found


def _cited_papers(data: Iterable[PageData]) -> Iterator[Record]:
    """The paper of the `citation_*` tags, which Google Scholar asks for."""
    tags: dict[str, list[str]] = {}
    for piece in data:
        if piece.name.startswith(("citation_", "dc.", "prism.")):
            tags.setdefault(piece.name.partition("_")[2] or piece.name, []).append(_tidy(piece.content))
    first = {name: values[0] for name, values in tags.items() if values[0]}
    if title := first.get("title"):
        lines = [piece.line for piece in data if piece.name == "citation_title"]
        record = Record(title, (lines[0], lines[0]), abstract=first.get("abstract", ""))
        record.authors = tuple(map(_natural_name, tags.get("author") or re.split(r";\s*", first.get("authors", ""))))
        record.authors = tuple(filter(None, record.authors))
        date = first.get("online_date") or first.get("publication_date") or first.get("date") or first.get("year") or ""
        record.published = iso_date(date)
        record.venue = first.get("journal_title") or first.get("conference_title") or first.get("inbook_title")
        addresses = (first.get(key, "") for key in ("arxiv_id", "doi", "abstract_html_url", "pdf_url"))
        record.keys = _keys_of(addresses)
        yield record


def _read_json(piece: PageData) -> Iterator[Record]:
    try:
        data = json.loads(piece.content)
    except (ValueError, RecursionError):
        return
    seen: set[str] = set()
    for thing in _things_in(data):
        record = _read_thing(thing, piece.line)
        if record and (name := "".join(record.title.casefold().split())) not in seen:
            seen.add(name)
            yield record


def _things_in(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping in a piece of data, from the outside in, in its order; what is inside of a paper is left out."""
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            inner = each.get("paper")
            waiting += [inner] if _is_paper(inner) else [] if _is_paper(each) else [*reversed(each.values())]
        elif isinstance(each, list):
            waiting += reversed(each)


def _is_paper(thing: Any) -> bool:
    """Whether a mapping describes a paper: it has a title, and an abstract or authors with an id."""
    if not isinstance(thing, dict):
        return False
    content = _content(thing)
    if "@type" in thing and not _SCHOLARLY.search(str(thing["@type"])):
        return False
    title, abstract = _first_text(content, _TITLES), _first_text(content, _ABSTRACTS)
    has_ids = bool(_keys_of(_texts(content.get(key)) for key in _IDS))
    named = any(key in content for key in _AUTHORS)
    return bool(title) and named and (has_ids or len(abstract) > 80)


def _content(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping with the one that some put the paper's own keys into."""
    inner = thing.get("content")
    return {**thing, **inner} if isinstance(inner, dict) else thing


def _read_thing(thing: Mapping[str, Any], line: int) -> Record | None:
    if not _is_paper(thing):
        return None
    content = _content(thing)
    record = Record(_first_text(content, _TITLES), (line, line), abstract=_first_text(content, _ABSTRACTS))
    record.authors = tuple(_names(next((content[key] for key in _AUTHORS if content.get(key)), [])))
    record.published = iso_date(_first_text(content, _DATES))
    record.votes = next((content[key] for key in _VOTES if type(content.get(key)) is int), None)
    record.keys = _keys_of(_texts(content.get(key)) for key in _IDS)
    for key, said in _LINKS:
        url = _texts(content.get(key))
        if is_address(url):
            link = classify_link(url, said)
            record.links.append(link if link.kind != "other" else Link(url, "Project page", "project"))
    return record


def _texts(value: Any) -> str:
    """A value as text, also one that is wrapped."""
    if isinstance(value, dict):
        value = value.get("value", value.get("@value", ""))
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int) else ""


def _first_text(thing: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((text for key in keys if (text := _tidy(_texts(thing.get(key))))), "")


def _tidy(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _names(value: Any) -> Iterator[str]:
    """The names of authors: texts, or mappings that have one; those that a page hides are no authors of the paper."""
    if isinstance(value, dict):
        value = value["value"] if isinstance(value.get("value"), list) else [value]
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and not each.get("hidden"):
            whole = _first_text(each, ("name", "fullname", "full_name", "display_name"))
            yield from filter(
                None, [whole or " ".join(filter(None, (_texts(each.get("given")), _texts(each.get("family")))))]
            )
        elif isinstance(each, str) and each.strip():
            yield _tidy(each)


def _natural_name(name: str) -> str:
    """`Ada Lovelace` of `Lovelace, Ada`."""
    family, comma, given = name.partition(", ")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else name.strip()


def _keys_of(texts: Iterable[str]) -> list[str]:
    """What addresses and ids come to, one of a kind."""
    keys: dict[str, str] = {}
    for text in texts:
        found = arxiv_id(text) if text else None
        other = None if found or not text else doi(text)
        key = f"arxiv:{found}" if found else f"doi:{other}" if other else paper_key(text)
        if key:
            keys.setdefault(key.partition(":")[0], key)
    return [*keys.values()]


def iso_date(text: str) -> str | None:
    """The day, month or year at the start of a text, in ISO's form."""
    match = re.match(r"((?:19|20)\d\d)(?:[-/](0?[1-9]|1[0-2])(?:[-/](0?[1-9]|[12]\d|3[01]))?)?(?!\d)", text.strip())
    if not match:
        return None
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
