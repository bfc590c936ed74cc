"""The composition, on one screen: read, parse, assemble, enrich, plan, render, write.

`build`, `watch`, `serve` and `publish` are thin callers of `build`; `check` stops after parsing. Everything between
the two ends, reading the seeds and writing the files, is a pure function of the seeds and the configuration.
"""

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from generator import assets, data, feeds, fields, library, output, related, search, seeds, stamp, tagging, terms, urls
from generator.config import Config
from generator.evidence import evidence_of_all
from generator.hygiene import hygiene
from generator.model import Reading
from generator.names import find_names
from generator.pages import Page, plan
from generator.problems import ContentError, Problem, strictly
from generator.render import Renderer
from generator.result import Result
from generator.views import Site
from generator.work import Work, processors

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


V = TypeVar("V")
W = TypeVar("W")
Output = Callable[[], Mapping[str, bytes]]
"""Makes files of the site, by path."""
LARGE = 500_000
"""Bytes of seeds, some 400 papers, that take longer than another process takes to start."""
PIECES = 8
"""How often a process comes back for more to render, so that all end at about one time."""


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage, each told to `progress`. Nothing else looks at a clock, and no output depends on it."""

    progress: Progress = quiet
    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        self.progress(name, 0, 1)
        yield
        self.progress(name, 1, 1)
        self.stages[name] = round(self.stages.get(name, 0.0) + time.perf_counter() - start, 4)

    def told(self, name: str) -> Callable[[int, int], None]:
        """What a stage tells of its progress."""
        return partial(self.progress, name)

    def both(self, work: Work, one: tuple[str, Callable[[], V]], other: tuple[str, Callable[[], W]]) -> tuple[V, W]:
        """What two stages give that do not wait for each other; another process's seconds are told afterwards."""
        (first, took), (second, other_took) = work.both(partial(_timed, one[1]), partial(_timed, other[1]))
        for name, seconds in ((one[0], took), (other[0], other_took)):
            with self.stage(name):
                pass
            self.stages[name] = seconds
        return first, second

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 4)


def _timed(call: Callable[[], V]) -> tuple[V, float]:
    start = time.perf_counter()
    made = call()
    return made, round(time.perf_counter() - start, 4)


def build(
    config: Config, *, epoch: datetime.date | None = None, progress: Progress = quiet, work: Work | None = None
) -> Result:
    """Make the site of `config`.

    `epoch` is the day of editions that have none (`SOURCE_DATE_EPOCH`). Raises `ContentError` or `SetupError`, and
    then nothing was written and the last good site stands.
    """
    work = work or Work(jobs=config.jobs or processors())
    watch = Stopwatch(progress)
    output.claim(config.out, config.seeds, config.root / "templates", config.root / "static")
    with watch.stage("read"):
        sources = seeds.sources(config.seeds)
        made_from = stamp.inputs(config, sources, epoch)
    if done := stamp.unchanged(config.out, made_from, watch.seconds):
        return done
    with output.staged(config.out) as stage:
        with work.crew(is_large=sum(len(source.data) for source in sources) > LARGE):
            made = _make(sources, config, epoch, watch, work, stage)
        with watch.stage("write"):
            written = stage.commit(stamp.stamped(made_from, made))
    return replace(made, files=written, seconds=watch.seconds, stages=watch.stages)


def _make(
    sources: tuple[seeds.Source, ...],
    config: Config,
    epoch: datetime.date | None,
    watch: "Stopwatch",
    work: Work,
    stage: output.Stage,
) -> Result:
    """Lay the site on the stage."""
    with watch.stage("parse"):
        readings = seeds.read_all(sources, work)
    with watch.stage("assemble"):
        papers, problems = library.assemble(readings, config, epoch, work=work)
    shown = located((*(p for r in readings for p in r.problems), *problems), config)
    if config.strict and shown:
        raise ContentError(*strictly(shown))
    with watch.stage("tags"):
        topics = tagging.tag_papers(papers, tagging.load_rules(config.tag_rules), work)
    with watch.stage("names"):
        named, evident = find_names(papers, work), evidence_of_all(papers, work)
    with watch.stage("words"):
        searched = fields.searched(papers, topics)
        weights = terms.weigh(searched.wording)
    found = partial(search.search_files, papers, topics, searched, weights)
    near, laid_down = watch.both(
        work,
        ("related", partial(related.neighbours, searched.wording, weights, papers, topics)),
        ("search", lambda: [*laid(stage, [found])]),
    )
    site = Site(config, papers, topics, near, named, evident)
    with watch.stage("pages"):
        looks = assets.assets(config, topics.tags)
        pages = plan(site)
    with watch.stage("render"):
        outputs = [lambda: looks.files, *files_of(site, pages, Renderer(config, looks.folder))]
        stage.take(laid_down)
        stage.take(
            work.shared(outputs, partial(laid, stage), pieces=PIECES, everywhere=False, told=watch.told("render"))
        )
    counts = (len(papers.papers), len(papers.editions), len(topics.tags))
    return Result(*counts, output.Written(0, 0, 0), 0, {}, shown, notices(config), hygiene(papers, topics))


def files_of(site: Site, pages: tuple[Page, ...], renderer: Renderer) -> list[Output]:
    """Everything that is drawn from the site, each with its paths: one page a call, so that they can be shared out."""
    addresses = [page.path for page in pages if not page.moved_to]
    return [
        lambda: {urls.NO_JEKYLL: b""},
        lambda: data.files(site),
        lambda: feeds.files(site, addresses, renderer.text),
        *(partial(rendered, renderer, page) for page in pages),
    ]


def rendered(renderer: Renderer, page: Page) -> dict[str, bytes]:
    return {page.path: renderer.page(page)}


def laid(stage: output.Stage, outputs: Iterable[Output]) -> Iterator[output.Laid]:
    """Make `outputs` and lay them on the stage, so that no more than one of them is in memory."""
    return (stage.lay(path, content) for made in outputs for path, content in made().items())


def check(config: Config, *, epoch: datetime.date | None = None) -> tuple[Reading, ...]:
    """What the readers understood of each seed, with the problems of the whole library in their files' readings.

    Says what `build` would, so it raises what `build` raises, but for strictness: then every problem is an error.
    """
    readings = tuple(map(seeds.read, seeds.sources(config.seeds)))
    _, problems = library.assemble(readings, config, epoch)
    tagging.load_rules(config.tag_rules)
    ours = {reading.path for reading in readings}
    elsewhere = tuple(p for p in problems if p.path not in ours)
    merged = [
        replace(r, problems=(*r.problems, *(p for p in problems if p.path == r.path), *(elsewhere if i == 0 else ())))
        for i, r in enumerate(readings)
    ]
    shown = [located(r.problems, config) for r in merged]
    return tuple(replace(r, problems=strictly(p) if config.strict else p) for r, p in zip(merged, shown, strict=True))


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
