"""What a file does not look like: a judgement over the whole of it, before anything of it is published.

A pasted page has titles, sentences and little else. What programs write for programs (BibTeX, tables, logs, source
code), chats, and bare lists of titles look different in most of their lines. Such a file is left out as a whole, with
one line that says what it seems to be and what helps. Half of the lines must say so: a page may quote any of these.
"""

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from generator.model.papers import Draft
from generator.seeds.pasted.rules.labels import find_label, labels_titles


class Likeness(NamedTuple):
    """What a file seems to be, and what its curator can do about it."""

    kind: str
    hint: str


class _Format(NamedTuple):
    """A kind of file: `share` of its lines match `line`, and at least one of them matches `sure`."""

    likeness: Likeness
    line: re.Pattern[str]
    sure: re.Pattern[str]
    share: float = 0.5


_HEAD = 400
"""So many lines that are not blank are looked at."""
_SAVE_AS_PAGE = "paste the text of the page they are on"
_SAVE_AS_TEXT = 'save it as "Abstract (text)" there'
_SAVE_AS_HTML = "save it with the suffix .html"
_TEXTS_ALONE = "save the titles and abstracts alone, one below the other"
_ONE_EACH = "put title and abstract of each paper into it, with a blank line between"
_CODE_LINE = (
    r"\s*(?:(?:import|from|def|class|return|if|elif|else|for|while|try|except|with|raise|const|let|var|function|public"
    r"|private|static|void|int|use|fn|impl|package|func|end|using|namespace|struct|module|export|print|assert)\b"
    r".*[(){};:=].*|(?:import|from|using|package|#include|#!|//|/\*|\*/|@\w+)\s?.*|[\w.\[\]\"']+ (?:\+|-|\|)?= .*"
    r"|[-+@]{1,3} .*|.*(?:[;{}]|\):|\) ?->.*:|=>|\)\s*)|[\]})]+[;,]?|\"\"\".*|return\b.*|else:?|</?\w+.*>)"
)
_CODE_START = (
    r"\s*(?:import |from \w+ import|def |class |#!|#include|function |const |let |var |public |package |func |use |//"
    r"|module\.|print\(|diff --git)"
)
_CELL = r"(?:\"[^\"]*\"|[^,;\"]*)[,;]"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
_LEVEL = r"(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL)"


def _format(likeness: tuple[str, str], line: str, sure: str = "", share: float = 0.5) -> _Format:
    return _Format(Likeness(*likeness), re.compile(line), re.compile(sure or line), share)


_FORMATS = (
    _format(
        ("BibTeX", _SAVE_AS_PAGE),
        r"\s*(?:@\w+\s*[{(]|[\w:-]+\s*=\s*[{\"\w]|[})],?\s*$)",
        r"\s*@\w+\s*[{(][^\s,]*(?:,|\s*$)",
    ),
    _format(("RIS", _SAVE_AS_PAGE), r"[A-Z][A-Z0-9]  ?- ?", r"TY  ?- "),
    _format(("MEDLINE, a format of PubMed", _SAVE_AS_TEXT), r"[A-Z]{2,4} *- |      \S", r"PMID *- "),
    _format(("tagged text of Web of Science", _SAVE_AS_PAGE), r"[A-Z][A-Z0-9] |   \S|E[RF]\s*$", r"(?:FN|VR|PT|UT) "),
    _format(("EndNote's tagged text", _SAVE_AS_PAGE), r"%[A-Z0-9@!\[\]] ", r"%[0T] "),
    _format(
        ("JSON", _SAVE_AS_PAGE),
        r"\s*(?:[\[\]{}]+,?\s*$|\"[^\"]*\"\s*[:,]?|[{\[]\s*[\"{\[].*[}\]],?\s*$|\S+,?\s*$)",
        r"\s*[\[{]\s*(?:$|[\"{\[])",
        0.9,
    ),
    _format(
        ("an HTML page", _SAVE_AS_HTML), r".*</?\w+[^>]*>", r"(?i:\s*(?:<!doctype html|<html\b|<body\b|<head\b))", 0.4
    ),
    _format(("XML or a feed", _SAVE_AS_PAGE), r".*</?[\w:]+[^>]*>", r"(?i:\s*<(?:\?xml|feed|rss|rdf)\b)", 0.4),
    _format(
        ("LaTeX", "paste title and abstract as the page of the paper shows them"),
        r"\s*(?:\\[a-zA-Z]+\s*[\[{]|\\[a-z]+\s*$|%)",
        r"\s*\\(?:documentclass|begin\{document\}|usepackage|section\b)",
        0.4,
    ),
    _format(
        ("a log", _ONE_EACH),
        rf"\[?(?:\d{{4}}-\d\d-\d\d[T ]{_TIME}|[A-Z][a-z]{{2}} +\d+ {_TIME}|(?:[\d:.,TZ/ -]+\]? )?\[?{_LEVEL}[\]: ])",
    ),
    _format(
        ("a chat", _ONE_EACH),
        rf"\[?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},?\s+)?{_TIME}\]?\s*(?:[-–—]\s*)?"
        r"<?[^:<>]{1,40}[:>]\s|<[\w .]+> ",
    ),
    _format(("a table (TSV)", _TEXTS_ALONE), r"[^\t]*\t[^\t]*\t", share=0.8),
    _format(
        ("a table (CSV)", _TEXTS_ALONE),
        rf"{_CELL}(?:\"[^\"]*\"|[^,;\"\s][^,;\"]*)[,;](?:\S|$)",
        r"(?=[^,;]*+[,;]\S)(?i:.*\b(?:title|titel|author|abstract|doi|year|url|name|id)\b)",
        0.8,
    ),
    _format(("a log", _ONE_EACH), r"Traceback|  +\S|[\w.]+(?:Error|Exception)\b", r"Traceback \(most recent"),
    _format(
        ("a list of references", "paste the papers' titles and abstracts"),
        r"\s*(?:\[\d{1,3}\]|\d{1,3}\.)\s.*\b(?:19|20)\d\d\b[^.]{0,60}\.?\s*$|\s*references\s*$",
        share=0.75,
    ),
    _format(("YAML", _SAVE_AS_PAGE), r"\s*(?:- )?[\w-]+:(?: .*)?$|\s+\S", r"[a-z]\w*:\s*$", 0.9),
    _format(("source code", _ONE_EACH), _CODE_LINE, _CODE_START, 0.55),
)
"""What programs write, the most particular first."""
_ANY_FORMAT = re.compile("|".join([f"(?:{each.sure.pattern})" for each in _FORMATS]))
_LATIN_LETTERS = string.ascii_letters.encode()
SHORT_LINES = Likeness("a list of words or short lines", _ONE_EACH)
TITLES = Likeness("a list of titles without abstracts", _ONE_EACH)
_SENTENCE = re.compile(r"[^\W\d_)\]]{2}[\"'”’)\]]*[.!。！](?:\s|$)|[。！]")
_SPEAKER = re.compile(r"([^\W\d_][\w .'-]{0,24}): \S")
_SPEAKER_AND_TIME = re.compile(
    rf"\s*([^\W\d_][\w .'’-]{{0,30}}?)(?:\s+APP)?[ ,\t—–-]*[\[(]?(?:(?:today|yesterday|heute|gestern)[ ,]*(?:at )?)?"
    rf"(?:[\w./-]{{3,12}},? )?(?:at )?{_TIME}[\])]?",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"(?:.{{1,40}} )?[—–] ?(?:(?:today|yesterday)(?: at)?|\d[\d./-]{{5,9}},?) {_TIME}", re.IGNORECASE)
"""What Discord has behind a name; a copy may have it on lines of its own."""
_FEWEST_STAMPS = 3
_TIME_AND_SPEAKER = re.compile(rf"\s*\[{_TIME}\]\s*([^\W\d_][\w .'’-]{{0,30}}?)\s*")
_SOURCE = re.compile(r"(?:Read|Find out|Get|See|Check out)\b.{0,40}?:\s*\S.*\([^()]{3,60}\)\.?\s*$")
_OPINION = re.compile(r"Why (?:this|it) matters\b|What they did\b|Things that inspired this story\b|\W*My take\b")
_FEWEST_SOURCES = 2
_FEWEST_TITLES = 4
_FEWEST_LINES = 2
_PROSE = 80
"""A line as long as this that ends a sentence is prose."""
_FEWEST_TURNS = 6


def find_likeness(rows: Sequence[str]) -> Likeness | None:
    """What a file of these lines seems to be that is no pasted page; None when nothing speaks against it."""
    lines = [*islice((row for row in rows if row and not row.isspace()), _HEAD)]
    if not lines:
        return None
    checks: tuple[Callable[[Sequence[str]], Likeness | None], ...] = (
        _like_no_text,
        _like_format,
        _like_chat,
        _like_column,
    )
    found = next((likeness for check in checks if (likeness := check(lines))), None)
    if found or not (titles := _like_titles(lines)):
        return found
    return None if labels_titles(rows) else titles


def _like_no_text(lines: Sequence[str]) -> Likeness | None:
    text = "".join(line[:200] for line in lines)
    data = text.encode("utf-8", "replace")
    if 4 * (len(data) - len(data.translate(None, _LATIN_LETTERS))) >= len(text):
        return None
    signs = "".join(text.split())
    if 4 * sum(map(str.isalpha, signs)) >= len(signs):
        return None
    return Likeness("numbers or signs with hardly any letters", _ONE_EACH)


def _like_format(lines: Sequence[str]) -> Likeness | None:
    if lines[0].strip() == "---" and any(re.match(r"\w+: ", line) for line in lines[1:3]):
        return Likeness("a Markdown note with front matter", "save it with the suffix .md")
    head = lines[:20]
    if not any(map(_ANY_FORMAT.match, head)):
        return None
    for each in _FORMATS:
        if any(map(each.sure.match, head)):
            matching = sum(each.line.match(line) is not None for line in lines)
            if matching >= each.share * len(lines) and (len(lines) > _FEWEST_LINES or each.share > 0.8):
                return each.likeness
    return None


def _like_chat(lines: Sequence[str]) -> Likeness | None:
    """A few names at the start of lines, again and again."""
    stamps = [f"— {line}" if above.strip() in ("—", "–") else line for above, line in pairwise(lines) if len(line) < 70]
    if sum(_STAMP.fullmatch(line) is not None for line in stamps) >= _FEWEST_STAMPS:
        return Likeness("a chat", _ONE_EACH)
    short = (line for line in lines if len(line) < 60 and (line[-1] in "0123456789Mm])" or line[0] == "["))
    headed = [
        match[1] for line in short if (match := _SPEAKER_AND_TIME.fullmatch(line) or _TIME_AND_SPEAKER.fullmatch(line))
    ]
    headed = [name for name in headed if not find_label(f"{name}: ", is_record=True)]
    if len(headed) >= max(3, 0.2 * len(lines)) and 3 * len(set(headed)) <= 2 * len(headed):
        return Likeness("a chat", _ONE_EACH)
    fewest = max(_FEWEST_TURNS, 0.6 * len(lines))
    matches = [match for line in lines if ": " in line[:28] and (match := _SPEAKER.match(line))]
    if len(matches) < fewest:
        return None
    turns = [match[1] for match in matches if not find_label(match.string, is_record=True)]
    if len(turns) < fewest:
        return None
    often = Counter(turns)
    if 3 * len(often) <= len(turns):
        return Likeness("a chat", _ONE_EACH)
    return Likeness("a list of settings or notes with labels", _ONE_EACH)


def _like_column(lines: Sequence[str]) -> Likeness | None:
    """What somebody says about papers, each with its source at the end: `Read more: Title (arXiv).`"""
    sources = sum(_SOURCE.match(line) is not None for line in lines)
    opinions = sum(_OPINION.match(line) is not None for line in lines)
    if sources >= _FEWEST_SOURCES and opinions >= 1:
        return Likeness("a newsletter that talks about papers", _ONE_EACH)
    return None


def _like_titles(lines: Sequence[str]) -> Likeness | None:
    """Many lines and no sentence: titles without abstracts, or a list of words."""
    if len(lines) < _FEWEST_TITLES or any(len(line) > _PROSE and _SENTENCE.search(line) for line in lines):
        return None
    if 10 * sum(_SENTENCE.search(line) is not None for line in lines) > len(lines):
        return None
    if sum(len(line.split()) for line in lines) < 3 * len(lines):
        return SHORT_LINES
    is_wrapped = 4 * sum(line.lstrip()[0].islower() for line in lines) > len(lines)
    return None if is_wrapped else TITLES


def lacks_abstracts(drafts: Sequence[Draft]) -> bool:
    """Whether most of what was read as papers has a title and nothing else."""
    bare = sum(not (draft.fields or _has_text(draft.abstract)) for draft in drafts)
    return bare >= _FEWEST_TITLES and 2 * bare > len(drafts)


def has_no_text(drafts: Sequence[Draft]) -> bool:
    """Whether nothing that was read as a paper has a sentence, or a detail."""
    return bool(drafts) and not any(draft.fields or _has_text(draft.abstract) for draft in drafts)


def _has_text(abstract: str) -> bool:
    if len(abstract) > 2 * _PROSE:
        return True
    return any(2 * len(part) > _PROSE and _SENTENCE.search(part) for part in abstract.split("\n\n"))
