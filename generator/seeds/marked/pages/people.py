"""The names of a line of authors."""

import re

_NAME = re.compile(
    r"(?:(?:[^\W\d_]|['’])[\w.'’\u2010-\u2015-]*|d[aeiu]s?|v[ao]n|der?|den|la|le|el|al|bin|ibn|y|e)"
    r"(?:\s+(?:[^\W\d_]|['’])[\w.'’\u2010-\u2015-]*){1,5}"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;|·•\n]|\band\b|&)\s*(?:and\s+)?")
_AFFILIATION_MARK = re.compile(r"[\d*†‡§¶∗]+(?:,\s*[\d*†‡§¶∗]+)*(?=\s*(?:[,;|]|and\b|$))|\s*\([^()]*\)")
_ET_AL = re.compile(r"[,;]?\s*(?:et\.? al\.?|and others|\+?\d+ more|…|\.\.\.)\s*$", re.IGNORECASE)


def read_names(text: str) -> tuple[str, ...]:
    """The names of a line of authors; nothing when it is something else: a name has two words, with capitals."""
    bare = _ET_AL.sub("", _AFFILIATION_MARK.sub("", text)).strip(" .")
    names = [name for name in _BETWEEN_NAMES.split(bare) if name]
    sure = len(text) < 2000 and all(map(_NAME.fullmatch, names)) and all(map(_is_name, names))
    return tuple(names) if sure and names else ()


def _is_name(name: str) -> bool:
    words = name.split()
    return sum(word[0].isupper() or not word[0].islower() for word in words) >= 2 and len(name) < 50
