"""Identifiers of a paper elsewhere, arXiv id and DOI, in one normal form: two spellings are one paper.

The forms are arXiv's (https://info.arxiv.org/help/arxiv_identifier.html) and the DOI handbook's.
"""

import re

_ARXIV_PREFIXES = (
    r"arxiv\s*:\s*"
    r"|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"|(?:(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\."
)
_ARXIV_ID = r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}"
_ARXIV = re.compile(rf"(?:{_ARXIV_PREFIXES})?({_ARXIV_ID})(?:v\d+)?(?:\.pdf)?/?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi\s*:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def arxiv_id(text: str) -> str | None:
    """The arXiv id that `text` is, as an id, with `arXiv:` or as an address; without its version: `2505.01234`."""
    match = _ARXIV.fullmatch(text.strip())
    return match[1].lower() if match else None


def doi(text: str) -> str | None:
    """The DOI that `text` is, as such, with `doi:` or as an address; in lower case, as DOIs ignore case."""
    match = _DOI.fullmatch(text.strip())
    return match[1].lower() if match else None


def submission_month(arxiv: str) -> str | None:
    """The month in which a paper came to arXiv, as its id says it: `2025-05` of `2505.01234`."""
    match = re.match(r"(?:[a-z-]+(?:\.[a-z]{2})?/)?(\d\d)(0[1-9]|1[0-2])", arxiv)
    return f"{'19' if int(match[1]) > 90 else '20'}{match[1]}-{match[2]}" if match else None
