"""The shape of a name: whether a word looks like one, and where a name stands in a text."""

import re
from typing import NamedTuple

from generator.analysis.names.lexicon import COMMON, GENERIC_TITLES, MODIFYING, QUALIFYING, Kind
from generator.text.substrings import find_all


class NameClaim(NamedTuple):
    """A name that a text introduces as its own, where it does so (half-open), and what it says the name is."""

    label: str
    kind: Kind
    start: int
    end: int
    long_form: str = ""


OPENING, CLOSING = "([{\"“'‘`*_", ".,;:!?)]}\"”'’`*_"
_NUMBER = re.compile(r"[\d.,]+\w{0,3}(?:-[\d.,]+\w{0,3})*|(?:\w\.)+\w?|\d+D-.*")
_PLURAL = re.compile(r"(?:\w+-)?[A-Z\d]{2,}s")
"""Of an acronym: `LLMs`, `sG-MDPs`."""
_TEX = re.compile(r"[$\\^{}]")
_CAMEL = re.compile(r"[A-Z].*[A-Z]|[A-Z].*\d|\d.*[A-Z]|[a-z]+[A-Z]")
_SPELLED = re.compile(r"[a-z][\w-]*(?:ing|[st]ion|abl[ey]|ility|ity|ates?|ment|[ae]nce)|eX[a-z]+")
"""A word whose capitals spell an acronym: `supEr-Resolution`, `eXplainable`."""
_CAPITALISED_BEHIND = re.compile(r" ([A-Z][\w+-]*)")
_WORD_SIGNS = "-_/@#+"
_NEXT_WORD = re.compile(r"[,;](?=[^\W\d_]).*|(?<=[A-Z\d]):(?=[^\W\d_]).*|(?<=[a-z])\.(?=[A-Z][a-z]).*|-(?:the|an?)$")
"""What a missing space glued to a name: `LISA:Large`, `OilNet.To light`, and `OilNet-the first`, where it is a dash."""
VERSION = re.compile(r"[vV]?\d+(?:\.\d+)*")


def is_name(token: str) -> bool:
    """Whether a word looks like a name wherever it stands: capitals or digits inside, and nobody's common word."""
    if not 2 <= len(token) <= 40 or token in COMMON or _TEX.search(token) or not _CAMEL.search(token):
        return False
    if (
        (token.endswith("s") and (token[:-1].isupper() or _PLURAL.fullmatch(token)))
        or _NUMBER.fullmatch(token)
        or VERSION.fullmatch(token)
    ):
        return False
    if _SPELLED.fullmatch(token) or QUALIFYING.fullmatch(token):
        return False
    return not MODIFYING.fullmatch(token) and "://" not in token and ".com" not in token and token.count("/") < 2


def is_capitalised(token: str) -> bool:
    return (
        token[:1].isupper()
        and len(token) > 2
        and token not in COMMON
        and token not in GENERIC_TITLES
        and not _TEX.search(token)
    )


def bare_name(name: str) -> str:
    """A name without what stands around it, or is glued to it: of `Intelligence(ClarifAI` what is in the bracket."""
    name = _NEXT_WORD.sub("", name.removesuffix("'s").removesuffix("’s").rstrip(CLOSING))
    before, bracket, inside = name.rpartition("(")
    if bracket and ")" not in inside:
        name = before if is_name(before) else inside
    return name.rpartition("$")[0] if name.count("$") % 2 else name


def is_first_of_phrase(text: str, word: str, place: int) -> bool:
    """Whether a word that ends there is only the first of several that are the name together: `IC DefectNCD`, and one
    like `Self-Awareness` before any capital."""
    behind = _CAPITALISED_BEHIND.match(text, place)
    has_plain_parts = "-" in word and all(part[1:].islower() or len(part) < 2 for part in word.split("-"))
    return behind is not None and (has_plain_parts or is_name(behind[1]) or len(behind[1]) == 1)


def first_place(text: str, name: str) -> int:
    """Where `name` first stands in `text` as a word of its own; -1 where it does not."""
    for place in find_all(text, name):
        end = place + len(name)
        if not _is_word_character(text[place - 1 : place]) and not _is_word_character(text[end : end + 1]):
            return place
    return -1


def _is_word_character(char: str) -> bool:
    """Whether a character would be part of the word that it stands at."""
    return char.isalnum() or (char != "" and char in _WORD_SIGNS)
