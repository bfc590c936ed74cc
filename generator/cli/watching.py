"""What `digest watch` and `digest serve` do: the builds of one site, again and again. Others load none of it."""

import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from generator.build.incremental import SiteBuilder
from generator.build.result import BuildResult
from generator.cli.calls import Call, source_date_epoch
from generator.model.config import Config
from generator.server.http import open_server, serve_site
from generator.server.watch import DeferredSteps, watch_site


def follow_changes(call: Call) -> None:
    """Build after every change, until interrupted, and tell of each build."""
    with _rebuilding(call) as (build, rest):
        for number, attempt in enumerate(watch_site(call.config, build, rest)):
            call.report.attempted(attempt, str(call.out), first=number == 0)
            if number == 0:
                call.report.note("watching for changes - Ctrl-C stops it")


def serve_changes(call: Call, address: tuple[str, int], open_browser: bool) -> None:
    """The same, and serve the site at a host and port."""
    server = open_server(call.config(), *address)
    said = ""
    with _rebuilding(call) as (build, rest):
        for number, attempt in enumerate(serve_site(server, call.config, build, rest)):
            call.report.attempted(attempt, str(call.out), first=number == 0)
            if said != server.url:
                call.report.address(said := server.url)
                call.report.note(f"how your seeds were understood: {server.check_url}")
            if number == 0 and open_browser:
                webbrowser.open(server.url)


@contextmanager
def _rebuilding(call: Call) -> Iterator[tuple[Callable[[Config], BuildResult], DeferredSteps]]:
    """What builds again and again, and what is left then; the folder of the site is held until the end."""
    with closing(SiteBuilder(source_date_epoch())) as builder:

        def build(config: Config) -> BuildResult:
            with call.report.progress() as progress:
                return builder.build(config, progress)

        yield build, builder.deferred
