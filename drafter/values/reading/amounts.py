"""Amounts in yuan, to the fen: in figures, with 万元 and 亿元, in capitals (支付结算办法 annex 1), in English words, or in figures and words at once."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.patterns import regex
from drafter.values import money
from drafter.values.reading import numbers
from drafter.values.reading.characters import folded
from drafter.values.reading.numerals import chinese_number, english_number, lower
from drafter.values.reading.problems import BadValue

_CURRENCY = r"人民币|renminbi|rmb|cny|¥|yuan"
_BEFORE = regex(rf"(?:(?:{_CURRENCY}|[(]?(?:大写|小写)[)]?|:) *)*", re.IGNORECASE)
_AFTER = regex(r" *(?:(元人民币|元|圆|yuan|rmb|cny|人民币)(?: *(?:整|正|only))?|(only))$", re.IGNORECASE)
_TWICE = regex(r"(.+?) *[(]((?:大写|小写)?[:：]? *[^()]+)[)]")
_IN_CHINESE = regex("(?:(.*[十百千万亿零一二三四五六七八九])元)?零?(?:([一二三四五六七八九])角)?零?(?:([一二三四五六七八九])分)?[整正]?")
_IN_FIGURES = regex(rf"((?:{numbers.GROUPED}|[0-9]+))元(?:([1-9])角)?(?:零?([1-9])分)?[整正]?")
_IN_ENGLISH = regex(r"(?:([a-z, -]+?) yuan)?(?: and )?(?:([a-z -]+?) fen)?(?: only)?", re.IGNORECASE)
_FOREIGN = regex(r"[$€£]|usd|eur|gbp|hkd|美元|港[币元]|欧元|英镑|日元", re.IGNORECASE)
_NAMES_UNIT = regex(r"[万亿元圆¥角分]|yuan|rmb|cny|人民币|renminbi", re.IGNORECASE)


def amount(raw: Any) -> Decimal:
    """Return an amount in yuan, to the fen. Raises BadValue."""
    return in_fen(read(raw))


def read(raw: Any) -> Decimal:
    """Return an amount in yuan as it is written, which may be less than a fen. Raises BadValue."""
    return numbers.in_proportion(_read(folded(raw)) if isinstance(raw, str) else numbers.exact(raw))


def in_fen(value: Decimal) -> Decimal:
    """Return an amount that can be paid. Raises BadValue."""
    if value < 0:
        raise BadValue("金额不能为负数", "an amount may not be negative")
    if value != money.to_fen(value):
        raise BadValue(f"金额至多两位小数，现为{value.normalize():f}元", f"an amount has two decimals at most, not {value.normalize():f}")
    if value > money.LARGEST:
        raise BadValue(f"金额超过{money.figures(money.LARGEST)}元", f"above {money.figures(money.LARGEST)} yuan")
    return value


def names_unit(text: str) -> bool:
    """Return whether a text says itself what its figures count: 46.2万元, ￥1,200."""
    return _NAMES_UNIT.search(folded(text)) is not None


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> Decimal:
    if numbers.is_figure(text):
        return numbers.figure(text)
    if twice := _TWICE.fullmatch(text):
        return _agreeing(_one(twice[1]), _one(twice[2]), text)
    return _one(text)


def _agreeing(figures: Decimal, words: Decimal, text: str) -> Decimal:
    if figures != words:
        raise BadValue(
            f"“{text[:60]}”的大小写金额不一致：{money.figures(figures)}与{money.figures(words)}",
            f"{text[:60]!r} says {money.figures(figures)} and {money.figures(words)}",
        )
    return figures


def _one(text: str) -> Decimal:
    bare = text[match.end() :] if (match := _BEFORE.match(text)) else text
    for way in (_chinese, _figures_and_jiao, _english):
        if (found := way(bare)) is not None:
            return found
    if _FOREIGN.search(text):
        raise BadValue(f"“{text[:40]}”不是人民币金额", f"{text[:40]!r} is not an amount in RMB")
    if bare.endswith("%"):
        raise BadValue(f"“{text[:40]}”是百分数，应为金额（元）", f"{text[:40]!r} is a percentage; expected an amount in yuan")
    try:
        return numbers.quantity(_AFTER.sub("", bare).strip())
    except numbers.NoNumber:
        raise BadValue(
            f"“{text[:40]}”不是金额，请写作 1200000、1,200,000.00、120万元或壹佰贰拾万元整",
            f"{text[:40]!r} is not an amount: write 1200000, 1,200,000.00 or 1.2 million",
        ) from None


def _chinese(text: str) -> Decimal | None:
    """Return an amount in Chinese numerals with yuan, jiao or fen; a nought before jiao and fen may stand or not."""
    found = _IN_CHINESE.fullmatch(lower(text.replace(" ", "")))
    if found is None or not any(found.groups()):
        return None
    yuan = chinese_number(found[1]) if found[1] else 0
    return None if yuan is None else yuan + _digit(found[2]) / 10 + _digit(found[3]) / 100


def _digit(sign: str | None) -> Decimal:
    return Decimal(chinese_number(sign) or 0 if sign else 0)


def _figures_and_jiao(text: str) -> Decimal | None:
    """Return 80,000元2角5分."""
    found = _IN_FIGURES.fullmatch(text.replace(" ", ""))
    if found is None or not (found[2] or found[3]):
        return None
    return numbers.figure(found[1]) + Decimal(f"0.{found[2] or 0}{found[3] or 0}")


def _english(text: str) -> Decimal | None:
    found = _IN_ENGLISH.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        return None
    yuan, fen = (english_number(words) if words else 0 for words in (found[1], found[2]))
    return None if yuan is None or fen is None or fen > 99 else Decimal(yuan) + Decimal(fen) / 100
