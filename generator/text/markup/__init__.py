"""Text as authors write it, as HTML that is safe to show: the one place that makes HTML from data.

There are two ways in, `title` and `body`, and both give a `Rich`, whose `html` holds nothing but elements and
attributes written here. Titles and plain texts are words with a few notations in them (`notation`), and most have not
even these; only a Markdown body needs a parser, and only a site with one the import of it.

In `Rich.text` a formula stands between dollars whatever its author put around it, so that a citation can tell it from
the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.model.config import Rewrite
from generator.model.papers import Link, Markup, Rich
from generator.text.markup.autolink import linked
from generator.text.markup.clean import clean, escaped, one_line, paragraphs
from generator.text.markup.inline import (
    FORMULA_SIGNS,
    PLAIN,
    TITLE,
    Address,
    Formula,
    Piece,
    is_bare,
    pieces,
    put_right,
    said_by,
)
from generator.text.markup.links import REL, distinct, link, rewritten
from generator.text.markup.math import mathml, split

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["body", "clean", "distinct", "link", "linked", "one_line", "rewritten", "split", "title"]

Body = tuple[Rich, tuple[Link, ...]]


def title(text: str) -> Rich:
    """A title on one line, formulas recognised. In every kind of seed a title is plain: only bodies are Markdown."""
    line = one_line(text)
    if not any(sign in line for sign in FORMULA_SIGNS):
        return Rich(escaped(line), line)
    cut = [piece._replace(display=False) if isinstance(piece, Formula) else piece for piece in pieces(line, TITLE)]
    return _rich(cut)


def body(text: str, markup: Markup, rewrites: tuple[Rewrite, ...] = ()) -> Body:
    """An abstract in paragraphs (none for an empty one), and the links found in it, in order, without repeats."""
    if markup == "markdown":
        return _of_markdown(text, rewrites)
    parts = [_of_line(line, rewrites) for line in paragraphs(text)]
    html = "\n".join(f"<p>{rich.html}</p>" for rich, _ in parts)
    found = [link for _, own in parts for link in own]
    return Rich(html, "\n\n".join(rich.text for rich, _ in parts).strip()), distinct(found)


def _of_line(line: str, rewrites: tuple[Rewrite, ...]) -> Body:
    if is_bare(line):
        return Rich(escaped(line), line), ()
    cut = [put_right(piece, rewrites) for piece in pieces(line, PLAIN)]
    return _rich(cut), tuple(_links(cut))


def _rich(cut: Sequence[Piece]) -> Rich:
    return Rich("".join(map(_html, cut)), "".join(map(said_by, cut)).strip())


def _html(piece: Piece) -> str:
    if isinstance(piece, Formula):
        return mathml(piece.tex, display=piece.display)
    if isinstance(piece, Address):
        return f'<a href="{escaped(piece.target)}" rel="{REL}">{escaped(piece.shown)}</a>'
    return escaped(piece)


def _links(cut: Iterable[Piece]) -> Iterator[Link]:
    """The links of a line; what a link is to the paper, the words tell since the sentence began or the link before."""
    said = ""
    for piece in cut:
        said += said_by(piece)
        if isinstance(piece, Address):
            yield link(piece.target, _SENTENCE_END.split(said)[-1])
            said = ""


_SENTENCE_END = re.compile(r"[.!?]\s+")


def _of_markdown(text: str, rewrites: tuple[Rewrite, ...]) -> Body:
    from generator.text.markup.markdown import parser

    md = parser(rewrites)
    tokens = md.parse(clean(text))
    html = md.renderer.render(tokens, md.options, {}).strip()
    return Rich(html, _text(tokens)), distinct([*_links_of_blocks(tokens)])


def _text(tokens: "Sequence[Token]") -> str:
    """The plain text of blocks, with a blank line between two."""
    blocks = ("".join(map(_piece, token.children or [token])) for token in tokens)
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def _piece(token: "Token") -> str:
    if token.type == "formula":
        return said_by(Formula(token.content, token.meta["display"]))
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _links_of_blocks(tokens: "Sequence[Token]") -> Iterator[Link]:
    """The links of blocks, as `_links` has them; a link to a picture belongs to the text alone."""
    for block in tokens:
        said, address = "", ""
        for token in block.children or ():
            said += _piece(token)
            if token.type == "link_open":
                address = "" if token.meta.get("picture") else str(token.attrs["href"])
            elif token.type == "link_close" and address:
                yield link(address, _SENTENCE_END.split(said)[-1])
                said = ""
