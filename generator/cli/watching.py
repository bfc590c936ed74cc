"""What `digest watch` and `digest serve` share: the builds of one site, again and again. Others load none of it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from generator.build.incremental import SiteBuilder
from generator.build.result import BuildResult
from generator.cli.calls import Call, source_date_epoch
from generator.model.config import Config
from generator.server.http import open_server, serve_site
from generator.server.watch import DeferredSteps, watch_site

__all__ = ["open_server", "rebuilding", "serve_site", "watch_site"]


@contextmanager
def rebuilding(call: Call) -> Iterator[tuple[Callable[[Config], BuildResult], DeferredSteps]]:
    """What builds again and again, and what is left then; the folder of the site is held until the end."""
    with closing(SiteBuilder(source_date_epoch())) as builder:

        def build(config: Config) -> BuildResult:
            with call.report.progress() as progress:
                return builder.build(config, progress)

        yield build, builder.deferred
