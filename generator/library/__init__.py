"""The library: from drafts, what readers saw, to papers, what the site vouches for.

`assemble` is the composition: drafts on their shelves (`editions`), the drafts of one paper together (`duplicates`),
names for papers (`slugs`), and one function, `_paper`, that crosses from `Draft` to `Paper`. Nothing here depends on
the order in which seeds are read, and one faulty paper is a warning, never the end of the others.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import markup
from generator.config import Config, Rewrite
from generator.library.duplicates import same_papers
from generator.library.editions import Shelf, published, shelves
from generator.library.slugs import slugs
from generator.library.text import fold
from generator.model import Day, Draft, Edition, Library, Link, Markup, Paper, Reading, Rich, Standing
from generator.problems import ContentError, Problem, error, warning
from generator.seeds.ids import arxiv_id, doi

TitleText = Callable[[str, Markup], Rich]
BodyText = Callable[[str, Markup, tuple[Rewrite, ...]], tuple[Rich, tuple[Link, ...]]]

KEPT_BACK = ("draft", "README")
"""Rules by which a reader leaves a whole file out because its author wants it so."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One paper before it is one: its drafts, the one of the newest edition first, and the shelves they stood on."""

    drafts: tuple[Draft, ...]
    shelves: tuple[Shelf, ...]


def assemble(
    readings: Sequence[Reading],
    config: Config,
    epoch: datetime.date | None = None,
    *,
    title: TitleText = markup.title,
    body: BodyText = markup.body,
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of all seeds, and what is wrong with them beyond what their readers said.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`); `title` and `body` make text with markup, and
    may remember what they made. Raises `ContentError` when there is no paper at all.
    """
    shelved = shelves(replace(r, drafts=tuple(_identified(d) for d in r.drafts if d.title.strip())) for r in readings)
    works = _works(shelved)
    if not works:
        raise ContentError(*_nothing(readings, config))
    merged = [_merged(work.drafts) for work in works]
    titles = [title(draft.title, draft.markup) for draft in merged]
    names = slugs([rich.text for rich in titles], [d.arxiv or d.doi or fold(d.abstract) for d in merged])
    name_of = {draft.place: name for work, name in zip(works, names, strict=True) for draft in work.drafts}
    contents = {shelf.id: tuple(dict.fromkeys(name_of[draft.place] for draft in shelf.drafts)) for shelf in shelved}
    papers = tuple(
        _paper(draft, name, rich, body(draft.abstract, draft.markup, config.rewrites), _standings(name, work, contents))
        for draft, name, rich, work in zip(merged, names, titles, works, strict=True)
    )
    editions, undated = _editions(shelved, contents, config, epoch)
    days = {edition.id: edition.day for edition in editions}
    papers = tuple(replace(paper, day=paper.day or _first_day(paper, days)) for paper in papers)
    problems = (*_repeated(works), *_untitled(readings), *_empty(readings), *undated, *_unknown_editions(config, days))
    return Library(papers, editions, {p.id: p for p in papers}, {e.id: e for e in editions}), problems


def _works(shelved: Sequence[Shelf]) -> list[_Work]:
    """Every paper with its drafts, papers in site order."""
    standing = [(draft, shelf) for shelf in shelved for draft in shelf.drafts]
    groups = same_papers([draft for draft, _ in standing])
    return [_Work(tuple(standing[i][0] for i in group), tuple(standing[i][1] for i in group)) for group in groups]


def _identified(draft: Draft) -> Draft:
    """`draft` with the arXiv id and DOI that its own links name; an address in its abstract may be another paper's."""
    if not draft.links or (draft.arxiv and draft.doi):
        return draft
    urls = [link.url for link in draft.links]
    arxiv = draft.arxiv or next(filter(None, map(arxiv_id, urls)), None)
    return replace(draft, arxiv=arxiv, doi=draft.doi or next((d for u in urls if not arxiv_id(u) and (d := doi(u))), None))


def _merged(drafts: Sequence[Draft]) -> Draft:
    """One draft of several of a paper: the first counts, the others fill in what it lacks."""
    first, *others = drafts
    for other in others:
        text = first if first.abstract or not other.abstract else other
        first = replace(
            first,
            abstract=text.abstract,
            markup=text.markup,
            abstract_lines=text.abstract_lines,
            day=first.day or other.day,
            authors=first.authors or other.authors,
            tags=_union(first.tags, other.tags),
            without_tags=_union(first.without_tags, other.without_tags),
            links=_union(first.links, other.links),
            arxiv=first.arxiv or other.arxiv,
            doi=first.doi or other.doi,
        )
    return first


def _union[T](first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _paper(
    draft: Draft, name: str, title: Rich, body: tuple[Rich, tuple[Link, ...]], editions: tuple[Standing, ...]
) -> Paper:
    """The one crossing from what was seen to what is vouched for."""
    abstract, found = body
    return Paper(
        id=name,
        title=title,
        abstract=abstract,
        place=draft.place,
        editions=editions,
        day=draft.day,
        authors=draft.authors,
        tags=draft.tags,
        without_tags=draft.without_tags,
        links=markup.distinct((*draft.links, *found)),
        arxiv=draft.arxiv,
        doi=draft.doi,
    )
