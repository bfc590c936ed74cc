"""YAML of papers: CSL-YAML as pandoc writes it, or any list of papers. A value is the text its author typed."""

import re
from itertools import accumulate
from typing import Any

from generator.seeds.frontmatter.yaml_nodes import YamlFaultError, compose_documents
from generator.seeds.records.field_names import KeyMeanings
from generator.seeds.records.record import FormatError, FoundRecords
from generator.seeds.records.trees.objects import DataFile, read_objects

_DEEP = re.compile(r"(?:[\[{]\s*){30}|(?:[-?:] ){30}|^ {200}\S", re.MULTILINE)
"""Nesting that no list of papers has; libyaml would crash on much more of it."""
_MOST_OPEN = 100
_MARKED = ("title", "container-title", "abstract")
_MARKS = (
    re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(?P<text>[^*\n]+?)(?<=\S)\1(?![\w*])"),
    re.compile(r"(?<!\w)(_{1,3})(?=\S)(?P<text>[^_\n]+?)(?<=\S)\1(?!\w)"),
    re.compile(r"([\^~])(?P<text>[^\s^~]{1,20})\1"),
    re.compile(r"\[(?P<text>[^\[\]]*)\](?:\{[^{}]*\}|\([^()\s]*\))"),
)
"""What Markdown puts around emphasis, what stands higher or lower, spans and links."""


def read_yaml(text: str, path: str) -> FoundRecords:  # noqa: ARG001 - every reader is called so
    """The papers of a text in YAML."""
    if _DEEP.search(text):
        raise FormatError(0, "this YAML is nested too deeply", "write a list of papers")
    lines: dict[int, dict[str, int]] = {}
    try:
        data = [_read_node(node, lines, set()) for node in compose_documents(text, is_flat=_is_flat(text))]
    except YamlFaultError as fault:
        raise FormatError(fault.row + 1, f"this is not YAML: {fault}", "fix that line") from None
    return FoundRecords("YAML", [*read_objects(data[0] if len(data) == 1 else data, DataFile(KeyMeanings(), lines))])


def _strip_marks(text: str) -> str:
    """A text without its marks: in CSL-YAML all texts are Markdown. One with formulas is left as it is."""
    for mark in _MARKS if "$" not in text else ():
        text = mark.sub(r"\g<text>", text)
    return text


def _is_flat(text: str) -> bool:
    """Whether no more brackets are ever open than libyaml bears; some of those may stand in texts."""
    steps = (1 if sign[0] in "[{" else -1 for sign in re.finditer(r"[\[\]{}]", text))
    return max(accumulate(steps), default=0) < _MOST_OPEN


def _read_node(node: Any, lines: dict[int, dict[str, int]], seen: set[int]) -> Any:
    """A node as text, list or mapping, with the lines of its keys. What an alias repeats is empty, for aliases of
    aliases grow without end."""
    if node.id == "scalar":
        return "" if node.style is None and node.value in ("~", "null", "NULL") else node.value
    if id(node) in seen:
        return ""
    seen.add(id(node))
    if node.id == "sequence":
        return [_read_node(item, lines, seen) for item in node.value]
    pairs = [(str(key.value), key.start_mark.line + 1, _read_node(value, lines, seen)) for key, value in node.value]
    found = {
        key: _strip_marks(value) if key in _MARKED and isinstance(value, str) else value for key, _, value in pairs
    }
    lines[id(found)] = {key: line for key, line, _ in pairs}
    return found
