"""What an edition is about, worked out from what is known of its papers and of earlier editions.

Four statements, each of which names its papers: groups of papers with the two topics they share, names that appear for
the first time, names that come back, and papers unlike all others. What is uncertain is left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from statistics import median
from typing import NamedTuple

from generator.analysis.names import Name, Names
from generator.model.papers import Library, Neighbour, PaperTag, Tag, Topics
from generator.text.sentences import sentence_spans

GROUPS, GROUP_SIZE = 8, 8
"""As many groups are shown, and so many papers make one at most: what more share is the topic of the edition."""
LIFT = 1.5
"""Two topics make a group when papers share them so many times as often as by chance."""
NAMES = 8
"""As many new names are shown, and as many that come back."""
OUTLIERS, SMALLEST = 2, 12
"""As many papers are called unlike the others, in editions of at least so many."""
UNLIKE = 0.6
"""Their nearest paper is at most this part as near as that of the median paper of the edition."""

SHORT_NAME, LONG_NAME = 5, 8
"""Letters that a name needs to be distinctive, with signs that words do not have, and without."""

_looks_like_a_name = re.compile(r"[a-z][A-Z]|\d|-").search
_speaks_of_itself = re.compile(r"\b(?:we|our|this (?:paper|work|study|article))\b", re.IGNORECASE).search

TopicPair = tuple[str, str]
TaggedPapers = tuple[tuple[str, tuple[PaperTag, ...]], ...]
Broader = Mapping[str, Sequence[str]]
"""For each topic those that are broader."""


class PaperGroup(NamedTuple):
    """Papers that share these one or two topics, in the order of the edition."""

    topics: tuple[str, ...]
    papers: tuple[str, ...]


class NameNews(NamedTuple):
    """A name, by its id, and the papers of the edition that introduce it, or that say it again, in site order."""

    name: str
    papers: tuple[str, ...]
    in_title: bool = False


class Outlier(NamedTuple):
    """A paper unlike all others, and the sentence of its abstract that says what it is."""

    paper: str
    sentence: str


class Highlights(NamedTuple):
    """What is told of an edition. New names are those that no earlier edition says, if there is one (`has_earlier`)."""

    groups: tuple[PaperGroup, ...] = ()
    new_names: tuple[NameNews, ...] = ()
    returning: tuple[NameNews, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    has_earlier: bool = False


def find_highlights(
    library: Library,
    names: Names,
    related: Mapping[str, Sequence[Neighbour]],
    groups: Iterable[tuple[PaperGroup, ...]],
) -> dict[str, Highlights]:
    """The highlights of each edition by its id; `groups` are what `find_groups` gave for each edition."""
    rank = _rank_editions(library)
    news = _find_news(library, names, rank)
    nearest = {paper: near[0].score for paper, near in related.items() if near}
    found = dict[str, Highlights]()
    for edition, grouped in zip(library.editions, groups, strict=True):
        unlike = [library.paper[paper] for paper in _unlike_others(edition.papers, nearest)]
        new, back = news[edition.id]
        found[edition.id] = Highlights(
            grouped,
            tuple(new[:NAMES]),
            tuple(back[:NAMES]),
            tuple([Outlier(paper.id, _own_sentence(paper.abstract.text)) for paper in unlike]),
            has_earlier=rank[edition.id] > 1,
        )
    return found


def group_by_topic(papers: Sequence[str], topics: Topics) -> Iterator[tuple[Tag | None, tuple[str, ...]]]:
    """Each paper under the first of its topics, in the order given: the largest groups first, then by label.

    Those without a topic are the last group.
    """
    groups = defaultdict[str, list[str]](list)
    for paper in papers:
        tagged = topics.tags_by_paper[paper]
        groups[tagged[0].tag if tagged else ""].append(paper)
    others = groups.pop("", [])
    for topic in sorted(groups, key=lambda each: (-len(groups[each]), topics.tag[each].label)):
        yield topics.tag[topic], tuple(groups[topic])
    if others:
        yield None, tuple(others)


def tagged_editions(library: Library, topics: Topics) -> list[TaggedPapers]:
    """The papers of each edition with their topics."""
    return [tuple([(paper, topics.tags_by_paper[paper]) for paper in each.papers]) for each in library.editions]


def find_groups(editions: Iterable[TaggedPapers], broader: Broader) -> Iterator[tuple[PaperGroup, ...]]:
    """The groups of papers of each edition."""
    for edition in editions:
        yield tuple(group_papers({paper: [each.tag for each in tags] for paper, tags in edition}, broader))


def group_papers(tagged: Mapping[str, Sequence[str]], broader: Broader) -> Iterator[PaperGroup]:
    """Groups of the papers with these topics, none in two: first the one that is largest for how rare it is by chance.

    The gain of a pair of topics is the number of papers times the logarithm of their lift, as in association rules
    (Brin et al. 1997, "Dynamic itemset counting").
    """
    papers_of_tag = Counter(tag for tags in tagged.values() for tag in tags)
    papers_of_pair = defaultdict[TopicPair, list[str]](list)
    for paper, tags in tagged.items():
        for pair in combinations(sorted(tags), 2):
            papers_of_pair[pair].append(paper)
    lifts = {
        (one, two): len(papers) * len(tagged) / (papers_of_tag[one] * papers_of_tag[two])
        for (one, two), papers in papers_of_pair.items()
        if 2 <= len(papers) <= GROUP_SIZE
    }
    left = {pair: papers_of_pair[pair] for pair, lift in lifts.items() if lift >= LIFT}
    for _ in range(GROUPS):
        if not left:
            return
        pair = max(left, key=lambda each: (len(left[each]) * log(lifts[each]), each))
        yield PaperGroup(_without_broader(pair, broader), tuple(left[pair]))
        grouped = set(left[pair])
        rest = {each: [paper for paper in papers if paper not in grouped] for each, papers in left.items()}
        left = {each: papers for each, papers in rest.items() if len(papers) > 1}


def _without_broader(pair: TopicPair, broader: Broader) -> tuple[str, ...]:
    """A topic that comes with the other one says nothing more."""
    one, two = pair
    if one in broader.get(two, ()):
        return (two,)
    return (one,) if two in broader.get(one, ()) else pair


def _find_news(
    library: Library, names: Names, rank: Mapping[str, int]
) -> dict[str, tuple[list[NameNews], list[NameNews]]]:
    """Of each edition by its id the names it brings and those it brings back, those to show first at the front.

    Titles come first among the names it brings, and what most of its papers say among the others.
    """
    new, back = defaultdict[str, list[NameNews]](list), defaultdict[str, list[NameNews]](list)
    editions = {paper.id: [each.edition for each in paper.editions] for paper in library.papers}
    for name in filter(_is_distinctive, names.names):
        said = _papers_by_edition(name, editions)
        first = min((rank[edition] for edition in said), default=0)
        owners = {each.paper: each.field == "title" for each in name.introduced}
        for edition, papers in said.items():
            introducing = tuple([paper for paper in papers if paper in owners])
            if rank[edition] == first and introducing:
                new[edition].append(NameNews(name.id, introducing, in_title=owners[introducing[0]]))
            elif rank[edition] > first > 0 and owners:
                back[edition].append(NameNews(name.id, papers))
    return {
        each: (sorted(new[each], key=lambda n: not n.in_title), sorted(back[each], key=lambda n: -len(n.papers)))
        for each in rank
    }


def _rank_editions(library: Library) -> dict[str, int]:
    """The place of each edition among the days from 1, the earliest first; 0 without a full date, earlier than all."""
    days = {each.id: each.day.date if each.day else None for each in library.editions}
    known = sorted({day for day in days.values() if day})
    return {edition: known.index(day) + 1 if day else 0 for edition, day in days.items()}


def _papers_by_edition(name: Name, editions: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The papers that say a name, in each edition that has some; `editions` are those of each paper."""
    if len(name.papers) == 1:
        return dict.fromkeys(editions[name.papers[0]], name.papers)
    found = defaultdict[str, list[str]](list)
    for paper in name.papers:
        for edition in editions[paper]:
            found[edition].append(paper)
    return {edition: tuple(papers) for edition, papers in found.items()}


def _is_distinctive(name: Name) -> bool:
    """Whether a name cannot well be part of another word, or a word of the language: `VTool-R1`, but not `SMART`."""
    label = name.label
    return len(label) >= LONG_NAME or (len(label) >= SHORT_NAME and bool(_looks_like_a_name(label)))


def _unlike_others(edition: Sequence[str], nearest: Mapping[str, float]) -> list[str]:
    """The papers of an edition whose nearest papers are by far the least near, the least first.

    While somebody edits, nothing is known yet of what is near to a new paper: it is not called unlike the others.
    """
    scores = sorted((nearest[paper], paper) for paper in edition if paper in nearest)
    if len(scores) < SMALLEST:
        return []
    bound = UNLIKE * median([score for score, _ in scores])
    return [paper for score, paper in scores[:OUTLIERS] if score <= bound]


def _own_sentence(abstract: str) -> str:
    """The sentence in which its authors say what the paper does, else the first one."""
    sentences = [abstract[start:end] for start, end in sentence_spans(abstract)]
    return next(filter(_speaks_of_itself, sentences), sentences[0] if sentences else "")
