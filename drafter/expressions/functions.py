"""The functions of the expression language, one table. All are total: they answer or raise ValueError."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drafter.values.dates import day_of, moment
from drafter.values.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its number of arguments and what it computes from known values; one that counts working days is given the calendar first."""

    arity: int
    call: Callable[..., Any]
    by_calendar: bool = False


def number(value: Any) -> Decimal:
    """Return `value` as an exact Decimal. Raises ValueError for anything that is not a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise ValueError(f"{value!r} is not a number")
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rows(table: Any) -> list[dict[str, Any]]:
    if not isinstance(table, (list, tuple)):
        raise ValueError("not a table")
    return [row for row in table if isinstance(row, dict)]


def _sum(table: Any, column: str) -> Decimal:
    cells = (row.get(column) for row in _rows(table))
    return sum((number(cell) for cell in cells if cell is not None), Decimal(0))


def _any(table: Any, column: str, value: Any) -> bool:
    return any(row.get(column) == value for row in _rows(table))


def _like(start: date, day: date) -> date:
    """Return a day as the moment it begins where `start` is a moment: formulas of forms count by moments."""
    return moment(day) if isinstance(start, datetime) else day


def add_months(start: date, count: Any) -> date:
    """Return the same day `count` months later; the last day of a shorter month (Civil Code art. 202)."""
    index = start.year * 12 + start.month - 1 + int(number(count))
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return _like(start, day_of(start).replace(year=year, month=month + 1, day=min(start.day, last)))


def _add_workdays(calendar: WorkCalendar, start: date, count: Any) -> date:
    return _like(start, calendar.add(day_of(start), int(number(count))))


def _next_workday(calendar: WorkCalendar, day: date) -> date:
    return _like(day, calendar.next_workday(day_of(day)))


def round_half_up(value: Any, places: Any) -> Decimal:
    """Return `value` rounded to `places` decimals, halves up, as invoices are."""
    return number(value).quantize(Decimal(1).scaleb(-int(number(places))), ROUND_HALF_UP)


FUNCTIONS: dict[str, Function] = {
    "included": Function(1, lambda clause: False),  # answered by the walker from the scope
    "count": Function(1, lambda table: len(table)),
    "sum": Function(2, _sum),
    "any": Function(3, _any),
    "has": Function(2, lambda items, value: value in items),
    "add_days": Function(2, lambda day, count: day + timedelta(days=int(number(count)))),
    "add_months": Function(2, add_months),
    "add_years": Function(2, lambda day, count: add_months(day, number(count) * 12)),
    "add_workdays": Function(2, _add_workdays, by_calendar=True),
    "next_workday": Function(1, _next_workday, by_calendar=True),
    "days_between": Function(2, lambda first, last: (day_of(last) - day_of(first)).days),
    "min": Function(2, lambda a, b: min(a, b)),
    "max": Function(2, lambda a, b: max(a, b)),
    "round": Function(2, round_half_up),
}
