"""The searched text of each paper as words: title, abstract, authors, topics, and other forms of its acronyms.

`tokenize_papers` tokenizes every text once, for search and for related papers. Its result for a paper depends on that
paper alone, so it can be cached, and computed in another process. `build_documents` adds words that a paper does not
contain itself; they depend on all papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from generator.analysis.keywords import TermCounter, TermCounts, count_terms
from generator.model.arrays import Flags, Ints
from generator.model.papers import Library
from generator.text.acronyms import AcronymDefinition, find_definitions_in_all
from generator.text.terms import BulkTokenizer, FieldTokens, Numbering, TokenArray, TokenizedCorpus

BOOSTS = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "tags": 0.5, "also": 0.5, "ids": 1.0}
"""What a match in each field counts; a word of the title says more about a paper than one of its abstract."""
TEXT_FIELDS = ("abstract", "title", "authors")
"""The fields that a paper brings itself, those that tell something of it first."""
PARTS = 2 * len(TEXT_FIELDS)
"""Of each text there are the words as they are read, and those joined from them."""

BATCH_SIZE = 500
"""Papers whose words are counted at once."""

PaperTexts = tuple[str, str, str]
PaperIntroductions = Sequence[AcronymDefinition]
"""The acronyms that a paper introduces, those of its title first."""


class PaperWords(NamedTuple):
    """The words of a paper's texts by number, as many of each part as `lengths` say. `told` has the forms and counts of
    `TermCounts`, two and two.

    All are bytes of 32-bit numbers. The papers that were read together share the numbers of their `words`.
    """

    words: Numbering[str]
    lengths: bytes
    numbers: bytes
    told: bytes


@dataclass(frozen=True, slots=True, eq=False)
class TokenizedTexts:
    """The texts of all papers, the oldest first: their words, what they tell, and the acronyms that each introduces."""

    wording: TokenizedCorpus
    told: TermCounts
    introduced: Sequence[PaperIntroductions]


def paper_texts(library: Library) -> list[PaperTexts]:
    """What is read of each paper, the oldest paper first: abstract, title, and authors."""
    return [(p.abstract.text, p.title.text, ", ".join(p.authors)) for p in library.oldest_first]


def tokenize_papers(library: Library) -> TokenizedTexts:
    """The words of every paper's texts, the oldest paper first. A title keeps its stop words: some consist of them."""
    return merge_tokens(library, [*tokenize_texts(paper_texts(library))], _find_introductions(library))


def merge_tokens(
    library: Library, tokens: Sequence[PaperWords], introduced: Sequence[PaperIntroductions]
) -> TokenizedTexts:
    """The texts of all papers, from what `tokenize_texts` gave for each of `paper_texts`.

    `introduced` are the acronyms of each paper in site order.
    """
    words, said, told = _merge_paper_words(tokens)
    by_text = dict(zip(TEXT_FIELDS, zip(said[::2], said[1::2], strict=True), strict=True))
    fields = {
        name: FieldTokens(boost, *by_text[name], keeps_stop_words=name == "title")
        for name, boost in BOOSTS.items()
        if name in TEXT_FIELDS
    }
    papers = tuple([paper.id for paper in library.oldest_first])
    return TokenizedTexts(TokenizedCorpus(papers, words, fields), told, introduced[::-1])


def _find_introductions(library: Library) -> list[PaperIntroductions]:
    titles = find_definitions_in_all([paper.title.text for paper in library.papers])
    abstracts = find_definitions_in_all([paper.abstract.text for paper in library.papers])
    return [(*title, *abstract) for title, abstract in zip(titles, abstracts, strict=True)]


def tokenize_texts(papers: Sequence[PaperTexts]) -> Iterator[PaperWords]:
    """The words of each paper's texts."""
    words: Numbering[str] = Numbering()
    tokens, telling = BulkTokenizer(words), TermCounter(words)
    for first in range(0, len(papers), BATCH_SIZE):
        yield from _tokenize_batch(papers[first : first + BATCH_SIZE], words, tokens, telling)


def _tokenize_batch(
    papers: Sequence[PaperTexts], words: Numbering[str], tokens: BulkTokenizer, telling: TermCounter
) -> Iterator[PaperWords]:
    said, lengths = tokens.read([*chain.from_iterable(papers)])
    lengths = lengths.reshape(-1, PARTS)
    told = count_terms(telling.terms(), *_abstract_and_title_words(said, lengths), len(papers))
    by_two = np.stack([told.forms, told.counts], axis=1)
    parts_ = zip(
        lengths, _split_by_lengths(said, lengths.sum(axis=1)), _split_by_lengths(by_two, told.lengths), strict=True
    )
    for lengths_of_it, said_by_it, told_by_it in parts_:
        yield PaperWords(words, lengths_of_it.tobytes(), said_by_it.tobytes(), told_by_it.tobytes())


def _split_by_lengths(numbers: Ints, lengths: Ints) -> Iterator[Ints]:
    ends = lengths.cumsum().tolist()
    return (numbers[start:end] for start, end in pairwise([0, *ends]))


def _abstract_and_title_words(numbers: Ints, lengths: Ints) -> tuple[Ints, Ints, Flags]:
    """The words of abstracts and titles, whose papers they are, and whether they stand in the title."""
    part = np.repeat(np.tile(np.arange(PARTS, dtype=np.int8), len(lengths)), lengths.ravel())
    paper = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths.sum(axis=1))
    kept = part < 4
    return numbers[kept], paper[kept], part[kept] > 1


def _merge_paper_words(found: Sequence[PaperWords]) -> tuple[tuple[str, ...], list[TokenArray], TermCounts]:
    """All words, which of them each part of each paper's texts says, and what is told."""
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
    said = [TokenArray(numbers[part == n], lengths[:, n]) for n in range(PARTS)]
    return tuple(words), said, TermCounts(told_lengths, forms, told[:, 1].copy())
