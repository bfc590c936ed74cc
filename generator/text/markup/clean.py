"""Cleaning and escaping that every text needs, before any notation is looked for.

Seeds come from web pages, PDFs and data files, and bring characters that no reader sees and no XML feed may
hold. They are removed first, in one place, so that search, pages, feeds and data agree on what a text is.
"""

import re

from generator.model.characters import drop_invisible, is_visible

_BLANK_LINE = re.compile(r"\n\s*\n")


def clean_text(text: str) -> str:
    """`text` without characters that a page, a feed or a search term cannot hold; line ends become `\\n`."""
    if is_visible(text):
        return text
    return drop_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space as one space."""
    return text if is_one_line(text) else " ".join(clean_text(text).split())


def is_one_line(text: str) -> bool:
    """Whether `text` is as `one_line` would make it; of white space only the space is printable."""
    return (
        text.isprintable()
        and "  " not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
        and (text.isascii() or is_visible(text) is not None)
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, which blank lines separate, each on one line."""
    if text and is_one_line(text):
        return [text]
    return [line for line in map(one_line, _BLANK_LINE.split(clean_text(text))) if line]


def escape_html(text: str) -> str:
    """`text` for HTML, between tags or as a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
