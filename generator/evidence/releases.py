"""Sentences that say something of the paper can be had: its code, its data, a model, a demo.

`Code is available at ...`, `we release ...`, `Code: https://...`; and, told apart, what is only promised. Sentences
about what others made available, or nobody did, are the ones to leave out: `publicly available datasets are scarce`.
"""

import re
from dataclasses import dataclass
from typing import Literal

Availability = Literal["available", "promised"]


@dataclass(frozen=True, slots=True)
class Release:
    """A sentence that offers `things`: some of code, data, model, demo."""

    sentence: str
    things: tuple[str, ...]
    availability: Availability


_MARKS = ("vailabl", "elease", "sourc", "ublic", "ccessib", "found", "://", "ublish")
_THINGS = {
    "code": r"(?:source )?codes?|codebases?|implementations?|software|toolkits?|scripts",
    "data": r"data|datasets?|corpus|corpora|benchmarks?|annotations",
    "model": r"models?|weights|checkpoints?",
    "demo": r"demos?",
}
_THING = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _THINGS.items())})\b", re.IGNORECASE)
_ANY = "|".join(_THINGS.values())
_IS_TO_BE_HAD = re.compile(
    r"\b(?:is|are|been|be|was|were)(?: \w+){0,4}? (?:avail?able|released?|open[- ]?sourced?|public|accessible|accessed"
    r"|found|published|shared|hosted|downloaded)\b",
    re.IGNORECASE,
)
_WE_GIVE = re.compile(
    rf"\bwe (?:\w+,? ){{0,4}}?(?:(?:open[- ]?sourc|releas|publish|shar)\w*\b[^.;]{{0,160}}?\b(?:{_ANY})\b"
    rf"|mak\w+\b[^.;]{{0,160}}?\b(?:{_ANY})\b[^.;]{{0,80}}?\b(?:available|public|accessible|open)"
    rf"|mak\w+ (?:\w+ )?(?:available|public)[^.;]{{0,120}}?\b(?:{_ANY})\b)"
    rf"|\b(?:and|also) (?:open[- ]?source|release)d?\b[^.;]{{0,100}}?\b(?:{_ANY})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?:\S+|www\.\S+|\bgithub\.com/\S+|\b[\w-]+\.github\.io\S*|\\(?:href|url)\{\S+", re.IGNORECASE
)
_OF_ADDRESSES = ("http", "www.", "hub.", "\\href{", "\\url{")
_PAGE = re.compile(r"\b(?:here|project (?:web)?(?:page|site)|website)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:will|shall|to be|plan|upon|after|soon|forthcoming|intend)\b", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:we|our|ours|this (?:paper|work|study)|constructed|proposed|new|resulting|collected)\b", re.IGNORECASE
)
_NOT_OURS = re.compile(
    r"\b(?:lack(?:s|ing)?|absence|scarc\w+|limited|existing|few|no|not|without|unavailab\w+|other|most|many|if|whether"
    r"|prior)\b",
    re.IGNORECASE,
)
NEAR = 95
"""Characters between a thing and the words that say it can be had."""


def places_of_offers(text: str) -> list[int]:
    """Where a text may offer something: a search for plain strings, which spares most sentences the rest."""
    places = []
    for mark in _MARKS:
        place = text.find(mark)
        while place >= 0:
            places.append(place)
            place = text.find(mark, place + 1)
    return places


def release(sentence: str) -> Release | None:
    """`sentence` as an offer of code, data, models or a demo; None where it offers nothing of this paper's."""
    address = _address(sentence)
    said = _ADDRESS.sub(" ", sentence) if address else sentence
    given = _WE_GIVE.search(said)
    if not given and not _stated(said) and not (address and _leads_to(sentence[: address.start()])):
        return None
    things = tuple(dict.fromkeys(str(each.lastgroup) for each in _THING.finditer(said)))
    ours = address or given or _OURS.search(said) or things[:1] == ("code",)
    if not things or not ours or (not address and _NOT_OURS.search(said)):
        return None
    return Release(sentence, things, "promised" if _LATER.search(said) else "available")


def _address(sentence: str) -> re.Match[str] | None:
    """The first address; most sentences have no part of one, which is a quick question."""
    small = sentence.lower()
    return _ADDRESS.search(sentence) if any(part in small for part in _OF_ADDRESSES) else None


def _stated(said: str) -> bool:
    """`The code and all models are publicly available`."""
    return any(_near(said[: had.start()], ".;") for had in _IS_TO_BE_HAD.finditer(said))


def _leads_to(before: str) -> bool:
    """`Code: https://...`, `code and demo at https://...`."""
    return _near(before.rstrip(": [("), ".;:")


def _near(before: str, borders: str) -> bool:
    """Whether a thing stands at the end of `before`, with no border behind it."""
    near = before[-NEAR:]
    start = max(near.rfind(border) for border in borders) + 1
    return _THING.search(near, start) is not None


def gives_code(said: Release) -> bool:
    """Whether a sentence says that the code is there, and where."""
    somewhere = _address(said.sentence) or _PAGE.search(said.sentence)
    return "code" in said.things and said.availability == "available" and somewhere is not None
