"""Cells of an office's table read as what their column wants. Registers alone may say less than that; that is a doubt then: 2021年 for a date."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from drafter.language import Words
from drafter.library.schema import Column
from drafter.memo import by_identity
from drafter.office_tables.words import Vocabulary, plain
from drafter.records import dataclass
from drafter.types import BadValue, read_value
from drafter.values.money import to_fen
from drafter.values.reading import amounts, days
from drafter.values.reading.characters import folded

_ENDS = frozenset({"warranty_end", "maintenance_end", "eol_date"})


@dataclass(frozen=True, slots=True)
class Read:
    """A value read, and what is doubtful about the reading."""

    value: Any
    doubt: Words | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are read: what their words mean, and from which day the file counts dates."""

    known: Vocabulary
    epoch: datetime | None = None


def read_cell(cell: Any, column: Column, manner: Manner) -> Read:
    """Return what a cell says. Raises BadValue when it cannot be read."""
    known, said = manner.known, plain(cell)
    if known.says_nothing(said, column):
        return Read(None)
    return (_READERS.get(column.type, _text) if known.is_register else _text)(cell, column, manner)


def _text(cell: Any, column: Column, manner: Manner) -> Read:
    return Read(read_value(column.value_type.from_cell(cell), column))


def _money(cell: Any, column: Column, manner: Manner) -> Read:
    raw, doubt = column.value_type.from_cell(cell), None
    value = amounts.read(raw)
    if value != to_fen(value):
        doubt = Words(f"金额不到分，已四舍五入为{to_fen(value)}元", f"less than a fen: rounded to {to_fen(value)} yuan")
    return Read(read_value(to_fen(value), column), doubt)


def _count(cell: Any, column: Column, manner: Manner) -> Read:
    return Read(read_value(column.value_type.from_cell(cell), column))


def _date(cell: Any, column: Column, manner: Manner) -> Read:
    if isinstance(cell, datetime):
        return Read(read_value(cell.date(), column))
    if isinstance(cell, date):
        return Read(read_value(cell, column))
    text = folded(f"{cell:f}" if isinstance(cell, Decimal) else str(cell))
    if days.written(text):
        return Read(read_value(text, column))
    epoch = manner.epoch
    if text.isdigit() and epoch is not None and isinstance(day := days.from_serial(int(text), epoch), datetime):
        return _serial(text, day.date(), column)
    if found := days.partial(text):
        year, month = found
        return _within(year, month or 1, month or 12, column, text)
    return Read(read_value(text, column))


def _serial(number: str, day: date, column: Column) -> Read:
    doubt = Words(f"单元格是数字 {int(number)}，按 Excel 日期读作 {day}", f"the number {int(number)}, read as the Excel date {day}")
    return Read(read_value(day, column), doubt)


def _within(year: int, first: int, last: int, column: Column, text: str) -> Read:
    """Return a date of which only month or year is given: the last day of what ends, the first of what begins."""
    if not days.FIRST_YEAR <= year <= days.LAST_YEAR:
        raise BadValue(f"“{text[:30]}”不是日期", f"{text[:30]!r} is not a date")
    ends = column.id in _ENDS
    day = date(year, last, calendar.monthrange(year, last)[1]) if ends else date(year, first, 1)
    return Read(read_value(day, column), Words(f"“{text}”没有写明日，暂按 {day}", f"{text!r} names no day: taken as {day}"))


def _bool(cell: Any, column: Column, manner: Manner) -> Read:
    if isinstance(cell, bool):
        return Read(cell)
    said = plain(cell)
    if said in manner.known.yes or said in manner.known.no:
        return Read(said in manner.known.yes)
    return Read(read_value(column.value_type.from_cell(cell), column))


def _choice(cell: Any, column: Column, manner: Manner) -> Read:
    said = plain(f"{cell:f}" if isinstance(cell, Decimal) else cell)
    if (named := _options_by_name(column).get(said)) is not None:
        return Read(named)
    words = manner.known.options(column.id)
    if said in words:
        return Read(words[said])
    within = sorted((word for word in words if len(word) > 1 and word in said), key=len, reverse=True)
    found = {words[word] for word in within if len(word) == len(within[0])}
    if len(found) == 1:
        [option_id] = found
        label = next(o.label for o in column.options if o.id == option_id)
        return Read(option_id, Words(f"“{cell}”按“{label.zh}”处理", f"{str(cell)!r} taken as {label.en!r}"))
    known = "、".join(o.label.zh for o in column.options), ", ".join(o.label.en for o in column.options)
    raise BadValue(f"“{str(cell)[:30]}”不在以下各项中：{known[0]}", f"{str(cell)[:30]!r} is none of: {known[1]}")


@by_identity
def _options_by_name(column: Column) -> dict[str, str]:
    """Return the options of a column by id and label in plain form; the first of two that are called alike."""
    names = [(plain(name), option.id) for option in column.options for name in (option.id, option.label.zh, option.label.en)]
    return dict(reversed(names))


_READERS: dict[str, Callable[[Any, Column, Manner], Read]] = {
    "money": _money, "integer": _count, "date": _date, "bool": _bool, "choice": _choice,
}  # fmt: skip
