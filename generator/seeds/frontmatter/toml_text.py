"""TOML as text: every value is what its author typed, as in YAML, so no number loses a zero."""

import datetime
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.frontmatter.repair import double_tex
from generator.seeds.frontmatter.values import Field, Value

_STRINGS = re.compile(
    r"""(?P<long>"{3})(?P<text>(?:[^"\\]|\\.|"(?!""))*)"{3}|"(?P<short>(?:[^"\\\n]|\\.)*)"|'{3}.*?'{3}|'[^'\n]*'|\#[^\n]*""",
    re.DOTALL,
)


def parse_toml(rows: Sequence[str], first: int) -> list[tuple[str, Field]]:
    """The keys of TOML with their values; `first` is the line of the first row. Raises what tomllib raises."""
    data: dict[str, Any] = tomllib.loads(_STRINGS.sub(_double_tex, "\n".join(rows)), parse_float=str)
    return [(key, Field(toml_value(value), first + _row_of(rows, key))) for key, value in data.items()]


def _double_tex(match: re.Match[str]) -> str:
    text = match["text"] if match["long"] else match["short"]
    mark = match["long"] or '"'
    return match[0] if text is None else f"{mark}{double_tex(text)}{mark}"


def toml_value(value: object) -> Value:
    """A value of TOML as text, list or mapping of texts."""
    if isinstance(value, dict):
        return {key: toml_value(part) for key, part in value.items()}
    if isinstance(value, list):
        return [toml_value(part) for part in value]
    if isinstance(value, datetime.datetime):
        value = value.date()
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "\n".join(clean_line(line).strip() for line in split_lines(text)).strip()


def _row_of(rows: Sequence[str], key: str) -> int:
    """The row that names a key, as tomllib keeps no positions; the first where none is found."""
    shape = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[]=.]""")
    return next((number for number, row in enumerate(rows) if shape.match(row)), 0)
