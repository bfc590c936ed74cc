"""Tags texts by the rules: title and abstract in, tags with their reasons out.

Rules are phrases with points (see `tags.toml`), not a model: each tag on a page can be traced to a line of a file that
its reader may correct. A tag is given when its points reach `TAG_THRESHOLD`. An abstract mentions much that the paper
is not about, so one mention there seldom suffices. A title does, because authors put their subject into it. At most
two mentions of one phrase in an abstract count, because a word used ten times is no more a topic than one used twice.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from generator.analysis.topics.rules.model import Rules
from generator.analysis.topics.rules.reasons import QuoteNumbers, tag_reasons
from generator.analysis.topics.rules.scoring import TAG_THRESHOLD, PhraseScorer
from generator.model.papers import PaperTag

BATCH_SIZE = 400
"""So many papers are judged together: what is found out about their characters should stay in the cache."""

Text = tuple[str, str]
"""A paper's title and its abstract."""
ScoredTag = tuple[str, int, str]
"""A tag, its points and the reason."""


def tag_text(title: str, abstract: str, rules: Rules) -> tuple[PaperTag, ...]:
    """The tags the rules give a paper, strongest first, all of them."""
    (tags,) = tag_texts([(title, abstract)], rules)
    return tags


def tag_texts(texts: Sequence[Text], rules: Rules) -> list[tuple[PaperTag, ...]]:
    """The tags the rules give each paper; they do not depend on the other papers."""
    scales, quotes = PhraseScorer(rules.book.phrases), QuoteNumbers()
    # Those in ASCII by themselves, as a character beyond it makes all of a batch take four times the room.
    order = sorted(range(len(texts)), key=lambda number: not all(map(str.isascii, texts[number])))
    tags: dict[int, tuple[PaperTag, ...]] = {}
    for start in range(0, len(order), BATCH_SIZE):
        batch = order[start : start + BATCH_SIZE]
        judged = _score_batch([texts[number] for number in batch], rules, scales, quotes)
        tags.update((number, _resolve_tags(verdicts, rules)) for number, verdicts in zip(batch, judged, strict=True))
    return [tags[number] for number in range(len(texts))]


def _score_batch(
    papers: Sequence[Text], rules: Rules, scales: PhraseScorer, quotes: QuoteNumbers
) -> list[list[ScoredTag]]:
    """The tags that each paper has points enough for, in the order in which it first speaks of them."""
    texts = [*chain.from_iterable(papers)]
    evidence = scales.evidence(rules.book.mentions(texts))
    _, shares = np.unique(evidence.cases, return_inverse=True)
    points = scales.points(evidence, shares)
    evidence, points = evidence.at(points[shares] >= TAG_THRESHOLD), points[points >= TAG_THRESHOLD]
    cases, first, shares = np.unique(evidence.cases, return_index=True, return_inverse=True)
    why = tag_reasons(evidence, shares, scales, texts, quotes)
    paper, tag = np.divmod(cases, len(scales.tags))
    order = np.lexsort((evidence.starts[first], evidence.texts[first]))
    verdicts: list[list[ScoredTag]] = [[] for _ in papers]
    for case, number, of in zip(order.tolist(), paper[order].tolist(), tag[order].tolist(), strict=True):
        verdicts[number].append((scales.tags[of], int(points[case]), why[case]))
    return verdicts


def _resolve_tags(verdicts: Iterable[ScoredTag], rules: Rules) -> tuple[PaperTag, ...]:
    """The tags with those that come with them, without those that yield to another; strongest first."""
    tags = {tag: (-points, tag, reason) for tag, points, reason in verdicts}
    queue = [*tags]
    for tag in queue:
        for broader in rules.rules[tag].tag.broader:
            if broader in rules.rules and broader not in tags:
                tags[broader] = (-TAG_THRESHOLD, broader, f"comes with {rules.rules[tag].tag.label}")
                queue.append(broader)
    left = [ranked for tag, ranked in tags.items() if tags.keys().isdisjoint(rules.rules[tag].unless)]
    return tuple([PaperTag(tag, reason) for _, tag, reason in sorted(left)])
