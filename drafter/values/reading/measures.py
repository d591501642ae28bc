"""Counts and durations with what they count: 12台, 24个月, 2年 where months are asked for."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.patterns import regex
from drafter.values.reading import numbers
from drafter.values.reading.characters import folded
from drafter.values.reading.problems import BadValue
from drafter.values.units import UNITS

_WRITTEN: dict[str, tuple[str, ...]] = {  # how offices write the units that answers are asked for in
    "day": ("日", "天", "个自然日", "自然日", "个日历日", "日历日", "日历天", "day", "days", "calendar day", "calendar days"),
    "workday": ("个工作日", "工作日", "working day", "working days", "business day", "business days", "workday", "workdays"),
    "month": ("个月", "月", "month", "months"),
    "year": ("年", "year", "years"),
    "hour": ("小时", "个小时", "h", "hr", "hrs", "hour", "hours"),
    "workhour": ("个工作小时", "工作小时", "个工作时", "working hour", "working hours"),
    "minute": ("分钟", "分", "min", "mins", "minute", "minutes"),
    "second": ("秒", "秒钟", "s", "sec", "secs", "second", "seconds"),
    "week": ("周", "个星期", "星期", "week", "weeks"),
    "quarter": ("个季度", "季度", "季", "quarter", "quarters"),
    "person-day": ("人日", "人天", "个人日", "person-day", "person-days", "man-days"),
    "function-point": ("个功能点", "功能点", "function point", "function points", "fp"),
    "point": ("分", "point", "points"),
    "person": ("人", "名", "位", "person", "persons", "people"),
    "copy": ("份", "copy", "copies"),
    "time": ("次", "time", "times"),
    "item": ("项", "item", "items"),
}
_EXACTLY: dict[str, dict[str, int]] = {  # of other units, where law and calendar leave no doubt
    "month": {"year": 12, "quarter": 3},
    "day": {"week": 7},
    "minute": {"hour": 60},
    "second": {"minute": 60},
}
_TIMED = frozenset({"day", "workday", "month", "year", "hour", "workhour", "minute", "second"})
_CLASSIFIERS = frozenset("个台套名人位份项次条张块间处辆座户家部组件册本箱盒批支只根片对双节点路") | {
    "pcs",
    "units",
    "sets",
    "pieces",
    "devices",
}
_MEASURES = frozenset(word for words in _WRITTEN.values() for word in words) | _CLASSIFIERS
_YEARS_MONTHS = regex("(.+?)年(?:零|又)?(?:(.+?)个?月|(半))")


def is_measure(word: str) -> bool:
    """Return whether a word is a unit or measure that figures may carry."""
    return word in _MEASURES


def measured(raw: Any, unit: str | None) -> Decimal:
    """Return a number in a unit of `values.units`, or without one. Raises BadValue."""
    return _in_unit(folded(raw), unit) if isinstance(raw, str) else numbers.number(raw)


@lru_cache(maxsize=1 << 12)
def _in_unit(text: str, unit: str | None) -> Decimal:
    if unit == "month" and (found := _YEARS_MONTHS.fullmatch(text)):
        return numbers.quantity(found[1]) * 12 + (6 if found[3] else numbers.quantity(found[2]))
    if unit == "month" and text == "半年":
        return Decimal(6)
    try:
        return numbers.number(text)
    except BadValue:
        if (parted := _parted(text)) is None:
            raise
    return numbers.in_proportion(numbers.quantity(parted[0]) * _worth(parted[1], unit, text))


def _parted(text: str) -> tuple[str, str] | None:
    """Return the number of a text and its measure word, the longest there is, each as it stands."""
    for end in range(1, len(text)):
        if (measure := text[end:].strip().casefold()) in _MEASURES:
            return text[:end].rstrip(), measure
    return None


def _worth(measure: str, unit: str | None, text: str) -> Decimal:
    """Return what one of a measure is in the unit. Raises BadValue."""
    if measure in _WRITTEN.get(unit or "", ()):
        return Decimal(1)
    for other, worth in _EXACTLY.get(unit or "", {}).items():
        if measure in _WRITTEN[other]:
            return Decimal(worth)
    if unit not in _TIMED and measure in _CLASSIFIERS:
        return Decimal(1)
    if unit is None:
        raise BadValue(f"“{text[:30]}”应为不带单位的数字", f"{text[:30]!r}: expected a number without a unit")
    asked = UNITS[unit]
    raise BadValue(
        f"“{text[:30]}”的单位不是“{asked.zh}”，请写作 30{asked.zh}", f"{text[:30]!r} is not in {asked.many}: write 30 {asked.many}"
    )
