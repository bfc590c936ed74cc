"""The commands: arguments in, one call, exit status out.

Each imports what it calls itself, so that `digest --help` does not load a build, nor a build a web server.
"""

import datetime
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.calls import COMMON_OPTIONS, OUTPUT_OPTIONS, PATH, UNTIL, Call, command, digest, source_date_epoch
from generator.cli.new import create_site
from generator.cli.report import Reporter
from generator.cli.streams import lost_output, open_streams
from generator.model.problems import SetupError, error
from generator.output import find_excess

__all__ = ["digest", "run_digest"]

MANY_PAPERS = 10_000
"""A site of no more has a third of the bytes that a host may refuse, so nobody adds them up."""

if TYPE_CHECKING:
    from generator.model.papers import Day


def run_digest() -> None:
    """Run the command line of this process. The exit status is 1 when what was asked for could not be printed."""
    open_streams()
    try:
        digest(prog_name="digest")
    except SystemExit as end:
        lost = lost_output()
        if lost and not end.code:
            hint = "give it room, or send it elsewhere"
            Reporter().problems([error("standard output", 0, f"it could not all be written: {lost}", hint)])
            sys.exit(1)
        raise


@command(*COMMON_OPTIONS, UNTIL)
def build(call: Call) -> int:
    """Make the site from the seeds.

    Only files that changed are written. Problems in a paper are reported with file and line, and the rest is built.
    """
    result = call.build(call.config())
    if result.papers > MANY_PAPERS and (what := find_excess(call.out)):
        hint = "part the seeds between two sites, or publish elsewhere"
        result = replace(result, notices=(*result.notices, f"{what} - {hint}"))
    call.report.built(result, str(call.out), then=f"look at it: {call.serving()}")
    return 0


@command(*COMMON_OPTIONS)
def watch(call: Call) -> int:
    """Build, then build again after every change.

    Seeds, settings, tag rules and your own templates/ and static/ are watched, until you press Ctrl-C.
    """
    follow_changes, _ = _watchers()
    follow_changes(call)
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
    _, serve_changes = _watchers()
    serve_changes(call, (host, port), open_browser)
    return 0


def _watchers() -> tuple[Callable[[Call], None], Callable[[Call, tuple[str, int], bool], None]]:
    """What watches, and what serves too; no other command pays for them."""
    from generator.cli.watching import follow_changes, serve_changes

    return follow_changes, serve_changes


@command(click.argument("files", metavar="[FILE]...", nargs=-1), *COMMON_OPTIONS, failure={"files": []})
def check(call: Call, files: tuple[str, ...]) -> int:
    """Say how the seeds were understood, line by line.

    Every title, abstract, field and date with its lines, every line that was left out with the rule that says so,
    everything that is wrong, and what is doubtful. With FILE only that file, which may lie outside the seeds; - is what
    you paste on standard input. Nothing is written.
    """
    from generator.build.check import check_files, check_seeds

    if files:
        readings, folder = check_files(files), ""
    else:
        readings, folder = check_seeds(call.config(), epoch=source_date_epoch()), str(call.seeds)
    call.report.checked(readings, folder)
    return int(any(problem.severity == "error" for reading in readings for problem in reading.problems))


@command(
    click.argument("source", metavar="[FILE]", default="-"),
    click.option("--seeds", metavar="DIR", type=PATH, default="seeds", show_default=True, help="Where it goes."),
    click.option("--date", metavar="DATE", help="The day it gets its name from, or the year that the page lacks."),
    click.option("--yes", is_flag=True, help="Add it without asking."),
    *OUTPUT_OPTIONS,
    failure={"added": None, "files": []},
)
def add(call: Call, source: str, date: str | None, yes: bool) -> int:
    """Put a pasted text into the seeds as a new file, after showing what was read of it.

    FILE is a file, or - for what you paste on standard input, ended with Ctrl-D. The new file is named by the day that
    the page carries; no file is ever written over.
    """
    from generator.cli.add import plan_addition, write_addition

    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    if source == "-" and is_terminal:
        call.report.note("paste the page, then press Enter and Ctrl-D")
    asking = is_terminal and not call.report.as_json
    planned = plan_addition(source, call.seeds, date, _ask_year if asking and not yes else lambda _: None)
    call.report.understood([planned.reading], "")
    if not yes and not (asking and click.confirm(f"Add it as {call.seeds / planned.name}?", default=True, err=True)):
        what, hint = "nothing was added", f"add --yes to put it into {call.seeds / planned.name}"
        raise SetupError(error(source, 0, what, hint))
    call.report.added(write_addition(planned, call.seeds), planned.reading)
    return 0


def _ask_year(day: "Day") -> int | None:
    return int(click.prompt(f"The page says {day.label}. Of which year", type=click.IntRange(1900, 2999), err=True))


@command(
    *COMMON_OPTIONS,
    UNTIL,
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


@command(
    click.argument("edition", required=False, default=""),
    *COMMON_OPTIONS,
    UNTIL,
    click.option("-o", "--output", metavar="FILE", help="Where it goes; - is standard output.  [default: EDITION.eml]"),
    failure={"email": None, "edition": None},
)
def email(call: Call, edition: str, output: str | None) -> int:
    """Write an edition as an e-mail to send: EDITION.eml, with HTML and text.

    EDITION is the name of its page, such as 2025-05-28; without one it is the newest. Its date and id come from the
    edition and the address of the site. `[email] from` in digest.toml says whom it comes from.
    """
    target, name = _write_single(call, "eml", edition, output)
    if target != "-":
        call.report.wrote(target, name, {"email": target, "edition": name})
    return 0


@command(
    click.argument("name", metavar="[EDITION|TOPIC]", required=False, default=""),
    *COMMON_OPTIONS,
    UNTIL,
    click.option("--epub/--html", "as_epub", default=True, help="For an e-reader, or as one page.  [default: epub]"),
    click.option(
        "-o", "--output", metavar="FILE", help="Where it goes; - is standard output.  [default: NAME.epub/html]"
    ),
    failure={"bundle": None, "of": None},
)
def bundle(call: Call, name: str, as_epub: bool, output: str | None) -> int:
    """Write an edition or a topic as one file: an EPUB, or a page that opens from disk and has a search.

    EDITION or TOPIC is the name of its page, such as 2025-05-28 or segmentation; without one it is the newest edition.
    The file holds all that it shows, so it can be read without a network and passed on.
    """
    target, name = _write_single(call, "epub" if as_epub else "html", name, output)
    if target != "-":
        call.report.wrote(target, name, {"bundle": target, "of": name})
    return 0


def _write_single(call: Call, suffix: str, name: str, output: str | None) -> tuple[str, str]:
    """Make one file of the seeds and write it to `output`; gives where it went, and what it is made of."""
    from generator.build.single_files import make_single

    single = make_single(call.config(), suffix, name, source_date_epoch())
    target = output or f"{single.name}.{suffix}"
    if target == "-":
        sys.stdout.buffer.write(single.content)
        return target, single.name
    try:
        Path(target).write_bytes(single.content)
    except OSError as fault:
        hint = "choose another place with --output"
        raise SetupError(error(target, 0, f"writing failed: {fault.strerror}", hint)) from None
    return target, single.name


@command(
    click.argument("what", metavar="DATE|WEEK|URL"),
    click.option("--seeds", metavar="DIR", type=PATH, default="seeds", show_default=True, help="Where it goes."),
    *OUTPUT_OPTIONS,
    failure={"added": None, "files": []},
)
def fetch(call: Call, what: str) -> int:
    """Save the papers of a day, a week or an address as a new seed.

    A day (2025-05-28), a week (2025-W22) or a month (2025-05) is that of Hugging Face's daily papers; an address may
    lead to any format that is read: an answer of arXiv, a feed, a page. Services are asked slowly, and waited for where
    they ask for that. No file is ever written over.
    """
    from generator.cli.remote.fetch import Client, plan_fetch, write_addition

    planned = plan_fetch(what, call.seeds, Client(call.report.note))
    call.report.added(write_addition(planned, call.seeds), planned.reading)
    return 0


@command(
    *COMMON_OPTIONS,
    click.option("--dry-run", is_flag=True, help="Say what would be asked, and ask and write nothing."),
    click.option("--offline", is_flag=True, help="Ask nobody: use the answers that were kept."),
    failure={"found": []},
)
def enrich(call: Call, dry_run: bool, offline: bool) -> int:
    """Ask services for what the seeds lack: authors, ids, venue, dates.

    Hugging Face, arXiv and Semantic Scholar are asked; OpenAlex where OPENALEX_API_KEY is set, and Crossref where
    DIGEST_CONTACT has your mail address. Answers are kept in .digest-cache, so a call that was broken off goes on where
    it stopped. What is found goes into seeds/enriched.toml for you to read; a build never asks anybody.
    """
    from generator.cli.remote.enrich import Services, enrich_seeds, open_client

    config, services = call.config(), Services.of_environment()
    client = open_client(config, services, call.report.note, offline=offline or dry_run)
    today = None if dry_run else datetime.datetime.now(tz=datetime.UTC).date()
    with call.report.progress() as progress:
        done = enrich_seeds(config, client, services, progress, day=today)
    call.report.enriched(done, client.asked, str(call.seeds), dry_run=dry_run)
    return 0


@command(click.argument("folder", metavar="DIR", type=PATH), *OUTPUT_OPTIONS, failure={"files": []})
def new(call: Call, folder: Path) -> int:
    """Make a folder to start from.

    It holds every setting, explained, and an example of a pasted page.
    """
    call.report.made(folder, create_site(folder))
    return 0
