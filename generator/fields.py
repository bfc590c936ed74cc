"""What of a paper is searched, as words: its title, abstract, authors and topics, and what it says in other words.

One reading of the texts serves search, phrases and related papers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.acronyms import introductions
from generator.model import Library, Topics
from generator.said import Said
from generator.shorthand import Meaning, known_meanings, unsaid
from generator.terms import Occurrences, Wording, reading, stem

BOOSTS = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "tags": 0.5, "also": 0.5}
"""What a match in each field counts; a word of the title says more about a paper than one of its abstract."""


class _Numbers(dict[str, int]):
    """Words by number, counted as they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What is searched: the papers' `wording`, and the meanings behind the words of its field `also`, by paper id."""

    wording: Wording
    also: Mapping[str, tuple[Meaning, ...]]


def searched(library: Library, topics: Topics) -> Searched:
    """The words of every paper, the oldest first. A title keeps its stop words: some titles consist of them.

    Of its topics' labels a paper is given the words that it does not say itself, and so it is of acronyms.
    """
    numbers = _Numbers()
    number_of = numbers.__getitem__
    fields = {name: Occurrences(boost, keeps_stop_words=name == "title") for name, boost in BOOSTS.items()}
    papers = library.papers[::-1]

    def add(name: str, read: Iterable[str], joined: Iterable[str]) -> None:
        fields[name].read.add([*map(number_of, read)])
        fields[name].joined.add([*map(number_of, joined)])

    for paper in papers:
        add("title", *reading(paper.title.text))
        add("abstract", *reading(paper.abstract.text))
        add("authors", *reading(", ".join(paper.authors)))
    introduced = [(*introductions(paper.title.text), *introductions(paper.abstract.text)) for paper in papers]
    known = known_meanings(introduced)
    label = {tag.id: [*chain.from_iterable(reading(tag.label))] for tag in topics.tags}
    matter = {*chain.from_iterable(each.terms for each in known), *map(stem, chain.from_iterable(label.values()))}
    said = Said(tuple(numbers), (fields["title"], fields["abstract"]), matter)
    said_by = {word: said.papers(stem(word)) for word in chain.from_iterable(label.values())}
    for number, paper in enumerate(papers):
        words = dict.fromkeys(chain.from_iterable(label[tag.tag] for tag in topics.tags_by_paper.get(paper.id, ())))
        add("tags", [word for word in words if number not in said_by[word]], ())
    texts = [f"{paper.title.text}\n{paper.abstract.text}" for paper in papers]
    left_unsaid = unsaid(known, introduced, texts, said)
    for forms in left_unsaid:
        read = dict.fromkeys(chain.from_iterable(form.read for form in forms))
        add("also", read, dict.fromkeys(chain.from_iterable(form.joined for form in forms)))
    also = {p.id: tuple(form.meaning for form in forms) for p, forms in zip(papers, left_unsaid, strict=True)}
    return Searched(Wording(tuple(paper.id for paper in papers), tuple(numbers), fields), also)
