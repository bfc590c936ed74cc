"""Which of two values of one field is the fuller one, where two seeds say something of one paper.

Equally full values are the first seed's: that of the newest edition.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.library.folding import fold_text
from generator.seeds.identifiers import is_preprint_doi

MORE_WORDS = 1.2
"""An abstract of so many times the words of another is the fuller; a newer version may be a little shorter."""
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_PREPRINT_SERVER = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv|ssrn|preprints?)\b", re.IGNORECASE)


def choose_title(ours: str, theirs: str) -> str:
    """The title that is neither cut nor all in capital letters."""
    return max(ours, theirs, key=lambda title: (bool(title), not _CUT.search(title), not title.isupper()))


def choose_abstract(ours: str, theirs: str) -> str:
    """The abstract that is not cut, then the one that says clearly more or all of the other and more."""
    if not ours or not theirs:
        return ours or theirs
    if bool(_CUT.search(ours)) != bool(_CUT.search(theirs)):
        return theirs if _CUT.search(ours) else ours
    is_longer = len(theirs.split()) > MORE_WORDS * len(ours.split())
    return theirs if is_longer or _begins_with(fold_text(theirs), fold_text(ours)) else ours


def _begins_with(text: str, start: str) -> bool:
    return len(text) > len(start) and text.startswith(start)


def choose_authors(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """The list of more people, then the one that spells more of their names out, then the one with more accents."""
    return max(ours, theirs, key=_fullness_of_names)


def _fullness_of_names(names: Sequence[str]) -> tuple[int, int, int]:
    text = " ".join(names)
    spelled = sum(len(part.strip(".")) > 1 for part in text.replace(".", ". ").split())
    return len(names), spelled, sum(not letter.isascii() for letter in text)


def choose_published(ours: str, theirs: str) -> str:
    """The more exact date where both say the same."""
    return theirs if _begins_with(theirs, ours) else ours


def choose_venue(ours: str, theirs: str) -> str:
    """Where it was published, rather than the server of its preprint."""
    return max(ours, theirs, key=lambda venue: not _PREPRINT_SERVER.search(venue))


def choose_doi(ours: str, theirs: str) -> str:
    """The publisher's rather than that of its preprint."""
    return max(ours, theirs, key=lambda doi: not is_preprint_doi(doi))


CHOICES: Mapping[str, Callable[[Any, Any], Any]] = {
    "title": choose_title,
    "abstract": choose_abstract,
    "authors": choose_authors,
    "author_count": max,
    "published": choose_published,
    "venue": choose_venue,
    "votes": max,
    "doi": choose_doi,
}
"""By field, the choice between two values; of other fields the first counts."""
