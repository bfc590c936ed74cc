"""What search knows of a paper: title, abstract, authors and topics as tokens, and words it leaves unsaid.

In go the tokenised texts of `analysis.corpus`, out comes the same with three fields more: the labels of a paper's
topics, the other form of acronyms it uses (`synonyms`), and its identifiers. The first two depend on all papers, so
they are added last.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from generator.analysis.corpus import BOOSTS, TokenizedTexts, tokenize_papers
from generator.analysis.names import Name
from generator.model import urls
from generator.model.arrays import Ints, Longs
from generator.model.papers import Library, Paper, PaperTag, Topics
from generator.model.reuse import Mapped, keep_equal, map_changed_rows
from generator.search.encoding import Files
from generator.search.identifiers import identifier_keys
from generator.search.occurrences import PositionalIndex
from generator.search.queries.finder import PaperFinder
from generator.search.queries.shorthand import Shorthand, load_shorthand
from generator.search.synonyms import (
    Acronym,
    CorpusIntroductions,
    Expansion,
    KnownAcronym,
    Phrase,
    expansions,
    known_acronyms,
    phrases_with_initials,
    title_phrases,
)
from generator.text.terms import (
    FieldTokens,
    Numbering,
    TokenArray,
    TokenizedCorpus,
    Weights,
    stem,
    tokenize,
    weigh_terms,
)

Meanings = tuple[list[KnownAcronym], dict[str, tuple[str, ...]]]
"""What acronyms mean, and the words of topics by id."""
PieceKey = tuple[Hashable, *tuple[tuple[str, ...], ...]]
"""All that decides what is in a file of the index, but for the texts of papers: behind the first value, its words."""
FileName = tuple[str, str]
"""The kind of a file, and its fingerprint."""


class Unsaid(NamedTuple):
    """What a paper is found by and its texts do not say: other forms of acronyms, words of topics, identifiers."""

    forms: tuple[Expansion, ...]
    tags: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SearchDocuments:
    """What is searched: the papers' `wording`, and what each leaves unsaid.

    `shorthand` is what readers may type for words of the papers, `names` what they may mean; `known` are the acronyms
    of papers and shorthand, `phrases` those of titles.
    """

    wording: TokenizedCorpus
    unsaid: Mapped[Unsaid]
    shorthand: Shorthand
    known: list[KnownAcronym]
    phrases: list[Phrase]
    names: tuple[Name, ...] = ()

    @property
    def also(self) -> dict[str, tuple[Acronym, ...]]:
        """The meanings behind the words of the field `also`, by paper id."""
        each = zip(self.wording.papers, self.unsaid.values, strict=True)
        return {paper: tuple([form.meaning for form in unsaid.forms]) for paper, unsaid in each}

    @property
    def titles(self) -> list[str]:
        return [paper.title.text for paper in self.unsaid.columns[0]]

    def changed_since(self, before: "SearchDocuments") -> list[int] | None:
        """The papers that are new or have other words than `before`; None where papers have other numbers."""
        count = len(before.wording.papers)
        if self.wording.papers[:count] != before.wording.papers:
            return None
        papers, values = self.unsaid.columns[0], self.unsaid.values
        was = zip(before.unsaid.columns[0], before.unsaid.values, strict=True)
        changed = [n for n, (paper, unsaid) in enumerate(was) if paper is not papers[n] or unsaid != values[n]]
        return [*changed, *range(count, len(papers))]


class SortedStrings(NamedTuple):
    """All terms and words of an index; where each term and word stands among them, and how many bytes each takes."""

    strings: list[str]
    terms: Longs
    words: Longs
    sizes: Longs


class SearchIndex(NamedTuple):
    """What an index was made of, and the names of the files of each piece, by all else that decides what is in it."""

    documents: SearchDocuments
    weights: Weights
    title_places: Ints
    pieces: dict[PieceKey, list[FileName]]
    strings: SortedStrings | None


class IndexFiles:
    """Where the files of an index go. Of the pieces of the last one those are kept that an edit left alone: that hold
    no word that a changed paper has, or had."""

    def __init__(
        self, files: Files, previous: SearchIndex | None = None, keep: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._files, self.previous, self._keep = files, previous, keep
        self.pieces: dict[PieceKey, list[FileName]] = {}
        self.strings: SortedStrings | None = None
        self._last: Mapping[PieceKey, list[FileName]] = {}
        self._changed: set[str] = set()

    def __setitem__(self, path: str, content: bytes) -> None:
        self._files[path] = content

    def compare(self, documents: SearchDocuments) -> None:
        """Find out what changed since the last index."""
        changed = documents.changed_since(self.previous.documents) if self.previous else None
        if self.previous and changed is not None:
            wording = self.previous.documents.wording
            before = wording.words_of([paper for paper in changed if paper < len(wording.papers)])
            words = {*documents.wording.words_of(changed), *before}
            self._last, self._changed = self.previous.pieces, words.union(map(stem, words))

    def has_piece(self, key: PieceKey) -> bool:
        """Whether the last index had this piece, which says of the words in `key` where they are, and it is there."""
        named = self._last.get(key)
        if named is None or not all(self._changed.isdisjoint(part) for part in key[1:]):
            return False
        self.pieces[key] = named
        return all(self._keep(f"{urls.SEARCH_FOLDER}{kind}/{name}.json") for kind, name in named)


def build_documents(
    library: Library,
    topics: Topics,
    texts: TokenizedTexts | None = None,
    shorthand: Shorthand | None = None,
    previous: SearchDocuments | None = None,
) -> SearchDocuments:
    """What is searched of every paper; `texts` are what was read of them, `previous` is what an earlier build gave."""
    shorthand = shorthand or load_shorthand()
    texts = texts or tokenize_papers(library)
    papers, wording = library.oldest_first, texts.wording
    columns = ([*papers], [topics.tags_by_paper.get(paper.id, ()) for paper in papers], [*texts.introduced])
    if previous and previous.shorthand == shorthand and previous.unsaid.columns[2] == columns[2]:
        known = previous.known
    else:
        known = known_acronyms(texts.introduced, shorthand.acronyms)
    if previous and previous.titles == [paper.title.text for paper in papers]:
        phrases = previous.phrases
    else:
        phrases = [*title_phrases(wording)]
    label = {tag.id: tuple(chain.from_iterable(tokenize(tag.label))) for tag in topics.tags}
    last = previous.unsaid if previous else None
    meant = [*known, *phrases_with_initials(phrases, wording, known)]
    meanings: Any = keep_equal((meant, label), last.shared[0] if last else None)
    compute = partial(_find_unsaid, columns, meanings, wording)
    unsaid = map_changed_rows(compute, *columns, shared=(meanings,), previous=last)
    numbers = Numbering(zip(wording.words, range(len(wording.words)), strict=True))
    none = TokenArray.of([()] * len(papers))
    read_, joined = (_expansion_tokens(numbers, unsaid.values, part) for part in (0, 1))
    fields = {
        **wording.fields,
        "tags": FieldTokens(BOOSTS["tags"], _tokens(numbers, [each.tags for each in unsaid.values]), none),
        "also": FieldTokens(BOOSTS["also"], read_, joined),
        "ids": FieldTokens(BOOSTS["ids"], _tokens(numbers, [each.ids for each in unsaid.values]), none),
    }
    return SearchDocuments(TokenizedCorpus(wording.papers, tuple(numbers), fields), unsaid, shorthand, known, phrases)


def _find_unsaid(
    columns: tuple[Sequence[Paper], Sequence[Sequence[PaperTag]], CorpusIntroductions],
    meanings: Meanings,
    wording: TokenizedCorpus,
    rows: Sequence[int],
) -> Iterator[Unsaid]:
    """What each paper of `rows` leaves unsaid; `columns` are all papers, their tags, and what they introduce."""
    (papers, tags, introduced), (known, label) = columns, meanings
    matter = {*chain.from_iterable(each.terms for each in known), *map(stem, chain.from_iterable(label.values()))}
    texts = [wording.fields[name].of_papers(rows) for name in ("title", "abstract")]
    said = PositionalIndex(wording.words, texts, matter)
    plain = [(papers[row].title.text, papers[row].abstract.text) for row in rows]
    forms = expansions(known, [introduced[row] for row in rows], plain, said)
    words = {tag: [(word, said.papers(stem(word)).tobytes()) for word in read] for tag, read in label.items()}
    for number, row in enumerate(rows):
        own = [word for tag in tags[row] for word, saying in words[tag.tag] if not saying[number]]
        yield Unsaid(tuple(forms[number]), tuple(dict.fromkeys(own)), tuple(identifier_keys(papers[row])))


def create_finder(
    library: Library, topics: Topics, documents: SearchDocuments, weights: Weights | None = None
) -> PaperFinder:
    """What finds papers by saved queries; `weights` are those of the documents where they are weighed already."""
    weights = weights or weigh_terms(documents.wording)
    return PaperFinder(library, topics, weights, documents.shorthand.abbreviations)


def _tokens(numbers: Numbering[str], by_paper: Iterable[Iterable[str]]) -> TokenArray:
    return TokenArray.of([[numbers[word] for word in words] for words in by_paper])


def _expansion_tokens(numbers: Numbering[str], by_paper: Iterable[Unsaid], part: int) -> TokenArray:
    """The distinct words of what each paper leaves unsaid, by number."""
    return _tokens(numbers, [{word: None for form in each.forms for word in form[part]} for each in by_paper])
