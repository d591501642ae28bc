"""Numbers: exact, never float, and never guessed: what may be read in two ways is refused with both."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.language import Words
from drafter.patterns import regex
from drafter.values.numbers import plain_number
from drafter.values.reading.characters import folded
from drafter.values.reading.numerals import chinese_number, english_number
from drafter.values.reading.problems import BadValue

Range = tuple[Decimal | None, Decimal | None]

GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+"  # thousands in threes: 1,200,000 (or ISO 80000-1: 1 200 000)
_PLAIN = r"0|[1-9][0-9]*"
_FIGURE = regex(rf"[+-]?(?:{GROUPED}|{_PLAIN})(?:\.[0-9]+)?")
_BADLY_GROUPED = regex(r"[+-]?[0-9][0-9, ]*[, ][0-9, ]*(?:\.[0-9]+)?")
_SCIENTIFIC = regex(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
_TIMES = regex(rf"([+-]?(?:{GROUPED}|{_PLAIN})(?:\.[0-9]+)?) *([十百千]?(?:万亿|万|亿)|[百千]|thousand|million|billion)", re.IGNORECASE)
_MIXED = regex(r"(?:([1-9][0-9]*)亿)?(?:([1-9][0-9]{0,3})万)?([0-9]{4}(?:\.[0-9]+)?)?")  # 120万5000; 120万5 is none
_WORTH = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_LARGEST_EXPONENT = 15


class NoNumber(BadValue):
    """A text that is no number at all, not even one badly written."""


def quoted(raw: Any) -> tuple[str, str]:
    """Return what was read as a message names it, in both languages."""
    return f"“{str(raw).strip()[:40]}”", f"{str(raw).strip()[:40]!r}"


def is_figure(text: str) -> bool:
    """Return whether a text is a number in figures and nothing else, as most are."""
    return _FIGURE.fullmatch(text) is not None


@lru_cache(maxsize=1 << 13)
def figure(text: str) -> Decimal:
    """Return the number that figures write: thousands in threes or not at all, a point before decimals. Raises BadValue."""
    if _FIGURE.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    zh, en = quoted(text)
    if _SCIENTIFIC.fullmatch(text):
        raise BadValue(
            f"{zh}是科学计数法，请写出全部数字，如 1200000", f"{en} is in scientific notation: write all digits, such as 1200000"
        )
    if _BADLY_GROUPED.fullmatch(text):
        raise BadValue(
            f"{zh}的逗号或空格不是三位一组，不能确定是多少；请写作 1200000 或 1,200,000，小数用点",
            f"the separators in {en} do not part groups of three: write 1200000 or 1,200,000, and a point before decimals",
        )
    if re.fullmatch("[0-9]+", text):
        raise BadValue(f"{zh}以0开头，像是编号而不是数字", f"{en} begins with a nought, like a code and no number")
    raise NoNumber(f"{zh}不是数字，请写作 1200000 或 1.5", f"{en} is not a number: write 1200000 or 1.5")


def quantity(text: str) -> Decimal:
    """Return a number in figures, in figures with 万, 亿, million, in Chinese numerals or in English words. Raises BadValue."""
    if is_figure(text):
        return figure(text)
    if times := _TIMES.fullmatch(text):
        return figure(times[1]) * _worth(times[2].casefold())
    if (mixed := _MIXED.fullmatch(text)) and (mixed[1] or mixed[2]):
        return int(mixed[1] or 0) * Decimal(10**8) + int(mixed[2] or 0) * Decimal(10**4) + Decimal(mixed[3] or 0)
    worded = chinese_number(text) if text[:1] > "\x7f" else english_number(text) if text[:1].isalpha() else None
    return figure(text) if worded is None else Decimal(worded)


def _worth(word: str) -> int:
    if word in _WORTH:
        return _WORTH[word]
    worth = 1
    for sign in word:
        worth *= _WORTH[sign]
    return worth


def number(raw: Any) -> Decimal:
    """Return a number exactly. Raises BadValue."""
    return in_proportion(quantity(folded(raw)) if isinstance(raw, str) else exact(raw))


def exact(raw: Any) -> Decimal:
    """Return a number that is one already. Raises BadValue."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise BadValue("应为数字", "expected a number")
    return Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)


def in_proportion(value: Decimal) -> Decimal:
    """Return a number that a contract can hold. Raises BadValue."""
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise BadValue("数字过大或过小", "a number out of all proportion")
    return value


def as_whole(value: Decimal) -> Decimal:
    """Return a number that is whole. Raises BadValue."""
    if value != value.to_integral_value():
        raise BadValue(f"应为整数，现为{plain_number(value)}", f"expected a whole number, not {plain_number(value)}")
    return value


def in_range(value: Decimal, limits: Range | None) -> Decimal:
    """Return the value. Raises BadValue when it lies outside the limits."""
    if fits(value, limits):
        return value
    asked = between(limits)
    raise BadValue(f"应{asked.zh}，现为{plain_number(value)}", f"must {asked.en}, not {plain_number(value)}")


def between(limits: Range | None, sign: str = "") -> Words:
    """Return limits in words that follow 应 or must: 在10%至100%之间."""
    low, high = (None if limit is None else f"{limit}{sign}" for limit in limits or (None, None))
    if low is None or high is None:
        return Words(f"不小于{low}", f"be {low} at least") if high is None else Words(f"不大于{high}", f"be {high} at most")
    return Words(f"在{low}至{high}之间", f"lie between {low} and {high}")


def fits(value: Decimal, limits: Range | None) -> bool:
    """Return whether a value lies within limits."""
    low, high = limits or (None, None)
    return (low is None or value >= low) and (high is None or value <= high)


_IN_TEXT = regex(rf"(?:{GROUPED}|[0-9]+)(?:\.[0-9]+)?")


def in_text(text: str) -> Decimal | None:
    """Return the number that a text holds, where it holds one and no more."""
    found = _IN_TEXT.findall(folded(text))
    return Decimal(found[0].replace(",", "").replace(" ", "")) if len(found) == 1 else None
