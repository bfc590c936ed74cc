"""Front matter: the YAML between two lines of three dashes at the top of a file.

YAML guesses the types of values, and here mostly wrong: an arXiv id is no number (2505.10420 would lose its last
digit), and `No` in a title is no boolean. So every value is the text that its author typed, with its line; the
parser of each key converts it. That is why PyYAML is asked for its nodes and not for its values.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.seeds.cleaning import clean_line

Value = str | list["Value"] | dict[str, "Value"]
"""What stands at a key: text, a list or a mapping; nothing is empty text."""

FENCE = "---"
STRAY_FLAG = re.compile(
    r"\W*(?:(?:hidden|draft)\W*[:=]\W*(?:true|yes|on)|published\W*[:=]\W*(?:false|no|off))(?:\W*|\s+#.*)", re.IGNORECASE
)
"""A line that keeps a paper off the site, where the front matter around it has lost its first line or has another."""


class Field(NamedTuple):
    value: Value
    line: int


class FrontMatterError(Exception):
    """Front matter that cannot be read: `line`, what is wrong, what to do."""

    def __init__(self, line: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint


class FrontMatter(NamedTuple):
    """`fields` with their keys, as they are written; the body starts at line `body`."""

    fields: tuple[tuple[str, Field], ...] = ()
    body: int = 1


def parse_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file in lines; empty where there is none. Raises `FrontMatterError`."""
    if not lines or lines[0].rstrip() != FENCE:
        if stray := find_flag(lines):
            raise FrontMatterError(stray, "this stands outside of front matter", f"make {FENCE} the first line")
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        raise FrontMatterError(1, "the front matter has no end", "close it with a line of three dashes")
    root = _compose_yaml("\n".join(lines[1:end]))
    if root is None or (root.id == "scalar" and not root.value):
        return FrontMatter(body=end + 2)
    if root.id != "mapping":
        raise FrontMatterError(2, "the front matter is no list of keys", "write one `key: value` a line")
    fields = [(_key_name(key), Field(_node_value(value, set()), key.start_mark.line + 2)) for key, value in root.value]
    return FrontMatter(tuple(fields), end + 2)


def find_flag(lines: Sequence[str]) -> int:
    """The first line that keeps a paper off the site where it is read as front matter; 0 without one."""
    return next((i for i, line in enumerate(lines, 1) if STRAY_FLAG.fullmatch(line)), 0)


def _compose_yaml(text: str) -> Any:
    """The root node of a YAML text (`id`, `value`, `start_mark`), or None when it is empty. Raises `FrontMatterError`.

    PyYAML's parser in C would be faster, but deep nesting makes it crash the process: the one in Python raises.
    """
    import yaml  # only a site with Markdown seeds pays for it

    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as fault:
        raise _yaml_error(fault) from None
    except RecursionError:
        raise FrontMatterError(2, "the front matter is nested too deeply", "write one `key: value` a line") from None


def _yaml_error(fault: Exception) -> FrontMatterError:
    mark = getattr(fault, "problem_mark", None)
    what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "it cannot be read"
    colon = "mapping values" in what
    hint = "put a value that holds a colon in quotes" if colon else "fix that line, or put its value in quotes"
    return FrontMatterError(mark.line + 2 if mark else 2, f"the front matter is not YAML: {what}", hint)


def _node_value(node: Any, seen: set[int]) -> Value:
    """A node as text, list or mapping.

    A list or mapping that comes again, by an alias, is empty: aliases of aliases, or of themselves, grow without end.
    """
    if node.id == "scalar":
        unset = node.style is None and node.value in ("~", "null")
        return "" if unset else clean_line(node.value).strip()
    if id(node) in seen:
        return ""
    seen.add(id(node))
    if node.id == "sequence":
        return [_node_value(item, seen) for item in node.value]
    return {_key_name(key): _node_value(value, seen) for key, value in node.value}


def _key_name(key: Any) -> str:
    return clean_line(key.value) if key.id == "scalar" else "?"
