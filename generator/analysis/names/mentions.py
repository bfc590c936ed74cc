"""Which papers mention a name: every name is matched against every paper, by words.

Nearly all names have a capital, so only a paper's words with one are matched (`Extraction.capitals`). The few names
without one are matched against all words: of all papers, or only of the papers that introduce them where they could
be any word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.names.candidates import NameCandidate
from generator.analysis.names.extraction import Extraction, TitleAndAbstract, split_words
from generator.analysis.names.shapes import first_place
from generator.execution.memo import Work

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
        self.key_of = {f"{form}s": key for form, key in self.key_of.items() if form.isupper()} | self.key_of
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
    """The forms of a name, and the plurals of those in capitals."""
    return tuple(spelled for form in forms for spelled in ((form, f"{form}s") if form.isupper() else (form,)))


def _is_lower_case(word: str) -> bool:
    """Whether a word has no capital."""
    return f"a{word}".islower()


@dataclass(slots=True, eq=False)
class PaperMentions:
    """The names that a paper says, by key, each with the place where its abstract first does, in the text's order; None
    where only the title does."""

    places: dict[str, Span | None]


@dataclass(frozen=True, slots=True)
class _MentionSnapshot:
    """The words that papers were asked in the last build, a mark for these, and those since which each says the same.

    A paper that has none of the words in which these differ from the last ones goes on with its mark.
    """

    words: NameMatcher
    mark: object
    marks: Mapping[Extraction, object]


def find_mentions(
    texts: Sequence[TitleAndAbstract], reads: Sequence[Extraction], drafts: Iterable[NameCandidate], work: Work
) -> list[PaperMentions]:
    """Which names each paper says. While an edit leaves the names as they are, they are the same `NameMatcher`."""
    names = tuple([(draft.key, draft.forms, draft.stands_out) for draft in drafts])
    (words,) = work.each("words of names", [names], lambda each: map(NameMatcher, each))
    last = _MentionSnapshot(words, object(), {})
    if work.keeps:
        last = work.last["names spoken"] = _mark_changes(reads, words, work.last.get("names spoken", last))
    keys = [*zip(texts, reads, map(last.marks.get, reads), strict=True)]
    return work.each(
        "names spoken", keys, lambda each: (mentions_of_paper(text, read, words) for text, read, _ in each)
    )


def _mark_changes(reads: Iterable[Extraction], words: NameMatcher, last: _MentionSnapshot) -> _MentionSnapshot:
    if words is last.words:
        return _MentionSnapshot(words, last.mark, {read: last.marks.get(read, last.mark) for read in reads})
    unlike, mark = words.unlike(last.words), object()
    if unlike is None:
        return _MentionSnapshot(words, mark, dict.fromkeys(reads, mark))
    stays = (last.marks.get(read, mark) if unlike.isdisjoint(read.capitals.split()) else mark for read in reads)
    return _MentionSnapshot(words, mark, dict(zip(reads, stays, strict=True)))


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
