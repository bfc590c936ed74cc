r"""What a text can hold beside words, in every kind of seed: formulas, addresses, and some TeX around them.

A notation looks at one place of a text and says what starts there, if anything does, and where it ends. That is all a
title or a plain text needs, so those never meet a Markdown parser: `a_b`, backticks and `1% ~ 3%` stand in abstracts
as themselves. `parser` gives markdown-it the same notations for Markdown bodies.

Addresses are found by a rule of our own and not by linkify-it: that takes half a millisecond a text, takes `node.js`
for a host unless told off, and knows nothing of the TeX around an address. The rules for formulas follow pandoc's
`tex_math_dollars` (https://pandoc.org/MANUAL.html#math), which tells them from money, and also take one command
between dollars (`4$\times$4`) where pandoc would not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.model.config import Rewrite
from generator.text.markup import links
from generator.text.markup.math import DOLLARS, is_prose


class Formula(NamedTuple):
    tex: str
    display: bool


class Address(NamedTuple):
    """An address as a text has it, perhaps without a scheme; without a label it is shown itself."""

    url: str
    label: str = ""

    @property
    def target(self) -> str:
        return links.with_scheme(self.url)

    @property
    def shown(self) -> str:
        return self.label or self.url


Piece = str | Formula | Address
Found = tuple[Piece, int] | None
"""What starts at a place, and where it ends."""
Notation = Callable[[str, int, int], Found]
"""What `text` has at `place`, in what comes before `end`."""

_FORMULA = re.compile(
    DOLLARS
    + r"""| \\\((?P<round>(?:[^\\]|\\[^()]){1,4000}?)\\\)
          | \\\[(?P<square>(?:[^\\]|\\[^\[\]]){1,4000}?)\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMAND = re.compile(  # some authors put their links between dollars
    r"(\$?)(?:\\url\s*\{(?P<url>[^{}]{1,1000})\}"
    r"|\\href\s*\{(?P<href>[^{}]{1,1000})\}\s*\{(?P<label>(?:[^{}]|\{[^{}]{0,200}\}){1,200})\})\1"
)
_FLATTENED_LABEL = re.compile(r"\{([^{}\s](?:[^{}\n]{0,60}[^{}\s])?)\}")
_KEY = r"[A-Za-z][\w:-]*?(?:19|20)\d\d[a-z][\w-]*"
_CITATION = re.compile(rf"~?\\cite[a-z]*\*?\{{([^{{}}]{{1,2000}})\}}|(?<=\S)~({_KEY}(?:,\s?{_KEY})*)")


def formula(text: str, place: int, end: int) -> Found:
    found = _FORMULA.match(text, place, end)
    tex = " ".join(found[found.lastgroup or 0].split()) if found else ""
    escaped_words = found and found["square"] and not re.search(r"[\\^_=]", tex)  # Markdown for [sic]
    if not found or not tex or escaped_words or is_prose(tex):
        return None
    return Formula(tex, found.lastgroup in ("display", "square")), found.end()


def citation(text: str, place: int, end: int) -> Found:
    r"""A `\cite` reads as the keys it names: nobody but its authors has the list they lead to."""
    found = _CITATION.match(text, place, end)
    if not found:
        return None
    space = " " if found[0].startswith("~") and not text.endswith(" ", 0, place) else ""
    keys = re.split(r"[,\s]+", (found[1] or found[2]).strip())
    return f"{space}[{', '.join(keys)}]", found.end()


def address(text: str, place: int, end: int) -> Found:
    found = links.ADDRESS.match(text, place, end)
    if not found:
        return None
    shown = links.trimmed(found[0])
    behind = place + len(shown)
    label = _FLATTENED_LABEL.match(text, behind, end)
    return Address(links.untexed(shown), label[1] if label else ""), label.end() if label else behind


def command(text: str, place: int, end: int) -> Found:
    r"""`\url{...}` and `\href{...}{...}`."""
    found = _COMMAND.match(text, place, end)
    url = links.untexed((found["url"] or found["href"]).strip()) if found else ""
    if not found or " " in url or not links.is_address(links.with_scheme(url)):
        return None
    return Address(url, found["label"] or ""), found.end()


def dollar(text: str, place: int, end: int) -> Found:
    r"""`\$` is a dollar."""
    return ("$", place + 2) if text.startswith("\\$", place, end) else None


TITLE: tuple[Notation, ...] = (formula, dollar)
PLAIN: tuple[Notation, ...] = (command, formula, citation, address, dollar)
MARKDOWN: tuple[Notation, ...] = (command, formula, citation, address)
"""The notations that each kind of text knows, in the order in which they are asked."""


def said_by(piece: Piece) -> str:
    """The plain text of a piece."""
    if isinstance(piece, Formula):
        dollars = "$$" if piece.display else "$"
        return f"{dollars}{piece.tex}{dollars}"
    return piece.shown if isinstance(piece, Address) else piece


def put_right(piece: Piece, rewrites: Iterable[Rewrite]) -> Piece:
    return piece._replace(url=links.rewritten(piece.url, rewrites)) if isinstance(piece, Address) else piece


FORMULA_SIGNS = ("$", "\\")
_SIGNS = (*FORMULA_SIGNS, "~")
_ADDRESS = re.compile(links.START, re.ASCII)


def is_bare(line: str) -> bool:
    """Whether a line of plain text has nothing in it that a notation could start with: most have not."""
    return not any(mark in line for mark in (*_SIGNS, *links.MARKS))


def pieces(line: str, notations: Sequence[Notation]) -> list[Piece]:
    """A line of text cut at what `notations` find in it; words and other pieces come as they stand."""
    found: list[Piece] = []
    behind = 0
    for place in _places(line, addresses=address in notations):
        if place >= behind and (start := _found_at(place, line, notations)):
            found += (line[behind:place], start[0])
            behind = start[1]
    return [*found, line[behind:]]


def _found_at(place: int, line: str, notations: Sequence[Notation]) -> Found:
    return next((found for notation in notations if (found := notation(line, place, len(line)))), None)


def _places(line: str, *, addresses: bool) -> list[int]:
    """Where a notation can start, in order."""
    places = [place for sign in _SIGNS for place in _places_of(sign, line)]
    if addresses:
        words = {line.rfind(" ", 0, place) + 1 for mark in links.MARKS for place in _places_of(mark, line)}
        places += [start.start() for word in words for start in _ADDRESS.finditer(line, word, _end_of_word(line, word))]
    return sorted(set(places))


def _places_of(mark: str, line: str) -> Iterator[int]:
    place = line.find(mark)
    while place >= 0:
        yield place
        place = line.find(mark, place + 1)


def _end_of_word(line: str, start: int) -> int:
    end = line.find(" ", start)
    return end if end >= 0 else len(line)
