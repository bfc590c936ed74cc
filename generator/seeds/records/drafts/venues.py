"""Where a paper appeared, as data files say it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.seeds.records.drafts.texts import read_line
from generator.seeds.records.record import FieldValue

_NO_VENUE = re.compile(
    r"(?:corr|(?:\w+ )?arxiv(?:\.org)?|arxiv e-?prints?|preprints?|n/?a|none|null|nan|-|unpublished|unknown"
    r"|(?:online|website|web ?page|blog|software|github|mimeo|personal|available|accessed|retrieved|last)\b.*"
    r"|arxiv \(cornell university\)|(?:corr|(?:arxiv )?(?:preprint )?arxiv)[\s,:/].*"
    r"|(?:submitted|accepted|under review|in press|to appear|in preparation|iclr \d+ conference submission)\b.*)?",
    re.IGNORECASE,
)
_NAMES = (
    "display_name",
    "name",
    "title",
    "full_name",
    "fullname",
    "value",
    "#text",
    "Title",
    "raw",
    "text",
    "source",
    "full-title",
    "journal_title",
)


def read_venue(values: Sequence[FieldValue]) -> str | None:
    """The first venue of several; arXiv is none, nor is where a paper was only submitted."""
    texts = (read_line(text).strip("*_,; ") for each in values for text in _venue_texts(each.value))
    return next((text for text in texts if not _NO_VENUE.fullmatch(text)), None)


def _venue_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _venue_texts(each)
    elif isinstance(value, dict):
        for name in _NAMES:
            yield from _venue_texts(value.get(name))
