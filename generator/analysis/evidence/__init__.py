"""What a paper offers to check it by: where its code and data are, and the numbers it heads its results with.

Links are the reader's already, with their kinds; what is added here is said in sentences, so every piece of evidence
is a sentence of the abstract with the words that count in it. Two questions are asked, and both would rather be silent
than wrong: does the sentence say that something of this paper can be had, or will be (`releases`)? And does it give a
number that is a result (`results`)?
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from generator.analysis.evidence.releases import Release, gives_code, places_of_offers, release
from generator.analysis.evidence.results import Result, headlines, numbers, result
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library, Paper
from generator.text.sentences import sentences

__all__ = ["Evidence", "Release", "Result", "code_promised", "evidence", "evidence_of_all", "has_code"]


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences of an abstract, in its order."""

    releases: tuple[Release, ...] = ()
    results: tuple[Result, ...] = ()


def evidence_of_all(library: Library, work: Work = IDLE) -> Mapping[str, Evidence]:
    """The evidence of every paper, by its id."""
    texts = [paper.abstract.text for paper in library.papers]
    found = work.each("evidence", texts, _evidence_in, is_heavy=True)
    return {paper.id: said for paper, said in zip(library.papers, found, strict=True)}


def evidence(paper: Paper) -> Evidence:
    """What the abstract of a paper offers and claims in numbers."""
    return next(_evidence_in([paper.abstract.text]))


def _evidence_in(texts: Sequence[str]) -> Iterator[Evidence]:
    """One thing is asked of all texts before the next is, which takes a processor less than all of each in turn."""
    offers, said = [*map(places_of_offers, texts)], [*map(numbers, texts)]
    spans = [sentences(text) if any(found) else [] for text, *found in zip(texts, offers, said, strict=True)]
    releases = [*map(_releases, texts, spans, offers)]
    return map(Evidence, releases, map(_results, texts, spans, said))


def _releases(text: str, spans: Sequence[Span], offers: Sequence[int]) -> tuple[Release, ...]:
    offering = sorted({_span_at(spans, place) for place in offers})
    return tuple(filter(None, [release(text[start:end]) for start, end in offering]))


def _results(text: str, spans: Sequence[Span], said: Sequence[Span]) -> tuple[Result, ...]:
    inside: defaultdict[Span, list[Span]] = defaultdict(list)
    for first, last in said:
        start, end = _span_at(spans, first)
        inside[start, end].append((first - start, last - start))
    claimed = [result(text[start:end], tuple(each), start / len(text)) for (start, end), each in inside.items()]
    return headlines([*filter(None, claimed)])


@lru_cache(1 << 17)
def _released(text: str) -> tuple[Release, ...]:
    """Pages, cards, data and search ask of each paper whether it has code, so answers are kept."""
    offers = places_of_offers(text)
    return _releases(text, sentences(text), offers) if offers else ()


def _span_at(spans: Sequence[Span], place: int) -> Span:
    """The sentence that `place` is in; between sentences there is nothing but space."""
    return spans[bisect_right(spans, place, key=itemgetter(0)) - 1]


def has_code(paper: Paper) -> bool:
    """Whether a reader can have the code today: an address of it, or of a page that the abstract says has it."""
    if not paper.links:
        return False
    return any(link.kind == "code" for link in paper.links) or any(map(gives_code, _released(paper.abstract.text)))


def code_promised(paper: Paper) -> bool:
    """Whether the abstract says that there will be code, and there is none yet."""
    said = _released(paper.abstract.text)
    return not has_code(paper) and any("code" in each.things and each.availability == "promised" for each in said)
