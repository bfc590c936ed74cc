"""From a record of a data file to the draft of a paper: the rules of what counts, the same for every format."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.papers import Day, Draft, FieldLine, Place
from generator.model.problems import Problem, warning
from generator.seeds.cleaning import differs
from generator.seeds.identifiers import find_arxiv_class
from generator.seeds.records.drafts.authors import read_authors, read_orcids
from generator.seeds.records.drafts.dates import choose_date, join_parts
from generator.seeds.records.drafts.ids import PaperIds, read_ids
from generator.seeds.records.drafts.links import read_links
from generator.seeds.records.drafts.texts import read_abstract, read_title
from generator.seeds.records.drafts.venues import read_venue
from generator.seeds.records.record import DataRecord, FieldValue

_DETAILS = {
    **{
        name: name for name in ("authors", "venue", "votes", "arxiv", "arxiv_class", "doi", "published", "author_count")
    },
    **dict.fromkeys(
        ("url", "pdf", "code", "project", "data", "demo", "link", "openreview", "acl", "pubmed", "comment"), "links"
    ),
    "arxiv_classes": "arxiv_class",
    "year": "published",
    "listed": "day",
}
"""What each field is to the paper."""


def build_draft(record: DataRecord, path: str) -> tuple[Draft, list[Problem]]:
    """The draft of a record, without a title where that has none, and what is wrong with it."""
    titles = ((text, each) for each in record.texts("title") if (text := read_title(each.value)))
    title, title_value = next(titles, ("", None))
    venue = read_venue(record.values("venue"))
    abstract, abstract_value = _find_abstract(record, (title, venue or ""))
    found = (("title", title, title_value), ("abstract", abstract, abstract_value))
    ids = read_ids(record)
    details: dict[str, Any] = {
        "day": _find_day(record),
        "published": _find_published(record),
        "authors": read_authors(record.values("authors")),
        "orcids": read_orcids(record.values("authors")),
        "author_count": _find_number(record, "author_count"),
        "venue": venue,
        "votes": _find_number(record, "votes"),
        "links": read_links(record, ids),
        "arxiv": ids.arxiv,
        "arxiv_class": _find_class(record),
        "doi": ids.doi,
        "source_texts": tuple([(name, said.value) for name, text, said in found if said and differs(text, said.value)]),
    }
    title_lines, abstract_lines = ((said.line, said.last) if said else (0, 0) for _, _, said in found)
    fields = _field_lines(record, details)
    place, texts = Place(path, record.line), (title, abstract)
    draft = Draft(place, *texts, "plain", title_lines, abstract_lines, fields, **details)
    return draft, [*_id_problems(record, ids, path)]


def _find_abstract(record: DataRecord, others: tuple[str, ...]) -> tuple[str, FieldValue | None]:
    """The first abstract that says something other than title and venue, and what it was made from."""
    for each in record.texts("abstract", "description"):
        if text := read_abstract(each.value, others):
            return text, each
    return "", None


def _find_day(record: DataRecord) -> Day | None:
    """The day it was listed."""
    date = choose_date([each.value for each in record.values("listed")]) or ""
    year, month, day = [*map(int, date.split("-")), 0, 0][:3] if date else (0, 0, 0)
    return Day(month, day, year) if day else None


def _find_published(record: DataRecord) -> str | None:
    """Its own date, from a date or from year, month and day."""
    dates = [each.value for each in record.values("published")]
    if years := [each.value for each in record.values("year")]:
        parts = [next((str(each.value) for each in record.values(name)), "") for name in ("month", "day")]
        dates += [join_parts(str(years[0]), *parts), *years] if parts[0] else years
    return choose_date(dates)


def _find_class(record: DataRecord) -> str | None:
    """Its primary category at arXiv, which arXiv's own answers have in an attribute, or as the first of a list."""
    said = (
        each.value.get("@term") if isinstance(each.value, dict) else each.value for each in record.values("arxiv_class")
    )
    primary = next(filter(None, (find_arxiv_class(text) for text in said if isinstance(text, str))), None)
    firsts = [str(each.value).split(" ")[0].rstrip(",;") for each in record.values("arxiv_classes")]
    return primary or next((first for first in firsts if first and find_arxiv_class(first) == first), None)


def _find_number(record: DataRecord, name: str) -> int | None:
    """The first value that is a number from 0: `41`, `"1,204"`, `1.2k`."""
    for each in record.values(name):
        text = str(each.value).strip().lower().replace(",", "")
        thousands = 1000 if text.endswith("k") else 1
        try:
            number = int(float(text.removesuffix("k")) * thousands)
        except (ValueError, OverflowError):
            continue
        if number >= 0 and not isinstance(each.value, bool):
            return number
    return None


def _field_lines(record: DataRecord, details: Mapping[str, Any]) -> tuple[FieldLine, ...]:
    """The lines of the details that came of the record."""
    other = "arxiv" if details["arxiv"] and "arxiv" not in record.fields else "doi"
    sources = () if other in record.fields else ("id", "note") if details["links"] else ("id", "url", "note")
    lines = {
        (values[0].line, detail)
        for name, values in record.fields.items()
        if (detail := other if name in sources else _DETAILS.get(name)) and details[detail] not in (None, ())
    }
    return tuple(FieldLine(*line) for line in sorted(lines))


def _id_problems(record: DataRecord, ids: PaperIds, path: str) -> Iterator[Problem]:
    if len(ids.dois) > 1:
        line = record.values("doi")[-1].line if record.values("doi") else record.line
        what = f"two DOIs at one paper, {ids.dois[0]} and {ids.dois[1]}: the first counts"
        yield warning(path, line, what, "remove the wrong one")
