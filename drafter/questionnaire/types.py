"""The question types, one table: how an answer is read, written back, printed, and described as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from drafter.language import Language, Words
from drafter.library.schema import Asked, Column, Question
from drafter.questionnaire import reading
from drafter.questionnaire.reading import LONGEST_LONGTEXT, LONGEST_TEXT, OPEN, BadValue, BadValues, Wording, is_open
from drafter.values import money, units
from drafter.values.dates import long_date, short_date

__all__ = [
    "QUESTION_TYPES",
    "BadValue",
    "BadValues",
    "QuestionKind",
    "Wording",
    "is_open",
    "read_value",
    "show_cell",
    "show_value",
    "value_schema",
    "write_value",
]


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """One type of question."""

    read: Callable[[Any, Any], Any]  # (raw value, question) -> value; raises BadValue or BadValues
    write: Callable[[Any, Any], Any]  # (value, question) -> plain data that `read` takes back
    show: Callable[[Any, Any, Language], str]  # (value, question, language) -> as a contract prints it
    schema: Callable[[Any], dict[str, Any]]  # question -> JSON Schema


# --- writing back --------------------------------------------------------------------------------------------------


def _write_plain(value: Any, question: Asked) -> Any:
    return value


def _write_decimal(value: Decimal, question: Asked) -> Any:
    return f"{value:f}"


def _write_words(value: Words, question: Asked) -> Any:
    return value.plain()


def _write_table(value: list[dict[str, Any]], question: Question) -> Any:
    return [{c.id: write_value(row[c.id], c) for c in question.columns if c.id in row and c.computed is None} for row in value]


def _write_party(value: dict[str, Any], question: Question) -> Any:
    return {part: item.plain() if isinstance(item, Words) else item for part, item in value.items()}


# --- printing ------------------------------------------------------------------------------------------------------

JOIN: dict[Language, str] = {"zh": "、", "en": ", "}
_GROUPED = 5  # digits of a number that is printed in groups of three


def plain_number(value: Any) -> str:
    """Return a number without needless zeros: 99.50 -> 99.5, 30 -> 30."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_number(value: Any) -> str:
    """Return a number as documents print it, from 10,000 on with thousands separators (GB/T 15835-2011, 5.1.1): 9999, 2,364,360."""
    text = plain_number(value)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole.lstrip("-")) >= _GROUPED else text


def _show_number(value: Any, question: Asked, language: Language) -> str:
    return units.measure(printed_number(value), question.unit, language)


def _show_money(value: Decimal, question: Asked, language: Language) -> str:
    return f"人民币{money.figures(value)}元" if language == "zh" else f"RMB {money.figures(value)}"


def _show_choice(value: str, question: Asked, language: Language) -> str:
    option = question.option(value)
    return option.wording[language] if option else str(value)


def _show_party(value: dict[str, Any], question: Question, language: Language) -> str:
    name = value.get("name")
    return name[language] if isinstance(name, Words) else ""


_TABLE_SIZE: dict[Language, str] = {"zh": "{}行", "en": "{} rows"}


# --- JSON Schema ---------------------------------------------------------------------------------------------------

_BILINGUAL = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.,，%元 -]+$"}]}
_USCC = {"type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$"}


def _schema_text(question: Asked) -> dict[str, Any]:
    longest = LONGEST_LONGTEXT if question.type == "longtext" else LONGEST_TEXT
    return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": longest}, {"type": "number"}, _BILINGUAL]}


def _schema_choice(question: Asked) -> dict[str, Any]:
    return {"enum": [o.id for o in question.options]}


def _schema_table(question: Question) -> dict[str, Any]:
    columns = {c.id: {**value_schema(c), "title": c.label.zh} for c in question.columns if c.computed is None}
    return {"type": "array", "items": {"type": "object", "properties": columns, "additionalProperties": False}}


def _schema_party(question: Question) -> dict[str, Any]:
    parts = {p: _USCC if p == "uscc" else _schema_text(question) for p in question.parts}
    whole = {"type": "object", "properties": parts, "required": ["name"], "additionalProperties": False}
    return {"anyOf": [{"type": "string"}, whole, _BILINGUAL]}


QUESTION_TYPES: dict[str, QuestionKind] = {
    "text": QuestionKind(reading.read_text, _write_words, lambda v, q, n: v[n], _schema_text),
    "longtext": QuestionKind(reading.read_text, _write_words, lambda v, q, n: v[n], _schema_text),
    "integer": QuestionKind(reading.read_integer, _write_plain, _show_number, lambda q: _NUMBER),
    "decimal": QuestionKind(reading.read_decimal, _write_decimal, _show_number, lambda q: _NUMBER),
    "percent": QuestionKind(reading.read_decimal, _write_decimal, lambda v, q, n: f"{plain_number(v)}%", lambda q: _NUMBER),
    "money": QuestionKind(reading.read_money, _write_decimal, _show_money, lambda q: _NUMBER),
    "date": QuestionKind(
        reading.read_date, lambda v, q: v.isoformat(), lambda v, q, n: long_date(v, n), lambda q: {"type": "string", "format": "date"}
    ),
    "bool": QuestionKind(
        reading.read_bool, _write_plain, lambda v, q, n: {"zh": ("否", "是"), "en": ("no", "yes")}[n][v], lambda q: {"type": "boolean"}
    ),
    "choice": QuestionKind(reading.read_choice, _write_plain, _show_choice, _schema_choice),
    "multichoice": QuestionKind(
        reading.read_multichoice,
        _write_plain,
        lambda v, q, n: JOIN[n].join(_show_choice(item, q, n) for item in v),
        lambda q: {"type": "array", "items": _schema_choice(q), "uniqueItems": True},
    ),
    "list": QuestionKind(
        reading.read_list,
        lambda v, q: [item.plain() for item in v],
        lambda v, q, n: JOIN[n].join(item[n] for item in v),
        lambda q: {"type": "array", "items": _schema_text(q)},
    ),
    "table": QuestionKind(reading.read_table, _write_table, lambda v, q, n: _TABLE_SIZE[n].format(len(v)), _schema_table),
    "party": QuestionKind(reading.read_party, _write_party, _show_party, _schema_party),
    "uscc": QuestionKind(reading.read_uscc, _write_plain, lambda v, q, n: v, lambda q: _USCC),
}


def read_value(raw: Any, question: Asked) -> Any:
    """Return the value of a raw answer. Raises BadValue or BadValues."""
    return QUESTION_TYPES[question.type].read(raw, question)


def write_value(value: Any, question: Asked) -> Any:
    """Return plain data that `read_value` turns back into `value`."""
    return QUESTION_TYPES[question.type].write(value, question)


def show_value(value: Any, question: Asked, language: Language) -> str:
    """Return the value as a contract prints it."""
    return QUESTION_TYPES[question.type].show(value, question, language)


def show_cell(value: Any, column: Column | Asked, language: Language) -> str:
    """Return the value as a table cell prints it: no currency, no unit, short dates."""
    if column.type == "money":
        return money.figures(value)
    if column.type == "date":
        return short_date(value, language)
    if column.type in ("integer", "decimal"):
        return printed_number(value)
    return show_value(value, column, language)


def value_schema(question: Asked) -> dict[str, Any]:
    """Return the JSON Schema of an answer; null and 待定 mean not yet known."""
    kind = QUESTION_TYPES[question.type].schema(question)
    return {"anyOf": [kind, {"type": "null"}, {"enum": sorted(OPEN)}]}
