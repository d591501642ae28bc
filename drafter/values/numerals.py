"""Whole numbers as Word's lists print them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1024)
def chinese(number: int) -> str:
    """Return 12 as 十二, 101 as 一百零一, as Word's chineseCountingThousand does."""
    import cn2an

    return str(cn2an.an2cn(str(number), "low"))


def roman(number: int) -> str:
    """Return a small number in lower-case Roman numerals."""
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + sign, number - value
    return text


def letters(number: int) -> str:
    """Return 1 as a, 26 as z, 27 as aa, as Word's lowerLetter does."""
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def circled(number: int) -> str:
    """Return 1 as ①; above 10 the plain number, as Word's decimalEnclosedCircleChinese does."""
    return chr(0x245F + number) if number <= 10 else str(number)
