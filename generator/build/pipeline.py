"""The composition, on one screen: read, parse, assemble, enrich, plan, render, write.

`build`, `watch`, `serve` and `publish` are thin callers of what is here; `check` stops after parsing. Everything
between the two ends, reading the seeds and writing the files, is a pure function of the seeds and the configuration.
"""

import datetime
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from generator import library, output, search, seeds
from generator.analysis import corpus, related
from generator.analysis.evidence import collect_evidence
from generator.analysis.names import find_names
from generator.analysis.topics import assignment
from generator.analysis.topics.quality import check_tags
from generator.build import fingerprint
from generator.build.result import BuildResult
from generator.execution.memo import Work, processors
from generator.execution.timing import ProgressCallback, Stopwatch, ignore_progress
from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Neighbour, ParsedSeed
from generator.model.problems import ContentError, Problem, warnings_as_errors
from generator.render import feeds, papers_json
from generator.render.assets import bundle
from generator.render.pages import Page, plan_pages
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.search import documents
from generator.text import terms

Near = Mapping[str, tuple[Neighbour, ...]]
Output = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes files of the site, each with its path."""
LARGE = 500_000
"""Bytes of seeds, some 400 papers, that take longer than another process takes to start."""
PIECES = 8
"""How often a process comes back for more to render, so that all end at about one time."""


def build(
    config: Config, *, epoch: datetime.date | None = None, progress: ProgressCallback = ignore_progress
) -> BuildResult:
    """Make the site of `config`, unless it is there already.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`). Raises `ContentError` or `SetupError`, and
    then nothing was written and the last good site stands.
    """
    watch = Stopwatch(progress)
    sources = read(config, watch)
    made_from = fingerprint.hash_inputs(config, sources, epoch)
    if done := fingerprint.load_result(config.out, made_from, watch.seconds):
        return done
    with without_collecting(), output.open_stage(config.out) as stage:
        return make(config, sources, epoch, made_from, watch, Work(jobs=config.jobs or processors()), stage).result


def read(config: Config, watch: Stopwatch) -> tuple[seeds.SeedFile, ...]:
    """The seeds as they are, when the site can be made where it shall be."""
    output.check_output_dir(config.out, config.seeds, config.root / "templates", config.root / "static")
    with watch.stage("read"):
        return seeds.read_sources(config.seeds)


@dataclass(frozen=True, slots=True)
class Made:
    """A site that was made: what it shows, its pages as planned, the folder of styles, and what there is to say."""

    site: Site
    pages: tuple[Page, ...]
    looks: str
    result: BuildResult


def make(
    config: Config,
    sources: tuple[seeds.SeedFile, ...],
    epoch: datetime.date | None,
    made_from: str,
    watch: Stopwatch,
    work: Work,
    stage: output.Stage,
) -> Made:
    """Make the whole site, with all processes that there are; `made_from` is its stamp."""
    with work.crew(is_large=sum(len(source.data) for source in sources) > LARGE):
        site, problems = gather(config, sources, epoch, watch, work)
        with watch.stage("words"):
            words = words_of(site, work)
        near, (found, results) = watch.both(
            work,
            ("related", partial(neighbours, site, words, work)),
            ("search", partial(indexed, stage, site, words)),
        )
        del words  # what comes now needs memory, too
        site = replace(site, related=near)
        with watch.stage("pages"):
            looks = bundle.bundle_assets(config, site.topics.tags)
            pages = plan_pages(site, work)
        with watch.stage("render"):
            renderer = Renderer(config, looks.folder)
            outputs = [
                looks.files.items,
                *search.result_tasks(site.library, site.topics, results),
                *others(site, pages, renderer, work),
                *(partial(rendered, renderer, page) for page in pages),
            ]
            told = watch.told("render")
            files = work.shared(outputs, partial(laid, stage), pieces=PIECES, everywhere=False, told=told)
            stage.take((*found, *files))
        result = replace(said(site, problems), hygiene=check_tags(site.library, site.topics))
    with watch.stage("write"):
        written = stage.commit(fingerprint.encode_result(made_from, result))
    return Made(site, pages, looks.folder, replace(result, files=written, seconds=watch.seconds, stages=watch.stages))


def gather(
    config: Config, sources: tuple[seeds.SeedFile, ...], epoch: datetime.date | None, watch: Stopwatch, work: Work
) -> tuple[Site, tuple[Problem, ...]]:
    """What the seeds say, with what the digest adds to it but papers to read next; and what is wrong.

    Raises `ContentError` when there is no paper, and where warnings count as errors.
    """
    with watch.stage("parse"):
        readings = seeds.parse_seeds(sources, work)
    with watch.stage("assemble"):
        papers, problems = library.build_library(readings, config, epoch, work=work)
    shown = located((*(p for r in readings for p in r.problems), *problems), config)
    if config.strict and shown:
        raise ContentError(*warnings_as_errors(shown))
    with watch.stage("tags"):
        topics = assignment.tag_papers(papers, assignment.load_rules(config.tag_rules), work)
    with watch.stage("names"):
        named, evident = find_names(papers, work), collect_evidence(papers, work)
    return Site(config, papers, topics, {}, named, evident), shown


def words_of(site: Site, work: Work) -> corpus.TokenizedTexts:
    return corpus.tokenize_papers(site.library, work, site.names.introduced)


def neighbours(site: Site, words: corpus.TokenizedTexts, work: Work) -> Near:
    return related.neighbours(words, site.library, site.topics, work)


def indexed(
    stage: output.Stage, site: Site, words: corpus.TokenizedTexts
) -> tuple[list[output.StagedFile], search.ResultPlan]:
    """The files of the search, laid, but those of the results, which are many; and what these are made from."""
    searched = documents.build_documents(site.library, site.topics, words)
    results = search.plan_results(site.library, site.topics, searched.also)
    weights = terms.weigh_terms(searched.wording)
    files = search.index_files(site.library, site.topics, searched, weights, results.folders)
    return [*laid(stage, [files.items])], results


def searches(site: Site, words: corpus.TokenizedTexts, work: Work) -> dict[str, bytes]:
    """Every file of the search; the very bytes of the last build where they are equal."""
    searched = documents.build_documents(site.library, site.topics, words)
    return search.search_files(site.library, site.topics, searched, terms.weigh_terms(searched.wording), work)


def others(site: Site, pages: Iterable[Page], renderer: Renderer, work: Work) -> list[Output]:
    """Everything else that is drawn from the site: for programs rather than for readers."""
    addresses = [page.path for page in pages if not page.moved_to]
    return [
        lambda: [(urls.NO_JEKYLL, b"")],
        lambda: papers_json.files(site, work),
        lambda: feeds.files(site, addresses, renderer.text, work).items(),
    ]


def rendered(renderer: Renderer, page: Page) -> list[tuple[str, bytes]]:
    return [(page.path, renderer.page(page))]


def laid(stage: output.Stage, outputs: Iterable[Output]) -> Iterator[output.StagedFile]:
    """Make `outputs` and lay them on the stage, so that no more than one of them is in memory."""
    return (stage.lay(path, content) for made in outputs for path, content in made())


def said(site: Site, problems: tuple[Problem, ...]) -> BuildResult:
    """What there is to say of a site before it is written."""
    counts = (len(site.library.papers), len(site.library.editions), len(site.topics.tags))
    return BuildResult(*counts, output.FileChanges(0, 0, 0), 0.0, {}, problems, notices(site.config))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hardly anything that a build makes is garbage, and looking for it over and over takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def check(config: Config, *, epoch: datetime.date | None = None) -> tuple[ParsedSeed, ...]:
    """What the readers understood of each seed, with the problems of the whole library in their files' readings.

    Says what `build` would, so it raises what `build` raises, but for strictness: then every problem is an error.
    """
    readings = tuple(map(seeds.parse_seed, seeds.read_sources(config.seeds)))
    _, problems = library.build_library(readings, config, epoch)
    assignment.load_rules(config.tag_rules)
    ours = {reading.path for reading in readings}
    elsewhere = tuple(p for p in problems if p.path not in ours)
    merged = [
        replace(r, problems=(*r.problems, *(p for p in problems if p.path == r.path), *(elsewhere if i == 0 else ())))
        for i, r in enumerate(readings)
    ]
    shown = [located(r.problems, config) for r in merged]
    return tuple(
        replace(r, problems=warnings_as_errors(p) if config.strict else p) for r, p in zip(merged, shown, strict=True)
    )


def located(problems: tuple[Problem, ...], config: Config) -> tuple[Problem, ...]:
    """Problems of seeds name paths in the seeds folder; shown they start where the user stands, sorted by place."""
    shown = (replace(p, path=str(config.seeds / p.path)) if (config.seeds / p.path).exists() else p for p in problems)
    return tuple(sorted(shown, key=lambda p: (p.path, p.line)))


def notices(config: Config) -> tuple[str, ...]:
    if config.base_url:
        return ()
    return (
        "no base_url is configured: the site has no sitemap and no canonical addresses, and its feeds use relative"
        " links - set [site] base_url in digest.toml, or pass --base-url",
    )
