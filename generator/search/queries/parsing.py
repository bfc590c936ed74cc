"""What was typed: words, "phrases", -words to exclude, `title:`, `author:`, `tag:` and `in:` before one, identifiers.

The rules are those of `static/js/search/query.js`, and `tests/cases/queries.md` tests both. Nothing is an error: what
is none of these is read as words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.search.identifiers import identifier_key, title_in_address
from generator.text.terms import word_runs, words

_QUOTES = re.compile("[“”„‟«»]")
_CLAUSE = re.compile(r'(?<!\S)(?P<minus>-?)(?:(?P<name>title|authors?|tag|in):)?"(?P<quoted>[^"]*)"|\S+', re.I)
_EXCLUDED = re.compile(r"-[^\s-]")
_PREFIXED = re.compile(r"(?P<name>title|authors?|tag|in):(?P<rest>.*[^\W_].*)", re.I)
_FIELDS = {"title": ("title",), "author": ("authors",), "authors": ("authors",)}


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a query: a word, words that hyphens join, or a phrase.

    `parts` are its folded words. `fields` are those that count; none means all.
    """

    text: str
    parts: tuple[str, ...]
    fields: tuple[str, ...] = ()
    is_phrase: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class Query:
    """A query: `tags` and `editions` are names as they were typed."""

    words: list[Clause] = field(default_factory=list)
    phrases: list[Clause] = field(default_factory=list)
    without: list[Clause] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)

    def filters(self, name: str) -> list[str] | None:
        """The list of a filter by what stands before its colon."""
        return {"tag": self.tags, "in": self.editions}.get(name)


def parse_query(typed: str) -> Query:
    query = Query()
    for found in _CLAUSE.finditer(_QUOTES.sub('"', typed)):
        if found["quoted"] is not None:
            _add_quoted(query, found["quoted"], (found["name"] or "").lower(), is_excluded=bool(found["minus"]))
        else:
            _add_unquoted(query, found[0])
    return query


def _add_quoted(query: Query, quoted: str, name: str, *, is_excluded: bool) -> None:
    filters = query.filters(name)
    if filters is not None:
        filters.append(quoted)
    elif parts := tuple(word.folded for word in words(quoted)):
        clause = Clause(quoted.strip(), parts, _FIELDS.get(name, ()), is_phrase=True)
        (query.without if is_excluded else query.phrases).append(clause)


def _add_unquoted(query: Query, text: str) -> None:
    if title := title_in_address(text):
        query.words += _word_clauses(title)
        return
    if key := identifier_key(text):
        query.words.append(Clause(text, (key,), ("ids",)))
        return
    prefixed = _PREFIXED.fullmatch(text)
    name, rest = (prefixed["name"].lower(), prefixed["rest"]) if prefixed else ("", text)
    filters = query.filters(name)
    if filters is not None:
        filters.append(rest)
    elif _EXCLUDED.match(text):
        query.without += _word_clauses(text[1:])
    else:
        query.words += _word_clauses(rest, _FIELDS.get(name, ()))


def _word_clauses(text: str, fields: tuple[str, ...] = ()) -> Iterator[Clause]:
    """A clause for each word; words that hyphens join are one clause."""
    for run in word_runs(text, words(text)):
        yield Clause(text[run[0].start : run[-1].end], tuple(word.folded for word in run), fields)
