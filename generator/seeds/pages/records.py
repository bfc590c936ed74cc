"""Records: what the pieces of a page say of each of its papers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.papers import Day, FieldLine, Link
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.pages.people import split_loosely, split_names
from generator.seeds.pages.pieces import PEOPLE, Piece, has_stars, is_button
from generator.seeds.pages.titles import Title
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
    fields: list[FieldLine] = field(default_factory=list)
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
    record.closed = record.closed or bool(record.prose)
    return _TAKERS[piece.says](record, piece) if piece.says in _TAKERS else False


def _take_text(record: Record, piece: Piece) -> bool:
    """A paragraph: it is of the abstract when it is running text, and nothing else came between."""
    add_links(record, piece)
    if record.closed or not is_prose(piece):
        of_line = split_names(piece.text) or split_names(piece.text.partition(";")[0])
        if names := of_line if not record.authors and not record.prose else ():
            record.authors = names
            record.note(piece, "authors")
            return True
        record.closed = record.closed or bool(record.prose)
        return False
    record.prose.append(piece)
    return True


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text: it ends like a sentence, or is long."""
    text = piece.text
    return len(text) > 200 or (
        text.count(" ") > 1 and re.search(r"[.!?。！？…][\"'”’)\]$*]*$|https?://\S+$", text) is not None
    )


def _take_label(record: Record, piece: Piece) -> bool:
    name, value = piece.name, piece.value
    if name == "abstract":
        record.closed = False
        if value:
            record.prose.append(piece)
    elif name == "authors" and not record.authors:
        record.authors = split_names(value) or split_loosely(value)
        record.note(piece, "authors")
    elif name in ("arxiv", "doi"):
        _take_id(record, piece)
    elif name == "date" and not record.published:
        record.published = value
        record.note(piece, "published")
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
        tuple(piece.block.shown(anchor) for anchor in anchors) or split_names(piece.text) or split_loosely(piece.text)
    )
    record.authors = record.authors or names
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


@dataclass(slots=True)
class PageRecords:
    """`records` of a page in its order; `ignored` has the rule by which a piece belongs to none, by its number."""

    records: list[Record] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)
    day: Day | None = None
    level: int = 0

    def open(self, piece: Piece, title: Title) -> None:
        """Starts the record of a title."""
        record = Record(title.text, (piece.block.line, piece.block.last), listed=self.day)
        self.records.append(record)
        self.level = 0 if piece.block.kind == "heading" else piece.block.level
        record.keys += [title.key] if title.key else []
        if title.rest.strip():
            _take_rest(record, piece, title.rest.strip())
        add_links(record, piece)

    def add(self, i: int, piece: Piece) -> None:
        """Gives a piece to the record that is open, or ignores it."""
        is_inside = bool(self.records) and piece.block.level >= self.level and not piece.is_outside
        if is_inside and take_piece(self.records[-1], piece):
            return
        if self.records and not is_inside:
            self.records[-1].closed = True
        other = "other detail" if piece.says == "label" else "text outside of papers"
        self.ignored[i] = piece.name or ("page furniture" if piece.is_outside else other)
        self.day = piece.day or self.day


def build_records(pieces: Sequence[Piece], titles: Mapping[int, Title]) -> PageRecords:
    """The records of the papers with these titles, by number of piece."""
    found = PageRecords()
    waiting: list[int] = []
    goes_on = False
    for i, piece in enumerate(pieces):
        if i in titles:
            found.open(piece, titles[i])
            for earlier in waiting:
                found.add(earlier, pieces[earlier])
            found.records[-1].closed = False
            waiting.clear()
            goes_on = titles[i].lines > 1
        elif goes_on:
            goes_on, record = False, found.records[-1]
            record.lines = (record.lines[0], piece.block.last)
        elif _belongs_below(i, pieces, titles, found):
            waiting.append(i)
        else:
            found.add(i, piece)
    _trim_last(found, pieces)
    return found


MOST_AHEAD = 12
"""A title further below than so many pieces has nothing to do with one."""


def _belongs_below(i: int, pieces: Sequence[Piece], titles: Mapping[int, Title], found: PageRecords) -> bool:
    """Whether a piece belongs to the title below: it leads there, or names an id where the one above has its own."""
    below = next((k for k in range(i, min(i + MOST_AHEAD, len(pieces))) if k in titles), None)
    if below is None or not (pieces[i].keys or pieces[i].says == "id"):
        return False
    above = found.records[-1].keys if found.records else None
    if key := titles[below].key:
        return key in pieces[i].keys and key not in (above or ())
    if above is not None and not above:
        return False
    return not any(pieces[k].says == "text" and is_prose(pieces[k]) for k in range(i, below))


def _trim_last(found: PageRecords, pieces: Sequence[Piece]) -> None:
    """Below the last paper the page goes on: what is more than others have of text is not its abstract."""
    *others, last = found.records or [Record("")]
    most = max((len(record.prose) for record in others), default=99)
    dropped, last.prose = last.prose[most:], last.prose[:most]
    found.ignored |= {i: "text outside of papers" for i, piece in enumerate(pieces) if any(piece is d for d in dropped)}


def _take_rest(record: Record, piece: Piece, rest: str) -> None:
    """What stands behind a title on its line: authors, or a remark."""
    inside = re.match(r"[\s,:–—-]*\(([^()]*)\)", rest)
    if inside:
        record.authors = split_names(re.sub(r",?\s*(?:19|20)\d\d$", "", inside[1]))
        rest = rest[inside.end() :]
    rest = rest.lstrip(" \t,:;.–—-|").rstrip(" |")
    if names := split_names(re.sub(r"^by\s+", "", rest, flags=re.IGNORECASE)) if not record.authors else ():
        record.authors = names
    elif rest.count(" ") > 1 and not is_button(rest):
        record.prose.append(piece._replace(value=rest, name="remark"))


def is_machine_summary(record: Record) -> bool:
    """Whether the text of a record is the one sentence that a machine wrote: pages of trending papers have it so, which
    show how many stars the code has."""
    text = " ".join(piece.text for piece in record.prose)
    is_one_sentence = len(text) < 350 and not re.search(r"[.!?][\"'”’)]*\s+[\W\d]*[A-Z]", text)
    return bool(text) and is_one_sentence and record.starred
