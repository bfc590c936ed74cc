"""A paper as an entry of BibTeX."""

from generator.model.papers import MONTHS
from generator.render.citations.people import PersonName
from generator.render.citations.tex import escape_address, escape_tex
from generator.render.citations.works import CitedWork

_KINDS = {"journal": ("article", "journal"), "conference": ("inproceedings", "booktitle"), "": ("misc", "howpublished")}
"""The entry's type, and the field that has the venue."""


def bibtex(work: CitedWork) -> str:
    """`work` as a BibTeX entry: `@misc` where nobody said what it appeared in.

    The title stands in two pairs of braces: its capitals survive every style, its formulas stay formulas.
    """
    kind, venue = _KINDS[work.kind]
    fields = {
        "title": f"{{{escape_tex(work.title)}}}",
        "author": " and ".join([_author(person) for person in work.people]),
        venue: escape_tex(work.venue),
        "year": work.year,
        "month": MONTHS[int(work.date[5:7]) - 1][:3].lower() if work.date[5:7] else "",
        "eprint": work.arxiv,
        "archivePrefix": "arXiv" if work.arxiv else "",
        "primaryClass": work.arxiv_class,
        "doi": escape_address(work.doi),
        "url": escape_address(work.url),
        "note": escape_tex(work.note),
    }
    # A month is a macro of every style and stands without braces.
    lines = [f"  {n} = {v if n == 'month' else f'{{{v}}}'},\n" for n, v in fields.items() if v]
    return f"@{kind}{{{work.key},\n{''.join(lines)}}}\n"


def _author(person: PersonName) -> str:
    """A name for BibTeX, which takes the last word for the family name unless braces say it is one name."""
    if person.is_whole:
        return f"{{{escape_tex(person.written)}}}"
    if person.suffix and "," not in person.written:
        family = f"{person.particle} {person.family}".strip()
        return escape_tex(f"{family}, {person.suffix}, {person.given}")
    return escape_tex(person.written)
