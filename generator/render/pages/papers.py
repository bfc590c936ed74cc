"""The page of each paper, and a redirect at each of its former addresses."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from markupsafe import Markup as Html

from generator.analysis.authors import Byline
from generator.analysis.evidence import Evidence
from generator.model import urls
from generator.model.config import Config
from generator.model.labels import paper_facts
from generator.model.papers import Link, Paper
from generator.model.reuse import Mapped, keep_equal, map_changed
from generator.render.citations import Citation, all_formats, cited_work
from generator.render.machines.markdown import paper_markdown
from generator.render.pages.context import PageContext
from generator.render.pages.facts import PaperFacts
from generator.render.pages.name_index import NameLink, NameTarget, mention_links
from generator.render.pages.page import Page, View
from generator.render.views import (
    CardInput,
    Chip,
    EditionLink,
    PaperLink,
    author_links,
    finder_links,
    report_address,
    shorten_text,
)
from generator.seeds.identifiers import arxiv_id, doi
from generator.text.markup import clean_text, link_mentions


class EditionPlace(NamedTuple):
    """An edition that a paper is in, and its number there."""

    edition: EditionLink
    number: int


class Namesake(NamedTuple):
    """Another paper that an old link to this page may have meant, and where it stood."""

    paper: PaperLink
    edition: EditionLink


MOST_AUTHORS, AUTHORS_AT_FIRST = 40, 20
"""Of more authors so many stand above the abstract, and the others open on a click."""


class PaperPage(NamedTuple):
    """`reasons` are those of `chips`; `related` are the papers to read next, `previous` and `next` those around it;
    `mentions` are the names that its abstract says."""

    paper: Paper
    heading: Html
    byline: tuple[Byline, ...]
    chips: tuple[Chip, ...]
    reasons: tuple[str, ...]
    editions: tuple[EditionPlace, ...]
    evidence: Evidence | None
    related: tuple[PaperLink, ...]
    previous: PaperLink | None
    next: PaperLink | None
    mentions: tuple[NameLink, ...]
    namesakes: tuple[Namesake, ...]
    template: str = "pages/paper.html"

    def view(self, config: Config) -> View:
        paper, people = self.paper, author_links(self.byline)
        work = cited_work(paper, config, {each.id: each.label for each, _ in self.editions})
        shown = len(people) if len(people) <= MOST_AUTHORS else AUTHORS_AT_FIRST
        mentions = mention_links(paper.abstract.text, self.mentions, urls.paper(paper.id))
        data = {
            **self._asdict(),
            "abstract": Html(link_mentions(paper.abstract.html, mentions)),
            "standings": self.editions,
            "why": [*zip([chip.label for chip in self.chips], self.reasons, strict=True)],
            "work": work,
            "citations": all_formats(work),
            "finders": () if has_own_address(paper) else finder_links(config, paper),
            "buttons": paper_buttons(paper),
            "facts": paper_facts(paper),
            "authors": people[:shown],
            "more_authors": people[shown:],
            "report": report_address(config, paper),
            "article": structured_data(paper),
        }
        return View(paper.title.text, shorten_text(paper.abstract.text) or paper.title.text, data)

    def twin(self, path: str, view: View) -> bytes:
        """The citation as a file of its own, and the page as Markdown."""
        if path.endswith(".bib"):
            citations: tuple[Citation, ...] = view.data["citations"]
            return next(each.text for each in citations if each.id == "bibtex").encode()
        topics, editions = [chip.label for chip in self.chips], [each.edition.label for each in self.editions]
        return clean_text(paper_markdown(self.paper, topics, editions, view.data["buttons"])).encode()


class MovedPage(NamedTuple):
    """The page at a former address of a paper, whose title is there as text and as a heading."""

    title: str
    heading: Html
    template: str = "pages/moved.html"

    def view(self, config: Config) -> View:  # noqa: ARG002 - as all inputs have it
        return View(self.title, "This page has moved.", {"heading": self.heading})


class PaperTables(NamedTuple):
    """What the pages of all papers look up, and whether each has a twin in Markdown."""

    editions: Mapping[str, EditionLink]
    links: Mapping[str, PaperLink]
    targets: Mapping[str, NameTarget]
    has_markdown: bool


def paper_pages(context: PageContext, previous: Mapped[Page] | None) -> Mapped[Page]:
    """The page of every paper, in site order."""
    tables = PaperTables(context.editions, context.links, context.names.targets, context.site.config.markdown)
    shared = (keep_equal(tables, cast(PaperTables, previous.shared[0]) if previous else None),)
    return map_changed(_paper_page, context.facts.values(), context.cards.values, shared=shared, previous=previous)


def _paper_page(facts: PaperFacts, card: CardInput, tables: PaperTables) -> Page:
    editions, links, targets, has_markdown = tables
    near = [(links[each.paper], each.shared) for each in facts.related]
    inputs = PaperPage(
        paper=facts.paper,
        heading=card.summary.link.title,
        byline=facts.byline,
        chips=card.chips,
        reasons=tuple([each.reason for each in facts.tagged]),
        editions=tuple([EditionPlace(editions[each.edition], each.number) for each in facts.paper.editions]),
        evidence=facts.evidence,
        related=tuple([PaperLink(link.id, link.title, link.path, shared) for link, shared in near]),
        previous=facts.previous,
        next=facts.next,
        mentions=tuple([NameLink(start, end, targets[name]) for name, start, end in facts.mentions]),
        namesakes=tuple([Namesake(links[name], editions[edition]) for name, edition in facts.namesakes]),
    )
    twins = (urls.paper_bibtex(facts.paper.id), *([urls.paper_markdown(facts.paper.id)] if has_markdown else []))
    return Page(card.summary.link.path, inputs, twins=twins)


def has_own_address(paper: Paper) -> bool:
    """Whether an address of the paper itself is known."""
    return bool(paper.arxiv or paper.doi) or any(link.kind == "paper" for link in paper.links)


HTML_SINCE = "2312"
"""The month since which arXiv has papers as HTML as well."""


def paper_buttons(paper: Paper) -> list[Link]:
    """The addresses of a paper: those that its ids give, then its links but for those that lead to the same."""
    arxiv, buttons = paper.arxiv, list[Link]()
    if arxiv:
        buttons = [
            Link(f"https://arxiv.org/abs/{arxiv}", f"arXiv {arxiv}", "paper"),
            Link(f"https://arxiv.org/pdf/{arxiv}", "PDF", "paper"),
        ]
    if arxiv and "/" not in arxiv and arxiv >= HTML_SINCE:
        buttons.append(Link(f"https://arxiv.org/html/{arxiv}", "HTML", "paper"))
    if paper.doi and not arxiv_id(paper.doi):
        buttons.append(Link(f"https://doi.org/{paper.doi}", "DOI", "paper"))
    if arxiv and "/" not in arxiv:
        buttons.append(Link(f"https://huggingface.co/papers/{arxiv}", "Hugging Face", "paper"))
    return buttons + [link for link in paper.links if not _leads_to_own_id(link, paper)]


def _leads_to_own_id(link: Link, paper: Paper) -> bool:
    """Whether a link leads where a button made of the paper's own ids leads already."""
    if link.kind != "paper" or not (paper.arxiv or paper.doi):
        return False
    found = arxiv_id(link.url)
    return found == paper.arxiv if found else paper.doi is not None and doi(link.url) == paper.doi


def structured_data(paper: Paper) -> dict[str, object]:
    """schema.org's ScholarlyArticle, with what is known of the paper and nothing else."""
    known = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title.text,
        "author": [{"@type": "Person", "name": name} for name in paper.authors],
        "datePublished": paper.published,
        "sameAs": f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else None,
    }
    return {key: value for key, value in known.items() if value}


def moved_pages(context: PageContext) -> Iterator[Page]:
    """A page at each alias of a paper that sends readers on to the paper's own."""
    for paper in context.site.library.papers:
        for alias in paper.aliases:
            inputs = MovedPage(title=paper.title.text, heading=context.links[paper.id].title)
            yield Page(urls.paper(alias), inputs, moved_to=urls.paper(paper.id))
