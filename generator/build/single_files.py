"""`digest email` and `digest bundle`: an edition or a topic of the seeds as one file; no site is written for that."""

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
from generator.render import books
from generator.render.mail import edition_message
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import read_sources

SHOWN = 5
"""Editions that are named where one is asked for that is not there."""


class SingleFile(NamedTuple):
    """The bytes of a file, and the id of the edition or topic that it is made of."""

    name: str
    content: bytes


def make_single(config: Config, suffix: str, name: str, epoch: datetime.date | None) -> SingleFile:
    """What is called `name`, or the newest edition where that is empty: a message (`eml`), a book (`epub`) or a page
    (`html`); of an edition, and the latter two of a topic, too.

    Raises `SetupError` when there is nothing of that name, and `ContentError` as a build does.
    """
    makers = {"eml": _make_mail, "epub": _make_book, "html": _make_page}
    return makers[suffix](config, name, epoch)


def _make_mail(config: Config, name: str, epoch: datetime.date | None) -> SingleFile:
    """Raises `SetupError` also when the site's address or the edition's day is not known."""
    if not config.base_url:
        hint = "set [site] base_url in digest.toml, or pass --base-url"
        raise SetupError(error(str(config.file or "digest.toml"), 0, "mail needs the address of the site", hint))
    site = load_site(config, epoch)
    edition = _find_edition(site, name, "edition")
    if edition.published == UNDATED:
        hint = f'write published = 2025-05-28 below [editions."{edition.id}"] in digest.toml'
        raise SetupError(error(str(config.file or "digest.toml"), 0, f"no day is known of {edition.id}", hint))
    return SingleFile(edition.id, edition_message(site, edition, Renderer(config, "").text))


def _make_book(config: Config, name: str, epoch: datetime.date | None) -> SingleFile:
    name, book, _ = _find_book(config, name, epoch)
    return SingleFile(name, books.epub(book, config, Renderer(config, "").text))


def _make_page(config: Config, name: str, epoch: datetime.date | None) -> SingleFile:
    name, book, site = _find_book(config, name, epoch)
    return SingleFile(name, books.book_page(book, site, Renderer(config, "").text))


def _find_book(config: Config, name: str, epoch: datetime.date | None) -> tuple[str, books.Book, Site]:
    """The book of the edition, or else of the topic, and its id. Raises `SetupError` when there is neither."""
    site = load_site(config, epoch)
    if name in site.topics.tag and name not in site.library.edition:
        return name, books.topic_book(site, site.topics.tag[name]), site
    edition = _find_edition(site, name, "edition or topic")
    return edition.id, books.edition_book(site, edition), site


def _find_edition(site: Site, name: str, kind: str) -> Edition:
    if not name:
        return site.library.editions[0]
    if name not in site.library.edition:
        known = ", ".join([edition.id for edition in site.library.editions[:SHOWN]])
        hint = f"the newest {'are' if kind == 'edition' else 'editions are'} {known}"
        raise SetupError(error(name, 0, f"there is no such {kind}", hint))
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
