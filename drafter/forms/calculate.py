"""The formulas of a form computed: over the fields of the form, the columns of a row, a column as a whole, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import InvalidOperation
from typing import Any

from drafter.errors import Finding, error
from drafter.expressions import UNKNOWN, Expression, ExpressionError, Unknown, evaluate, is_unknown
from drafter.expressions.formula import WHOLE
from drafter.expressions.functions import Column
from drafter.forms.model import Place
from drafter.questionnaire.situation import RowScope, Situation
from drafter.values.dates import moment
from drafter.values.workdays import SERVICE_HOURS, ServiceHours, WorkCalendar

Rows = Sequence[Mapping[str, Place]]


class Calculation:
    """Fields and tables of a form with what is written in them. A formula that waits for something is not known yet."""

    def __init__(self, situation: Situation, calendar: WorkCalendar, code: str, row: Mapping[str, Any] | None = None) -> None:
        self.situation, self.calendar, self.code, self.row = situation, calendar, code, row
        self.fields: dict[str, Place] = {}
        self.tables: list[Rows] = []
        self.absent: frozenset[str] = frozenset()  # fields and columns of the form that this contract does not need
        self.findings: list[Finding] = []
        self._known: dict[tuple[int, int, str], Any] = {}
        self._columns: dict[tuple[int, str], Column] = {}  # those that nothing computes: thousands of rows may ask for them
        self._waiting: dict[tuple[int, str], bool] = {}

    def field(self, name: str) -> Any:
        """Return what a field holds, None where nothing."""
        return self._value((-1, -1, name), self.fields[name], At(self))

    def cell(self, table: int, row: int, name: str) -> Any:
        """Return what a cell holds, None where nothing."""
        return self._value((table, row, name), self.tables[table][row][name], At(self, table, row))

    def column(self, name: str, table: int) -> Column | None:
        """Return what stands in a column of this table, or of the first that has it; None where there is none."""
        index = self._table_with(name, table)
        if index is None:
            return None
        if (index, name) in self._columns:
            return self._columns[index, name]
        cells = Column(self.cell(index, n, name) for n in range(len(self.tables[index])))
        if self._is_written(index, name):
            self._columns[index, name] = cells
        return cells

    def _table_with(self, column: str, table: int) -> int | None:
        order = ([table] if table >= 0 else []) + list(range(len(self.tables)))
        return next((n for n in order if any(column in row for row in self.tables[n])), None)

    def _is_written(self, table: int, column: str) -> bool:
        return all(row[column].formula is None for row in self.tables[table])

    def _value(self, key: tuple[int, int, str], place: Place, scope: At) -> Any:
        if place.formula is None:
            return place.value
        if key not in self._known:
            self._known[key] = None  # a formula that goes in a circle is not known
            self._known[key] = self.compute(place, place.formula, scope)
        return self._known[key]

    def compute(self, place: Place, formula: Expression, scope: At) -> Any:
        """Return the value of a formula in the type of its place, None where it is not known."""
        try:
            value = evaluate(formula, scope)
        except ExpressionError as problem:
            if isinstance(problem.__context__, (ZeroDivisionError, InvalidOperation)):
                return None  # a nought that somebody wrote in, not a mistake of the form
            self.findings.append(error("formula", f"{self.code}：{problem.zh}", f"{self.code}: {problem.en}"))
            return None
        return None if is_unknown(value) or value is None else place.value_type.settle(value)

    def waits(self, formula: Expression, table: int, row: int, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether something that a formula is computed from is still to be written in."""
        return any(self._waits_for(name, table, row, seen | {name}) for name in formula.names - seen)

    def _waits_for(self, name: str, table: int, row: int, seen: frozenset[str]) -> bool:
        column = name.removesuffix(WHOLE)
        found = self._table_with(column, table) if name.endswith(WHOLE) else None
        if found is not None and (found, column) in self._waiting:
            return self._waiting[found, column]
        waits = any(self._waits_at(name, *spot, seen) for spot in self._spots(name, table, row))
        if found is not None and self._is_written(found, column):
            self._waiting[found, column] = waits
        return waits

    def _waits_at(self, name: str, table: int, row: int, seen: frozenset[str]) -> bool:
        place = self.fields[name] if table < 0 else self.tables[table][row][name.removesuffix(WHOLE)]
        if place.formula is not None:
            return self.waits(place.formula, table, row, seen)
        return place.writable and place.value is None

    def _spots(self, name: str, table: int, row: int) -> list[tuple[int, int]]:
        """Return table and row of the places that a name stands for; of a field there is none."""
        if not name.endswith(WHOLE):
            return [(table, row)] if table >= 0 and name in self.tables[table][row] else [(-1, -1)] if name in self.fields else []
        found = self._table_with(name.removesuffix(WHOLE), table)
        rows = list(enumerate(self.tables[found])) if found is not None else []
        begun = [n for n, r in rows if any(p.formula is None and p.value is not None for p in r.values())]
        return [(found, n) for n in begun or range(len(rows))] if found is not None else []  # spare rows are no gap


class At(RowScope):
    """The scope of a formula: the columns of its row and whole columns, the fields of the form, then the answers; days count as moments."""

    def __init__(self, form: Calculation, table: int = -1, row: int = -1) -> None:
        super().__init__(form.row or {}, form.situation, form.tables[table][row] if table >= 0 else ())
        self.form, self.table, self.number = form, table, row
        self.calendar = form.calendar

    def value(self, name: str) -> Any:
        """Return the value of a name, UNKNOWN where nothing is written yet. Raises ExpressionError for a name nobody defines."""
        found = None if name in self.form.absent else self._own(name)
        return UNKNOWN if found is None else moment(found) if isinstance(found, date) else found

    @property
    def hours(self) -> ServiceHours | Unknown:
        """The hours of service, as far as they are answered."""
        coverage = self.form.situation.of("coverage")
        return UNKNOWN if is_unknown(coverage) else SERVICE_HOURS[coverage]

    def _own(self, name: str) -> Any:
        if name.endswith(WHOLE):
            return self.form.column(name.removesuffix(WHOLE), self.table)
        if name in self.columns:
            return self.form.cell(self.table, self.number, name)
        if name in self.form.fields:
            return self.form.field(name)
        return super().value(name) if name != "row" or self.row else UNKNOWN
