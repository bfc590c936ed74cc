"""Records to drafts: what was found of a paper on a page, as a `Draft`."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model.papers import Draft, Link, Place
from generator.seeds.cleaning import named_texts
from generator.seeds.dates import parse_day, with_year
from generator.seeds.identifiers import submission_month
from generator.seeds.marked.pages.buttons import strip_buttons
from generator.seeds.marked.pages.page_data import iso_date
from generator.seeds.marked.pages.pieces import Piece
from generator.seeds.marked.pages.records import Record
from generator.text.markup.links import deduplicate_links


def build_draft(record: Record, path: str, near: datetime.date | None, addresses: Mapping[str, str]) -> Draft:
    """The draft of a record; `addresses` says where papers are that have neither arXiv id nor DOI, by their keys."""
    abstract = record.abstract or "\n\n".join(filter(None, map(paragraph_text, record.prose)))
    lines = [line for piece in record.prose for line in (piece.block.line, piece.block.last)]
    arxiv, found = record.id_of("arxiv"), record.id_of("doi")
    own = [addresses[key] for key in record.keys if key in addresses and not (arxiv or found)]
    return Draft(
        Place(path, record.lines[0]),
        title=" ".join(record.title.split()),
        abstract=abstract,
        title_lines=record.lines,
        abstract_lines=(min(lines), max(lines)) if lines else record.lines if abstract else (0, 0),
        fields=tuple(sorted(set(record.fields))),
        day=with_year(record.listed, near) if record.listed else None,
        published=_own_date(record, arxiv, near),
        authors=record.authors,
        author_count=record.author_count,
        venue=record.venue,
        votes=record.votes,
        links=deduplicate_links([*(Link(url, "Paper", "paper") for url in own[:1]), *record.links]),
        arxiv=arxiv,
        arxiv_class=record.arxiv_class if arxiv else None,
        doi=found,
    )


def keep_sources(drafts: Sequence[Draft], pieces: Iterable[Piece]) -> tuple[Draft, ...]:
    """The drafts, with what the page says of titles and abstracts that cleaning changed."""
    changed = [piece for piece in pieces if piece.block.source]
    said = {text: each.block.source for each in changed for text in (each.block.text, paragraph_text(each))}
    return tuple([_keep_source(draft, said) for draft in drafts] if said else drafts)


def _keep_source(draft: Draft, said: Mapping[str, str]) -> Draft:
    """`said` is what the page says of the paragraphs that cleaning changed."""
    found = [(name, text.split("\n\n")) for name, text, _ in named_texts(draft)]
    kept = [(name, "\n\n".join(said.get(p, p) for p in parts)) for name, parts in found if said.keys() & {*parts}]
    return replace(draft, source_texts=tuple(kept)) if kept else draft


def paragraph_text(piece: Piece) -> str:
    """The text of a paragraph, without the buttons at its end."""
    text = piece.value if piece.says == "label" or piece.name == "remark" else piece.text
    return strip_buttons(text, piece.shown)


def _own_date(record: Record, arxiv: str | None, near: datetime.date | None) -> str | None:
    """The paper's own date; a day without a year gets that of its arXiv id, else of the page."""
    if record.published:
        day = parse_day(record.published)
        return (day.iso if day else None) or iso_date(record.published)
    month = submission_month(arxiv) if arxiv else None
    middle = datetime.date.fromisoformat(f"{month}-15") if month else near
    return next((iso for day in record.days if (iso := with_year(day, middle).iso)), None)
