"""Slugs: the names of papers in addresses, and their ids.

An address that was published must not change because another paper came or went, so a slug is made from the title
alone. The exceptions are few and never a matter of order: of several titles with one slug each takes digits of its own
title, and of several papers with one title each takes digits of what sets it apart.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from generator.library.text import digits, fold

LONGEST = 100
TAKEN = frozenset({"index"})
"""Names in the papers' folder that are no paper's."""


def slugs(titles: Sequence[str], mark: Callable[[int], str]) -> list[str]:
    """A slug for each paper, all different; `mark(i)` sets paper `i` apart from others of its title."""
    found = [slug(title) for title in titles]
    for key, length in ((lambda i: fold(titles[i]), 6), (mark, 6), (mark, 64)):
        for papers in _sharing(found):
            for i in papers:
                found[i] = _with_digits(_slugified(titles[i]), digits(key(i), length))
    return found


def slug(title: str) -> str:
    """The slug of a title on its own, with digits when something was cut or nothing is left."""
    whole = _slugified(title)
    if whole and whole not in TAKEN and len(whole) <= LONGEST:
        return whole
    return _with_digits(whole, digits(fold(title)))


def _slugified(title: str) -> str:
    from slugify import slugify

    return slugify(title)


def _with_digits(whole: str, tail: str) -> str:
    """`whole-tail` within the limit, cut at a word; the tail alone when nothing is left."""
    room = LONGEST - len(tail) - 1
    head = whole if len(whole) <= room else (whole[: room + 1].rpartition("-")[0] or whole[:room])
    return f"{head}-{tail}" if head else tail


def _sharing(found: Sequence[str]) -> list[list[int]]:
    """The papers of each slug that more than one has."""
    papers: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(found):
        papers[name].append(i)
    return [group for group in papers.values() if len(group) > 1]
