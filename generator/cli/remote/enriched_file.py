"""Writes what services know to one file beside the seeds, for a person to read and correct.

What stands there already stays as it is, so a person's word in it is never written over. A table that is in doubt shows
both sides in comments, and `accept = false`: a build uses it once that is true.
"""

import datetime
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.cli.remote.enrichment import Finding
from generator.cli.remote.matching import first_sentence
from generator.model.disk import read_text
from generator.model.toml_file import parse_toml
from generator.seeds.sources import ENRICHED_FILE

HEADER = """\
# What services know of papers, written by `digest enrich`. Read it, and correct what is wrong: builds use it like
# papers.toml, which counts before it. A table with accept = false is in doubt, and is used once you write true.
"""
SHOWN = 160
"""Characters of a sentence in a comment."""


def read_known_ids(seeds: Path) -> Collection[str]:
    """The ids of papers that have a table already. Raises `TomlError` where the file is none."""
    path = seeds / ENRICHED_FILE
    papers = parse_toml(read_text(path)).data.get("papers", {}) if path.exists() else {}
    return papers.keys() if isinstance(papers, dict) else ()


def add_findings(seeds: Path, findings: Collection[Finding], day: datetime.date) -> None:
    """Write the tables of `findings` below what stands in the file; whole or not at all."""
    path = seeds / ENRICHED_FILE
    before = read_text(path) if path.exists() else HEADER
    unfinished = path.with_name(f".{ENRICHED_FILE}.new")
    tables = "".join(f"\n{table}" for table in (_table(finding, day) for finding in findings))
    unfinished.write_text(before.rstrip("\n") + "\n" + tables, encoding="utf-8")
    unfinished.replace(path)


def _table(finding: Finding, day: datetime.date) -> str:
    return "".join(f"{line}\n" for line in (*_both_sides(finding), *_lines(finding, day)))


def _both_sides(finding: Finding) -> Iterator[str]:
    """Comments that show the seeds' paper and the service's, where it is in doubt whether they are one."""
    if finding.match.doubt:
        yield f"# in doubt: {finding.match.doubt}"
        for side, draft in (("here ", finding.paper.draft), ("there", finding.match.found)):
            text = first_sentence(draft.abstract)[:SHOWN] or "(no abstract)"
            yield f"#   {side}: {' '.join(draft.title.split())} | {text}"


def _lines(finding: Finding, day: datetime.date) -> Iterator[str]:
    yield f"[papers.{_quote(finding.paper.id)}]"
    if finding.match.doubt:
        yield "accept = false"
    yield f"source = {_quote(', '.join(finding.sources))}"
    yield f"score = {finding.match.score:.1f}"
    yield f"date = {day.isoformat()}"
    for name, value in finding.values.items():
        shown = f"[{', '.join(map(_quote, value))}]" if isinstance(value, tuple) else _quote(str(value))
        yield f"{name} = {shown}"


def _quote(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for the one control character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
