"""The library: from drafts, what readers saw, to papers, what the site vouches for.

`assemble` is the composition: drafts on their shelves (`editions`), all drafts of one paper together (`duplicates`,
`merge`), names for papers (`slugs`), what a curator's file says of them (`corrections`), and one function, `_paper`,
that crosses from `Draft` to `Paper`. Nothing here depends on the order in which seeds are read, and one faulty paper
is a warning, never the end of the others.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator import markup
from generator.config import Config, Rewrite
from generator.library import faults
from generator.library.corrections import curated
from generator.library.editions import UNDATED, Shelf, published, shelves
from generator.library.merge import Work, merged, works
from generator.library.slugs import slugs
from generator.library.text import fold
from generator.model import Day, Draft, Edition, Library, Link, Markup, Paper, Reading, Rich, Standing
from generator.problems import ContentError, Problem

TitleText = Callable[[str, Markup], Rich]
Numbers = Mapping[str, Mapping[str, int]]
BodyText = Callable[[str, Markup, tuple[Rewrite, ...]], tuple[Rich, tuple[Link, ...]]]


def assemble(
    readings: Sequence[Reading],
    config: Config,
    epoch: datetime.date | None = None,
    *,
    title: TitleText = markup.title,
    body: BodyText = markup.body,
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of all seeds, and what is wrong with it beyond what the readers said.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`); `title` and `body` make text with markup, and
    may remember what they made. Raises `ContentError` when there is no paper at all.
    """
    shelved = shelves(readings)
    found = works(shelved)
    if not found:
        raise ContentError(*faults.no_paper(readings, config))
    seen = [merged(work.drafts) for work in found]
    titles = [title(draft.title, draft.markup) for draft in seen]
    names = slugs([rich.text for rich in titles], lambda i: _mark(seen[i]))
    drafts, mistakes = curated(dict(zip(names, seen, strict=True)), readings)
    if not drafts:
        raise ContentError(*faults.all_hidden(readings, config))
    before = dict(zip(names, zip(seen, titles, strict=True), strict=True))
    rich = {
        name: before[name][1] if draft.title == before[name][0].title else title(draft.title, draft.markup)
        for name, draft in drafts.items()
    }
    shown = {name: work for name, work in zip(names, found, strict=True) if name in drafts}
    numbers = _numbers(shelved, shown)
    shelved = tuple(shelf for shelf in shelved if numbers[shelf.id])
    days = {shelf.id: published(shelf, config.published, epoch) for shelf in shelved}
    editions = _editions(shelved, days, numbers)
    papers = tuple(
        _paper(
            drafts[name],
            name,
            rich[name],
            body(drafts[name].abstract, drafts[name].markup, config.rewrites),
            tuple(Standing(edition, numbers[edition][name]) for edition in dict.fromkeys(s.id for s in work.shelves)),
            _first_day(work.shelves),
            config.rewrites,
        )
        for name, work in shown.items()
    )
    problems = (
        *mistakes,
        *faults.repeated(shown.values(), config),
        *faults.namesakes(shown.values(), config),
        *faults.untitled(readings),
        *faults.empty(readings),
        *faults.undated([shelf for shelf in shelved if days[shelf.id] is None], UNDATED),
        *faults.unknown_editions(config, numbers),
    )
    return Library(papers, editions, {p.id: p for p in papers}, {e.id: e for e in editions}), problems


def _mark(draft: Draft) -> str:
    """What tells a paper from another of the same title."""
    return draft.arxiv or draft.doi or fold(draft.abstract)


def _numbers(shelved: Sequence[Shelf], shown: Mapping[str, Work]) -> Numbers:
    """By edition and paper, the paper's number there, from 1, in the order of the page."""
    places: dict[str, dict[int, str]] = {shelf.id: {} for shelf in shelved}
    for name, work in shown.items():
        for shelf, position in zip(work.shelves, work.positions, strict=True):
            places[shelf.id][position] = name
    ordered = {edition: dict.fromkeys(by[n] for n in sorted(by)) for edition, by in places.items()}
    return {edition: {name: n for n, name in enumerate(papers, 1)} for edition, papers in ordered.items()}


def _editions(
    shelved: Sequence[Shelf], days: Mapping[str, datetime.date | None], numbers: Numbers
) -> tuple[Edition, ...]:
    return tuple(
        Edition(shelf.id, shelf.label, shelf.day, days[shelf.id] or UNDATED, tuple(numbers[shelf.id]))
        for shelf in shelved
    )


def _paper(
    draft: Draft,
    name: str,
    title: Rich,
    body: tuple[Rich, tuple[Link, ...]],
    standings: tuple[Standing, ...],
    day: Day | None,
    rewrites: tuple[Rewrite, ...],
) -> Paper:
    """The one crossing from what was seen to what is vouched for. `day` is that of the editions, the second choice."""
    abstract, found = body
    own = [replace(link, url=markup.rewritten(link.url, rewrites)) for link in draft.links]
    return Paper(
        id=name,
        title=title,
        abstract=abstract,
        place=draft.place,
        editions=standings,
        day=draft.day or day,
        authors=draft.authors,
        tags=draft.tags,
        without_tags=draft.without_tags,
        links=markup.distinct((*own, *found)),
        arxiv=draft.arxiv,
        doi=draft.doi,
        aliases=draft.aliases,
    )


def _first_day(shelves: Sequence[Shelf]) -> Day | None:
    """The earliest day of the shelves; one without a year only where no other is known."""
    dated = [shelf for shelf in shelves if shelf.date]
    days = [shelf.day for shelf in sorted(dated, key=lambda shelf: shelf.id)] or [s.day for s in shelves if s.day]
    return days[0] if days else None
