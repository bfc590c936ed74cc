"""A paper as a RIS record, which EndNote, Mendeley and Zotero read.

Source: https://en.wikipedia.org/wiki/RIS_(file_format); lines end as in Windows, as the format has it.
"""

from collections.abc import Iterator

from generator.render.citations.people import PersonName
from generator.render.citations.works import CitedWork

_KINDS = {"journal": "JOUR", "conference": "CONF", "": "GEN"}


def ris(work: CitedWork) -> str:
    """`work` as a record."""
    return "".join([f"{tag}  - {value}\r\n" for tag, value in _fields(work) if value or tag == "ER"])


def _fields(work: CitedWork) -> Iterator[tuple[str, str]]:
    yield "TY", _KINDS[work.kind]
    yield "ID", work.key
    yield "TI", work.title
    yield from [("AU", _author(person)) for person in work.people]
    yield "PY", work.year
    yield "DA", _date(work.date) if len(work.date) > 4 else ""
    yield "T2", work.venue
    yield "DO", work.doi
    yield "DB", "arXiv" if work.arxiv else ""
    yield "AN", f"arXiv:{work.arxiv}" if work.arxiv else ""
    yield "UR", work.url
    yield "N1", work.note
    yield "ER", ""


def _author(person: PersonName) -> str:
    """`Family, Given, Suffix`; one name stays as it is."""
    family = f"{person.particle} {person.family}".strip()
    return ", ".join(filter(None, (family, person.given, person.suffix)))


def _date(date: str) -> str:
    """`2025/05/28/` from `2025-05-28`, `2025/05//` from `2025-05`: the last part is for a season."""
    year, month, *day = date.split("-")
    return f"{year}/{month}/{''.join(day)}/"
