"""A form and an answer set become a filled form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from drafter.agreements import Forms
from drafter.assembly.contract import Contract
from drafter.assembly.front import is_numbered
from drafter.content import Content
from drafter.errors import Finding
from drafter.expressions import Expression, ExpressionError, Field, Scope, evaluate, holds, is_unknown
from drafter.expressions.formula import WHOLE
from drafter.forms.calculate import At, Calculation
from drafter.forms.fold import folded, free_names
from drafter.forms.model import Answered, FilledColumn, FilledField, FilledForm, FilledTable, Place
from drafter.forms.sources import Rows, rows_of
from drafter.forms.wording import Texts
from drafter.language import Words
from drafter.library.body import parse_line
from drafter.library.schema import Asked, Column, Entry, Form, FormColumn, FormField, FormTable
from drafter.model import Align
from drafter.questionnaire.situation import RowScope, Situation
from drafter.records import dataclass
from drafter.types import TYPES, BadValue, BadValues, form_type, show_cell
from drafter.values.workdays import WorkCalendar

SIGNS = (Words("编制人", "Prepared by"), Words("审核人", "Checked by"))
_HEAD = {
    "form_code": Words("表单编号", "Form"), "contract_no": Words("合同编号", "Contract No."), "project_name": Words("项目名称", "Project"),
    "period": Words("所属期间", "Period"),
}  # fmt: skip
_FEWEST = 5  # rows to write in where a table has none and its form asks for none


@dataclass
class Filling:
    """What forms are filled from."""

    contract: Contract
    content: Content

    @property
    def forms(self) -> Forms:
        """Every form by code."""
        return self.content.forms

    @property
    def calendar(self) -> WorkCalendar:
        """The working days."""
        return self.content.library.calendar


@dataclass(frozen=True)
class Entries:
    """What was written into a form: by field, and by table (number, row, column)."""

    fields: Mapping[str, Any]
    cells: Mapping[tuple[int, int, str], Any]


NOTHING = Entries({}, {})


def fill_forms(filling: Filling, codes: Sequence[str]) -> tuple[list[FilledForm], list[Finding]]:
    """Return the forms, those made for every row once a row, and what went wrong in their formulas and texts."""
    made: list[FilledForm] = []
    findings: list[Finding] = []
    for code in codes:
        form = filling.forms[code]
        rows = copies(form, filling)
        for number, row in enumerate(rows, 1):
            filled, wrong = fill_form(form, filling, row, number if len(rows) > 1 or row is not None else 0)
            made.append(filled)
            findings += [f for f in wrong if f not in findings]
    return made, findings


def copies(form: Form, filling: Filling) -> list[dict[str, Any] | None]:
    """Return the rows a form is made for; one that is made once, or has no rows yet, is made for none."""
    rows = rows_of(form.each, filling.contract, filling.content).rows if form.each else None
    return list(rows) if rows else [None]


def fill_form(
    form: Form, filling: Filling, row: dict[str, Any] | None = None, number: int = 0, written: Entries = NOTHING
) -> tuple[FilledForm, list[Finding]]:
    """Return a form filled from the answers and from what is written in it already, with what went wrong."""
    return _Form(form, filling, row, number, written).fill()


class _Form:
    def __init__(self, form: Form, filling: Filling, row: dict[str, Any] | None, number: int, written: Entries) -> None:
        self.form, self.filling, self.row, self.number, self.written = form, filling, row, number, written
        self.situation = filling.contract.situation
        columns = rows_of(form.each, filling.contract, filling.content).columns if form.each else {}
        self.texts = Texts(filling.contract, filling.forms, form.code, columns)
        self.scope = RowScope(row if row is not None else {}, self.situation) if form.each else None
        self.calculation = Calculation(self.situation, filling.calendar, form.code, row)

    def fill(self) -> tuple[FilledForm, list[Finding]]:
        fields = [f for f in self.form.fields if f.when is None or holds(f.when, self.situation) is not False]
        self.calculation.absent = self._absent(fields)
        self.calculation.fields = {f.id: self._field(f) for f in fields}
        tables = [t for t in enumerate(self.form.tables) if self._printed(t[1])]
        self.calculation.tables = [self._rows(number, table) for number, table in tables]
        done = tuple(FilledField(f.id, f.title, self._computed(-1, -1, f.id, self.calculation.fields[f.id]), f.wide) for f in fields)
        printed = tuple(self._table(place, number, table) for place, (number, table) in enumerate(tables))
        filled = FilledForm(
            code=self.form.code,
            title=self.form.title,
            landscape=self.form.landscape,
            head=tuple(self._head({f.id for f in fields})),
            fields=done,
            before=self._paragraphs(self.form.before.zh, self.form.before.en),
            tables=printed,
            after=self._paragraphs(self.form.after.zh, self.form.after.en),
            signs=tuple(self.form.signs or SIGNS),
            phase=tuple(self.form.phase),
            copy=self._copy(),
            number=self.number,
        )
        filled = replace(filled, parameters=self._parameters(filled))
        findings = [*self.calculation.findings, *(f for filler in self.texts.fillers.values() for f in filler.findings)]
        return filled, list(dict.fromkeys(findings))

    def _absent(self, fields: Sequence[FormField]) -> frozenset[str]:
        """Return the names of fields and columns (as a whole) that the form has but this contract does not need."""
        printed = {c.id for t in self.form.tables if self._printed(t) for c in t.columns}
        columns = {c.id for t in self.form.tables for c in t.columns} - printed
        return frozenset({f.id for f in self.form.fields} - {f.id for f in fields} | {c + WHOLE for c in columns})

    def _printed(self, table: FormTable) -> bool:
        return table.form and (table.when is None or holds(table.when, self.situation) is not False)

    def _copy(self) -> Words | None:
        named = [v for v in (self.row or {}).values() if isinstance(v, Words)]
        name = (self.row or {}).get("name") or (named[0] if named else None)
        return name if isinstance(name, Words) else None

    def _paragraphs(self, zh: list[str], en: list[str]) -> tuple[Words, ...]:
        return tuple(self.texts.of(Words(*pair), self.scope) for pair in zip(zh, en, strict=True))

    def _head(self, own: set[str]) -> Iterator[FilledField]:
        values: dict[str, Any] = {"form_code": Words.of(self.form.code), "period": self.written.fields.get("period")}
        for name in ("contract_no", "project_name"):
            values[name] = head_value(self.situation, self.texts, name)
        for name, title in _HEAD.items():
            if name not in own:
                yield FilledField(name, title, Place(value=values[name], open=name == "period"), wide=name == "project_name")

    # --- places --------------------------------------------------------------------------------------------------------------------------

    def _field(self, field: FormField) -> Place:
        asked = self._inherited(field)
        place = _place(field, field.type, asked)
        if field.formula is not None:
            return replace(place, formula=field.formula)
        given = self.written.fields.get(field.id)
        if given is not None:
            return replace(place, value=given, open=True)
        return self._given(place, field.value, self.scope) if field.value is not None else place

    def _inherited(self, field: FormField) -> Asked | None:
        """Return the question whose answer a field shows, for its options."""
        pieces = parse_line(field.value.zh) if field.value is not None else ()
        names = [n for p in pieces if isinstance(p, Field) for n in p.expression.names]
        return self.situation.library.questions.get(names[0]) if len(pieces) == 1 and len(names) == 1 else None

    def _given(self, place: Place, words: Words, scope: Scope | None) -> Place:
        """Return a place with what the content says it holds: a value where it is one, else a text."""
        pieces = parse_line(words.zh)
        if len(pieces) == 1 and isinstance(pieces[0], Field) and not pieces[0].filters:
            value = self._evaluated(pieces[0].expression, scope)
            if value is None:
                return place
            if not place.value_type.is_text and not isinstance(value, Words):
                return replace(place, value=place.value_type.settle(value))
        elif not place.value_type.is_text:
            return replace(place, value=_constant(words, place))
        text = self.texts.of(words, scope)
        waits = self.texts.waits(words, scope)
        return replace(place, value=None if waits and not any(c.isalnum() for c in text.zh) else text, open=place.open or waits)

    def _evaluated(self, expression: Expression, scope: Scope | None) -> Any:
        try:
            value = evaluate(expression, scope or self.situation)
        except ExpressionError:
            return None  # said by the text
        return None if is_unknown(value) else value

    # --- tables --------------------------------------------------------------------------------------------------------------------------

    def _rows(self, number: int, table: FormTable) -> list[dict[str, Place]]:
        source = rows_of(table.rows_from, self.filling.contract, self.filling.content) if table.rows_from else Rows(table.rows)
        given = source.rows or []
        blank = table.blank or (0 if given else _FEWEST)
        rows: list[dict[str, Place]] = []
        for index in range(len(given) + blank):
            row = given[index] if index < len(given) else None
            places = {c.id: self._cell(c, source.columns.get(c.id), row, bool(table.rows_from)) for c in table.columns}
            rows.append({k: self._written(p, (number, index, k)) for k, p in places.items()})
        return rows

    def _written(self, place: Place, key: tuple[int, int, str]) -> Place:
        value = self.written.cells.get(key)
        return place if value is None or place.formula is not None else replace(place, value=value, open=True)

    def _cell(self, column: FormColumn, asked: Asked | None, row: Mapping[str, Any] | None, answered: bool) -> Place:
        place = _place(column, column.type or form_type(asked.type if asked else "text"), asked)
        formula = asked.computed if column.live and isinstance(asked, Column) else column.formula
        if formula is not None:
            return replace(place, formula=formula)
        value = row.get(column.id) if row is not None else None
        if value is None:
            scope = RowScope(row, self.situation) if row is not None else self.scope
            return self._given(place, column.value, scope) if column.value is not None and row is not None else place
        if not answered:
            return self._given(place, Words.of(value if isinstance(value, (str, dict, Words)) else str(value)), self.scope)
        return replace(place, value=self._answer(value, place, asked))

    def _answer(self, value: Any, place: Place, asked: Asked | None) -> Any:
        if isinstance(value, Words):
            return self.texts.literal(value)
        if place.value_type.is_text:
            return Words(*(show_cell(value, asked, n) for n in ("zh", "en"))) if asked is not None else Words.of(str(value))
        return value

    def _table(self, place: int, number: int, table: FormTable) -> FilledTable:
        question = self.situation.library.questions.get(table.rows_from or "")
        labels = {c.id: c.label for c in question.columns} if question else {}
        raw = self.calculation.tables[place]
        rows = [{k: self._computed(place, n, k, p) for k, p in row.items()} for n, row in enumerate(raw)]
        columns = tuple(_column(c, rows[0][c.id], labels) for c in table.columns)
        totals = {name: self._sum(name, place, rows[0][name]) for name in (table.total.sum if table.total else [])}
        blank = sum(all(p.value is None for p in row.values()) for row in rows)
        ordered = tuple(tuple(row[c.id] for c in columns) for row in rows)
        label = table.total.label if table.total else None
        return FilledTable(number, table.title, columns, ordered, blank, table.serial, label, totals)

    def _computed(self, table: int, row: int, name: str, place: Place) -> Place:
        if place.formula is None:
            return place
        calculation = self.calculation
        value = calculation.field(name) if table < 0 else calculation.cell(table, row, name)
        waits = calculation.waits(place.formula, table, row)
        return replace(place, value=value, formula=folded(place.formula, At(calculation, table, row), calculation), waits=waits)

    def _sum(self, name: str, table: int, cell: Place) -> Place:
        numbers = [v for v in self.calculation.column(name, table) or [] if isinstance(v, (int, Decimal))]
        return replace(cell, value=Decimal(sum(numbers)) if numbers else None, formula=None, open=False, options=())

    def _parameters(self, filled: FilledForm) -> dict[str, Answered]:
        """Return the answers the formulas use, which the sheet shows beside the form."""
        own = {*self.calculation.fields, *(k for rows in self.calculation.tables for row in rows for k in row)}
        names = sorted({n for p in filled.places if p.formula is not None for n in free_names(p.formula)} - own)
        return {n: self._parameter(n) for n in names if self.situation.knows(n)}

    def _parameter(self, name: str) -> Answered:
        kind, value = self.situation.kind(name), self.situation.value(name)
        place = Place(form_type(kind.type), options=tuple(kind.options), unit=kind.unit)
        if not is_unknown(value):
            place = replace(place, value=self._answer(value, place, kind))
        return Answered(kind.label, place)


def _place(entry: Entry, kind: str, asked: Asked | None) -> Place:
    options = tuple(entry.options) or (tuple(asked.options) if asked is not None and TYPES[kind].prompt == "menu" else ())
    limits = entry.range if entry.range is not None else asked.range if asked is not None else None
    return Place(kind, options=options, range=limits, unit=entry.unit, open=entry.open)


def _column(column: FormColumn, place: Place, labels: Mapping[str, Words]) -> FilledColumn:
    align: Align | None = column.align or place.value_type.align
    return FilledColumn(column.id, column.title or labels.get(column.id, Words.of(column.id)), column.width, align, place.type)


def _constant(words: Words, place: Place) -> Any:
    """Return a value that the content writes out: an option, yes or no, a number, a date; what is none of it stays a text."""
    kind = place.value_type
    try:
        return kind.settle(kind.read(words.zh, replace(place, range=None)))
    except (BadValue, BadValues):
        return words


def head_value(situation: Situation, texts: Texts, name: str) -> Words | None:
    """Return what the head of a form says of the contract's number or the project; None where it is to be written in."""
    value = situation.of(name)
    known = not is_unknown(value) and (name != "contract_no" or is_numbered(situation))
    return texts.literal(Words.of(value)) if known else None
