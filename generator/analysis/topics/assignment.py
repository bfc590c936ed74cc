"""Assigns tags to papers: from the rules, from discovered topics, and from the curator.

`rules` tags each text by itself, with reasons. Papers that get no tag so are given topics that they have in common with
others (`discovery`). If many papers get none, the rules are for another field, and topics are discovered among all
papers; if a third get none that the rest of the paper agrees with, what the shipped rules say is chance, and not shown.
The curator decides last: tags that a seed names are always given, and those it excludes never.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from slugify import slugify

from generator.analysis.topics.discovery import DiscoveredTopic, discover_topics
from generator.analysis.topics.rules import Group, Phrase, Phrasebook, Rules, TagRule, load_rules, tag_text, tag_texts
from generator.model.papers import Library, Paper, PaperTag, Tag, Topics
from generator.model.urls import RESERVED_NAMES

__all__ = ["load_rules", "tag_text"]

MOST_TAGS = 8
MOST_DISCOVERED = 3
MOST_UNTAGGED, MOST_UNFIT = 0.2, 1 / 3
"""Where more of the papers have no tag by the rules topics are discovered among all; where more have none that the rest
of the paper agrees with, shipped rules are silent. In other fields these are 75 to 90 %, in our own at most 12 %."""
FEW_PAPERS = 2
"""So many without a tag prove nothing."""
BY_CURATOR = "given by the curator"
DISCOVERED_NOTE = "a discovered topic"

Text = tuple[str, str]
"""The title and the abstract of a paper."""
RuleTags = tuple[PaperTag, ...]
"""All that some rules say of a text, strongest first."""
UntaggedTexts = tuple[tuple[Text, ...], int]
"""Texts that no rule fits, and how many papers the site has."""


class CuratedTags(NamedTuple):
    """The tags of each paper by its id, and every tag's name."""

    names: "_TagNames"
    tags_by_paper: Mapping[str, tuple[PaperTag, ...]]


class CommonTopics(NamedTuple):
    """Topics found in common, and which of them each text has, by its number."""

    topics: tuple[DiscoveredTopic, ...]
    tags: tuple[tuple[int, RuleTags], ...]


def curate_tags(library: Library, said: Sequence[RuleTags], rules: Rules) -> CuratedTags:
    """The tags of each paper by the rules, which `said` so, and by the curator, who has the last word.

    At most `MOST_TAGS` unless the curator gives more.
    """
    names = _TagNames(rules)
    if sum(not any(tag.agrees for tag in tags) for tags in said) > max(FEW_PAPERS, MOST_UNFIT * len(said)):
        said = [tuple([tag for tag in tags if tag.tag in rules.own]) for tags in said]
    papers = zip(library.papers, said, strict=True)
    return CuratedTags(names, {paper.id: _apply_curation(paper, tags, rules, names) for paper, tags in papers})


def assign_topics(library: Library, rules: Rules, curated: CuratedTags, common: CommonTopics) -> Topics:
    """The topics of a site: the curated tags, and the topics that were found in common."""
    names, tags_by_paper = curated.names, dict(curated.tags_by_paper)
    untagged = [library.papers[number] for number in _without_tags(library, tags_by_paper)]
    given = {tag.tag for tags in tags_by_paper.values() for tag in tags}
    new = {topic.id: topic for topic in common.topics if names.discovered(topic, given)}
    for number, found in common.tags:
        tagged = untagged[number]
        tags_by_paper[tagged.id] += _topics_of_paper(tagged, found, new, tags_by_paper[tagged.id])
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


def _apply_curation(paper: Paper, said: RuleTags, rules: Rules, names: "_TagNames") -> tuple[PaperTag, ...]:
    if not paper.tags and not paper.without_tags:
        return said[:MOST_TAGS]
    own = [tag for tag in dict.fromkeys(map(names.id_of, paper.tags)) if tag and tag not in rules.hidden]
    out = {*own, *map(names.id_of, paper.without_tags)}
    found = [tag for tag in said if tag.tag not in out]
    return (*(PaperTag(tag, BY_CURATOR) for tag in own), *found[: max(0, MOST_TAGS - len(own))])


def untagged_texts(library: Library, curated: CuratedTags) -> UntaggedTexts:
    """The papers in which to look for topics that no rule names, and how many papers there are in all."""
    papers = [library.papers[number] for number in _without_tags(library, curated.tags_by_paper)]
    return tuple([(paper.title.text, paper.abstract.text) for paper in papers]), len(library.papers)


def _without_tags(library: Library, tags_by_paper: Mapping[str, Sequence[PaperTag]]) -> Sequence[int]:
    """The numbers of papers without a tag; of all papers, where many are without."""
    found = [number for number, paper in enumerate(library.papers) if not tags_by_paper[paper.id]]
    return range(len(library.papers)) if len(found) > MOST_UNTAGGED * len(library.papers) else found


def find_common_topics(sites: Sequence[UntaggedTexts], rules: Rules) -> Iterator[CommonTopics]:
    """The topics that the untagged texts of each site have in common, in which their rules fit none."""
    for texts, among in sites:
        topics = {topic.id: topic for topic in discover_topics(texts, among)}
        about = sorted({number for topic in topics.values() for number in topic.papers})
        said = tag_texts([texts[number] for number in about], _topic_rules(topics.values(), rules))
        fit = ([tag for tag in tags if n in topics[tag.tag].papers] for n, tags in zip(about, said, strict=True))
        yield CommonTopics(tuple(topics.values()), tuple(zip(about, map(tuple, fit), strict=True)))


def _topics_of_paper(
    paper: Paper, said: RuleTags, topics: Mapping[str, DiscoveredTopic], tags: Sequence[PaperTag]
) -> tuple[PaperTag, ...]:
    """The topics of the paper, beside the `tags` it has."""
    out = {*(tag.tag for tag in tags), *map(_fold_name, paper.without_tags)}
    found = [
        PaperTag(f.tag, f"{f.reason} ({DISCOVERED_NOTE})")
        for f in said
        if f.tag in topics and not out & {f.tag, _fold_name(topics[f.tag].label)}
    ]
    return tuple(found[: max(0, min(MOST_DISCOVERED, MOST_TAGS - len(tags)))])


def _topic_rules(topics: Iterable[DiscoveredTopic], rules: Rules) -> Rules:
    """Rules that find the phrases of topics, as those of a rule file would."""
    book: Phrasebook[Phrase] = Phrasebook()
    found = {topic.id: TagRule(_topic_tag(topic, rules.discovered)) for topic in topics}
    for topic in topics:
        book.add(topic.phrase, Phrase(topic.id, topic.phrase, 2, is_own=True))
    return Rules(found, rules.groups, book, rules.discovered)


def _topic_tag(topic: DiscoveredTopic, group: Group) -> Tag:
    meaning = f"Discovered: no rule names it, but these papers have “{topic.label}” in common."
    return Tag(topic.id, topic.label, meaning, group.label, group.hue)


def _fold_name(name: str) -> str:
    return " ".join(name.split()).casefold()


_SIGNS = tuple(
    (re.compile(sign), word)
    for sign, word in (
        (r"(?<=\w)\+\+(?!\w)", "-plus-plus"),
        (r"(?<=\w)\+(?!\w)", "-plus"),
        (r"(?<=\w)#(?!\w)", "-sharp"),
        (r"(?<=\w)\*(?!\w)", "-star"),
        (r"(?<!\S)\.(?=[^\W\d])", "dot-"),
    )
)
"""Signs that tell one name from another at its end or start, and that no address has: C, C++ and C#, A*, .NET."""


def _spell_signs(name: str) -> str:
    for sign, word in _SIGNS:
        name = sign.sub(word, name)
    return name


class _TagNames:
    """Every tag by its id, and what a curator's word for a tag means; words no rule knows become tags on the way."""

    def __init__(self, rules: Rules) -> None:
        self.tags = {tag: rule.tag for tag, rule in rules.rules.items()}
        self._known = {tag.label.casefold(): tag.id for tag in self.tags.values()} | {t: t for t in rules.hidden}
        self._known |= {tag: tag for tag in self.tags} | dict(rules.merged)
        self._rules = frozenset(self._known)
        self._other, self._discovered = rules.groups[-1], rules.discovered

    def id_of(self, name: str) -> str:
        """The id of the tag with this id or label; empty where a name holds nothing to make an id of."""
        folded = _fold_name(name)
        known = self._known.get(folded)
        if known is None:
            known = self._known[folded] = self._new(" ".join(name.split()))
        return known

    def discovered(self, topic: DiscoveredTopic, given: Container[str]) -> bool:
        """Make a tag of a topic, unless the rules know it by its id or label, if only to hide it.

        A tag that a curator has `given` papers keeps the name it has there.
        """
        if topic.id in self._rules or _fold_name(topic.label) in self._rules or topic.id in RESERVED_NAMES:
            return False
        if topic.id not in given:
            self.tags[topic.id] = _topic_tag(topic, self._discovered)
        return True

    def _new(self, name: str) -> str:
        tag = slugify(_spell_signs(name), max_length=100, word_boundary=True)
        tag = f"{tag}-topic" if tag in RESERVED_NAMES else tag
        if tag and tag not in self._known:
            meaning = f"Papers a curator filed under “{name}”."
            self.tags[tag] = Tag(tag, name, meaning, self._other.label, self._other.hue)
            self._known[tag] = tag
        return self._known.get(tag, tag)
