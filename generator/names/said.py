"""What one paper says of names: which it introduces as its own, which acronyms it spells out, and its words that
others may have for names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

from generator.acronyms import introductions
from generator.names.found import claims, claims_of_title
from generator.names.model import Field, Said
from generator.names.shapes import Claim, is_name
from generator.prose import plain


def said_in(title: str, abstract: str) -> tuple[Said, Said]:
    """What a title says of names, and what its abstract does."""
    return _said_in(title, abstract, abstract.split())


def _said_in(title: str, abstract: str, words: Sequence[str]) -> tuple[Said, Said]:
    """`words` is what white space leaves of the abstract."""
    bare, places = plain(abstract)
    acronyms = introductions(bare)
    if bare == abstract:
        found = claims(bare, acronyms, words)
    else:
        of_bare = claims(bare, acronyms, bare.split())
        found = [each._replace(start=places[each.start], end=places[each.end - 1] + 1) for each in of_bare]
        acronyms = introductions(abstract)
    opening = tuple(claims_of_title(title, abstract))
    return Said("title", opening, introductions(title)), Said("abstract", tuple(found), acronyms)


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
    """What a paper says, by the keys of names, and its words that have capitals, each once; compared by identity."""

    given: dict[str, Given]
    capitals: str

    def introduces(self, key: str) -> bool:
        return key in self.given and bool(self.given[key].claims)


def read(title: str, abstract: str) -> Read:
    words = abstract.split()
    given: dict[str, Given] = {}
    spelled: dict[str, str] = {}
    for said in _said_in(title, abstract, words):
        for claim in said.claims:
            given.setdefault(key_of(claim.label), Given()).claims.append((said.field, claim))
        for each in said.acronyms:
            if len(each.long_form) > len(spelled.get(each.acronym, "")):
                spelled[each.acronym] = each.long_form
    for acronym, long_form in spelled.items():
        given.setdefault(key_of(acronym), Given()).spelled.append((acronym, long_form))
    return Read(given, " ".join(dict.fromkeys(in_words(" ".join(filterfalse(str.islower, (title, *words)))))))


_SIGNS = ".,;:!?()[]{}\"'’‘“”`/\\~$*"
_APART = str.maketrans(dict.fromkeys(_SIGNS, " "))
_BYTES_APART = bytes(ord(" ") if chr(byte) in _SIGNS else byte for byte in range(256))


def in_words(text: str) -> list[str]:
    """The words of a text, without the signs around them: by a table of bytes where it is all ASCII, which is quick."""
    if text.isascii():
        return text.encode().translate(_BYTES_APART).decode().split()
    return text.translate(_APART).split()


def key_of(label: str) -> str:
    return label.casefold() if is_name(label) else label
