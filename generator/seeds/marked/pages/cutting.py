"""Cuts the blocks of a page at the lines that say different things, and joins lines that go on in one another."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TypeVar

from generator.seeds.marked.blocks import Anchor, MarkedBlock
from generator.seeds.marked.pages.labels import find_label
from generator.seeds.marked.pages.people import read_names
from generator.seeds.marked.pages.pieces import Piece, find_day, read_piece, whole_link
from generator.seeds.marked.paper_links import resolve_address

Span = TypeVar("Span", Anchor, tuple[int, int])
"""Where a link or words in bold start and end in a text."""


def cut_blocks(blocks: Iterable[MarkedBlock], page: str) -> list[Piece]:
    """The pieces of a page at the address `page`, in order."""
    pieces: list[Piece] = []
    columns: list[str | None] = []
    for block in blocks:
        if block.kind == "row" and "title" in (heads := [_column_name(cell.text) for cell in block.cells]):
            columns = heads
        elif block.kind == "row" and len(block.cells) == len(columns):
            pieces += _read_cells(_resolve_cells(block, page), columns)
            continue
        lines = _block_lines(_resolve_links(block, page))
        found = [piece for line in lines for piece in _read_parts(line)]
        pieces += _join_running_text(found)
    return pieces


def _column_name(head: str) -> str | None:
    """What the cells below the head of a column are, by the name of a label."""
    words = head.strip(" *:").lower()
    return "title" if words in ("paper", "name", "paper title") else find_label(words.removesuffix("(s)"))


def _read_cells(cells: Iterable[MarkedBlock], columns: Iterable[str | None]) -> Iterator[Piece]:
    """The cells of a row, each as a label with its value; a title first, as it opens a record."""
    found = [(cell, name) for cell, name in zip(cells, columns, strict=True) if cell.text]
    for cell, name in sorted(found, key=lambda each: each[1] != "title"):
        piece = read_piece(cell)
        yield piece if not name or name == "links" else piece._replace(says="label", name=name, value=cell.text)


def _resolve_cells(row: MarkedBlock, page: str) -> list[MarkedBlock]:
    return [replace(_resolve_links(cell, page), kind="text") for cell in row.cells]


def _resolve_links(block: MarkedBlock, page: str) -> MarkedBlock:
    if not block.anchors:
        return block
    anchors = tuple(anchor._replace(url=resolve_address(anchor.url, page)) for anchor in block.anchors)
    return replace(block, anchors=anchors)


def _block_lines(block: MarkedBlock) -> Iterator[MarkedBlock]:
    """The lines of a block, each with its own links; a heading or a row is one line."""
    if "\n" not in block.text:
        yield block
        return
    if block.kind in ("heading", "row", "code"):
        yield replace(block, text=block.text.replace("\n", " "))
        return
    start, spread = 0, block.last > block.line
    for number, text in enumerate(block.text.split("\n")):
        line, end = min(block.line + number, block.last) if spread else block.line, start + len(text)
        if text.strip():
            here, in_bold = _spans_within(block.anchors, start, end), _spans_within(block.bold, start, end)
            yield _slice_block(replace(block, line=line, last=line, anchors=here, bold=in_bold), start, end)
        start = end + 1


def _spans_within(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Those of some links or words in bold, which never overlap, that reach into a part of a text."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return spans[first : bisect_left(spans, end, key=itemgetter(0))]


def _slice_block(block: MarkedBlock, start: int, end: int) -> MarkedBlock:
    """The part of a block from `start` to `end`."""
    anchors = [
        Anchor(max(a.start, start) - start, min(a.end, end) - start, a.url)
        for a in block.anchors
        if a.start < end and a.end > start
    ]
    bold = tuple((max(s, start) - start, min(e, end) - start) for s, e in block.bold if s < end and e > start)
    return replace(block, text=block.text[start:end], anchors=tuple(anchors), bold=bold)


_PARTS = re.compile(r"\s*[•·|]\s*")


def _read_parts(line: MarkedBlock) -> list[Piece]:
    """A line, or its parts between bars and dots where each of them is known."""
    ends = [match.span() for match in _PARTS.finditer(line.text)] if len(line.text) < 200 else []
    starts = [0, *(end for _, end in ends)]
    spans = [
        span for span in zip(starts, [*(start for start, _ in ends), len(line.text)], strict=True) if span[0] < span[1]
    ]
    whole = read_piece(line)
    if len(spans) < 2 or (whole.says not in ("text", "authors") and whole.name != "published on"):
        return [whole]
    parts = [read_piece(_slice_block(line, start, end)) for start, end in spans]
    return [whole] if any(part.says in ("text", "authors") for part in parts) else parts


def _join_running_text(lines: Sequence[Piece]) -> list[Piece]:
    """The lines of a block, those joined that run on: text below text, and a link that goes on in the next line."""
    runs: list[_RunningText] = []
    for i, piece in enumerate(lines):
        if runs and runs[-1].pieces[0].says == "text" and _goes_on(runs[-1], piece, lines[i + 1 : i + 2]):
            runs[-1].add(piece)
        else:
            runs.append(_RunningText(piece))
    return [run.join() for run in runs]


class _RunningText:
    """Lines of running text. What is asked of them as a whole is counted as they come, for there may be many."""

    def __init__(self, piece: Piece) -> None:
        self.pieces: list[Piece] = []
        self.urls: set[str] = set()
        self.length, self.in_bold, self.in_links, self.spaces = -1, 0, 0, -1
        self.add(piece)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.length += 1 + len(piece.text)
        self.spaces += 1 + piece.text.count(" ")
        self.in_bold += sum(end - start for start, end in piece.block.bold)
        self.in_links += sum(anchor.end - anchor.start for anchor in piece.block.anchors)
        self.urls |= {anchor.url for anchor in piece.block.anchors}

    @property
    def is_bold(self) -> bool:
        return 5 * self.in_bold >= 4 * self.length

    @property
    def whole_link(self) -> str:
        return min(self.urls) if len(self.urls) == 1 and self.in_links >= 0.8 * self.length else ""

    def join(self) -> Piece:
        """The lines as one piece."""
        first, *more = self.pieces
        if not more:
            return first
        at, anchors, bold = 0, list[Anchor](), list[tuple[int, int]]()
        for piece in self.pieces:
            anchors += [each._replace(start=each.start + at, end=each.end + at) for each in piece.block.anchors]
            bold += [(start + at, end + at) for start, end in piece.block.bold]
            at += len(piece.text) + 1
        text = " ".join(piece.text for piece in self.pieces)
        last = more[-1].block.last
        block = replace(first.block, last=last, text=text, anchors=tuple(anchors), bold=tuple(bold))
        keys = dict.fromkeys(key for piece in self.pieces for key in piece.keys)
        return Piece(block, "text", keys=tuple(keys), day=find_day(block, ""))


def _goes_on(above: _RunningText, piece: Piece, below: Sequence[Piece]) -> bool:
    """Whether a line goes on with the text above: it is text, or stands inside of text, or ends the sentence."""
    if above.is_bold and not piece.block.is_bold:
        return False
    end = above.pieces[-1].text
    if piece.block.names and (read_names(end) or read_names(piece.text)):  # in HTML a line ends where its author wants
        return False
    if piece.says == "address":
        return _LEADS_ON.search(end, max(0, len(end) - 20)) is not None
    inside = bool(below) and below[0].says == "text" and not piece.keys
    ends_sentence = end[-1:] not in ".!?" and piece.text[:1].islower() and above.spaces > 3
    same_link = above.whole_link == whole_link(piece.block)
    return same_link and (piece.says == "text" or inside or ends_sentence)


_LEADS_ON = re.compile(
    r"(?:[:(]|\b(?:at|in|on|via|from|see|under|is|here|available|visit|and|to|page|code|link))$", re.IGNORECASE
)
"""Ends of a line that an address goes on with."""
