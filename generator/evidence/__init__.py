"""What a paper offers to check it by: where its code and data are, and the numbers it heads its results with.

Links are the reader's already, with their kinds; what is added here is said in sentences, so every piece of evidence
is a sentence of the abstract with the words that count in it. Two questions are asked, and both would rather be silent
than wrong: does the sentence say that something of this paper can be had, or will be (`releases`)? And does it give a
number that is a result (`results`)?
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.evidence.releases import Release, gives_code, places_of_offers, release
from generator.evidence.results import MOST_RESULTS, Result, numbers, result
from generator.model import Library, Paper
from generator.prose import sentences

__all__ = ["Evidence", "Release", "Result", "code_promised", "evidence", "evidence_of_all", "has_code"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences of an abstract, in its order."""

    releases: tuple[Release, ...] = ()
    results: tuple[Result, ...] = ()


def evidence_of_all(library: Library) -> Mapping[str, Evidence]:
    """The evidence of every paper, by its id."""
    return {paper.id: evidence(paper) for paper in library.papers}


def evidence(paper: Paper) -> Evidence:
    """What the abstract of a paper offers and claims in numbers."""
    text = paper.abstract.text
    offers, said = places_of_offers(text), numbers(text)
    if not offers and not said:
        return Evidence()
    releases, results = list[Release](), list[Result]()
    for start, end in sentences(text):
        if any(start <= place < end for place in offers) and (offer := release(text[start:end])):
            releases.append(offer)
        inside = tuple((first - start, last - start) for first, last in said if start <= first < end)
        if inside and (claim := result(text[start:end], inside, start / len(text))):
            results.append(claim)
    return Evidence(tuple(releases), tuple(results[:MOST_RESULTS]))


def has_code(paper: Paper) -> bool:
    """Whether a reader can have the code today: an address of it, or of a page that the abstract says has it."""
    if any(link.kind == "code" for link in paper.links):
        return True
    return bool(paper.links) and any(map(gives_code, evidence(paper).releases))


def code_promised(paper: Paper) -> bool:
    """Whether the abstract says that there will be code, and there is none yet."""
    said = evidence(paper).releases
    return not has_code(paper) and any("code" in each.things and each.availability == "promised" for each in said)
