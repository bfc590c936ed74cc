"""HTML, reduced to blocks: as much of a page as a reader sees, and what it says of itself to machines.

libxml2 (lxml) parses it, which is soon done with megabytes, takes what is broken as browsers mostly do, and knows the
line of each element.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from generator.seeds.cleaning import split_lines
from generator.seeds.marked.blocks import BlockKind, MarkedBlock, RowText, join_cells

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|button|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure"
    r"|footer|form|h[1-6r]|header|hgroup|html|legend|li|main|menu|nav|ol|option|p|pre|section|select|summary"
    r"|t(?:able|body|d|foot|h|head|r)|time|ul"
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "textarea", "head"))
_BOLD = frozenset(("b", "strong"))
_LISTS = frozenset(("ul", "ol", "menu"))
_SHOWN_AS_BLOCK = frozenset(("d-block", "block"))
"""Classes by which style sheets make a block of what is none."""
_UNFOLDS = re.compile(
    r"(?:click|tap)\b.*|(?:show|view|expand|see|toggle|open|read|more)\b(?:\s\S+){0,2}", re.IGNORECASE
)
"""What stands above details and says nothing of them."""
_CELL = re.compile(r"(?:^| )t[dh](?: |$)")
_TEX_TYPES = ("math/tex", "application/x-tex", "text/latex")


class PageData(NamedTuple):
    """A piece of data in a page: `name` of a meta element with its content, or "json" with a text of JSON."""

    name: str
    content: str
    line: int


class HtmlPage(NamedTuple):
    """A page as blocks; `address` is where it came from, if it says so, `is_whole` that all of it could be read."""

    blocks: tuple[MarkedBlock, ...]
    data: tuple[PageData, ...] = ()
    address: str = ""
    is_whole: bool = True


def html_blocks(text: str, first_line: int = 1) -> tuple[MarkedBlock, ...]:
    """The blocks of a piece of HTML that starts at line `first_line` of its file."""
    return parse_html(text, first_line).blocks


def parse_html(text: str, first_line: int = 1) -> HtmlPage:
    """A page, or a piece of one, as blocks and data. Never raises."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    source = "\n".join(split_lines(text)).encode("utf-8", "replace")
    try:
        root = etree.fromstring(source, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return HtmlPage(())
    reader = _ElementReader(first_line - 1)
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        reader.take(event, element)
    reader.close_block()
    is_whole = not any("xcessive depth" in fault.message for fault in parser.error_log)
    return HtmlPage(tuple(reader.blocks), tuple(reader.data), _find_address(reader.data, text), is_whole)


def _find_address(data: list[PageData], text: str) -> str:
    """The address of the page: browsers note it when they save one, and pages name it themselves."""
    saved = re.search(r"<!--\s*saved from url=\(\d+\)(\S+)", text[:5000])
    named = {each.name: each.content for each in reversed(data)}
    return saved[1] if saved else next((named[key] for key in ("base", "canonical", "og:url") if key in named), "")


@dataclass(slots=True)
class _ElementReader:
    """Goes through the elements of a page once, in order; `around` are those that are open, `unseen` one of them."""

    offset: int
    blocks: list[MarkedBlock] = field(default_factory=list)
    data: list[PageData] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    row: RowText = field(default_factory=RowText)
    line: int = 1
    start: int = 0
    unseen: "etree._Element | None" = None
    kind: BlockKind = "text"
    level: int = 0
    depth: int = 0
    row_starts: list[int] = field(default_factory=list)

    def take(self, event: str, element: "etree._Element") -> None:
        if event == "comment":
            self.line += (element.text or "").count("\n")
        elif event == "start":
            self._open(element)
        else:
            self._close(element)
        if event != "start":
            self._add_text(element.tail)

    def _open(self, element: "etree._Element") -> None:
        self.line = max(self.line, element.sourceline or 1)
        tag = element.tag
        self._note_data(element)
        if self.unseen is None and (tag in _UNSEEN or _is_shortened(element)):
            self.unseen = element
            self._add_tex(element)
        if self.unseen is not None:
            self.line += (element.text or "").count("\n")
            return
        if _is_block(element):
            self.close_block()
            self._begin(tag)
        elif tag == "br":
            self.row.break_line()
        elif tag in _BOLD:
            self.row.open_bold()
        self.around.append(_describe(element))
        if tag == "a":
            self.links.append(element.get("href") or "")
            self.row.open_link(self.links[-1])
        self._add_text(element.text)

    def _begin(self, tag: str) -> None:
        """What a block is, from the element that opens it."""
        if tag == "li":
            self.kind = "item"
        elif tag[0] == "h" and tag[1:].isdigit():
            self.kind, self.level = "heading", int(tag[1:])
        elif tag == "hr":
            self.blocks.append(MarkedBlock("rule", self.offset + self.line, self.offset + self.line))
        elif tag == "tr":
            self.row_starts.append(len(self.blocks))
        self.depth += tag in _LISTS

    def _close(self, element: "etree._Element") -> None:
        tag = element.tag
        if self.unseen is not None:
            self.unseen = None if self.unseen is element else self.unseen
            return
        if _is_block(element):
            self.close_block()
            self.depth -= tag in _LISTS
        elif tag in _BOLD:
            self.row.close_bold()
        if tag == "a":
            self.row.close_link()
            self.links.pop()
        self.around.pop()
        if tag == "tr":
            self._close_row(self.row_starts.pop())

    def _close_row(self, start: int) -> None:
        """The cells of a row as one block, where each is a block at most and no heading."""
        cells = self.blocks[start:]
        if len(cells) > 1 and all(cell.kind == "text" and _CELL.search(cell.names) for cell in cells):
            row = MarkedBlock("row", cells[0].line, cells[-1].last, level=self.depth, cells=tuple(cells))
            self.blocks[start:] = [join_cells(row)]

    def _add_text(self, text: str | None) -> None:
        if not text:
            return
        if self.unseen is None:
            if not self.start and text.strip():
                self.start = self.line + text[: len(text) - len(text.lstrip())].count("\n")
            self.row.add(text)
        self.line += text.count("\n")

    def _add_tex(self, element: "etree._Element") -> None:
        """A formula as its TeX, where a page keeps that beside what it shows."""
        tex = element.text if element.tag == "script" and element.get("type", "").startswith(_TEX_TYPES) else None
        if element.tag == "math":
            notes = element.iter("annotation")
            tex = next((note.text for note in notes if note.get("encoding") in _TEX_TYPES), None)
            tex = tex or element.get("alttext")
        if tex:
            self.start = self.start or self.line
            self.row.add_formula(tex)

    def _note_data(self, element: "etree._Element") -> None:
        line = self.offset + (element.sourceline or 1)
        name = (element.get("name") or element.get("property") or "").lower()
        if element.tag == "meta" and name:
            self.data.append(PageData(name, element.get("content") or "", line))
        elif element.tag == "base" or (element.tag == "link" and "canonical" in (element.get("rel") or "")):
            key = "base" if element.tag == "base" else "canonical"
            self.data.append(PageData(key, element.get("href") or "", line))
        elif element.tag == "script" and "json" in (element.get("type") or ""):
            self.data.append(PageData("json", element.text or "", line))
        elif props := element.get("data-props"):
            self.data.append(PageData("json", props, line))

    def close_block(self) -> None:
        """Puts an end to the block in the making, which is none when it shows nothing. Links go on in the next one."""
        if self.row.parts:
            first = self.offset + (self.start or self.line)
            names = " ".join(reversed(self.around[-8:]))
            block = MarkedBlock(self.kind, first, max(first, self.offset + self.line), names=names)
            block = replace(self.row.fill(block), level=self.level or self.depth)
            is_head = self.around[-1:] == ["summary"] and not (block.bold or _UNFOLDS.fullmatch(block.text))
            self.blocks.append(replace(block, bold=((0, len(block.text)),)) if is_head else block)
            self.kind = "text"
        self.row, self.start, self.level = RowText(), 0, 0
        if self.links:
            self.row.open_link(self.links[-1])
        self.kind = "text" if self.kind == "heading" else self.kind


def _is_block(element: "etree._Element") -> bool:
    return _BLOCKS.fullmatch(element.tag) is not None or not _SHOWN_AS_BLOCK.isdisjoint(
        (element.get("class") or "").split()
    )


def _is_shortened(element: "etree._Element") -> bool:
    """Whether an element is the beginning of a text that stands beside it in full."""
    below = element.getnext() if "-short" in (element.get("class") or "") else None
    return below is not None and "-full" in (below.get("class") or "")


def _describe(element: "etree._Element") -> str:
    """An element as `names` has it: its tag, its classes, its id and what it is to machines."""
    names = (element.get(key) for key in ("class", "id", "itemprop", "role"))
    return " ".join([str(element.tag), *" ".join(filter(None, names)).lower().split()])
