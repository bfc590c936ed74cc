"""Which papers mention a name: every name is matched against every paper, by words.

Nearly all names have a capital, so only a paper's words with one are matched (`Extraction.capitals`). The few names
without one are matched against all words: of all papers, or only of the papers that introduce them where they could
be any word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.analysis.names.candidates import NameCandidate
from generator.analysis.names.extraction import Extraction, TitleAndAbstract
from generator.analysis.names.scanning import split_words
from generator.analysis.names.shapes import first_place
from generator.model.papers import Library
from generator.model.reuse import Mapped, map_changed

Span = tuple[int, int]
_NOWHERE = (-1, -1)
NamePattern = tuple[str, tuple[str, ...], bool]
"""The key of a name, its forms, and whether it stands out."""


class NameMatcher:
    """The names as words to look for. It is kept for as long as the names are the same, and compared by identity.

    `key_of` leads from words to keys, `phrases` from first words to forms of several (`Lamp2.5` has two), `forms` from
    keys to what to look for in a text. `chancy` are the keys of names that do not stand out, `small` those among them
    that have no capital.
    """

    def __init__(self, names: Sequence[NamePattern]) -> None:
        self.names = names
        own = [(form, key) for key, forms, _ in names for form in forms]
        self.forms = {key: _with_plurals(forms) for key, forms, _ in names}
        self.key_of = {form: key for form, key in own if split_words(form) == [form]}
        self.key_of = {f"{form}s": key for form, key in self.key_of.items() if _has_plural(form)} | self.key_of
        self.phrases: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for form, key in own:
            if form not in self.key_of:
                words = split_words(form)
                self.phrases[words[0]].append((words[0] if _is_lower_case(words[-1]) else words[-1], form, key))
        lasts = {last for phrases in self.phrases.values() for last, _, _ in phrases}
        self.opening = frozenset(self.phrases)
        self.known = lasts.union(self.key_of, self.phrases)
        self.chancy = frozenset(key for key, _, stands_out in names if not stands_out)
        small = {key for form, key in own if _is_lower_case(form.split()[0])}
        self.small, self.is_small_outstanding = small & self.chancy, not small <= self.chancy

    def unlike(self, other: "NameMatcher") -> frozenset[str] | None:
        """The words of the names that only one of them has; None where one of these has no capital."""
        forms = [form for _, forms, _ in {*self.names} ^ {*other.names} for form in _with_plurals(forms)]
        if any(_is_lower_case(form.split()[0]) for form in forms):
            return None
        return frozenset(word for form in forms for word in (form, *split_words(form)))


def _with_plurals(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms of a name, and the plurals of those that end in a capital."""
    return tuple(spelled for form in forms for spelled in ((form, f"{form}s") if _has_plural(form) else (form,)))


def _has_plural(form: str) -> bool:
    return form[-1:].isupper()


def _is_lower_case(word: str) -> bool:
    """Whether a word has no capital."""
    return f"a{word}".islower()


@dataclass(slots=True, eq=False)
class PaperMentions:
    """The names that a paper says, by key, each with the place where its abstract first does, in the text's order; None
    where only the title does."""

    places: dict[str, Span | None]


class FoundMentions(NamedTuple):
    """What each paper mentions; and for the next build the words that papers were asked, and a mark for each paper.

    A paper that has none of the words in which two builds differ goes on with its mark, and with its mentions.
    """

    by_paper: Mapped[PaperMentions]
    words: NameMatcher
    mark: object
    marks: Mapping[Extraction, object]


def find_mentions(
    library: Library,
    extractions: Sequence[Extraction],
    candidates: Iterable[NameCandidate],
    previous: FoundMentions | None = None,
) -> FoundMentions:
    """Which names each paper says."""
    names = tuple([(draft.key, draft.forms, draft.stands_out) for draft in candidates])
    words = previous.words if previous and previous.words.names == names else NameMatcher(names)
    mark, marks = _mark_changes(extractions, words, previous)
    found = map_changed(
        lambda title, abstract, read, _mark: mentions_of_paper((title, abstract), read, words),
        [paper.title.text for paper in library.papers],
        [paper.abstract.text for paper in library.papers],
        extractions,
        [marks[each] for each in extractions],
        previous=previous and previous.by_paper,
    )
    return FoundMentions(found, words, mark, marks)


def _mark_changes(
    extractions: Iterable[Extraction], words: NameMatcher, previous: FoundMentions | None
) -> tuple[object, Mapping[Extraction, object]]:
    """The mark of this build, and that of each paper: its last one where it is not asked anything new."""
    if previous and words is previous.words:
        return previous.mark, {each: previous.marks.get(each, previous.mark) for each in extractions}
    mark, unlike = object(), previous and words.unlike(previous.words)
    if previous is None or unlike is None:
        return mark, dict.fromkeys(extractions, mark)
    return mark, {
        each: previous.marks.get(each, mark) if unlike.isdisjoint(each.capitals.split()) else mark
        for each in extractions
    }


def mentions_of_paper(text: TitleAndAbstract, read: Extraction, words: NameMatcher) -> PaperMentions:
    """The names that a paper says. A name that might be any word is looked for in its own papers."""
    keys = _mentioned_keys(" ".join(text), read, words)
    places = {key: _first_span(text[1], words.forms[key]) for key in keys}
    return PaperMentions(
        {key: places[key] for key in sorted(keys, key=lambda key: ((places[key] or _NOWHERE)[0], key))}
    )


def _mentioned_keys(text: str, read: Extraction, words: NameMatcher) -> set[str]:
    has_small = words.is_small_outstanding or not words.small.isdisjoint(read.given)
    said = words.known.intersection(split_words(text) if has_small else read.capitals.split())
    keys = {words.key_of[word] for word in said if word in words.key_of}
    for word in said & words.opening:
        keys.update([key for last, form, key in words.phrases[word] if last in said and first_place(text, form) >= 0])
    return keys - {key for key in keys & words.chancy if not read.introduces(key)}


def _first_span(text: str, forms: Sequence[str]) -> Span | None:
    """Where `text` first has one of `forms`."""
    found = None
    for form in forms:
        place = first_place(text, form)
        if place >= 0 and (found is None or place < found[0]):
            found = place, place + len(form)
    return found
