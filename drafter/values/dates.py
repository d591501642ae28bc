"""Dates as printed, and dates that a holiday notice not published yet may still move."""

from __future__ import annotations

from datetime import date, datetime, time

from drafter.language import Language, Words

PROVISIONAL = Words("暂定", "provisional")
_MARK: dict[Language, str] = {"zh": "{}（{}）", "en": "{} ({})"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class ProvisionalDate(date):
    """A date counted over days whose holiday notice is not known. What is counted on from it stays one: sums of dates keep their class."""


class ProvisionalMoment(datetime):
    """The moment at which a provisional date begins, or one counted from it."""


def as_provisional(day: date) -> ProvisionalDate:
    """Return a date as one that may still move."""
    return ProvisionalDate(day.year, day.month, day.day)


def unmarked(day: date) -> date:
    """Return a date without saying whether it may still move."""
    return date(day.year, day.month, day.day)


def is_provisional(day: object) -> bool:
    """Return whether a value is a date that may still move."""
    return isinstance(day, (ProvisionalDate, ProvisionalMoment))


def moment(value: date) -> datetime:
    """Return a day as the moment it begins, a moment as it is."""
    if isinstance(value, datetime):
        return value
    return (ProvisionalMoment if is_provisional(value) else datetime).combine(value, time())


def day_of(value: date) -> date:
    """Return the day of a moment, a day as it is."""
    if not isinstance(value, datetime):
        return value
    return as_provisional(value) if is_provisional(value) else value.date()


def long_date(day: date, language: Language) -> str:
    """Return 2027年1月1日 or 1 January 2027; one that may still move says so."""
    written = f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return _marked(written, day, language)


def short_date(day: date, language: Language) -> str:
    """Return 2027-01-01; one that may still move says so."""
    return _marked(f"{day:%Y-%m-%d}", day, language)


def marked(written: str, language: Language) -> str:
    """Return a text about a date that may still move."""
    return _MARK[language].format(written, PROVISIONAL[language])


def short_moment(value: datetime, language: Language) -> str:
    """Return 2027-01-01 08:30; one that may still move says so."""
    return _marked(f"{value:%Y-%m-%d %H:%M}", value, language)


def _marked(written: str, day: date, language: Language) -> str:
    return marked(written, language) if is_provisional(day) else written
