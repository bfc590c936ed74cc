"""The kind of a name ("dataset", "method", ...): from the noun before it, after it, or in the apposition that explains
it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, takewhile

from generator.analysis.names.lexicon import KIND_OF, OBJECT_ENDS, Kind

WORD = re.compile(r"[A-Za-z][\w-]*")
_BORDER = re.compile(
    r"[.;:()?]|(?<![\w-])(?:for|that|which|to|of|from|in|on|with|via|by|where|whose|using|is|are|has|can|(?:and|,) we"
    r"|through|over|under|against|towards?|across|between|into|without|as|at|achieves|consisting|spanning|featuring"
    r"|containing|covering|comprising|including|leveraging|combining|integrating|targeting|supporting|encompassing"
    r"|providing|enabling|incorporating|evaluating)(?![\w-])",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)-?")
_PARTS = re.compile(r",|\band\b")
_QUOTES = '"”’`)*}'
_APPOSITION = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|--?|—|–|:|\bis\b)?\s*(?:an?|the|our)\s")
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Oo]ur|[Tt]he (?:new|novel|proposed|first|resulting))\s")
_LAST_NOUN = re.compile(rf"\b({'|'.join(sorted(KIND_OF))}) $", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\b(?:for|of|on|in|with|from)(?: [\w-]+){1,3} $")
_ENDS_NOUN = re.compile(r"[\w-]+(?:ed|ing|ly)|built|drawn|driven|capable|able|similar|robust|we")
"""A word that stands behind a noun phrase, not in it."""
_NOUN_WE = re.compile(r"[\w-]+(?: [\w-]+){0,2} we ")


def kind_after(text: str, place: int) -> Kind:
    """What the name that ends at `place` is: `X, a large dataset for`, or `X dataset`."""
    return kind_beside(text, place) or kind_behind(text, place)


def kind_behind(text: str, place: int) -> Kind:
    """The kind that stands right behind a name: `X dataset`, `X evaluation dataset`."""
    rest = text[place : place + 32].lstrip(_QUOTES)
    words = WORD.findall(rest)[:2] if rest[:1] == " " else []
    return next(_kinds(takewhile(lambda word: word not in OBJECT_ENDS, words)), "")


def kind_beside(text: str, place: int) -> Kind:
    """What the name that ends at `place` is by the apposition that explains it: `X, a large dataset for`."""
    rest = text[place : place + 160].lstrip(_QUOTES)
    close = _APPOSITION.match(rest)
    return kind_in(rest[close.end() :]) if close else ""


def kind_in(phrase: str) -> Kind:
    """The kind that a noun phrase ends in, before it goes on with a preposition or as in `a dataset built from`."""
    parts = [*_noun_phrases(phrase)]
    heads = [part[-1] for part in parts if part]
    before_ends = (word for part in parts for word, behind in pairwise(part) if _ENDS_NOUN.fullmatch(behind))
    single = (word for word in heads if not word.endswith("s"))  # `a benchmark unifying ten tasks` is no task
    return next(_kinds(chain(single, before_ends, heads)), "")


def kind_of_title(rest: str) -> Kind:
    """The kind that a title goes on with. Its noun must close the phrase: titles are sentences, too."""
    words = next(_noun_phrases(rest))
    return next(_kinds(words[-1:]), "") if words and not words[0].endswith("ing") else ""


def kind_before(text: str) -> Kind:
    """The kind in the noun phrase before a name: `datasets called X`, `a dataset for lamps called X`."""
    text = text[-140:]
    if (noun := _LAST_NOUN.search(text)) and not _COMPLEMENT.search(text):
        return KIND_OF[noun[1].lower()]
    for article in reversed([*_ARTICLE.finditer(text)]):
        phrase = text[article.end() :]
        if (kind := kind_in(phrase)) or _NOUN_WE.fullmatch(phrase):
            return kind
    return next(_kinds(reversed(WORD.findall(text[-40:]))), "")


def _noun_phrases(text: str) -> Iterator[list[str]]:
    """The words of `text` before a preposition, in the parts that commas and conjunctions make, without brackets."""
    text = _BRACKETS.sub("", text).replace("data set", "dataset")
    border = _BORDER.search(text)
    return map(WORD.findall, _PARTS.split(text[: border.start()] if border else text))


def _kinds(words: Iterable[str]) -> Iterator[Kind]:
    return (KIND_OF[word.lower()] for word in words if word.lower() in KIND_OF)
