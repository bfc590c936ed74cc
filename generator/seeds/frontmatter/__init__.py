"""Front matter: what is said of a paper at the top of a file.

It is YAML between two lines of three dashes, TOML between two of three plus signs, or `key: value` lines up to the
first blank one. Blank lines and comments may stand above it.

YAML guesses the types of values, and here mostly wrong: an arXiv id is no number (2505.10420 would lose its last
digit), and `No` in a title is no boolean. So every value is the text that its author typed, with its line; the
parser of each key converts it. That is why PyYAML is asked for its nodes and not for its values, and why `repair`
quotes before what is text to a person and something else to YAML.
"""

import re
from collections.abc import Sequence
from typing import Any

from generator.model.toml_file import TomlError
from generator.seeds.cleaning import clean_line
from generator.seeds.frontmatter.repair import repair_yaml
from generator.seeds.frontmatter.toml_text import parse_toml
from generator.seeds.frontmatter.values import Field, FrontMatter, FrontMatterError, Value
from generator.seeds.frontmatter.yaml_nodes import YamlFaultError, compose_documents

__all__ = ["Field", "FrontMatter", "FrontMatterError", "Value", "find_flag", "parse_front_matter"]

FENCE, TOML_FENCE = "---", "+++"
MAX_LENGTH = 100_000
"""Characters of YAML; its parser takes more than a second for so many."""
STRAY_FLAG = re.compile(
    r"\W*+(?:(?:hidden|draft|private)[^\w:=]*+[:=]\W*+(?:true|yes|on)"
    r"|(?:published|publish|public)[^\w:=]*+[:=]\W*+(?:false|no|off)"
    r"|status[^\w:=]*+[:=]\W*+(?:hidden|draft|private))(?:\W*|\s+#.*)",
    re.IGNORECASE,
)
"""A line that keeps a paper off the site, where the front matter around it has lost its first line or has another."""
_ENTRY = re.compile(r"""["']?\w[\w .-]*+["']?\s*+:(?:\s|$)|- """)
"""How a row of YAML looks; three dashes above other rows are a rule."""
_HEADER = re.compile(r"(\w[\w -]{0,30}?) ?:(?!:) *(?P<value>.*)")


def parse_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file in lines; empty where there is none. Raises `FrontMatterError`."""
    top = _skip_comments(lines)
    fence = lines[top].rstrip() if top < len(lines) else ""
    if fence == TOML_FENCE:
        return _between(lines, top, (TOML_FENCE,))
    if re.fullmatch(r"\{|(?:---|;;;) ?json", fence, re.IGNORECASE):
        raise FrontMatterError(
            top + 1, "front matter in JSON is not read", "write `key: value` lines between two of ---"
        )
    if fence == FENCE and _is_yaml(lines[top + 1 :]):
        return _between(lines, top, (FENCE, "..."))
    if end := _headers_end(lines, top):
        return _parse_yaml(lines[top:end], top + 1, end + 1 + (end < len(lines) and lines[end].rstrip() == FENCE))
    if stray := find_flag(lines):
        raise FrontMatterError(stray, "this stands outside of front matter", f"make {FENCE} the first line")
    return FrontMatter()


def find_flag(lines: Sequence[str]) -> int:
    """The first line that keeps a paper off the site where it is read as front matter; 0 without one."""
    return next((i for i, line in enumerate(lines, 1) if STRAY_FLAG.fullmatch(line)), 0)


def _skip_comments(lines: Sequence[str]) -> int:
    """The first row that is neither blank nor inside a comment of HTML or Markdown."""
    inside = False
    for number, line in enumerate(lines):
        inside = inside or line.lstrip().startswith("<!--")
        if not inside and line.strip() and not re.match(r"\[(?://|comment)\]: ", line):
            return number
        inside = inside and "-->" not in line
    return len(lines)


def _is_yaml(below: Sequence[str]) -> bool:
    """Whether rows below three dashes are front matter, and the dashes no rule."""
    end = next((i for i, line in enumerate(below) if line.rstrip() in (FENCE, "...")), None)
    rows = [line for line in below[:end] if line.strip() and not line.lstrip().startswith("#")]
    return any(map(_ENTRY.match, rows if end else rows[:1])) if rows else end is not None and not any(below[:end])


def _between(lines: Sequence[str], top: int, ends: Sequence[str]) -> FrontMatter:
    """The front matter between the row `top` and the next that is one of `ends`."""
    end = next((i for i, line in enumerate(lines[top + 1 :], top + 1) if line.rstrip() in ends), None)
    if end is None:
        what = "three dashes" if FENCE in ends else "three plus signs"
        raise FrontMatterError(top + 1, "the front matter has no end", f"close it with a line of {what}")
    if FENCE in ends:
        return _parse_yaml(lines[top + 1 : end], top + 2, end + 2)
    rows = [*lines[top + 1 : end]]
    try:
        return FrontMatter(tuple(parse_toml(rows, top + 2)), end + 2)
    except TomlError as fault:
        hint = "fix that line, or put the text in quotes"
        raise FrontMatterError(top + 1 + fault.line, fault.what, hint) from None


def _headers_end(lines: Sequence[str], top: int) -> int:
    """The row where `key: value` lines without dashes end; 0 where the file does not begin with such lines.

    One of them is the title, so a first sentence with a colon is not taken for one.
    """
    keys: list[str] = []
    for number, line in enumerate([*lines[top:], ""], top):
        header = _HEADER.fullmatch(line)
        if header:
            keys.append(header[1].casefold())
        elif not line.strip() or line.rstrip() == FENCE:
            return number if "title" in keys and any(lines[number + 1 :]) else 0
        elif not (keys and line[0] in " -"):
            return 0
    return 0


def _parse_yaml(rows: Sequence[str], first: int, body: int) -> FrontMatter:
    """The front matter in rows of which the first is the line `first`."""
    if (length := sum(map(len, rows))) > MAX_LENGTH:
        what = f"the front matter has {length:,} characters, and {MAX_LENGTH:,} are read"
        raise FrontMatterError(first, what, "close it with a line of three dashes above the abstract")
    repaired, remarks = repair_yaml(rows)
    root = _compose_yaml("\n".join(repaired), first)
    if root is None or (root.id == "scalar" and not root.value):
        return FrontMatter(body=body)
    if root.id != "mapping":
        raise FrontMatterError(first, "the front matter is no list of keys", "write one `key: value` a line")
    pairs = [(_key_name(key), _node_value(value, set()), key.start_mark.line) for key, value in root.value]
    fields = tuple((key, Field(value, first + row)) for key, value, row in pairs)
    return FrontMatter(fields, body, tuple(first + row for row in remarks))


def _compose_yaml(text: str, first: int) -> Any:
    """The root node of a YAML text, or None when it is empty. Raises `FrontMatterError`."""
    try:
        documents = [*compose_documents(text)]
    except YamlFaultError as fault:
        if fault.is_deep:
            hint = "write one `key: value` a line"
            raise FrontMatterError(first, "the front matter is nested too deeply", hint) from None
        hint = "fix that line, or put its value in quotes"
        raise FrontMatterError(first + fault.row, f"the front matter is not YAML: {fault}", hint) from None
    if len(documents) > 1:
        row = documents[1].start_mark.line - 1
        what = "the front matter is not YAML: but found another document"
        raise FrontMatterError(first + row, what, "fix that line, or put its value in quotes")
    return documents[0] if documents else None


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
