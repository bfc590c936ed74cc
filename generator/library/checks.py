"""Checks of the library: problems that the readers of single seeds cannot see."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.library.editions import UNDATED, EditionDraft
from generator.library.folding import repeated_positions
from generator.library.merge import DuplicateGroup
from generator.model.config import Config
from generator.model.papers import Day, Draft, ParsedSeed
from generator.model.problems import Problem, error, shorten_quote, warning
from generator.model.toml_file import did_you_mean
from generator.seeds.sources import CORRECTIONS_FILE, SIDE_FILES, suffix_of

OPT_OUT_RULES = ("draft", "README")
"""Rules by which a reader leaves a whole file out because its author wants it so."""


def check_abstracts(drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Papers that get an abstract from none of their seeds, nor from the curator's file."""
    for draft in drafts.values():
        if not draft.abstract:
            what, hint = f'no abstract below the title "{shorten_quote(draft.title)}"', "paste the abstract below it"
            if draft.markup == "markdown":
                what, hint = "this paper has no abstract", "write the abstract below the front matter"
            yield warning(draft.place.path, draft.place.line, what, f"{hint}, or hide the paper in {CORRECTIONS_FILE}")


def check_editions(
    shelved: Sequence[EditionDraft],
    days: Mapping[str, datetime.date | None],
    config: Config,
    known: Sequence[EditionDraft],
) -> Iterator[Problem]:
    """`days` has those on which the editions that are shown appeared here; `known` are also those to come."""
    yield from check_dates([shelf for shelf in shelved if shelf.id in days and days[shelf.id] is None], UNDATED)
    yield from check_edition_settings(config, {shelf.id for shelf in known})


def check_repeats(papers: Iterable[DuplicateGroup], config: Config) -> Iterator[Problem]:
    """Papers that stand twice in one edition, and in files of one kind: one line for each file that repeats some.

    Several editions may carry the same paper, and files of other kinds add to it: that is daily life.
    """
    repeated: dict[str, list[tuple[Draft, Draft]]] = defaultdict(list)
    for paper in (paper for paper in papers if len(paper.drafts) > 1):
        for (first, shelf), (again, other) in pairwise(zip(paper.drafts, paper.shelves, strict=True)):
            if shelf is other and suffix_of(first.place.path) == suffix_of(again.place.path):
                repeated[again.place.path].append((again, first))
    for path, pairs in repeated.items():
        again, first = min(pairs, key=lambda pair: pair[0].place.line)
        where = f"{config.seeds / first.place.path}:{first.place.line}"
        what = f'the paper "{again.title}" stands here again, and before at {where}'
        more = f", and so do {len(pairs) - 1:,} more of this file" if len(pairs) > 1 else ""
        yield warning(path, again.place.line, f"{what}{more}", f"remove {'them' if more else 'one of them'}")


def check_same_titles(papers: Sequence[DuplicateGroup], config: Config) -> Iterator[Problem]:
    """Papers of one title that only their abstracts tell apart, on one day or on none: most likely a slip."""
    first: dict[tuple[str, Day | None], DuplicateGroup] = {}
    for i in sorted(i for group in repeated_positions([paper.title.folded for paper in papers]) for i in group):
        paper = papers[i]
        draft, shelf = paper.drafts[0], paper.shelves[0]
        other = first.setdefault((paper.title.folded, shelf.day), paper)
        same = other.drafts[0]
        told_apart = (draft.arxiv and same.arxiv) or (draft.doi and same.doi) or (draft.authors and same.authors)
        if other is not paper and not told_apart:
            place = same.place
            what = f'another paper is called "{draft.title}", at {config.seeds / place.path}:{place.line}'
            hint = "both have a page; if they are one paper, remove one of them"
            yield warning(draft.place.path, draft.place.line, what, hint)


def check_dates(shelves: Sequence[EditionDraft], day: datetime.date) -> Iterator[Problem]:
    """Editions that nothing dates: one warning for all, as one setting of the call would fix them all."""
    if shelves:
        first, others = shelves[0], len(shelves) - 1
        what = f'the edition "{first.label}" has no date'
        what += f", nor have {others} more" if others > 1 else ", nor has another" if others else ""
        hint = f'set [editions."{first.id}"] published = YYYY-MM-DD in digest.toml'
        yield warning(first.path, 0, f"{what}, so feeds say {day}", hint)


def check_titles(readings: Iterable[ParsedSeed]) -> Iterator[Problem]:
    for reading in readings:
        for draft in reading.drafts:
            if not draft.title.strip():
                place = draft.place
                yield warning(place.path, place.line, "this paper has no title and was left out", "give it one")


def check_empty_files(readings: Iterable[ParsedSeed]) -> Iterator[Problem]:
    """Files that gave no paper and no reason."""
    for reading in readings:
        left_out = any(line.rule in OPT_OUT_RULES for line in reading.ignored)
        if not (reading.drafts or reading.problems or reading.path in SIDE_FILES or left_out):
            hint = "`digest check` shows what was understood"
            yield warning(reading.path, 0, "no paper was found in this file", hint)


def check_edition_settings(config: Config, editions: Collection[str]) -> Iterator[Problem]:
    """Settings for editions that are not there."""
    path = str(config.file or "digest.toml")
    for name in sorted({*config.published, *config.curation.editions} - set(editions)):
        known = ", ".join(sorted(editions)[:5])
        yield warning(path, 0, f'[editions."{name}"] names no edition', f"the editions are {known} ...")


def check_seed_settings(config: Config, readings: Iterable[ParsedSeed]) -> Iterator[Problem]:
    """Settings for seeds that are not there."""
    paths = {reading.path for reading in readings}
    for name in sorted(set(config.read_as) - paths):
        near = did_you_mean(name, sorted(paths)) or "write its path below the seeds folder"
        yield warning(str(config.file or "digest.toml"), 0, f'[seeds."{name}"] names no seed', near)


def no_paper_problems(readings: Sequence[ParsedSeed], config: Config) -> Iterator[Problem]:
    """Why there is no library at all, with what the readers said, their paths as the user knows them."""
    hint = "put a pasted digest page into it; `digest check` shows what was understood"
    yield error(str(config.seeds), 0, "there is no paper in this folder", hint)
    for reading in readings:
        for problem in reading.problems:
            yield replace(problem, path=str(config.seeds / problem.path))


def all_hidden_problem(readings: Sequence[ParsedSeed], config: Config) -> Iterator[Problem]:
    """Why there is no library though there are papers."""
    hiding = (
        place
        for reading in readings
        for place in (
            *(c.said.place for c in reading.corrections if c.hidden),
            *(draft.place for draft in reading.drafts if draft.hidden),
        )
    )
    place = next(hiding)
    yield error(str(config.seeds / place.path), place.line, "every paper is hidden", "show one of them")
