"""Text as authors write it, converted to HTML that is safe to show. Only this package makes HTML from data.

There are two entry points, `render_title` and `render_body`. Both give a `RichText`, whose `html` holds only elements
and attributes written here. Titles and plain texts are words with a few notations (`inline`), and most have none;
only a Markdown body needs a parser, so only a site with such a body imports one.

In `RichText.text` a formula stands between dollars, whatever its author put around it, so that a citation can tell it
from the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.model.characters import is_right_to_left, starts_right_to_left
from generator.model.config import Rewrite
from generator.model.papers import Link, Markup, RichText
from generator.text.markup import inline
from generator.text.markup.autolink import link_mentions
from generator.text.markup.clean import clean_text, escape_html, one_line, paragraphs
from generator.text.markup.inline import (
    Address,
    Formula,
    InlinePiece,
    piece_text,
    plain_words,
    print_words,
    split_pieces,
)
from generator.text.markup.links import LINK_REL, classify_link, deduplicate_links, rewrite_url
from generator.text.markup.math import formula_html, split_formulas
from generator.text.markup.tex import without_notes
from generator.text.markup.tex_safety import is_typesetting

if TYPE_CHECKING:
    from markdown_it.token import Token


_DIRECTION = ("", ' dir="auto"')
MAX_BRACKETS = 5000
"""In a Markdown body: each takes the parser a while, and a text with more of them is no abstract and stays plain."""


class PlainBody(RichText):
    """An abstract without any notation. Its HTML is made when somebody asks, so it need not be kept, nor sent."""

    __slots__ = ()
    __match_args__ = ("text",)  # all that a pickle holds

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "text", text)

    @property
    def html(self) -> str:
        return "\n".join([_paragraph(escape_html(line), line) for line in self.text.split("\n\n")])


RenderedBody = tuple[RichText, tuple[Link, ...]]


def render_title(text: str) -> RichText:
    """A title on one line, formulas recognised. In every kind of seed a title is plain: only bodies are Markdown."""
    line = without_notes(one_line(text))
    if inline.has_no_sign(line):
        return RichText(escape_html(line), line)
    cut = [
        piece._replace(display=False) if isinstance(piece, Formula) else piece
        for piece in split_pieces(line, inline.TITLE_NOTATIONS)
    ]
    return _join_pieces(print_words(cut, title=True))


def title_with_tex(text: str) -> str:
    """The plain text of a title whose TeX is read as text, but for formulas: what ids were once made from."""
    line = one_line(text)
    if inline.has_no_sign(line):
        return line
    return "".join(map(piece_text, split_pieces(line, (inline.parse_formula, inline.parse_dollar)))).strip()


def render_body(text: str, markup: Markup, rewrites: tuple[Rewrite, ...] = ()) -> RenderedBody:
    """An abstract in paragraphs (none for an empty one), and the links found in it, in order, without repeats."""
    if markup == "markdown" and text.count("[") <= MAX_BRACKETS:
        return _render_markdown(text, rewrites)
    lines = paragraphs(text)
    if lines and all(map(inline.has_no_notation, lines)):
        return PlainBody("\n\n".join(lines)), ()
    parts = [_render_line(line, rewrites) for line in lines]
    html = "\n".join([_paragraph(rich.html, rich.text) for rich, _ in parts])
    found = [link for _, own in parts for link in own]
    return RichText(html, "\n\n".join(rich.text for rich, _ in parts).strip()), deduplicate_links(found)


def _paragraph(html: str, text: str) -> str:
    return f"<p{_DIRECTION[starts_right_to_left(text)]}>{html}</p>"


def _render_line(line: str, rewrites: tuple[Rewrite, ...]) -> RenderedBody:
    if inline.has_no_notation(line):
        return RichText(escape_html(line), line), ()
    cut = [inline.rewrite_address(piece, rewrites) for piece in split_pieces(line, inline.PLAIN_NOTATIONS)]
    printed = print_words(cut)
    return _join_pieces(printed), tuple(_line_links(printed))


def _join_pieces(cut: Sequence[InlinePiece]) -> RichText:
    numbers = accumulate(isinstance(piece, Formula) for piece in cut)
    return RichText("".join(map(_piece_html, cut, numbers)), "".join(map(piece_text, cut)).strip())


def _piece_html(piece: InlinePiece, number: int) -> str:
    if isinstance(piece, Formula):
        return formula_html(piece.tex, number, display=piece.display)
    if isinstance(piece, Address):
        return f'<a href="{escape_html(piece.target)}" rel="{LINK_REL}">{escape_html(piece.shown)}</a>'
    return escape_html(piece)


def _line_links(cut: Iterable[InlinePiece]) -> Iterator[Link]:
    """The links of a line; what a link is to the paper, the words tell since the sentence began or the link before."""
    said = ""
    for piece in cut:
        said += piece_text(piece)
        if isinstance(piece, Address):
            yield classify_link(piece.target, _SENTENCE_END.split(said)[-1])
            said = ""


_SENTENCE_END = re.compile(r"[.!?]\s+")


def _render_markdown(text: str, rewrites: tuple[Rewrite, ...]) -> RenderedBody:
    from generator.text.markup.markdown import markdown_parser  # only a site with Markdown seeds pays for the parser

    md = markdown_parser(rewrites)
    tokens = md.parse(clean_text(text))
    html = clean_text(md.renderer.render(tokens, md.options, {}).strip())  # `&#x202E;` is a character by now
    return RichText(html, clean_text(_blocks_text(tokens))), deduplicate_links([*_block_links(tokens)])


def _blocks_text(tokens: Sequence["Token"]) -> str:
    """The plain text of blocks, with a blank line between two."""
    blocks = ("".join(map(_token_text, token.children or [token])) for token in tokens)
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def _token_text(token: "Token") -> str:
    if token.type == "formula":
        return piece_text(Formula(token.content, token.meta["display"]))
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _block_links(tokens: Sequence["Token"]) -> Iterator[Link]:
    """The links of blocks, as `_line_links` has them; a link to a picture belongs to the text alone."""
    for block in tokens:
        said, address = "", ""
        for token in block.children or ():
            said += _token_text(token)
            if token.type == "link_open":
                address = "" if token.meta.get("picture") else str(token.attrs["href"])
            elif token.type == "link_close" and address:
                yield classify_link(address, _SENTENCE_END.split(said)[-1])
                said = ""
