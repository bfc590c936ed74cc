"""Records: what the pieces of a page say of each of its papers."""

import re
from dataclasses import dataclass, field

from generator.model.papers import Day, FieldLine, Link
from generator.seeds.identifiers import arxiv_id, doi, find_arxiv, find_arxiv_class
from generator.seeds.marked.pages.buttons import strip_buttons
from generator.seeds.marked.pages.people import read_names
from generator.seeds.marked.pages.pieces import PEOPLE, Piece, has_stars
from generator.seeds.metadata.people import split_names
from generator.seeds.pasted.rules.boilerplate import AI_SUMMARY
from generator.text.markup.links import classify_link, is_address, with_scheme

USEFUL_KINDS = ("code", "data", "model", "demo", "project")


@dataclass(slots=True)
class Record:
    """A paper on a page. `keys` are what its addresses share; `prose` are the paragraphs below its title."""

    title: str
    lines: tuple[int, int] = (0, 0)
    keys: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    prose: list[Piece] = field(default_factory=list)
    abstract: str = ""
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    votes: int | None = None
    published: str | None = None
    days: list[Day] = field(default_factory=list)
    listed: Day | None = None
    venue: str | None = None
    arxiv_class: str | None = None
    fields: list[FieldLine] = field(default_factory=list)
    more_authors: bool = False
    starred: bool = False
    closed: bool = False

    def note(self, piece: Piece, name: str) -> None:
        """Says that a line gave a detail."""
        self.fields.append(FieldLine(piece.block.line, name))

    def id_of(self, kind: str) -> str | None:
        """The id of a kind (`arxiv`, `doi`) among its keys."""
        return next((key.partition(":")[2] for key in self.keys if key.startswith(f"{kind}:")), None)


def take_piece(record: Record, piece: Piece) -> bool:
    """Adds to a record what a piece says; whether it says anything of a paper."""
    record.starred = record.starred or has_stars(piece.block)
    if piece.says == "text":
        return _take_text(record, piece)
    if piece.name == AI_SUMMARY:
        record.prose, record.closed = record.prose[:-1], False
    record.closed = record.closed or bool(record.prose)
    if piece.name in ("citation", "DOI", "arXiv id") and piece.says == "furniture":
        return _take_citation(record, piece)
    return _TAKERS[piece.says](record, piece) if piece.says in _TAKERS else False


def _take_text(record: Record, piece: Piece) -> bool:
    """A paragraph: it is of the abstract when it is running text, and nothing else came between."""
    add_links(record, piece)
    if record.closed or not is_prose(piece):
        record.closed = record.closed or bool(record.prose)
        return _take_names(record, piece) or _take_citation(record, piece)
    record.prose.append(piece)
    return True


def _take_names(record: Record, piece: Piece) -> bool:
    """Authors on a line of their own, or each on one, with a comma behind all but the last."""
    names = read_names(piece.text) or read_names(piece.text.partition(";")[0])
    if not names or record.prose or (record.authors and not record.more_authors):
        return False
    record.authors += names
    record.more_authors = piece.text.endswith(",")
    record.note(piece, "authors")
    return True


_CITATION = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+)|\bPMID\b|\barxiv\s*:\s*\d{4}\.\d{4}", re.IGNORECASE)


def _take_citation(record: Record, piece: Piece) -> bool:
    """The ids in a line that says where a paper appeared."""
    match = _CITATION.search(piece.text)
    found = find_arxiv(piece.text)
    number = doi(match[1]) if match and match[1] else doi(piece.text)
    keys = [f"{kind}:{each}" for kind, each in (("arxiv", found), ("doi", number)) if each]
    record.keys += [key for key in keys if may_own(record, key)]
    if keys:
        record.note(piece, keys[0].partition(":")[0])
    return bool(keys)


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text: it ends like a sentence, or is long; and it is not where a paper appeared."""
    text = strip_buttons(piece.text, piece.shown)
    if len(text) < 400 and _CITATION.search(text):
        return False
    return len(text) > 200 or (text.count(" ") > 1 and _SENTENCE_END.search(text) is not None)


_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’)\]$*]*$|https?://\S+$")


def _take_label(record: Record, piece: Piece) -> bool:
    name, value = piece.name, piece.value
    if name == "abstract":
        record.closed = False
        if value:
            record.prose.append(piece)
    elif name == "authors" and not record.authors:
        record.authors = read_names(value) or tuple(split_names(value))
        record.more_authors = value.endswith(",")
        record.note(piece, "authors")
    elif name in ("arxiv", "doi"):
        _take_id(record, piece)
    elif name == "date" and not record.published:
        record.published = value
        record.note(piece, "published")
    elif name == "subjects" and (found := find_arxiv_class(value)):
        record.arxiv_class = record.arxiv_class or found
        record.note(piece, name)
    elif name == "venue":
        record.venue = record.venue or value or None
        record.note(piece, "venue")
    elif name == "links":
        return _take_links(record, piece)
    else:
        return False
    return True


def _take_authors(record: Record, piece: Piece) -> bool:
    anchors = [anchor for anchor in piece.block.anchors if PEOPLE.search(anchor.url)]
    names = (
        tuple(piece.block.shown(anchor) for anchor in anchors)
        or read_names(piece.text)
        or tuple(split_names(piece.text))
    )
    record.authors = record.authors + names if record.more_authors else record.authors or names
    record.more_authors = piece.text.endswith(",")
    record.note(piece, "authors")
    return True


def _take_author_count(record: Record, piece: Piece) -> bool:
    record.author_count = int(piece.value)
    record.note(piece, "author_count")
    return True


def _take_votes(record: Record, piece: Piece) -> bool:
    if piece.value != "-":
        number, factor = (
            re.sub(r"[,kKmM]", "", piece.value),
            {"k": 1_000, "m": 1_000_000}.get(piece.value[-1:].lower(), 1),
        )
        record.votes = int(float(number) * factor)
    record.note(piece, "votes")
    return True


def _take_date(record: Record, piece: Piece) -> bool:
    if not piece.day:
        return False
    record.days.append(piece.day)
    record.note(piece, "published")
    return True


def _take_id(record: Record, piece: Piece) -> bool:
    add_links(record, piece)
    record.arxiv_class = record.arxiv_class or find_arxiv_class(piece.text)
    found = arxiv_id(piece.value.split(" ")[0]) or arxiv_id(piece.value) if piece.name != "doi" else None
    key = f"arxiv:{found}" if found else f"doi:{doi(piece.value)}" if doi(piece.value) else ""
    if key and key not in record.keys:
        record.keys.append(key)
    record.note(piece, "arxiv" if key.startswith("arxiv") else "doi")
    return True


def _take_links(record: Record, piece: Piece) -> bool:
    add_links(record, piece)
    record.note(piece, "links")
    return True


_TAKERS = {
    "label": _take_label,
    "authors": _take_authors,
    "author count": _take_author_count,
    "votes": _take_votes,
    "date": _take_date,
    "id": _take_id,
    "links": _take_links,
    "address": _take_links,
}


def add_links(record: Record, piece: Piece) -> None:
    """The addresses of a piece that belong to the paper: its own, and those of code, data, models and projects."""
    record.keys += [key for key in piece.keys if key not in record.keys and may_own(record, key)]
    for anchor in piece.block.anchors:
        url = with_scheme(anchor.url) if re.match(r"(?:https?://|www\.)", anchor.url) else ""
        if not url or not is_address(url) or PEOPLE.search(url) or "/login" in url:
            continue
        link = classify_link(url, piece.block.shown(anchor))
        if link.kind in USEFUL_KINDS and not _is_front_page(url):
            record.links.append(link)


def may_own(record: Record, key: str) -> bool:
    """Whether a further address can be this paper's: a paper has one id of a kind."""
    kind = key.partition(":")[0]
    return not any(own.partition(":")[0] == kind for own in record.keys)


def _is_front_page(url: str) -> bool:
    """Whether an address leads to a host's front page, or to one of its own."""
    path = re.sub(r"^https?://[^/]+", "", url).split("#")[0].split("?")[0].strip("/")
    return (
        re.search(r"^https?://(?:[\w-]+\.)*(?:huggingface\.co|hf\.co|github\.com)\b", url) is not None
        and "/" not in path
    )


def is_machine_summary(record: Record) -> bool:
    """Whether the text of a record is the one sentence that a machine wrote: pages of trending papers have it so, which
    show how many stars the code has."""
    text = " ".join(piece.text for piece in record.prose)
    is_one_sentence = len(text) < 350 and not re.search(r"[.!?][\"'”’)]*\s+[\W\d]*[A-Z]", text)
    return bool(text) and is_one_sentence and record.starred
