"""`digest email`: an edition of the seeds as a message; no site is written for that."""

import datetime
from typing import NamedTuple

from generator import library
from generator.analysis.topics.assignment import assign_topics, curate_tags, find_common_topics, untagged_texts
from generator.analysis.topics.rules import load_rules, tag_texts
from generator.build.pipeline import with_user_paths
from generator.library.editions import UNDATED
from generator.model.config import Config
from generator.model.papers import Edition
from generator.model.problems import ContentError, SetupError, error, warnings_as_errors
from generator.render.mail import edition_message
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import read_sources

SHOWN = 5
"""Editions that are named where one is asked for that is not there."""


class Mail(NamedTuple):
    """A message, and the edition it is about."""

    edition: str
    message: bytes


def make_mail(config: Config, name: str, epoch: datetime.date | None) -> Mail:
    """The message of the edition called `name`, of the newest where that is empty.

    Raises `SetupError` when the site's address or the edition's day is not known, or there is no such edition.
    """
    if not config.base_url:
        hint = "set [site] base_url in digest.toml, or pass --base-url"
        raise SetupError(error(str(config.file or "digest.toml"), 0, "mail needs the address of the site", hint))
    site = load_site(config, epoch)
    edition = _find_edition(site, name)
    if edition.published == UNDATED:
        hint = f'write published = 2025-05-28 below [editions."{edition.id}"] in digest.toml'
        raise SetupError(error(str(config.file or "digest.toml"), 0, f"no day is known of {edition.id}", hint))
    return Mail(edition.id, edition_message(site, edition, Renderer(config, "").text))


def _find_edition(site: Site, name: str) -> Edition:
    if not name:
        return site.library.editions[0]
    if name not in site.library.edition:
        known = ", ".join([edition.id for edition in site.library.editions[:SHOWN]])
        raise SetupError(error(name, 0, "there is no such edition", f"the newest are {known}"))
    return site.library.edition[name]


def load_site(config: Config, epoch: datetime.date | None) -> Site:
    """The papers of the seeds with their topics, and nothing that takes longer.

    Raises `ContentError` as a build does.
    """
    parsed = tuple(parse_seeds(read_sources(config.seeds, config.read_as)))
    found, problems = library.build_library(parsed, config, epoch)
    problems = with_user_paths((*(p for seed in parsed for p in seed.problems), *problems), config)
    problems = warnings_as_errors(problems) if config.strict else problems
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(*problems)
    rules = load_rules(config.tag_rules)
    said = tag_texts([(paper.title.text, paper.abstract.text) for paper in found.papers], rules)
    curated = curate_tags(found, said, rules)
    (common,) = find_common_topics([untagged_texts(found, curated)], rules)
    return Site(config, found, assign_topics(found, rules, curated, common), {})
