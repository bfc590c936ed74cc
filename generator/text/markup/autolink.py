"""Adds links to finished HTML: the first mention of a word becomes a link to where it is explained.

Only running text counts. Links, formulas, code and the tags themselves stay as they are.
"""

import re
from collections.abc import Iterable

from generator.text.markup.clean import escape_html
from generator.text.substrings import find_all

_PROTECTED = re.compile(r"<(a|math|code|pre|h[1-6])\b.*?</\1>", re.DOTALL)
_WORD_SIGNS = frozenset("_@#+-")
"""What goes on with a word beside letters and digits."""


def link_mentions(html: str, mentions: Iterable[tuple[str, str, str]]) -> str:
    """`html` with a link at the first mention of each `(words, address, title)` that it has in running text."""
    links: list[tuple[int, int, str, str]] = []
    taken: list[tuple[int, int]] | None = None
    for words, address, title in mentions:
        if taken is None:
            taken = [place.span() for place in _PROTECTED.finditer(html)]
        shown = escape_html(words)
        start = _first_mention(html, shown, taken)
        if start is not None:
            end = start + len(shown)
            taken.append((start, end))
            links.append((start, end, address, title))
    return _insert_links(links, html) if links else html


def _insert_links(links: list[tuple[int, int, str, str]], html: str) -> str:
    pieces, done = [], 0
    for start, end, address, title in sorted(links):
        hint = f' title="{escape_html(title)}"' if title else ""
        pieces.append(f'{html[done:start]}<a class="name" href="{escape_html(address)}"{hint}>{html[start:end]}</a>')
        done = end
    return "".join(pieces) + html[done:]


def _first_mention(html: str, words: str, taken: list[tuple[int, int]]) -> int | None:
    """Where the whole `words` stand first in running text that is not `taken`."""
    for start in find_all(html, words):
        end = start + len(words)
        if (
            not _is_word_character(html[end : end + 1])
            and not (start and _is_word_character(html[start - 1]))
            and html.rfind("<", 0, start) <= html.rfind(">", 0, start)
            and not [1 for first, last in taken if first < end and start < last]
        ):
            return start
    return None


def _is_word_character(character: str) -> bool:
    return character.isalnum() or character in _WORD_SIGNS
