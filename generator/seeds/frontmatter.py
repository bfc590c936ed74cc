"""Front matter: the YAML between two lines of three dashes at the top of a file.

YAML guesses the type of what it reads, and here mostly wrong: an arXiv id is no number (2505.10420 would lose its last
digit), `No` is no boolean in a title. So every value is the text that its author typed, and comes with its line: the
reader of each key knows what it wants to make of it. That is why PyYAML is asked for its nodes and not for its values.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.seeds.cleaning import clean

Value = str | list["Value"] | dict[str, "Value"]
"""What stands at a key: text, a list or a mapping; nothing is empty text."""

FENCE = "---"


class Field(NamedTuple):
    value: Value
    line: int


class BrokenError(Exception):
    """Front matter that cannot be read: `line`, what is wrong, what to do."""

    def __init__(self, line: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint


class FrontMatter(NamedTuple):
    """`fields` by key, `twice` the lines and keys that repeat an earlier one; the body starts at line `body`."""

    fields: Mapping[str, Field] = MappingProxyType({})
    twice: tuple[tuple[int, str], ...] = ()
    body: int = 1


def parse(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file in lines; empty where there is none. Raises `BrokenError`."""
    if not lines or lines[0].rstrip() != FENCE:
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        raise BrokenError(1, "the front matter has no end", "close it with a line of three dashes")
    root = _composed("\n".join(lines[1:end]))
    if root is None or (root.id == "scalar" and not root.value):
        return FrontMatter(body=end + 2)
    if root.id != "mapping":
        raise BrokenError(2, "the front matter is no list of keys", "write one `key: value` a line")
    fields: dict[str, Field] = {}
    twice: list[tuple[int, str]] = []
    for key, value in root.value:
        name, line = _name(key), key.start_mark.line + 2
        if name in fields:
            twice.append((line, name))
        fields[name] = Field(_value(value, set()), line)
    return FrontMatter(fields, tuple(twice), end + 2)


def _composed(text: str) -> Any:
    """The root node of a YAML text (`id`, `value`, `start_mark`), or None when it is empty. Raises `BrokenError`.

    PyYAML's parser in C would be faster, but deep nesting makes it crash the process: the one in Python raises.
    """
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as fault:
        raise _broken(fault) from None
    except RecursionError:
        raise BrokenError(2, "the front matter is nested too deeply", "write one `key: value` a line") from None


def _broken(fault: Exception) -> BrokenError:
    mark = getattr(fault, "problem_mark", None)
    what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "it cannot be read"
    colon = "mapping values" in what
    hint = "put a value that holds a colon in quotes" if colon else "mend that line, or put its value in quotes"
    return BrokenError(mark.line + 2 if mark else 2, f"the front matter is not YAML: {what}", hint)


def _value(node: Any, seen: set[int]) -> Value:
    """A node as text, list or mapping.

    A list or mapping that comes again, by an alias, is empty: aliases of aliases, or of themselves, grow without end.
    """
    if node.id == "scalar":
        unset = node.style is None and node.value in ("~", "null")
        return "" if unset else clean(node.value).strip()
    if id(node) in seen:
        return ""
    seen.add(id(node))
    if node.id == "sequence":
        return [_value(item, seen) for item in node.value]
    return {_name(key): _value(value, seen) for key, value in node.value}


def _name(key: Any) -> str:
    return clean(key.value) if key.id == "scalar" else "?"
