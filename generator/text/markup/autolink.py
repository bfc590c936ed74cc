"""Links put into HTML that is already made: the first mention of a word becomes a link to where it is explained.

Only running text counts. What stands inside a link, a formula or code stays as it is, and so do tags themselves.
"""

import re
from collections.abc import Iterable

from generator.text.markup.clean import escaped

_CLOSED = re.compile(r"<(a|math|code|pre|h[1-6])\b.*?</\1>", re.DOTALL)
_IN_WORDS = frozenset("_@#+-")
"""What goes on with a word beside letters and digits."""


def linked(html: str, mentions: Iterable[tuple[str, str, str]]) -> str:
    """`html` with a link at the first mention of each `(words, address, title)` that it has in running text."""
    links: list[tuple[int, int, str, str]] = []
    taken: list[tuple[int, int]] | None = None
    for words, address, title in mentions:
        if taken is None:
            taken = [place.span() for place in _CLOSED.finditer(html)]
        shown = escaped(words)
        start = _first(html, shown, taken)
        if start is not None:
            end = start + len(shown)
            taken.append((start, end))
            links.append((start, end, address, title))
    return _with(links, html) if links else html


def _with(links: list[tuple[int, int, str, str]], html: str) -> str:
    pieces, done = [], 0
    for start, end, address, title in sorted(links):
        hint = f' title="{escaped(title)}"' if title else ""
        pieces.append(f'{html[done:start]}<a class="name" href="{escaped(address)}"{hint}>{html[start:end]}</a>')
        done = end
    return "".join(pieces) + html[done:]


def _first(html: str, words: str, taken: list[tuple[int, int]]) -> int | None:
    """Where the whole `words` stand first in running text that is not `taken`."""
    start = html.find(words)
    while start >= 0:
        end = start + len(words)
        if (
            not _is_in_word(html[end : end + 1])
            and not (start and _is_in_word(html[start - 1]))
            and html.rfind("<", 0, start) <= html.rfind(">", 0, start)
            and not [1 for first, last in taken if first < end and start < last]
        ):
            return start
        start = html.find(words, start + 1)
    return None


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character in _IN_WORDS
