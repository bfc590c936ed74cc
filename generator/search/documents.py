"""What search knows of a paper: title, abstract, authors and topics as tokens, and words it leaves unsaid.

In go the tokenised texts of `analysis.corpus`, out comes the same with three fields more: the labels of a paper's
topics, the other form of acronyms it uses (`synonyms`), and its identifiers. The first two depend on all papers, so
they are added last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.analysis.corpus import BOOSTS, TokenizedTexts, tokenize_papers
from generator.analysis.names import Name
from generator.model.papers import Library, Topics
from generator.search.identifiers import identifier_keys
from generator.search.occurrences import PositionalIndex
from generator.search.queries.finder import PaperFinder
from generator.search.queries.shorthand import Shorthand, load_shorthand
from generator.search.synonyms import Acronym, Expansion, expansions, known_acronyms, phrases_with_initials
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


@dataclass(frozen=True, slots=True, eq=False)
class SearchDocuments:
    """What is searched: the papers' `wording`, and the meanings behind the words of its field `also`, by paper id.

    `shorthand` is what readers may type for words of the papers, `names` what they may mean.
    """

    wording: TokenizedCorpus
    also: Mapping[str, tuple[Acronym, ...]]
    shorthand: Shorthand
    names: tuple[Name, ...] = ()


def build_documents(
    library: Library,
    topics: Topics,
    texts: TokenizedTexts | None = None,
    shorthand: Shorthand | None = None,
    names: tuple[Name, ...] = (),
) -> SearchDocuments:
    """What is searched of every paper; `texts` are what was read of them."""
    shorthand = shorthand or load_shorthand()
    texts = texts or tokenize_papers(library)
    papers, wording = library.oldest_first, texts.wording
    known = known_acronyms(texts.introduced, shorthand.acronyms)
    known += phrases_with_initials(wording, known)
    label = {tag.id: [*chain.from_iterable(tokenize(tag.label))] for tag in topics.tags}
    matter = {*chain.from_iterable(each.terms for each in known), *map(stem, chain.from_iterable(label.values()))}
    said = PositionalIndex(wording.words, (wording.fields["title"], wording.fields["abstract"]), matter)
    plain = [(paper.title.text, paper.abstract.text) for paper in papers]
    left_unsaid = expansions(known, texts.introduced, plain, said)
    numbers = Numbering(zip(wording.words, range(len(wording.words)), strict=True))
    tags = TokenArray.of(
        [[numbers[word] for word in words] for words in _missing_label_words(library, topics, label, said)]
    )
    ids = TokenArray.of([[numbers[key] for key in identifier_keys(paper)] for paper in papers])
    none = TokenArray.of([()] * len(papers))
    read_, joined = (_expansion_tokens(numbers, left_unsaid, part) for part in (0, 1))
    fields = {
        **wording.fields,
        "tags": FieldTokens(BOOSTS["tags"], tags, none),
        "also": FieldTokens(BOOSTS["also"], read_, joined),
        "ids": FieldTokens(BOOSTS["ids"], ids, none),
    }
    also = {p.id: tuple(form.meaning for form in forms) for p, forms in zip(papers, left_unsaid, strict=True)}
    return SearchDocuments(TokenizedCorpus(wording.papers, tuple(numbers), fields), also, shorthand, names)


def create_finder(
    library: Library, topics: Topics, documents: SearchDocuments, weights: Weights | None = None
) -> PaperFinder:
    """What finds papers by saved queries; `weights` are those of the documents where they are weighed already."""
    weights = weights or weigh_terms(documents.wording)
    return PaperFinder(library, topics, weights, documents.shorthand.abbreviations)


def _missing_label_words(
    library: Library, topics: Topics, label: Mapping[str, Sequence[str]], said: PositionalIndex
) -> Iterator[Iterable[str]]:
    """The words of each paper's topics that it does not say itself."""
    words = {tag: [(word, said.papers(stem(word)).tobytes()) for word in read] for tag, read in label.items()}
    for number, paper in enumerate(library.oldest_first):
        tags = topics.tags_by_paper.get(paper.id, ())
        yield dict.fromkeys([word for tag in tags for word, papers in words[tag.tag] if not papers[number]])


def _expansion_tokens(numbers: Numbering[str], forms_by_paper: Sequence[Sequence[Expansion]], part: int) -> TokenArray:
    """The distinct words of what each paper leaves unsaid, by number."""
    by_paper = ({word: None for form in forms for word in form[part]} if forms else () for forms in forms_by_paper)
    return TokenArray.of([[numbers[word] for word in words] for words in by_paper])
