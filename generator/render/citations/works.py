"""What a citation may say of a paper, in the form that formats share."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.model.config import Config
from generator.model.hashes import hash_digits
from generator.model.papers import Paper
from generator.render.citations.people import PersonName, parse_person
from generator.render.citations.venues import VenueKind, venue_kind
from generator.seeds.identifiers import archive_class
from generator.text.markup import one_line

Labels = Mapping[str, str]
"""The labels of a paper's editions, by id."""


class CitedWork(NamedTuple):
    """A paper as citations know it; what is not known is empty.

    `key` comes from the paper's id: it is one of a kind on the site, and stays when authors or a year become known.
    `date` is its own, as `2025`, `2025-05` or `2025-05-28`; `note` says where it was listed, if there is no `url`.
    """

    key: str
    title: str
    people: tuple[PersonName, ...]
    date: str
    venue: str
    kind: VenueKind
    arxiv: str
    arxiv_class: str
    doi: str
    url: str
    note: str

    @property
    def year(self) -> str:
        return self.date[:4]


def cited_work(paper: Paper, config: Config, labels: Labels) -> CitedWork:
    """What is known of `paper`; the day it was listed is not its own, and arXiv is no venue.

    Where nothing else leads to it, the edition is named that had it: its page here is not where it was published.
    """
    people = (parse_person(name) for name in paper.authors)
    venue = one_line(paper.venue or "")
    venue = "" if venue.casefold().startswith("arxiv") else venue
    address = _address(paper)
    return CitedWork(
        key=citation_key(paper.id),
        title=one_line(paper.title.text),
        people=tuple([person for person in people if person]),
        date=paper.published or "",
        venue=venue,
        kind=venue_kind(venue) if venue else "",
        arxiv=paper.arxiv or "",
        arxiv_class=(paper.arxiv_class or archive_class(paper.arxiv) or "") if paper.arxiv else "",
        doi=paper.doi or "",
        url=address,
        note="" if address else _edition_note(paper, config, labels),
    )


LONGEST_KEY = 40
"""Characters of a key, which people type."""


def citation_key(paper_id: str) -> str:
    """The id, or its first words and digits of the whole."""
    if len(paper_id) <= LONGEST_KEY:
        return paper_id
    return f"{paper_id[: LONGEST_KEY - 6].rpartition('-')[0]}-{hash_digits(paper_id, 6)}"


def _address(paper: Paper) -> str:
    """Where the paper is, if that is known."""
    if paper.arxiv:
        return f"https://arxiv.org/abs/{paper.arxiv}"
    if paper.doi:
        return f"https://doi.org/{paper.doi}"
    return next((link.url for link in paper.links if link.kind == "paper"), "")


def _edition_note(paper: Paper, config: Config, labels: Labels) -> str:
    """The edition that had it first, so that a citation does not change when another edition lists it again."""
    first = paper.editions[-1]
    return one_line(f"Listed in {config.title}, {labels[first.edition]}, no. {first.number}")
