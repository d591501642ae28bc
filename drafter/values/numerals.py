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


_VALUES = {digit: value for digits in (_LOWER[0], _CAPITALS[0], "〇") for value, digit in enumerate(digits)} | {"两": 2}
_UNITS = {unit: 10**place for units in (_LOWER[1], _CAPITALS[1]) for place, unit in enumerate(units) if unit} | {
    "万": 10_000,
    "亿": 100_000_000,
}


def read_chinese(text: str) -> int | None:
    """Return what a Chinese numeral says (三十 is 30, 二〇二七 is 2027, 贰拾万 is 200,000); None for what is none."""
    if not text or any(c not in _VALUES and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total, group, digit = 0, 0, 0
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c]
        elif _UNITS[c] < 10_000:
            group, digit = group + (digit or 1) * _UNITS[c], 0
        elif c == "万":  # of its own group: 一亿二千万
            total, group, digit = total + (group + digit) * _UNITS[c], 0, 0
        else:  # of all before it: 一万二千亿
            total, group, digit = (total + group + digit) * _UNITS[c], 0, 0
    return total + group + digit


ENGLISH_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_UNITS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def english(number: int) -> str:
    """Return 121 as one hundred twenty-one, as Word's cardinalText does."""
    for unit, worth in reversed(ENGLISH_UNITS.items()):
        if number >= worth:
            rest = number % worth
            return f"{english(number // worth)} {unit}" + (f" {english(rest)}" if rest else "")
    if number < len(ENGLISH_ONES):
        return ENGLISH_ONES[number]
    return ENGLISH_TENS[number // 10] + (f"-{ENGLISH_ONES[number % 10]}" if number % 10 else "")


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
