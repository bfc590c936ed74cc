"""Labels that pages, mails and notes put before what they say of a paper: "Title:", "Authors:", "Cite as:".

Three kinds of labels: those of a title and an abstract, which say what the text behind them is; those that give a
detail; and those of remarks that are no part of a paper ("Comments: 9 pages"). A label that is also a common word
counts only where what follows is what it promises, or where the page labels its titles.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from generator.seeds.dates import find_days
from generator.seeds.identifiers import arxiv_id, doi

ABSTRACT_WORDS = (
    "abstract|zusammenfassung|kurzfassung|résumé|resumé|resumen|resumo|riassunto|samenvatting|streszczenie|аннотация"
    "|özet|摘要|要旨|概要|초록|الملخص|ملخص|المستخلص|چکیده|תקציר"
)
"""What stands before an abstract, or above it, in small letters."""
SPACED_WORDS = frozenset((*ABSTRACT_WORDS.split("|"), "keywords"))
"""Headings that journals set with a space between letters: `A B S T R A C T`."""
_NAMES = {
    "title": "title|paper title|titel|titre|título|titulo|titolo|tytuł|название|başlık|标题|題目|タイトル|제목"
    "|العنوان|عنوان|כותרת",
    "abstract": f"summary|description|{ABSTRACT_WORDS}",
    "authors": "author|authors|author(s)|author names|autor|autorin|autoren|autorinnen|autor(en)|verfasser"
    "|auteur|auteurs|auteur(s)|auteure|auteures|autrice|autrices|autora|autoras|autores|autor(es)|autore|autori"
    "|autorzy|autorka|автор|авторы|yazar|yazarlar|作者|著者|저자|المؤلف|المؤلفون|نویسنده|نویسندگان|מחבר|מחברת|מחברים|מחברות|מאת",
    "arxiv": "arxiv|arxiv id|arxiv identifier|arxiv number|arxiv link|cite as|eprint|identifier|id",
    "doi": "doi|related doi|digital object identifier",
    "published": "date|published|publication date|published date|published on|submitted|submitted on|date submitted"
    "|posted|online|first published|year|publication year|datum|fecha|data|дата|tarih|日期|日付|发表日期",
    "venue": "venue|journal|journal-ref|journal ref|journal reference|conference|published in|appears in|booktitle"
    "|proceedings|in",
    "links": "url|link|links|paper|paper link|pdf|pdf link|source|code|code link|github|repo|repository|project"
    "|project page|website|web site|homepage|demo|dataset|datasets|data|model|models|weights|video|abs|html|address"
    "|read|read more|full text|openreview|hugging face|链接|論文|论文|论文链接|代码|项目|项目主页|地址"
    "|enlace|enlaces|lien|liens|verweis|ссылка"
    "|リンク|コード|링크|코드",
    "comments": "comments|author comments",
    "subjects": "subject|subjects|subject class|categories|category|primary category|primary subject|primary area"
    "|acm-class|msc-class|acm class|msc class|report-no|report number|proxy|license|licence",
    "keywords": "keywords|keyword|key words|index terms|author keywords|mesh terms|schlagwörter|schlüsselwörter"
    "|mots-clés|mots clés|palabras clave|palavras-chave|parole chiave|ключевые слова|关键词|關鍵詞|キーワード"
    "|الكلمات المفتاحية|کلیدواژه‌ها|מילות מפתח",
    "summary": "tl;dr|tldr|tl; dr|one-sentence summary|one sentence summary|in a nutshell",
    "affiliations": "author information|affiliation|affiliations|institution|institutions|electronic address",
    "remarks": "pmid|pmcid|issn|isbn|submission number|submission history|supplementary material|copyright|readers"
    "|conflict of interest statement|conflict of interests|competing interests|funding|accession number|paperhash"
    "|last modified|last revised|msc|acm|date received|citation|bibtex|corresponding author|code of conduct"
    "|jel classification|suggested citation|how to cite|downloads|issue"
    "|recommended citation|announce type|session|chair|presenter"
    "|code of ethics|submission guidelines|anthology id|bibkey|cite (acl)|cite (informal)|copy citation|editors"
    "|item type|library catalog|accessed|date added|modified|page(s)",
}
"""The labels of each field, in small letters."""
_RECORD_NAMES = {
    "remarks": "note|notes|comment|topic|topics|tag|tags|area|areas|track|type|volume|issue|number|pages|page|publisher"
    "|language|status|rating|score|decision|priority|added|read on|importance|field|fields|doc type|location|place",
}
"""Labels that are common words: they count only where the page labels its titles."""
_FIELDS = {label: field for field, labels in _NAMES.items() for label in labels.split("|")}
_RECORD_FIELDS = {label: field for field, labels in _RECORD_NAMES.items() for label in labels.split("|")}
_KNOWN_NAMES = _FIELDS.keys() | _RECORD_FIELDS.keys()

_BEFORE_ABSTRACTS = [word for word in ("summary", *ABSTRACT_WORDS.split("|")) if word[0] < "\u0590"]
_START = 4
ABSTRACT_STARTS = frozenset(word[:_START] for word in _BEFORE_ABSTRACTS)
"""The first letters of a text that may have its label before it, in small letters."""
_ALONE_TEXT = (
    "title|authors|author|author(s)|keywords|key words|index terms|affiliations|link|links|url|how to cite|downloads"
    "|issue|published|doi"
)
_LONGEST_ALONE = 13
_ALONE = frozenset(_ALONE_TEXT.split("|"))
"""Labels that need no colon on a line of their own."""
_LABEL = re.compile(
    r"(?:[-*•·] )?[*_]{0,2}([^\W\d_][\w ./();-]{0,40}?)[*_]{0,2}\s?[:：][*_]{0,2}(?!//)\s*(.*)", re.DOTALL
)
_ABSTRACT = re.compile(
    rf"([\[(（【])?(?:abstract|{'|'.join(f'{word.capitalize()}|{word.upper()}' for word in _BEFORE_ABSTRACTS)})"
    r"(?(1)[\])）】][:.]?\s*|(?:\.?\s*[—–]\s*|\s*[-.|]\s+|\.(?=[A-Z])|(?<=[A-Z]{7})\s+(?=[A-Z])))(.{40}.*)",
    re.DOTALL,
)
_BRACKETS = "[(（【"
_ANNOUNCED = re.compile(r"arXiv:\S+\s+Announce Type:\s*\S+\s+Abstract:\s*(\S.*)", re.DOTALL)
"""How arXiv's feeds begin an abstract."""
_GLUED_ABSTRACT = re.compile(r"(?:Abstract|ABSTRACT)((?:[A-Z][a-z]|A |I ).{40}.*)", re.DOTALL)
_LABELLED_TITLE = re.compile(rf"\W{{0,4}}(?:{_NAMES['title']})\W{{0,3}}[:：]", re.IGNORECASE)
_DASHED_TITLE = re.compile(rf"\W{{0,4}}(?:{_NAMES['title']})\s*([-–—|])+>?\s+\S", re.IGNORECASE)
_FEWEST_DASHED = 2
_HEAD = 40
"""The first label of a title stands among so many lines."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?(?=$|[,;.] )")


_DAY_LABEL = re.compile(r"(?:date|day|datum|fecha|data|дата|tarih|日期|日付)\s*[:：]", re.IGNORECASE)


class FieldLabel(NamedTuple):
    """A label that opens a line: its field, and the text behind it; with `greedy` the lines below belong to it too."""

    field: str
    value: str
    greedy: bool = False


def mend_dashes(rows: Sequence[str]) -> Sequence[str]:
    """The lines of a page that writes `Title - Forty Kitchens`, and other labels so too, with colons in place of the
    dashes."""
    head = islice(filter(str.strip, rows), _HEAD)
    first = next(filter(None, map(_DASHED_TITLE.match, head)), None)
    if first is None:
        return rows
    dashed = re.compile(rf"(\W{{0,4}})([^\W\d_][\w ./();-]{{0,40}}?)\s*{re.escape(first[1])}+>?\s+(?=\S)")
    labels = [label if label and label[2].casefold() in _KNOWN_NAMES else None for label in map(dashed.match, rows)]
    if len(labels) - labels.count(None) < _FEWEST_DASHED:
        return rows
    return [
        f"{label[1]}{label[2]}: {row[label.end() :]}" if label else row for label, row in zip(labels, rows, strict=True)
    ]


def labels_titles(rows: Iterable[str]) -> bool:
    """Whether a page writes "Title:" before its titles."""
    return any((":" in row[:20] or "：" in row[:20]) and _LABELLED_TITLE.match(row) for row in rows)


def labels_authors(rows: Iterable[str]) -> bool:
    """Whether a page writes "Authors:" before its authors."""
    return any(row and "uthor" in row[:12].casefold() and find_label(row.strip(), is_record=True) for row in rows)


def is_day_label(text: str) -> bool:
    """Whether a line says "Date:", which a page may say of itself."""
    return _DAY_LABEL.match(text) is not None


def may_be_label(text: str) -> bool:
    """Whether a line has what every label has: a name that is known before a colon, few letters, or a start that needs
    neither."""
    head = text[:48]
    if ":" in head or "：" in head:
        return head.replace("：", ":").partition(":")[0].strip("-*_•· ").casefold() in _KNOWN_NAMES
    return len(text) < _LONGEST_ALONE or text[:_START].lower() in ABSTRACT_STARTS


def find_label(text: str, *, is_record: bool) -> FieldLabel | None:
    """The label that opens a line. `is_record` says that the page labels its titles."""
    head = text[:48]
    if ":" in head or "：" in head:
        if announced := _ANNOUNCED.match(text):
            return FieldLabel("abstract", announced[1])
        match = _LABEL.match(text)
        name = match[1].casefold() if match else ""
        if name == "cite as" and match and not find_arxiv(match[2]):
            return FieldLabel("citation", match[2])
        field = _FIELDS.get(name) or (_RECORD_FIELDS.get(name, "") if is_record else "")
        if (
            match
            and field
            and (is_record or not text[0].islower())
            and (is_record or not match[2] or _fits(field, match[2]))
        ):
            return FieldLabel(field, match[2], name in ("author information", "conflict of interest statement"))
    if text.lstrip(_BRACKETS)[:_START].lower() in ABSTRACT_STARTS:
        found = _ABSTRACT.match(text) or _GLUED_ABSTRACT.match(text)
        return FieldLabel("abstract", found[found.re.groups]) if found else None
    return (
        FieldLabel(_FIELDS[text.casefold()], "") if len(text) < _LONGEST_ALONE and text.casefold() in _ALONE else None
    )


def _fits(field: str, value: str) -> bool:
    """Whether the text behind a label is what the label promises."""
    return field not in _FITS or _FITS[field](value)


def _is_date(value: str) -> bool:
    return len(value) < 160 and bool(find_days(value) or _YEAR.match(value))


_FITS: dict[str, Callable[[str], bool]] = {
    "arxiv": lambda value: find_arxiv(value) is not None,
    "doi": lambda value: find_doi(value) is not None,
    "links": lambda value: re.match(r"(?:https?://|www\.)\S+|\S+\.\w{2,4}/\S*", value) is not None,
    "published": _is_date,
    "venue": lambda value: len(value) < 160 and re.search(r"\d", value) is not None,
}
"""What the text behind a label must be like."""


def find_arxiv(text: str) -> str | None:
    """The first arXiv id in a text, however it stands there."""
    return next((found for token in _tokens(text) if (found := arxiv_id(token))), None)


def find_doi(text: str) -> str | None:
    """The first DOI in a text that is not arXiv's own for a paper."""
    found = (doi(token.rstrip(".")) for token in _tokens(text))
    return next((each for each in found if each and not each.startswith("10.48550/")), None)


def _tokens(text: str) -> list[str]:
    return re.split(r"[\s\[\]();,<>]+|(?<=arXiv):\s*", text)
