"""The blocks that every marked-up page is reduced to, whatever its notation, and how their text comes together."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from generator.seeds.cleaning import clean_line, mend_lines
from generator.text.markup.links import ADDRESS, trim_punctuation, with_scheme

BlockKind = Literal["heading", "text", "item", "row", "code", "rule"]


class Anchor(NamedTuple):
    """A link in a block: `text[start:end]` is what it shows, `url` where it leads, as the page writes it."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A heading, paragraph, point of a list or row of a table.

    `line` and `last` are the lines of the file it stands on. In `text` white space is folded, and a line break that
    the page makes stays. `bold` are the parts of the text set in bold. `level` is the rank of a heading from 1, else
    the depth of the list it stands in, 0 outside of lists. A row has `cells`, and their texts with bars between them
    as its own. `names` are the elements around it with their classes, innermost first, where the page has such.
    `source` is what the page says there, if cleaning changed more of it than spaces.
    """

    kind: BlockKind
    line: int
    last: int
    text: str = ""
    anchors: tuple[Anchor, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    level: int = 0
    cells: tuple["MarkedBlock", ...] = ()
    names: str = ""
    source: str = ""

    @property
    def is_bold(self) -> bool:
        """Whether all of its text is set in bold, but for signs."""
        return 5 * sum(end - start for start, end in self.bold) >= 4 * len(self.text)

    def shown(self, anchor: Anchor) -> str:
        """What a link of this block shows."""
        return self.text[anchor.start : anchor.end]


class RowText:
    """The text of a block in the making, with its links: takes it piece by piece, and folds white space."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.sources: list[str] = []
        self.is_changed = False
        self.anchors: list[Anchor] = []
        self.bold: list[tuple[int, int]] = []
        self.opened: tuple[int, str] | None = None
        self.bold_from = -1

    def add(self, text: str) -> None:
        """More text, in which any white space is one space."""
        mended = mend_lines(text)
        clean = " ".join(map(clean_line, mended.split("\n"))) if "\n" in mended else clean_line(mended)
        self.sources.append(text)
        self.is_changed = self.is_changed or (clean != text and clean.split() != text.split())
        piece = re.sub(r"\s+", " ", clean)
        self._append(piece.lstrip() if not self.parts or self.parts[-1][-1] in " \n" else piece)

    def _append(self, part: str) -> None:
        """One more part, if there is something in it: a text would be copied for each that is added to it."""
        if part:
            self.parts.append(part)
            self.length += len(part)

    def add_formula(self, tex: str) -> None:
        self.add(f"${tex.strip()}$")

    def break_line(self) -> None:
        if self.parts:
            last = self.parts.pop()
            self.length -= len(last)
            self._append(f"{last.rstrip(' ')}\n")
        self.sources.append(" ")

    def open_link(self, url: str) -> None:
        """A link begins, and one that is open ends: links do not nest."""
        self.close_link()
        self.opened = self.length, url.strip()

    def close_link(self) -> None:
        if self.opened:
            (start, url), self.opened = self.opened, None
            self.anchors.append(Anchor(start, self.length, url))

    def open_bold(self) -> None:
        self.bold_from = self.length if self.bold_from < 0 else self.bold_from

    def close_bold(self) -> None:
        if self.bold_from >= 0:
            self.bold.append((self.bold_from, self.length))
        self.bold_from = -1

    def fill(self, block: MarkedBlock) -> MarkedBlock:
        """`block` with this text; addresses that merely stand in it are links as well."""
        self.close_link()
        self.close_bold()
        text = "".join(self.parts).strip()
        anchors = [_trim_anchor(anchor, text) for anchor in self.anchors if text[anchor.start : anchor.end].strip()]
        anchors += _bare_addresses(text, anchors)
        bold = [(start, min(end, len(text))) for start, end in self.bold if text[start:end].strip()]
        source = " ".join("".join(self.sources).split()) if self.is_changed else ""
        return replace(block, text=text, anchors=tuple(sorted(anchors)), bold=tuple(bold), source=source)


def _trim_anchor(anchor: Anchor, text: str) -> Anchor:
    """The link without the white space at its ends."""
    shown = text[anchor.start : anchor.end]
    start = min(anchor.start + len(shown) - len(shown.lstrip()), len(text))
    return Anchor(start, start + len(shown.strip()), anchor.url)


def _bare_addresses(text: str, known: list[Anchor]) -> list[Anchor]:
    """The addresses that stand in a text outside of its links."""
    if "/" not in text:
        return []
    starts = [anchor.start for anchor in known]
    ends = [0, *(anchor.end for anchor in known)]
    found = [(match.start(), trim_punctuation(match[0])) for match in ADDRESS.finditer(text)]
    return [
        Anchor(start, start + len(url), with_scheme(url))
        for start, url in found
        if start >= ends[bisect_right(starts, start)]
    ]


def join_cells(row: MarkedBlock) -> MarkedBlock:
    """A row with the texts and links of its cells as its own."""
    text, anchors, bold = "", [], []
    for cell in row.cells:
        text += " | " if text else ""
        anchors += [Anchor(len(text) + each.start, len(text) + each.end, each.url) for each in cell.anchors]
        bold += [(len(text) + start, len(text) + end) for start, end in cell.bold]
        text += cell.text
    return replace(row, text=text, anchors=tuple(anchors), bold=tuple(bold))
