"""The plan of the site: which pages there are, and what each one is handed.

`plan` is a list of small functions, one per kind of page, each from the `Site` to `Page` values. Nothing is rendered
here and nothing written; two pages that claim one path are found before either exists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator import citations, urls
from generator.model import Edition, Paper, Tag
from generator.problems import ContentError, error
from generator.views import (
    DESCRIPTION_LENGTH,
    Leaf,
    Site,
    card,
    chip,
    chips_of,
    counted,
    edition_link,
    finder_links,
    html,
    paper_link,
    report_address,
    shortened,
)

PAPERS_PER_PAGE = 100
TOPICS_BESIDE_A_LIST = 12
RECENT_EDITIONS = 6


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be: its path, the template that makes it, and all that the template may use beside the site."""

    path: str
    template: str
    title: str
    description: str
    data: Mapping[str, Any]


def plan(site: Site) -> tuple[Page, ...]:
    """Every page of `site`. Raises `ContentError` when two of them would be one file."""
    pages = (
        *home(site),
        *papers(site),
        *tags(site),
        *editions(site),
        Page(urls.TAG_INDEX, "pages/tag_index.html", "Topics", f"Every topic of {site.config.title}.", tag_index(site)),
        Page(urls.ARCHIVE, "pages/archive.html", "Archive", f"Every edition of {site.config.title}.", archive(site)),
        Page(urls.SEARCH, "pages/search.html", "Search", f"Search the papers of {site.config.title}.", {}),
        Page(urls.NOT_FOUND, "pages/not_found.html", "Page not found", "There is no such page.", {}),
    )
    _each_path_once(pages)
    return pages


def _each_path_once(pages: Sequence[Page]) -> None:
    taken: dict[str, Page] = {}
    for page in pages:
        other = taken.setdefault(page.path.casefold(), page)
        if other is not page:
            message = f"“{other.title}” and “{page.title}” would both be this page"
            raise ContentError(error(page.path, 0, message, "rename one of the two, in its seed or the tag rules"))


def home(site: Site) -> Iterator[Page]:
    """The newest edition, and the ways into the rest."""
    newest = site.library.editions[0]
    listing = next(edition_pages(site, newest))
    data = {**listing.data, "recent": [edition_link(e) for e in site.library.editions[1 : 1 + RECENT_EDITIONS]]}
    yield Page(urls.HOME, "pages/home.html", "", site.config.description, data)


def papers(site: Site) -> Iterator[Page]:
    ordered = site.library.papers
    for before, paper, after in zip((None, *ordered[:-1]), ordered, (*ordered[1:], None), strict=True):
        yield paper_page(site, paper, before, after)


def paper_page(site: Site, paper: Paper, before: Paper | None, after: Paper | None) -> Page:
    standings = [(edition_link(site.library.edition[s.edition]), s.number) for s in paper.editions]
    data = {
        "paper": paper,
        "heading": html(paper.title),
        "abstract": html(paper.abstract),
        "standings": standings,
        "chips": chips_of(site, paper),
        "related": [paper_link(site, n.paper, n.shared) for n in site.related[paper.id]],
        "citations": citations.all_formats(paper, site.config, site.library),
        "finders": () if knows_its_place(paper) else finder_links(site.config, paper),
        "report": report_address(site.config, paper),
        "previous": paper_link(site, before.id) if before else None,
        "next": paper_link(site, after.id) if after else None,
        "article": structured_data(site, paper),
    }
    description = shortened(paper.abstract.text, DESCRIPTION_LENGTH) or paper.title.text
    return Page(urls.paper(paper.id), "pages/paper.html", paper.title.text, description, data)


def knows_its_place(paper: Paper) -> bool:
    """Whether an address of the paper itself is known."""
    return bool(paper.arxiv or paper.doi) or any(link.kind == "paper" for link in paper.links)


def structured_data(site: Site, paper: Paper) -> dict[str, object]:
    """schema.org's ScholarlyArticle, with what is known and nothing else."""
    labels = [site.topics.tag[tagged.tag].label for tagged in site.topics.tags_by_paper[paper.id]]
    known = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title.text,
        "abstract": paper.abstract.text,
        "author": [{"@type": "Person", "name": name} for name in paper.authors],
        "datePublished": paper.day.iso if paper.day else None,
        "keywords": labels,
        "sameAs": f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else None,
    }
    return {key: value for key, value in known.items() if value}


def tags(site: Site) -> Iterator[Page]:
    for tag in site.topics.tags:
        yield from tag_pages(site, tag)


def tag_pages(site: Site, tag: Tag) -> Iterator[Page]:
    tagged = site.topics.papers_by_tag[tag.id]
    beside = counted(site, tagged, without=tag.id, most=TOPICS_BESIDE_A_LIST)
    for leaf, part in leaves(tagged, lambda number: urls.tag(tag.id, number)):
        data = {
            "tag": chip(tag, len(tagged)),
            "group": tag.group,
            "feed": urls.tag_feed(tag.id),
            "papers": [card(site, site.library.paper[paper], without=tag.id) for paper in part],
            "beside": beside,
            "leaf": leaf,
        }
        description = tag.meaning or f"Papers about {tag.label}."
        yield Page(urls.tag(tag.id, leaf.number), "pages/tag.html", _of_list(tag.label, leaf), description, data)


def editions(site: Site) -> Iterator[Page]:
    shelf = site.library.editions
    for newer, edition, older in zip((None, *shelf[:-1]), shelf, (*shelf[1:], None), strict=True):
        yield from edition_pages(site, edition, newer, older)


def edition_pages(
    site: Site, edition: Edition, newer: Edition | None = None, older: Edition | None = None
) -> Iterator[Page]:
    beside = counted(site, edition.papers)
    coded = sum(site.library.paper[paper].has_code for paper in edition.papers)
    for leaf, part in leaves(edition.papers, lambda number: urls.edition(edition.id, number)):
        data = {
            "edition": edition_link(edition),
            "coded": coded,
            "papers": [card(site, site.library.paper[paper], edition) for paper in part],
            "beside": beside[:TOPICS_BESIDE_A_LIST],
            "topic_count": len(beside),
            "leaf": leaf,
            "newer": edition_link(newer) if newer else None,
            "older": edition_link(older) if older else None,
        }
        title = _of_list(edition.label, leaf)
        description = shortened(_summary(site, edition), DESCRIPTION_LENGTH)
        yield Page(urls.edition(edition.id, leaf.number), "pages/edition.html", title, description, data)


def _summary(site: Site, edition: Edition) -> str:
    count = len(edition.papers)
    labels = ", ".join(chip.label.lower() for chip in counted(site, edition.papers, most=5))
    return f"{count} paper{'s' if count != 1 else ''} of {edition.label}" + (f", on {labels}." if labels else ".")


def _of_list(name: str, leaf: Leaf) -> str:
    return name if leaf.number == 1 else f"{name}, page {leaf.number}"


def leaves(items: Sequence[str], path: Callable[[int], str]) -> Iterator[tuple[Leaf, Sequence[str]]]:
    """`items` in pages of `PAPERS_PER_PAGE`; an empty list has one empty page."""
    total = max(1, -(-len(items) // PAPERS_PER_PAGE))
    for number in range(1, total + 1):
        leaf = Leaf(number, total, path(number - 1) if number > 1 else "", path(number + 1) if number < total else "")
        yield leaf, items[(number - 1) * PAPERS_PER_PAGE : number * PAPERS_PER_PAGE]


def tag_index(site: Site) -> dict[str, object]:
    """Tags under their groups' headings, each with how many papers it has."""
    papers_by_tag = site.topics.papers_by_tag
    most = max((len(tagged) for tagged in papers_by_tag.values()), default=0)
    groups = [
        (group, [chip(tag, len(papers_by_tag[tag.id]), most) for tag in members])
        for group, members in groupby(site.topics.tags, key=lambda tag: tag.group)
    ]
    return {"groups": groups, "count": len(site.topics.tags)}


def archive(site: Site) -> dict[str, object]:
    """Editions under their year, newest first; those without a year stand last."""
    years = [
        (
            str(year) if year else "",
            [(edition_link(e), counted(site, e.papers, most=3)) for e in members],
        )
        for year, members in groupby(site.library.editions, key=lambda e: e.day.year if e.day else None)
    ]
    return {"years": years, "count": len(site.library.editions)}
