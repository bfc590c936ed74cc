"""Sentences that say something of the paper is available: its code, its data, a model, a demo, a project page.

`Code is available at ...`, `we release ...`, `Code: https://...` count; what is only promised is marked so. Sentences
about what others made available, or nobody did, are left out: `publicly available datasets are scarce`. Where a
sentence offers a name (`we release LISA at https://...`), the address tells what it is.
"""

import re
from dataclasses import dataclass
from typing import Literal

from generator.model.papers import FastPickle
from generator.text.markup.links import classify_link, trim_punctuation, with_scheme
from generator.text.markup.tex_text import tex_to_text
from generator.text.substrings import find_all

Availability = Literal["available", "promised"]


@dataclass(frozen=True, slots=True)
class Release(FastPickle):
    """A sentence that offers `things`: some of code, data, model, demo, project."""

    sentence: str
    things: tuple[str, ...]
    availability: Availability

    @property
    def shown(self) -> str:
        """The sentence as one reads it."""
        return tex_to_text(self.sentence)


_MARKS = ("vailabl", "elease", "sourc", "ublic", "ccessib", "found", "://", "ublish", "r code")
_THINGS = {
    "code": r"(?:source )?codes?|codebases?|implementations?|software|toolkits?|scripts",
    "data": r"data|datasets?|corpus|corpora|benchmarks?|annotations",
    "model": r"models?|weights|checkpoints?",
    "demo": r"demos?",
    "project": r"project (?:web ?)?(?:pages?|sites?)|projects?(?=\s?[:(]|$)|home ?page",
}
_THING = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _THINGS.items())})\b", re.IGNORECASE)
_ANY_THING = "|".join(_THINGS.values())
_SOFTWARE = r"framework|pipeline|library|package|tools?|platform|suite"
"""What has code in it; it counts where nothing is called by its own name."""
_IS_AVAILABLE = re.compile(
    r"\b(?:is|are|been|be|was|were)(?: \w+){0,4}? (?:avail?able|released?|open[- ]?sourced?|public|accessible|accessed"
    r"|found|published|shared|hosted|downloaded)\b",
    re.IGNORECASE,
)
_WE_GIVE = re.compile(
    rf"\bwe (?:\w+,? ){{0,4}}?(?:(?:open[- ]?sourc|releas|publish|shar)\w*\b[^.;]{{0,160}}?\b(?:{_ANY_THING})\b"
    rf"|mak\w+\b[^.;]{{0,160}}?\b(?:{_ANY_THING})\b[^.;]{{0,80}}?\b(?:available|public|accessible|open)"
    rf"|mak\w+ (?:\w+ )?(?:available|public)[^.;]{{0,120}}?\b(?:{_ANY_THING})\b)"
    rf"|\b(?:and|also) (?:released?|open[- ]?sourced? (?:our|the|an?|all|both))\b[^.;]{{0,100}}?\b(?:{_ANY_THING})\b"
    r"|\bwe (?:\w+,? ){0,3}?provid\w* (?:(?:our|the|all|source|full|complete|training) ){0,3}(?:code|implementation)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"\bwe (?:\w+ ){{0,2}}?(?:present|introduc|develop|provid|contribut|propos)\w* (?:[^,.;]{{1,50}}, )?"
    rf"an? (?:[\w-]+,? ){{0,3}}?(?:open[- ]?sourced?|(?:publicly|openly|freely) available),? (?:[\w-]+,? ){{0,4}}?"
    rf"(?:{_ANY_THING}|{_SOFTWARE})\b"
    rf"|\b(?:contribut|provid)\w* (?:publicly|openly|freely) available (?:[\w-]+ ){{0,3}}?(?:{_ANY_THING})\b",
    re.IGNORECASE,
)
"""`We present Lamp, an open-source library`."""
_SUBJECT = re.compile(rf"(?:(?:the|all|both)(?: [\w-]+){{0,3}}? )?(?:{_ANY_THING}|{_SOFTWARE})\b", re.IGNORECASE)
"""The first words of a sentence about the paper's own: `The dataset will be ...`, `Data and code are ...`."""
_ADDRESS = re.compile(
    r"https?:\S+|www\.\S+|\bgithub\.com/\S+|\b[\w-]+\.github\.io\S*|\\(?:href|url)\{\S+", re.IGNORECASE
)
_ADDRESS_PARTS = ("http", "www.", "hub.", "\\href{", "\\url{")
_AVAILABLE_AT = re.compile(
    r"\b(?:avail?able|releas\w+|open[- ]?sourc\w+|public|accessible|found|published|shared|hosted)\b[^;]{0,40}$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:here|project (?:web)?(?:page|site)|website)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:will|shall|to be|plan|upon|after|soon|forthcoming|intend)\b", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:we|our|ours|this (?:paper|work|study)|constructed|proposed|new|resulting|collected)\b", re.IGNORECASE
)
_NOT_OURS = re.compile(
    r"\b(?:lack(?:s|ing)?|absence|scarc\w+|limited|existing|few|no|not|without|unavailab\w+|other|most|many|if|whether"
    r"|prior|(?:released|published|open[- ]sourced) by)\b|\bwhen(?:ever)? (?:\w+ ){1,4}(?:is|are) available\b",
    re.IGNORECASE,
)
NEAR_CHARS = 95
"""Characters between a thing and the words that say it can be had."""


def offer_positions(text: str) -> list[int]:
    """Where a text may offer something: a search for plain strings, which spares most sentences the rest."""
    places = [place for mark in _MARKS for place in find_all(text, mark)]
    # `resource` is the one word that often has a mark by chance.
    return [place for place in places if not text.startswith("resourc", max(0, place - 2))]


def parse_release(sentence: str) -> Release | None:
    """`sentence` as an offer of something of this paper's; None where it is none."""
    address = _find_address(sentence)
    said = _ADDRESS.sub(" ", sentence) if address else sentence
    before = sentence[: address.start()] if address else ""
    given = _match_offer(said)
    at = address and (_introduces_address(before) or _AVAILABLE_AT.search(before))
    if not given and not at and not _states_availability(said):
        return None
    named = tuple(dict.fromkeys(str(each.lastgroup) for each in _THING.finditer(said)))
    things = named or (_address_thing(address[0], before) if address else _software_thing(said))
    ours = given or address or "code" in things or _OURS.search(said) or _SUBJECT.match(said)
    claim = given[0] if given and given[0][:2].lower() == "we" else said
    if not things or not ours or (not at and _NOT_OURS.search(claim)):
        return None
    return Release(sentence, things, "promised" if _LATER.search(said) else "available")


def _match_offer(said: str) -> re.Match[str] | None:
    """Where authors say that they give something; most sentences have no word of that, which is a quick question."""
    small = said.lower()
    if "we " in small or "sourc" in small or "release" in small or "available" in small:
        return _WE_GIVE.search(said) or _OPEN.search(said)
    return None


def _address_thing(address: str, before: str) -> tuple[str, ...]:
    """What an address leads to: `We release Lamp at https://github.com/...` is code."""
    kind = classify_link(with_scheme(trim_punctuation(address)), before).kind
    return () if kind == "paper" else (kind if kind in _THINGS else "project",)


def _software_thing(said: str) -> tuple[str, ...]:
    return ("code",) if re.search(rf"\b(?:{_SOFTWARE})\b", said, re.IGNORECASE) else ()


def _find_address(sentence: str) -> re.Match[str] | None:
    """The first address; most sentences have no part of one, which is a quick question."""
    small = sentence.lower()
    return _ADDRESS.search(sentence) if any(part in small for part in _ADDRESS_PARTS) else None


def _states_availability(said: str) -> bool:
    """`The code and all models are publicly available`."""
    return any(_ends_with_thing(said[: had.start()], ".;") for had in _IS_AVAILABLE.finditer(said))


def _introduces_address(before: str) -> bool:
    """`Code: https://...`, `code and demo at https://...`."""
    return _ends_with_thing(before.rstrip(": [("), ".;:")


def _ends_with_thing(before: str, borders: str) -> bool:
    """Whether a thing stands at the end of `before`, with no border behind it."""
    near = before[-NEAR_CHARS:]
    start = max(near.rfind(border) for border in borders) + 1
    return _THING.search(near, start) is not None


def gives_code(said: Release) -> bool:
    """Whether a sentence says that the code is there, and where."""
    somewhere = _find_address(said.sentence) or _PAGE.search(said.sentence)
    return "code" in said.things and said.availability == "available" and somewhere is not None
