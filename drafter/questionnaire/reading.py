"""Reading answers: a raw value in, the value of its type out, or what is wrong with it in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from drafter.language import Words
from drafter.library.schema import Asked, Question
from drafter.values import money, uscc
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


def read_text(raw: Any, question: Asked) -> Words:
    """Return a text in both languages. Raises BadValue."""
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


def read_decimal(raw: Any, question: Asked) -> Decimal:
    """Return a number. Raises BadValue."""
    return _in_range(to_decimal(raw), question)


def read_integer(raw: Any, question: Asked) -> int:
    """Return a whole number. Raises BadValue."""
    value = to_decimal(raw)
    if value != value.to_integral_value():
        raise BadValue("应为整数", "expected a whole number")
    return int(_in_range(value, question))


def read_money(raw: Any, question: Asked) -> Decimal:
    """Return an amount in yuan, two decimals. Raises BadValue."""
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


def read_date(raw: Any, question: Asked) -> date:
    """Return a date between 1990 and 2100. Raises BadValue."""
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


def read_bool(raw: Any, question: Asked) -> bool:
    """Return a truth value. Raises BadValue."""
    value = _BOOLEANS.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if not isinstance(value, bool):
        raise BadValue("应为 是/否（true/false）", "expected yes or no (true/false)")
    return value


def read_choice(raw: Any, question: Asked) -> str:
    """Return the id of an option, named by id or label. Raises BadValue."""
    text = str(raw).strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    for option in question.options:
        if text in (option.id, option.label.zh, option.label.en):
            return option.id
    zh = "、".join(f"{o.id}（{o.label.zh}）" for o in question.options)
    en = ", ".join(f"{o.id} ({o.label.en})" for o in question.options)
    raise BadValue(f"应为以下之一：{zh}", f"must be one of: {en}")


def read_multichoice(raw: Any, question: Asked) -> list[str]:
    """Return the ids of the chosen options, in the order of the content. Raises BadValues."""
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为列表", "expected a list")
    chosen = _each(list(raw), lambda item: read_choice(item, question))
    return [o.id for o in question.options if o.id in chosen]  # in the order of the content: the same set prints the same


def read_list(raw: Any, question: Asked) -> list[Words]:
    """Return texts. Raises BadValues."""
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为列表", "expected a list")
    return _each(list(raw), lambda item: read_text(item, question))


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


def read_table(raw: Any, question: Question) -> list[dict[str, Any]]:
    """Return rows: values by column id. Raises BadValues."""
    if not isinstance(raw, (list, tuple)):
        raise BadValue("应为行的列表", "expected a list of rows")
    return _each(list(raw), lambda row: _read_row(row, question))


def _read_row(row: Any, question: Question) -> dict[str, Any]:
    from drafter.questionnaire.types import read_value

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


def read_party(raw: Any, question: Question) -> dict[str, Any]:
    """Return a party by its parts. Raises BadValue or BadValues."""
    if isinstance(raw, str) or (isinstance(raw, dict) and set(raw) == {"zh", "en"}):
        raw = {"name": raw}
    if not isinstance(raw, dict):
        raise BadValue("应为名称，或含名称、地址等的映射", "expected a name, or a mapping with name, address and so on")
    problems = [BadValue(f"没有“{k}”这一项", f"a party has no {k!r}", (str(k),)) for k in raw if k not in question.parts]
    parts: dict[str, Any] = {}
    for part in (p for p in question.parts if not is_open(raw.get(p))):
        try:
            parts[part] = read_uscc(raw[part], question) if part == "uscc" else read_text(raw[part], question)
        except BadValue as problem:
            problem.path = (part,)
            problems.append(problem)
    if problems:
        raise BadValues(problems)
    if "name" not in parts:
        raise BadValue("缺少名称", "the name is missing")
    return parts


def read_uscc(raw: Any, question: Asked) -> str:
    """Return a unified social credit code. Raises BadValue."""
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
