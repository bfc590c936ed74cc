"""Template inputs: small frozen values with everything decided.

Python decides what a page shows, templates decide how. So nothing here is computed lazily, sorted or filtered in
Jinja, and equal values give equal bytes. Addresses are paths from the site's root; a template makes them relative
with `href`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup as Html

from generator.analysis.authors import Authors, Byline
from generator.analysis.evidence import Evidence, has_code
from generator.analysis.highlights import Highlights
from generator.analysis.names import Names
from generator.model import urls
from generator.model.config import Config
from generator.model.labels import card_facts
from generator.model.papers import Appearance, Edition, FastPickle, Library, Neighbour, Paper, PaperTag, Tag, Topics
from generator.text.markup.tex_text import tex_to_text

EXCERPT_LENGTH = 240
DESCRIPTION_LENGTH = 155
AUTHORS_ON_A_CARD = 3
"""Of more authors so many are named, and the last where one is left."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the outputs draw from: the papers and what the digest adds to them."""

    config: Config
    library: Library
    topics: Topics
    related: Mapping[str, tuple[Neighbour, ...]]
    names: Names = field(default_factory=Names)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    highlights: Mapping[str, Highlights] = field(default_factory=dict)
    authors: Authors = field(default_factory=Authors)
    watched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By watch the papers that its search finds, in site order."""


@dataclass(frozen=True, slots=True)
class Chip(FastPickle):
    """A tag to click. `count` is how many papers the list it belongs to has, `share` that in percent of the largest."""

    id: str
    label: str
    path: str
    count: int = 0
    share: int = 0
    meaning: str = ""


class PaperLink(NamedTuple):
    """A paper named in passing, with the words it shares with the one that names it."""

    id: str
    title: Html
    path: str
    shared: tuple[str, ...] = ()


class PaperSummary(NamedTuple):
    """What lists show of a paper itself; `editions` are in site order, newest first.

    `facts` say where and when it appeared, and how many votes it has, as far as that is known.
    """

    link: PaperLink
    excerpt: str
    has_code: bool
    facts: tuple[str, ...]
    editions: tuple[Appearance, ...]
    is_pick: bool = False


class CardInput(NamedTuple):
    """What a paper's cards are made from: its authors and topics, these the strongest first, and the label of its
    newest edition."""

    summary: PaperSummary
    byline: tuple[Byline, ...]
    chips: tuple[Chip, ...]
    edition: str


class Card(NamedTuple):
    """A paper in a list; `number` is its place in the edition the list shows, else 0. A row has its title and day only.

    `authors` are the first ones, each with the path of their page, empty without one; `others` is how many more.
    """

    id: str
    path: str
    title: Html
    excerpt: str
    chips: tuple[Chip, ...]
    has_code: bool
    facts: tuple[str, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    others: int = 0
    number: int = 0
    listed: str = ""
    is_pick: bool = False
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """One page of a long list: which of how many, and the paths of its neighbours (empty at the ends)."""

    number: int
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class EditionLink(FastPickle):
    id: str
    label: str
    path: str
    count: int


def shorten_text(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """At most `length` characters, cut at a word, with an ellipsis where something is missing."""
    start = _collapse_spaces(text[: 2 * length])
    if len(start) <= length:
        start = _collapse_spaces(text)
    if len(start) <= length:
        return start
    return start[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _collapse_spaces(text: str) -> str:
    """`text` with one space between words; of white space only the space is printable."""
    return text.strip(" ") if text.isprintable() and "  " not in text else " ".join(text.split())


def summarise_paper(paper: Paper, link: PaperLink) -> PaperSummary:
    excerpt = shorten_text(tex_to_text(paper.abstract.text[: 3 * EXCERPT_LENGTH]), EXCERPT_LENGTH)
    return PaperSummary(link, excerpt, has_code(paper), card_facts(paper), paper.editions, bool(paper.pick))


def card_input(
    summary: PaperSummary,
    byline: tuple[Byline, ...],
    tagged: Iterable[PaperTag],
    chips: Mapping[str, Chip],
    labels: Mapping[str, str],
) -> CardInput:
    """`chips` are those of all tags, `labels` those of all editions, by id."""
    shown = tuple([chips[each.tag] for each in tagged])
    return CardInput(summary, byline, shown, labels[summary.editions[0].edition])


def author_links(byline: Iterable[Byline]) -> tuple[tuple[str, str], ...]:
    """Each name with the path of its author's page, empty without one."""
    return tuple([(name, urls.author(author) if author else "") for name, author in byline])


def card(listed: CardInput, *, edition: str = "", without: str = "") -> Card:
    """The paper in the list of `edition`, or in a list of papers of several; `without` is the tag all of them have."""
    (link, excerpt, coded, facts, editions, is_pick), byline, chips, label = listed
    number = next((each.number for each in editions if each.edition == edition), 0) if edition else 0
    shown = tuple([chip for chip in chips if chip.id != without]) if without else chips
    named = byline if len(byline) <= AUTHORS_ON_A_CARD + 1 else byline[:AUTHORS_ON_A_CARD]
    return Card(
        id=link.id,
        path=link.path,
        title=link.title,
        excerpt=excerpt,
        chips=shown,
        has_code=coded,
        facts=facts,
        authors=author_links(named),
        others=len(byline) - len(named),
        number=number,
        listed="" if number else label,
        is_pick=is_pick,
    )


def row(listed: CardInput) -> Card:
    """The paper in a long list of titles."""
    (link, _, coded, _, _, is_pick), _, _, label = listed
    return Card(link.id, link.path, link.title, "", (), coded, listed=label, is_pick=is_pick, is_row=True)


def chip(tag: Tag, count: int = 0, most: int = 0) -> Chip:
    share = max(1, round(100 * count / most)) if most else 0
    return Chip(tag.id, tag.label, urls.tag(tag.id), count, share, tag.meaning)


def edition_link(edition: Edition) -> EditionLink:
    return EditionLink(edition.id, edition.label, urls.edition(edition.id), len(edition.papers))


def paper_link(paper: Paper) -> PaperLink:
    return PaperLink(paper.id, Html(paper.title.html), urls.paper(paper.id))  # markup made it, from escaped text


def finder_links(config: Config, paper: Paper) -> tuple[tuple[str, str], ...]:
    """Label and address of each search for the paper's exact title; a query says a space shorter than a path can."""
    in_path = urls.quote_query(paper.title.text)
    in_query = in_path.replace("%20", "+")
    return tuple([(each.label, _fill(each.url, in_path, in_query)) for each in config.finders])


def _fill(url: str, in_path: str, in_query: str) -> str:
    path, mark, query = url.partition("?")
    return path.replace("{title}", in_path) + mark + query.replace("{title}", in_query)


def report_address(config: Config, paper: Paper) -> str:
    """Where a reader reports a mistake in `paper`: a new issue already named on GitHub, else the repository."""
    if not config.repository.startswith("https://github.com/"):
        return config.repository
    title = urls.quote_query(f"Mistake in “{shorten_text(paper.title.text, 80)}”")
    place = f"\n\n{config.seeds.name}/{paper.place.path}, line {paper.place.line}"
    body = urls.quote_query(place)
    return f"{config.repository}/issues/new?title={title}&body={body}"
