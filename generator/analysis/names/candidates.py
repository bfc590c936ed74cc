"""Aggregates the evidence of all papers for each name into a `NameCandidate`, and decides who introduces it: a name
that many papers mention belongs to none of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.analysis.names.extraction import NameEvidence
from generator.analysis.names.lexicon import Kind
from generator.analysis.names.model import Name, NameIntroduction
from generator.analysis.names.shapes import is_name

WIDELY_MENTIONED = 5
"""A name that so many other papers say without introducing it belongs to none, unless a title opens with it."""
WIDELY_DEFINED = 3
"""An acronym that so many papers give the same long form is common property."""
ABSTRACT_KIND_WEIGHT = 2
"""How much more an abstract's word for what a name is counts than what follows the colon in a title."""
RARE_FORM_RATIO = 10
"""A long form said this many times more seldom than the first is a slip of the pen."""
MAX_LONG_FORMS = 3
"""Long forms to show of one acronym; more say nothing."""

T = TypeVar("T")
Counts = defaultdict[T, int]
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True, eq=False)
class NameCandidate:
    """What is known of a name before all papers were asked.

    It is kept for as long as the same papers say the same of it, and compared by identity. `forms` are its spellings,
    `label` that in which it is mostly written, of two equally frequent ones the first in the library; `kind` is what it
    is mostly called. `own_forms` are the long forms that introducing papers give, `in_titles` are the introductions of
    papers whose title opens with it, `is_common` says that many papers spell it out alike, `stands_out` that the label
    is no word or phrase that a text could also hold by chance.
    """

    key: str
    label: str
    kind: Kind
    forms: tuple[str, ...]
    long_forms: tuple[str, ...]
    own_forms: tuple[str, ...]
    introduced: tuple[NameIntroduction, ...]
    in_titles: tuple[NameIntroduction, ...]
    is_common: bool
    stands_out: bool
    order: tuple[str, str]
    slug: str

    def introducing(self, papers: Sequence[str]) -> tuple[NameIntroduction, ...]:
        """Who introduces it, when these papers say it: what many speak of belongs to none but titles."""
        widely = self.is_common or len(papers) - len(self.introduced) >= WIDELY_MENTIONED
        return self.in_titles if widely else self.introduced

    def name(self, name_id: str, papers: tuple[str, ...]) -> Name:
        introduced = self.introducing(papers)
        kind = self.kind if introduced else "acronym"
        return Name(
            name_id, self.label, kind, self._shown_forms() if introduced else self.long_forms, introduced, papers
        )

    def _shown_forms(self) -> tuple[str, ...]:
        """What it stands for where it is introduced; what others alone mean by the same letters is another thing."""
        shown: dict[str, str] = {}
        for form in (*self.own_forms, *self.long_forms) if self.own_forms else ():
            shown.setdefault(_fold_form(form), form)
        return tuple(shown.values())[:MAX_LONG_FORMS]


def build_candidate(key: str, papers: Sequence[str], said: Sequence[NameEvidence]) -> NameCandidate:
    """The name of this key, by the papers that say what it is, and what each says."""
    forms, kinds, long_forms = _count_evidence(said)
    own_forms = dict.fromkeys(form for given in said if given.claims for _, form in given.spelled)
    label, often = _most_frequent(forms), max(long_forms.values(), default=0)
    introduced = tuple(
        [NameIntroduction(paper, *given.first) for paper, given in zip(papers, said, strict=True) if given.first]
    )
    return NameCandidate(
        key,
        label,
        _most_frequent(kinds) if kinds else "",
        tuple(forms),
        _main_long_forms(long_forms),
        tuple(own_forms),
        introduced,
        tuple([each for each in introduced if each.field == "title"]),
        often >= WIDELY_DEFINED,
        often > 0 or is_name(label),
        (label.casefold(), key),
        _NO_SLUG.sub("-", label.casefold()).strip("-") or "name",
    )


def _count_evidence(said: Iterable[NameEvidence]) -> tuple[Counts[str], Counts[Kind], Counts[str]]:
    """How often it is written in each form, called of each kind, and spelled out as each long form."""
    forms: Counts[str] = defaultdict(int)
    kinds: Counts[Kind] = defaultdict(int)
    long_forms: Counts[str] = defaultdict(int)
    spellings: dict[str, str] = {}
    for given in said:
        for field, claim in given.claims:
            forms[claim.label] += 1
            if claim.kind:
                kinds[claim.kind] += 1 if field == "title" else ABSTRACT_KIND_WEIGHT
        for acronym, long_form in given.spelled:
            forms[acronym] += 1
            long_forms[spellings.setdefault(_fold_form(long_form), long_form)] += 1
    return forms, kinds, long_forms


def _fold_form(long_form: str) -> str:
    """Equal for two spellings of one long form."""
    return long_form.casefold().replace("-", " ").removesuffix("s")


def _most_frequent(counts: Counts[T]) -> T:
    """The most frequent, of two equally frequent ones the first."""
    return max(counts, key=counts.__getitem__)


def _main_long_forms(long_forms: Counts[str]) -> tuple[str, ...]:
    """The most frequent long forms, without slips of the pen."""
    often = sorted(long_forms, key=long_forms.__getitem__, reverse=True)[:MAX_LONG_FORMS]
    return tuple([form for form in often if long_forms[form] * RARE_FORM_RATIO >= long_forms[often[0]]])
