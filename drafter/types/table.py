"""The types of values, one table: of questions, columns of tables, facts, and places of forms. To add a type, add a line."""

from __future__ import annotations

from drafter.types.choice import Choice, MultiChoice, YesNo
from drafter.types.code import CreditCode
from drafter.types.composite import Party, Table
from drafter.types.kind import ValueType
from drafter.types.moment import Date, DateTime, TimeOfDay
from drafter.types.number import Money, Number, Percent, Whole
from drafter.types.text import Code, List, LongText, Text

TYPES: dict[str, ValueType] = {
    "text": Text(),
    "longtext": LongText(),
    "code": Code(),
    "integer": Whole(),
    "decimal": Number(),
    "percent": Percent(),
    "money": Money(),
    "date": Date(),
    "datetime": DateTime(),
    "time": TimeOfDay(),
    "bool": YesNo(),
    "choice": Choice(),
    "multichoice": MultiChoice(),
    "list": List(),
    "table": Table(),
    "party": Party(),
    "uscc": CreditCode(),
}


def form_type(name: str) -> str:
    """Return the type by which a form holds the values of a type: its own, or text."""
    return name if TYPES[name].form else "text"
