r"""Inline notations that every kind of seed may use: formulas, URLs, and some TeX around them.

A notation looks at one position of a text and says what starts there, if anything, and where it ends. A title or a
plain text needs no more, so it never meets a Markdown parser: `a_b`, backticks and `1% ~ 3%` stay as they are
in abstracts. `markdown` gives markdown-it the same notations for Markdown bodies.

URLs are found by a rule of our own and not by linkify-it: that takes half a millisecond a text, takes `node.js`
for a host unless told not to, and knows nothing of the TeX around a URL. The rules for formulas follow pandoc's
`tex_math_dollars` (https://pandoc.org/MANUAL.html#math), which tells them from money. They also accept one command
between dollars (`4$\times$4`) where pandoc would not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from generator.model.config import Rewrite
from generator.text.markup import links, tex
from generator.text.markup.clean import one_line
from generator.text.markup.math import DOLLAR_FORMULA, is_prose
from generator.text.substrings import find_all


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


InlinePiece = str | Formula | Address
NotationMatch = tuple[InlinePiece, int] | None
"""What starts at a place, and where it ends."""
Notation = Callable[[str, int, int], NotationMatch]
"""What `text` has at `place`, in what comes before `end`."""

_FORMULA = re.compile(
    DOLLAR_FORMULA
    + r"""| \\\((?P<round>(?:[^\\]|\\[^()]){1,4000}?)\\\)
          | \\\[(?P<square>(?:[^\\]|\\[^\[\]]){1,4000}?)\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
_LINK_COMMAND = re.compile(  # some authors put their links between dollars
    r"(\$?)(?:\\url\s*\{(?P<url>[^{}]{1,1000})\}"
    r"|\\(?:href|hyperlink)\s*\{(?P<href>[^{}]{1,1000})\}\s*\{(?P<label>(?:[^{}]|\{[^{}]{0,200}\}){1,200})\})\1"
)
_FLATTENED_LABEL = re.compile(r"\{([^{}\s](?:[^{}\n]{0,60}[^{}\s])?)\}")
_CITATION_KEY = r"[A-Za-z][\w:-]*?(?:19|20)\d\d[a-z][\w-]*"
_CITATION = re.compile(
    r"~?\\(?:[cC]ite[a-z]*\*?(?:\[[^][]{0,80}\]){0,2}|(?:eq|auto|page|[cC])?ref\*?)\{([^{}]{1,2000})\}"
    rf"|(?<=\S)~({_CITATION_KEY}(?:,\s?{_CITATION_KEY})*)"
)


def parse_formula(text: str, place: int, end: int) -> NotationMatch:
    found = _FORMULA.match(text, place, end)
    tex = " ".join(found[found.lastgroup or 0].split()) if found else ""
    escaped_words = found and found["square"] and not re.search(r"[\\^_=]", tex)  # Markdown for [sic]
    if not found or not tex or escaped_words or is_prose(f" {tex}" if found["padded"] else tex):
        return None
    return Formula(tex, found.lastgroup in ("display", "square")), found.end()


def parse_citation(text: str, place: int, end: int) -> NotationMatch:
    r"""A `\cite` or `\ref` reads as the keys it names: nobody but its authors has what they lead to."""
    found = _CITATION.match(text, place, end)
    if not found:
        return None
    space = " " if found[0].startswith("~") and not text.endswith(" ", 0, place) else ""
    keys = re.split(r"[,\s]+", (found[1] or found[2]).strip())
    return f"{space}[{', '.join(keys)}]", found.end()


def parse_address(text: str, place: int, end: int) -> NotationMatch:
    found = links.ADDRESS.match(text, place, end)
    if not found:
        return None
    shown = links.trim_punctuation(found[0])
    behind = place + len(shown)
    label = _FLATTENED_LABEL.match(text, behind, end)
    return Address(links.unescape_tex(shown), label[1] if label else ""), label.end() if label else behind


def parse_link_command(text: str, place: int, end: int) -> NotationMatch:
    r"""`\url{...}` and `\href{...}{...}`."""
    found = _LINK_COMMAND.match(text, place, end)
    url = links.unescape_tex((found["url"] or found["href"]).strip()) if found else ""
    if not found or " " in url or not links.is_address(links.with_scheme(url)):
        return None
    return Address(url, found["label"] or ""), found.end()


def parse_dollar(text: str, place: int, end: int) -> NotationMatch:
    r"""`\$` is a dollar."""
    return ("$", place + 2) if text.startswith("\\$", place, end) else None


TITLE_NOTATIONS: tuple[Notation, ...] = (parse_formula, parse_citation, parse_dollar)
PLAIN_NOTATIONS: tuple[Notation, ...] = (parse_link_command, parse_formula, parse_citation, parse_address, parse_dollar)
MARKDOWN_NOTATIONS: tuple[Notation, ...] = (
    parse_link_command, parse_formula, parse_citation, parse_address, tex.before_markdown,
)  # fmt: skip
"""The notations that each kind of text knows, in the order in which they are asked."""


def piece_text(piece: InlinePiece) -> str:
    """The plain text of a piece."""
    if isinstance(piece, Formula):
        dollars = "$$" if piece.display else "$"
        return f"{dollars}{piece.tex}{dollars}"
    return piece.shown if isinstance(piece, Address) else piece


def rewrite_address(piece: InlinePiece, rewrites: Iterable[Rewrite]) -> InlinePiece:
    return piece._replace(url=links.rewrite_url(piece.url, rewrites)) if isinstance(piece, Address) else piece


FORMULA_SIGNS = ("$", "\\")
SIGNS = ("$", *tex.SIGNS)
"""A text without any of these has no notation but perhaps addresses."""
_STARTS = (*FORMULA_SIGNS, "~")
_ADDRESS = re.compile(links.ADDRESS_START, re.ASCII)


def has_no_sign(line: str) -> bool:
    return not any(sign in line for sign in SIGNS)


def has_no_notation(line: str) -> bool:
    """Whether a line of plain text has nothing in it that a notation could start with: most have not."""
    return not any(mark in line for mark in (*SIGNS, *links.ADDRESS_MARKS))


def plain_words(text: str) -> str:
    """A name or a label on one line, with what TeX prints, and formulas as they are."""
    line = one_line(text)
    if has_no_sign(line):
        return line
    return "".join(map(piece_text, print_words(split_pieces(line, TITLE_NOTATIONS), title=True))).strip()


def print_words(cut: Sequence[InlinePiece], *, title: bool = False) -> list[InlinePiece]:
    """The pieces of a line, with what TeX prints for its words."""
    words = tex.read_tex(_words_between(cut), title=title)
    others = (piece for piece in cut if not isinstance(piece, str))
    return [piece for pair in zip_longest(words, map(_print_label, others)) for piece in pair if piece]


def _print_label(piece: Formula | Address) -> Formula | Address:
    return piece._replace(label=plain_words(piece.label)) if isinstance(piece, Address) and piece.label else piece


def _words_between(cut: Iterable[InlinePiece]) -> list[str]:
    """The words before, between and behind the other pieces."""
    words = [""]
    for piece in cut:
        if isinstance(piece, str):
            words[-1] += piece
        else:
            words.append("")
    return words


def split_pieces(line: str, notations: Sequence[Notation]) -> list[InlinePiece]:
    """A line of text cut at what `notations` find in it; words and other pieces come as they stand."""
    found: list[InlinePiece] = []
    behind = 0
    for place in _candidate_positions(line, addresses=parse_address in notations):
        if place >= behind and (start := _match_at(place, line, notations)):
            found += (line[behind:place], start[0])
            behind = start[1]
    return [*found, line[behind:]]


def _match_at(place: int, line: str, notations: Sequence[Notation]) -> NotationMatch:
    return next((found for notation in notations if (found := notation(line, place, len(line)))), None)


def _candidate_positions(line: str, *, addresses: bool) -> list[int]:
    """Where a notation can start, in order."""
    places = [place for sign in _STARTS for place in find_all(line, sign)]
    if addresses:
        places += [start.start() for span in _marked_words(line) for start in _ADDRESS.finditer(line, *span)]
    return sorted(set(places))


def _marked_words(line: str) -> Iterator[tuple[int, int]]:
    """The words of a line that may hold an address, each once: they may be as long as the line."""
    end = -1
    for place in sorted(place for mark in links.ADDRESS_MARKS for place in find_all(line, mark)):
        if place > end:
            start, end = line.rfind(" ", 0, place) + 1, line.find(" ", place)
            end = len(line) if end < 0 else end
            yield start, end
