"""What a search result shows: four papers share a small file, so that three results cost twelve papers at most.

Five hundred papers share a folder that is named by a hash of its content. So the manifest lists folders, not papers,
and the folders of older papers stay the same while newer papers come.

In: each paper with its labels and the acronyms it is found by (`ResultInput`). Out: bytes for each paper, and for the
manifest the names of the folders. Pages know papers by their ids, for these stay, and search keeps them by number: a
table of checksums, a tenth of one of ids, leads from the one to the other (`static/js/ids.js`).
"""

import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from markupsafe import escape

from generator.analysis.authors import Byline
from generator.analysis.evidence import has_code
from generator.model import urls
from generator.model.hashes import hash_digits
from generator.model.labels import card_facts
from generator.model.papers import Library, Paper, Topics
from generator.search.encoding import HASH_DIGITS, encode_json
from generator.search.synonyms import Acronym

PAPERS_IN_FOLDER = 500
PAPERS_IN_FILE = 4
"""A paper takes 0.9 kB as it travels, with a neighbour 1.6 kB, with two 2.3 kB, with three 2.9 kB."""

ExpandedAcronyms = Mapping[str, Sequence[Acronym]]


Bylines = Mapping[str, tuple[Byline, ...]]
NO_BYLINES: Bylines = MappingProxyType({})

LabelledIds = tuple[tuple[str, str], ...]
"""Ids, each with its label."""


class ResultInput(NamedTuple):
    """What a result is made from. Its hash is that of the id: between two builds hardly anything differs."""

    paper: Paper
    editions: LabelledIds
    tags: LabelledIds
    also: Sequence[Acronym]
    byline: tuple[Byline, ...] = ()

    def __hash__(self) -> int:
        return hash(self.paper.id)


def result_inputs(
    library: Library, topics: Topics, also: ExpandedAcronyms, bylines: Bylines = NO_BYLINES
) -> Iterator[ResultInput]:
    """What the result of each paper is made from, the oldest paper first."""
    edition, tag = library.edition, topics.tag
    for paper in library.oldest_first:
        editions = tuple([(each.edition, edition[each.edition].label) for each in paper.editions])
        tags = tuple([(each.tag, tag[each.tag].label) for each in topics.tags_by_paper.get(paper.id, ())])
        yield ResultInput(paper, editions, tags, also.get(paper.id, ()), bylines.get(paper.id, ()))


def encode_results(shown: Iterable[ResultInput]) -> Iterator[bytes]:
    """Each result as JSON, a part of its file."""
    return map(encode_json, map(_result_record, shown))


def folder_names(contents: Iterable[bytes]) -> tuple[str, ...]:
    """The names of the folders that these results lie in."""
    folders = split_batches(contents, PAPERS_IN_FOLDER)
    return tuple(hash_digits(b"\n".join(together), HASH_DIGITS) for together in folders)


def result_files(contents: Iterable[bytes], folders: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Lists of results with their paths: `search/papers/<folder>/<number>.json`, numbered from the oldest papers on."""
    for number, together in enumerate(split_batches(contents, PAPERS_IN_FILE)):
        folder = folders[number * PAPERS_IN_FILE // PAPERS_IN_FOLDER]
        yield f"{urls.SEARCH_FOLDER}papers/{folder}/{number}.json", b"[" + b",".join(together) + b"]"


def split_batches(contents: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    rest = iter(contents)
    return iter(lambda: [*islice(rest, size)], [])


_WORDS = re.compile("[a-z0-9]+")


def _result_record(shown: ResultInput) -> Mapping[str, object]:
    """A paper as a result shows it; `html` only where its title is more than text, `id` only where the title does not
    give it (`data.js`), empty fields not at all."""
    paper = shown.paper
    words = _WORDS.findall(paper.title.text.lower()) if paper.title.text.isascii() else ()
    fields = {
        "id": paper.id if paper.id != "-".join(words) else "",
        "title": paper.title.text,
        "html": paper.title.html if paper.title.html != str(escape(paper.title.text)) else "",
        "abstract": paper.abstract.text,
        "authors": paper.authors,
        "pages": [each.author for each in shown.byline] if any(each.author for each in shown.byline) else [],
        "editions": shown.editions,
        "tags": shown.tags,
        "also": [[*meaning] for meaning in shown.also],
        "code": int(has_code(paper)),
        "facts": card_facts(paper),
    }
    return {name: value for name, value in fields.items() if value}


def id_table(library: Library) -> str:
    """The CRC-32 of every paper's id, the oldest paper first, as 32-bit numbers in base64, the lowest byte first.

    Whoever uses it compares the id of what it leads to.
    """
    sums = [zlib.crc32(paper.id.encode("utf-8", "surrogatepass")) for paper in library.oldest_first]
    return b64encode(np.array(sums, "<u4").tobytes()).decode()
