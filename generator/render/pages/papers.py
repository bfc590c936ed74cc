"""The page of each paper, and a redirect at each of its former addresses."""

from collections.abc import Iterator

from markupsafe import Markup as Html

from generator.analysis.evidence import Evidence
from generator.model import urls
from generator.model.config import Config
from generator.model.papers import Paper
from generator.render import citations
from generator.render.pages.context import Appearances, PageContext, RelatedLinks
from generator.render.pages.name_index import NameLink, mention_links
from generator.render.pages.page import Page, View
from generator.render.views import DESCRIPTION_LENGTH, CardInput, PaperLink, finder_links, report_address, shorten_text
from generator.text.markup import link_mentions


def paper_pages(sources: PageContext) -> list[Page]:
    site, links = sources.site, [*map(sources.links.__getitem__, sources.ids)]
    return sources.work.mapped(
        "paper pages",
        _paper_page,
        sources.listed.values(),
        sources.standings(),
        sources.reasons.values(),
        map(site.evidence.get, sources.ids),
        sources.related(),
        [None, *links[:-1]],
        [*links[1:], None],
        sources.said(),
    )


def _paper_page(listed: CardInput, *others: object) -> Page:
    return Page(listed.link.path, "pages/paper.html", paper_view, (listed, *others))


def paper_view(
    config: Config,
    listed: CardInput,
    standings: Appearances,
    reasons: tuple[str, ...],
    evidence: Evidence | None,
    related: RelatedLinks,
    before: PaperLink | None,
    after: PaperLink | None,
    said: tuple[NameLink, ...],
) -> View:
    paper, path = listed.paper, listed.link.path
    data = {
        "paper": paper,
        "heading": listed.link.title,
        "abstract": Html(link_mentions(paper.abstract.html, mention_links(paper, said, path))),
        "standings": standings,
        "chips": listed.chips,
        "why": [(chip.label, reason) for chip, reason in zip(listed.chips, reasons, strict=True)],
        "evidence": evidence,
        "related": [PaperLink(link.id, link.title, link.path, shared) for link, shared in related],
        "citations": citations.all_formats(paper, config, {edition.id: edition.label for edition, _ in standings}),
        "finders": () if has_own_address(paper) else finder_links(config, paper),
        "report": report_address(config, paper),
        "previous": before,
        "next": after,
        "article": structured_data(paper, [chip.label for chip in listed.chips]),
    }
    return View(paper.title.text, shorten_text(paper.abstract.text, DESCRIPTION_LENGTH) or paper.title.text, data)


def has_own_address(paper: Paper) -> bool:
    """Whether an address of the paper itself is known."""
    return bool(paper.arxiv or paper.doi) or any(link.kind == "paper" for link in paper.links)


def structured_data(paper: Paper, labels: list[str]) -> dict[str, object]:
    """schema.org's ScholarlyArticle, with what is known and nothing else."""
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


def moved_pages(sources: PageContext) -> Iterator[Page]:
    """A page at each alias of a paper that sends readers on to the paper's own."""
    for paper in sources.site.library.papers:
        for alias in paper.aliases:
            made_from, path = (paper.title.text, sources.links[paper.id].title), urls.paper(paper.id)
            yield Page(urls.paper(alias), "pages/moved.html", moved_view, made_from, path)


def moved_view(_config: Config, title: str, heading: Html) -> View:
    return View(title, "This page has moved.", {"heading": heading})
