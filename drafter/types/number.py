"""Numbers: whole ones, others, percentages, and amounts in yuan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from drafter.language import Language, Words
from drafter.types.kind import Excel, Print, Spec, ValueType
from drafter.values import money, units
from drafter.values.numbers import plain_number, printed_number
from drafter.values.reading import amounts, measures, numbers, percentages

_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "minLength": 1}]}  # the ways to write a number are those of values/reading


class Number(ValueType):
    """A number, printed with its unit."""

    title = Words("数字", "a number")
    examples: ClassVar[tuple[Any, ...]] = (30, "2364360.5", "1,200")
    in_text = True
    align = "right"
    unbroken = True
    excel = Excel(sheet="General", rule="decimal")

    def read(self, raw: Any, spec: Spec) -> Any:
        return numbers.in_range(measures.measured(raw, spec.unit), spec.range)

    def write(self, value: Any, spec: Spec) -> Any:
        return f"{value:f}"

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        if isinstance(written, str) and written.replace(".", "", 1).lstrip("-").isdigit():
            written = Decimal(written)
        return super().to_cell(written, spec, language)

    def within(self, text: str) -> Any:
        return numbers.in_text(text)

    def show(self, value: Any, spec: Spec, language: Language) -> str:
        return units.measure(printed_number(value), spec.unit, language)

    def cell(self, value: Any, spec: Spec, language: Language) -> str:
        return printed_number(value)

    def entry(self, value: Any, spec: Spec, language: Language, long: bool = False) -> str:
        return self.show(value, spec, language)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return _SCHEMA


class Whole(Number):
    """A whole number."""

    title = Words("整数", "a whole number")
    examples: ClassVar[tuple[Any, ...]] = (30, "1,200")
    narrow = True
    excel = Excel("0", "0", "whole")

    def read(self, raw: Any, spec: Spec) -> int:
        return int(numbers.in_range(numbers.as_whole(measures.measured(raw, spec.unit)), spec.range))

    def write(self, value: int, spec: Spec) -> Any:
        return value


class Percent(Number):
    """A percentage: 30 is 30 %."""

    title = Words("百分数（30表示30%）", "a percentage (30 for 30 %)")
    examples: ClassVar[tuple[Any, ...]] = (30, "99.5%")
    narrow = True
    excel = Excel('General"%"', "General", "decimal")

    def read(self, raw: Any, spec: Spec) -> Decimal:
        return percentages.percentage(raw, spec.range)

    def write(self, value: Decimal, spec: Spec) -> Any:
        """Return the percentage, with its sign where without it it might be taken for a share of one."""
        bare = not 0 < value < 1 or not numbers.fits(value * 100, spec.range)
        return f"{value:f}" if bare else f"{value:f}%"

    def show(self, value: Decimal, spec: Spec, language: Language) -> str:
        return f"{plain_number(value)}%"

    def cell(self, value: Decimal, spec: Spec, language: Language) -> str:
        return self.show(value, spec, language)

    def total(self, amount: Decimal) -> str:
        return f"{plain_number(amount)}%"


class Money(Number):
    """An amount in yuan, to the fen."""

    title = Words("金额（元）", "an amount in yuan")
    examples: ClassVar[tuple[Any, ...]] = (1200000, "1,234,567.80元")
    excel = Excel("#,##0.00", "#,##0.00", "decimal")

    def read(self, raw: Any, spec: Spec) -> Decimal:
        return money.to_fen(numbers.in_range(amounts.amount(raw), spec.range))

    def settle(self, value: Any) -> Decimal:
        return money.to_fen(Decimal(value))

    def show(self, value: Decimal, spec: Spec, language: Language) -> str:
        return money.printed(value, language)

    def cell(self, value: Decimal, spec: Spec, language: Language) -> str:
        return money.figures(value)

    def entry(self, value: Decimal, spec: Spec, language: Language, long: bool = False) -> str:
        return money.figures(value)

    def total(self, amount: Decimal) -> str:
        return money.figures(amount)

    def computed(self, formula: str, words: Print) -> str:
        return f"ROUND({formula},2)"
