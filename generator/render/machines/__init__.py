"""What programs ask a site for besides its pages: `llms.txt`, the schema of its data, an OpenSearch description.

The Markdown twins of papers (`markdown`) come with their pages, where the configuration asks for them.
Sources: https://llmstxt.org, https://github.com/dewitt/opensearch
"""

from collections.abc import Iterator
from pathlib import Path

from generator.model import urls
from generator.model.papers import Edition
from generator.render.feeds.plans import Render
from generator.render.views import Site
from generator.text.markup import clean_text

SCHEMA = Path(__file__).with_name("papers.schema.json")
NEWEST = 30
"""Editions that `llms.txt` names."""


def machine_files(site: Site, render: Render) -> Iterator[tuple[str, bytes]]:
    """The files by path. A search can be described only where the site's address is known."""
    yield urls.PAPERS_SCHEMA, SCHEMA.read_bytes()
    yield urls.LLMS, llms_txt(site)
    if site.config.base_url:
        yield urls.OPEN_SEARCH, clean_text(render("machines/opensearch.xml", base_url=site.config.base_url)).encode()


def llms_txt(site: Site) -> bytes:
    """A guide to the site for language models, in Markdown; addresses are whole where they can be."""
    config, base_url = site.config, site.config.base_url
    parts = [
        f"# {config.title}\n\n> {config.description}\n",
        _section("Data", [
            _link("Papers as data", urls.PAPERS_DATA, base_url, "every paper as JSON; large sites have an index here"),
            _link("Schema", urls.PAPERS_SCHEMA, base_url, "what the fields of that mean"),
            _link("BibTeX", urls.ALL_BIBTEX, base_url, "the citation of every paper"),
            _link("Feed", urls.ATOM_FEED, base_url, "the newest papers with their abstracts"),
        ]),
        _section("Editions", [_edition(each, base_url) for each in site.library.editions[:NEWEST]]),
        _section("Topics", [_link(tag.label, urls.tag(tag.id), base_url, tag.meaning) for tag in site.topics.tags]),
    ]  # fmt: skip
    return clean_text("\n".join(filter(None, parts))).encode()


def _edition(edition: Edition, base_url: str) -> str:
    count = len(edition.papers)
    return _link(edition.label, urls.edition(edition.id), base_url, f"{count} paper{'s' if count > 1 else ''}")


def _section(heading: str, lines: list[str]) -> str:
    return f"## {heading}\n\n{''.join(lines)}" if lines else ""


def _link(label: str, path: str, base_url: str, note: str) -> str:
    address = urls.absolute(base_url, path) if base_url else urls.relative(path, urls.LLMS)
    return f"- [{escape_markdown(label)}]({address}){f': {note}' if note else ''}\n"


def escape_markdown(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
