"""What every command shares: the group `digest`, its options, and how a call ends.

Exit status 0 is done, with or without warnings; 1 is errors in the seeds; 2 is a wrong call or set-up; 130 is
interrupted. What a user can cause ends in one line; anything else is a bug and keeps its traceback.
"""

import datetime
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.build.site import build_site
from generator.cli.report import NOT_BUILT, Reporter
from generator.model.addresses import mask_secrets
from generator.model.characters import printable
from generator.model.config import Config, load_config, with_base_url
from generator.model.problems import DigestError, SetupError, error

if TYPE_CHECKING:
    from generator.build.result import BuildResult

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
    until: datetime.datetime | None = None

    def config(self) -> Config:
        """The settings as they are in the file at this moment, and what the options say on top."""
        config = load_config(self.file or Path("digest.toml"), required=self.file is not None)
        if self.base_url is not None:
            config = with_base_url(config, self.base_url)
        until = self.until.date() if self.until else None
        return replace(config, seeds=self.seeds, out=self.out, strict=self.strict, jobs=self.jobs, until=until)

    def build(self, config: Config) -> "BuildResult":
        with self.report.progress() as progress:
            return build_site(config, epoch=source_date_epoch(), progress=progress)

    def serving(self) -> str:
        """The call of `digest serve` that shows the same site."""
        usual = Call(self.report)
        names = {"seeds": "--seeds", "out": "--out", "file": "--config", "base_url": "--base-url"}
        said = [
            (names[name], str(getattr(self, name))) for name in names if getattr(self, name) != getattr(usual, name)
        ]
        return shlex.join(["digest", "serve", *(part for option in said for part in option)])


def source_date_epoch() -> datetime.date | None:
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


UNTIL = click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out editions that are dated later than this day.",
)


class _Commands(click.Group):
    """What was typed may be quoted when the call is wrong: a secret of it, such as a token in an address, is not, and
    a terminal must not obey it."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _printable_faults():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _printable_faults():
            return super().invoke(ctx)


@contextmanager
def _printable_faults() -> Iterator[None]:
    try:
        yield
    except click.UsageError as fault:
        raise click.UsageError(printable(mask_secrets(fault.format_message())), fault.ctx) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
                _check_current_folder()
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


def _check_current_folder() -> None:
    try:
        Path.cwd()
    except OSError as fault:
        what = f"the folder you are in cannot be used: {fault.strerror}"
        raise SetupError(error(".", 0, what, "go to another one")) from None
