"""Small libraries for tests: a paper from a title, a site from a few papers."""

import datetime
from collections.abc import Mapping, Sequence

from generator import search
from generator.model.config import Config
from generator.model.papers import Appearance, Edition, Library, Link, Paper, PaperTag, Place, RichText, Tag, Topics
from generator.render.views import Site
from generator.search import documents
from generator.text import terms

DAY = datetime.date(2025, 5, 28)


def a_paper(name: str, edition: str = "first", number: int = 1, links: tuple[Link, ...] = (), **more: str) -> Paper:
    title = RichText(name, name)
    abstract = RichText(f"<p>We study {name}.</p>", more.get("abstract", f"We study {name}."))
    return Paper(name, title, abstract, Place("page.txt", number), (Appearance(edition, number),), links=links)


def a_library(*papers: Paper) -> Library:
    """`papers` in the order given, each edition labelled with its id."""
    names = dict.fromkeys(standing.edition for paper in papers for standing in paper.editions)
    editions = tuple(
        Edition(name, name, None, DAY, tuple(p.id for p in papers if any(s.edition == name for s in p.editions)))
        for name in names
    )
    return Library(papers, editions, {p.id: p for p in papers}, {e.id: e for e in editions})


def some_topics(library: Library, tagged: Mapping[str, Sequence[str]]) -> Topics:
    """Tags by paper id; every tag is its own label, in one group."""
    names = sorted({name for tags in tagged.values() for name in tags})
    tags = tuple(Tag(name, name.title(), f"About {name}.", "All", 40 * i) for i, name in enumerate(names))
    return Topics(
        tags,
        {tag.id: tag for tag in tags},
        {
            p.id: tuple(PaperTag(name, f"“{name}” in the title") for name in tagged.get(p.id, ()))
            for p in library.papers
        },
        {name: tuple(p.id for p in library.papers if name in tagged.get(p.id, ())) for name in names},
    )


def a_site(library: Library, tagged: Mapping[str, Sequence[str]] | None = None, config: Config | None = None) -> Site:
    topics = some_topics(library, tagged or {})
    return Site(config or Config(), library, topics, {paper.id: () for paper in library.papers})


def weights_of(library: Library, topics: Topics) -> terms.Weights:
    return terms.weigh_terms(documents.build_documents(library, topics).wording)


def search_files_of(library: Library, topics: Topics) -> dict[str, bytes]:
    searched = documents.build_documents(library, topics)
    return search.search_files(library, topics, searched, terms.weigh_terms(searched.wording))
