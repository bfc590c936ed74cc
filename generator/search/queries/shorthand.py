"""Shorthand: acronyms of the field that papers need not introduce, and words that readers cut short.

The shipped list (`shorthand.toml`) with a curator's file laid over it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.disk import read_text
from generator.model.problems import Problem, SetupError, error, quote_value
from generator.model.toml_file import TomlDocument, TomlError, parse_toml

SHIPPED = Path(__file__).with_name("shorthand.toml")
TABLES = ("acronyms", "abbreviations")

LongForms = Mapping[str, tuple[str, ...]]
"""What each short form stands for, the usual form first."""


@dataclass(frozen=True, slots=True)
class Shorthand:
    acronyms: LongForms
    abbreviations: LongForms


def load_shorthand(own: Path | None = None) -> Shorthand:
    """The shipped list with the curator's over it. Raises `SetupError` with every fault of the file."""
    tables = [tomllib.loads(SHIPPED.read_text(encoding="utf-8"))]
    if own:
        document = _parse_file(own)
        if faults := [*_faults(own, document)]:
            raise SetupError(*faults)
        tables.append(document.data)
    acronyms, abbreviations = (_merge_tables([table.get(name, {}) for table in tables]) for name in TABLES)
    return Shorthand(acronyms, {short.lower(): forms for short, forms in abbreviations.items()})


def _parse_file(path: Path) -> TomlDocument:
    try:
        return parse_toml(read_text(path))
    except (OSError, UnicodeDecodeError):
        raise SetupError(
            error(str(path), 0, "the file cannot be read", "check its name, rights and encoding")
        ) from None
    except TomlError as fault:
        raise SetupError(error(str(path), fault.line, fault.what, "fix that line")) from None


def _faults(path: Path, document: TomlDocument) -> Iterator[Problem]:
    for name, table in document.data.items():
        if name not in TABLES or not isinstance(table, dict):
            yield error(
                str(path), document.line_of(name), f"there is no table {name}", "write [acronyms] or [abbreviations]"
            )
            continue
        for short, long in table.items():
            if not all(isinstance(form, str) for form in (long if isinstance(long, list) else [long])):
                what = f"{short} = {quote_value(long)} is no text"
                yield error(str(path), document.line_of(name, short), what, "write a text, or a list of texts")


def _merge_tables(tables: list[Mapping[str, str | list[str]]]) -> LongForms:
    merged = {short: long for table in tables for short, long in table.items()}
    forms = {short: tuple([long] if isinstance(long, str) else long) for short, long in merged.items()}
    return {short: long for short, long in forms.items() if any(long)}
