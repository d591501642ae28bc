"""Dates and times of day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from drafter.values.dates import MONTHS
from drafter.values.reading.problems import BadValue

FIRST_YEAR, LAST_YEAR = 1990, 2100
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # whole numbers that Excel means as days: 1954 to 2119


def _year_month_day(gap: str) -> str:
    """Return the pattern of 2027-1-31, 2027/1/31, 2027.1.31 and 2027年1月31, with what may stand between the parts."""
    return gap.join((r"(\d{4})", "[-/.年]", r"(\d{1,2})", "[-/.月]", r"(\d{1,2})"))


_DAY = re.compile(_year_month_day("") + "日?")
_DAY_IN_TEXT = re.compile(_year_month_day(r"\s*"))
_ENGLISH = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")


def day(raw: Any) -> date:
    """Return a date between 1990 and 2100, given as one or as 2027-01-31. Raises BadValue."""
    if isinstance(raw, datetime):
        raw = raw.date() if raw.time() == time.min else None
    if isinstance(raw, str):
        try:
            raw = date.fromisoformat(raw.strip())
        except ValueError:
            raw = None
    if not isinstance(raw, date) or not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise BadValue("应为日期，如 2027-01-01", "expected a date such as 2027-01-01")
    return raw


def moment(raw: Any) -> datetime:
    """Return a date with a time, given as one or as 2027-01-31 08:30. Raises BadValue."""
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw.strip())
        except ValueError:
            raw = None
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, time.min)
    if not isinstance(raw, datetime) or raw.tzinfo is not None or not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise BadValue("应为日期和时刻，如 2027-01-31 08:30", "expected a date and time such as 2027-01-31 08:30")
    return raw


def time_of_day(raw: Any) -> time:
    """Return a time of day, given as one or as 08:30. Raises BadValue."""
    if isinstance(raw, str):
        try:
            raw = time.fromisoformat(raw.strip())
        except ValueError:
            raw = None
    if not isinstance(raw, time) or raw.tzinfo is not None:
        raise BadValue("应为时刻，如 08:30", "expected a time such as 08:30")
    return raw


def iso(text: str) -> str | None:
    """Return a date as people and CSV files write it (2027/1/31, 2027年1月31日) as 2027-01-31, which need not be a day there is."""
    return _joined(_DAY.fullmatch(text.strip()))


def iso_of_digits(text: str) -> str | None:
    """Return 20270131 as 2027-01-31."""
    return _joined(_DIGITS.fullmatch(text))


def in_text(text: str) -> str | None:
    """Return the first date in a text, in either language, as 2027-01-31."""
    if found := _DAY_IN_TEXT.search(text):
        return _joined(found)
    if found := _ENGLISH.search(text):
        return f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    return None


def partial(text: str) -> tuple[int, int | None] | None:
    """Return year and month of a date that names no day (2027年1月), or the year and no month; None for anything else."""
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return int(found[1]), int(found[2])
    return (int(found[1]), None) if (found := _YEAR.fullmatch(text)) else None


def _joined(found: re.Match[str] | None) -> str | None:
    return "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else None


def from_serial(number: int | Decimal, epoch: datetime) -> Any:
    """Return the day, as a moment, that a sheet holds as a number in its 1900 or 1904 system; a number that is none as it is."""
    from openpyxl.utils.datetime import from_excel

    return from_excel(float(number), epoch) if FIRST_SERIAL <= number <= LAST_SERIAL else number
