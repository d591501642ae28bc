"""Texts, in one language or in both."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.language import Wording, Words
from drafter.patterns import regex
from drafter.values.reading.codes import not_a_text
from drafter.values.reading.problems import BadValue
from drafter.values.texts import forbidden_characters


def text(raw: Any, longest: int, lines: bool = False) -> Words:
    """Return a text in both languages, `longest` characters at most; `lines` says that it may have several lines. Raises BadValue."""
    if type(raw) is str:
        return _words(raw, raw, longest, lines)
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return _words(str(raw), str(raw), longest, lines)
    if isinstance(raw, (bool, float, date, time)):
        raise not_a_text(raw)
    try:
        words = Words.of(raw)
    except ValueError:
        raise BadValue("应为文本，或含 zh、en 的映射", "expected a text, or a mapping with zh and en") from None
    checked = _words(words.zh, words.en, longest, lines)
    return words if isinstance(words, Wording) else checked


# what a form or an earlier contract leaves to be filled in: ____, 【待填】, XX市, ××公司
_BLANK = regex(
    r"_{3,}|＿{2,}|×{2,}|【[^】]{0,20}[待填][^】]{0,20}】|\[(?:insert|name|date|tbd)[^\]]{0,30}\]|(?<![0-9A-Za-z])[xX＊*]{2,}(?=[省市县区局厅委院所处司系项年月日号路])",
    re.IGNORECASE,
)
_IN_BLANKS = frozenset("_＿【[×xX＊*")  # one of which is in every blank


@lru_cache(maxsize=1 << 12)  # the same words stand in many rows
def _words(zh: str, en: str, longest: int, lines: bool) -> Words:
    _check(zh, longest, lines)
    if en != zh:
        _check(en, longest, lines)
    return Words(zh.strip(), en.strip())


def _check(one: str, longest: int, lines: bool) -> None:
    if not one.strip():
        raise BadValue("不能为空；尚未确定的请写“待定”", "may not be empty; write TBD for what is not yet known")
    if len(one) <= longest and not _IN_BLANKS.isdisjoint(one) and (blank := _BLANK.search(one)):
        raise BadValue(
            f"“{blank[0]}”是没有填写的空白；尚未确定的请写“待定”",
            f"{blank[0]!r} is a blank that was not filled in; write TBD for what is not yet known",
        )
    if len(one) > longest:
        raise BadValue(f"超过{longest}个字符", f"longer than {longest} characters")
    if not lines and "\n" in one.replace("\r", "\n"):
        raise BadValue("含有换行，请写在一行内", "holds a line break: write it on one line")
    if bad := forbidden_characters(one, lines):
        raise BadValue(
            f"含有不能打印的字符 {'、'.join(bad[:5])}，请删去后重新输入",
            f"holds characters that cannot be printed, {', '.join(bad[:5])}: take them out and type it again",
        )


def items(cell: str) -> list[str]:
    """Return the items of a list written into one cell: one a line or, where there is one line only, between commas and the like."""
    if "\n" not in cell:
        for mark in SEPARATORS:
            cell = cell.replace(mark, "\n")
    found = [item.strip() for item in cell.split("\n") if item.strip()]
    return [] if found in ([NOTHING.zh], [NOTHING.en]) else found


SEPARATORS = ",，;；、"
NOTHING = Words("无", "none")  # an empty list, which is an answer; an empty cell is none
