"""A form filled as far as the answers go: places with values, formulas and what may be written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from drafter.expressions import Expression
from drafter.language import Language, Words
from drafter.library.schema import FieldType, Option
from drafter.model import Align
from drafter.questionnaire.types import plain_number, printed_number
from drafter.values.dates import long_date, short_date, short_moment
from drafter.values.money import figures
from drafter.values.units import measure

YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}
YES_NO_OPTIONS = (Option(id="true", label=YES_NO[True]), Option(id="false", label=YES_NO[False]))
RIGHT = {"money", "integer", "decimal", "percent"}
CENTRE = {"choice", "bool", "date", "datetime", "time"}


@dataclass(frozen=True)
class Place:
    """A place in a form: what it holds or is to hold. `value` is None where it is to be written in or not yet to be computed."""

    type: FieldType = "text"
    value: Any = None
    formula: Expression | None = None
    options: tuple[Option, ...] = ()
    range: tuple[Decimal | None, Decimal | None] | None = None
    unit: str | None = None
    open: bool = False  # may be changed although it is filled in
    waits: bool = False  # computed, but from what is still to be written in: on paper there is nothing yet

    @property
    def writable(self) -> bool:
        """Whether somebody writes here: neither computed nor filled for good."""
        return self.formula is None and (self.value is None or self.open)

    @property
    def choices(self) -> tuple[Option, ...]:
        """What there is to choose from."""
        return YES_NO_OPTIONS if self.type == "bool" else self.options

    @property
    def chosen(self) -> str | None:
        """The id of the option that is chosen."""
        return None if self.value is None else str(self.value).lower() if self.type == "bool" else str(self.value)

    def show(self, language: Language, long: bool = False) -> str:
        """Return the value as a reader sees it; `long` writes dates out."""
        if self.value is None:
            return ""
        if self.type in ("bool", "choice"):
            return next((o.label[language] for o in self.choices if o.id == self.chosen), str(self.value))
        return _show(self, language, long)


def _show(place: Place, language: Language, long: bool) -> str:
    value = place.value
    if isinstance(value, Words):
        return value[language]
    if place.type == "money":
        return figures(value)
    if place.type == "percent":
        return f"{plain_number(value)}%"
    if place.type == "date":
        return long_date(value, language) if long else short_date(value, language)
    if place.type in ("datetime", "time"):
        return short_moment(value, language) if place.type == "datetime" else f"{value:%H:%M}"
    return measure(printed_number(value), place.unit, language) if place.type in ("integer", "decimal") else str(value)


@dataclass(frozen=True)
class FilledField:
    """A label and a place."""

    id: str
    title: Words
    place: Place
    wide: bool = False


@dataclass(frozen=True)
class FilledColumn:
    """A column: its heading, its share of the width, and what stands in it."""

    id: str
    title: Words
    width: float
    align: Align | None
    type: FieldType


@dataclass(frozen=True)
class FilledTable:
    """A table: places by row and column, and its total. The last `blank` rows are to be written in."""

    number: int  # of the form's tables, those not printed counted too
    title: Words | None
    columns: tuple[FilledColumn, ...]
    rows: tuple[tuple[Place, ...], ...]
    blank: int = 0
    serial: bool = False
    total_label: Words | None = None
    totals: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """An answer a formula uses: a parameter of the form."""

    label: Words
    place: Place


@dataclass(frozen=True)
class FilledForm:
    """A form, or one copy of it."""

    code: str
    title: Words
    landscape: bool
    head: tuple[FilledField, ...]
    fields: tuple[FilledField, ...]
    before: tuple[Words, ...]
    tables: tuple[FilledTable, ...]
    after: tuple[Words, ...]
    signs: tuple[Words, ...]
    phase: tuple[int, ...]
    copy: Words | None = None  # of a form that is made for every row: which row
    number: int = 0  # the number of that copy, from 1
    parameters: Mapping[str, Answered] = field(default_factory=dict)

    @property
    def places(self) -> Iterator[Place]:
        """Every place of the form."""
        yield from (f.place for f in (*self.head, *self.fields))
        for table in self.tables:
            for row in table.rows:
                yield from row
            yield from table.totals.values()
