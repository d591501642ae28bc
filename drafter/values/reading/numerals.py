"""Numbers in Chinese numerals, lower-case and capital, and in English words."""

from __future__ import annotations

from functools import lru_cache

from drafter.patterns import regex
from drafter.values.numerals import ENGLISH_ONES, ENGLISH_TENS, ENGLISH_UNITS, chinese, english, read_chinese

_LOWER = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆两兩〇○", "一二二三三四五六六七八九十百千万亿元二二零零")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_LIMIT = 10**16  # what numerals are written for
_ONLY = regex("[零一二三四五六七八九十百千万亿]+")
_OPTIONAL_ZERO = regex("(?<=[万亿])零(?=[一二三四五六七八九]千)")  # 支付结算办法 annex 1, 4: may be written or not
_BARE_TEN = regex("(?<![一二三四五六七八九])十")


def lower(text: str) -> str:
    """Return capital numerals as lower-case ones: 壹佰贰拾 -> 一百二十, 两 -> 二."""
    return text.translate(_LOWER)


@lru_cache(maxsize=1 << 10)
def chinese_number(text: str) -> int | None:
    """Return a whole number in Chinese numerals, None for anything else.

    What is not written as the number is written is none: 一百二 may be 102 or 120.
    """
    text = _BARE_TEN.sub("一十", lower(text))
    if not _ONLY.fullmatch(text):
        return None
    number = read_chinese(text)
    return number if number is not None and number < _LIMIT and _written(chinese(number)) == _written(text) else None


def _written(text: str) -> str:
    return _OPTIONAL_ZERO.sub("", _BARE_TEN.sub("一十", text))


def digits_in_order(text: str) -> str | None:
    """Return 二〇二六 as 2026, None for anything but digits one after the other."""
    signs = [str(_DIGITS[sign]) if sign in _DIGITS else "" for sign in lower(text)]
    return "".join(signs) if signs and all(signs) else None


# --- English -------------------------------------------------------------------------------------------------------

_SMALL = {word: value for value, word in enumerate(ENGLISH_ONES)} | {word: 10 * value for value, word in enumerate(ENGLISH_TENS) if word}


def english_number(text: str) -> int | None:
    """Return a whole number in English words (one million two hundred and five), None for anything else."""
    words = text.casefold().replace("-", " ").replace(",", " ").split()
    total = group = 0
    for word in words:
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group *= 100
        elif word in ENGLISH_UNITS:
            total, group = total + group * ENGLISH_UNITS[word], 0
        elif word != "and":
            return None
    return total + group if words and english(total + group).replace("-", " ").split() == [w for w in words if w != "and"] else None
