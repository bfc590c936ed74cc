"""Parses dates in pages and file names, in the languages that digests are written in.

A digest page says "May 28" without a year. No year is invented: it comes from a file named `YYYY-MM-DD*`, or
stays unknown. Nor is an order of day and month: "05/06/2025" names no day, for the world reads it in two ways.
"""

import datetime
import posixpath
import re
from collections.abc import Collection
from typing import NamedTuple

from generator.model.papers import Day, Draft, ParsedSeed

_MONTH_NAMES = (
    "january jan januar jänner januari janvier janv enero "
    "ene janeiro gennaio stycznia styczeń января январь ocak يناير",
    "february feb februar feber februari février févr febrero "
    "fevereiro fev febbraio lutego luty февраля февраль şubat فبراير",
    "march mar märz mrz maart mrt mars marzo março marca marzec марта март mart مارس",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель nisan أبريل ابريل",
    "may mai mei mayo maio maggio maja maj мая май mayıs mayis مايو",
    "june jun juni juin junio junho giugno giu czerwca czerwiec июня июнь haziran يونيو",
    "july jul juli juillet juil julio julho luglio lug lipca lipiec июля июль temmuz يوليو",
    "august aug augustus août aout agosto sierpnia sierpień августа август ağustos augusti أغسطس",
    "september sep sept septembre septiembre setiembre setembro "
    "settembre września wrzesień сентября сентябрь eylül سبتمبر",
    "october oct oktober okt octobre octubre outubro ottobre ott października październik октября октябрь ekim أكتوبر",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь kasım نوفمبر",
    "december dec dezember dez décembre déc diciembre dic "
    "dezembro dicembre grudnia grudzień декабря декабрь aralık ديسمبر",
)  # fmt: skip
_WEEKDAY_NAMES = """
    monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so den
    lundi mardi mercredi jeudi vendredi samedi dimanche le lunes martes miércoles jueves viernes sábado domingo el
    segunda terça quarta quinta sexta feira lunedì martedì mercoledì giovedì venerdì sabato domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
    月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
    월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""
WEEKDAYS = frozenset(_WEEKDAY_NAMES.split())
"""The names of days, with the article that some languages put before them."""

_ARABIC_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0) for n in range(10)}
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH = "|".join(sorted(_MONTH_NUMBERS, key=lambda name: (-len(name), name)))
"""A regular expression for the name of a month."""
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first one of each era."""
_OF = r"(?:\s*(?:of|de|del|do)\s+|[\s-]*)"
_DAY_NUMBER = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|[º°ª.])?"
_BEFORE_NUMBER = r"\b(?=[^\W\d_]+\.?\s+\d)"
"""The start of a word that a number follows: few have one, and to look for that is quicker than for the months."""
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_BEFORE_NUMBER}(?P<month>{MONTH})\b\.?\s+{_DAY_NUMBER}(?!\d|[-/.]\d)(?:,?\s+{_YEAR})?",  # May 28, 2025
        rf"{_DAY_NUMBER}{_OF}(?P<month>{MONTH})\b\.?(?:,?{_OF}{_YEAR}(?:\s*(?:г|r|года|roku)\b\.?)?)?",  # 28. Mai 2025
        rf"(?<![\d.]){_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",  # 2025-05-28
        rf"(?:(?:{_YEAR}|(?P<era>{'|'.join(_ERAS)})\s*(?P<era_year>\d{{1,3}}|元))\s*[年년]\s*)?"
        r"(?<!\d)(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일号號]",  # 2025年5月28日
        rf"(?<![\d.])(?P<one>\d\d?)[-/.](?P<other>\d\d?)[-/.]{_YEAR}",  # 28.05.2025
    )
)
DAY = "|".join(re.sub(r"\?P<\w+>", "?:", shape.pattern) for shape in _SHAPES)
"""A regular expression for what a day may be written like."""


class DayMention(NamedTuple):
    """Where a text names a day, from `start` to `end`; `days` has more than one where it can be read in two ways."""

    start: int
    end: int
    days: tuple[Day, ...]


def parse_day(text: str) -> Day | None:
    """The day that `text` names, and nothing else but a weekday; None without one, and for one that no calendar has."""
    found = find_days(text) if len(text) <= 40 else []
    if len(found) != 1 or len(found[0].days) != 1 or words_around(text, found) - WEEKDAYS:
        return None
    return found[0].days[0] if re.fullmatch(r"[\s,.()\[\]（）-]*", _outside(text, found, r"[^\W\d_]+")) else None


def find_days(text: str) -> list[DayMention]:
    """Every day that a text names, in its order."""
    if not text.isascii():
        text = text.translate(_ARABIC_DIGITS)
    shapes = _shapes_for(text) if any(map(str.isdigit, text)) else ()
    matches = [match for shape in shapes for match in shape.finditer(text)]
    found: list[DayMention] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        days = _days_of(match.groupdict())
        if days and not (found and match.start() < found[-1].end):
            found.append(DayMention(match.start(), match.end(), days))
    return found


def _shapes_for(text: str) -> list[re.Pattern[str]]:
    """The shapes that a text can have at all: the names of months cost most to look for."""
    with_month, with_sign, with_han = _SHAPES[:2], (_SHAPES[2], _SHAPES[4]), _SHAPES[3]
    words = _LETTERS.findall(text.casefold().replace("i̇", "i"))
    found = [*with_month] if not _MONTH_NUMBERS.keys().isdisjoint(words) else []
    if "-" in text or "/" in text or "." in text:
        found += with_sign
    return [*found, with_han] if "月" in text or "월" in text else found


def words_around(text: str, found: Collection[DayMention]) -> set[str]:
    """The words of a text outside the days it names, in small letters."""
    return set(re.findall(r"[^\W\d_]+", _outside(text, found).casefold()))


def _outside(text: str, found: Collection[DayMention], less: str = r"(?!)") -> str:
    for mention in sorted(found, reverse=True):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return re.sub(less, "", text)


def _days_of(parts: dict[str, str | None]) -> tuple[Day, ...]:
    year = int(parts["year"]) if parts["year"] else None
    if era := parts.get("era"):
        year = _ERAS[era] + int((parts["era_year"] or "").replace("元", "1"))
    if "one" in parts:
        one, other = int(parts["one"] or 0), int(parts["other"] or 0)
        pairs = {(one, other), (other, one)}
    else:
        pairs = {(month_number(parts["month"] or ""), int(parts["day"] or 0))}
    return tuple(day for month, number in sorted(pairs) if (day := _valid_day(month, number, year)))


def file_date(path: str) -> datetime.date | None:
    """The date a seed's file name starts with, `2025-05-28` or `2025-05-28-evening.txt`."""
    match = re.match(r"(\d{4}-\d\d-\d\d)(?!\d)", posixpath.basename(path))
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def with_year(day: Day, near: datetime.date | None) -> Day:
    """`day` in the year that brings it closest to `near`: a file of January 2 may hold December 31."""
    if near is None or day.year is not None:
        return day
    days = (_valid_day(day.month, day.day, year) for year in (near.year - 1, near.year, near.year + 1))
    return min(
        (d for d in days if d), key=lambda d: abs(datetime.date(d.year or 1, d.month, d.day) - near), default=day
    )


def month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NUMBERS.get(text.casefold().replace("i̇", "i"), 0)


def _valid_day(month: int, day: int, year: int | None) -> Day | None:
    """The day if a calendar has it; February 29 exists as long as no year says otherwise."""
    try:
        datetime.date(2024 if year is None else year, month, day)
    except ValueError:
        return None
    return Day(month, day, year)


def edition_day(reading: ParsedSeed, draft: Draft) -> Day | None:
    """The day of the edition a draft stood in.

    It is the day of the file's name, unless the file holds several days: then the name only gives their year.
    """
    named = file_date(reading.path)
    if named and not (has_several_days(reading) and draft.day):
        return Day.of(named)
    return draft.day


def has_several_days(reading: ParsedSeed) -> bool:
    return len({line.day for line in reading.dates}) > 1
