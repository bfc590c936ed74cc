"""Groups the drafts of each paper and merges each group into one draft."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from generator.library.duplicates import group_duplicates
from generator.library.editions import EditionDraft
from generator.library.folding import fold_text
from generator.library.slugs import title_slug
from generator.model.papers import DETAILS, Day, Draft
from generator.seeds.identifiers import arxiv_id, doi, is_data_doi
from generator.text import markup

T = TypeVar("T")

COLLECTED = ("tags", "without_tags", "links", "aliases")
"""Details to which every draft of a paper adds its own."""


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
    and its place among all drafts; and the title of the first."""

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
        return cls(first.title, *(tuple(chain.from_iterable(parts)) for parts in columns))


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
        yield TitleForms(text, slug, fold_text(text), former_slug if former_slug != slug else "")


def first_day(shelves: Sequence[EditionDraft]) -> Day | None:
    """The earliest day of the shelves; one without a year only where no other is known."""
    if len(shelves) == 1:
        return shelves[0].day
    dated = [shelf for shelf in shelves if shelf.date]
    days = [shelf.day for shelf in sorted(dated, key=lambda shelf: shelf.id)] or [s.day for s in shelves if s.day]
    return days[0] if days else None


def add_identifiers(draft: Draft) -> Draft:
    """`draft` with the arXiv id and DOI that its own links name; an address in its abstract may be another paper's.

    The DOI of data is not the paper's, and one of arXiv's says the id.
    """
    if not draft.links and not draft.doi:
        return draft
    urls = [link.url for link in draft.links]
    arxiv = draft.arxiv or next(filter(None, map(arxiv_id, [draft.doi or "", *urls])), None)
    dois = (found for url in urls if not arxiv_id(url) and (found := doi(url)) and not is_data_doi(found))
    return replace(draft, arxiv=arxiv, doi=draft.doi or next(dois, None))


def merge_drafts(drafts: Sequence[Draft]) -> Draft:
    """One draft of several of a paper: the first counts, the others fill in what it lacks."""
    first, *others = drafts
    for other in others:
        text = first if first.abstract or not other.abstract else other
        details = {name: _merge_values(getattr(first, name), getattr(other, name), name) for name in DETAILS}
        details |= {"abstract": text.abstract, "markup": text.markup, "abstract_lines": text.abstract_lines}
        details |= {"hidden": first.hidden or other.hidden}
        first = replace(first, **details)
    return first


def _merge_values(ours: Any, theirs: Any, name: str) -> Any:
    """Our value of a detail, with theirs added to what is a collection, else theirs where we have none."""
    if name == "day":  # every listing keeps its own
        return ours
    if name in COLLECTED:
        return _union(ours, theirs)
    return theirs if ours in (None, ()) else ours


def _union(first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *more)))
