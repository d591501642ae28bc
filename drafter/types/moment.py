"""Dates, moments, and times of day."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from drafter.language import Language, Words
from drafter.types.kind import Excel, Print, Spec, ValueType, moment_text
from drafter.values.dates import day_of, long_date, moment, short_date, short_moment
from drafter.values.reading import days

_CENTURY = ("36526", "73415")  # 2000-01-01 to 2100-12-31, as Excel counts days
_DAY = ("0", "0.999988426")  # from midnight to a second before the next


class _Moment(ValueType):
    align = "center"
    is_moment = True

    def write(self, value: Any, spec: Spec) -> Any:
        return value.isoformat()

    def from_cell(self, cell: Any, epoch: datetime | None = None) -> Any:
        return cell if isinstance(cell, (date, time)) else super().from_cell(cell)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        return super().to_cell(self.read(written, spec), spec, language)

    def settle(self, value: Any) -> Any:
        return value


class Date(_Moment):
    """A date."""

    title = Words("日期，如 2027-01-31", "a date such as 2027-01-31")
    examples = ("2027-01-31", date(2027, 1, 31))
    in_text = True
    unbroken = True
    narrow = True
    blank = Words("　　　年　　月　　日", "____ / ____ / ______")
    excel = Excel("yyyy-mm-dd", "yyyy-mm-dd", "date", _CENTURY)

    def read(self, raw: Any, spec: Spec) -> date:
        return days.day(raw)

    def from_cell(self, cell: Any, epoch: datetime | None = None) -> Any:
        raw = super().from_cell(cell)
        if isinstance(raw, int) and days.FIRST_YEAR * 10_000 < raw < (days.LAST_YEAR + 1) * 10_000:
            return str(raw)  # 20270131
        return days.from_serial(raw, epoch) if epoch is not None and isinstance(raw, (int, Decimal)) else raw

    def within(self, text: str) -> Any:
        return days.in_text(text)

    def settle(self, value: Any) -> date:
        return day_of(value)

    def show(self, value: date, spec: Spec, language: Language) -> str:
        return long_date(value, language)

    def cell(self, value: date, spec: Spec, language: Language) -> str:
        return short_date(value, language)

    def entry(self, value: date, spec: Spec, language: Language, long: bool = False) -> str:
        return self.show(value, spec, language) if long else self.cell(value, spec, language)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}

    def computed(self, formula: str, words: Print) -> str:
        return f"INT({formula})"


class DateTime(_Moment):
    """A date with a time."""

    title = Words("日期和时刻，如 2027-01-31 08:30", "a date and time such as 2027-01-31 08:30")
    examples = ("2027-01-31 08:30",)
    blank = Words("　　　年　月　日　时　分", "____ / ____ / ______   ____ : ____")
    excel = Excel("yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm", "date", _CENTURY)

    def read(self, raw: Any, spec: Spec) -> datetime:
        return days.moment(raw)

    def settle(self, value: Any) -> datetime:
        return moment(value)

    def show(self, value: datetime, spec: Spec, language: Language) -> str:
        return short_moment(value, language)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


class TimeOfDay(_Moment):
    """A time of day."""

    title = Words("时刻，如 08:30", "a time such as 08:30")
    examples = ("08:30",)
    blank = Words("　　时　　分", "____ : ____")
    excel = Excel("hh:mm", "hh:mm", "time", _DAY)

    def read(self, raw: Any, spec: Spec) -> time:
        return days.time_of_day(raw)

    def show(self, value: time, spec: Spec, language: Language) -> str:
        return moment_text(value)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}
