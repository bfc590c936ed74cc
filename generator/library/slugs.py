"""Slugs: the names of papers in addresses, and their ids.

An address that was published must not change because another paper came or went, so a slug is made from the title
alone. The exceptions are few and never a matter of order: of several titles with one slug each takes digits of its own
title, and of several papers with one title each takes digits of what sets it apart.
"""

from collections.abc import Callable, Sequence

from generator.library.folding import ascii_words, digits, fold, sharing

LONGEST = 100
TAKEN = frozenset({"index"})
"""Names in the papers' folder that are no paper's."""


def slugs(titles: Sequence[str], mark: Callable[[int], str]) -> list[str]:
    """A slug for each paper, all different; `mark(i)` sets paper `i` apart from others of its title."""
    return set_apart([slug(title) for title in titles], titles, mark)


def set_apart(alone: Sequence[str], titles: Sequence[str], mark: Callable[[int], str]) -> list[str]:
    """The slugs that titles have `alone`, with digits where several would have one."""
    found = list(alone)
    for key, length in ((lambda i: fold(titles[i]), 6), (mark, 6), (mark, 64)):
        shared = sharing(found)
        if not shared:
            break
        for i in (i for papers in shared for i in papers):
            found[i] = _with_digits(slugified(titles[i]), digits(key(i), length))
    return found


def slug(title: str) -> str:
    """The slug of a title on its own, with digits when something was cut or nothing is left."""
    whole = slugified(title)
    if whole and whole not in TAKEN and len(whole) <= LONGEST:
        return whole
    return _with_digits(whole, digits(fold(title)))


_READ_OTHERWISE = frozenset("',&")
"""Apostrophes vanish, and commas between digits; `&` may start the name of a character."""


def slugified(title: str) -> str:
    """`title` in small letters and digits; those of other scripts as slugify has them."""
    if title.isascii() and _READ_OTHERWISE.isdisjoint(title):
        return "-".join(ascii_words(title))
    from slugify import slugify

    return slugify(title)


def _with_digits(whole: str, tail: str) -> str:
    """`whole-tail` within the limit, cut at a word; the tail alone when nothing is left."""
    room = LONGEST - len(tail) - 1
    head = whole if len(whole) <= room else (whole[: room + 1].rpartition("-")[0] or whole[:room])
    return f"{head}-{tail}" if head else tail
