"""The question types, one table: how an answer is read, written back, printed, and described as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from drafter.language import Language, Words
from drafter.library.schema import Asked, Column, Question
from drafter.values import money, units, uscc
from drafter.values.dates import long_date
from drafter.values.texts import forbidden_characters

LONGEST_TEXT = 500
LONGEST_LONGTEXT = 20_000
MOST_ROWS = 20_000


class BadValue(ValueError):
    """A value that does not fit its question: what is wrong (both languages) and where inside the value."""

    def __init__(self, zh: str, en: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(en)
        self.zh, self.en, self.path = zh, en, path


class BadValues(ValueError):
    """Several values inside one answer that do not fit."""

    def __init__(self, problems: list[BadValue]) -> None:
        super().__init__("; ".join(p.en for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class Wording(Words):
    """A text that comes from the content and may hold fields; a typed answer never is one."""


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """One type of question."""

    read: Callable[[Any, Any], Any]  # (raw value, question) -> value; raises BadValue or BadValues
    write: Callable[[Any, Any], Any]  # (value, question) -> plain data that `read` takes back
    show: Callable[[Any, Any, Language], str]  # (value, question, language) -> as a contract prints it
    schema: Callable[[Any], dict[str, Any]]  # question -> JSON Schema


# --- reading -------------------------------------------------------------------------------------------------------


def _read_text(raw: Any, question: Asked) -> Words:
    longest = LONGEST_LONGTEXT if question.type == "longtext" else LONGEST_TEXT
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        raw = str(raw)
    try:
        words = Words.of(raw)
    except ValueError:
        raise BadValue("应为文本，或含 zh、en 的映射", "expected a text, or a mapping with zh and en") from None
    for text in (words.zh, words.en):
        _check_characters(text, longest, question.type == "longtext")
    return words if isinstance(words, Wording) else Words(words.zh.strip(), words.en.strip())


def _check_characters(text: str, longest: int, lines: bool) -> None:
    if not text.strip():
        raise BadValue("不能为空；尚未确定的请写“待定”", "may not be empty; write TBD for what is not yet known")
    if len(text) > longest:
        raise BadValue(f"超过{longest}个字符", f"longer than {longest} characters")
    if bad := forbidden_characters(text, lines):
        raise BadValue(f"含有不允许的字符 {'、'.join(bad[:5])}", f"holds characters that are not allowed: {', '.join(bad[:5])}")


def to_decimal(raw: Any) -> Decimal:
    """Return a typed number exactly. Raises BadValue."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        raise BadValue("应为数字", "expected a number")
    if isinstance(raw, (int, float, Decimal)):
        text = str(raw)
    else:
        text = raw.strip().replace(",", "").replace("，", "").removesuffix("%").removesuffix("元")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadValue(f"“{str(raw)[:40]}”不是数字", f"{str(raw)[:40]!r} is not a number") from None
    if not value.is_finite() or abs(value.adjusted()) > 15:
        raise BadValue("数字过大或过小", "a number out of all proportion")
    return value


def _read_decimal(raw: Any, question: Asked) -> Decimal:
    return _in_range(to_decimal(raw), question)


def _read_integer(raw: Any, question: Asked) -> int:
    value = to_decimal(raw)
    if value != value.to_integral_value():
        raise BadValue("应为整数", "expected a whole number")
    return int(_in_range(value, question))


def _read_money(raw: Any, question: Asked) -> Decimal:
    value = to_decimal(raw)
    if value < 0:
        raise BadValue("金额不能为负数", "an amount may not be negative")
    if value != money.to_fen(value):
        raise BadValue("金额至多两位小数", "an amount has two decimals at most")
    if value > money.LARGEST:
        raise BadValue(f"金额超过{money.figures(money.LARGEST)}元", f"above {money.figures(money.LARGEST)} yuan")
    return money.to_fen(_in_range(value, question))


def _in_range(value: Decimal, question: Asked) -> Decimal:
    if question.range is None:
        return value
    low, high = question.range
    if (low is not None and value < low) or (high is not None and value > high):
        least, most = ("…" if low is None else f"{low}"), ("…" if high is None else f"{high}")
        raise BadValue(f"应在{least}至{most}之间，现为{value}", f"must lie between {least} and {most}, not {value}")
    return value


def _read_date(raw: Any, question: Asked) -> date:
    if isinstance(raw, datetime):
        raw = raw.date() if raw.time() == datetime.min.time() else None
    if isinstance(raw, str):
        try:
            raw = date.fromisoformat(raw.strip())
        except ValueError:
            raw = None
    if not isinstance(raw, date) or not 1990 <= raw.year <= 2100:
        raise BadValue("应为日期，如 2027-01-01", "expected a date such as 2027-01-01")
    return raw


_BOOLEANS = {"true": True, "yes": True, "是": True, "y": True, "false": False, "no": False, "否": False, "n": False}


def _read_bool(raw: Any, question: Asked) -> bool:
    value = _BOOLEANS.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if not isinstance(value, bool):
        raise BadValue("应为 是/否（true/false）", "expected yes or no (true/false)")
    return value


def _read_choice(raw: Any, question: Asked) -> str:
    text = str(raw).strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    for option in question.options:
        if text in (option.id, option.label.zh, option.label.en):
            return option.id
    zh = "、".join(f"{o.id}（{o.label.zh}）" for o in question.options)
    en = ", ".join(f"{o.id} ({o.label.en})" for o in question.options)
    raise BadValue(f"应为以下之一：{zh}", f"must be one of: {en}")


def _read_multichoice(raw: Any, question: Asked) -> list[str]:
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为列表", "expected a list")
    chosen = _each(list(raw), lambda item: _read_choice(item, question))
    return [o.id for o in question.options if o.id in chosen]  # in the order of the content: the same set prints the same


def _read_list(raw: Any, question: Asked) -> list[Words]:
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为列表", "expected a list")
    return _each(list(raw), lambda item: _read_text(item, question))


def _each(items: list[Any], read: Callable[[Any], Any]) -> list[Any]:
    if len(items) > MOST_ROWS:
        raise BadValue(f"超过{MOST_ROWS}项", f"more than {MOST_ROWS} items")
    values, problems = [], []
    for index, item in enumerate(items):
        try:
            values.append(read(item))
        except BadValue as problem:
            problem.path = (index, *problem.path)
            problems.append(problem)
        except BadValues as several:
            for one in several.problems:
                one.path = (index, *one.path)
            problems += several.problems
    if problems:
        raise BadValues(problems)
    return values


def _read_table(raw: Any, question: Question) -> list[dict[str, Any]]:
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为行的列表", "expected a list of rows")
    return _each(list(raw), lambda row: _read_row(row, question))


def _read_row(row: Any, question: Question) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BadValue("每行应为“列: 值”的映射", "each row is a mapping of column to value")
    columns = {c.id: c for c in question.columns}
    problems = [BadValue(f"没有名为“{k}”的列", f"there is no column {k!r}", (str(k),)) for k in row if k not in columns]
    values: dict[str, Any] = {}
    for column in question.columns:
        raw = row.get(column.id, column.default)
        if is_open(raw):
            continue
        if column.computed is not None:
            if column.id in row:
                problems.append(BadValue("该列由系统计算，不得填写", "this column is computed and is not typed", (column.id,)))
            continue
        try:
            values[column.id] = read_value(raw, column)
        except BadValue as problem:
            problem.path = (column.id, *problem.path)
            problems.append(problem)
    if problems:
        raise BadValues(problems)
    return values


def _read_party(raw: Any, question: Question) -> dict[str, Any]:
    if isinstance(raw, str) or (isinstance(raw, dict) and set(raw) == {"zh", "en"}):
        raw = {"name": raw}
    if not isinstance(raw, dict):
        raise BadValue("应为名称，或含名称、地址等的映射", "expected a name, or a mapping with name, address and so on")
    problems = [BadValue(f"没有“{k}”这一项", f"a party has no {k!r}", (str(k),)) for k in raw if k not in question.parts]
    parts: dict[str, Any] = {}
    for part in (p for p in question.parts if not is_open(raw.get(p))):
        try:
            parts[part] = _read_uscc(raw[part], question) if part == "uscc" else _read_text(raw[part], question)
        except BadValue as problem:
            problem.path = (part,)
            problems.append(problem)
    if problems:
        raise BadValues(problems)
    if "name" not in parts:
        raise BadValue("缺少名称", "the name is missing")
    return parts


def _read_uscc(raw: Any, question: Asked) -> str:
    code = str(raw).strip().upper()
    if not uscc.is_valid(code):
        raise BadValue(
            "不是有效的统一社会信用代码（18位，末位为校验码）",
            "not a valid unified social credit code (18 characters, the last a check digit)",
        )
    return code


OPEN = {"待定", "TBD", "tbd"}


def is_open(raw: Any) -> bool:
    """Return whether a raw value says that the answer is not yet known."""
    return raw is None or (isinstance(raw, str) and raw.strip() in OPEN)


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


def plain_number(value: Any) -> str:
    """Return a number without needless zeros: 99.50 -> 99.5, 30 -> 30."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _show_number(value: Any, question: Asked, language: Language) -> str:
    return units.measure(plain_number(value), question.unit, language)


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
    "text": QuestionKind(_read_text, _write_words, lambda v, q, n: v[n], _schema_text),
    "longtext": QuestionKind(_read_text, _write_words, lambda v, q, n: v[n], _schema_text),
    "integer": QuestionKind(_read_integer, _write_plain, _show_number, lambda q: _NUMBER),
    "decimal": QuestionKind(_read_decimal, _write_decimal, _show_number, lambda q: _NUMBER),
    "percent": QuestionKind(_read_decimal, _write_decimal, lambda v, q, n: f"{plain_number(v)}%", lambda q: _NUMBER),
    "money": QuestionKind(_read_money, _write_decimal, _show_money, lambda q: _NUMBER),
    "date": QuestionKind(
        _read_date, lambda v, q: v.isoformat(), lambda v, q, n: long_date(v, n), lambda q: {"type": "string", "format": "date"}
    ),
    "bool": QuestionKind(
        _read_bool, _write_plain, lambda v, q, n: {"zh": ("否", "是"), "en": ("no", "yes")}[n][v], lambda q: {"type": "boolean"}
    ),
    "choice": QuestionKind(_read_choice, _write_plain, _show_choice, _schema_choice),
    "multichoice": QuestionKind(
        _read_multichoice,
        _write_plain,
        lambda v, q, n: JOIN[n].join(_show_choice(item, q, n) for item in v),
        lambda q: {"type": "array", "items": _schema_choice(q), "uniqueItems": True},
    ),
    "list": QuestionKind(
        _read_list,
        lambda v, q: [item.plain() for item in v],
        lambda v, q, n: JOIN[n].join(item[n] for item in v),
        lambda q: {"type": "array", "items": _schema_text(q)},
    ),
    "table": QuestionKind(_read_table, _write_table, lambda v, q, n: _TABLE_SIZE[n].format(len(v)), _schema_table),
    "party": QuestionKind(_read_party, _write_party, _show_party, _schema_party),
    "uscc": QuestionKind(_read_uscc, _write_plain, lambda v, q, n: v, lambda q: _USCC),
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
        return str(value.isoformat())
    if column.type in ("integer", "decimal"):
        return plain_number(value)
    return show_value(value, column, language)


def value_schema(question: Asked) -> dict[str, Any]:
    """Return the JSON Schema of an answer; null and 待定 mean not yet known."""
    kind = QUESTION_TYPES[question.type].schema(question)
    return {"anyOf": [kind, {"type": "null"}, {"enum": sorted(OPEN)}]}
