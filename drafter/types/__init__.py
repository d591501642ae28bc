"""Types of values: one table of all that questions, columns of tables and forms, Word, Excel and JSON Schema know of a value."""

from __future__ import annotations

from typing import Any, Protocol

from drafter.language import Language, Wording
from drafter.types.composite import PARTS, open_schema
from drafter.types.kind import Spec, ValueType
from drafter.types.table import TYPES, form_type
from drafter.types.text import JOIN
from drafter.values.reading import BadValue, BadValues, is_open

__all__ = [
    "JOIN",
    "PARTS",
    "TYPES",
    "BadValue",
    "BadValues",
    "Spec",
    "Typed",
    "ValueType",
    "Wording",
    "form_type",
    "is_open",
    "read_value",
    "show_cell",
    "show_value",
    "value_schema",
    "write_value",
]


class Typed(Spec, Protocol):
    """What says of what type its values are: a question, a column, a place of a form."""

    @property
    def value_type(self) -> ValueType: ...


def read_value(raw: Any, spec: Typed) -> Any:
    """Return the value of a raw answer. Raises BadValue or BadValues."""
    return spec.value_type.read(raw, spec)


def write_value(value: Any, spec: Typed) -> Any:
    """Return plain data that `read_value` turns back into `value`."""
    return spec.value_type.write(value, spec)


def show_value(value: Any, spec: Typed, language: Language) -> str:
    """Return the value as a contract prints it."""
    return spec.value_type.show(value, spec, language)


def show_cell(value: Any, spec: Typed, language: Language) -> str:
    """Return the value as a table cell prints it: no currency, no unit, short dates."""
    return spec.value_type.cell(value, spec, language)


def value_schema(spec: Typed) -> dict[str, Any]:
    """Return the JSON Schema of an answer; null and 待定 mean not yet known."""
    return open_schema(spec.value_type.schema(spec))
