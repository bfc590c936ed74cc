"""Evidence in an abstract: where the paper's code and data are, and the numbers of its main results.

Links and their kinds are known from the seeds. What is added here is said in sentences, so each piece of evidence is a
sentence of the abstract with the words that count in it. There are two questions, and both prefer no answer to a wrong
one. Does the sentence say that something of this paper is available, or will be (`releases`)? Does it give a number
that is a result (`results`)?
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from generator.analysis.evidence.releases import Release, gives_code, offer_positions, parse_release
from generator.analysis.evidence.results import HeadlineResult, find_numbers, parse_result, select_headlines
from generator.model.papers import FastPickle, Paper
from generator.text.sentences import sentence_spans

__all__ = ["Evidence", "HeadlineResult", "Release", "has_code"]


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence(FastPickle):
    """Sentences of an abstract, in its order."""

    releases: tuple[Release, ...] = ()
    results: tuple[HeadlineResult, ...] = ()


def extract_evidence(texts: Sequence[str]) -> Iterator[Evidence]:
    """The evidence in each abstract.

    One thing is asked of all texts before the next is, which takes a processor less than all of each in turn.
    """
    offers, said = [*map(offer_positions, texts)], [*map(find_numbers, texts)]
    spans = [sentence_spans(text) if any(found) else [] for text, *found in zip(texts, offers, said, strict=True)]
    releases = [*map(_extract_releases, texts, spans, offers)]
    return map(Evidence, releases, map(_extract_results, texts, spans, said))


def _extract_releases(text: str, spans: Sequence[Span], offers: Sequence[int]) -> tuple[Release, ...]:
    offering = sorted({_sentence_at(spans, place) for place in offers})
    return tuple(filter(None, [parse_release(text[start:end]) for start, end in offering]))


def _extract_results(text: str, spans: Sequence[Span], said: Sequence[Span]) -> tuple[HeadlineResult, ...]:
    inside: defaultdict[Span, list[Span]] = defaultdict(list)
    for first, last in said:
        start, end = _sentence_at(spans, first)
        inside[start, end].append((first - start, last - start))
    claimed = [parse_result(text[start:end], tuple(each), start / len(text)) for (start, end), each in inside.items()]
    return select_headlines([*filter(None, claimed)])


@lru_cache(1 << 17)
def _cached_releases(text: str) -> tuple[Release, ...]:
    """Pages, cards, data and search ask of each paper whether it has code, so answers are kept."""
    offers = offer_positions(text)
    return _extract_releases(text, sentence_spans(text), offers) if offers else ()


def _sentence_at(spans: Sequence[Span], place: int) -> Span:
    """The sentence that `place` is in; between sentences there is nothing but space."""
    return spans[bisect_right(spans, place, key=itemgetter(0)) - 1]


def has_code(paper: Paper) -> bool:
    """Whether a reader can have the code today: an address of it, or of a page that the abstract says has it."""
    if not paper.links:
        return False
    return any(link.kind == "code" for link in paper.links) or any(
        map(gives_code, _cached_releases(paper.abstract.text))
    )
