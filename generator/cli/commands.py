"""The command line: arguments in, one call, exit status out.

0 is done, with or without warnings; 1 is errors in the seeds; 2 is a wrong call or set-up; 130 is interrupted. What a
user can cause ends in one line; anything else is a bug and keeps its traceback. Each command imports what it calls
itself, so that `digest --help` does not load a build, nor a build a web server.
"""

import datetime
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.build.site import build_site
from generator.cli.report import NOT_BUILT, Reporter
from generator.model.addresses import mask_secrets
from generator.model.config import Config, load_config, with_base_url
from generator.model.problems import DigestError, SetupError, error

if TYPE_CHECKING:
    from generator.build.result import BuildResult
    from generator.server.watch import DeferredSteps

PATH = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Call:
    """What the common options of a call say, and who reports."""

    report: Reporter
    seeds: Path = Path("seeds")
    out: Path = Path("site")
    file: Path | None = None
    base_url: str | None = None
    strict: bool = False
    jobs: int = 0

    def config(self) -> Config:
        """The settings as they are in the file at this moment, and what the options say on top."""
        config = load_config(self.file or Path("digest.toml"), required=self.file is not None)
        if self.base_url is not None:
            config = with_base_url(config, self.base_url)
        return replace(config, seeds=self.seeds, out=self.out, strict=self.strict, jobs=self.jobs)

    def build(self, config: Config) -> "BuildResult":
        with self.report.progress() as progress:
            return build_site(config, epoch=_source_date_epoch(), progress=progress)

    @contextmanager
    def rebuilding(self) -> "Iterator[tuple[Callable[[Config], BuildResult], DeferredSteps]]":
        """What builds again and again, and what is left then; the folder of the site is held until the end."""
        from generator.build.incremental import SiteBuilder

        with closing(SiteBuilder(_source_date_epoch())) as builder:

            def build(config: Config) -> "BuildResult":
                with self.report.progress() as progress:
                    return builder.build(config, progress)

            yield build, builder.deferred

    def serving(self) -> str:
        """The call of `digest serve` that shows the same site."""
        usual = Call(self.report)
        names = {"seeds": "--seeds", "out": "--out", "file": "--config", "base_url": "--base-url"}
        said = [
            (names[name], str(getattr(self, name))) for name in names if getattr(self, name) != getattr(usual, name)
        ]
        return shlex.join(["digest", "serve", *(part for option in said for part in option)])


def _source_date_epoch() -> datetime.date | None:
    """The day that `SOURCE_DATE_EPOCH` names (reproducible-builds.org), which stands in where the seeds name none."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        hint = "give it seconds since 1970, or unset it"
        raise SetupError(error("SOURCE_DATE_EPOCH", 0, f"{seconds!r} is not a Unix timestamp", hint)) from None


Command = Callable[..., int]
Option = Callable[[Callable[..., Any]], Callable[..., Any]]

OUTPUT_OPTIONS: tuple[Option, ...] = (
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON report on standard output."),
    click.option("-v", "--verbose", is_flag=True, help="Say how long each stage took, and every warning."),
)
COMMON_OPTIONS: tuple[Option, ...] = (
    click.option(
        "--seeds", metavar="DIR", type=PATH, default="seeds", show_default=True, help="The folder of what you edit."
    ),
    click.option(
        "--out", metavar="DIR", type=PATH, default="site", show_default=True, help="The folder the site goes to."
    ),
    click.option("--config", "file", metavar="FILE", type=PATH, help="The settings; digest.toml where there is one."),
    click.option("--base-url", metavar="URL", help="The address the site will have; overrides the settings."),
    click.option("--strict", is_flag=True, help="Count every warning as an error."),
    click.option(
        "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes of a large build; 0: one a processor."
    ),
    *OUTPUT_OPTIONS,
)


class _DiscreetGroup(click.Group):
    """A group of commands whose complaints of a wrong call quote no secret of it, such as a token in an address."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            raise click.UsageError(mask_secrets(fault.format_message()), fault.ctx) from None


@click.group(cls=_DiscreetGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="digest")
def digest() -> None:
    """Turn a pasted paper digest into a website.

    Put what you pasted into seeds/ and run `digest serve`: every paper gets a page, with tags, related papers, search
    and feeds. `digest new my-papers` makes a folder with an example to start from.
    """


def command(*options: Option, failure: Mapping[str, Any] = NOT_BUILT) -> Callable[[Command], click.Command]:
    """Make a function a command of `digest`; `failure` is its JSON report, less the problems, when it cannot go on."""

    def wrap(function: Command) -> click.Command:
        def run(quiet: bool, as_json: bool, verbose: bool, **arguments: Any) -> None:
            report = Reporter(quiet, as_json, verbose)
            common = {name: arguments.pop(name) for name in Call.__slots__ if name in arguments}
            try:
                status = function(Call(report, **common), **arguments)
            except DigestError as fault:
                report.failed(fault, failure)
                status = fault.status
            except KeyboardInterrupt:
                status = 130
            sys.exit(status)

        wrapped: Callable[..., Any] = update_wrapper(run, function)
        for option in reversed(options):
            wrapped = option(wrapped)
        return digest.command()(wrapped)

    return wrap


@command(*COMMON_OPTIONS)
def build(call: Call) -> int:
    """Make the site from the seeds.

    Only files that changed are written. Problems in a paper are reported with file and line, and the rest is built.
    """
    result = call.build(call.config())
    call.report.built(result, str(call.out), then=f"look at it: {call.serving()}")
    return 0


@command(*COMMON_OPTIONS)
def watch(call: Call) -> int:
    """Build, then build again after every change.

    Seeds, settings, tag rules and your own templates/ and static/ are watched, until you press Ctrl-C.
    """
    from generator.server.watch import watch_site

    with call.rebuilding() as (build, rest):
        for number, attempt in enumerate(watch_site(call.config, build, rest)):
            call.report.attempted(attempt, str(call.out), first=number == 0)
            if number == 0:
                call.report.note("watching for changes - Ctrl-C stops it")
    return 0


@command(
    *COMMON_OPTIONS,
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets others in."),
    click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 picks a free one."),
    click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser."),
)
def serve(call: Call, host: str, port: int, open_browser: bool) -> int:
    """Show the site in your browser, and keep it up to date as you write.

    Pages load again by themselves after every build, and when one fails, say why.
    """
    from generator.server.http import open_in_browser, open_server, serve_site

    server = open_server(call.config(), host, port)
    said = ""
    with call.rebuilding() as (build, rest):
        for number, attempt in enumerate(serve_site(server, call.config, build, rest)):
            call.report.attempted(attempt, str(call.out), first=number == 0)
            if said != server.url:
                call.report.address(said := server.url)
            if number == 0 and open_browser:
                open_in_browser(server.url)
    return 0


@command(*COMMON_OPTIONS, failure={"files": []})
def check(call: Call) -> int:
    """Say how the seeds were understood, line by line.

    Every title, abstract and date with its lines, every line that was left out with the rule that says so, and
    everything that is wrong. Nothing is written.
    """
    from generator.build.check import check_seeds

    readings = check_seeds(call.config(), epoch=_source_date_epoch())
    call.report.checked(readings, str(call.seeds))
    return int(any(problem.severity == "error" for reading in readings for problem in reading.problems))


@command(
    *COMMON_OPTIONS,
    click.option("--remote", default="origin", show_default=True, help="A remote of your repository, or an address."),
    click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site."),
    click.option("--dry-run", is_flag=True, help="Say what would be published, and change nothing."),
)
def publish(call: Call, remote: str, branch: str, dry_run: bool) -> int:
    """Build the site and put it on a branch of a git remote.

    GitHub Pages shows the gh-pages branch once you choose it in the settings of your repository. Your files, your
    branch and what you have staged are not touched. The history of the published branch is kept, and its CNAME.
    """
    from generator.output.git_branch import publish_site

    config = call.config()
    result = call.build(config)
    done = publish_site(call.out, config.root, remote=remote, branch=branch, dry_run=dry_run)
    call.report.published(result, str(call.out), done)
    return 0


@command(click.argument("folder", metavar="DIR", type=PATH), *OUTPUT_OPTIONS, failure={"files": []})
def new(call: Call, folder: Path) -> int:
    """Make a folder to start from.

    It holds every setting, explained, and an example of a pasted page.
    """
    from generator.cli.new import create_site

    call.report.made(folder, create_site(folder))
    return 0
