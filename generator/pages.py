"""The plan of the site: which pages there are, and what each one is handed.

`plan` is a list of small functions, one per kind of page, each from the `Site` to `Page` values. Nothing is rendered
here and nothing written; two pages that claim one path are found before either exists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup as Html

from generator import citations, urls
from generator.evidence import has_code
from generator.glossary import MOST_PAPERS, Glossary, has_page
from generator.maps import site_map, small_map
from generator.markup import linked
from generator.model import Edition, Paper, Tag
from generator.names import Name
from generator.problems import ContentError, error
from generator.trends import Trend, trends
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
    """A file to be: its path, the template that makes it, and all that the template may use beside the site.

    `moved_to` is the path of the page that has taken this one's place.
    """

    path: str
    template: str
    title: str
    description: str
    data: Mapping[str, Any]
    moved_to: str = ""


def plan(site: Site) -> tuple[Page, ...]:
    """Every page of `site`. Raises `ContentError` when two of them would be one file."""
    glossary = Glossary(site)
    pages = (
        *home(site),
        *papers(site, glossary),
        *old_addresses(site),
        *tags(site),
        *editions(site),
        *names(site, glossary),
        Page(urls.TAG_INDEX, "pages/tag_index.html", "Topics", f"Every topic of {site.config.title}.", tag_index(site)),
        Page(urls.ARCHIVE, "pages/archive.html", "Archive", f"Every edition of {site.config.title}.", archive(site)),
        Page(
            urls.MAP, "pages/map.html", "Map", f"The papers of {site.config.title} as a map.", {"map": site_map(site)}
        ),
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


def papers(site: Site, glossary: Glossary) -> Iterator[Page]:
    ordered = site.library.papers
    for before, paper, after in zip((None, *ordered[:-1]), ordered, (*ordered[1:], None), strict=True):
        yield paper_page(site, paper, before, after, glossary)


def old_addresses(site: Site) -> Iterator[Page]:
    """A page at each alias of a paper that sends readers on to the paper's own."""
    for paper in site.library.papers:
        for alias in paper.aliases:
            data, path = {"heading": html(paper.title)}, urls.paper(paper.id)
            yield Page(urls.paper(alias), "pages/moved.html", paper.title.text, "This page has moved.", data, path)


def paper_page(site: Site, paper: Paper, before: Paper | None, after: Paper | None, glossary: Glossary) -> Page:
    standings = [(edition_link(site.library.edition[s.edition]), s.number) for s in paper.editions]
    data = {
        "paper": paper,
        "heading": html(paper.title),
        "abstract": Html(linked(paper.abstract.html, glossary.mentions(paper.id, urls.paper(paper.id)))),
        "standings": standings,
        "chips": chips_of(site, paper),
        "evidence": site.evidence.get(paper.id),
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
    lines = trends(site)
    for tag in site.topics.tags:
        yield from tag_pages(site, tag, lines.get(tag.id))


def tag_pages(site: Site, tag: Tag, trend: Trend | None) -> Iterator[Page]:
    tagged = site.topics.papers_by_tag[tag.id]
    beside = counted(site, tagged, without=tag.id, most=TOPICS_BESIDE_A_LIST)
    for leaf, part in leaves(tagged, lambda number: urls.tag(tag.id, number)):
        data = {
            "tag": chip(tag, len(tagged)),
            "broader": [chip(site.topics.tag[other]) for other in tag.broader if other in site.topics.tag],
            "narrower": [chip(other) for other in site.topics.tags if tag.id in other.broader],
            "group": tag.group,
            "feed": urls.tag_feed(tag.id),
            "papers": [card(site, site.library.paper[paper], without=tag.id) for paper in part],
            "beside": beside,
            "trend": trend,
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
    drawn = small_map(site, edition.papers)
    coded = sum(has_code(site.library.paper[paper]) for paper in edition.papers)
    for leaf, part in leaves(edition.papers, lambda number: urls.edition(edition.id, number)):
        data = {
            "edition": edition_link(edition),
            "coded": coded,
            "papers": [card(site, site.library.paper[paper], edition) for paper in part],
            "beside": beside[:TOPICS_BESIDE_A_LIST],
            "topic_count": len(beside),
            "map": drawn if leaf.number == 1 else None,
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
        yield leaf_of(number, total, path), items[(number - 1) * PAPERS_PER_PAGE : number * PAPERS_PER_PAGE]


def leaf_of(number: int, total: int, path: Callable[[int], str]) -> Leaf:
    return Leaf(number, total, path(number - 1) if number > 1 else "", path(number + 1) if number < total else "")


def names(site: Site, glossary: Glossary) -> Iterator[Page]:
    """The index of names; a page for each letter when there are many names, and one for each that many papers say."""
    one = glossary.on_one_page
    data = {
        "letters": [
            (letter, [glossary.entry(name) for name in found] if one else [])
            for letter, found in glossary.letters.items()
        ],
        "counts": {letter: len(found) for letter, found in glossary.letters.items()},
        "count": len(glossary.names),
        "most_said": () if one else glossary.most_said(),
        "whole": one,
    }
    description = f"The models, methods, datasets and acronyms that the papers of {site.config.title} introduce."
    yield Page(urls.NAMES, "pages/names.html", "Names", description, data)
    if not one:
        yield from letter_pages(glossary)
    for name in glossary.names:
        if has_page(name):
            yield from name_pages(site, glossary, name)


def letter_pages(glossary: Glossary) -> Iterator[Page]:
    for letter, found in glossary.letters.items():
        shelves = [shelf for shelf in glossary.shelves if shelf.letter == letter]
        for shelf in shelves:
            leaf = leaf_of(shelf.number, len(shelves), partial(urls.names, letter))
            data = {
                "letter": letter,
                "entries_of_page": [glossary.entry(name) for name in shelf.names],
                "leaf": leaf,
                "count": len(found),
            }
            title = _of_list(f"Names, {letter.upper() if len(letter) == 1 else 'digits and other scripts'}", leaf)
            first, last = shelf.names[0].label, shelf.names[-1].label
            yield Page(
                urls.names(letter, shelf.number),
                "pages/names_letter.html",
                title,
                f"Names from {first} to {last}.",
                data,
            )


def name_pages(site: Site, glossary: Glossary, name: Name) -> Iterator[Page]:
    """The papers that say a name, in site order."""
    entry = glossary.entry(name)
    for leaf, part in leaves(name.papers[:MOST_PAPERS], lambda number: urls.name(name.id, number)):
        data = {
            "entry": entry,
            "place": glossary.places[name.id],
            "most": MOST_PAPERS,
            "papers": [card(site, site.library.paper[paper]) for paper in part],
            "leaf": leaf,
        }
        long_form = f", {name.long_forms[0]}" if name.long_forms else ""
        description = f"{len(name.papers)} papers that speak of {name.label}{long_form}."
        yield Page(
            urls.name(name.id, leaf.number),
            "pages/name.html",
            _of_list(f"Papers that speak of {name.label}", leaf),
            description,
            data,
        )


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
