"""Text as authors write it, as HTML that is safe to show: the one place that makes HTML from data.

There are two ways in, `title` and `body`, and both give a `Rich`, whose `html` holds nothing but elements and
attributes written here. Most abstracts hold neither a formula nor an address; a glance for the few characters that
could start one spares them the parser, and a site without any the import of it.

In `Rich.text` a formula stands between dollars whatever its author put around it, so that a citation can tell it from
the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.config import Rewrite
from generator.markup.links import MARKS as ADDRESS_MARKS
from generator.markup.links import distinct, link, rewritten
from generator.markup.math import split
from generator.markup.mentions import linked
from generator.markup.plain import clean, escaped, one_line, paragraphs
from generator.model import Link, Markup, Rich

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["body", "clean", "distinct", "link", "linked", "one_line", "rewritten", "split", "title"]

_FORMULA_MARKS = ("$", "\\")
_MARKS = (*_FORMULA_MARKS, "~", *ADDRESS_MARKS)


def title(text: str, _markup: Markup = "plain") -> Rich:
    """A title on one line, formulas recognised. In every kind of seed a title is plain: only bodies are Markdown."""
    line = one_line(text)
    if not _any_of(_FORMULA_MARKS, line):
        return Rich(escaped(line), line)
    from generator.markup.parser import parser

    md = parser("title")
    tokens = md.parseInline(line)
    for token in tokens[0].children or ():
        token.meta = {"display": False}
    return Rich(md.renderer.render(tokens, md.options, {}), _text(tokens))


def body(text: str, markup: Markup, rewrites: tuple[Rewrite, ...] = ()) -> tuple[Rich, tuple[Link, ...]]:
    """An abstract in paragraphs (none for an empty one), and the links found in it, in order, without repeats."""
    parts = [clean(text)] if markup == "markdown" else paragraphs(text)
    shown: list[Rich] = []
    found: list[Link] = []
    for part in parts:
        if markup == "plain" and not _any_of(_MARKS, part):
            shown.append(Rich(f"<p>{escaped(part)}</p>\n", part))
            continue
        from generator.markup.parser import parser

        md = parser(markup, rewrites)
        tokens = md.parse(part)
        shown.append(Rich(md.renderer.render(tokens, md.options, {}), _text(tokens)))
        found += _links(tokens)
    html = "".join(part.html for part in shown).strip()
    return Rich(html, "\n\n".join(part.text for part in shown).strip()), distinct(found)


def _any_of(marks: Iterable[str], text: str) -> bool:
    return any(mark in text for mark in marks)


def _text(tokens: "Sequence[Token]") -> str:
    """The plain text of blocks, with a blank line between two."""
    blocks = ("".join(map(_piece, token.children or [token])) for token in tokens)
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def _piece(token: "Token") -> str:
    if token.type == "formula":
        dollars = "$$" if token.meta["display"] else "$"
        return f"{dollars}{token.content}{dollars}"
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _links(tokens: "Sequence[Token]") -> Iterator[Link]:
    """The links of blocks; what a link is to the paper, the words tell since the sentence began or the link before.

    A link to a picture belongs to the text alone.
    """
    for block in tokens:
        said, address = "", ""
        for token in block.children or ():
            said += _piece(token)
            if token.type == "link_open":
                address = "" if token.meta.get("picture") else str(token.attrs["href"])
            elif token.type == "link_close" and address:
                yield link(address, _SENTENCE_END.split(said)[-1])
                said = ""


_SENTENCE_END = re.compile(r"[.!?]\s+")
