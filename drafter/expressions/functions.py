"""The functions of the expression language, one table. All are total: they answer or raise ValueError."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its number of arguments and what it computes from known values."""

    arity: int
    call: Callable[..., Any]


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


def add_months(start: date, count: Any) -> date:
    """Return the same day `count` months later; the last day of a shorter month (Civil Code art. 202)."""
    index = start.year * 12 + start.month - 1 + int(number(count))
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_workdays(start: date, count: Any) -> date:
    """Return the date `count` working days after `start`, the day itself not counted (Civil Code art. 201).

    Monday to Friday count; the yearly holiday notice is not applied here, so the date is the earliest possible.
    """
    day, left = start, int(number(count))
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


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
    "add_workdays": Function(2, add_workdays),
    "days_between": Function(2, lambda first, last: (last - first).days),
    "min": Function(2, lambda a, b: min(a, b)),
    "max": Function(2, lambda a, b: max(a, b)),
    "round": Function(2, round_half_up),
}
