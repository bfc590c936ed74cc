"""Which papers say a name: every name asked of every paper, by its words.

Nearly all names have a capital, so of a paper only the words with one are looked at (`Read.capitals`). The few names
without are looked for in all its words: of their own papers where they could be any word, else of all papers.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.names.drafts import Draft
from generator.names.said import Read, in_words
from generator.names.shapes import first_place

Asked = tuple[str, tuple[str, ...], bool]
"""The key of a name, its forms, and whether it stands out."""


class Words:
    """The names as words to look for. It is kept for as long as the names are the same, and compared by identity.

    `key_of` leads from words to keys, `phrases` from first words to forms of several, `forms` from keys to what to look
    for in a text. `chancy` are the keys of names that do not stand out, `small` those among them that have no capital.
    """

    def __init__(self, names: Sequence[Asked]) -> None:
        own = [(form, key) for key, forms, _ in names for form in forms]
        self.forms = {key: _written(forms) for key, forms, _ in names}
        self.key_of = {form: key for form, key in own if " " not in form}
        self.key_of = {f"{form}s": key for form, key in self.key_of.items() if form.isupper()} | self.key_of
        self.phrases: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for form, key in own:
            if " " in form:
                self.phrases[form.split()[0]].append((form, key))
        self.known = frozenset((*self.key_of, *self.phrases))
        self.chancy = frozenset(key for key, _, stands_out in names if not stands_out)
        small = {key for form, key in own if _is_small(form.split()[0])}
        self.small, self.is_small_outstanding = small & self.chancy, not small <= self.chancy


def words_of(drafts: Iterable[Draft]) -> tuple[Asked, ...]:
    return tuple((draft.key, draft.forms, draft.stands_out) for draft in drafts)


def _written(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms of a name, and the plurals of those in capitals."""
    return tuple(spelled for form in forms for spelled in ((form, f"{form}s") if form.isupper() else (form,)))


def _is_small(word: str) -> bool:
    """Whether a word has no capital."""
    return f"a{word}".islower()


@dataclass(slots=True, eq=False)
class Spoken:
    """The names that a paper says, by key; and where its abstract first says each of them, in the text's order."""

    keys: tuple[str, ...]
    places: tuple[tuple[str, int, int], ...]


def spoken_in(title: str, abstract: str, read: Read, words: Words) -> Spoken:
    """The names that a paper says. A name that might be any word is looked for in its own papers."""
    keys = tuple(sorted(_keys(title, abstract, read, words)))
    places = [(key, *place) for key in keys if (place := _first(abstract, words.forms[key]))]
    return Spoken(keys, tuple(sorted(places, key=lambda place: place[1])))


def _keys(title: str, abstract: str, read: Read, words: Words) -> set[str]:
    has_small = words.is_small_outstanding or not words.small.isdisjoint(read.given)
    said = words.known.intersection(in_words(f"{title} {abstract}") if has_small else read.capitals.split())
    keys = {words.key_of[word] for word in said if word in words.key_of}
    if not said.isdisjoint(words.phrases):
        text = f"{title} {abstract}"
        keys |= {key for word in said if word in words.phrases for form, key in words.phrases[word] if form in text}
    return {key for key in keys if key not in words.chancy or read.introduces(key)}


def _first(text: str, forms: Sequence[str]) -> tuple[int, int] | None:
    """Where `text` first has one of `forms`."""
    places = [(place, form) for form in forms if (place := first_place(text, form)) >= 0]
    place, form = min(places, default=(-1, ""))
    return (place, place + len(form)) if places else None
