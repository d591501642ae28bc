"""A form filled as far as the answers go: places with values, formulas and what may be written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Any

from drafter.expressions import Expression
from drafter.language import Language, Words
from drafter.model import Align
from drafter.records import dataclass
from drafter.types import TYPES, ValueType
from drafter.values.reading.choices import Option


@dataclass(frozen=True)
class Place:
    """A place in a form: what it holds or is to hold. `value` is None where it is to be written in or not yet to be computed."""

    type: str = "text"  # a name of `TYPES`
    value: Any = None
    formula: Expression | None = None
    options: Sequence[Option] = ()
    range: tuple[Decimal | None, Decimal | None] | None = None
    unit: str | None = None
    open: bool = False  # may be changed although it is filled in
    waits: bool = False  # computed, but from what is still to be written in: on paper there is nothing yet

    @property
    def value_type(self) -> ValueType:
        """What drafter knows of the values of this type."""
        return TYPES[self.type]

    @property
    def writable(self) -> bool:
        """Whether somebody writes here: neither computed nor filled for good."""
        return self.formula is None and (self.value is None or self.open)

    @property
    def choices(self) -> Sequence[Option]:
        """What there is to choose from."""
        return self.value_type.options(self)

    @property
    def chosen(self) -> str | None:
        """The id of the option that is chosen."""
        return None if self.value is None else self.value_type.chosen(self.value)

    def show(self, language: Language, long: bool = False) -> str:
        """Return the value as a reader sees it; `long` writes dates out."""
        if self.value is None:
            return ""
        if isinstance(self.value, Words):
            return self.value[language]
        return self.value_type.entry(self.value, self, language, long)


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
    type: str


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
