"""The pipeline: from the files of the seeds folder to the site, in steps that are listed once.

A cold build runs all of `STEPS`. While somebody edits, the same list runs twice (`incremental`): first without the
deferred steps, so that pages show the edit at once, then with them. Each step is a function of the `State` so far.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator import library, search
from generator.analysis.authors import find_authors
from generator.analysis.corpus import merge_tokens, paper_texts, tokenize_texts
from generator.analysis.evidence import extract_evidence
from generator.analysis.highlights import find_groups, find_highlights, tagged_editions
from generator.analysis.names import NameSteps, extract_from_papers, find_names
from generator.analysis.related import comparison_input, find_related
from generator.analysis.topics.assignment import assign_topics, curate_tags, find_common_topics, untagged_texts
from generator.analysis.topics.quality import check_tags
from generator.analysis.topics.rules import load_rules, tag_texts
from generator.build import fingerprint
from generator.build.memo import Memo
from generator.build.outputs import write_outputs
from generator.build.result import BuildResult
from generator.build.runner import Aside, Runner, Step
from generator.build.state import State as State
from generator.build.timing import Stopwatch, release_memory, without_collecting
from generator.build.workers import MANY_PAPERS, processors, worker_pool
from generator.model import urls
from generator.model.config import Config
from generator.model.disk import read_file
from generator.model.papers import Library, Neighbour
from generator.model.problems import ContentError, Problem, merge_alike, warning, warnings_as_errors
from generator.model.quality import TagQuality
from generator.output import Stage, StagedFile
from generator.render.assets.bundle import bundle_assets
from generator.render.pages import PagePlan, plan_pages
from generator.render.social import illustrate, missing_package
from generator.search.queries.shorthand import load_shorthand
from generator.seeds.readers import parse_seeds

LARGE = 500_000
"""Bytes of seeds, some 400 papers, that take longer than another process takes to start."""


def parse(state: State, run: Runner[State]) -> State:
    return replace(state, parsed=tuple(run.map(parse_seeds, state.seeds, is_heavy=True)))


def assemble(state: State, run: Runner[State]) -> State:
    """Drafts become papers. Raises `ContentError` when there is none, and when one of the problems is an error."""
    config = state.config
    titles = run.map(library.title_forms, library.draft_titles(state.parsed, config), is_heavy=True)
    plan = library.plan_library(state.parsed, titles, config, state.epoch)
    texts = run.map(library.render_texts, [each.draft for each in plan.papers], config.rewrites, is_heavy=True)
    papers = run.map(library.build_papers, [*zip(plan.papers, texts, strict=True)], config.rewrites)
    found = library.index_library(tuple(papers), plan.editions)
    problems = with_user_paths(
        (*(p for seed in state.parsed for p in seed.problems), *plan.problems, *_card_problems(config)), config
    )
    problems = warnings_as_errors(problems) if config.strict else problems
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(*problems)
    return replace(state, library=found, problems=problems)


def _card_problems(config: Config) -> Iterator[Problem]:
    if config.cards is not None and config.base_url and (missing := missing_package()):
        what = f"there are no social cards without the package {missing}"
        hint = "run pip install 'paper-digest[cards]', or remove [cards]"
        yield warning(str(config.file or "digest.toml"), 0, what, hint)


def tag(state: State, run: Runner[State]) -> State:
    """The topics of each paper: by the rules, by the curator, and those that papers without a tag have in common."""
    rules, papers = load_rules(state.config.tag_rules), state.library.papers
    said = run.map(tag_texts, [(p.title.text, p.abstract.text) for p in papers], rules, is_heavy=True)
    curated = curate_tags(state.library, said, rules)
    (common,) = run.map(find_common_topics, [untagged_texts(state.library, curated)], rules)
    return replace(state, topics=assign_topics(state.library, rules, curated, common))


def find_entities(state: State, run: Runner[State]) -> State:
    """The names that papers introduce and mention, and the evidence in their abstracts."""
    papers = state.library.papers
    extractions = run.map(extract_from_papers, [(p.title.text, p.abstract.text) for p in papers], is_heavy=True)
    evidence = run.begin(extract_evidence, [paper.abstract.text for paper in papers])
    names, steps = find_names(state.library, extractions, run.previous.name_steps if run.previous else NameSteps())
    by_paper = {paper.id: found for paper, found in zip(papers, evidence(), strict=True)}
    return replace(state, names=names, name_steps=steps, evidence=by_paper)


def identify_authors(state: State, run: Runner[State]) -> State:
    """Who is one person under several spellings."""
    return replace(state, authors=find_authors(state.library, run.previous.authors if run.previous else None))


def tokenize(state: State, run: Runner[State]) -> State:
    tokens = run.map(tokenize_texts, paper_texts(state.library), is_heavy=True)
    return replace(state, texts=merge_tokens(state.library, tokens, state.names.introduced))


def index(state: State, run: Runner[State]) -> Aside[State]:
    """Write the files of the search, and find what the curator's saved searches find."""

    def put(state: State, done: tuple[Iterable[StagedFile], Mapping[str, Any]]) -> State:
        run.stage.include(done[0])
        return replace(state, **done[1])

    gives = ["index"]
    if state.config.curation.watches:
        gives.append("watched")
    if len(state.library.papers) > MANY_PAPERS:
        gives.append("texts")  # so related papers, which take these, wait
    return Aside(partial(_write_search, state, run), put, tuple(gives))


def _write_search(state: State, run: Runner[State]) -> tuple[Iterable[StagedFile], Mapping[str, Any]]:
    """In any process: gives the files, which are on the stage then, and what parts of the state become."""
    assert state.texts
    stage = run.stage.beside()
    shorthand, last = load_shorthand(state.config.shorthand), run.previous.index if run.previous else None
    known = last.documents if last else None
    documents = search.build_documents(state.library, state.topics, state.texts, shorthand, known)
    documents = replace(documents, names=state.names.names)
    folders = _write_results(state, run, documents.also, stage)
    files = search.IndexFiles(stage, last, stage.keep)
    made = search.write_index(state.library, state.topics, documents, folders, files)
    finder = search.create_finder(state.library, state.topics, documents, made.weights)
    watched = {watch.id: finder.find(watch.query) for watch in state.config.curation.watches}
    return stage.files, {"index": made if run.memo else None, "watched": watched}


def _write_results(state: State, run: Runner[State], also: search.ExpandedAcronyms, stage: Stage) -> Sequence[str]:
    """Write what the search shows of each paper; gives the folders that it lies in."""
    inputs = search.result_inputs(state.library, state.topics, also, state.authors.bylines)
    results = run.hold(run.iterate(search.encode_results, inputs))
    folders = search.folder_names(results)
    stage.write_all(search.result_files(results, folders))
    return folders


def relate(state: State, run: Runner[State]) -> State:
    """The papers to read next of each paper; what they are compared by is needed no more."""
    assert state.texts
    given = comparison_input(state.texts, state.library, state.topics)
    related = find_related(given, run.previous.related if run.previous else None)
    return replace(state, related=related, neighbours=related.neighbours, texts=None)


def highlight(state: State, run: Runner[State]) -> State:
    """What each edition is about; and the files that a reader's own order is learned from, which takes the most
    memory of all that is known of related papers."""
    if state.related and not run.is_partial:
        hyphenated = run.iterate(search.hyphenated_words, state.library.oldest_first)
        parts = run.iterate(search.encode_taste, search.taste_parts(state.related, hyphenated))
        search.add_taste(state.library, state.related.compared.labels, parts, run.stage)
    broader = {tag.id: tag.broader for tag in state.topics.tags}
    groups = run.map(find_groups, tagged_editions(state.library, state.topics), broader)
    return replace(state, highlights=find_highlights(state.library, state.names, state.neighbours, groups))


def plan_site(state: State, run: Runner[State]) -> State:
    """Every page, with what it will be made from; and styles and scripts."""
    state = replace(state, neighbours=_known_neighbours(state), watched=_known_watched(state))
    previous = run.previous
    assets = bundle_assets(state.config, state.topics.tags, previous.assets if previous else None)
    plan, cards = illustrate(plan_pages(state.site, previous.plan if previous else None), state.config)
    return replace(state, assets=assets, plan=plan if run.memo else PagePlan(plan.pages), cards=cards)


def _known_neighbours(state: State) -> Mapping[str, tuple[Neighbour, ...]]:
    """The papers to read next that were found before, as far as this library has them."""
    papers, near = state.library.paper, state.neighbours
    if near.keys() == papers.keys():
        return near
    return {paper: tuple([each for each in near.get(paper, ()) if each.paper in papers]) for paper in papers}


def _known_watched(state: State) -> Mapping[str, tuple[str, ...]]:
    """What saved searches found before, as far as this library has it."""
    papers = state.library.paper
    return {watch: tuple([each for each in found if each in papers]) for watch, found in state.watched.items()}


def render(state: State, run: Runner[State]) -> State:
    """Every file of the site, on the stage, but those that are there already."""
    return replace(state, outputs=write_outputs(state, run))


FINDINGS = ("config", "library", "topics", "neighbours", "names", "evidence", "highlights", "authors", "watched")
"""What pages, feeds and data are drawn from."""

SEARCHED = ("config", "library", "topics", "names", "texts", "authors")
"""What search reads."""

STEPS: tuple[Step[State], ...] = (
    Step("parse", parse, ("seeds",), ("parsed",)),
    Step("assemble", assemble, ("config", "epoch", "parsed"), ("library", "problems"), by_paper=True),
    Step("tags", tag, ("config", "library"), ("topics",), by_paper=True),
    Step("names", find_entities, ("library",), ("names", "name_steps", "evidence"), by_paper=True),
    Step("authors", identify_authors, ("library",), ("authors",)),
    Step("words", tokenize, ("library", "names"), ("texts",), by_paper=True, deferred=True),
    Step("search", index, SEARCHED, ("index", "watched"), deferred=True),
    Step("related", relate, ("library", "topics", "texts"), ("related", "neighbours", "texts"), deferred=True),
    Step("highlights", highlight, ("library", "topics", "names", "related", "neighbours"), ("highlights",)),
    Step("pages", plan_site, FINDINGS, ("neighbours", "watched", "assets", "plan", "cards")),
    Step("render", render, (*FINDINGS, "index", "assets", "plan", "cards"), ("outputs",), by_paper=True),
)
"""In this order; each takes what those before it gave. `write` ends them: all files move to their places."""


def build(state: State, inputs: str, watch: Stopwatch, stage: Stage, memo: Memo | None = None) -> State:
    """A cold build: all steps, with all processes; `inputs` is the fingerprint of what the site is made from.

    `memo` keeps what is made for builds to come.
    """
    is_large = sum(len(source.data) for source in state.seeds) > LARGE
    with without_collecting(), worker_pool(state.config.jobs or processors() if is_large else 1) as workers:
        runner = Runner[State](watch, workers, stage, memo)
        for number, step in enumerate(STEPS):
            state = runner.run(step, state)
            if memo is None:
                state = _without_needless(state, STEPS[number + 1 :])
                release_memory()
        return write_site(state, inputs, watch, stage)


LEFT = (
    "no seed produces this file any more, and it stays because somebody changed it after a build",
    "remove it yourself: whoever shows the whole folder shows it too",
)


def write_site(state: State, inputs: str, watch: Stopwatch, stage: Stage) -> State:
    """Move all files to their places, with what there is to say of them."""
    gone = tuple(find_gone_papers(stage.old.files, state.library, stage.out))
    state = replace(state, quality=check_tags(state.library, state.topics), gone=gone)
    with watch.stage("write"):
        changes = stage.commit(fingerprint.encode_result(inputs, result_of(state, watch)))
    left = [warning(str(stage.out / path), 0, *LEFT) for path in changes.left]
    return replace(state, changes=changes, problems=(*state.problems, *left))


def find_gone_papers(old: Iterable[str], library: Library, out: Path) -> Iterator[str]:
    """The ids of papers that the site in `out` has a page of and this library has not, by id.

    `old` are the paths of what the last build wrote; a page that only led to another is no paper's.
    """
    known = {urls.paper(name) for paper in library.papers for name in (paper.id, *paper.aliases)}
    names = ((path, path.rpartition("/")[2].removesuffix(".html")) for path in old if path not in known)
    for path, name in sorted((path, name) for path, name in names if path == urls.paper(name)):
        with suppress(OSError):
            if b"data-paper=" in read_file(out / path):
                yield name


def _without_needless(state: State, later: Sequence[Step[State]]) -> State:
    """The state less what no later step takes, nor the result of the build: memory is dear while pages are rendered."""
    needed = {"library", "problems", "topics", "changes", *(name for step in later for name in step.takes)}
    empty = State(state.config, state.epoch, ())
    parts = {each.name: getattr(empty, each.name) for each in fields(State) if each.name not in needed}
    return replace(state, **parts)


def result_of(state: State, watch: Stopwatch, *, is_whole: bool = True) -> BuildResult:
    """What there is to say of a build so far."""
    counts = len(state.library.papers), len(state.library.editions), len(state.topics.tags)
    said = state.problems, notices(state.config, state.library), state.quality if is_whole else TagQuality()
    return BuildResult(*counts, state.changes, watch.seconds, watch.stages, *said, is_whole, state.gone)


def with_user_paths(problems: tuple[Problem, ...], config: Config) -> tuple[Problem, ...]:
    """Problems of seeds name paths in the seeds folder; shown they start where the user stands, sorted by place, and
    many of one cause are one."""
    merged = merge_alike(problems)
    paths = {path: str(config.seeds / path) for path in {p.path for p in merged}}
    shown = (replace(p, path=paths[p.path]) if os.path.lexists(paths[p.path]) else p for p in merged)
    return tuple(sorted(shown, key=lambda p: (p.path, p.line)))


def notices(config: Config, library: Library) -> tuple[str, ...]:
    """What is no fault, in a line each: papers of several editions, and what a setting would add."""
    repeated = sum(len(paper.editions) > 1 for paper in library.papers)
    found = [f"{repeated:,} papers are in several editions, and have one page each"] if repeated > 1 else []
    if not config.base_url:
        found.append(
            "no base_url is configured: the site has no sitemap and no canonical addresses, and its feeds use relative"
            " links - set [site] base_url in digest.toml, or pass --base-url"
        )
    return tuple(found)
