"""The context of a cue: its span, the sentence around it, and the acronyms and capitalised words nearby."""

import re
from collections.abc import Mapping, Sequence

from generator.analysis.names.lexicon import Kind
from generator.analysis.names.shapes import NameClaim
from generator.text.acronyms import AcronymDefinition
from generator.text.sentences import ends_in_abbreviation

Acronyms = Mapping[int, AcronymDefinition]
Spans = Sequence[tuple[int, int]]
CAPITALISED_RUN = re.compile(
    r"[\"“‘`]*(?P<run>[A-Z0-9α-ω][\w+*/.'’$^&-]*"
    r"(?:\s+(?:(?:of|and|for|the|in|with|on|to|as|from|by|via|&)\s+){0,2}[A-Z0-9][\w+*/.'’$^&-]*){0,8})"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\"“(])")


def sentence_begin(text: str, place: int) -> int:
    begin = max(0, place - 300)
    for end in _SENTENCE_END.finditer(text, begin, place):
        begin = end.end()
    return begin


def sentence_end(text: str, start: int) -> int:
    for end in _SENTENCE_END.finditer(text, start, start + 400):
        if not ends_in_abbreviation(text, start, end.start()):
            return end.start() + 1
    return min(len(text), start + 400)


def acronym_at(acronyms: Acronyms, span: tuple[int, int]) -> AcronymDefinition | None:
    """The acronym whose definition starts in a word of the text."""
    for each in acronyms.values():
        if span[0] <= min(each.start, each.long_start) < span[1]:
            return each
    return None


def claim_from_acronym(own: AcronymDefinition, kind: Kind) -> NameClaim:
    return NameClaim(own.acronym, kind, own.start, own.end, own.long_form)


def is_acronym_of(name: str, acronyms: Acronyms) -> bool:
    return any(each.acronym == name for each in acronyms.values())
