"""Makes the model of context: which words stand beside the phrases of a tag when they mean it.

    python -m tests.bench.context CORPUS... [--out FILE]

A corpus is lines of JSON with `title` and `abstract`, gzipped. The shipped model is made from `arxiv-10k.jsonl.gz`
(abstracts of arXiv, 2025 and 2026) and `mlanthology-6k.jsonl.gz` (of conferences, 1975 to 2025).

Nobody labelled these papers: the rules' own sure cases stand for labels (distant supervision; Mintz et al., ACL 2009).
The weights are those of a ridge regression of the points that rules give, up to `SURE`, on the words of papers (each
paper of length 1), where the words of a tag's own phrases must weigh nothing for it.
"""

import argparse
import gzip
import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generator.analysis.topics.discovery import GENERIC_WORDS
from generator.analysis.topics.rules import Rules, load_rules
from generator.analysis.topics.rules.context import SHIPPED, count_words
from generator.analysis.topics.rules.phrasebook import WordPlaces
from generator.analysis.topics.rules.phrases import light_stem, phrase_variants
from generator.analysis.topics.rules.scoring import PhraseScorer
from generator.analysis.topics.rules.tokenizer import tokenize_texts
from generator.model.arrays import Flags, Floats
from generator.text.terms import STOP_WORDS, words

SURE = 10
"""Points that make a case sure."""
FEWEST_PAPERS, MOST_SHARE = 40, 0.25
"""A word of the model stands in so many papers at least, and in this share of all at most."""
PENALTY = 3.0
BATCH_SIZE = 400

Text = tuple[str, str]
Table = npt.NDArray[np.float32]


def read_corpus(path: Path) -> list[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        papers = map(json.loads, lines)
        return [(" ".join(paper["title"].split()), " ".join((paper["abstract"] or "").split())) for paper in papers]


def tag_points(texts: Sequence[Text], rules: Rules, scales: PhraseScorer) -> Floats:
    """The points of each tag (columns) in each text (rows)."""
    points = np.zeros((len(texts), len(scales.tags)))
    for start in range(0, len(texts), BATCH_SIZE):
        evidence = scales.evidence(rules.book.mentions([*chain.from_iterable(texts[start : start + BATCH_SIZE])])[0])
        cases, shares = np.unique(evidence.cases, return_inverse=True)
        points[start + cases // len(scales.tags), cases % len(scales.tags)] = scales.points(evidence, shares)
    return points


class _Stems(dict[str, int]):
    """A number from 1 on for each light stem; 0 is for what is no word of a model."""

    def __init__(self) -> None:
        self.stems = [""]
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        folded = words(word)[0].folded if words(word) else ""
        stem = light_stem(folded)
        self[word] = number = 0
        if len(stem) > 1 and stem.isalpha() and folded not in STOP_WORDS:
            self[word] = number = self._numbers.setdefault(stem, len(self.stems))
            if number == len(self.stems):
                self.stems.append(stem)
        return number


def word_counts(texts: Sequence[Text]) -> tuple[list[str], Table]:
    """The words of the model, in their order, and how much each (columns) counts in each paper (rows) of length 1."""
    stems = _Stems()
    read = tokenize_texts([*chain.from_iterable(texts)], stems.__getitem__)
    places = WordPlaces(
        read.numbers[:-1], np.searchsorted(read.offsets, read.starts, "right") - 1, read.starts, read.ends
    )
    size = len(stems.stems)
    cells, counts, _ = count_words(places, size)
    papers, found = np.divmod(cells, size)
    spread = np.bincount(found, minlength=size)
    kept = [n for n in range(size) if FEWEST_PAPERS <= spread[n] <= MOST_SHARE * len(texts)]
    kept.sort(key=lambda n: stems.stems[n + 1])
    column = np.full(size, -1)
    column[kept] = range(len(kept))
    of = column[found] >= 0
    table = np.zeros((len(texts), len(kept)), np.float32)
    table[papers[of], column[found[of]]] = counts[of]
    lengths = np.sqrt(np.bincount(places.texts // 2, minlength=len(texts)) + (table**2).sum(axis=1))
    table /= np.maximum(lengths, 1)[:, None]
    return [stems.stems[n + 1] for n in kept], table


def own_words(rules: Rules, tags: Sequence[str], vocabulary: Sequence[str]) -> list[list[int]]:
    """The words of each tag's own phrases, by their numbers."""
    number = {word: n for n, word in enumerate(vocabulary)}
    own: dict[str, set[int]] = {tag: set() for tag in tags}
    for phrase in rules.book.phrases:
        keys = chain.from_iterable(phrase_variants(phrase.text)) if phrase.points else ()
        own[phrase.tag] |= {number[stem] for key in keys if (stem := light_stem(key.lstrip("=").lower())) in number}
    return [sorted(own[tag]) for tag in tags]


def fit_ridge(table: Table, targets: Floats, bound: Sequence[Sequence[int]]) -> Floats:
    """Weights, where the `bound` ones of each target are 0. Without an intercept: no known word, no agreement."""
    gram = (table.T @ table).astype(np.float64)
    gram[np.diag_indices(len(gram))] += PENALTY
    inverse = np.linalg.inv(gram)
    weights: Floats = inverse @ (table.T.astype(np.float64) @ targets)
    for target, own in enumerate(bound):
        weights[:, target] -= inverse[:, own] @ np.linalg.solve(inverse[np.ix_(own, own)], weights[own, target])
        weights[own, target] = 0
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    texts = [*dict.fromkeys(chain.from_iterable(map(read_corpus, args.corpora)))]
    rules = load_rules(None)
    scales = PhraseScorer(rules.book.phrases)
    points = tag_points(texts, rules, scales)
    vocabulary, table = word_counts(texts)
    weights = fit_ridge(table, np.minimum(points / SURE, 1), own_words(rules, scales.tags, vocabulary))
    sums = table @ weights
    zero, one = (_means(sums, cases) for cases in (points == 0, points >= SURE))
    generic = {*map(light_stem, GENERIC_WORDS), "for"}
    most = np.abs(weights).max(axis=0)
    np.savez_compressed(
        args.out,
        words=np.array(" ".join(vocabulary)),
        tags=np.array(" ".join(scales.tags)),
        telling=np.array([word not in generic for word in vocabulary]),
        weights=np.round(weights / most * 127).astype(np.int8),
        scales=most / 127 / (one - zero),
        offsets=-zero / (one - zero),
    )
    print(
        f"{len(texts):,} papers, {len(vocabulary):,} words, {len(scales.tags)} tags: {args.out.stat().st_size:,} bytes"
    )


def _means(sums: Floats, cases: Flags) -> Floats:
    means: Floats = (sums * cases).sum(axis=0) / np.maximum(cases.sum(axis=0), 1)
    return means


if __name__ == "__main__":
    main()
