"""The types of the names package. Those of which a library has very many are named tuples, which are quick to make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.analysis.names.lexicon import Kind
from generator.analysis.names.shapes import NameClaim
from generator.text.acronyms import AcronymDefinition

TextField = Literal["title", "abstract"]

PAPERS_SHOWN = 6
"""Papers named in an entry of the index; a name with more has a page of its own."""


class NameIntroduction(NamedTuple):
    """That `paper` introduces a name, and where it says so: half-open in the plain text of `field`."""

    paper: str
    field: TextField
    start: int
    end: int


class Mention(NamedTuple):
    """The first place in the plain text of an abstract where it says a name, by the name's id."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """`kind` is what the text says the name is, "acronym" for one that no paper calls its own; `long_forms` has what
    it stands for, most said first; `introduced` and `papers` (ids of all that say it) are in site order."""

    id: str
    label: str
    kind: Kind
    long_forms: tuple[str, ...]
    introduced: tuple[NameIntroduction, ...]
    papers: tuple[str, ...]

    @property
    def has_page(self) -> bool:
        return len(self.papers) > PAPERS_SHOWN


@dataclass(frozen=True, slots=True)
class Names:
    """Every name, by label; for each paper by its id what its abstract mentions, in the text's order; and of all
    papers, in site order, the acronyms that each introduces, those of its title first."""

    names: tuple[Name, ...] = ()
    name: Mapping[str, Name] = field(default_factory=dict, repr=False)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict, repr=False)
    introduced: tuple[tuple[AcronymDefinition, ...], ...] = field(default=(), repr=False)


class TextExtraction(NamedTuple):
    """What one text says of names: those it introduces as its own, and the acronyms it spells out; with places."""

    field: TextField
    claims: tuple[NameClaim, ...]
    acronyms: tuple[AcronymDefinition, ...]
