"""TOML as text: every value is what its author typed, as in YAML, so no number loses a zero."""

import datetime
import re
from collections.abc import Sequence

from generator.model import toml_file
from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.frontmatter.repair import double_tex
from generator.seeds.frontmatter.values import Field, Value

_STRINGS = re.compile(
    r"""(?P<long>"{3})(?P<text>(?:[^"\\]|\\.|"(?!""))*+)(?P<long_end>"{3})?
      | "(?P<short>(?:[^"\\\n]|\\.)*+)(?P<end>")? | '{3}.*?'{3} | '[^'\n]*' | \#[^\n]*""",
    re.DOTALL | re.VERBOSE,
)


def parse_toml(rows: Sequence[str], first: int) -> list[tuple[str, Field]]:
    """The keys of TOML with their values; `first` is the line of the first row. Raises `TomlError`."""
    toml = toml_file.parse_toml(_STRINGS.sub(_double_tex, "\n".join(rows)), parse_float=str)
    return [(key, Field(toml_value(value), first - 1 + toml.line_of(key))) for key, value in toml.data.items()]


def _double_tex(match: re.Match[str]) -> str:
    """A text in double quotes; one that has no end, a comment and all else stay."""
    mark = match["long_end"] or match["end"]
    text = match["text"] if match["long"] else match["short"]
    return f"{mark}{double_tex(text)}{mark}" if mark else match[0]


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
