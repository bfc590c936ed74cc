"""The page of `digest serve` that shows how the seeds were understood: what `digest check` prints, as a page."""

from http import HTTPStatus
from pathlib import Path

import jinja2

from generator.build.check import check_seeds
from generator.build.readings import count_noun, reading_lines
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.model.problems import DigestError, Problem
from generator.server.responses import LIVE, Response

WIDEST_LINE = 400
"""Characters of a line that are shown."""


def check_response(config: Config) -> Response:
    """The page for the seeds as they are now; the problems alone where they cannot be read as a whole."""
    readings: tuple[ParsedSeed, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        readings = check_seeds(config)
    except DigestError as fault:
        problems = fault.problems
    page = _environment().get_template("check.html")
    papers = count_noun(sum(len(reading.drafts) for reading in readings), "paper")
    files = [_file_view(reading, config.seeds) for reading in readings]
    text = page.render(papers=papers, seeds=config.seeds, files=files, problems=problems)
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", text.encode("utf-8", "replace"))


def _file_view(reading: ParsedSeed, seeds: Path) -> dict[str, object]:
    head, *lines = reading_lines(reading, str(seeds), WIDEST_LINE)
    return {"head": head, "kind": reading.kind, "lines": "\n".join(lines), "problems": reading.problems}


def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(LIVE), autoescape=True, undefined=jinja2.StrictUndefined)
