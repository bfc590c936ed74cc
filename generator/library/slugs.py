"""Slugs: the names of papers in addresses, which are also their ids.

An address that was published must not change because another paper came or went, so a slug is made from the title
alone. The exceptions are few and never depend on order: several titles with one slug each add digits hashed from
their own title, and several papers with one title each add digits hashed from what distinguishes them.
"""

from collections.abc import Callable, Sequence

from slugify import slugify

from generator.library.folding import ascii_words, fold_text, repeated_positions
from generator.model.hashes import hash_digits

MAX_LENGTH = 100
RESERVED_NAMES = frozenset({"index"})
"""Names in the papers' folder that are no paper's."""


def disambiguate(alone: Sequence[str], titles: Sequence[str], mark: Callable[[int], str]) -> list[str]:
    """The slugs that titles have `alone`, with digits where several would have one."""
    found = list(alone)
    for key, length in ((lambda i: fold_text(titles[i]), 6), (mark, 6), (mark, 64)):
        shared = repeated_positions(found)
        if not shared:
            break
        for i in (i for papers in shared for i in papers):
            found[i] = _append_digits(slugify_title(titles[i]), hash_digits(key(i), length))
    return found


def title_slug(title: str) -> str:
    """The slug of a title on its own, with digits when something was cut or nothing is left."""
    whole = slugify_title(title)
    if whole and whole not in RESERVED_NAMES and len(whole) <= MAX_LENGTH:
        return whole
    return _append_digits(whole, hash_digits(fold_text(title), 6))


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
