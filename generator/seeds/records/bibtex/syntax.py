"""The syntax of BibTeX: a text -> its entries, macros put in their places, each field with its lines.

bibtexparser 2 knows neither `@article( ... )` nor `#`, and pybtex loses all that stands behind a brace which is not
closed. Here an entry that cannot be read costs only itself: the next one begins where a line begins with `@`.
"""

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.papers import MONTHS

_START = re.compile(r"(?<![\w.])@[ \t]*([A-Za-z_]\w*)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@[ \t]*\w+\s*[{(]\s*[^\s,{}=]*\s*(?:[,=]|$)", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}=\"]*(?:[ \t]+[^\s,{}=\"]+)*)\s*(,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*([^\s,{}()=\"#%]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()=\"]+")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'[{}"]')
_JOIN = re.compile(r"\s*#\s*")
_SWALLOWED = re.compile(r"\n[ \t]*+[\w-]++[ \t]*+=\s*[{\"]")
_COMMENT = re.compile(r"(?<=\n)[ \t]*%[^\n]*")
MACROS: Mapping[str, str] = {month[:3].lower(): month for month in MONTHS}


class BibField(NamedTuple):
    """A field of an entry: its name in small letters, its text, the place of that in the file and its end."""

    name: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class BibEntry:
    """An entry: its kind in small letters, its key, its fields; `start` is its place in the file."""

    kind: str
    key: str
    start: int
    fields: list[BibField] = field(default_factory=list)


class BibFault(NamedTuple):
    """What is wrong at a place of the file, and what to do."""

    place: int
    what: str
    hint: str


class _SyntaxFault(Exception):  # noqa: N818 - it is told, not raised to a caller
    def __init__(self, place: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.fault = BibFault(place, what, hint)


def read_entries(text: str) -> Iterator[BibEntry | BibFault]:
    """Every entry of a text, and what is wrong on the way."""
    reader = _BibReader(text)
    while match := _START.search(text, reader.place):
        reader.place = match.end()
        try:
            if entry := reader.read_block(match):
                yield entry
        except _SyntaxFault as fault:
            yield fault.fault
            following = _NEXT.search(text, match.end())
            reader.place = following.start() if following else len(text)
        yield from reader.faults
        reader.faults.clear()


class _BibReader:
    """Goes through a text; `place` is where it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.closing = _match_braces(text)
        self.following = 0
        self.macros = dict(MACROS)
        self.missing: set[str] = set()
        self.faults: list[BibFault] = []

    def read_block(self, match: re.Match[str]) -> BibEntry | None:
        """The entry that begins at a match of `_START`; None for what is no entry."""
        kind, end = match[1].lower(), "}" if match[2] == "{" else ")"
        if kind in ("comment", "preamble"):
            self._skip_comment()
        elif kind == "string":
            for each in self._read_fields(match, end):
                self.macros[each.name] = each.value
        else:
            key = _KEY.match(self.text, self.place)
            if key is None:
                raise _SyntaxFault(
                    match.start(), f"this @{kind} has no key", "write a key and a comma behind the brace"
                )
            self.place = key.end()
            entry = BibEntry(kind, key[1], match.start())
            entry.fields += self._read_fields(match, end)
            return entry
        return None

    def _skip_comment(self) -> None:
        """To the end of the braces of a comment; where they have none, of its line."""
        end = self.closing[self.place - 1]
        self.place = self.text.find("\n", self.place) % (len(self.text) + 1) if not end else end + 1

    def _read_fields(self, start: re.Match[str], end: str) -> Iterator[BibField]:
        while name := _FIELD.match(self._skip_remarks(), self.place):
            self.place = name.end()
            value = self._read_value()
            yield BibField(name[1].lower(), value, name.start(1), self.place)
        rest = re.compile(r"[\s,]*").match(self.text, self.place)
        self.place = rest.end() if rest else self.place
        if self.text.startswith(end, self.place):
            self.place += 1
        elif self.place >= len(self.text) or _NEXT.match(self.text, self.text.rfind("\n", 0, self.place) + 1):
            self.faults.append(BibFault(start.start(), "this entry is not closed", f"write {end} at its end"))
        else:
            what = (
                f'expected a field, a comma or {end}, but found "{self.text[self.place : self.place + 20].split()[0]}"'
            )
            raise _SyntaxFault(self.place, f"{what}: the entry was left out", "fix that line")

    def _skip_remarks(self) -> str:
        while remark := _COMMENT.match(self.text, self.place + len(_blank(self.text, self.place))):
            self.place = remark.end()
        return self.text

    def _read_value(self) -> str:
        """The text of a value: what stands in braces, in quotes or for a macro, joined where `#` says so."""
        parts = [self._read_part()]
        while joined := _JOIN.match(self.text, self.place):
            self.place = joined.end()
            parts.append(self._read_part())
        return "".join(parts)

    def _read_part(self) -> str:
        sign = self.text[self.place : self.place + 1]
        if sign in ("{", '"') and sign:
            return self._read_braced() if sign == "{" else self._read_quoted()
        bare = _BARE.match(self.text, self.place)
        if bare is None:
            raise _SyntaxFault(self.place, "a value was expected here: the entry was left out", "put it in braces")
        self.place = bare.end()
        return bare[0] if bare[0].isdigit() else self._macro(bare[0], bare.start())

    def _macro(self, name: str, place: int) -> str:
        folded = name.lower()
        if folded not in self.macros and folded not in self.missing:
            self.missing.add(folded)
            what = f"the macro {name} is defined nowhere in this file"
            self.faults.append(BibFault(place, what, "define it with @string, or put the text in braces"))
        return self.macros.get(folded, "")

    def _read_braced(self) -> str:
        begin = self.place
        if not (end := self.closing[begin]):
            raise _unclosed_fault(begin, "brace")
        return self._take(begin, end + 1)

    def _read_quoted(self) -> str:
        begin, depth = self.place, 0
        for sign in _QUOTE.finditer(self.text, begin + 1, self._next_entry()):
            depth += (sign[0] == "{") - (sign[0] == "}")
            if sign[0] == '"' and depth <= 0:
                return self._take(begin, sign.end())
        raise _unclosed_fault(begin, "quotation mark")

    def _take(self, begin: int, end: int) -> str:
        """The text between two signs, which holds no other entry nor fields of this one."""
        has_sign = self.text.find("=", begin, end) >= 0
        if self._next_entry() < end or (has_sign and _SWALLOWED.search(self.text, begin + 1, end - 1)):
            raise _unclosed_fault(begin, "brace" if self.text[begin] == "{" else "quotation mark")
        self.place = end
        return self.text[begin + 1 : end - 1]

    def _next_entry(self) -> int:
        """Where the next entry begins on a line of its own; the end of the text behind the last."""
        if self.following <= self.place < len(self.text):
            found = _NEXT.search(self.text, self.place)
            self.following = found.start() if found else len(self.text)
        return self.following


def _match_braces(text: str) -> "array[int]":
    """For each opening brace the place of the one that closes it; 0 where none does."""
    pairs = array("L", bytes(array("L").itemsize * len(text)))
    waiting: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            waiting.append(brace.start())
        elif waiting:
            pairs[waiting.pop()] = brace.start()
    return pairs


def _blank(text: str, place: int) -> str:
    match = re.compile(r"[\s,]*").match(text, place)
    return match[0] if match else ""


def _unclosed_fault(place: int, sign: str) -> _SyntaxFault:
    return _SyntaxFault(place, f"the {sign} that opens here is not closed: the entry was left out", "close it")
