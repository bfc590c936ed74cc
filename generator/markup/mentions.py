"""Links put into HTML that is already made: the first mention of a word becomes a link to where it is explained.

Only running text counts. What stands inside a link, a formula or code stays as it is, and so do tags themselves.
"""

import re
from collections.abc import Iterable

from generator.markup.plain import escaped

_CLOSED = re.compile(r"<(a|math|code|pre|h[1-6])\b.*?</\1>", re.DOTALL)
_WORD = re.compile(r"[\w@#+-]")


def linked(html: str, mentions: Iterable[tuple[str, str, str]]) -> str:
    """`html` with a link at the first mention of each `(words, address, title)` that it has in running text."""
    closed = [place.span() for place in _CLOSED.finditer(html)] if _CLOSING in html else []
    places: list[tuple[int, int, str, str]] = []
    for words, address, title in mentions:
        place = _first(html, escaped(words), [*closed, *((start, end) for start, end, _, _ in places)])
        if place is not None:
            places.append((place, place + len(escaped(words)), address, title))
    for start, end, address, title in sorted(places, reverse=True):
        hint = f' title="{escaped(title)}"' if title else ""
        link = f'<a class="name" href="{escaped(address)}"{hint}>{html[start:end]}</a>'
        html = html[:start] + link + html[end:]
    return html


_CLOSING = "</"


def _first(html: str, words: str, closed: list[tuple[int, int]]) -> int | None:
    place = html.find(words)
    while place >= 0:
        end = place + len(words)
        whole = not _WORD.match(html, end) and not (place and _WORD.match(html, place - 1))
        in_tag = html.rfind("<", 0, place) > html.rfind(">", 0, place)
        if whole and not in_tag and not any(start < end and place < stop for start, stop in closed):
            return place
        place = html.find(words, place + 1)
    return None
