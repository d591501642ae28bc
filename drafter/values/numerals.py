"""Whole numbers in Chinese numerals, as lists and amounts have them, and the other numerals of Word's lists."""

from __future__ import annotations

_LOWER = ("零一二三四五六七八九", ("", "十", "百", "千"))
_CAPITALS = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_GROUPS = ("", "万", "亿", "万亿")  # of four digits each


def chinese(number: int, zero: str = "零") -> str:
    """Return 12 as 十二, 101 as 一百零一, as Word's taiwaneseCountingThousand does; its chineseCountingThousand has 〇 for `zero`."""
    text = _in_groups(number, *_LOWER).replace("零", zero)
    return text[1:] if text.startswith("一十") else text


def capitals(number: int) -> str:
    """Return 1020 as 壹仟零贰拾, as amounts are written. Zeros before a 仟 are not written (支付结算办法 annex 1, 3)."""
    return _in_groups(number, *_CAPITALS)


def _in_groups(number: int, digits: str, units: tuple[str, ...]) -> str:
    """Return a number below 10^16 by groups of four digits; a group without thousands is joined to those before it by a zero."""
    text = ""
    for place in reversed(range(len(_GROUPS))):
        group = number // 10_000**place % 10_000
        if group:
            joined = digits[0] if text and group < 1_000 else ""
            text = text.removesuffix("亿" if place == 2 else "") + joined + _group(group, digits, units) + _GROUPS[place]
    return text or digits[0]


def _group(group: int, digits: str, units: tuple[str, ...]) -> str:
    text = ""
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif text and group % 10**place and not text.endswith(digits[0]):
            text += digits[0]
    return text


def roman(number: int) -> str:
    """Return 14 as xiv."""
    text = ""
    for value, sign in _ROMAN:
        text, number = text + sign * (number // value), number % value
    return text


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """Return 1 as a, 26 as z, 27 as aa, 28 as bb, as Word's lowerLetter does."""
    repeat, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (repeat + 1)


def circled(number: int) -> str:
    """Return 1 as ①; above 20 the plain number, as Word's decimalEnclosedCircle does."""
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)
