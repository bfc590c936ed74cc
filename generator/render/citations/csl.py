"""A paper as CSL-JSON, which citation processors such as pandoc's and Zotero's take.

Source: https://docs.citationstyles.org/en/stable/specification.html, and the schema beside it.
"""

import orjson

from generator.render.citations.people import PersonName
from generator.render.citations.works import CitedWork

_KINDS = {"journal": "article-journal", "conference": "paper-conference", "": "article"}
"""`article` is what a preprint is, too."""


def csl_json(work: CitedWork) -> str:
    """`work` as a list of one item, a field a line."""
    lines = ",\n  ".join([f'"{name}": {orjson.dumps(value).decode()}' for name, value in _item(work).items()])
    return f"[{{\n  {lines}\n}}]\n"


def csl_line(work: CitedWork) -> bytes:
    """The item of `work` on one line, for a list of many."""
    return orjson.dumps(_item(work))


def _item(work: CitedWork) -> dict[str, object]:
    known = {
        "id": work.key,
        "type": _KINDS[work.kind],
        "title": work.title,
        "author": [_author(person) for person in work.people],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "container-title": work.venue,
        "publisher": "arXiv" if work.arxiv and not work.venue else "",
        "number": f"arXiv:{work.arxiv}" if work.arxiv else "",
        "DOI": work.doi,
        "URL": work.url,
        "note": work.note,
    }
    return {name: value for name, value in known.items() if value}


def _author(person: PersonName) -> dict[str, str]:
    if person.is_whole or not (person.given or person.particle):
        return {"literal": person.written}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: value for name, value in parts.items() if value}
