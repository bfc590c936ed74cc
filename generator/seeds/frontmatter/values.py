"""What front matter comes to: text, in lists and mappings, and the line of each key."""

from typing import NamedTuple

Value = str | list["Value"] | dict[str, "Value"]
"""What stands at a key: text, a list or a mapping; nothing is empty text."""


class Field(NamedTuple):
    value: Value
    line: int


class FrontMatter(NamedTuple):
    """`fields` with their keys, as they are written; the body starts at line `body`.

    `remarks` are the lines of values that end where YAML sees a comment.
    """

    fields: tuple[tuple[str, Field], ...] = ()
    body: int = 1
    remarks: tuple[int, ...] = ()


class FrontMatterError(Exception):
    """Front matter that cannot be read: `line`, what is wrong, what to do."""

    def __init__(self, line: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint
