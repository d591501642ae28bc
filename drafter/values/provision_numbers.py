"""The numbers of provisions as contracts have them: 第十二条, 第１２条, 第一百〇一条, （三）, 3.2, ⑳, Article 12, Clause 12.3(a). One grammar for every reader."""

from __future__ import annotations

import re
import unicodedata

from drafter.patterns import regex
from drafter.values.reading.numerals import chinese_number

CHINESE = "〇○零一二三四五六七八九十百千两"  # 〇 as Word's chineseCountingThousand has it, ○ as some editors do
LEVELS = "编章节条款项目"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
_NUMERAL = rf"[{CHINESE}\d]{{1,9}}"  # \d takes full-width figures too
_POINTS = r"\d+(?:[.．]\d+)*"
_ROMAN = regex("(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)

ARTICLE = regex(f"第({_NUMERAL})条")


def numbered(levels: str = LEVELS) -> str:
    """Return the pattern of 第 and a number before one of the levels."""
    return rf"第{_NUMERAL}[{levels}]"


def english(words: str = "Article|Section|Clause|Chapter|Part") -> str:
    """Return the pattern of an English word for a provision and its number: Clause 12.3(a), Article XII."""
    return rf"(?:{words})\s+(?:{_POINTS}(?:\([a-z\d]{{1,4}}\))*|[IVX]+\b)"


LISTED = rf"[（(][{CHINESE}\d]{{1,3}}[)）]|[{CHINESE}]{{1,3}}[、.．]|[{_CIRCLED}]"  # （三）, 三、, ③
POINTS = _POINTS


def with_one_nought(number: str) -> str:
    """Return a number with one sign of nought: LibreOffice saves taiwaneseCountingThousand as chineseCountingThousand, where Word has 〇 for 零."""
    return number.replace("〇", "零")


def number_of(text: str) -> int | None:
    """Return the number that figures, full-width figures, Chinese numerals, Roman ones or a circled figure stand for, None for anything else."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and re.match(f"[{_CIRCLED}]", text):
        return int(unicodedata.numeric(text))
    if _ROMAN.fullmatch(text):
        return _roman(text.lower())
    return chinese_number(text)


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[c] for c in text]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
