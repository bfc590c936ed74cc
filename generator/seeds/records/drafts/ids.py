"""The ids of a paper in a data file: arXiv id and DOI, from their own fields and from what else may hold them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator.seeds.identifiers import arxiv_id, doi, find_arxiv, is_data_doi, submission_month
from generator.seeds.records.drafts.texts import find_links
from generator.seeds.records.record import DataRecord, FieldValue

_PREPRINT = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_DBLP_VOLUME = re.compile(r"\babs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE)
_FROM_FIELD = re.compile(r"(?:oai:)?arxiv\.org:", re.IGNORECASE)


_ASIDE_LINKS = ("self", "edit", "hub", "replies", "license", "next", "via")
"""What a link of a feed may be that does not lead to the paper."""


class PaperIds(NamedTuple):
    """`dois` are all that differ, that which counts first."""

    arxiv: str | None = None
    dois: tuple[str, ...] = ()

    @property
    def doi(self) -> str | None:
        return self.dois[0] if self.dois else None


def read_ids(record: DataRecord) -> PaperIds:
    """The ids of a record. The DOI of an arXiv paper is its id; that of data is no paper's."""
    if not record.fields.keys() & {"arxiv", "doi", "id", "url", "pdf", "link", "venue", "note", "description"}:
        return PaperIds()
    texts = [*_other_texts(record)]
    said = [found for each in record.values("doi") for text in texts_in(each.value) if (found := doi(text))]
    others = (found for text in texts if "10." in text and (found := doi(text)) and not is_data_doi(found))
    dois = dict.fromkeys(said or [*others][:1])
    own = [found for found in dois if not arxiv_id(found)]
    return PaperIds(next(filter(None, _arxiv_ids(record, texts, dois)), None), tuple(own))


def _arxiv_ids(record: DataRecord, texts: Iterable[str], dois: Iterable[str]) -> Iterator[str | None]:
    """What may be the arXiv id of a record, the surest first."""
    yield from (_own_arxiv(text) for each in record.values("arxiv") for text in texts_in(each.value))
    yield from map(_own_arxiv, texts)
    yield from map(arxiv_id, dois)
    yield from map(_venue_arxiv, record.values("venue"))
    linked = {arxiv_id(url) for each in record.texts("description") for url in find_links(each.value)} - {None}
    yield from linked if len(linked) == 1 else ()


_PLAIN = re.compile(r"(?:https?://arxiv\.org/abs/)?(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?")
"""Most arXiv ids are such."""


def _own_arxiv(text: str) -> str | None:
    """The arXiv id that a text is; a bare number must begin with a month."""
    if plain := _PLAIN.fullmatch(text):
        return plain[1]
    found = arxiv_id(_FROM_FIELD.sub("arxiv:", text)) if any(map(str.isdigit, text)) else None
    return found if found and submission_month(found) else None


def _venue_arxiv(value: FieldValue) -> str | None:
    """The id in `arXiv preprint arXiv:2308.00692`, `CoRR abs/2308.00692`."""
    if not isinstance(value.value, str) or not _PREPRINT.search(value.value):
        return None
    volume = _DBLP_VOLUME.search(value.value)
    return arxiv_id(volume[1]) if volume else find_arxiv(value.value)


def _other_texts(record: DataRecord) -> Iterator[str]:
    """Texts that may be an id: ids of any kind, addresses, and lines of notes, `arXiv:2308.00692 [cs.CV]`."""
    for name in ("id", "url", "pdf", "link"):
        for each in record.fields.get(name, ()):
            yield from texts_in(each.value)
    for note in record.texts("note"):
        yield from note.value.splitlines()


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value: itself, in a list, or what a mapping wraps."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict) and value.get("@rel") not in _ASIDE_LINKS:
        keys = ("url", "URL", "value", "href", "@href", "#text", "id")
        yield from (text for key in keys if isinstance(text := value.get(key), str))
