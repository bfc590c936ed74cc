"""Papers that stand on a page more than once."""

from collections.abc import Iterable

from generator.seeds.marked.pages.records import Record, may_own


def merge_repeats(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """The records of a page, those of one paper in one; and the repeats."""
    kept: list[Record] = []
    known: dict[str, Record] = {}
    repeats: list[Record] = []
    for record in records:
        title = f"title:{''.join(filter(str.isalnum, record.title.casefold()))}"
        keys = [*record.keys, title]
        first = next((known[key] for key in keys if key in known and not _are_two(known[key], record)), None)
        if first is None:
            kept.append(record)
        else:
            _fill_in(first, record)
            repeats.append(record)
        for key in keys:
            known.setdefault(key, first or record)
    return kept, repeats


def _are_two(one: Record, other: Record) -> bool:
    """Whether two records have ids of one kind that differ: then an equal title does not make them one paper."""
    kinds = ("arxiv", "doi")
    return any(one.id_of(kind) != other.id_of(kind) for kind in kinds if one.id_of(kind) and other.id_of(kind))


def _fill_in(first: Record, again: Record) -> None:
    if sum(len(piece.text) for piece in again.prose) > sum(len(piece.text) for piece in first.prose):
        first.prose, again.prose = again.prose, first.prose
    first.keys += [key for key in again.keys if may_own(first, key)]
    first.links += again.links
    first.authors = first.authors or again.authors
    first.votes = again.votes if first.votes is None else first.votes
    first.author_count = again.author_count if first.author_count is None else first.author_count
    first.days = first.days or again.days
