"""The texts of papers as words: title, abstract and authors, read once for search and for related papers.

What `read` makes of a paper depends on that paper alone, so it can be kept, and made by another process.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.analysis.keywords import Telling, Told, tell
from generator.execution.memo import IDLE, Work
from generator.model.papers import Library
from generator.text.acronyms import Introduction, introductions_of_all
from generator.text.terms import Numbers, Occurrences, Tokens, Wording, Words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Flags = npt.NDArray[np.bool_]

BOOSTS = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "tags": 0.5, "also": 0.5}
"""What a match in each field counts; a word of the title says more about a paper than one of its abstract."""
TEXTS = ("abstract", "title", "authors")
"""The fields that a paper brings itself, those that tell something of it first."""
PARTS = 2 * len(TEXTS)
"""Of each text there are the words as they are read, and those joined from them."""

TOGETHER = 500
"""Papers whose words are counted at once."""

Texts = tuple[str, str, str]
Introduced = Sequence[Introduction]
"""The acronyms that a paper introduces, those of its title first."""


class PaperWords(NamedTuple):
    """The words of a paper's texts by number, as many of each part as `lengths` say. `told` has the forms and counts of
    `Told`, two and two.

    All are bytes of 32-bit numbers. The papers that were read together share the numbers of their `words`.
    """

    words: Numbers[str]
    lengths: bytes
    numbers: bytes
    told: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The texts of all papers, the oldest first: their words, what they tell, and the acronyms that each introduces."""

    wording: Wording
    told: Told
    introduced: Sequence[Introduced]


def read(library: Library, work: Work = IDLE, introduced: Sequence[Introduced] | None = None) -> Read:
    """The words of every paper's texts, the oldest paper first. A title keeps its stop words: some consist of them.

    `introduced` is of each paper in site order, for who knows it already: names are read off the same texts.
    """
    papers = library.papers[::-1]
    texts = [(paper.abstract.text, paper.title.text, ", ".join(paper.authors)) for paper in papers]
    found = work.each("reading", texts, _read, is_heavy=True)
    words, said, told = _together(found)
    by_text = dict(zip(TEXTS, zip(said[::2], said[1::2], strict=True), strict=True))
    fields = {
        name: Occurrences(boost, *by_text[name], keeps_stop_words=name == "title")
        for name, boost in BOOSTS.items()
        if name in TEXTS
    }
    wording = Wording(tuple(paper.id for paper in papers), words, fields)
    known = _introduced(library) if introduced is None else introduced
    return Read(wording, told, known[::-1])


def _introduced(library: Library) -> list[Introduced]:
    titles = introductions_of_all([paper.title.text for paper in library.papers])
    abstracts = introductions_of_all([paper.abstract.text for paper in library.papers])
    return [(*title, *abstract) for title, abstract in zip(titles, abstracts, strict=True)]


def _read(papers: Sequence[Texts]) -> Iterator[PaperWords]:
    words: Numbers[str] = Numbers()
    tokens, telling = Tokens(words), Telling(words)
    for first in range(0, len(papers), TOGETHER):
        yield from _read_together(papers[first : first + TOGETHER], words, tokens, telling)


def _read_together(
    papers: Sequence[Texts], words: Numbers[str], tokens: Tokens, telling: Telling
) -> Iterator[PaperWords]:
    import numpy as np

    said, lengths = tokens.read([*chain.from_iterable(papers)])
    lengths = lengths.reshape(-1, PARTS)
    told = tell(telling.terms(), *_of_abstract_and_title(said, lengths), len(papers))
    by_two = np.stack([told.forms, told.counts], axis=1)
    parts_ = zip(lengths, _parted(said, lengths.sum(axis=1)), _parted(by_two, told.lengths), strict=True)
    for lengths_of_it, said_by_it, told_by_it in parts_:
        yield PaperWords(words, lengths_of_it.tobytes(), said_by_it.tobytes(), told_by_it.tobytes())


def _parted(numbers: "Ints", lengths: "Ints") -> Iterator["Ints"]:
    ends = lengths.cumsum().tolist()
    return (numbers[start:end] for start, end in pairwise([0, *ends]))


def _of_abstract_and_title(numbers: "Ints", lengths: "Ints") -> tuple["Ints", "Ints", "Flags"]:
    """The words of abstracts and titles, whose papers they are, and whether they stand in the title."""
    import numpy as np

    part = np.repeat(np.tile(np.arange(PARTS, dtype=np.int8), len(lengths)), lengths.ravel())
    paper = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths.sum(axis=1))
    kept = part < 4
    return numbers[kept], paper[kept], part[kept] > 1


def _together(found: Sequence[PaperWords]) -> tuple[tuple[str, ...], list[Words], Told]:
    """All words, which of them each part of each paper's texts says, and what is told."""
    import numpy as np

    vocabularies = {id(paper.words): paper.words for paper in found}
    starts = dict(zip(vocabularies, accumulate(map(len, vocabularies.values()), initial=0), strict=False))
    words = dict.fromkeys(chain.from_iterable(vocabularies.values()))
    number = dict(zip(words, range(len(words)), strict=True))
    table = np.fromiter(map(number.__getitem__, chain.from_iterable(vocabularies.values())), np.int32)
    firsts = np.array([starts[id(paper.words)] for paper in found], np.int32)
    lengths = np.frombuffer(b"".join([paper.lengths for paper in found]), np.int32).reshape(-1, PARTS)
    numbers = np.frombuffer(b"".join([paper.numbers for paper in found]), np.int32)
    numbers = table[np.repeat(firsts, lengths.sum(axis=1)) + numbers]
    part = np.repeat(np.tile(np.arange(PARTS, dtype=np.int8), len(found)), lengths.ravel())
    told_lengths = np.array([len(paper.told) // 8 for paper in found], np.int32)
    told = np.frombuffer(b"".join([paper.told for paper in found]), np.int32).reshape(-1, 2)
    forms = table[told[:, 0] + np.repeat(firsts, told_lengths)]
    said = [Words(numbers[part == n], lengths[:, n]) for n in range(PARTS)]
    return tuple(words), said, Told(told_lengths, forms, told[:, 1].copy())
