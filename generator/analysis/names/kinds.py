"""The kind of a name ("dataset", "method", ...): from the noun before it, after it, or in the apposition that explains
it.
"""

import re

from generator.analysis.names.lexicon import KIND_OF, Kind

WORD = re.compile(r"[A-Za-z][\w-]*")
_BORDER = re.compile(
    r"[.;:()]|\b(?:for|that|which|to|of|from|in|on|with|via|by|where|using|consisting|is|are|achieves|(?:and|,) we)\b"
)
_APPOSITION = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|--?|—|–|:|\bis\b)?\s*(?:an?|the|our)\s")


def kind_after(text: str, place: int) -> Kind:
    """What the name that ends at `place` is: `X dataset`, or `X, a large dataset for`."""
    rest = text[place : place + 160].lstrip('"”’`)*}')
    close = _APPOSITION.match(rest)
    if close:
        return kind_in(rest[close.end() :])
    words = WORD.findall(rest[:32])[:2] if rest[:1] == " " else []
    return next((KIND_OF[word.lower()] for word in words if word.lower() in KIND_OF), "")


def kind_in(phrase: str) -> Kind:
    """The kind that a noun phrase ends in, before it goes on with a preposition."""
    phrase = phrase.strip()
    border = _BORDER.search(phrase)
    for part in re.split(r",|\band\b", phrase[: border.start()] if border else phrase):
        kinds = [KIND_OF[word] for word in WORD.findall(part.lower()) if word in KIND_OF]
        if kinds:
            return kinds[-1]
    return ""


def kind_before(text: str) -> Kind:
    """The kind last named in what stands before."""
    kinds = [KIND_OF[word.lower()] for word in WORD.findall(text[-140:]) if word.lower() in KIND_OF]
    return kinds[-1] if kinds else ""
