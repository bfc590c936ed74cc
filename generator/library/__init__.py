"""The library: from drafts, what readers saw, to papers, what the site vouches for.

`assemble` is the composition: drafts on their shelves (`editions`), all drafts of one paper together (`duplicates`,
`merge`), names for papers (`slugs`), what a curator's file says of them (`corrections`), and the crossing from `Draft`
to `Paper` (`papers`). Nothing here depends on the order in which seeds are read, and one faulty paper is a warning,
never the end of the others.
"""

import datetime
from collections.abc import Mapping, Sequence

from generator.execution.memo import IDLE, Work
from generator.library import checks
from generator.library.corrections import corrections_in, curated
from generator.library.editions import UNDATED, Shelf, published, shelves
from generator.library.folding import fold
from generator.library.merge import Bundle, bundles, merged
from generator.library.papers import Contents, contents_of, papers_of
from generator.library.slugs import set_apart
from generator.model.config import Config
from generator.model.papers import Draft, Edition, Library, Paper, Reading
from generator.model.problems import ContentError, Problem

Days = Mapping[str, datetime.date | None]
"""By edition, the day it appeared here; None where nothing says."""


def assemble(
    readings: Sequence[Reading], config: Config, epoch: datetime.date | None = None, *, work: Work = IDLE
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of all seeds, and what is wrong with it beyond what the readers said.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`). Raises `ContentError` when there is no paper.
    """
    shelved = shelves(readings)
    named = _named(bundles(shelved, work))
    if not named:
        raise ContentError(*checks.no_paper(readings, config))
    said = corrections_in(readings)
    drafts, mistakes = curated({name: merged(bundle.drafts) for name, bundle in named.items()}, said)
    if not drafts:
        raise ContentError(*checks.all_hidden(readings, config))
    shown = {name: bundle for name, bundle in named.items() if name in drafts}
    contents = contents_of(shelved, shown)
    days = {shelf.id: published(shelf, config.published, epoch) for shelf in shelved if shelf.id in contents}
    papers = papers_of(drafts, shown, contents, said, config.rewrites, work)
    problems = (
        *mistakes,
        *checks.without_abstract(drafts),
        *checks.of_papers([*shown.values()], config),
        *checks.of_seeds(readings),
        *checks.of_editions(shelved, days, config),
    )
    return _library(papers, _editions(shelved, days, contents)), problems


def _named(found: Sequence[Bundle]) -> dict[str, Bundle]:
    """The papers by their slugs."""
    alone, titles = [bundle.title.slug for bundle in found], [bundle.title.text for bundle in found]
    return dict(zip(set_apart(alone, titles, lambda i: _mark(merged(found[i].drafts))), found, strict=True))


def _mark(draft: Draft) -> str:
    """What tells a paper from another of the same title."""
    return draft.arxiv or draft.doi or fold(draft.abstract)


def _editions(shelved: Sequence[Shelf], days: Days, contents: Contents) -> tuple[Edition, ...]:
    """The editions that have papers."""
    return tuple(
        Edition(shelf.id, shelf.label, shelf.day, days[shelf.id] or UNDATED, contents[shelf.id])
        for shelf in shelved
        if shelf.id in contents
    )


def _library(papers: tuple[Paper, ...], editions: tuple[Edition, ...]) -> Library:
    return Library(papers, editions, {paper.id: paper for paper in papers}, {each.id: each for each in editions})
