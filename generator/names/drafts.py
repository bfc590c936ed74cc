"""What a library's papers say of each name, gathered; and what many papers speak of, given back to all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.model import Library
from generator.names.model import Field, Introduced, Name, Said
from generator.names.shapes import Claim, is_name
from generator.names.words import Kind

WIDELY_SAID = 5
"""A name that so many other papers say without introducing it belongs to none, unless a title opens with it."""
WIDELY_DEFINED = 3
"""An acronym that so many papers give the same long form is common property."""
SAID_OUTRIGHT = 2
"""How much more an abstract's word for what a name is counts than what follows the colon in a title."""
RARE_PART = 10
"""A long form said this many times more seldom than the first is a slip of the pen."""
LONG_FORMS = 3
"""Long forms to show of one acronym; more say nothing."""


@dataclass(slots=True)
class Draft:
    """What is gathered of a name before all papers were asked."""

    forms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    kinds: dict[Kind, int] = field(default_factory=lambda: defaultdict(int))
    long_forms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    introduced: dict[str, Introduced] = field(default_factory=dict)
    of_title: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """As it is mostly written; of two equally frequent forms the first in the library."""
        return max(self.forms, key=self.forms.__getitem__)

    @property
    def kind(self) -> Kind:
        """As it is mostly called, the first of several; an acronym where no paper calls it its own."""
        return max(self.kinds, key=self.kinds.__getitem__, default="") if self.introduced else "acronym"

    @property
    def written(self) -> list[str]:
        """Its forms, and the plurals of those in capitals."""
        return [spelled for form in self.forms for spelled in ((form, f"{form}s") if form.isupper() else (form,))]

    @property
    def stands_out(self) -> bool:
        """Whether the label is no word or phrase that a text could also hold by chance."""
        return bool(self.long_forms) or is_name(self.label)

    def claim(self, paper: str, where: Field, claim: Claim) -> None:
        self.forms[claim.label] += 1
        if claim.kind:
            self.kinds[claim.kind] += 1 if where == "title" else SAID_OUTRIGHT
        self.introduced.setdefault(paper, Introduced(paper, where, claim.start, claim.end))
        if where == "title":
            self.of_title.add(paper)

    def settle(self, papers: Sequence[str]) -> bool:
        """Take back claims on what many papers speak of; whether there is a name left."""
        widely = len(papers) - len(self.introduced) >= WIDELY_SAID or self._widely_defined()
        if widely:
            self.introduced = {paper: each for paper, each in self.introduced.items() if paper in self.of_title}
        return bool(self.introduced or self.long_forms)

    def _widely_defined(self) -> bool:
        return max(self.long_forms.values(), default=0) >= WIDELY_DEFINED

    def name(self, name_id: str, papers: Sequence[str]) -> Name:
        often = sorted(self.long_forms, key=self.long_forms.__getitem__, reverse=True)[:LONG_FORMS]
        long_forms = [form for form in often if self.long_forms[form] * RARE_PART >= self.long_forms[often[0]]]
        return Name(name_id, self.label, self.kind, tuple(long_forms), tuple(self.introduced.values()), tuple(papers))


def drafts_of(library: Library, said: Iterable[tuple[Said, Said]]) -> dict[str, Draft]:
    """What the papers say of each name, by the name's key."""
    drafts: defaultdict[str, Draft] = defaultdict(Draft)
    for paper, texts in zip(library.papers, said, strict=True):
        spelled: dict[str, str] = {}
        for text in texts:
            for claim in text.claims:
                drafts[key_of(claim.label)].claim(paper.id, text.field, claim)
            for each in text.acronyms:
                spelled[each.acronym] = max(spelled.get(each.acronym, ""), each.long_form, key=len)
        for acronym, long_form in spelled.items():
            draft = drafts[key_of(acronym)]
            draft.forms[acronym] += 1
            draft.long_forms[draft.spellings.setdefault(_same(long_form), long_form)] += 1
    return drafts


def key_of(label: str) -> str:
    return label.casefold() if is_name(label) else label


def _same(long_form: str) -> str:
    """What is the same for spellings of one long form, in which capitals, hyphens and the plural differ."""
    return long_form.casefold().replace("-", " ").removesuffix("s")
