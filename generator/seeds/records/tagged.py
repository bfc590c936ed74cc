"""Tagged text: a tag and a value a line. RIS, Web of Science's own, PubMed's (MEDLINE, .nbib) and EndNote's.

They differ in how a line begins and what the tags mean, and are read in one way. rispy knows two of them, but not the
line of a record, and gives up a file for one line that is not as it should be.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.seeds.cleaning import split_lines
from generator.seeds.records.drafts.authors import turn_name
from generator.seeds.records.record import DataRecord, FoundRecords


class _Dialect(NamedTuple):
    """A format of tagged text: how a line with a tag looks, which tags open and close a record, what each means.

    `is_list` are tags of which every line below is one more value, where others go on.
    """

    kind: str
    line: re.Pattern[str]
    opens: str
    closes: str
    fields: Mapping[str, str]
    lists: frozenset[str] = frozenset()


def _fields(text: str) -> dict[str, str]:
    """Tags by what they mean: `title: TI T1; ...`, that which counts most first."""
    rows = (row.split(":") for row in text.split(";"))
    return {tag: name.strip() for name, tags in rows for tag in tags.split()}


RIS = _Dialect(
    "RIS",
    re.compile(r"([A-Z][A-Z0-9]) {0,3}-(?: ?(.*)|$)"),
    "TY",
    "ER",
    _fields(
        "title: TI T1 CT BT; authors: AU A1; editors: ED A2 A3; abstract: AB N2; published: DA Y1; year: PY YR;"
        "venue: T2 JF JO C3 JA J2 J1; doi: DO; url: UR LK L2; pdf: L1; keywords: KW; id: M3 AN ID"
    ),
)
WEB_OF_SCIENCE = _Dialect(
    "Web of Science",
    re.compile(r"([A-Z][A-Z0-9])(?:[ \t]+(.*)|$)"),
    "PT",
    "ER",
    _fields(
        "title: TI; authors: AF AU; editors: BE; abstract: AB; year: PY; month: PD; published: EA; venue: SO CT SE;"
        "groups: CA; doi: DI; keywords: DE; pubmed: PM"
    ),
    frozenset(("AF", "AU", "CA", "BE")),
)
PUBMED = _Dialect(
    "PubMed",
    re.compile(r"([A-Z]{2,4}) {0,2}-(?: (.*)|$)"),
    "PMID",
    "",
    _fields(
        "title: TI BTI; authors: FAU AU; groups: CN; editors: FED ED; abstract: AB; published: DP DEP; venue: JT TA;"
        "id: AID LID; pubmed: PMID; keywords: OT"
    ),
)
ENDNOTE = _Dialect(
    "EndNote",
    re.compile(r"(%[0-9A-Z@!?><\[\]+*^$&(=#~])(?:[ \t]+(.*)|$)"),
    "%0",
    "",
    _fields(
        "title: %T; authors: %A; editors: %E; abstract: %X; year: %D; month: %8; venue: %J %B %S; doi: %R; url: %U;"
        "pdf: %>; keywords: %K"
    ),
)
DIALECTS = {"ris": RIS, "wos": WEB_OF_SCIENCE, "nbib": PUBMED, "endnote": ENDNOTE}
_ONE_BY_ONE = frozenset(("authors", "groups", "editors", "keywords"))
_DOI_NOTE = re.compile(r"(?<!\s)\s*+\[(?:doi|pii)\]$")
_MARKS = "\ufeff\u200e\u200f\u200b"


class _TaggedValue(NamedTuple):
    tag: str
    lines: list[str]
    line: int


def read_tagged(name: str, text: str, path: str) -> FoundRecords:  # noqa: ARG001 - every reader is called so
    """The papers of a text in the dialect of that name."""
    dialect = DIALECTS[name]
    groups = _cut_records(_read_values(split_lines(text), dialect), dialect)
    return FoundRecords(dialect.kind, [_build_record(values, dialect) for values in groups])


def _read_values(lines: Sequence[str], dialect: _Dialect) -> Iterator[_TaggedValue]:
    """The values of a text with their tags; a line without a tag goes on with the value above it."""
    value: _TaggedValue | None = None
    for number, line in enumerate(lines, 1):
        match = dialect.line.fullmatch(line.strip(_MARKS).rstrip())
        if match:
            if value:
                yield value
            value = _TaggedValue(match[1], [match[2] or ""], number)
        elif value and line.strip():
            value.lines.append(line.strip())
        elif value and dialect is ENDNOTE:
            yield value
            value = None
            yield _TaggedValue("", [], number)
    if value:
        yield value


def _cut_records(values: Iterator[_TaggedValue], dialect: _Dialect) -> Iterator[list[_TaggedValue]]:
    """The values of each record."""
    record: list[_TaggedValue] = []
    for value in values:
        is_next = value.tag == dialect.opens or not value.tag
        if is_next and any(each.tag in dialect.fields for each in record):
            yield record
            record = []
        elif is_next:
            record = []
        if value.tag == dialect.closes:
            yield from [record] if record else []
            record = []
        elif value.tag:
            record.append(value)
    if any(each.tag in dialect.fields for each in record):
        yield record


def _build_record(values: Sequence[_TaggedValue], dialect: _Dialect) -> DataRecord:
    record = DataRecord(values[0].line)
    for tag, name in dialect.fields.items():
        same = [value for value in values if value.tag == tag]
        if name in _ONE_BY_ONE and same:
            texts = [
                text for value in same for text in (value.lines if tag in dialect.lists else [" ".join(value.lines)])
            ]
            people = [turn_name(text) for text in texts if text] if name == "authors" else texts
            record.add(name, tuple(filter(None, people)), same[0].line, same[-1].line)
        else:
            for value in same:
                record.add(name, _join_lines(value, name), value.line, value.line + len(value.lines) - 1)
    _add_groups(record)
    return record


def _add_groups(record: DataRecord) -> None:
    """Groups that wrote a paper stand behind its people."""
    authors, groups = record.fields.get("authors", []), record.fields.pop("groups", [])
    if authors and groups:
        authors[0] = authors[0]._replace(value=(*authors[0].value, *groups[0].value))
    elif groups:
        record.fields["authors"] = groups


def _join_lines(value: _TaggedValue, name: str) -> str:
    text = " ".join(line.strip() for line in value.lines if line.strip())
    if name == "id":
        return _DOI_NOTE.sub("", text)
    return text
