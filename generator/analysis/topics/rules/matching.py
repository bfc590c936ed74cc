"""Tags texts by the rules: title and abstract in, tags with their reasons out.

Rules are phrases with points (see `tags.toml`), so each tag on a page can be traced to a line of a file that its reader
may correct. How many points it takes, the context decides: fewer where the words of the paper agree with the tag, more
where they do not. The curator's own phrases need only a `FEW`, and so does a short text, which has no context.

An abstract mentions much that the paper is not about, so one mention there seldom suffices. A title says more, because
authors put their subject into it. At most two mentions of one phrase in an abstract count, because a word used ten
times is no more a topic than one used twice. A paper that no tag has points enough for gets the one that comes closest,
if its context agrees.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from generator.analysis.topics.rules.context import PaperContexts, tag_columns
from generator.analysis.topics.rules.model import Rules
from generator.analysis.topics.rules.reasons import QuoteNumbers, context_reasons, tag_reasons
from generator.analysis.topics.rules.scoring import PhraseScorer, TagEvidence
from generator.model.arrays import AnyInts, Flags, run_starts
from generator.model.papers import PaperTag

LEVELS, NEEDED = (0.9, 0.3, 0.1), (4, 6, 8, 10)
"""How far the context agrees, on the scale of `ContextModel`, and the points needed from there up; the last below."""
FEW = NEEDED[0]
AGREES = LEVELS[1]

BATCH_SIZE = 400
"""So many papers are judged together: what is found out about their characters should stay in the cache."""

Text = tuple[str, str]
"""A paper's title and its abstract."""
ScoredTag = tuple[str, int, str, bool]
"""A tag, its points, the reason, and whether the context agrees."""


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
    """The tags that each paper is given, in the order in which it first speaks of them."""
    texts = [*chain.from_iterable(papers)]
    matches, words = rules.book.mentions(texts)
    contexts, columns = PaperContexts(rules.context, words, len(papers)), tag_columns(rules.context, scales.tags)
    evidence, points, agrees = _given_cases(scales.evidence(matches), contexts, columns, scales)
    cases, first, shares = np.unique(evidence.cases, return_index=True, return_inverse=True)
    paper, tag = np.divmod(cases, len(scales.tags))
    why = tag_reasons(evidence, shares, scales, texts, quotes)
    beside = context_reasons(*contexts.words(paper, columns[tag]), words, texts)
    order = np.lexsort((evidence.starts[first], evidence.texts[first]))
    verdicts: list[list[ScoredTag]] = [[] for _ in papers]
    for case, number, of in zip(order.tolist(), paper[order].tolist(), tag[order].tolist(), strict=True):
        reason = why[case] + beside.get(case, "")
        verdicts[number].append((scales.tags[of], int(points[case]), reason, bool(agrees[case])))
    return verdicts


def _given_cases(
    evidence: TagEvidence, contexts: PaperContexts, columns: AnyInts, scales: PhraseScorer
) -> tuple[TagEvidence, AnyInts, Flags]:
    """The evidence of the cases in which a tag is given, and of each of them the points, and if the context agrees."""
    cases, shares = np.unique(evidence.cases, return_inverse=True)
    paper, tag = np.divmod(cases, len(scales.tags))
    points, agreement = scales.points(evidence, shares), contexts.agreement(paper, columns[tag])
    by_context = np.array(NEEDED)[(agreement[:, None] < LEVELS).sum(axis=1)]
    given = points >= np.where(contexts.has_context[paper], by_context, FEW)
    given |= scales.own_points(evidence, shares) >= FEW
    given |= _closest(paper, np.where(agreement >= AGREES, points, 0), given)
    agrees = (agreement >= AGREES) | ~contexts.has_context[paper]
    return evidence.at(given[shares]), points[given], agrees[given]


def _closest(paper: AnyInts, points: AnyInts, given: Flags) -> Flags:
    """The case of most points, of each paper that has no case given; the first of several, and none without points."""
    left = np.flatnonzero((points > 0) & ~np.isin(paper, paper[given]))
    left = left[np.lexsort((-points[left], paper[left]))]
    closest = np.zeros(len(paper), bool)
    closest[left[run_starts(paper[left])]] = True
    return closest


def _resolve_tags(verdicts: Iterable[ScoredTag], rules: Rules) -> tuple[PaperTag, ...]:
    """The tags with those that come with them, without those that yield to another; strongest first."""
    tags = {tag: (-points, tag, reason, agrees) for tag, points, reason, agrees in verdicts}
    queue = [*tags]
    for tag in queue:
        for broader in rules.rules[tag].tag.broader:
            if broader in rules.rules and broader not in tags:
                tags[broader] = (-FEW, broader, f"comes with {rules.rules[tag].tag.label}", tags[tag][3])
                queue.append(broader)
    left = [ranked for tag, ranked in tags.items() if tags.keys().isdisjoint(rules.rules[tag].unless)]
    return tuple([PaperTag(tag, reason, agrees) for _, tag, reason, agrees in sorted(left)])
