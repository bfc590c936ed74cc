"""markdown-it for Markdown bodies: CommonMark with tables, and the inline notations of every text.

Raw HTML is shown as text, and headings are moved below those of the page. A page requests nothing from other hosts,
so an image becomes a link.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.model.characters import starts_right_to_left
from generator.model.config import Rewrite
from generator.text.markup import links
from generator.text.markup.clean import escape_html
from generator.text.markup.inline import (
    MARKDOWN_NOTATIONS,
    Address,
    Formula,
    InlinePiece,
    Notation,
    plain_words,
    rewrite_address,
)
from generator.text.markup.math import formula_html
from generator.text.markup.tex import read_tex

InlineRule = Callable[[StateInline, bool], bool]

HIGHEST = 2
"""The level of the highest heading of a text, whatever its author made it: the h1 of a page is its title."""

_TEXT_STOP = re.compile(rf"[\n!$&*<\[\\\]_`]|{links.ADDRESS_START}", re.ASCII)
"""Where the text of a paragraph pauses so that a rule may look."""
_FORMULA_LINES = re.compile(r"(?:\$\$(.{1,4000}?)\$\$|\\\[(.{1,4000}?)\\\])[ \t]*$", re.DOTALL | re.MULTILINE)


@cache
def markdown_parser(rewrites: tuple[Rewrite, ...] = ()) -> MarkdownIt:
    """The parser of Markdown bodies, which puts addresses right by `rewrites`."""
    md = MarkdownIt("commonmark", {"html": False})
    md.inline.ruler.at("text", _parse_text)
    for notation in MARKDOWN_NOTATIONS:
        md.inline.ruler.before("escape", notation.__name__, _inline_rule(notation, rewrites))
    _configure(md, rewrites)
    md.core.ruler.before("text_join", "tex", _print_tex)
    md.core.ruler.push("fitted", _adapt_tokens)
    md.add_render_rule("text", _render_text)
    md.add_render_rule("formula", _render_formula)
    return md


def _configure(md: MarkdownIt, rewrites: tuple[Rewrite, ...]) -> None:
    normalize, normalize_text = md.normalizeLink, md.normalizeLinkText
    md.enable("table").disable(["html_inline", "html_block"])
    md.block.ruler.before("fence", "formula", _parse_formula_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.normalizeLink = lambda url: links.rewrite_url(normalize(url), rewrites)  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: normalize_text(links.rewrite_url(link, rewrites))  # type: ignore[method-assign]
    md.validateLink = links.is_address  # type: ignore[method-assign]


def _parse_text(state: StateInline, silent: bool) -> bool:
    found = _TEXT_STOP.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _inline_rule(notation: Notation, rewrites: tuple[Rewrite, ...]) -> InlineRule:
    """A notation as a rule of markdown-it. Inside a link there is no other."""

    def rule(state: StateInline, silent: bool) -> bool:
        found = notation(state.src, state.pos, state.posMax)
        if not found or (isinstance(found[0], Address) and state.linkLevel > 0):
            return False
        if not silent:
            _push_piece(state, rewrite_address(found[0], rewrites))
        state.pos = found[1]
        return True

    return rule


def _push_piece(state: StateInline, piece: InlinePiece) -> None:
    if isinstance(piece, Formula):
        token = state.push("formula", "math", 0)
        token.content, token.meta = piece.tex, {"display": piece.display}
    elif isinstance(piece, Address):
        state.push("link_open", "a", 1).attrSet("href", piece.target)
        state.push("text_special", "", 0).content = plain_words(piece.label) or piece.url
        state.push("link_close", "a", -1)
    else:
        state.pending += piece


def _parse_formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A displayed formula on lines of its own, which may start like those of a list."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _FORMULA_LINES.match(state.src, start, state.eMarks[end_line - 1])
    if state.level > 0 or state.is_code_block(start_line) or not found or re.search(r"\n[ \t]*\n", found[0]):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.block = True
        token.content = " ".join((found[1] or found[2]).split())
        token.meta = {"display": True}
    state.line = start_line + found[0].count("\n") + 1
    return True


def _print_tex(state: StateCore) -> None:
    """Read TeX in the words of each block. Markdown's escapes are no text tokens yet, so they stay what they are."""
    for block in state.tokens:
        if block.children:
            words, others = _split_words(block.children)
            printed = (Token("text", "", 0, content=text) if text else None for text in read_tex(words))
            block.children = [token for pair in zip_longest(printed, others) for token in pair if token]


def _split_words(tokens: Sequence[Token]) -> tuple[list[str], list[Token]]:
    """The words before, between and behind the other tokens, and those; an address is no words."""
    words, others, is_address = [""], list[Token](), False
    for token in tokens:
        if token.type == "text" and not is_address:
            words[-1] += token.content
        else:
            words.append("")
            others.append(token)
        is_address = token.type == "link_open" and token.markup == "autolink"
    return words, others


def _adapt_tokens(state: StateCore) -> None:
    """What CommonMark leaves to be said about the page a text stands on."""
    headings = [token for token in state.tokens if token.type.startswith("heading")]
    lift = min((int(token.tag[1]) for token in headings), default=HIGHEST) - HIGHEST
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - lift)}"
    for token, after in zip_longest(state.tokens, state.tokens[1:]):
        if token.type == "paragraph_open" and after and starts_right_to_left(after.content):
            token.attrSet("dir", "auto")
        if "style" in token.attrs:  # a table's alignment; the pages' security policy allows no inline styles
            token.attrs["class"] = str(token.attrs.pop("style")).replace("text-align:", "align-")
        if token.children:
            token.children = list(_adapt_inline(token.children))


def _adapt_inline(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type.startswith("link") else 0
        if token.type == "link_open":
            token.attrSet("rel", links.LINK_REL)
        if token.type == "image":
            yield from _image_link(token, linked=inside > 0)
        else:
            yield token


def _image_link(token: Token, *, linked: bool) -> Iterator[Token]:
    address = str(token.attrs["src"])
    text = Token("text", "", 0, content=token.content or address)
    if linked:
        yield text
    else:
        yield Token("link_open", "a", 1, attrs={"href": address, "rel": links.LINK_REL}, meta={"picture": True})
        yield text
        yield Token("link_close", "a", -1)


def _render_text(_: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    return escape_html(tokens[index].content)


def _render_formula(_: object, tokens: Sequence[Token], index: int, __: object, text: dict[str, int]) -> str:
    token = tokens[index]
    text["formulas"] = text.get("formulas", 0) + 1
    formula = formula_html(token.content, text["formulas"], display=token.meta["display"])
    return f"<p>{formula}</p>\n" if token.block else formula
