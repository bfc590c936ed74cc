"""The tags of a paper: what the rules say of its words, what it has in common with others, what its curator says.

`rules` judges a text by itself, and gives its reasons. Where it says nothing of a paper, topics that the paper has in
common with others are discovered (`discovery`); where it says nothing of many papers, the rules are another field's,
and the discovered topics are for all papers. A curator has the last word: tags a seed names are given whatever the
text says, and those it rules out are not.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from generator.discovery import Discovered, discover
from generator.model import Library, Paper, PaperTag, Tag, Topics
from generator.rules import Group, Phrase, Phrasebook, Rule, Rules, load_rules, reason, tag_text

__all__ = ["load_rules", "tag_papers", "tag_text"]

MOST_TAGS = 8
MOST_DISCOVERED = 3
MOST_UNTAGGED = 0.2
"""Where more of the papers have no tag by the rules, the rules are another field's."""
BY_CURATOR = "given by the curator"
DISCOVERED = "a discovered topic"
TAKEN = frozenset({"index"})
"""Names in the tags' folder that are no tag's."""


def tag_papers(library: Library, rules: Rules) -> Topics:
    """The tags of every paper, by the rules and by the curator; at most `MOST_TAGS` unless the curator gives more."""
    names = _Names(rules)
    tags_by_paper = {paper.id: _tags_of(paper, rules, names) for paper in library.papers}
    for paper, found in _discovered(library, tags_by_paper, rules, names).items():
        tags_by_paper[paper] += found
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


def _discovered(
    library: Library, tags_by_paper: Mapping[str, Sequence[PaperTag]], rules: Rules, names: "_Names"
) -> dict[str, tuple[PaperTag, ...]]:
    """The topics that papers without a tag have in common; of all papers, where many are without."""
    papers = [paper for paper in library.papers if not tags_by_paper[paper.id]]
    if len(papers) > MOST_UNTAGGED * len(library.papers):
        papers = list(library.papers)
    found = discover([(paper.title.text, paper.abstract.text) for paper in papers], len(library.papers))
    given = {tag.tag for tags in tags_by_paper.values() for tag in tags}
    topics = {topic.id: topic for topic in found if names.discovered(topic, given)}
    own = _rules_of(topics.values(), rules)
    return {paper.id: _discovered_in(paper, n, own, topics, tags_by_paper[paper.id]) for n, paper in enumerate(papers)}


def _discovered_in(
    paper: Paper, number: int, own: Rules, topics: Mapping[str, Discovered], tags: Sequence[PaperTag]
) -> tuple[PaperTag, ...]:
    """The topics of the paper with this number among those they were discovered in, beside the `tags` it has."""
    if not any(number in topic.papers for topic in topics.values()):
        return ()
    out = {*(tag.tag for tag in tags), *map(_folded, paper.without_tags)}
    found = [
        PaperTag(f.tag, f"{reason(f, {})} ({DISCOVERED})")
        for f in tag_text(paper.title.text, paper.abstract.text, own)
        if number in topics[f.tag].papers and not out & {f.tag, _folded(topics[f.tag].label)}
    ]
    return tuple(found[: max(0, min(MOST_DISCOVERED, MOST_TAGS - len(tags)))])


def _rules_of(topics: Iterable[Discovered], rules: Rules) -> Rules:
    """Rules that find the phrases of topics, as those of a rule file would."""
    book: Phrasebook[Phrase] = Phrasebook()
    found = {topic.id: Rule(_tag_of(topic, rules.discovered)) for topic in topics}
    for topic in topics:
        book.add(topic.phrase, Phrase(topic.id, topic.phrase, 2))
    return Rules(found, rules.groups, book, rules.discovered)


def _tag_of(topic: Discovered, group: Group) -> Tag:
    meaning = f"Discovered: no rule names it, but these papers have “{topic.label}” in common."
    return Tag(topic.id, topic.label, meaning, group.label, group.hue)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _tags_of(paper: Paper, rules: Rules, names: "_Names") -> tuple[PaperTag, ...]:
    own = [tag for tag in dict.fromkeys(map(names.id_of, paper.tags)) if tag and tag not in rules.hidden]
    out = {*own, *map(names.id_of, paper.without_tags)}
    found = [found for found in tag_text(paper.title.text, paper.abstract.text, rules) if found.tag not in out]
    return (
        *(PaperTag(tag, BY_CURATOR) for tag in own),
        *(PaperTag(f.tag, reason(f, names.tags)) for f in found[: max(0, MOST_TAGS - len(own))]),
    )


class _Names:
    """Every tag by its id, and what a curator's word for a tag means; words no rule knows become tags on the way."""

    def __init__(self, rules: Rules) -> None:
        self.tags = {tag: rule.tag for tag, rule in rules.rules.items()}
        self._known = {tag.label.casefold(): tag.id for tag in self.tags.values()} | {t: t for t in rules.hidden}
        self._known |= {tag: tag for tag in self.tags} | dict(rules.merged)
        self._rules = frozenset(self._known)
        self._other, self._discovered = rules.groups[-1], rules.discovered

    def id_of(self, name: str) -> str:
        """The id of the tag with this id or label; empty where a name holds nothing to make an id of."""
        folded = _folded(name)
        known = self._known.get(folded)
        if known is None:
            known = self._known[folded] = self._new(" ".join(name.split()))
        return known

    def discovered(self, topic: Discovered, given: Container[str]) -> bool:
        """Make a tag of a topic, unless the rules know it by its id or label, if only to hide it.

        A tag that a curator has `given` papers keeps the name it has there.
        """
        if topic.id in self._rules or _folded(topic.label) in self._rules or topic.id in TAKEN:
            return False
        if topic.id not in given:
            self.tags[topic.id] = _tag_of(topic, self._discovered)
        return True

    def _new(self, name: str) -> str:
        from slugify import slugify

        tag = slugify(name, max_length=100, word_boundary=True)
        tag = f"{tag}-topic" if tag in TAKEN else tag
        if tag and tag not in self._known:
            meaning = f"Papers a curator filed under “{name}”."
            self.tags[tag] = Tag(tag, name, meaning, self._other.label, self._other.hue)
            self._known[tag] = tag
        return self._known.get(tag, tag)
