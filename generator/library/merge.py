"""Groups the drafts of each paper and merges each group into one draft."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from generator.library.duplicates import add_identifiers, group_duplicates
from generator.library.editions import EditionDraft, draft_age
from generator.library.folding import fold_title
from generator.library.fuller import CHOICES
from generator.library.slugs import title_slug
from generator.model.papers import DETAILS, Day, Draft, Origin
from generator.text import markup

T = TypeVar("T")

COLLECTED = ("tags", "without_tags", "links", "aliases", "orcids")
"""Details to which every draft of a paper adds its own."""
APART = ("day", "origins", "source_texts")
"""Every listing keeps its own day, and the others go with the values that they are about."""
CHOSEN = ("title", "abstract", "note", *(name for name in DETAILS if name not in (*COLLECTED, *APART)))
"""Fields of which one draft's value is taken."""
EMPTY: tuple[object, ...] = (None, "", ())


class TitleForms(NamedTuple):
    """What the title of a draft tells on its own: its plain text, the slug of that, and what spellings of it share.

    `former_slug` is the one it had while its TeX was read as text, where that was another.
    """

    text: str
    slug: str
    folded: str
    former_slug: str = ""


class DuplicateGroup(NamedTuple):
    """A paper on its way: its drafts, that of the newest edition first, with the days of their own, the shelf of each
    and its place among all drafts; and the title of the oldest, which names the paper for good."""

    title: TitleForms
    drafts: tuple[Draft, ...]
    days: tuple[Day | None, ...]
    shelves: tuple[EditionDraft, ...]
    places: tuple[int, ...]

    @property
    def day(self) -> Day | None:
        """The day of the paper: its own, or the first of its editions'."""
        return next(filter(None, self.days), None) or first_day(self.shelves)

    @classmethod
    def of(cls, found: "Sequence[DuplicateGroup]") -> "DuplicateGroup":
        """The bundles of one paper, in one."""
        first = found[0]
        if len(found) == 1:
            return first
        _, *columns = zip(*found, strict=True)
        oldest = min(found, key=lambda each: draft_age(each.drafts[0], each.shelves[0]))
        return cls(oldest.title, *(tuple(chain.from_iterable(parts)) for parts in columns))


def group_drafts(shelved: Sequence[EditionDraft], titles: Sequence[TitleForms]) -> list[DuplicateGroup]:
    """Every paper with all its drafts; papers in site order, that of their first appearance.

    `titles` are the forms of the drafts' titles.
    """
    sightings = [*chain.from_iterable(shelf.sightings for shelf in shelved)]
    shelf_of = [shelf for shelf in shelved for _ in shelf.sightings]
    drafts, days = [add_identifiers(draft) for draft, _ in sightings], [day for _, day in sightings]
    groups = group_duplicates(drafts, [title.folded for title in titles])
    alone = [*map(DuplicateGroup, titles, zip(drafts), zip(days), zip(shelf_of), zip(range(len(drafts))))]
    return [DuplicateGroup.of([alone[place] for place in places]) for places in groups]


def title_forms(titles: Sequence[str]) -> Iterator[TitleForms]:
    """What the title of each draft tells on its own."""
    for title in titles:
        text = markup.render_title(title).text
        slug, former = title_slug(text), markup.title_with_tex(title)
        former_slug = title_slug(former) if former != text else slug
        yield TitleForms(text, slug, fold_title(text), former_slug if former_slug != slug else "")


def first_day(shelves: Sequence[EditionDraft]) -> Day | None:
    """The earliest day of the shelves; one without a year only where no other is known."""
    if len(shelves) == 1:
        return shelves[0].day
    dated = [shelf for shelf in shelves if shelf.date]
    days = [shelf.day for shelf in sorted(dated, key=lambda shelf: shelf.id)] or [s.day for s in shelves if s.day]
    return days[0] if days else None


def merge_drafts(drafts: Sequence[Draft]) -> Draft:
    """One draft of several of a paper: of each field the fuller value, the first's where both are as full.

    Where a value does not come from the first, its place is among the origins.
    """
    first, *others = drafts
    for other in others:
        first = _merge_two(first, other)
    return first


def _merge_two(first: Draft, other: Draft) -> Draft:
    """`first` with what `other` says more of, or better."""
    taken = {name: value for name in CHOSEN if (value := _fuller(first, other, name)) is not getattr(first, name)}
    if "abstract" in taken:
        taken |= {"markup": other.markup, "abstract_lines": other.abstract_lines}
    if first.source_texts or other.source_texts:
        kept = [each for each in first.source_texts if each[0] not in taken]
        taken["source_texts"] = (*kept, *(each for each in other.source_texts if each[0] in taken))
    taken |= {name: union for name in COLLECTED if (union := _union(getattr(first, name), getattr(other, name)))}
    origins = [Origin(name, other.place) for name in taken if name in CHOSEN]
    return replace(first, **taken, origins=merge_origins(first.origins, origins), hidden=first.hidden or other.hidden)


def _fuller(first: Draft, other: Draft, name: str) -> Any:
    """The value of a field that is the fuller of two drafts'."""
    ours, theirs = getattr(first, name), getattr(other, name)
    if theirs in EMPTY or ours == theirs:
        return ours
    return theirs if ours in EMPTY else CHOICES[name](ours, theirs) if name in CHOICES else ours


def merge_origins(origins: Sequence[Origin], newer: Sequence[Origin]) -> tuple[Origin, ...]:
    """The origins of values, those that are `newer` in place of others."""
    return tuple({each.name: each for each in (*origins, *newer)}.values())


def _union(first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *more)))
