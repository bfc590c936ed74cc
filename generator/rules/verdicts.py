"""What the rules say of one text: the tags it has, the places that speak for each, and the reason in words.

Rules are phrases with points (see `tags.toml`), not a model: what a page says can be traced to a line of a file that
its reader may correct. A tag is given when its points reach `ENOUGH`. An abstract names much in passing that the
paper is not about, so one mention there seldom suffices, while a title does: authors put their subject into it. Of
one phrase, two mentions in the abstract count and no more, because a word used ten times is no more a topic than one
used twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Literal, NamedTuple, get_args

from generator.model import Tag
from generator.rules.model import Phrase, Rules
from generator.rules.phrases import GAP, Mention, inflection
from generator.terms import words

Field = Literal["title", "abstract"]
FIELDS: tuple[Field, ...] = get_args(Field)

ENOUGH = 4
TITLE_FACTOR = 2
MOST_MENTIONS = 2
MOST_FOR_A_HINT = 2
MOST_PHRASES_SHOWN = 3

_start = itemgetter(1)


class Evidence(NamedTuple):
    """A phrase that speaks for a tag, as the text has it (`quote`), at characters `start` to `end` of `field`."""

    phrase: Phrase
    field: Field
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """A tag that the rules give a text: its points and evidence, title first, or the `narrower` tag it came with."""

    tag: str
    points: int
    evidence: tuple[Evidence, ...] = ()
    narrower: str | None = None


def tag_text(title: str, abstract: str, rules: Rules) -> tuple[Found, ...]:
    """The tags the rules give a paper, strongest first, all of them; independent of every other paper."""
    in_title = rules.book.mentions(title)
    in_abstract = [mention for mention in rules.book.mentions(abstract) if not mention.phrase.title_only]
    likely = _likely(in_title, in_abstract)
    titles, abstracts = _by_tag(in_title, likely), _by_tag(in_abstract, likely)
    found = {}
    for tag in likely:
        evidence = (*_evidence("title", title, titles[tag]), *_evidence("abstract", abstract, abstracts[tag]))
        if (points := _points(evidence)) >= ENOUGH:
            found[tag] = Found(tag, points, evidence)
    found |= _broader(found, rules)
    beaten = {tag for tag in found if any(other in found for other in rules.rules[tag].unless)}
    return tuple(sorted((f for f in found.values() if f.tag not in beaten), key=lambda f: (-f.points, f.tag)))


def _likely(in_title: Iterable[Mention[Phrase]], in_abstract: Iterable[Mention[Phrase]]) -> dict[str, int]:
    """The tags that may have points enough, with the most they can have: a glance that spares most tags the rest."""
    most: dict[str, int] = defaultdict(int)
    for factor, mentions in ((TITLE_FACTOR, in_title), (1, in_abstract)):
        for phrase, _, _ in mentions:
            most[phrase.tag] += factor * phrase.points
    return {tag: points for tag, points in most.items() if points >= ENOUGH}


def _by_tag(mentions: Iterable[Mention[Phrase]], tags: Iterable[str]) -> dict[str, list[Mention[Phrase]]]:
    by_tag: dict[str, list[Mention[Phrase]]] = {tag: [] for tag in tags}
    for mention in mentions:
        if mention.phrase.tag in by_tag:
            by_tag[mention.phrase.tag].append(mention)
    return by_tag


def _evidence(field: Field, text: str, mentions: Sequence[Mention[Phrase]]) -> list[Evidence]:
    return [Evidence(m.phrase, field, m.start, m.end, text[m.start : m.end]) for m in _counted(mentions)]


def _broader(found: Mapping[str, Found], rules: Rules) -> dict[str, Found]:
    """The tags that come with those found, and with these in turn."""
    more: dict[str, Found] = {}
    queue = list(found)
    for tag in queue:
        for broader in rules.rules[tag].tag.broader:
            if broader in rules.rules and broader not in found and broader not in more:
                more[broader] = Found(broader, ENOUGH, narrower=tag)
                queue.append(broader)
    return more


def _counted(mentions: Sequence[Mention[Phrase]]) -> list[Mention[Phrase]]:
    """The mentions that count: no word speaks twice for one tag, and none that is ruled out speaks at all.

    Of mentions that overlap the stronger one counts, then the longer. A phrase without a gap that is longer than what
    rules out its words, and holds all of that, stands.
    """
    against = [m for m in mentions if not m.phrase.points]
    kept: list[Mention[Phrase]] = []
    for mention in sorted(mentions, key=_rank) if len(mentions) > 1 else mentions:
        if not mention.phrase.points or _overlapped(mention, kept):
            continue
        if not against or all(_holds(mention, n) for n in _overlapped(mention, against)):
            kept.append(mention)
    return sorted(kept, key=_start) if len(kept) > 1 else kept


def _rank(mention: Mention[Phrase]) -> tuple[int, int, int]:
    phrase, start, end = mention
    return -phrase.points, start - end, start


def _overlapped(mention: Mention[Phrase], others: Iterable[Mention[Phrase]]) -> list[Mention[Phrase]]:
    _, start, end = mention
    return [other for other in others if start < other[2] and other[1] < end]


def _holds(one: Mention[Phrase], other: Mention[Phrase]) -> bool:
    """Whether the other's words are some of one's, not all, and none stands in a gap of one."""
    if GAP in one.phrase.text:
        return False
    return one.start <= other.start and other.end <= one.end and (one.start, one.end) != (other.start, other.end)


def _points(evidence: Sequence[Evidence]) -> int:
    titles = [e.phrase for e in evidence if e.field == "title"]
    abstracts = [e.phrase for e in evidence if e.field == "abstract"]
    points = 0
    for phrase in dict.fromkeys((*titles, *abstracts)):
        mentions = TITLE_FACTOR * (phrase in titles) + min(abstracts.count(phrase), MOST_MENTIONS)
        points += phrase.points * mentions if phrase.points > 1 else min(mentions, MOST_FOR_A_HINT)
    return points


def reason(found: Found, tags: Mapping[str, Tag]) -> str:
    """The evidence in words: `“depth map” in the title and twice in the abstract; “stereo” in the abstract`."""
    if found.narrower:
        return f"comes with {tags[found.narrower].label}"
    quotes: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for piece in found.evidence:
        quotes[_forms(piece.quote)].append(piece)
    strongest = sorted(quotes.values(), key=_points, reverse=True) if len(quotes) > 1 else quotes.values()
    return "; ".join(map(_places, islice(strongest, MOST_PHRASES_SHOWN)))


@lru_cache(1 << 16)
def _forms(quote: str) -> tuple[str, ...]:
    """What the words of a quote have in common with their other forms: `masks` and `Mask` are one."""
    return tuple(inflection(word.folded) for word in words(quote))


def _places(pieces: Sequence[Evidence]) -> str:
    fields = [piece.field for piece in pieces]
    places = (f"{_times(fields.count(field))}in the {field}" for field in FIELDS if field in fields)
    return f"“{' '.join(pieces[0].quote.split())}” {' and '.join(places)}"


def _times(count: int) -> str:
    return {1: "", 2: "twice "}.get(count, f"{count} times ")
