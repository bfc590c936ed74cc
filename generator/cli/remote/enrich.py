"""`digest enrich`: looks at what the seeds lack, asks services for it, and writes what they know beside the seeds."""

import datetime
from collections.abc import Callable

from generator.cli.remote.enriched_file import add_findings, read_known_ids
from generator.cli.remote.enrichment import Enrichment, Looked, find_missing, is_lacking
from generator.cli.remote.service_client import ServiceClient
from generator.cli.remote.services import Services as Services
from generator.library import draft_titles, plan_library, title_forms
from generator.model.config import Config
from generator.model.problems import SetupError, error
from generator.model.toml_file import TomlError
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import ENRICHED_FILE, read_sources

CACHE = ".digest-cache"
"""The folder of kept answers, beside digest.toml."""


def open_client(config: Config, services: Services, tell: Callable[[str], None], *, offline: bool) -> ServiceClient:
    """What asks on behalf of a site, with the answers that are kept beside its settings."""
    return ServiceClient(config.root / CACHE, services.contact, offline, tell)


def papers_that_lack(config: Config) -> tuple[Looked, ...]:
    """The papers of the seeds that lack authors or ids and have no table yet, in site order.

    Raises what reading seeds raises, and `SetupError` where the file of findings cannot be read.
    """
    parsed = tuple(parse_seeds(read_sources(config.seeds, config.read_as)))
    plan = plan_library(parsed, [*title_forms(draft_titles(parsed, config))], config, None)
    try:
        known = read_known_ids(config.seeds)
    except (TomlError, OSError, UnicodeDecodeError) as fault:
        path, line = str(config.seeds / ENRICHED_FILE), getattr(fault, "line", 0)
        raise SetupError(
            error(path, line, f"it cannot be read: {fault}", "fix that line, or move the file away")
        ) from None
    days = {each.id: each.day.iso for each in plan.editions if each.day and each.day.iso}
    return tuple(
        Looked(paper.name, paper.draft, tuple(days[name] for name, _ in paper.standings if name in days))
        for paper in plan.papers
        if paper.name not in known and is_lacking(paper.draft)
    )


def enrich_seeds(
    config: Config,
    client: ServiceClient,
    services: Services,
    progress: Callable[[str, int, int], None],
    *,
    day: datetime.date | None,
) -> Enrichment:
    """What services know of the papers that lack something, written to the seeds as of `day`; None writes nothing."""
    found = find_missing(papers_that_lack(config), client, services, progress)
    if day and found.findings:
        try:
            add_findings(config.seeds, found.findings, day)
        except OSError as fault:
            path = str(config.seeds / ENRICHED_FILE)
            raise SetupError(
                error(path, 0, f"writing failed: {fault.strerror}", "make room, or check its rights")
            ) from None
    return found
