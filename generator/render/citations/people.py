"""The parts of a name, for formats that sort by family name.

The rules are BibTeX's: `Given von Family`, `von Family, Given` and `von Family, Jr, Given`. What is no person, or a
name that no rule can part, stays whole.
"""

import re
from typing import NamedTuple

from generator.text.markup import one_line

_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
_ORGANISATION = re.compile(
    r" and |&|\b(?:team|group|collaboration|consortium|community|project|initiative|laborator(?:y|ies)|labs?|institute"
    r"|university|foundation|inc|ltd|llc|gmbh|corp(?:oration)?|research)\b",
    re.IGNORECASE,
)


class PersonName(NamedTuple):
    """A name as it was `written`, on one line, and its parts; one that is `whole` has only a family name."""

    written: str
    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    is_whole: bool = False

    @property
    def display(self) -> str:
        """The name in the order in which it is said."""
        return " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))


def parse_person(name: str) -> PersonName | None:
    """The parts of a name; None where there is no letter of one.

    More than two commas are beyond every rule, and `others` is no name to BibTeX.
    """
    written = one_line(name).strip(" ,")
    if not written:
        return None
    parts = [part.strip() for part in written.split(",")]
    if len(parts) > 3 or written.lower() == "others" or _ORGANISATION.search(f" {written} "):
        return PersonName(written, written, is_whole=True)
    if len(parts) == 1:
        return _in_order(written)
    particle, family = _split_particle(parts[0].split())
    return PersonName(written, family, parts[-1], particle, parts[1] if len(parts) == 3 else "")


def _in_order(written: str) -> PersonName:
    """A name that has its given names in front."""
    words = written.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    start = next((at for at, word in enumerate(words[:-1]) if word[0].islower()), len(words) - 1)
    particle, family = _split_particle(words[start:])
    return PersonName(written, family, " ".join(words[:start]).rstrip(","), particle, suffix)


def _split_particle(words: list[str]) -> tuple[str, str]:
    """`van der Berg` as `van der` and `Berg`: up to the last word in small letters, but for the very last."""
    end = max((at + 1 for at, word in enumerate(words[:-1]) if word[0].islower()), default=0)
    return " ".join(words[:end]), " ".join(words[end:])
