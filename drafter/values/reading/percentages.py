"""Percentages: 30, 30%, 百分之三十, 万分之五. What may be a share of one as well as a percentage is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from drafter.patterns import regex
from drafter.values.numbers import plain_number
from drafter.values.reading import numbers
from drafter.values.reading.characters import folded
from drafter.values.reading.numbers import Range
from drafter.values.reading.problems import BadValue

_SIGNED = regex(r"(.+?) *(%|‰|‱|percent|per cent|pct|个百分点)", re.IGNORECASE)
_SHARE = regex("(百|千|万)分之(.+)")
_PARTS = {"‰": Decimal("0.1"), "‱": Decimal("0.01"), "百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def percentage(raw: Any, limits: Range | None) -> Decimal:
    """Return a percentage within limits: 30 and 30% are 30. Raises BadValue, also for a bare 0.05 that may be 5 % or 0.05 %."""
    if isinstance(raw, str) and (said := _said(folded(raw))) is not None:
        return numbers.in_range(numbers.in_proportion(said), limits)
    value = numbers.number(raw)
    return _bare(value, limits) if 0 < value < 1 else numbers.in_range(value, limits)


def _said(text: str) -> Decimal | None:
    """Return the percentage of a text that says what it is."""
    if numbers.is_figure(text):
        return None
    if share := _SHARE.fullmatch(text):
        return (Decimal(100) if share[2] == "百" else numbers.quantity(share[2])) * _PARTS[share[1]]
    signed = _SIGNED.fullmatch(text)
    return numbers.quantity(signed[1]) * _PARTS.get(signed[2], Decimal(1)) if signed else None


def _bare(value: Decimal, limits: Range | None) -> Decimal:
    if not numbers.fits(value * 100, limits):
        return numbers.in_range(value, limits)
    small, large = f"{plain_number(value)}%", f"{plain_number(value * 100)}%"
    if numbers.fits(value, limits):
        raise BadValue(
            f"{plain_number(value)} 可能是{large}，也可能是{small}，请带百分号填写",
            f"{plain_number(value)} may be {large} or {small}: write it with its sign",
        )
    asked = numbers.between(limits, "%")
    raise BadValue(
        f"{plain_number(value)} 应{asked.zh}；如为{large}，请写 {large}",
        f"{plain_number(value)} must {asked.en}; for {large} write {large}",
    )
