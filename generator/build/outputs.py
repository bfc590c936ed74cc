"""Writes the files of a site to the stage: pages, rendered by all processes; search, feeds, data, styles and scripts.

What is there already, as the last build wrote it, is neither made nor written again.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from itertools import chain

from generator.build.runner import Runner
from generator.build.state import Looks, Outputs, State
from generator.build.timing import release_memory
from generator.build.workers import MANY_PAPERS
from generator.model import urls
from generator.model.config import Config
from generator.model.disk import read_file
from generator.output import Stage, StagedFile, StageWriter
from generator.output.spilled import Joined
from generator.render import books, feeds, machines, papers_json, social
from generator.render.assets.bundle import service_worker
from generator.render.citations import collections
from generator.render.pages import Page
from generator.render.templates import Renderer
from generator.seeds.files import all_files_below


def write_outputs(state: State, run: Runner[State]) -> Outputs:
    """Put on the stage what the last build did not write; of a partial build, only pages and what they load."""
    assert state.assets
    assert state.plan
    before = run.previous.outputs if run.previous else Outputs()
    looks = Looks(state.config, _templates(state.config), state.assets.folder, bool(state.authors.authors))
    pages = {page.path: page for page in state.plan.pages}
    known = before.pages if looks == before.looks else {}
    changed = [path for path, page in pages.items() if path not in known or known[path] != page]
    if not run.is_partial:
        changed += _reuse_pages(pages, set(changed), run.stage)
    parts = run.slices([pages[path] for path in changed])
    calls = [(part, looks, run.stage.writer.for_paths(_paths_of(part))) for part in parts]
    renderer = renderer_of(looks)  # made before processes are forked, which have it then
    write_others = partial(_write_others, state, run, renderer, before.joined)
    joined = write_others() if len(state.library.papers) > MANY_PAPERS else None
    rendering = run.workers.start(render_pages, calls)
    if joined is None:
        joined = write_others()
    for staged in rendering.results(partial(run.watch.progress, "render")):
        run.stage.include(staged)
    if not run.is_partial:
        run.stage.write_all(_new_cards(state, run.stage))  # last, for threads draw them, which outlive no fork
        run.stage.write(urls.SERVICE_WORKER, service_worker(state.assets, run.stage.content_hash()))
    return Outputs(looks, pages, joined)


def _write_others(
    state: State, run: Runner[State], renderer: Renderer, joined: Mapping[str, list[bytes]]
) -> Mapping[str, list[bytes]]:
    """Write what is no page; gives what files of many papers consist of."""
    assert state.assets
    run.stage.write_all(state.assets.files.items())
    if not run.is_partial:
        joined = _write_joined(_collections(state, run), run, joined)
        run.stage.write_all(_exports(state, run, renderer))
    return joined


def _reuse_pages(pages: Mapping[str, Page], changed: set[str], stage: Stage) -> list[str]:
    """Take over the files of all pages but the changed ones; the paths of pages of which a file is gone."""
    kept = {path: page.path for page in pages.values() if page.path not in changed for path in _paths_of([page])}
    return sorted({kept[path] for path in stage.reuse(kept)})


def _paths_of(pages: Iterable[Page]) -> Iterator[str]:
    """The files of pages and of their twins."""
    for page in pages:
        yield page.path
        yield from page.twins


def render_pages(pages: Sequence[Page], looks: Looks, writer: StageWriter) -> list[StagedFile]:
    """Render some pages and put them on the stage, in any process."""
    renderer = renderer_of(looks)
    gc.freeze()  # what is there already need not be looked at
    staged = [writer.write(*file) for page in pages for file in renderer.files(page)]
    gc.collect()  # macros of a template and what they were called with hold each other
    release_memory()
    return staged


@lru_cache(1)
def renderer_of(looks: Looks) -> Renderer:
    """The templates, compiled once in each process."""
    return Renderer(looks.config, looks.assets, has_authors=looks.has_authors)


def _new_cards(state: State, stage: Stage) -> Iterator[tuple[str, bytes]]:
    """The social cards that the site does not have yet."""
    paths = sorted(stage.reuse(state.cards))
    return zip(paths, social.draw_cards([state.cards[path] for path in paths], state.config), strict=True)


def _collections(state: State, run: Runner[State]) -> Iterator[tuple[str, Joined]]:
    """Files of the data and the citations of many papers."""
    site = state.site
    records = run.iterate(papers_json.encode_records, papers_json.record_inputs(site))
    yield from papers_json.papers_json_files(site, run.hold(records))
    labels = {edition.id: edition.label for edition in site.library.editions}
    entries = run.iterate(collections.encode_citations, site.library.papers, site.config, labels)
    yield from collections.collection_files(site, run.hold(chain.from_iterable(entries)))


def _write_joined(
    files: Iterable[tuple[str, Joined]], run: Runner[State], before: Mapping[str, list[bytes]]
) -> dict[str, list[bytes]]:
    """Write what the last build did not; gives, where somebody edits, what each file consists of."""
    made = {}
    for path, joined in files:
        if run.memo:
            made[path] = joined.parts()
        if path not in made or made[path] != before.get(path) or not run.stage.keep(path):
            run.stage.write(path, joined.content())
    return made


def _exports(state: State, run: Runner[State], renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """What is drawn from the site for programs rather than for readers."""
    assert state.plan
    site = state.site
    yield urls.NO_JEKYLL, b""
    yield urls.LICENSES, renderer.text(urls.LICENSES).encode()
    days = feeds.first_and_last_days(site)
    plans = [*feeds.plan_feeds(site, days)]
    for files in run.iterate(feeds.feed_files, plans, site.config, renderer.text):
        yield from files.items()
    yield urls.ALL_FEEDS, feeds.opml(plans, site.config, renderer.text)
    yield from machines.machine_files(site, renderer.text)
    shelf = [*books.plan_books(site)]
    yield from run.iterate(books.epub_files, shelf, site.config, renderer.text)
    if shelf:
        yield urls.OPDS, books.catalogue(shelf, site.config, renderer.text)
    addresses = [page.path for page in state.plan.pages if not page.moved_to]
    yield from feeds.search_engine_files(site, days, addresses, renderer.text).items()


def _templates(config: Config) -> tuple[tuple[str, bytes], ...]:
    """Every template by its path, the site's own and the shipped ones; one that cannot be read is left out.

    Raises `ContentError` for a folder that cannot be read: the shipped ones would stand in without a word.
    """
    found = []
    for folder in config.template_folders:
        for path in sorted(entry.path for entry in all_files_below(folder)):
            with suppress(OSError):
                found.append((path, read_file(path)))
    return tuple(found)
