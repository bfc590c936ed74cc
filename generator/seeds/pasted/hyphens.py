"""Words that a line end parts: "seg-" and "mentation" are one word, "state-of-the-" and "art" keep their hyphen.

A typesetter adds a hyphen, an editor breaks at one that was there. The page itself tells which: it often has the word
elsewhere. Where it does not, the first part decides, for few words are joined to others by a hyphen again and again.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

_HYPHENS = "-‐¬"
_LAST_SIGNS = frozenset(f"{_HYPHENS} \t")
_PARTED = re.compile(rf"[{_HYPHENS}](?<=[^\W\d_].)[ \t]*\n[ \t]*[^\W\d_]")
_END = re.compile(rf"(?:[^\W_]+[-‐])*([^\W\d_]+)([{_HYPHENS}])$")
_COMPOUND = re.compile(
    r"pre-(?:train|process|defin|comput|exist)|post-(?:train|process|hoc)|co-(?:train|occur|exist)|re-(?:rank|train)"
)
_COMPOUND_PARTS_TEXT = """
    self non multi cross semi well ill high higher low lower long short zero few one two three single many end
    fine coarse real large small open closed in out on off up data model task domain state vision text image
    video audio speech language human machine computer user time space training test energy cost memory
    knowledge graph query key token word object class label free level order rank scale size fast slow deep wide
    hard soft context content chain tree step question answer reward policy feature instance pixel point hand
    eye light near mid half full part first second third best worst state-of general special problem safety
    privacy quasi pseudo anti
"""
_COMPOUND_PARTS = frozenset(_COMPOUND_PARTS_TEXT.split())
"""First parts of words that are written with a hyphen more often than not."""
_ENDINGS_TEXT = "ness tion tions sion ment ments ity ities ing ings ly ally ous ive ance ence able ible"
_ENDINGS = frozenset(_ENDINGS_TEXT.split())
"""Ends of words that are no words."""


def page_words(rows: Sequence[str]) -> frozenset[str]:
    """The words of a page in small letters, those with hyphens too; none where no line parts a word."""
    if not any(row and row[-1] in _LAST_SIGNS and _PARTED.search(f"{row}\n{below}") for row, below in pairwise(rows)):
        return frozenset()
    return frozenset(word.strip(".,;:!?()[]\"'“”‘’") for row in rows for word in row.casefold().split())


def is_parted(above: str, line: str) -> bool:
    """Whether `line` goes on with the last word of the line above it."""
    return above[-1] in _HYPHENS and line[0].islower() and _END.search(above) is not None


def add_line(parts: list[str], line: str, words: Collection[str]) -> None:
    """Add a line to a text in parts, the last of which is its last line. `words` are those of the page."""
    if parts[-1][-1] in _HYPHENS and line[0].isalnum():
        joined = _join_lines(parts[-1], line, words)
        parts[-1:] = joined[: len(joined) - len(line)], line
    else:
        parts += (" ", line)


def _join_lines(above: str, line: str, words: Collection[str]) -> str:
    end = _END.search(above)
    if end is None:
        return f"{above}{line}" if above[-2:-1].isdigit() and line[0].isdigit() else f"{above} {line}"
    left, first = end[1].casefold(), re.match(r"[^\W_]*", line)
    right = first[0].casefold() if first else ""
    if not line[0].islower():  # no typesetter parts a word before a capital letter
        return f"{above[:-1]}{line}" if left + right in words else f"{above}{line}"
    if right in ("and", "or", "und", "oder", "et", "y", "e"):
        return f"{above} {line}"
    if end[2] != "¬" and _keeps_hyphen(end[0][:-1].casefold(), left, right, words):
        return f"{above}{line}"
    return f"{above[:-1]}{line}"


def _keeps_hyphen(whole: str, left: str, right: str, words: Collection[str]) -> bool:
    if left + right in words or right in _ENDINGS:
        return False
    if f"{left}-{right}" in words or whole != left or _COMPOUND.match(f"{left}-{right}"):
        return True
    return left in _COMPOUND_PARTS or (len(left) > 3 and left in words and len(right) > 3 and right in words)
