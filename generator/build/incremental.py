"""Builds one site again and again, while somebody writes it: what an edit leaves alone is not made again.

Every stage keeps what it made by what it was made from, and a page that is planned as it was in the last build is on
the disk already. An edit is to be seen at once, so it is made in two steps: first the pages, with the papers to read
next that were found before, for those depend a little on every word of every paper; then these, with the pages on which
they differ, and the files of search, feeds and data. The second step is taken in small ones, so that it can be left
for a newer edit, which will make all of that anew.
"""

import datetime
import gc
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import output, seeds
from generator.analysis.topics.quality import check_tags
from generator.build import fingerprint
from generator.build.pipeline import (
    Near,
    Output,
    gather,
    laid,
    make,
    neighbours,
    others,
    read,
    rendered,
    said,
    searches,
    without_collecting,
    words_of,
)
from generator.build.result import BuildResult
from generator.execution.memo import Work, processors
from generator.execution.timing import ProgressCallback, Stopwatch, ignore_progress
from generator.model.config import Config
from generator.render.assets import bundle
from generator.render.pages import Page, plan_pages
from generator.render.templates import Renderer
from generator.render.views import Site

Steps = Generator[BuildResult | None, None, None]


@dataclass(frozen=True, slots=True)
class _Look:
    """All that pages are made with besides what is in their plan."""

    config: Config
    templates: tuple[tuple[str, bytes], ...]
    assets: str


class Rebuilder:
    """The builds of one site, in a folder that is held against other processes until this is closed."""

    def __init__(self, epoch: datetime.date | None = None) -> None:
        self.epoch = epoch
        self.work = Work(keeps=True)
        self._steps = _nothing()
        self._held = ExitStack()
        self._out: Path | None = None
        self._whole = 0
        self._near: Near | None = None
        self._pages: dict[str, Page] = {}
        self._search: Mapping[str, bytes] = {}
        self._look: _Look | None = None
        self._renderer: Renderer
        self._assets: bundle.AssetBundle

    def build(self, config: Config, progress: ProgressCallback = ignore_progress) -> BuildResult:
        """Make the pages of the site, and leave what else there is to make to `rest`; of the first build nothing.

        Raises as `generator.build.build` does.
        """
        self._steps.close()
        watch = Stopwatch(progress)
        sources = read(config, watch)
        self._hold(config.out)
        made_from = fingerprint.hash_inputs(config, sources, self.epoch)
        if self._near is None:
            return self._first(config, sources, made_from, watch)
        with output.open_stage(config.out, is_held=True, whole=self._whole) as stage:
            site, problems = gather(config, sources, self.epoch, watch, self.work)
            known = replace(site, related=_as_far_as_known(self._near, site))
            pages, changed = self._planned(known, watch)
            with watch.stage("render"):
                stage.take(laid(stage, self._rendered(pages, changed)))
            with watch.stage("write"):
                written = stage.commit_part()
        self._pages = pages
        result = said(site, problems)
        self._steps = self._finish(site, made_from, result)
        return replace(result, files=written, seconds=watch.seconds, stages=watch.stages, is_whole=False)

    def rest(self) -> Steps:
        """The steps to the whole site, and at the end what that did. Steps that are left are made by the next build."""
        return self._steps

    def close(self) -> None:
        gc.enable()
        gc.unfreeze()
        self._steps.close()
        self._held.close()

    def _hold(self, out: Path) -> None:
        if out != self._out:
            self._held.close()
            self._held.enter_context(output.lock(out))
            self._out = out

    def _first(
        self, config: Config, sources: tuple[seeds.SeedFile, ...], made_from: str, watch: Stopwatch
    ) -> BuildResult:
        templates = _templates(config)
        self.work.jobs = config.jobs or processors()
        with without_collecting(), output.open_stage(config.out, is_held=True) as stage:
            made = make(config, sources, self.epoch, made_from, watch, self.work, stage)
        self._whole, self._near, self._pages = stage.whole, made.site.related, _by_path(made.pages)
        self._look = _Look(config, templates, made.looks)
        self._renderer = Renderer(config, made.looks)
        gc.collect()
        gc.freeze()  # most of it stays for good, and is not to be looked through again and again
        gc.disable()
        return made.result

    def _finish(self, site: Site, made_from: str, result: BuildResult) -> Steps:
        watch = Stopwatch()
        with watch.stage("words"):
            words = words_of(site, self.work)
        yield None
        with watch.stage("related"):
            near = neighbours(site, words, self.work)
        yield None
        site = replace(site, related=near)
        with output.open_stage(site.config.out, is_held=True, whole=self._whole) as stage:
            pages, changed = self._planned(site, watch)
            lost = stage.keep(pages.keys() - set(changed))
            yield None
            search = searches(site, words, self.work)
            yield None
            outputs: list[Output] = [*self._rendered(pages, [*changed, *sorted(lost)])]
            outputs += [partial(self._new, stage, search), *others(site, pages.values(), self._renderer, self.work)]
            for each in outputs:
                stage.take(laid(stage, [each]))
                yield None
            with watch.stage("write"):
                result = replace(result, hygiene=check_tags(site.library, site.topics))
                written = stage.commit(fingerprint.encode_result(made_from, result))
        self._whole, self._near, self._pages, self._search = stage.whole, near, pages, search
        gc.collect()
        yield replace(result, files=written, seconds=watch.seconds, stages=watch.stages)

    def _new(self, stage: output.Stage, search: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """The files of the search that are not there already."""
        known = [path for path, content in search.items() if self._search.get(path) is content]
        new = {*search} - {*known} | stage.keep(known)
        return ((path, content) for path, content in search.items() if path in new)

    def _planned(self, site: Site, watch: Stopwatch) -> tuple[dict[str, Page], list[str]]:
        """Every page by its path, and the paths of those that are not what they were in the last build."""
        config = site.config
        with watch.stage("pages"):
            self._assets = bundle.bundle_assets(config, site.topics.tags, self.work)
            look = _Look(config, _templates(config), self._assets.folder)
            if look != self._look:
                self._look, self._renderer, self._pages = look, Renderer(config, look.assets), {}
            before, pages = self._pages, _by_path(plan_pages(site, self.work))
            return pages, [path for path, page in pages.items() if path not in before or before[path] != page]

    def _rendered(self, pages: Mapping[str, Page], paths: Iterable[str]) -> Iterator[Output]:
        yield self._assets.files.items
        for path in paths:
            yield partial(rendered, self._renderer, pages[path])


def _nothing() -> Steps:
    yield from ()


def _by_path(pages: tuple[Page, ...]) -> dict[str, Page]:
    return {page.path: page for page in pages}


def _templates(config: Config) -> tuple[tuple[str, bytes], ...]:
    """Every template by its path, the site's own and the shipped ones; one that cannot be read counts as empty."""
    found = []
    for folder in config.template_folders:
        for path in sorted(folder.rglob("*")):
            with suppress(OSError):
                found.append((str(path), path.read_bytes() if path.is_file() else b""))
    return tuple(found)


def _as_far_as_known(near: Near, site: Site) -> Near:
    """The papers to read next that were found for another library, as far as this one has them."""
    papers = site.library.paper
    if near.keys() == papers.keys():
        return near
    return {paper: tuple(each for each in near.get(paper, ()) if each.paper in papers) for paper in papers}
