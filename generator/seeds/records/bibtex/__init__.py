"""BibTeX and BibLaTeX: entries -> records. A parent that others name in `crossref` gives them what they lack."""

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.model.problems import Problem, warning
from generator.seeds.identifiers import find_arxiv
from generator.seeds.records.bibtex.syntax import BibEntry, BibFault, BibField, read_entries
from generator.seeds.records.bibtex.tex import plain_text, split_people
from generator.seeds.records.record import DataRecord, FoundRecords, LineFinder
from generator.text.markup.links import unescape_tex

KIND = "BibTeX"
_FIELDS: Mapping[str, str] = {
    "title": "title",
    "abstract": "abstract",
    "author": "authors",
    "date": "published",
    "year": "year",
    "month": "month",
    "day": "day",
    "journaltitle": "venue",
    "journal": "venue",
    "booktitle": "venue",
    "eventtitle": "venue",
    "doi": "doi",
    "arxivid": "arxiv",
    "arxiv": "arxiv",
    "primaryclass": "arxiv_class",
    "eprintclass": "arxiv_class",
    "url": "url",
    "pdf": "pdf",
    "code": "code",
    "github": "code",
    "pmid": "pubmed",
    "keywords": "keywords",
    "howpublished": "url",
    "ee": "url",
    "comment": "comment",
}
_VERBATIM = frozenset(("url", "pdf", "code", "doi", "arxiv", "pubmed"))
_URL = re.compile(r"\\(?:url|href|nolinkurl)\s*\{([^{}]*)\}(?:\{[^{}]*\})?")
_INHERITED = ("booktitle", "journal", "journaltitle", "year", "month", "date")
_WHOLES = frozenset(
    ("proceedings", "book", "collection", "mvbook", "mvproceedings", "mvcollection", "xdata", "periodical")
)
"""Kinds of entries that papers are in; one that others refer to is none itself."""
_NUMBER = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7}(?:v\d+)?", re.IGNORECASE)


def read_bibtex(text: str, path: str) -> FoundRecords:
    """The papers of a library. `path` is the seed's, for its problems."""
    line_of = LineFinder(text)
    entries: list[BibEntry] = []
    problems: list[Problem] = []
    for each in read_entries(text):
        if isinstance(each, BibFault):
            problems.append(warning(path, line_of(each.place), each.what, each.hint))
        else:
            entries.append(each)
    by_key = {entry.key.lower(): entry for entry in reversed(entries)}
    parents = {key for entry in entries for key in _parent_keys(entry)}
    papers = [entry for entry in entries if not (entry.kind in _WHOLES and entry.key.lower() in parents)]
    records = [
        _build_record(entry, [by_key[k] for k in _parent_keys(entry) if k in by_key], line_of) for entry in papers
    ]
    return FoundRecords(KIND, records, problems)


def _parent_keys(entry: BibEntry) -> Sequence[str]:
    named = (each.value for each in entry.fields if each.name in ("crossref", "xdata"))
    return [key.strip().lower() for value in named for key in value.split(",")]


def _build_record(entry: BibEntry, parents: Iterable[BibEntry], line_of: LineFinder) -> DataRecord:
    record = DataRecord(line_of(entry.start))
    fields = {each.name: each for each in reversed(entry.fields)}
    for parent in parents:
        fields = _inherit(parent) | fields
    ordered = [fields[name] for name in _FIELDS if name in fields]
    repeated = [each for each in entry.fields if each.name == "doi" and each is not fields["doi"]]
    for each in (*ordered, *repeated):
        name = _FIELDS[each.name]
        if each.name == "howpublished" and "://" not in each.value and "\\url" not in each.value:
            name = "venue"
        record.add(name, _read_value(name, each.value), line_of(each.start), line_of(each.end))
    _add_subtitle(record, fields)
    _add_eprint(record, fields, line_of)
    return record


def _read_value(name: str, value: str) -> str | tuple[str, ...]:
    """A field as text: names apart, addresses to the letter, all else as TeX prints it."""
    if name == "authors":
        return split_people(value)
    return unescape_tex(_URL.sub(r"\1", value)) if name in _VERBATIM else plain_text(value)


def _inherit(parent: BibEntry) -> dict[str, BibField]:
    """What the entries in a book of proceedings have from it: its title is where they appeared."""
    own = {each.name: each for each in reversed(parent.fields)}
    found = {name: own[name] for name in (own if parent.kind == "xdata" else _INHERITED) if name in own}
    if "title" in own and parent.kind != "xdata":
        found.setdefault("booktitle", own["title"]._replace(name="booktitle"))
    return found


def _add_subtitle(record: DataRecord, fields: Mapping[str, BibField]) -> None:
    if "subtitle" in fields and (titles := record.fields.get("title")):
        first = titles[0]
        mark = "" if first.value.rstrip().endswith(("?", "!", ":")) else ":"
        titles[0] = first._replace(value=f"{first.value}{mark} {plain_text(fields['subtitle'].value)}")


def _add_eprint(record: DataRecord, fields: Mapping[str, BibField], line_of: LineFinder) -> None:
    """The arXiv id of an entry, wherever it may stand."""
    archive = next((fields[name].value for name in ("archiveprefix", "eprinttype") if name in fields), "arxiv")
    eprint = fields.get("eprint")
    if (
        eprint
        and archive.lower() == "arxiv"
        and (_NUMBER.fullmatch(eprint.value.strip()) or "arxiv" in eprint.value.lower())
    ):
        record.add("arxiv", eprint.value, line_of(eprint.start))
    elif eprint and "://" in eprint.value:
        record.add("url", eprint.value, line_of(eprint.start))
    volume = fields.get("volume")
    if volume and volume.value.startswith("abs/"):
        record.add("arxiv", volume.value.removeprefix("abs/"), line_of(volume.start))
    for name in ("note", "howpublished", "number", "eid"):
        if name in fields and (found := find_arxiv(fields[name].value)):
            record.add("arxiv", found, line_of(fields[name].start))
