"""The library: from drafts, which readers found, to papers, which the site vouches for.

`plan_library` groups drafts into editions (`editions`), merges the drafts of one paper (`duplicates`, `merge`), gives
papers their ids (`slugs`, `paper_addresses`) and applies the curator's corrections (`corrections`). `render_texts` and
`build_papers` then make each `Draft` a `Paper` (`papers`), paper by paper; `build_library` does all of it. Nothing here
depends on the order in which seeds are read, and one faulty paper is a warning, never the end of the others.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.library import checks
from generator.library.conflicts import check_conflicts, check_shared_dois
from generator.library.corrections import (
    apply_corrections,
    check_enriched,
    check_paper_ids,
    corrections_by_paper,
    enrich_drafts,
)
from generator.library.curated import leave_out_later, name_edition, without_scheduled
from generator.library.editions import UNDATED, EditionDraft, edition_drafts
from generator.library.former_ids import add_former_ids
from generator.library.merge import TitleForms, group_drafts, merge_drafts, title_forms
from generator.library.paper_addresses import assign_addresses, find_namesakes
from generator.library.papers import (
    EditionContents,
    PaperInput,
    build_papers,
    edition_contents,
    paper_inputs,
    render_texts,
)
from generator.model.config import Config
from generator.model.papers import Edition, Library, Paper, ParsedSeed
from generator.model.problems import ContentError, Problem
from generator.seeds.sources import ENRICHED_FILE

PublicationDays = Mapping[str, datetime.date | None]
"""By edition, the day it appeared here; None where nothing says."""


class LibraryPlan(NamedTuple):
    """A library before its texts are rendered: what each paper is made from, the editions, and what is wrong."""

    papers: tuple[PaperInput, ...]
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]


def build_library(
    readings: Sequence[ParsedSeed], config: Config, epoch: datetime.date | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of all seeds, and what is wrong with it beyond what the readers said.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`). Raises `ContentError` when there is no paper.
    """
    plan = plan_library(readings, [*title_forms(draft_titles(readings, config))], config, epoch)
    texts = render_texts([paper.draft for paper in plan.papers], config.rewrites)
    papers = build_papers([*zip(plan.papers, texts, strict=True)], config.rewrites)
    return index_library(tuple(papers), plan.editions), plan.problems


def draft_titles(readings: Sequence[ParsedSeed], config: Config) -> list[str]:
    """The title of every draft, in site order."""
    current = leave_out_later(readings, config)
    return [draft.title for edition in edition_drafts(current) for draft, _ in edition.sightings]


def plan_library(
    readings: Sequence[ParsedSeed], titles: Sequence[TitleForms], config: Config, epoch: datetime.date | None
) -> LibraryPlan:
    """All of the library but the rendered texts; `titles` are the forms of `draft_titles`.

    Raises `ContentError` when there is no paper.
    """
    current = leave_out_later(readings, config)
    shelved = edition_drafts(current)
    found = group_drafts(shelved, titles)
    if not found:
        raise ContentError(*checks.no_paper_problems(readings, config))
    enriched = {each.paper: each for seed in readings if seed.path == ENRICHED_FILE for each in seed.corrections}
    written = {each.paper: each for seed in readings if seed.path != ENRICHED_FILE for each in seed.corrections}
    addresses = add_former_ids(assign_addresses(found, written), found, titles)
    named = {address.id: bundle for address, bundle in zip(addresses, found, strict=True)}
    said = corrections_by_paper(written, addresses)
    merged = enrich_drafts(
        {name: merge_drafts(bundle.drafts) for name, bundle in named.items()}, corrections_by_paper(enriched, addresses)
    )
    drafts, mistakes = apply_corrections(merged, said, addresses)
    if not drafts:
        raise ContentError(*checks.all_hidden_problem(readings, config))
    shown = {name: bundle for name, bundle in named.items() if name in drafts}
    contents = edition_contents(shelved, shown)
    days = {each.id: config.published.get(each.id) or each.date or epoch for each in shelved if each.id in contents}
    papers = paper_inputs(drafts, shown, contents, said)
    namesakes = find_namesakes(addresses, drafts)
    if namesakes:
        papers = tuple([each._replace(namesakes=namesakes.get(each.name, ())) for each in papers])
    problems = (
        *mistakes,
        *check_enriched(enriched.values(), addresses),
        *check_paper_ids(without_scheduled(written.values(), readings, current), addresses, merged, drafts, config),
        *checks.check_abstracts(drafts),
        *checks.check_repeats(shown.values(), config),
        *checks.check_same_titles([*shown.values()], config),
        *check_conflicts(shown, said, config),
        *check_shared_dois(shown, config),
        *checks.check_titles(readings),
        *checks.check_empty_files(readings),
        *checks.check_editions(shelved, days, config, edition_drafts(readings) if config.until else shelved),
        *checks.check_seed_settings(config, readings),
    )
    return LibraryPlan(papers, _build_editions(shelved, days, contents, config), problems)


def _build_editions(
    shelved: Sequence[EditionDraft], days: PublicationDays, contents: EditionContents, config: Config
) -> tuple[Edition, ...]:
    """The editions that have papers, with what the curator says of them."""
    own = config.curation.editions
    plain = tuple(
        Edition(shelf.id, shelf.label, shelf.day, days[shelf.id] or UNDATED, contents[shelf.id], shelf.is_feed)
        for shelf in shelved
        if shelf.id in contents
    )
    return tuple(name_edition(each, own[each.id], config.rewrites) if each.id in own else each for each in plain)


def index_library(papers: tuple[Paper, ...], editions: tuple[Edition, ...]) -> Library:
    """The library of these papers and editions, with its look-ups."""
    return Library(papers, editions, {paper.id: paper for paper in papers}, {each.id: each for each in editions})
