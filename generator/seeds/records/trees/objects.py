"""Papers in data of any shape: mappings in lists in mappings, which JSON, YAML and XML become.

A mapping is a paper where it has a title and something else that papers have. What wraps a paper (`{"paper": {}}`) is
looked into; what is inside of one (references, attachments) is not.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.seeds.identifiers import arxiv_id, doi, find_arxiv
from generator.seeds.records.field_names import KeyMeanings
from generator.seeds.records.record import DataRecord

_WRAPPERS_NAMES = """
    paper content attributes metadata article document fields data item work source info doc node entry record bib
    bibjson externalids ids message journalinfo publication submission header dc oaidc arxiv arxivraw titles titleinfo
    contributors dates urls relatedurls origininfo location medlinecitation pubmeddata articleidlist pagination front
    oaidatacite payload resource thesis rfc1807 qualifieddc doidata
    articlemeta journalmeta journaltitlegroup titlegroup contribgroup journalissue
"""
_WRAPPERS = frozenset(_WRAPPERS_NAMES.split())
"""Keys whose mapping says more of the paper around it; what that says counts before."""
_TEXT_FIELDS = frozenset(("title", "abstract", "description", "comment"))
_LONG = 300
"""A description of so many characters may be an abstract."""
_TEXT_KEYS = ("value", "#text", "text", "title", "abstract", "description", "en", "eng", "en-US", "english")
_STRONG = frozenset(("abstract", "authors", "doi", "arxiv", "venue", "acl", "pubmed", "openreview"))
_SURE = frozenset(("doi", "arxiv", "acl", "pubmed", "openreview"))
_NO_PAPERS = frozenset(("attachment", "note", "annotation"))
MOST_DEPTH = 60

KeyLines = Mapping[int, Mapping[str, int]]
"""The lines of the keys of each mapping, by its `id`."""


class DataFile(NamedTuple):
    """What is known of a file before its papers are read: what its keys mean and on which lines they stand, the line of
    what has none, and whether its papers are listed on their days."""

    meanings: KeyMeanings
    lines: KeyLines
    line: int = 1
    is_feed: bool = False


def read_objects(data: Any, file: DataFile, depth: int = 0) -> Iterator[DataRecord]:
    """The papers in data, in its order."""
    if isinstance(data, dict):
        record = read_object(data, file)
        if record and is_paper(record, is_alone=depth == 0):
            yield record
            return
        for key, each in data.items():
            if isinstance(each, dict) and _PAPER_KEY.match(key) and (arxiv_id(key) or doi(key)):
                each.setdefault("arxiv_id" if arxiv_id(key) else "doi", key)
            yield from (
                read_objects(each, file, depth + 1) if isinstance(each, dict | list) and depth < MOST_DEPTH else ()
            )
    elif isinstance(data, list):
        records = [read_object(item, file) if isinstance(item, dict) else None for item in data]
        are_papers = any(record and (file.is_feed or is_paper(record)) for record in records)
        for item, record in zip(data, records, strict=True):
            if are_papers and record and "title" in record.fields:
                yield record
            elif isinstance(item, dict | list) and depth < MOST_DEPTH:
                yield from read_objects(item, file, depth + 1)


_PAPER_KEY = re.compile(r"\d{4}\.\d{4,5}|10\.|[\w.-]+/\d{7}|(?i:arxiv|doi)[:.]")


def is_paper(record: DataRecord, *, is_alone: bool = False) -> bool:
    """Whether a record with a title is that of a paper. One that stands alone may be the settings of anything, which
    have a title, a description and an author, too."""
    if "title" not in record.fields:
        return False
    said = _STRONG & record.fields.keys()
    if is_alone and not said & _SURE:
        return len(said) + ("year" in record.fields) > 1
    if said:
        return True
    is_described = any(len(str(each.value)) > _LONG for each in record.values("description"))
    return is_described or any(map(_is_paper_address, (*record.values("url"), *record.values("id"))))


def _is_paper_address(value: Any) -> bool:
    return isinstance(value.value, str) and bool(arxiv_id(value.value) or doi(value.value))


def read_object(data: Mapping[str, Any], file: DataFile) -> DataRecord | None:
    """The record of a mapping; None where it says of itself that it is no paper."""
    inner = data.get("data")
    item = inner if isinstance(inner, dict) else data
    if item.get("itemType") in _NO_PAPERS or data.get("replyto"):
        return None
    record = DataRecord(min(file.lines.get(id(data), {}).values(), default=file.line))
    found: list[tuple[int, str, Any, int]] = []
    _collect(data, file, 0, found)
    is_ours = "slug" in data and "editions" in data
    for rank, name, value, line in sorted(found, key=lambda each: each[0]):
        if name == "description" and isinstance(value, list):
            remarks = [item for item in value if isinstance(item, str) and item.lstrip().startswith("Comment:")]
            record.add("comment", " ".join(remarks), line)
        if is_ours and name == "url":
            value = _links_beside(value, str(data.get("abstract")))
        text = text_of(value) if name in _TEXT_FIELDS else value
        text = _join_paragraphs(value) or text if name == "abstract" and isinstance(value, list) else text
        shared = "listed" if name == "published" and (file.is_feed or (is_ours and rank % 1000 > 3)) else name
        record.add("published" if name == "own_date" else shared, text, line)
    if "title" not in record.fields and record.fields.keys() >= {"authors", "abstract"}:
        record.add("title", text_of(data.get("name")), file.lines.get(id(data), {}).get("name", file.line))
    return record


def _links_beside(links: Any, abstract: str) -> list[Any]:
    """The links of a paper in our own data that do not come from its abstract: those will be found there again."""
    known = [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    return [link for link in known if str(link.get("url")).partition("://")[2] not in abstract]


def _collect(data: Mapping[str, Any], file: DataFile, rank: int, found: list[tuple[int, str, Any, int]]) -> None:
    """Adds every field of a mapping and of what it wraps."""
    lines = file.lines.get(id(data), {})
    for key, value in data.items():
        if not value and type(value) is not int:
            continue
        folded, field, field_rank = file.meanings[key]
        for group in value if folded == "contribgroup" and isinstance(value, list) else ():
            if isinstance(group, dict):
                _collect(group, file, rank - 1000, found)
        if isinstance(value, dict) and folded in _WRAPPERS and "value" not in value and rank > -5000:
            _collect(value, file, rank - 1000, found)
        elif field:
            if file.is_feed and folded in _OWN_DATES:
                found.append((rank, "own_date", value, lines.get(key, file.line)))
                field_rank += 100  # listed on another day, where one is named
            found += [(rank + 100, "year", year, file.line) for year in _years_inside(value) if field == "venue"]
            if isinstance(value, dict) and isinstance(issue := value.get("journalissue"), dict):
                _collect(issue, file, rank + 100, found)
            found.append((rank + field_rank, field, value, lines.get(key, file.line)))
        elif file.is_feed and folded in _FEED_DATES:
            found.append((rank + 200, "published", value, lines.get(key, file.line)))
        elif folded in _SPECIAL:
            name, read = _SPECIAL[folded]
            found.append((rank - 500, name, read(value), lines.get(key, file.line)))


def _years_inside(value: Any) -> list[Any]:
    """The year that stands with the name of a journal."""
    first = value[0] if isinstance(value, list) else value
    return [first["year"]] if isinstance(first, dict) and isinstance(first.get("year"), int | str) else []


def _first_version(value: Any) -> Any:
    """The day of the first version, as arXiv's own data have it."""
    first = value[0] if isinstance(value, list) and value else {}
    return first.get("created") if isinstance(first, dict) else None


def _invert_index(value: Any) -> str:
    """The abstract of which OpenAlex has the places of each word."""
    if not isinstance(value, dict):
        return ""
    places = [
        (place, word) for word, at in value.items() if isinstance(at, list) for place in at if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(places))


def _number_at_arxiv(value: Any) -> str | None:
    """The number of a preprint, as Zotero's CSL has it: `arXiv:2308.00692`."""
    return find_arxiv(value) if isinstance(value, str) else None


def _mods_names(value: Any) -> Any:
    """The people of MODS, whose element has the name of any name."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict) and "namepart" in item]


def _journal_of_issue(value: Any) -> str:
    """The journal in `Journal of Trials; Vol. 3 No. 2 (2024); 1-9`, as Open Journal Systems have it."""
    texts = value if isinstance(value, list) else [value]
    found = (_ISSUE.match(text) for text in texts if isinstance(text, str))
    return next((match[1] for match in found if match), "")


_ISSUE = re.compile(r"([^;]+); (?:Vol|No|Bd|Núm|Jg|Tom)\b.*\d", re.DOTALL)


def _host_title(value: Any) -> str:
    """Where a paper appeared, as MODS has it: the title of the item that is its host."""
    items = value if isinstance(value, list) else [value]
    hosts = (item.get("titleinfo") for item in items if isinstance(item, dict) and item.get("@type") == "host")
    return next((text_of(info) for info in hosts if info), "")


_FEED_DATES = ("updated", "datemodified")
_OWN_DATES = ("publicationdate", "coverdate")
"""What is in a feed the day of the paper, whatever the day on which it is listed."""
_SPECIAL = {
    "name": ("authors", _mods_names),
    "source": ("venue", _journal_of_issue),
    "relateditem": ("venue", _host_title),
    "number": ("arxiv", _number_at_arxiv),
    "versions": ("published", _first_version),
    "abstractinvertedindex": ("abstract", _invert_index),
}
"""Fields that need reading before they say anything."""


_ENGLISH_TEXT = "the of and a an in to we is are for with that this our by on from as it at be can"
_ENGLISH = frozenset(_ENGLISH_TEXT.split())


def _join_paragraphs(texts: list[Any]) -> str:
    """The paragraphs of an abstract that is a list of them; nothing where it is a list of translations."""
    parts = [text for each in texts if (text := text_of(each).strip())]
    words = [part.casefold().split() for part in parts]
    are_english = {5 * sum(map(_ENGLISH.__contains__, each)) > len(each) for each in words}
    scripts = {part[0].isascii() for part in parts}
    return "\n\n".join(parts) if len(are_english) == len(scripts) == 1 and len({*parts}) == len(parts) else ""


def text_of(value: Any) -> str:
    """A value as text: itself, the first of a list, or what a mapping wraps."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next(filter(None, map(text_of, value)), "")
    if isinstance(value, dict):
        return next((text for key in _TEXT_KEYS if (text := text_of(value.get(key)))), "")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
