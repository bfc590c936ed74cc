"""How far the words of a paper agree with a tag: what decides which sense of a phrase is meant.

*Student* speaks of education beside lectures and classrooms, and of a small network beside distillation. The model is
linear: a word's weight for a tag says how much more often it stands in papers that are surely about the tag. The words
of a tag's own phrases weigh nothing for it, so context is other evidence than the phrases. `tests/bench/context.py`
makes the weights, and says from what.

Words count by their light stems. Weights and counts are whole numbers, so that sums are the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generator.analysis.topics.rules.phrasebook import WordPlaces
from generator.model.arrays import AnyInts, Flags, Floats, expand_ranges, ranks

SHIPPED = Path(__file__).parent.parent / "context.npz"

MOST_COUNTED = 2
"""So many mentions of a word in an abstract count."""
TITLE_COUNT = 2
"""A word in the title counts as so many more."""
LEAST_WORDS = 30
"""A paper of fewer words has no context."""
MOST_WORDS = 3
"""So many words at most are named as context."""
LEAST_NAMED = 24
"""Words with less weight than this (of 127) are not named: they agree with much."""


@dataclass(frozen=True, slots=True, eq=False)
class ContextModel:
    """Weights of `words` (rows) for `tags` (columns), and what makes of a sum of them the agreement.

    Agreement is 0 as in the mean paper that has no phrase of the tag, 1 as in the mean paper that surely has it. The
    last column is for all tags that the model does not know: any paper agrees with them. Words of any research prose
    are not `telling`: they count, and are not named to a reader.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    telling: Flags
    weights: npt.NDArray[np.int8]
    scales: Floats
    offsets: Floats


NO_CONTEXT = ContextModel((), (), np.zeros(0, bool), np.zeros((0, 1), np.int8), np.zeros(1), np.ones(1))


def load_context() -> ContextModel:
    """The shipped model."""
    with np.load(SHIPPED) as file:
        words, tags = (tuple(str(file[name]).split()) for name in ("words", "tags"))
        weights = np.pad(file["weights"], ((0, 0), (0, 1)))
        return ContextModel(
            words, tags, file["telling"], weights, np.append(file["scales"], 0.0), np.append(file["offsets"], 1.0)
        )


def tag_columns(model: ContextModel, tags: Sequence[str]) -> AnyInts:
    """The column of each tag in the model."""
    known = {tag: number for number, tag in enumerate(model.tags)}
    return np.array([known.get(tag, len(known)) for tag in tags], np.int64)


def count_words(words: WordPlaces, size: int) -> tuple[AnyInts, AnyInts, AnyInts]:
    """What each paper's words from 1 to `size` count: the cell of the paper and the word, the count, the first place.

    A cell is the paper's number times `size` and the word's, less 1; cells ascend.
    """
    known = np.flatnonzero((words.words > 0) & (words.words <= size))
    cells, in_title = words.texts[known] // 2 * size + words.words[known] - 1, words.texts[known] % 2 == 0
    cells, first, which = np.unique(cells, return_index=True, return_inverse=True)
    in_abstract = np.minimum(np.bincount(which, ~in_title), MOST_COUNTED)
    return cells, (in_abstract + TITLE_COUNT * (np.bincount(which, in_title) > 0)).astype(np.int64), known[first]


class PaperContexts:
    """The contexts of some papers, from the words of their texts: of each a title and an abstract."""

    def __init__(self, model: ContextModel, words: WordPlaces, papers: int) -> None:
        self._model, self._size = model, len(model.words)
        self._cells, self._counts, self._first = count_words(words, self._size)
        paper, self._words = np.divmod(self._cells, max(self._size, 1))
        said = np.bincount(words.texts // 2, minlength=papers)
        self.has_context = said >= LEAST_WORDS
        self._lengths = np.maximum(np.sqrt(said + np.bincount(paper, self._counts**2, minlength=papers)), 1)

    def agreement(self, papers: AnyInts, tags: AnyInts) -> Floats:
        """How far each of the papers, by number, agrees with the tag of this column."""
        pairs, at = self._cells_of(papers)
        weights = self._model.weights[self._words[at], tags[pairs]] if len(at) else np.zeros(0)
        sums = np.bincount(pairs, weights * self._counts[at], minlength=len(papers))  # exact: whole numbers
        agreement: Floats = sums / self._lengths[papers] * self._model.scales[tags] + self._model.offsets[tags]
        return agreement

    def _cells_of(self, papers: AnyInts) -> tuple[AnyInts, AnyInts]:
        """The cells of each paper: which of `papers`, and which cell."""
        first, end = np.searchsorted(self._cells, [papers * self._size, (papers + 1) * self._size])
        return np.repeat(np.arange(len(papers)), end - first), expand_ranges(first, end - first)

    def words(self, papers: AnyInts, tags: AnyInts) -> tuple[AnyInts, AnyInts]:
        """The words that agree most, a row each: which of the pairs of a paper and a tag, and its place."""
        pairs, at = self._cells_of(papers)
        words = self._words[at]
        weights = self._model.weights[words, tags[pairs]].astype(np.int64)
        told = np.flatnonzero((weights >= LEAST_NAMED) & self._model.telling[words])
        pairs, at, worth = pairs[told], at[told], weights[told] * self._counts[at[told]]
        order = np.lexsort((at, -worth, pairs))
        named = order[ranks(pairs[order]) < MOST_WORDS]
        return pairs[named], self._first[at[named]]
