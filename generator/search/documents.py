"""What of a paper is searched: its title, abstract and authors, its topics, and what it says in other words.

`searched` adds to the texts that were read (`fields`) what a paper does not say itself, which depends on all papers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.analysis.corpus import BOOSTS, Read, read
from generator.model.papers import Library, Topics
from generator.search.occurrences import Said
from generator.search.synonyms import Meaning, Unsaid, known_meanings, unsaid
from generator.text.terms import Numbers, Occurrences, Wording, Words, reading, stem


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What is searched: the papers' `wording`, and the meanings behind the words of its field `also`, by paper id."""

    wording: Wording
    also: Mapping[str, tuple[Meaning, ...]]


def searched(library: Library, topics: Topics, texts: Read | None = None) -> Searched:
    """What is searched of every paper; `texts` are what was read of them."""
    texts = texts or read(library)
    papers, wording = library.papers[::-1], texts.wording
    known = known_meanings(texts.introduced)
    label = {tag.id: [*chain.from_iterable(reading(tag.label))] for tag in topics.tags}
    matter = {*chain.from_iterable(each.terms for each in known), *map(stem, chain.from_iterable(label.values()))}
    said = Said(wording.words, (wording.fields["title"], wording.fields["abstract"]), matter)
    plain = [(paper.title.text, paper.abstract.text) for paper in papers]
    left_unsaid = unsaid(known, texts.introduced, plain, said)
    numbers = Numbers(zip(wording.words, range(len(wording.words)), strict=True))
    tags = Words.of([[numbers[word] for word in words] for words in _labels_unsaid(library, topics, label, said)])
    read_, joined = (_numbered(numbers, left_unsaid, part) for part in (0, 1))
    fields = {
        **wording.fields,
        "tags": Occurrences(BOOSTS["tags"], tags, Words.of([()] * len(papers))),
        "also": Occurrences(BOOSTS["also"], read_, joined),
    }
    also = {p.id: tuple(form.meaning for form in forms) for p, forms in zip(papers, left_unsaid, strict=True)}
    return Searched(Wording(wording.papers, tuple(numbers), fields), also)


def _labels_unsaid(
    library: Library, topics: Topics, label: Mapping[str, Sequence[str]], said: Said
) -> Iterator[Iterable[str]]:
    """The words of each paper's topics that it does not say itself."""
    words = {tag: [(word, said.papers(stem(word)).tobytes()) for word in read] for tag, read in label.items()}
    for number, paper in enumerate(reversed(library.papers)):
        tags = topics.tags_by_paper.get(paper.id, ())
        yield dict.fromkeys([word for tag in tags for word, papers in words[tag.tag] if not papers[number]])


def _numbered(numbers: Numbers[str], forms_by_paper: Sequence[Sequence[Unsaid]], part: int) -> Words:
    """The distinct words of what each paper leaves unsaid, by number."""
    by_paper = ({word: None for form in forms for word in form[part]} if forms else () for forms in forms_by_paper)
    return Words.of([[numbers[word] for word in words] for words in by_paper])
