"""TOML that somebody wrote: its values, and the line of each, for what there is to say of it.

tomllib keeps no positions, and takes hours and gigabytes for some texts of a few kilobytes (a key of 50,000 parts), or
fails with an exception of its own (a number of 5,000 digits, brackets 1,000 deep). So the text is scanned first, once
and from front to end: that gives the lines, and refuses what is beyond all use.
"""

import difflib
import re
import tomllib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.characters import drop_invisible

MAX_PARTS = 20
"""Parts of a key with dots in it."""
MAX_DEPTH = 50
"""Arrays and inline tables inside each other."""
MAX_WORD = 1000
"""Characters of a number, or of a name without quotes."""

Path = tuple[str | int, ...]
"""The keys that lead to a value from the top, and the numbers of items, from 0, where an array is on the way."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]++|\#[^\n]*+)
      | (?P<newline>\n)
      | (?P<text>"{3}(?:[^"\\]++|\\.?|"(?!""))*+(?:"{3,5}|\Z) | '{3}(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)
              | "(?:[^"\\\n]++|\\.?)*+"? | '[^'\n]*+'? )
      | (?P<word>[^\s\[\]{}=,.\"'\#]++)
      | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class TomlError(ValueError):
    """A text that is not TOML, or not worth reading: the line, and what is wrong there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """What a TOML text says; no text of it, and no key, has a character that a page may not hold.

    `cleaned` are the texts and tables that had some, or whose key had.
    """

    data: dict[str, Any]
    cleaned: tuple[Path, ...] = ()
    _lines: Mapping[Path, int] = field(default_factory=dict)
    _items: Mapping[Path, "array[int]"] = field(default_factory=dict)

    def line_of(self, *path: str | int) -> int:
        """The line of a table, key or text; of what it is in where it has none of its own; 0 of the whole."""
        *above, last = path or ("",)
        items = self._items.get(tuple(above), ())
        if isinstance(last, int) and last < len(items):
            return items[last]
        return next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 0)


def parse_toml(text: str, parse_float: Callable[[str], Any] = float) -> TomlDocument:
    """What `text` says, and where; `parse_float` makes something of a number with a point. Raises `TomlError`."""
    scan = _Scan(text)
    try:
        data = tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"at line (\d+)", str(fault))
        reason = str(fault).partition(" (at ")[0]
        raise TomlError(int(line[1]) if line else text.count("\n") + 1, f"this is not TOML: {reason}") from None
    cleaner = _Cleaner(scan.lines)
    return TomlDocument(cleaner.clean(data), tuple(cleaner.cleaned), scan.lines, scan.items)


class _Cleaner:
    """Takes out of texts and keys the signs that nobody sees; notes in `cleaned` where there were some."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self.lines = lines
        self.cleaned: list[Path] = []

    def clean(self, value: Any, path: Path = ()) -> Any:
        if isinstance(value, str):
            return self._clean_text(value, path)
        if isinstance(value, list):
            return [self.clean(item, (*path, number)) for number, item in enumerate(value)]
        return self._clean_table(value, path) if isinstance(value, dict) else value

    def _clean_text(self, text: str, path: Path) -> str:
        seen = drop_invisible(text)
        if seen != text:
            self.cleaned.append(path)
        return seen

    def _clean_table(self, table: dict[str, Any], path: Path) -> dict[str, Any]:
        """Raises `TomlError` for two keys that look the same: the second would take the place of one that may hide."""
        found: dict[str, Any] = {}
        for key, value in table.items():
            place = (*path, drop_invisible(key))
            if (name := self._clean_text(key, place)) in found:
                what = f"{name[:80]} stands here twice, once with a sign in it that nobody sees"
                raise TomlError(self.lines.get(place, 0), what)
            found[name] = self.clean(value, place)
        return found


@dataclass(slots=True)
class _Bracket:
    """An array or inline table that is not closed yet: where its value belongs, and how many items went before."""

    sign: str
    path: Path
    count: int = 0


class _Scan:
    """One walk through a text, token by token. Raises `TomlError` where something is too long or too deep.

    A text with a fault may be misread from there on, but tomllib refuses it anyway.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.items: dict[Path, array[int]] = {}
        self._line = 1
        self._table: Path = ()
        self._path: Path = ()
        """Whose value is being read, when `_is_value`; else a key or a header is, whose parts so far are `_key`."""
        self._is_value = False
        self._key: list[str] = []
        self._header = 0
        """Brackets at the start of the header that is being read."""
        self._open: list[_Bracket] = []
        self._tables: dict[Path, int] = {}
        """How many tables an array of tables has so far."""
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup
            if kind == "sign":
                self._take_sign(token[0])
            elif kind == "newline":
                self._take_newline()
            elif kind != "space":
                self._take_word(token[0], is_text=kind == "text")

    def _take_newline(self) -> None:
        self._line += 1
        if not self._open:
            self._is_value, self._header, self._key = False, 0, []

    def _take_word(self, token: str, *, is_text: bool) -> None:
        if not is_text and len(token) > MAX_WORD:
            raise TomlError(
                self._line, f"a name or a number of {len(token):,} characters: at most {MAX_WORD:,} are read"
            )
        if not self._is_value:
            self._key.append(_unquote(token) if is_text else token)
            if len(self._key) > MAX_PARTS:
                raise TomlError(self._line, f"a key of more than {MAX_PARTS} parts")
        elif is_text and self._open and self._open[-1].sign == "[":
            self.items.setdefault(self._open[-1].path, array("L")).append(self._line)
        self._line += token.count("\n")

    def _take_sign(self, sign: str) -> None:
        if sign in "[{" and self._is_value:
            self._open_bracket(sign)
        elif sign == "[":
            self._header += 1
        elif sign in "]}" and self._open:
            self._open.pop()
            self._is_value = True
        elif sign == "]" and self._header:
            self._end_header()
        elif sign == "=" and not self._is_value:
            table = self._open[-1].path if self._open else self._table
            self._path = (*table, *self._key)
            self._found(self._path, len(table))
            self._is_value = True
        elif sign == "," and self._open:
            self._open[-1].count += 1
            self._is_value, self._key = self._open[-1].sign == "[", []

    def _open_bracket(self, sign: str) -> None:
        if len(self._open) == MAX_DEPTH:
            raise TomlError(self._line, f"more than {MAX_DEPTH} brackets inside each other")
        around = self._open[-1] if self._open else None
        path = (*around.path, around.count) if around and around.sign == "[" else self._path
        self._open.append(_Bracket(sign, path))
        self._is_value, self._key = sign == "[", []

    def _end_header(self) -> None:
        path: Path = ()
        for number, part in enumerate(self._key, 1):
            path = (*path, part)
            if self._header > 1 and number == len(self._key):
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
        self._table = path
        self._found(path, 0)
        self._is_value, self._header = True, 0

    def _found(self, path: Path, known: int) -> None:
        for end in range(known + 1, len(path) + 1):
            self.lines.setdefault(path[:end], self._line)


def _unquote(token: str) -> str:
    """A key in quotes as tomllib reads it."""
    if "\\" not in token or token[0] != '"':
        return drop_invisible(token[1:-1])
    try:
        return drop_invisible(str(tomllib.loads(f"key = {token}")["key"]))
    except tomllib.TOMLDecodeError:
        return token


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one, as a question; empty when none is like it."""
    near = difflib.get_close_matches(name, list(known), 1) if len(name) < MAX_WORD else []
    return f"did you mean {near[0]}?" if near else ""
