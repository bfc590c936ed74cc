"""Which format a data file has: its content decides where that is sure, else its suffix."""

import re
from pathlib import PurePosixPath

from generator.seeds.records.field_names import find_header

SUFFIX_FORMATS = {
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".ris": "ris",
    ".nbib": "nbib",
    ".medline": "nbib",
    ".ciw": "wos",
    ".enw": "endnote",
    ".endf": "endnote",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".xml": "xml",
    ".atom": "xml",
    ".rss": "xml",
    ".rdf": "xml",
    ".mods": "xml",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The format that files of a suffix have, unless they look like another."""

_SIGNS = (
    ("json", re.compile(r"(?://[^\n]*+\s++|/\*(?:[^*]|\*(?!/))*+\*/\s*+)*+(?:\[\s*[\[{\"\]/]|\{\s*[\"}/])")),
    ("xml", re.compile(r"<(?:\?xml|!DOCTYPE|!--|[\w:]+[\s>/])", re.IGNORECASE)),
    (
        "bibtex",
        re.compile(
            r"(?:%[^\n]*+\s++)*+@[ \t]*\w+\s*[{(]"
            r"|(?:[^\n]*\n){0,40}?[ \t]*@[ \t]*\w+[ \t]*[{(][^\s{}()]*,[ \t]*(?:\n|\w)"
        ),
    ),
    ("ris", re.compile(r"(?:[^\n]*\n){0,10}?TY {1,3}- ?[A-Z]")),
    ("nbib", re.compile(r"(?:[^\n]*\n){0,5}?PMID- ?\d")),
    ("wos", re.compile(r"(?:FN[ \t][^\n]++\s++(?:VR|PT)[ \t]|PT[ \t][JBSPC]\s*\n)")),
    ("endnote", re.compile(r"%[0TA][ \t]\S[^\n]*\n%\S[ \t]")),
)
"""How files of a format begin."""
_SUFFIX_OF = {"bibtex": ".bib", "table": ".csv", "wos": ".ciw", "endnote": ".enw"}


def detect_format(text: str, path: str) -> str:
    """The format of a data file: a table where neither its content nor its suffix says another."""
    return find_format(text) or SUFFIX_FORMATS.get(PurePosixPath(path).suffix.lower(), "table")


def _start(text: str) -> str:
    return text[:10_000].lstrip("\ufeff\u200e \t\r\n")


def find_format(text: str) -> str:
    """The format that a text surely has; empty where nothing says so."""
    start = _start(text)
    return next((name for name, sign in _SIGNS if sign.match(start)), "")


def is_surely_data(text: str) -> bool:
    """Whether a text is XML or a table and no page, however short: it has a declaration on top, or the names of
    columns. Other formats may also stand in a page, which cites a paper so."""
    start = _start(text)
    cells = _BETWEEN_NAMES.split(start.partition("\n")[0])
    return _BEGINS_XML.match(start) is not None or (
        len(cells) > 2 and all(len(cell) < 40 for cell in cells) and sum(map(_is_header, cells)) > 2
    )


_BEGINS_XML = re.compile(r"<\?xml|<(?:feed|rss|rdf:RDF|OAI-PMH)[\s>]")
_BETWEEN_NAMES = re.compile(r"[\t;,]")


def _is_header(cell: str) -> bool:
    return find_header(cell) is not None


def suffix_for(text: str) -> str:
    """The suffix for a text of a format that is sure; empty for any other."""
    name = find_format(text)
    return _SUFFIX_OF.get(name, f".{name}") if name else ""
