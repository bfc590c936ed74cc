"""The links of a paper in a data file: addresses in fields of their own, code that a comment names, pages of ids."""

import re
from collections.abc import Iterator
from typing import Any

from generator.model.papers import Link, LinkKind
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.metadata.values import LINK_KINDS
from generator.seeds.records.drafts.ids import PaperIds, texts_in
from generator.seeds.records.drafts.texts import find_links
from generator.seeds.records.record import DataRecord
from generator.text.markup.links import (
    ADDRESS,
    classify_link,
    deduplicate_links,
    is_address,
    trim_punctuation,
    with_scheme,
)

_NAMED = {
    "url": "",
    "pdf": "",
    "link": "",
    "code": "code",
    "project": "project page",
    "data": "dataset",
    "demo": "demo",
}
"""Fields with an address, and what is said of it."""
_USEFUL = ("code", "data", "model", "demo", "project")
_PAGES = (
    ("openreview", ("openreview",), "https://openreview.net/forum?id={}", re.compile(r"[\w-]{6,}")),
    (
        "acl",
        ("acl", "url", "id"),
        "https://aclanthology.org/{}/",
        re.compile(r"20\d\d\.[a-z][\w-]*-[\w-]+\.\d+|[A-Z]\d\d-\d{4}"),
    ),
    ("pubmed", ("pubmed",), "https://pubmed.ncbi.nlm.nih.gov/{}/", re.compile(r"\d{3,9}")),
)
"""Ids that have a page each: their name, the fields they may stand in, the address, and how such an id looks."""
_LINKED = frozenset((*_NAMED, "comment", *(field for _, fields, *_ in _PAGES for field in fields)))
_DETOURS = re.compile(
    r"https?://(?:api\.|.*\bscopus\.com/inward/|.*gateway\.webofknowledge|openalex\.org/|www\.zotero\.org/)",
    re.IGNORECASE,
)


def read_links(record: DataRecord, ids: PaperIds) -> tuple[Link, ...]:
    """The links of a record, less those that only repeat its ids."""
    found = (find_links(each.value) for each in record.texts("abstract", "description") if "<a" in each.value)
    inside = [link for urls in found for link in map(classify_link, urls) if link.kind in _USEFUL]
    links = inside if _LINKED.isdisjoint(record.fields) else [*_all_links(record, ids), *inside]
    return deduplicate_links(links) if links else ()


def _all_links(record: DataRecord, ids: PaperIds) -> Iterator[Link]:
    for name, said in _NAMED.items():
        for each in record.fields.get(name, ()):
            if not _is_plain_address(each.value, ids):
                yield from _named_links(each.value, said, ids)
    if record.fields.keys().isdisjoint(("url", "pdf", "link")):
        for each in record.fields.get("id", ()):
            yield from _named_links(each.value, "", ids)
    for _, fields, address, shape in _PAGES:
        for each in (each for field in fields if field in record.fields for each in record.fields[field]):
            found = (text.strip() for text in texts_in(each.value) if shape.fullmatch(text.strip()))
            yield from (classify_link(address.format(text)) for text in found)
    for each in record.texts("comment"):
        links = (classify_link(with_scheme(trim_punctuation(url)), each.value) for url in ADDRESS.findall(each.value))
        yield from (link for link in links if link.kind in _USEFUL)


def _named_links(value: Any, said: str, ids: PaperIds) -> Iterator[Link]:
    """The links of a field: addresses, several in one text, or mappings with `url`, `label` and `kind`."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _named_links(each, said, ids)
    elif isinstance(value, dict) and "kind" in value and is_address(str(value.get("url", ""))):
        kind: LinkKind = next((kind for kind in LINK_KINDS if kind == value["kind"]), "other")
        yield Link(value["url"], str(value.get("label") or kind), kind)
    else:
        urls = (url.rstrip(";,") for text in texts_in(value) for url in text.split())
        own = (url for url in urls if is_address(url) and not (_is_its_own(url, ids) or _DETOURS.match(url)))
        yield from (_classify(url, said) for url in own)


def _classify(url: str, said: str) -> Link:
    """A link to what its field says, and else to the paper."""
    link = classify_link(url, said)
    return link if said or link.kind != "other" or link.label != "Website" else Link(url, "Paper", "paper")


def _is_plain_address(value: Any, ids: PaperIds) -> bool:
    """Whether a value is arXiv's address of the paper, as most are."""
    return ids.arxiv is not None and value == f"https://arxiv.org/abs/{ids.arxiv}"


def _is_its_own(url: str, ids: PaperIds) -> bool:
    """Whether an address says no more than an id of the paper."""
    if found := arxiv_id(url):
        return found == ids.arxiv
    return "doi.org/" in url and doi(url) in ids.dois
