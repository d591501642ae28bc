"""Cells of a register read as what their column wants, each with what was understood only in part."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from drafter.assets.words import options_by_word, plain, plain_words
from drafter.language import Words
from drafter.library.schema import Column
from drafter.questionnaire.reading import BadValue, to_decimal
from drafter.questionnaire.tables import raw_value
from drafter.questionnaire.types import read_value
from drafter.values.money import to_fen

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_COUNT = re.compile(r"(\d[\d,，]*)(?:\.0+)?\s*[^\d\s.,]{0,3}")
_AMOUNT = re.compile(r"[¥￥]?\s*([\d,，.]+)\s*(万元|万|元|yuan|rmb|cny)?", re.IGNORECASE)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # whole numbers that Excel means as days: 1954 to 2119
_ENDS = frozenset({"warranty_end", "maintenance_end", "eol_date"})
TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Read:
    """A value read, and what is doubtful about the reading."""

    value: Any
    doubt: Words | None = None


def read_cell(cell: Any, column: Column, times: Decimal = Decimal(1), epoch: datetime | None = None) -> Read:
    """Return what a cell says; amounts are multiplied by `times`. Raises BadValue when it cannot be read."""
    if plain(cell) in plain_words("nothing") and plain(cell) not in options_by_word(column.id) and column.type != "bool":
        return Read(None)
    return _READERS.get(column.type, _text)(cell, column, times, epoch)


def _text(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    if isinstance(cell, Decimal) or (isinstance(cell, (int, float)) and not isinstance(cell, bool)):
        number = Decimal(str(cell))
        cell = f"{number.normalize():f}" if number == number.to_integral_value() else str(number)
    return Read(read_value(raw_value(cell, column), column))


def _money(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    doubt = None
    if isinstance(cell, str):
        found = _AMOUNT.fullmatch(cell.strip())
        if found is None:
            raise BadValue(f"“{cell[:30]}”不是金额", f"{cell[:30]!r} is not an amount")
        cell = found[1].replace("，", ",")
        if found[2] in ("万元", "万"):
            times = TEN_THOUSAND
        elif found[2]:
            times = Decimal(1)
    value = to_decimal(cell) * times
    if value != to_fen(value):
        doubt = Words(f"金额不到分，已四舍五入为{to_fen(value)}元", f"less than a fen: rounded to {to_fen(value)} yuan")
    return Read(read_value(to_fen(value), column), doubt)


def _count(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    if isinstance(cell, str):
        found = _COUNT.fullmatch(cell.strip())
        if found is None:
            raise BadValue(f"“{cell[:30]}”不是数量", f"{cell[:30]!r} is not a quantity")
        cell = found[1].replace(",", "").replace("，", "")
    return Read(read_value(raw_value(cell, column), column))


def _date(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    if isinstance(cell, datetime):
        return Read(read_value(cell.date(), column))
    if isinstance(cell, date):
        return Read(read_value(cell, column))
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()
    for pattern in (_DAY, _EIGHT):
        if found := pattern.fullmatch(text):
            return Read(read_value("{}-{:0>2}-{:0>2}".format(*found.groups()), column))
    if text.isdigit() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL and epoch is not None:
        return _serial(int(text), column, epoch)
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return _within(int(found[1]), int(found[2]), int(found[2]), column, text)
    if found := _YEAR.fullmatch(text):
        return _within(int(found[1]), 1, 12, column, text)
    raise BadValue(f"“{text[:30]}”不是日期", f"{text[:30]!r} is not a date")


def _serial(number: int, column: Column, epoch: datetime) -> Read:
    from openpyxl.utils.datetime import from_excel

    day = from_excel(number, epoch)
    assert isinstance(day, datetime)
    found = day.date()
    return Read(
        read_value(found, column),
        Words(f"单元格是数字 {number}，按 Excel 日期读作 {found}", f"the number {number}, read as the Excel date {found}"),
    )


def _within(year: int, first: int, last: int, column: Column, text: str) -> Read:
    """Return a date of which only month or year is given: the last day of what ends, the first of what begins."""
    if not 1990 <= year <= 2100:
        raise BadValue(f"“{text[:30]}”不是日期", f"{text[:30]!r} is not a date")
    ends = column.id in _ENDS
    day = date(year, last, calendar.monthrange(year, last)[1]) if ends else date(year, first, 1)
    return Read(read_value(day, column), Words(f"“{text}”没有写明日，暂按 {day}", f"{text!r} names no day: taken as {day}"))


def _bool(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    if isinstance(cell, bool):
        return Read(cell)
    said = plain(cell)
    if said in plain_words("yes") or said in plain_words("no"):
        return Read(said in plain_words("yes"))
    raise BadValue(f"“{str(cell)[:30]}”不是“是”或“否”", f"{str(cell)[:30]!r} is neither yes nor no")


def _choice(cell: Any, column: Column, times: Decimal, epoch: datetime | None) -> Read:
    said = plain(f"{cell:f}" if isinstance(cell, Decimal) else cell)
    for option in column.options:
        if said in (plain(option.id), plain(option.label.zh), plain(option.label.en)):
            return Read(option.id)
    words = options_by_word(column.id)
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


_READERS: dict[str, Callable[[Any, Column, Decimal, datetime | None], Read]] = {
    "money": _money, "integer": _count, "date": _date, "bool": _bool, "choice": _choice,
}  # fmt: skip
