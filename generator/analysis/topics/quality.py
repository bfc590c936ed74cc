"""Tags that a curator should check: a report, not errors.

A tag with one paper leads a reader nowhere, two tags for one thing split its papers, a tag on most papers does not
distinguish any, and a paper without a tag is found by its title only. Small sites are exempt: of five papers every tag
is rare or broad.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from generator.analysis.topics.subjects import singular
from generator.model.papers import Library, Tag, Topics
from generator.model.quality import BroadTag, NearDuplicate, TagQuality

FEWEST_PAPERS = 10
"""A site of fewer says nothing about its tags."""
TOO_BROAD = 0.5
"""A tag that more of the papers have."""
SAME_PAPERS = 0.8
"""Two tags that share so much of their papers (of those of either), when each has `FEWEST_SHARED`."""
FEWEST_SHARED = 5
SAME_NAME = 0.9
"""Two labels that have so much in common, on `SequenceMatcher`'s scale."""
MOST_COMPARED = 400
"""Of more tags than this only those whose labels differ in plurals, hyphens or order are compared: pairs are many."""


def check_tags(library: Library, topics: Topics) -> TagQuality:
    """What there is to say of the tags of a library; all in the order of `topics` and of the library."""
    total = len(library.papers)
    untagged = tuple(paper.id for paper in library.papers if not topics.tags_by_paper[paper.id])
    if total < FEWEST_PAPERS:
        return TagQuality(untagged=untagged)
    counts = {tag.id: len(topics.papers_by_tag[tag.id]) for tag in topics.tags}
    return TagQuality(
        tuple(tag for tag, count in counts.items() if count == 1),
        tuple(_near_duplicates(topics, counts)),
        tuple(BroadTag(tag, count) for tag, count in counts.items() if count > TOO_BROAD * total),
        untagged,
    )


def _near_duplicates(topics: Topics, counts: Mapping[str, int]) -> Iterator[NearDuplicate]:
    """Pairs alike in name or papers; a tag and its broader one are kin, not doubles."""
    alike = dict.fromkeys(_pairs_by_papers(topics, counts), "papers")
    alike |= dict.fromkeys(_pairs_by_name(topics), "name")
    for one, other in sorted(alike):
        if other not in topics.tag[one].broader and one not in topics.tag[other].broader:
            first, second = sorted((one, other), key=lambda tag: (-counts[tag], tag))
            yield NearDuplicate(first, second, alike[one, other])


def _pairs_by_papers(topics: Topics, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    together: Counter[tuple[str, str]] = Counter()
    for tags in topics.tags_by_paper.values():
        together.update(combinations(sorted({tag.tag for tag in tags}), 2))
    for (one, other), shared in together.items():
        if shared >= FEWEST_SHARED and shared >= SAME_PAPERS * (counts[one] + counts[other] - shared):
            yield one, other


def _pairs_by_name(topics: Topics) -> Iterator[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    for tag in topics.tags:
        names.setdefault(_normalise_label(tag), []).append(tag.id)
    for tags in names.values():
        yield from combinations(sorted(tags), 2)
    if len(names) <= MOST_COMPARED:
        for (name, tags), (near, others) in combinations(sorted(names.items()), 2):
            if 2 * min(len(name), len(near)) < SAME_NAME * (len(name) + len(near)):
                continue
            matcher = SequenceMatcher(None, name, near, autojunk=False)
            if matcher.quick_ratio() >= SAME_NAME and matcher.ratio() >= SAME_NAME:
                one, other = sorted((tags[0], others[0]))
                yield one, other


def _normalise_label(tag: Tag) -> str:
    """A label less what two spellings of one thing differ in: case, hyphens, plurals, the order of words."""
    return " ".join(sorted(singular(word) for word in tag.label.casefold().replace("-", " ").split()))
