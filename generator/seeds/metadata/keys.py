"""The keys that mean one thing, as people and programs write them: Obsidian, Zotero, Jekyll, Hugo, Pelican, Zola."""

from collections.abc import Iterable, Iterator, Mapping

from generator.seeds.frontmatter import Field, Value
from generator.seeds.metadata.values import KEY_PARSERS, NAME_KEYS

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("paper_title", "papertitle"),
    "date": ("date_added", "added", "listed"),
    "year": (
        "issued",
        "publication_date",
        "publicationdate",
        "published_date",
        "date_published",
        "pubdate",
        "pub_date",
    ),
    "published": ("publish", "public"),
    "draft": ("private",),
    "authors": ("author", "creator", "creators", "author_list"),
    "tags": ("tag", "keyword", "keywords", "topic", "topics"),
    "categories": ("category", "subject", "subjects"),
    "arxiv": ("arxiv_id", "arxivid", "eprint", "arxiv_url", "url_arxiv"),
    "arxiv_class": ("primaryclass", "primary_class", "primary_category", "eprintclass"),
    "doi": ("doi_url", "url_doi"),
    "venue": ("journal", "conference", "booktitle", "publication", "publication_title", "publicationtitle"),
    "abstract": ("abstractnote", "abstract_note"),
    "summary": ("description", "excerpt", "tldr", "tl;dr"),
}
SYNONYMS = {other: key for key, others in _NAMES.items() for other in others}
LINK_KEYS: Mapping[str, str] = {
    **dict.fromkeys(("url", "link", "source", "source_url", "pdf", "url_pdf", "pdf_url", "pdf_link", "paper_url"), ""),
    **dict.fromkeys(("code", "url_code", "code_url", "github", "repo", "repository", "url_source"), "code"),
    **dict.fromkeys(("project", "url_project", "project_page", "project_url", "website", "homepage"), "project page"),
    **dict.fromkeys(("dataset", "data", "url_dataset", "dataset_url"), "dataset"),
    **dict.fromkeys(("demo", "demo_url", "url_demo"), "demo"),
    **dict.fromkeys(("model", "model_url", "weights"), "model"),
    **dict.fromkeys(("video", "slides", "poster", "url_video", "url_slides", "url_poster"), "page"),
}
"""Keys that are a link each, and what it is called."""
KNOWN = frozenset((*KEY_PARSERS, *SYNONYMS, *LINK_KEYS))
TABLES = ("taxonomies", "extra", "params")
"""Keys whose own keys are meant as if they stood outside: Zola and Hugo ask for them."""


def fold_key(written: str) -> str:
    """A key in the one spelling that is looked up."""
    return written.casefold().strip().replace("-", "_").replace(" ", "_")


def flatten(fields: Iterable[tuple[str, Field]]) -> Iterator[tuple[str, str, Field]]:
    """Every key in its one spelling and as it is written, those of `TABLES` with their table before them."""
    for written, field in fields:
        if fold_key(written) in TABLES and isinstance(field.value, dict):
            yield from (
                (fold_key(key), f"{written}.{key}", Field(value, field.line)) for key, value in field.value.items()
            )
        else:
            yield fold_key(written), written, field


def unknown_parts(key: str, value: Value) -> Iterator[str]:
    """The keys inside a value that nothing is made of."""
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
    known = {"authors": NAME_KEYS, "links": ("url", "label", "kind")}.get(key, ())
    for item in items:
        if (key == "authors" and len(item) > 1) or (key == "links" and "url" in item):
            yield from (part for part in item if fold_key(part) not in known)
