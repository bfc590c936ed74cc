"""What templates are handed: small frozen values with everything decided.

Python decides what a page shows, templates decide how. So nothing here is computed lazily, sorted or filtered in
Jinja, and a view that is equal to yesterday's gives the same bytes. Addresses are paths from the site's root; a
template makes them relative with `href`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup as Html

from generator import urls
from generator.config import Config
from generator.evidence import Evidence, has_code
from generator.model import Edition, Library, Neighbour, Paper, Rich, Tag, Topics
from generator.names import Names

EXCERPT_LENGTH = 240
DESCRIPTION_LENGTH = 155


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the outputs draw from: the papers and what the digest adds to them."""

    config: Config
    library: Library
    topics: Topics
    related: Mapping[str, tuple[Neighbour, ...]]
    names: Names = field(default_factory=Names)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag to click. `count` is how many papers the list it belongs to has, `share` that in percent of the largest."""

    id: str
    label: str
    path: str
    count: int = 0
    share: int = 0
    reason: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A paper in a list; `number` is its place in the edition the list shows, else 0."""

    id: str
    path: str
    title: Html
    excerpt: str
    chips: tuple[Chip, ...]
    has_code: bool
    number: int = 0
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long list: which of how many, and the paths of its neighbours (empty at the ends)."""

    number: int
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class EditionLink:
    id: str
    label: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper named in passing, with the words it shares with the one that names it."""

    id: str
    title: Html
    path: str
    shared: tuple[str, ...] = ()


def html(rich: Rich) -> Html:
    return Html(rich.html)  # markup made it, from escaped text


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a word, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def card(site: Site, paper: Paper, edition: Edition | None = None, without: str = "") -> Card:
    """`paper` in the list of `edition`, or in a list of papers of several; `without` is the tag all of them have."""
    standing = next((s for s in paper.editions if edition and s.edition == edition.id), None)
    return Card(
        id=paper.id,
        path=urls.paper(paper.id),
        title=html(paper.title),
        excerpt=shortened(paper.abstract.text, EXCERPT_LENGTH),
        chips=tuple(chip for chip in chips_of(site, paper) if chip.id != without),
        has_code=has_code(paper),
        number=standing.number if standing else 0,
        listed="" if standing else site.library.edition[paper.editions[0].edition].label,
    )


def chips_of(site: Site, paper: Paper) -> tuple[Chip, ...]:
    """The tags of a paper, the strongest first, each with its reason."""
    return tuple(
        chip(site.topics.tag[tagged.tag], reason=tagged.reason) for tagged in site.topics.tags_by_paper[paper.id]
    )


def chip(tag: Tag, count: int = 0, most: int = 0, reason: str = "") -> Chip:
    share = max(1, round(100 * count / most)) if most else 0
    return Chip(tag.id, tag.label, urls.tag(tag.id), count, share, reason, tag.meaning)


def counted(site: Site, papers: Iterable[str], without: str = "", most: int | None = None) -> tuple[Chip, ...]:
    """The tags of `papers` with their counts there, the most frequent first."""
    counts = Counter(
        tagged.tag for paper in papers for tagged in site.topics.tags_by_paper[paper] if tagged.tag != without
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], site.topics.tag[item[0]].label))[:most]
    return tuple(chip(site.topics.tag[tag], count, ranked[0][1]) for tag, count in ranked)


def edition_link(edition: Edition) -> EditionLink:
    return EditionLink(edition.id, edition.label, urls.edition(edition.id), len(edition.papers))


def paper_link(site: Site, paper_id: str, shared: tuple[str, ...] = ()) -> PaperLink:
    return PaperLink(paper_id, html(site.library.paper[paper_id].title), urls.paper(paper_id), shared)


def finder_links(config: Config, paper: Paper) -> tuple[tuple[str, str], ...]:
    """Label and address of each search for the paper's exact title."""
    title = quote(paper.title.text, safe="")
    return tuple((finder.label, finder.url.replace("{title}", title)) for finder in config.finders)


def report_address(config: Config, paper: Paper) -> str:
    """Where a reader reports a mistake in `paper`: a new issue already named on GitHub, else the repository."""
    if not config.repository.startswith("https://github.com/"):
        return config.repository
    title = quote(f"Mistake in “{shortened(paper.title.text, 80)}”", safe="")
    place = f"\n\n{config.seeds.name}/{paper.place.path}, line {paper.place.line}"
    body = quote(place, safe="", errors="surrogateescape")  # a file's name need not be UTF-8
    return f"{config.repository}/issues/new?title={title}&body={body}"
