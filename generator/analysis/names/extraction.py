"""What papers say of names: which they introduce as their own, which acronyms they spell out, and their words that
others may have for names.

One thing is asked of all texts before the next is, for a processor takes a fifth less where it does the same over and
over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.analysis.names.model import Field, Said
from generator.analysis.names.rules import CUES, claims, claims_of_title
from generator.analysis.names.scanning import SIGNS, scan
from generator.analysis.names.shapes import Claim, is_name
from generator.text.acronyms import Introduction, introductions_of_all, introductions_of_plain, placed
from generator.text.sentences import plain

Text = tuple[str, str]
"""The title and the abstract of a paper."""


def said_in(title: str, abstract: str) -> tuple[Said, Said]:
    """What a title says of names, and what its abstract does."""
    ((in_abstract, _),) = _of_abstracts([abstract])
    return next(_of_titles([(title, abstract)])), in_abstract


def _of_titles(texts: Sequence[Text]) -> Iterator[Said]:
    acronyms = introductions_of_all([title for title, _ in texts])
    openings = [tuple(claims_of_title(*text)) for text in texts]
    return (Said("title", *each) for each in zip(openings, acronyms, strict=True))


def _of_abstracts(abstracts: Sequence[str]) -> Iterator[tuple[Said, list[str]]]:
    """What each says, and its words that have a capital."""
    plains = [*map(plain, abstracts)]
    bares = [bare for bare, _ in plains]
    scans, acronyms = [*scan(bares, CUES)], introductions_of_plain(bares)
    found = [claims(*each) for each in zip(bares, acronyms, [each.cues for each in scans], strict=True)]
    for number, (abstract, (bare, places)) in enumerate(zip(abstracts, plains, strict=True)):
        if bare == abstract:
            yield Said("abstract", tuple(found[number]), acronyms[number]), scans[number].capitals
        else:
            here = [each._replace(start=places[each.start], end=places[each.end - 1] + 1) for each in found[number]]
            yield Said("abstract", tuple(here), placed(acronyms[number], places)), in_words(abstract)


@dataclass(slots=True, eq=False)
class Given:
    """What a paper says of one name. It is the same for as long as its texts are, so it is compared by identity."""

    claims: list[tuple[Field, Claim]] = field(default_factory=list)
    spelled: list[tuple[str, str]] = field(default_factory=list)
    """The name as an acronym, and its long form."""

    @property
    def first(self) -> tuple[Field, int, int] | None:
        """Where the paper first introduces it."""
        return (self.claims[0][0], self.claims[0][1].start, self.claims[0][1].end) if self.claims else None


@dataclass(slots=True, eq=False)
class Read:
    """What a paper says, by the keys of names, and its words that have capitals, each once; compared by identity.

    `introduced` are the acronyms that it introduces, those of its title first.
    """

    given: dict[str, Given]
    capitals: str
    introduced: tuple[Introduction, ...]

    def introduces(self, key: str) -> bool:
        return key in self.given and bool(self.given[key].claims)


def read(texts: Sequence[Text]) -> Iterator[Read]:
    """What is read off titles and abstracts."""
    in_titles, in_abstracts = [*_of_titles(texts)], [*_of_abstracts([abstract for _, abstract in texts])]
    for (title, _), in_title, (in_abstract, words) in zip(texts, in_titles, in_abstracts, strict=True):
        capitals = " ".join(dict.fromkeys((*in_words(title), *words)))
        introduced = (*in_title.acronyms, *in_abstract.acronyms)
        yield Read(_given(in_title, in_abstract), capitals, introduced)


def _given(*texts: Said) -> dict[str, Given]:
    """What the texts of a paper say, by the keys of names."""
    given: dict[str, Given] = {}
    spelled: dict[str, str] = {}
    for said in texts:
        for claim in said.claims:
            given.setdefault(key_of(claim.label), Given()).claims.append((said.field, claim))
        for each in said.acronyms:
            if len(each.long_form) > len(spelled.get(each.acronym, "")):
                spelled[each.acronym] = each.long_form
    for acronym, long_form in spelled.items():
        given.setdefault(key_of(acronym), Given()).spelled.append((acronym, long_form))
    return given


_APART = str.maketrans(dict.fromkeys(SIGNS, " "))
_BYTES_APART = bytes(ord(" ") if chr(byte) in SIGNS else byte for byte in range(256))


def in_words(text: str) -> list[str]:
    """The words of a text, without the signs around them: by a table of bytes where it is all ASCII, which is quick."""
    if text.isascii():
        return text.encode().translate(_BYTES_APART).decode().split()
    return text.translate(_APART).split()


def key_of(label: str) -> str:
    return label.casefold() if is_name(label) else label
