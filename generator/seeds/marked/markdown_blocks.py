"""Markdown, reduced to blocks: the tokens of markdown-it-py, and HTML inside of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.seeds.cleaning import split_lines
from generator.seeds.marked.blocks import BlockKind, MarkedBlock, RowText, join_cells
from generator.seeds.marked.html_blocks import html_blocks
from generator.text.markup.inline import FORMULA_SIGNS, parse_formula

_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"(?<!\s)\s+\{:?[ #.][^{}]*\}$")
"""What pandoc and kramdown put behind a heading, `{#bees .unnumbered}`."""
_REMARK = re.compile(r"\[\^[^\[\]\s]+\]|==(?=\S)([^=]+)(?<=\S)==")
"""The sign of a footnote, and what is highlighted, in a heading."""
_BADGE = re.compile(
    r"arxiv|papers?|pdf|doi|code|github|project(?: page)?|web(?:site|page)|demo|dataset|models?|hugging ?face|video",
    re.IGNORECASE,
)
_LISTS = ("bullet_list_open", "ordered_list_open")

ReadBlocks = Callable[[str, int], tuple[MarkedBlock, ...]]
"""`markdown_blocks`, or the same with a memory: several readers may have to look at one text."""


def markdown_blocks(text: str, first_line: int = 1) -> tuple[MarkedBlock, ...]:
    """The blocks of a Markdown text that starts at line `first_line` of its file."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.disable(["code"])  # an indented line of a copy is no code
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    parser.inline.ruler.before("escape", "formula", _keep_formula)
    return tuple(_TokenReader(first_line).read(parser.parse("\n".join(split_lines(text)))))


def _keep_formula(state: StateInline, silent: bool) -> bool:
    """A formula stays as it is written: no sign in it is Markdown."""
    found = parse_formula(state.src, state.pos, state.posMax) if state.src[state.pos] in FORMULA_SIGNS else None
    if not found:
        return False
    if not silent:
        state.pending += state.src[state.pos : found[1]]
    state.pos = found[1]
    return True


class _TokenReader:
    """Goes through the tokens of a text once; `depth` counts the lists around, `at_item` says that a point begins."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.depth = 0
        self.at_item = False
        self.heading = 0
        self.cells: list[MarkedBlock] | None = None

    def read(self, tokens: Sequence[Token]) -> Iterator[MarkedBlock]:
        for token in tokens:
            self.depth += (token.type in _LISTS) - (
                token.type.replace("_close", "_open") in _LISTS and token.nesting < 0
            )
            if token.type == "list_item_open":
                self.at_item = True
            elif token.type == "heading_open":
                self.heading = int(token.tag[1])
            elif token.type == "tr_open":
                self.cells = []
            elif token.type == "tr_close":
                yield self._close_row()
            else:
                yield from self._read_leaf(token)

    def _read_leaf(self, token: Token) -> Iterator[MarkedBlock]:
        first, last = self._lines(token)
        if token.type == "inline":
            block = read_inline(token, self._next_block(first, last))
            if block.kind == "heading":
                block = replace(block, text=_ATTRIBUTES.sub("", block.text))
            if self.cells is not None:
                self.cells.append(block)
            elif block.text or block.anchors:
                yield block
        elif token.type == "html_block":
            yield from (replace(block, level=block.level + self.depth) for block in html_blocks(token.content, first))
        elif token.type in ("fence", "code_block"):
            yield MarkedBlock("code", first, last, token.content.rstrip("\n"), level=self.depth, names=token.info)
        elif token.type == "hr":
            yield MarkedBlock("rule", first, first, level=self.depth)

    def _lines(self, token: Token) -> tuple[int, int]:
        start, end = token.map or (0, 1)
        return start + self.first_line, max(start, end - 1) + self.first_line

    def _next_block(self, first: int, last: int) -> MarkedBlock:
        """An empty block of the kind that is due."""
        kind: BlockKind = "heading" if self.heading else "item" if self.at_item else "text"
        block = MarkedBlock(kind, first, last, level=self.heading or self.depth)
        self.heading, self.at_item = 0, False
        return block

    def _close_row(self) -> MarkedBlock:
        cells, self.cells = tuple(self.cells or ()), None
        first = cells[0].line if cells else self.first_line
        return join_cells(MarkedBlock("row", first, first, level=self.depth, cells=cells))


def read_inline(token: Token, block: MarkedBlock) -> MarkedBlock:
    """`block` with the text of an inline token."""
    row = RowText()
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            row.break_line()
        elif child.type == "link_open":
            row.open_link(str(child.attrs["href"]))
        elif child.type == "link_close":
            row.close_link()
        elif child.type in ("strong_open", "strong_close"):
            (row.open_bold if child.nesting > 0 else row.close_bold)()
        elif child.type == "html_inline":
            _add_tag(row, child.content)
        elif child.type != "image" or (row.opened and block.kind != "heading" and _BADGE.fullmatch(child.content)):
            # of an image only what a badge says: where it leads
            row.add(_REMARK.sub(r"\1", child.content) if block.kind == "heading" else child.content)
    return row.fill(block)


def _add_tag(row: RowText, tag: str) -> None:
    """What an HTML tag in running text does to the text."""
    name = "".join(re.findall(r"^</?[a-z0-9]*", tag.lower()))[1:]
    if name in ("br", "p", "summary", "details", "li"):
        row.break_line()
    elif link := _HREF.match(tag):
        row.open_link(next(filter(None, link.groups()), ""))
    elif name in ("b", "strong"):
        row.open_bold()
    elif name == "/a":
        row.close_link()
    elif name in ("/b", "/strong"):
        row.close_bold()
    elif name in ("/p", "/summary", "/details", "/li"):
        row.break_line()
