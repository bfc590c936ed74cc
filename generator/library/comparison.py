"""Compares two drafts: whether their titles, authors and abstracts can be those of one paper.

How much of two abstracts is in common: in 10,000 arXiv abstracts two papers with three uncommon title words in common
share 26 % of the words of the shorter abstract (median; 99 of 100 share less than 43 %), two papers at random 20 %;
versions of one abstract that lost four sentences of ten share all. The threshold of one half lies between them.
"""

from collections.abc import Collection, Sequence

from generator.library.folding import fold_text, folded_words
from generator.text.sentences import sentence_spans

MIN_OVERLAP = 0.5
"""The share of the shorter text's words that two texts of one paper have in common."""
MIN_WORDS = 5
"""An abstract of fewer words ("Invited talk") says nothing about which paper it is, nor does a sentence."""
LONG_WORD = 4
"""Letters of a word that says what a title is about: `of`, `the` and `for` are in every other one."""


def are_titles_close(one: str, other: str) -> bool:
    """Whether two folded titles may be those of one paper: a part left out, a word changed."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    return _overlap(_telling_words(one), _telling_words(other)) >= MIN_OVERLAP


def _telling_words(title: str) -> Collection[str]:
    words = title.split()
    return {word for word in words if len(word) >= LONG_WORD} or {*words}


def _overlap(ours: Collection[str], theirs: Collection[str]) -> float:
    """The share of the smaller collection that is in the other too; 0 of an empty one."""
    fewest = min(len(ours), len(theirs))
    return len({*ours} & {*theirs}) / fewest if fewest else 0.0


def share_authors(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether at least half of the shorter list have a name in common with one of the other.

    A single letter is no name, and `A. Brewer` and `Ana Brewer` may be one person.
    """
    known = {name for author in theirs for name in _names(author)}
    found = [not known.isdisjoint(_names(author)) for author in ours]
    return 2 * sum(found) >= min(len(ours), len(theirs))


def _names(author: str) -> Collection[str]:
    names = fold_text(author).split()
    return [name for name in names if len(name) > 1] or names


def are_abstracts_close(one: str, other: str) -> bool:
    """Whether two abstracts are most likely versions of one: half of the words, or a sentence, in common."""
    ours, theirs = folded_words(one), folded_words(other)
    if min(len(ours), len(theirs)) < MIN_WORDS:
        return False
    return _overlap(ours, theirs) >= MIN_OVERLAP or not _sentences(one).isdisjoint(_sentences(other))


def says_nothing(abstract: str) -> bool:
    """Whether an abstract is too short to tell one paper from another."""
    return len(folded_words(abstract)) < MIN_WORDS


def _sentences(text: str) -> frozenset[str]:
    folded = (fold_text(text[start:end]) for start, end in sentence_spans(text))
    return frozenset(each for each in folded if each.count(" ") >= MIN_WORDS)
