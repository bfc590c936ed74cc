"""Citations of a paper in each format.

A citation says what the seeds know and nothing else: a wrong year does more harm than none. `works` gathers that once,
with `people` for the parts of names and `venues` for what a venue is; each format is a function of it and a row of
`FORMATS`, which pages go through. `collections` writes those of a topic, an edition and the site.
"""

from collections.abc import Callable
from typing import NamedTuple

from generator.render.citations.bibtex import bibtex
from generator.render.citations.csl import csl_json
from generator.render.citations.reference import reference
from generator.render.citations.ris import ris
from generator.render.citations.works import CitedWork, Labels, cited_work

__all__ = ["FORMATS", "Citation", "CitedWork", "Labels", "all_formats", "bibtex", "cited_work"]


class Citation(NamedTuple):
    """A paper in one format, ready to copy."""

    id: str
    label: str
    text: str


FORMATS: tuple[tuple[str, str, Callable[[CitedWork], str]], ...] = (
    ("bibtex", "BibTeX", bibtex),
    ("ris", "RIS", ris),
    ("csl", "CSL-JSON", csl_json),
    ("text", "Reference", reference),
)
"""Id, label and writer of each format, in the order pages show them."""


def all_formats(work: CitedWork) -> tuple[Citation, ...]:
    """A work in every format of the table."""
    return tuple([Citation(name, label, write(work)) for name, label, write in FORMATS])
