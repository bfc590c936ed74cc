"""Saved searches: which papers match all of a query, by the rules of the browser's search.

`query`, `expansion`, `matching`, `phrases` and `facets` in `static/js/search` do the same, and a test runs one file of
queries through both. A saved query is one that Enter was pressed for. The browser also shows papers that match a part
of it, and guesses at slips of the pen; a page that is made anew at every build does neither.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from generator.model.arrays import Flags
from generator.model.papers import Library, Paper, Topics
from generator.search.spellings import other_spellings
from generator.text.terms import STOP_WORDS, Weights, stem, words
from generator.text.terms.words import compounds

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_CLAUSE = re.compile(r'(?<!\S)(-?)(?:(title|authors?|tag|in):)?"([^"]*)"|\S+', re.IGNORECASE)
_EXCLUDED = re.compile(r"-[^\s-]")
_PREFIXED = re.compile(r"(title|authors?|tag|in):(.*[^\W_].*)", re.IGNORECASE)
_WORDLIKE = re.compile(r"[^\W\d_]{2,}")
FIELDS = {"title": ("title",), "author": ("authors",), "authors": ("authors",)}


class SavedClause(NamedTuple):
    """A word, words that hyphens join, or a phrase: its folded words, and the fields that count, all without any.

    A `starred` one may go on; a `last` one only where no paper has it as it is.
    """

    parts: tuple[str, ...]
    fields: tuple[str, ...] = ()
    quoted: bool = False
    starred: bool = False
    last: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.parts)


class SavedQuery(NamedTuple):
    """What a query asks for: `without` is to be excluded, `tags` and `editions` are names as they were typed."""

    words: tuple[SavedClause, ...]
    phrases: tuple[SavedClause, ...]
    without: tuple[SavedClause, ...]
    tags: tuple[str, ...]
    editions: tuple[str, ...]


def parse_query(typed: str) -> SavedQuery:
    """What `typed` asks for. Nothing is an error."""
    found: dict[str, list[SavedClause]] = {"words": [], "phrases": [], "without": []}
    names: dict[str, list[str]] = {"tag": [], "in": []}
    text = typed.translate(_QUOTES)
    for match in _CLAUSE.finditer(text):
        minus, name, quoted = match[1], (match[2] or "").lower(), match[3]
        if quoted is not None:
            if name in names:
                names[name].append(quoted)
            else:
                found["without" if minus else "phrases"] += _phrase(quoted, FIELDS.get(name, ()))
            continue
        prefixed = _PREFIXED.fullmatch(match[0])
        kind = prefixed[1].lower() if prefixed else ""
        if prefixed and kind in names:
            names[kind].append(prefixed[2])
        elif _EXCLUDED.match(match[0]):
            found["without"] += _word_clauses(match[0][1:])
        else:
            clause = prefixed[2] if prefixed else match[0]
            found["words"] += _word_clauses(clause, FIELDS.get(kind, ()), is_last=match.end() == len(text))
    said, phrases, without = (tuple(dict.fromkeys(found[kind])) for kind in ("words", "phrases", "without"))
    return SavedQuery(said, phrases, without, tuple(names["tag"]), tuple(names["in"]))


def _phrase(text: str, fields: tuple[str, ...]) -> list[SavedClause]:
    parts = tuple([word.folded for word in words(text)])
    return [SavedClause(parts, fields, quoted=True)] if parts else []


def _word_clauses(typed: str, fields: tuple[str, ...] = (), *, is_last: bool = False) -> Iterator[SavedClause]:
    """A clause for each word of a text without spaces; words that hyphens join are one."""
    text = typed.removesuffix("*")
    parts = words(text)
    runs = [(run.start, run.end) for run in compounds(text, parts)]
    inside = {part.start for part in parts for start, end in runs if start <= part.start < end}
    for start, end in sorted([*runs, *((part.start, part.end) for part in parts if part.start not in inside)]):
        own = tuple([part.folded for part in parts if start <= part.start < end])
        ends = end == len(text)
        yield SavedClause(own, fields, starred=text != typed and ends, last=is_last and ends)


class SavedSearch:
    """Answers saved queries: `weights` say which papers have a term, counted from the oldest."""

    def __init__(self, library: Library, topics: Topics, weights: Weights) -> None:
        self.library, self.topics, self.weights = library, topics, weights
        self.papers = library.oldest_first
        self.number = {term: place for place, term in enumerate(weights.terms)}

    def find(self, typed: str) -> tuple[str, ...]:
        """The ids of the papers that match all of a query, in site order."""
        query = parse_query(typed)
        if not any(query):
            return ()
        content = tuple([clause for clause in query.words if not set(clause.parts) <= STOP_WORDS])
        marks = np.ones(len(self.papers), bool)
        for clause in content or query.words:
            marks &= self._marks(clause)
        for clause in query.phrases:
            marks &= self._phrase_marks(clause) & self._marks(clause)
        for clause in query.without:
            marks &= ~(self._phrase_marks(clause) if clause.quoted else self._marks(clause))
        for tagged in self._tag_papers(query.tags):
            marks &= tagged
        if listed := self._listed_papers(query.editions):
            marks &= self._mark_papers(listed)
        return tuple([self.papers[place].id for place in reversed(np.flatnonzero(marks).tolist())])

    def _marks(self, clause: SavedClause) -> Flags:
        """The papers that have all terms of one of a clause's alternatives."""
        found = np.zeros(len(self.papers), bool)
        for terms in self._alternatives(clause):
            having = np.ones(len(self.papers), bool)
            for term in terms:
                having &= self._term_marks(term, clause.fields)
            found |= having
        return found

    def _alternatives(self, clause: SavedClause) -> list[list[str]]:
        exact = self._exact_alternatives(clause)
        if clause.starred or (clause.last and not exact and not clause.quoted):
            going_on = {stem(word) for word in self.weights.words if word.startswith(clause.joined)}
            return [*exact, *([term] for term in sorted(going_on))]
        return exact

    def _exact_alternatives(self, clause: SavedClause) -> list[list[str]]:
        """The words apart and joined, and other spellings of a single one; what no paper has is none."""
        parts = [part for part in clause.parts if part not in STOP_WORDS] or clause.parts
        apart = list(dict.fromkeys(map(stem, parts)))
        if clause.quoted or len(clause.parts) == 1:
            others = other_spellings(clause.parts[0]) if len(clause.parts) == 1 else []
            return self._known([apart, *([stem(other)] for other in others)])
        is_wordlike = all(map(_WORDLIKE.fullmatch, clause.parts))  # any 2 would do for GPT-2
        return self._known([[stem(clause.joined)], *([apart] if is_wordlike else [])])

    def _known(self, alternatives: Iterable[list[str]]) -> list[list[str]]:
        return [terms for terms in alternatives if all(term in self.number for term in terms)]

    def _term_marks(self, term: str, fields: Sequence[str]) -> Flags:
        marks = np.zeros(len(self.papers), bool)
        place = self.number.get(term)
        for name in fields or self.weights.fields:
            postings = self.weights.fields[name]
            if place is not None:
                marks[postings.papers[postings.starts[place] : postings.starts[place + 1]]] = True
        return marks

    def _phrase_marks(self, clause: SavedClause) -> Flags:
        """The papers whose title, abstract or authors have the words of a phrase next to each other."""
        phrase, marks = f" {' '.join(clause.parts)} ", np.zeros(len(self.papers), bool)
        for place in np.flatnonzero(self._marks(SavedClause(clause.parts, quoted=True))).tolist():
            marks[place] = any(phrase in f" {_fold_text(text)} " for text in _texts(self.papers[place]))
        return marks

    def _tag_papers(self, names: Iterable[str]) -> Iterator[Flags]:
        """The papers of each tag that is named; a name of no tag filters nothing."""
        tags = sorted(self.topics.tags, key=lambda tag: (tag.label.casefold(), tag.id))
        for name in names:
            found = _find_named(name, [(tag.id, tag.label) for tag in tags])
            if found:
                by_tag = self.topics.papers_by_tag
                yield self._mark_papers(by_tag[max(found, key=lambda tag: len(by_tag[tag]))])

    def _listed_papers(self, names: Iterable[str]) -> list[str]:
        """The papers of all editions that are named."""
        known = [(edition.id, edition.label) for edition in self.library.editions]
        found = [edition for name in names for edition in _find_named(name, known)]
        return [paper for edition in found for paper in self.library.edition[edition].papers]

    def _mark_papers(self, ids: Iterable[str]) -> Flags:
        wanted = set(ids)
        return np.array([paper.id in wanted for paper in self.papers], bool)


def _find_named(typed: str, known: Sequence[tuple[str, str]]) -> list[str]:
    """The ids of what is named: by the whole name, else by its beginning, else by a word of it."""
    wanted = _fold_text(typed)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: f" {wanted}" in f" {name}",
    )
    found = ([each[0] for each in known if wanted and any(test(_fold_text(name)) for name in each)] for test in tests)
    return next(filter(None, found), [])


def _fold_text(text: str) -> str:
    return " ".join([word.folded for word in words(text)])


def _texts(paper: Paper) -> tuple[str, str, str]:
    return paper.title.text, paper.abstract.text, ", ".join(paper.authors)
