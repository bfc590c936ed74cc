"""Reads a data file: its format by suffix and content, its records, and the draft of each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from generator.model.papers import Draft, ParsedSeed
from generator.model.problems import Problem, warning
from generator.seeds.records.bibtex import read_bibtex
from generator.seeds.records.detection import detect_format, is_surely_data
from generator.seeds.records.drafts import build_draft
from generator.seeds.records.encodings import decode_data
from generator.seeds.records.record import FormatError, FoundRecords
from generator.seeds.records.tables import read_table
from generator.seeds.records.tagged import DIALECTS, read_tagged
from generator.seeds.records.trees.json_files import read_json
from generator.seeds.records.trees.xml_files import read_xml
from generator.seeds.records.trees.yaml_files import read_yaml

Reader = Callable[[str, str], FoundRecords]
READERS: Mapping[str, Reader] = {
    "bibtex": read_bibtex,
    "json": read_json,
    "table": read_table,
    "xml": read_xml,
    "yaml": read_yaml,
    **{name: partial(read_tagged, name) for name in DIALECTS},
}
"""The reader of each format that `detection` names."""


def parse_file(data: bytes, path: str) -> ParsedSeed:
    """The papers of a data file, in whatever encoding. `path` is relative to the seeds folder. Never raises."""
    decoded = decode_data(data)
    parsed = parse_data(decoded.text, path)
    if not decoded.read_as:
        return parsed
    what = f"the file is not UTF-8 here, and was read as {decoded.read_as}"
    problem = warning(path, decoded.line, what, "save it as UTF-8 if letters are wrong")
    return replace(parsed, problems=(problem, *parsed.problems))


def parse_data(text: str, path: str) -> ParsedSeed:
    """The papers of a text in a format of data; refused where it has none. Never raises."""
    name = detect_format(text, path)
    try:
        found = READERS[name](text, path)
    except FormatError as fault:
        return ParsedSeed(path, problems=(fault.problem(path),), kind=name, refused=fault.what)
    return build_seed(found, path)


def parse_sure_data(text: str, path: str) -> ParsedSeed | None:
    """The papers of a text that is XML or a table and no page; None where it is none of these, or has no paper."""
    found = parse_data(text, path) if is_surely_data(text) else None
    return found if found and found.drafts else None


def build_seed(found: FoundRecords, path: str) -> ParsedSeed:
    """The drafts of records, and what is wrong with them; refused where there is no paper."""
    drafts: list[Draft] = []
    problems: list[Problem] = [*found.problems]
    for record in found.records:
        draft, own = build_draft(record, path)
        drafts.append(draft)
        problems += own
    problems.sort(key=lambda problem: problem.line)
    if any(draft.title for draft in drafts):
        return ParsedSeed(path, tuple(drafts), problems=tuple(problems), kind=found.kind, is_feed=found.is_feed)
    what = f"no paper was found in this file ({found.kind})"
    hint = "a paper has a title, and authors, an abstract or an id beside it; or move the file out of the seeds folder"
    return ParsedSeed(path, problems=(*problems, warning(path, 0, what, hint)), kind=found.kind, refused=what)
