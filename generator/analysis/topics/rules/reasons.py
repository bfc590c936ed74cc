"""The reason for a tag, in words: `“depth map” in the title and twice in the abstract; “stereo” in the abstract`."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from generator.analysis.topics.rules.phrasebook import WordPlaces
from generator.analysis.topics.rules.phrases import light_stem
from generator.analysis.topics.rules.scoring import PhraseScorer, TagEvidence
from generator.model.arrays import AnyInts, ranks
from generator.text.terms import tokenize

MOST_QUOTES = 3
_TIMES = {1: "", 2: "twice "}


class QuoteNumbers(dict[str, int]):
    """A number for each quote, the same for those that are other forms of the same words: `masks` and `Mask` are."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def __missing__(self, quote: str) -> int:
        forms = tuple(map(light_stem, tokenize(quote)[0]))
        self[quote] = number = self._numbers.setdefault(forms, len(self._numbers))
        return number


def tag_reasons(
    evidence: TagEvidence, shares: AnyInts, scales: PhraseScorer, texts: Sequence[str], numbers: QuoteNumbers
) -> list[str]:
    """The reason of each share of the evidence: its strongest quotes, and how often each stands where."""
    places = zip(evidence.texts.tolist(), evidence.starts.tolist(), evidence.ends.tolist(), strict=True)
    quotes = [texts[text][start:end] for text, start, end in places]
    forms = np.fromiter(map(numbers.__getitem__, quotes), np.int64, len(quotes))
    pieces, first, which = np.unique(shares << 32 | forms, return_index=True, return_inverse=True)
    of = pieces >> 32
    order = np.lexsort((first, -scales.points(evidence, which), of))
    shown = order[ranks(of) < MOST_QUOTES]
    titles, abstracts = (np.bincount(which, said).astype(int) for said in (evidence.in_title, ~evidence.in_title))
    rows = zip(first[shown].tolist(), titles[shown].tolist(), abstracts[shown].tolist(), strict=True)
    said = (f"“{' '.join(quotes[at].split())}” {_describe_places(title, abstract)}" for at, title, abstract in rows)
    return ["; ".join(islice(said, count)) for count in np.bincount(of[shown]).tolist()]


def _describe_places(in_title: int, in_abstract: int) -> str:
    places = (("title", in_title), ("abstract", in_abstract))
    return " and ".join(f"{_TIMES.get(count, f'{count} times ')}in the {field}" for field, count in places if count)


def context_reasons(pairs: AnyInts, at: AnyInts, words: WordPlaces, texts: Sequence[str]) -> dict[int, str]:
    """The words of its context that agree with a tag, by the number of the pair: `; context: lectures, classroom`."""
    found: dict[int, list[str]] = {}
    places = zip(words.texts[at].tolist(), words.starts[at].tolist(), words.ends[at].tolist(), strict=True)
    for pair, (text, start, end) in zip(pairs.tolist(), places, strict=True):
        found.setdefault(pair, []).append(texts[text][start:end])
    return {pair: f"; context: {', '.join(quotes)}" for pair, quotes in found.items()}
