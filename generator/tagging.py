"""The tags of a paper, worked out from its words, each with the places it was found as the reason.

Rules are phrases with points (see `tags.toml`), not a model: what a page says can be traced to a line of a file that
its reader may correct. A tag is given when its points reach `ENOUGH`. An abstract names much in passing that the
paper is not about, so one mention there seldom suffices, while a title does: authors put their subject into it. Of
one phrase, two mentions in the abstract count and no more, because a word used ten times is no more a topic than one
used twice.

A curator has the last word: tags of front matter are given whatever the text says, and those it rules out are not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import Library, Paper, PaperTag, Tag, Topics
from generator.rules import GAP, Group, Mention, Phrase, Rules, inflection, load_rules
from generator.terms import words

__all__ = ["Evidence", "Found", "load_rules", "tag_papers", "tag_text"]

Field = Literal["title", "abstract"]

ENOUGH = 4
TITLE_FACTOR = 2
MOST_MENTIONS = 2
MOST_FOR_A_HINT = 2
MOST_TAGS = 8
MOST_PHRASES_SHOWN = 3
BY_CURATOR = "given by the curator"
TAKEN = frozenset({"index"})
"""Names in the tags' folder that are no tag's."""


@dataclass(frozen=True, slots=True)
class Evidence:
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


def tag_papers(library: Library, rules: Rules) -> Topics:
    """The tags of every paper, by the rules and by the curator; at most `MOST_TAGS` unless the curator gives more."""
    names = _Names(rules)
    tags_by_paper = {paper.id: _tags_of(paper, rules, names) for paper in library.papers}
    papers_by_tag: dict[str, list[str]] = defaultdict(list)
    for paper, tags in tags_by_paper.items():
        for tag in tags:
            papers_by_tag[tag.tag].append(paper)
    heading = {group.label: number for number, group in enumerate(rules.groups)}
    used = sorted(
        (names.tags[tag] for tag in papers_by_tag), key=lambda t: (heading[t.group], t.label.casefold(), t.id)
    )
    return Topics(
        tuple(used),
        {tag.id: tag for tag in used},
        tags_by_paper,
        {tag.id: tuple(papers_by_tag[tag.id]) for tag in used},
    )


def _tags_of(paper: Paper, rules: Rules, names: "_Names") -> tuple[PaperTag, ...]:
    own = [tag for tag in dict.fromkeys(map(names.id_of, paper.tags)) if tag and tag not in rules.hidden]
    out = {*own, *map(names.id_of, paper.without_tags)}
    found = [found for found in tag_text(paper.title.text, paper.abstract.text, rules) if found.tag not in out]
    return (
        *(PaperTag(tag, BY_CURATOR) for tag in own),
        *(PaperTag(f.tag, _reason(f, names.tags)) for f in found[: max(0, MOST_TAGS - len(own))]),
    )


class _Names:
    """Every tag by its id, and what a curator's word for a tag means; words no rule knows become tags on the way."""

    def __init__(self, rules: Rules) -> None:
        self.tags = {tag: rule.tag for tag, rule in rules.rules.items()}
        self._known = {tag.label.casefold(): tag.id for tag in self.tags.values()} | {t: t for t in rules.hidden}
        self._known |= {tag: tag for tag in self.tags} | dict(rules.merged)
        self._other: Group = rules.groups[-1]

    def id_of(self, name: str) -> str:
        """The id of the tag with this id or label; empty where a name holds nothing to make an id of."""
        name = " ".join(name.split())
        known = self._known.get(name.casefold())
        if known is None:
            known = self._known[name.casefold()] = self._new(name)
        return known

    def _new(self, name: str) -> str:
        from slugify import slugify

        tag = slugify(name, max_length=100, word_boundary=True)
        tag = f"{tag}-topic" if tag in TAKEN else tag
        if tag and tag not in self._known:
            meaning = f"Papers a curator filed under “{name}”."
            self.tags[tag] = Tag(tag, name, meaning, self._other.label, self._other.hue)
            self._known[tag] = tag
        return self._known.get(tag, tag)


def tag_text(title: str, abstract: str, rules: Rules) -> tuple[Found, ...]:
    """The tags the rules give a paper, strongest first, all of them; independent of every other paper."""
    in_title, in_abstract = _by_tag(rules.book.mentions(title)), _by_tag(rules.book.mentions(abstract))
    found = {}
    for tag in {**in_title, **in_abstract}:
        mentions = in_title.get(tag, []), [m for m in in_abstract.get(tag, []) if not m.phrase.title_only]
        if TITLE_FACTOR * _sum(mentions[0]) + _sum(mentions[1]) >= ENOUGH:
            evidence = (*_evidence("title", title, mentions[0]), *_evidence("abstract", abstract, mentions[1]))
            if (points := _points(evidence)) >= ENOUGH:
                found[tag] = Found(tag, points, evidence)
    found |= _broader(found, rules)
    beaten = {tag for tag in found if any(other in found for other in rules.rules[tag].unless)}
    return tuple(sorted((f for f in found.values() if f.tag not in beaten), key=lambda f: (-f.points, f.tag)))


def _by_tag(mentions: Iterable[Mention[Phrase]]) -> dict[str, list[Mention[Phrase]]]:
    by_tag: dict[str, list[Mention[Phrase]]] = defaultdict(list)
    for mention in mentions:
        by_tag[mention.phrase.tag].append(mention)
    return by_tag


def _sum(mentions: Iterable[Mention[Phrase]]) -> int:
    return sum(mention.phrase.points for mention in mentions)


def _evidence(field: Field, text: str, mentions: Sequence[Mention[Phrase]]) -> list[Evidence]:
    return [Evidence(m.phrase, field, m.start, m.end, text[m.start : m.end]) for m in _counted(mentions)]


def _broader(found: Mapping[str, Found], rules: Rules) -> dict[str, Found]:
    """The tags that come with those found, and with these in turn."""
    more: dict[str, Found] = {}
    queue = list(found)
    for tag in queue:
        for broader in rules.rules[tag].broader:
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
    for mention in sorted(mentions, key=lambda m: (-m.phrase.points, m.start - m.end, m.start)):
        if (
            mention.phrase.points
            and not any(_overlap(mention, k) for k in kept)
            and not any(_overlap(mention, n) and not _holds(mention, n) for n in against)
        ):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _overlap(one: Mention[Phrase], other: Mention[Phrase]) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(one: Mention[Phrase], other: Mention[Phrase]) -> bool:
    """Whether the other's words are some of one's, not all, and none stands in a gap of one."""
    if GAP in one.phrase.text:
        return False
    return one.start <= other.start and other.end <= one.end and (one.start, one.end) != (other.start, other.end)


def _points(evidence: Sequence[Evidence]) -> int:
    in_title = {e.phrase for e in evidence if e.field == "title"}
    in_abstract = Counter(e.phrase for e in evidence if e.field == "abstract")
    points = 0
    for phrase in in_title | in_abstract.keys():
        mentions = TITLE_FACTOR * (phrase in in_title) + min(in_abstract[phrase], MOST_MENTIONS)
        points += phrase.points * mentions if phrase.points > 1 else min(mentions, MOST_FOR_A_HINT)
    return points


def _reason(found: Found, tags: Mapping[str, Tag]) -> str:
    """The evidence in words: `“depth map” in the title and twice in the abstract; “stereo” in the abstract`."""
    if found.narrower:
        return f"comes with {tags[found.narrower].label}"
    quotes: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for piece in found.evidence:
        quotes[tuple(inflection(word.folded) for word in words(piece.quote))].append(piece)
    strongest = sorted(quotes.values(), key=lambda pieces: -_points(pieces))[:MOST_PHRASES_SHOWN]
    return "; ".join(map(_places, strongest))


def _places(pieces: Sequence[Evidence]) -> str:
    counts = Counter(piece.field for piece in pieces)
    fields: tuple[Field, ...] = ("title", "abstract")
    places = (f"{_times(counts[field])}in the {field}" for field in fields if counts[field])
    return f"“{' '.join(pieces[0].quote.split())}” {' and '.join(places)}"


def _times(count: int) -> str:
    return {1: "", 2: "twice "}.get(count, f"{count} times ")
