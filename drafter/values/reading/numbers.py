"""Numbers, counts, percentages and amounts: exact, never float."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from drafter.values import money
from drafter.values.reading.problems import BadValue

Range = tuple[Decimal | None, Decimal | None]
_IN_TEXT = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_COUNT = re.compile(r"(\d[\d,，]*)(?:\.0+)?\s*[^\d\s.,]{0,3}")
_AMOUNT = re.compile(r"[¥￥]?\s*([\d,，.]+)\s*(万元|万|元|yuan|rmb|cny)?", re.IGNORECASE)


class Percentage(Decimal):
    """A number shown with a percent sign: 0.15 in the file, 15% to the reader."""


def number(raw: Any) -> Decimal:
    """Return a typed number exactly. Raises BadValue."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        raise BadValue("应为数字", "expected a number")
    text = _bare(raw.strip()).removesuffix("%").removesuffix("元") if isinstance(raw, str) else str(raw)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadValue(f"“{str(raw)[:40]}”不是数字", f"{str(raw)[:40]!r} is not a number") from None
    if not value.is_finite() or abs(value.adjusted()) > 15:
        raise BadValue("数字过大或过小", "a number out of all proportion")
    return value


def whole(raw: Any) -> Decimal:
    """Return a whole number. Raises BadValue."""
    value = number(raw)
    if value != value.to_integral_value():
        raise BadValue("应为整数", "expected a whole number")
    return value


def amount(raw: Any) -> Decimal:
    """Return an amount in yuan, to the fen. Raises BadValue."""
    value = number(raw)
    if value < 0:
        raise BadValue("金额不能为负数", "an amount may not be negative")
    if value != money.to_fen(value):
        raise BadValue("金额至多两位小数", "an amount has two decimals at most")
    if value > money.LARGEST:
        raise BadValue(f"金额超过{money.figures(money.LARGEST)}元", f"above {money.figures(money.LARGEST)} yuan")
    return value


def in_range(value: Decimal, limits: Range | None) -> Decimal:
    """Return the value. Raises BadValue when it lies outside the limits."""
    if limits is None:
        return value
    low, high = limits
    if (low is not None and value < low) or (high is not None and value > high):
        least, most = ("…" if low is None else f"{low}"), ("…" if high is None else f"{high}")
        raise BadValue(f"应在{least}至{most}之间，现为{value}", f"must lie between {least} and {most}, not {value}")
    return value


def in_text(text: str) -> Decimal | None:
    """Return the number that a text holds, where it holds one and no more."""
    found = _IN_TEXT.findall(text)
    return Decimal(_bare(found[0])) if len(found) == 1 else None


def counted(text: str) -> str:
    """Return the number of a count with its measure word: 12台, 3 pcs. Raises BadValue."""
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise BadValue(f"“{text[:30]}”不是数量", f"{text[:30]!r} is not a quantity")
    return _bare(found[1])


def amount_and_unit(text: str) -> tuple[str, Decimal | None]:
    """Return the figures of an amount and what its unit is worth in yuan, None where it names none: 46.2万元, ￥1,200. Raises BadValue."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise BadValue(f"“{text[:30]}”不是金额", f"{text[:30]!r} is not an amount")
    unit = money.TEN_THOUSAND if found[2] in ("万元", "万") else Decimal(1) if found[2] else None
    return found[1].replace("，", ","), unit


def _bare(figures: str) -> str:
    return figures.replace(",", "").replace("，", "")
