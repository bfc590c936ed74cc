"""Slugs: the names of papers in addresses, which are also their ids.

A slug is made from the title alone; what becomes of papers that share one, `paper_addresses` says.
"""

from slugify import slugify

from generator.library.folding import ascii_words, fold_text
from generator.model.hashes import hash_digits
from generator.model.urls import RESERVED_NAMES

MAX_LENGTH = 100


def title_slug(title: str) -> str:
    """The slug of a title on its own, with digits when something was cut or nothing is left."""
    whole = slugify_title(title)
    if whole and whole not in RESERVED_NAMES and len(whole) <= MAX_LENGTH:
        return whole
    return _append_digits(whole, hash_digits(fold_text(title), 6))


def slug_with_digits(title: str, key: str, length: int) -> str:
    """The slug of a title with so many digits, hashed from what tells its paper from another."""
    return _append_digits(slugify_title(title), hash_digits(key, length))


_SPECIAL_CHARACTERS = frozenset("',&")
"""Apostrophes vanish, and commas between digits; `&` may start the name of a character."""


def slugify_title(title: str) -> str:
    """`title` in small letters and digits; those of other scripts as slugify has them."""
    if title.isascii() and _SPECIAL_CHARACTERS.isdisjoint(title):
        return "-".join(ascii_words(title))
    return slugify(title)


def _append_digits(whole: str, tail: str) -> str:
    """`whole-tail` within the limit, cut at a word; the tail alone when nothing is left."""
    room = MAX_LENGTH - len(tail) - 1
    head = whole if len(whole) <= room else (whole[: room + 1].rpartition("-")[0] or whole[:room])
    return f"{head}-{tail}" if head else tail
