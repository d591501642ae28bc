"""The functions of the expression language, of conditions and of the formulas of forms, one table. To add a function, add a line.

All are total: they answer, with None for what is not known, or raise ValueError. What a formula of a form may call, Excel must compute too.
"""

from __future__ import annotations

import calendar as months
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from drafter.expressions import in_excel
from drafter.language import LANGUAGES, Words
from drafter.records import dataclass
from drafter.values.dates import day_of, moment
from drafter.values.reading.codes import account_slip, organisation_slip
from drafter.values.workdays import ServiceHours, WorkCalendar


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how many arguments it takes, what it computes from known values, and how Excel computes it.

    `excel` is a formula with the arguments in braces, or a function of a sheet and the arguments that makes one; without it Excel cannot.
    """

    arity: int
    call: Callable[..., Any]
    excel: str | Callable[..., str] = ""
    given: tuple[str, ...] = ()  # what it is given of the scope before its arguments: the calendar, the hours of service
    in_forms: bool = False  # whether formulas of forms alone may call it
    of_answers: bool = False  # whether it looks at a whole answer, which no sheet holds
    is_moment: bool = False  # whether what it gives is a day or a moment
    of_cell: bool = False  # whether an empty cell of the row it is asked about is answered for: with false
    of_numbers: bool = False  # whether it is unknown while its column holds no number at all
    chosen_from: int | None = None  # the argument, a column, whose options the last argument names


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


def _column(table: Any, column: str) -> list[Any]:
    """Return what stands in a column, once each, in the order it is first met."""
    cells = [row[column] for row in _rows(table) if row.get(column) is not None]
    return [cell for at, cell in enumerate(cells) if cell not in cells[:at]]


def _year(day: date) -> Words:
    year = str(day_of(day).year)
    return Words(year, year)


def _matches(text: Any, pattern: Any) -> bool:
    """Return whether a text, in either language, has what a regular expression of the content describes."""
    wanted = getattr(pattern, "zh", pattern)
    return any(re.search(wanted, part) for part in {getattr(text, language, str(text)) for language in LANGUAGES})


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


def _span(minutes: int) -> Callable[[Any], timedelta]:
    return lambda count: timedelta(minutes=float(number(count) * minutes))


def _minutes_apart(first: date, last: date) -> Decimal:
    return Decimal(round((moment(last) - moment(first)).total_seconds() / 60))


def _work_minutes(calendar: WorkCalendar, hours: ServiceHours, first: date, last: date) -> Decimal:
    return Decimal(hours.minutes(moment(first), moment(last), calendar))


# --- over a column as a whole, whose empty cells are None --------------------------------------------------------------------------------


def _of_numbers(fold: Callable[[list[Decimal]], Any]) -> Callable[[list[Any]], Any]:
    """Return what folds the numbers of a column; None, which is not known, where there is none."""

    def call(cells: list[Any]) -> Any:
        numbers = [number(c) for c in cells if c is not None]
        return fold(numbers) if numbers else None

    return call


def _sum_where(cells: list[Any], tests: list[Any], wanted: Any) -> Decimal:
    """Return the sum of the cells beside which another column holds the value wanted; nought where there is none."""
    pairs = zip(cells, tests, strict=True)
    return sum((number(c) for c, test in pairs if c is not None and _alike(test, wanted)), Decimal(0))


class Column(list[Any]):
    """What stands in a column, None where nothing. What its cells say is counted once, for thousands of rows ask."""

    @cached_property
    def counts(self) -> Counter[str]:
        """How many cells say the same, told apart without regard to case."""
        return Counter(str(c).lower() for c in self if c is not None)


def _count_of(cells: Column, wanted: Any) -> Decimal:
    return Decimal(cells.counts[str(wanted).lower()])


def _median(numbers: list[Decimal]) -> Decimal:
    from statistics import median

    return median(numbers)


def _alike(cell: Any, wanted: Any) -> bool:
    return cell == wanted or (cell is not None and str(cell).lower() == str(wanted).lower())


COLUMN = "column_"  # before the name of a function that takes a column as a whole: `sum(amount)` is `column_sum(amount[])`
FUNCTIONS: dict[str, Function] = {
    "included": Function(1, lambda clause: False, of_answers=True),  # answered by the walker from the scope
    "count": Function(1, lambda table: len(table), of_answers=True),
    "sum": Function(2, _sum, of_answers=True),
    "any": Function(3, _any, of_answers=True),
    "where": Function(2, lambda table, condition: table, of_answers=True),  # answered by the walker, row by row
    "total": Function(2, lambda table, amount: table, of_answers=True),  # likewise
    "column": Function(2, _column, of_answers=True),
    "matches": Function(2, _matches, of_answers=True, of_cell=True),
    "given": Function(1, lambda value: value is not None, of_answers=True, of_cell=True),
    "has": Function(2, lambda items, value: value in items, of_answers=True),
    "add_days": Function(2, lambda day, count: day + timedelta(days=int(number(count))), "({0}+{1})", is_moment=True),
    "add_months": Function(2, add_months, "EDATE({0},{1})", is_moment=True),
    "add_years": Function(2, lambda day, count: add_months(day, number(count) * 12), "EDATE({0},12*({1}))", is_moment=True),
    "add_workdays": Function(2, _add_workdays, in_excel.add_workdays, given=("calendar",), is_moment=True),
    "next_workday": Function(1, _next_workday, in_excel.next_workday, given=("calendar",), is_moment=True),
    "days_between": Function(2, lambda first, last: (day_of(last) - day_of(first)).days, "(INT({1})-INT({0}))"),
    "year": Function(1, _year, of_answers=True),
    "account_slip": Function(1, lambda account: account_slip(str(getattr(account, "zh", account))), of_answers=True),
    "organisation_slip": Function(1, lambda code: organisation_slip(str(code)), of_answers=True),
    "min": Function(2, lambda a, b: min(a, b), "MIN({0},{1})"),
    "max": Function(2, lambda a, b: max(a, b), "MAX({0},{1})"),
    "round": Function(2, round_half_up, "ROUND({0},{1})"),
    # of formulas of forms alone
    "minutes": Function(1, _span(1), "({0})/1440", in_forms=True),
    "hours": Function(1, _span(60), "({0})/24", in_forms=True),
    "days": Function(1, _span(1440), "({0})", in_forms=True),
    "day": Function(1, lambda value: moment(day_of(value)), "INT({0})", in_forms=True, is_moment=True),
    "diff_minutes": Function(2, _minutes_apart, "ROUND(({1}-({0}))*1440,0)", in_forms=True),
    "work_minutes": Function(2, _work_minutes, in_excel.work_minutes, given=("calendar", "hours"), in_forms=True),
    "column_sum": Function(1, _of_numbers(sum), "SUM({0})", in_forms=True, of_numbers=True),
    "column_average": Function(1, _of_numbers(lambda n: sum(n) / len(n)), "AVERAGE({0})", in_forms=True, of_numbers=True),
    "column_median": Function(1, _of_numbers(_median), "MEDIAN({0})", in_forms=True, of_numbers=True),
    "column_sum_where": Function(3, _sum_where, "SUMIF({1},{2},{0})", in_forms=True, chosen_from=1),
    "column_filled": Function(1, lambda cells: Decimal(sum(c is not None for c in cells)), 'SUMPRODUCT(--({0}<>""))', in_forms=True),
    "column_any_yes": Function(1, lambda cells: any(c in (True, "yes", "true") for c in cells), 'COUNTIF({0},"{yes}")>0', in_forms=True),
    "column_count_of": Function(2, _count_of, "COUNTIF({0},{1})", in_forms=True, chosen_from=0),
}


def arities(in_forms: bool = False) -> dict[str, int]:
    """Return how many arguments each function takes: those that conditions may call or, `in_forms`, those of formulas too."""
    return {name: function.arity for name, function in FUNCTIONS.items() if in_forms or not function.in_forms}
