"""Whether a paper that a service knows is the paper looked for.

It is, without a doubt, where the folded titles are the same and the abstracts begin with the same sentences. Where one
of them differs, or is missing, a person has to look. Titles that differ and abstracts that differ are two papers.
"""

from typing import NamedTuple

from generator.library.comparison import are_abstracts_close, are_titles_close
from generator.library.folding import fold_title
from generator.model.papers import Draft
from generator.text.sentences import sentence_spans

SENTENCES = 2
"""Sentences at the beginning of an abstract of which two versions share one."""
MIN_SPACES = 4
"""Spaces of a sentence that says anything: many an abstract begins with two words."""


class Match(NamedTuple):
    """A paper that a service knows, how surely it is the one looked for, in 0..1, and why a person should look."""

    found: Draft
    score: float
    doubt: str = ""


def match(paper: Draft, found: Draft) -> Match | None:
    """How `found` fits `paper`; None where it does not."""
    ours, theirs = fold_title(paper.title), fold_title(found.title)
    has_title = ours.replace(" ", "") == theirs.replace(" ", "")
    has_start = begins_alike(paper.abstract, found.abstract)
    if has_title and has_start:
        return Match(found, 1.0)
    if has_title and not (paper.abstract and found.abstract):
        return Match(found, 0.6, "the titles are the same, but one side has no abstract")
    if has_title:
        is_close = are_abstracts_close(paper.abstract, found.abstract)
        return Match(found, 0.7 if is_close else 0.4, "the titles are the same, but the abstracts begin differently")
    if has_start:
        return Match(
            found, 0.7 if are_titles_close(ours, theirs) else 0.5, "the abstracts are the same, not the titles"
        )
    return None


def begins_alike(one: str, other: str) -> bool:
    """Whether two abstracts begin with the same sentences, signs and the notation of formulas aside.

    Where one has a single sentence, or an opening that it lost, one that both begin with is enough.
    """
    ours, theirs = _first_sentences(one), _first_sentences(other)
    return bool(ours and theirs) and not {*ours[:SENTENCES]}.isdisjoint(theirs[:SENTENCES])


def _first_sentences(text: str) -> list[str]:
    flat = " ".join(text.split())
    folded = (fold_title(flat[start:end]) for start, end in sentence_spans(flat)[:SENTENCES])
    return [each.replace(" ", "") for each in folded if each.count(" ") >= MIN_SPACES]


def first_sentence(text: str) -> str:
    """What is shown of an abstract beside another."""
    flat = " ".join(text.split())
    return next((flat[start:end] for start, end in sentence_spans(flat)), "")
