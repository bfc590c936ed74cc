"""The paper's own date, as files write it: an ISO day, month or year comes out, never more than is said."""

import datetime
import math
import re
from collections.abc import Iterable
from typing import Any

from generator.seeds.dates import MONTH, find_days, month_number

_ISO = re.compile(r"((?:1[5-9]|20)\d\d)(?:[-/.](\d{1,2}|\?\?|xx)?(?:[-/.](\d{1,2})?)?)?(?=[\s/T~?%,]|$)")
_PLAIN = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?:T|$)")
"""Most dates are such."""
_YEAR_ALONE = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH_NAME = re.compile(rf"\b(?:{MONTH})\b", re.IGNORECASE)
_DIGIT_RUN = re.compile(r"\d+")
_DAY_INSIDE = re.compile(r"\D*(\d{1,2})\D*")
_DAYS = re.compile(
    rf"(?<![\d/-])(\d{{1,2}})\s?[-–]\s?\d{{1,2}}(?=[\s,]+(?:(?:{MONTH})\b|(?:19|20)\d\d\b))", re.IGNORECASE
)
"""The days of a meeting, of which the first counts."""
_DIGITS = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_DAY_BEHIND = re.compile(rf"((?:19|20)\d\d)[\s/-]+({MONTH})\b\.?(?:[\s/-]+(\d{{1,2}})\b)?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b({MONTH})\b\.?[\s,'-]*((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3}")
_LAST_YEAR = 2100


def read_date(value: Any) -> str | None:
    """The ISO day, month or year that a value says: a text, a number of a year, seconds or milliseconds of Unix, CSL's
    `date-parts`, a list or mapping of any of these."""
    if isinstance(value, dict):
        return _read_mapping({str(key).casefold().replace("_", "-"): part for key, part in value.items()})
    if isinstance(value, list):
        if value and all(isinstance(part, int | str) and str(part).isdigit() and len(str(part)) < 5 for part in value):
            return join_parts(*map(str, value[:3]))
        return next(filter(None, map(read_date, value)), None)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | str)
        or (isinstance(value, float) and not math.isfinite(value))
    ):
        return None
    return _read_number(int(value)) if isinstance(value, int | float) else _read_text(value.strip())


def _read_mapping(value: dict[str, Any]) -> str | None:
    for key in ("date-parts", "date-time", "raw", "literal", "value", "#text", "$date", "date", "created"):
        if found := read_date(value.get(key)):
            return found
    parts = [str(value.get(key) or "") for key in ("year", "month", "day")]
    return join_parts(*parts) if parts[0] else read_date(value.get("medlinedate"))


def _read_number(number: int) -> str | None:
    if 1500 <= number < _LAST_YEAR:
        return str(number)
    seconds = number / 1000 if number > 10**11 else number
    if not 10**8 < seconds < 4 * 10**9:
        return _read_text(str(number)) if 19000101 <= number <= 21001231 else None
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def _read_text(text: str) -> str | None:
    if _PLAIN.match(text):
        return text[:10]
    if not text or not any(map(str.isdigit, text)):
        return None
    text = _DAYS.sub(r"\1", text) if len(text) > 10 else text
    if text.isdecimal() and len(text) > 8:
        return _read_number(int(text[:16]))
    if (match := _ISO.match(text)) and (match[2] or not _WORD.search(text)):
        return join_parts(match[1], match[2] or "", match[3] or "")
    if match := _DIGITS.fullmatch(text):
        return join_parts(*match.groups())
    if match := _DAY_BEHIND.search(text):
        return join_parts(match[1], match[2], match[3] or "")
    days = {day for mention in find_days(text) for day in mention.days if len(mention.days) == 1 and day.iso}
    if days:
        return min(day.iso or "" for day in days)
    if match := _MONTH_YEAR.search(text):
        return join_parts(match[2], match[1])
    years = dict.fromkeys(_YEAR.findall(text))
    return next(iter(years)) if len(years) == 1 else None


def join_parts(year: str, month: str = "", day: str = "") -> str | None:
    """A date of its parts, as far as they are valid; a month may be a name."""
    year = year if _YEAR_ALONE.fullmatch(year) else _read_text(year) or ""
    named = _MONTH_NAME.search(month)
    digits = _DIGIT_RUN.search(month)
    number = month_number(named[0]) if named else int(digits[0]) if digits and len(digits[0]) < 3 else 0
    if len(year) != 4 or not 1 <= number <= 12:
        return year or None
    if not day and named and (inside := _DAY_INSIDE.fullmatch(month)):
        day = inside[1]
    try:
        return datetime.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return f"{year}-{number:02}"


def choose_date(values: Iterable[Any]) -> str | None:
    """The first date of several that say one; one that says the same more exactly counts before it."""
    found = [*filter(None, map(read_date, values))]
    return max((date for date in found if date.startswith(found[0])), key=len) if found else None
