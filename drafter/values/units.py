"""Units of measure with their printed forms."""

from __future__ import annotations

from drafter.language import Language
from drafter.records import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what follows the number in Chinese, and the English noun in singular and plural."""

    zh: str
    one: str
    many: str


UNITS: dict[str, Unit] = {
    "day": Unit("日", "day", "days"),
    "workday": Unit("个工作日", "Working Day", "Working Days"),
    "month": Unit("个月", "month", "months"),
    "year": Unit("年", "year", "years"),
    "hour": Unit("小时", "hour", "hours"),
    "workhour": Unit("个工作小时", "Working Hour", "Working Hours"),
    "minute": Unit("分钟", "minute", "minutes"),
    "second": Unit("秒", "second", "seconds"),
    "person-day": Unit("人日", "person-day", "person-days"),
    "function-point": Unit("个功能点", "function point", "function points"),
    "point": Unit("分", "point", "points"),
    "time": Unit("次", "time", "times"),
    "person": Unit("人", "person", "persons"),
    "item": Unit("项", "item", "items"),
    "copy": Unit("份", "copy", "copies"),
}


def measure(number: str, unit: str | None, language: Language) -> str:
    """Return `number` with its unit: 30日, 10个工作日, 30 days, 1 day."""
    if not unit:
        return number
    forms = UNITS[unit]
    if language == "zh":
        return number + forms.zh
    return f"{number} {forms.one if number == '1' else forms.many}"
