"""What keeps a paper off the site: `hidden: true`, `draft: true` or `published: false`.

What may be meant as one of them, and is not understood, is an error, for a guess could publish what must not be seen:
a key that is like one of them, a value that is neither true nor false, a key that stands where it says nothing.
"""

import difflib
from collections.abc import Iterable, Mapping

from generator.seeds.frontmatter import Value

TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
HIDING_KEYS = ("hidden", "draft")
FLAGS = {"hidden": True, "draft": True, "published": False}
"""The keys, each with the value that keeps the paper off the site."""


def hiding_key(values: Mapping[str, object]) -> str | None:
    """The key that keeps a paper off the site, if one does."""
    return next((key for key, hides in FLAGS.items() if values.get(key) is hides), None)


def may_hide(key: str, value: Value, known: Iterable[str]) -> bool:
    """Whether a field, with its key in small letters, may be meant to keep a paper off the site."""
    if not isinstance(value, str):
        inside = value.items() if isinstance(value, dict) else ()
        is_split = any(_is_flag(f"{key}.{rest}".casefold(), str(part)) for rest, part in inside)  # `dr.ft = true`
        return _is_like_hiding(key, known) or holds_flag(value) or is_split
    if key == "published":  # which may have a date
        return not any(letter.isdigit() for letter in value)
    return (
        _is_like_hiding(key, known)
        or any(name in key for name in HIDING_KEYS)
        or _is_flag(key, value)
        or (key not in known and value.casefold() in HIDING_KEYS)
    )


def holds_flag(value: Value) -> bool:
    """Whether a key somewhere inside a list or mapping may be meant to keep a paper off the site; a link may be to the
    `Draft` of a paper."""
    if isinstance(value, dict):
        return any(holds_flag(part) or _is_flag(key.casefold(), str(part)) for key, part in value.items())
    return isinstance(value, list) and any(map(holds_flag, value))


def _is_flag(key: str, value: str) -> bool:
    is_true_or_false = value.casefold() in (*TRUE, *FALSE) and _nearest(key, FLAGS) is not None
    return is_true_or_false or (key in HIDING_KEYS and "://" not in value)


def _is_like_hiding(key: str, known: Iterable[str]) -> bool:
    """Whether of all known keys one that hides is the nearest; most keys are like neither, which is soon seen."""
    return _nearest(key, HIDING_KEYS) is not None and _nearest(key, known) in HIDING_KEYS


def _nearest(key: str, names: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(key, list(names), 1)), None)
