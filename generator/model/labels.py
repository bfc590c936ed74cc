"""What is known of where and when a paper appeared, in the words that pages and results show."""

import re
import textwrap

from generator.model.papers import MONTHS, Day, Paper

VENUE_LENGTH = 60
"""Characters of a venue on a card; proceedings may have a line of words."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def card_facts(paper: Paper) -> tuple[str, ...]:
    """Venue, with its year unless it names one, or when it appeared if not in the edition's year; and the votes."""
    venue = textwrap.shorten(paper.venue, VENUE_LENGTH, placeholder="…") if paper.venue else ""
    year = (paper.published or "")[:4]
    is_known = _YEAR.search(venue) if venue else paper.day is not None and str(paper.day.year) == year
    appeared = venue if is_known or not year else f"{venue or 'published'} {year}"
    return tuple(filter(None, (appeared, votes_label(paper))))


def paper_facts(paper: Paper) -> tuple[str, ...]:
    """Where and when a paper appeared, and its votes, as its own page says it."""
    published = date_label(paper.published) if paper.published else ""
    return tuple(filter(None, (paper.venue or "", published, votes_label(paper))))


def date_label(iso: str) -> str:
    """An ISO day, month or year in words: `May 28, 2025`, `May 2025`, `2025`."""
    year, *rest = map(int, iso.split("-"))
    if len(rest) > 1:
        return Day(rest[0], rest[1], year).label
    return f"{MONTHS[rest[0] - 1]} {year}" if rest else str(year)


def votes_label(paper: Paper) -> str:
    """`17 votes`, empty where no source has any."""
    return f"{paper.votes:,} vote{'' if paper.votes == 1 else 's'}" if paper.votes else ""
