"""Lines of a page that name its day, with the words that pages put around it: "Volume 12, 28 May 2025 · 12 papers".

Such a line belongs to no paper, whatever day it names: none ("June 2025", "Week 22"), one, or two readings of one.
"""

import datetime
import re
from typing import NamedTuple

from generator.model.papers import Day
from generator.seeds.dates import MONTH, WEEKDAYS, DayMention, find_days, with_year, words_around

LONGEST = 100
"""A longer line is a sentence."""

NO_DAY = "date without a day"
UNCLEAR = "date with two readings"

_PERIOD = (
    r"week|weeks|woche|kw|semaine|semana|settimana|vol|volume|issue|edition|ausgabe|numéro|édition|edición|edição"
    r"|edizione|第"
)
_WORDS_TEXT = """
    a an the of on for from to in and until till through at by with since as date day days today yesterday week
    month year paper papers article articles preprint preprints entry entries submission submissions result
    results item items daily weekly monthly list lists listing listings digest digests newsletter newsletters
    news roundup reading readings new newest latest recent top best trending hot showing shown show all page
    total updated update last posted submitted published publication added arxiv cs cl cv lg ai ml nlp ro
    hugging face research issue no nr num am pm utc gmt est edt pst pdt cet cest th st nd rd vom von bis der die
    das und stand papiere artikel woche neue du des et au les del los las de al artículos do da artigos dal di
    articoli van tot en artykuły od w статьи от за
    boletín lecturas lectura semana bulletin lettre newsletter infolettre wochenbericht leseliste überblick
    i my our this these read reads saved collected curated compiled picks notes club ending beginning starting
    morning evening s t z am gelesen veröffentlicht aktualisiert notizen lu lus lue lues lecture lectures publié publiés
    parus mis à jour leído leídos leídas publicado publicados actualizado em lido lidos lidas leituras atualizado
    il letto letti lette letture pubblicato pubblicati aggiornato
    論文 论文 日报 周报 週報 每日 今日 今週 本周 の 読んだ 阅读 精选 期 号 논문
"""
_WORDS = WEEKDAYS | {*_PERIOD.split("|"), *_WORDS_TEXT.split()}
"""What may stand around a day, in small letters."""
_ASCII_WORDS = _WORDS | {*MONTH.replace("ı", "i").split("|"), "er", "del", "do", "roku", "r"}
"""What a line of days may say in ASCII, the days included: most lines with a number say more, as is soon seen."""
_CJK_WORDS = re.compile("|".join(word for word in sorted(_WORDS, key=len, reverse=True) if word[0] > "\u3000"))
_WORD = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)|[a-z]+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_FIRST_OF_SPAN = (
    (rf"(\d{{1,2}})\.?\s*(?:[-–—~]|bis|to|au|al|a)\s*\d{{1,2}}(\.?\s*(?:de\s+)?(?:{MONTH})\b)", r"\1\2"),
    (rf"(\b(?:{MONTH})\.?\s+\d{{1,2}})\s*[-–—~]\s*\d{{1,2}}\b(?!\s*(?:{MONTH}))", r"\1"),
)
_SPANS = tuple((re.compile(pattern, re.IGNORECASE), first) for pattern, first in _FIRST_OF_SPAN)
_NO_DAY = re.compile(
    rf"\b(?:{MONTH})\b\.?,?\s*(?:de\s+)?(?:19|20)\d\d\b|\b(?:{_PERIOD})\.?\s*\d+|\b(?:19|20)\d\d-W\d\d\b", re.IGNORECASE
)
_FIGURES = re.compile(r"((?:19|20)\d\d)(?:(\d\d)(\d\d)|\. (\d\d?)\. (\d\d?)\.?)")
"""A day in figures that is one only where a line has nothing else: `20250528`, `2025. 5. 28.`"""
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d./-])")
_UNCERTAIN = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d\d")


class DateLineReading(NamedTuple):
    """What a line of dates says: a day, or the rule by which it has none."""

    day: Day | None
    rule: str = ""


def parse_date_line(text: str, near: datetime.date | None) -> DateLineReading | None:
    """What a line says that names a day, a month or a week and nothing else; None when it is no such line.

    Of a week or a span it is the first day. Of two readings it is the one that is `near`, or none.
    """
    if not may_name_day(text):
        return None
    text = text.strip("#*[]()（）【】 \t")
    if _UNCERTAIN.fullmatch(text):
        return DateLineReading(None, UNCLEAR)
    if figures := _FIGURES.fullmatch(text):
        text = "-".join(filter(None, figures.groups()))
    if len(_NUMBER.findall(text)) > 1:
        for span, first in _SPANS:
            text = span.sub(first, text)
    found = find_days(text)
    if not all(map(_may_stand_around, words_around(text, found) - _month_words(text, found))):
        return None
    if found:
        return _reading_of(found, near, _YEAR.findall(text))
    return DateLineReading(None, NO_DAY) if _NO_DAY.search(text) else None


def may_name_day(text: str) -> bool:
    """Whether a line has a number, and no word in ASCII that no line of dates has: most are told by that."""
    if len(text) > LONGEST or text[-1] in "?!" or not _DIGIT.search(text):
        return False
    return not text.isascii() or _ASCII_WORDS.issuperset(_WORD.findall(text.lower()))


def _may_stand_around(word: str) -> bool:
    return word in _WORDS or (word[0] > "\u3000" and not _CJK_WORDS.sub("", word))


def _month_words(text: str, found: list[DayMention]) -> set[str]:
    """The names of months outside the days: in a line without days they are all that a line says."""
    return set() if found else {word.casefold() for word in re.findall(rf"\b(?:{MONTH})\b", text, re.IGNORECASE)}


def _reading_of(found: list[DayMention], near: datetime.date | None, years: list[str]) -> DateLineReading:
    """What the days of a line come to. A day has its year from another one, or from the only one of the line."""
    days = found[0].days
    if len(days) > 1:
        same = [day for day in days if near and day.date == near]
        return DateLineReading(same[0]) if same else DateLineReading(None, UNCLEAR)
    year = next((mention.days[0].year for mention in found if mention.days[0].year), None)
    if year is None and len(years) == 1:
        year = int(years[0])
    day = days[0] if days[0].year else Day(days[0].month, days[0].day, year)
    return DateLineReading(with_year(day, near))
