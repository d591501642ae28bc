"""Dates and times of day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.patterns import regex
from drafter.values.dates import MONTHS
from drafter.values.reading.characters import folded
from drafter.values.reading.numerals import chinese_number, digits_in_order
from drafter.values.reading.problems import BadValue

FIRST_YEAR, LAST_YEAR = 1990, 2100
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # whole numbers that Excel means as days: 1954 to 2119


def _year_month_day(gap: str) -> str:
    """Return the pattern of 2027-1-31, 2027/1/31, 2027.1.31 and 2027年1月31, with what may stand between the parts."""
    return gap.join((r"([0-9]{4})", "[-/.年]", r"([0-9]{1,2})", "[-/.月]", r"([0-9]{1,2})"))


_SHORT = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_NAMED = r"([A-Za-z]{3,9})\.?"
_TIME = r"(?:(?:[ T]|(?<=日)) *[0-9]{1,2}[:时][0-9]{1,2}(?:[:分](?:[0-9]{1,2}秒?)?)?(?:\.0+)?)?"  # goes with the day, and is dropped
_DAY = regex(_year_month_day(" *") + " *[日号]?" + _TIME)
_DAY_IN_TEXT = regex(_year_month_day(r"\s*"))
_ENGLISH = regex(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})")
_DAY_FIRST = regex(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAMED},? ([0-9]{{4}})", re.IGNORECASE)
_MONTH_FIRST = regex(rf"{_NAMED} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})", re.IGNORECASE)
_CHINESE = regex("([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]")
_TURNED = regex(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_DIGITS = regex(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = regex(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_YEAR = regex(r"([0-9]{4})年?")
_CLOCK = regex(r"([0-9]{1,2})(?:[:时]([0-9]{1,2})(?:[:分]([0-9]{1,2})秒?|分)?|时整?)")


class YearlessMoment(datetime):
    """A moment that its cell shows without a year: as a rule a spreadsheet made it of a text such as 1-2."""


def shown_without_year(moment: Any) -> Any:
    """Return a moment as one whose year nobody sees; anything else as it is."""
    return YearlessMoment.combine(moment.date(), moment.time()) if isinstance(moment, datetime) else moment


def day(raw: Any) -> date:
    """Return a date between 1990 and 2100 as people write it; a time of day is dropped. Raises BadValue."""
    if isinstance(raw, datetime):
        raw = raw.date()
    found = _day_of(raw) if isinstance(raw, str) else raw
    if not isinstance(found, date):
        raise BadValue(*_no_date(raw))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue(
            f"日期应在{FIRST_YEAR}年至{LAST_YEAR}年之间，现为{found.year}年",
            f"a date between {FIRST_YEAR} and {LAST_YEAR} is expected, not in {found.year}",
        )
    return found


def _no_date(raw: Any) -> tuple[str, str]:
    said_zh, said_en = f"“{str(raw).strip()[:30]}”", f"{str(raw).strip()[:30]!r}"
    if isinstance(raw, str):
        text = folded(raw)
        if _TURNED.fullmatch(text):
            return (
                f"{said_zh}分不清年月日的先后，请写作 2027-01-31",
                f"{said_en} does not tell which is day, month and year: write 2027-01-31",
            )
        if _MONTH.fullmatch(text) or _YEAR.fullmatch(text):
            return f"{said_zh}没有写明日，请写作 2027-01-31", f"{said_en} names no day: write 2027-01-31"
        if written(text):
            return f"{said_zh}不是实有的日期", f"{said_en}: there is no such day"
    return f"{said_zh}不是日期，请写作 2027-01-31 或 2027年1月31日", f"{said_en} is not a date: write 2027-01-31 or 31 January 2027"


@lru_cache(maxsize=1 << 12)
def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else _of_parts(written(text))
    except ValueError:
        return _of_parts(written(text))


def _of_parts(parts: tuple[int, int, int] | None) -> date | None:
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def written(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date as people write it (2027/1/31, 二〇二七年一月三十一日, 31 Jan 2027), which need not be a day there is."""
    text = folded(text)
    if found := _DAY.fullmatch(text) or _DIGITS.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _CHINESE.fullmatch(text):
        return int(digits_in_order(found[1]) or 0), chinese_number(found[2]) or 0, chinese_number(found[3]) or 0
    if (found := _DAY_FIRST.fullmatch(text)) and (month := _month(found[2])):
        return int(found[3]), month, int(found[1])
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2])
    return None


def _month(name: str) -> int:
    """Return the number of an English month, in full or short; 0 for no month."""
    number = _SHORT.get(name[:3].casefold(), 0)
    return number if number and (len(name) in (3, 4) or MONTHS[number - 1].casefold() == name.casefold()) else 0


def moment(raw: Any) -> datetime:
    """Return a date with a time, given as one or as 2027-01-31 08:30. Raises BadValue."""
    if isinstance(raw, str):
        head, _, tail = folded(raw).replace("T", " ").partition(" ")
        try:
            raw = datetime.combine(day(head), time_of_day(tail) if tail else time.min)
        except BadValue:
            raw = None
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, time.min)
    if not isinstance(raw, datetime) or raw.tzinfo is not None or not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise BadValue("应为日期和时刻，如 2027-01-31 08:30", "expected a date and time such as 2027-01-31 08:30")
    return raw


def time_of_day(raw: Any) -> time:
    """Return a time of day, given as one or as 08:30, 8时30分. Raises BadValue."""
    if isinstance(raw, str):
        found = _CLOCK.fullmatch(folded(raw).split(".")[0])
        try:
            raw = time(int(found[1]), int(found[2] or 0), int(found[3] or 0)) if found else None
        except ValueError:
            raw = None
    if not isinstance(raw, time) or raw.tzinfo is not None:
        raise BadValue("应为时刻，如 08:30", "expected a time such as 08:30")
    return raw


def in_text(text: str) -> str | None:
    """Return the first date in a text, in either language, as 2027-01-31."""
    if found := _DAY_IN_TEXT.search(text):
        return "{}-{:0>2}-{:0>2}".format(*found.groups())
    if found := _ENGLISH.search(text):
        return f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    return None


def partial(text: str) -> tuple[int, int | None] | None:
    """Return year and month of a date that names no day (2027年1月), or the year and no month; None for anything else."""
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return int(found[1]), int(found[2])
    return (int(found[1]), None) if (found := _YEAR.fullmatch(text)) else None


def from_serial(number: int | Decimal, epoch: datetime) -> Any:
    """Return the day, as a moment, that a sheet holds as a number in its 1900 or 1904 system; a number that is none as it is."""
    from openpyxl.utils.datetime import from_excel

    return from_excel(float(number), epoch) if FIRST_SERIAL <= number <= LAST_SERIAL else number
