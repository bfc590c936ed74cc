"""Which papers a query finds: those that the browser's search says have all of its words.

`static/js/search/matching.js` and `expansion.js` have the same rules, and `tests/cases/queries.md` tests both. Where no
paper has a word the browser goes on, with beginnings and likely slips; that is for somebody who looks on, not for a
saved query.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from generator.model.arrays import Flags
from generator.model.papers import Library, Paper, Topics
from generator.search.queries.parsing import Clause, Query, parse_query
from generator.search.queries.shorthand import LongForms
from generator.search.queries.word_forms import other_spellings, relatives
from generator.text.terms import STOP_WORDS, Weights, stem, words


class PaperFinder:
    """Finds papers by queries: made once for a library, since that weighs every word."""

    def __init__(self, library: Library, topics: Topics, weights: Weights, abbreviations: LongForms) -> None:
        self._papers, self._library, self._topics = library.oldest_first, library, topics
        self._weights, self._abbreviations = weights, abbreviations
        self._numbers = dict(zip(weights.terms, range(len(weights.terms)), strict=True))

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the papers that match all of a query, in site order."""
        query = parse_query(text)
        if not (query.words or query.phrases or query.without or query.tags or query.editions):
            return ()
        found = self._match_text(query)
        for ids in self._chosen_papers(query):
            found &= np.array([paper.id in ids for paper in self._papers], np.bool_)
        return tuple([self._papers[number].id for number in np.flatnonzero(found)[::-1].tolist()])

    def _match_text(self, query: Query) -> Flags:
        telling = [clause for clause in query.words if not all(part in STOP_WORDS for part in clause.parts)]
        found = np.ones(len(self._papers), np.bool_)
        for clause in telling or query.words:
            found &= self._matching(clause)
        for clause in query.phrases:
            found &= self._having_phrase(clause, self._matching(clause))
        for clause in query.without:
            every = np.ones(len(self._papers), np.bool_)
            found &= ~(self._having_phrase(clause, every) if clause.is_phrase else self._matching(clause))
        return found

    def _matching(self, clause: Clause) -> Flags:
        """The papers that have all terms of one of the alternatives of a clause."""
        found = np.zeros(len(self._papers), np.bool_)
        for terms in self._alternatives(clause):
            having = [self._having_term(term, clause.fields) for term in terms]
            found |= np.logical_and.reduce(having)
        return found

    def _alternatives(self, clause: Clause) -> Iterator[list[str]]:
        parts = clause.parts
        apart = [stem(part) for part in parts if part not in STOP_WORDS or all(each in STOP_WORDS for each in parts)]
        if clause.is_phrase or len(parts) == 1:
            yield apart
            others = other_spellings(parts[0]) if len(parts) == 1 else []
            if not clause.is_phrase:
                others += relatives(parts[0], self._abbreviations)
            yield from ([stem(form)] for form in others)
            return
        joined = stem(clause.joined)
        if joined in self._numbers:
            yield [joined]
        # Single letters and numbers mean nothing apart: any 2 would do for GPT-2.
        if all(len(part) > 1 and part.isalpha() for part in parts) or (
            joined not in self._numbers and all(len(part) > 1 and any(map(str.isalpha, part)) for part in parts)
        ):
            yield apart

    def _having_term(self, term: str, fields: Sequence[str]) -> Flags:
        found = np.zeros(len(self._papers), np.bool_)
        number = self._numbers.get(term)
        for name, postings in self._weights.fields.items():
            if number is not None and (not fields or name in fields):
                found[postings.papers[postings.starts[number] : postings.starts[number + 1]]] = True
        return found

    def _having_phrase(self, clause: Clause, among: Flags) -> Flags:
        """The papers `among` these that have the words of a phrase next to each other."""
        needed = f" {' '.join(clause.parts)} "
        found = np.zeros(len(self._papers), np.bool_)
        candidates = among & self._matching(Clause(clause.text, clause.parts, is_phrase=True))
        for number in np.flatnonzero(candidates).tolist():
            found[number] = any(needed in text for text in _texts(self._papers[number]))
        return found

    def _chosen_papers(self, query: Query) -> Iterator[frozenset[str]]:
        """For each filter that was typed the ids of its papers; a name of no tag or edition filters nothing."""
        for name in query.tags:
            tags = [(tag.id, tag.label, self._topics.papers_by_tag[tag.id]) for tag in self._topics.tags]
            if meant := _meant_by(name, tags):
                most = max(meant, key=len)
                yield frozenset(most)
        editions = [(edition.id, edition.label, edition.papers) for edition in self._library.editions]
        chosen = [paper for name in query.editions for papers in _meant_by(name, editions) for paper in papers]
        if chosen:
            yield frozenset(chosen)


def _texts(paper: Paper) -> Iterator[str]:
    for text in (paper.title.text, paper.abstract.text, ", ".join(paper.authors)):
        yield f" {_fold(text)} "


def _fold(text: str) -> str:
    return " ".join([word.folded for word in words(text)])


def _meant_by(typed: str, values: Iterable[tuple[str, str, Sequence[str]]]) -> list[Sequence[str]]:
    """The papers of the values whose id or label is what was typed, else begins with it, else has it as words."""
    name = _fold(typed)
    tests = (name.__eq__, lambda label: label.startswith(name), lambda label: f" {name}" in f" {label}")
    named = [((_fold(value), _fold(label)), papers) for value, label, papers in values] if name else []
    found = ([papers for labels, papers in named if any(map(test, labels))] for test in tests)
    return next(filter(None, found), [])
