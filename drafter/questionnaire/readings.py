"""Readings: what an answer was taken for, wherever it was not written as it will print, so that nobody finds out from the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from drafter.language import LANGUAGES, Words
from drafter.library.schema import Asked, Question
from drafter.patterns import regex
from drafter.types import show_cell, show_value, write_value
from drafter.values.reading.characters import alike

_USUAL = regex(r"-?[0-9]{1,15}(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z][a-z-]*", re.ASCII)  # numbers, dates and ids as we write them
_MOST_ROWS = 200  # of a table that is gone through: larger ones come from registers, which tell what they took

Path = tuple[str | int, ...]


def readings(question: Question, raw: Any, value: Any) -> Iterator[tuple[Path, Asked, Words]]:
    """Yield where in an answer something stands that is not written as it prints, what asks for it, and what it was read as."""
    if question.columns:
        if isinstance(raw, (list, tuple)) and len(raw) <= _MOST_ROWS:
            for number, (given, read) in enumerate(zip(raw, value, strict=True)):
                for column in question.columns:
                    if column.id in read and (said := reading(given.get(column.id), read[column.id], column)):
                        yield (number, column.id), column, said
    elif said := reading(raw, value, question):
        yield (), question, said


def reading(raw: Any, value: Any, kind: Asked) -> Words | None:
    """Return what a written value was read as; nothing where that is plain to see, or where texts print as they are."""
    if not isinstance(raw, str) or not isinstance(value, (int, Decimal, date, str)) or _USUAL.fullmatch(raw):
        return None
    shown = Words(*(show_value(value, kind, language) for language in LANGUAGES))
    if _same(raw, value, {shown.zh, shown.en, str(write_value(value, kind)), show_cell(value, kind, "zh"), show_cell(value, kind, "en")}):
        return None
    return Words(f"“{raw.strip()[:40]}”读作 {shown.zh}", f"{raw.strip()[:40]!r} read as {shown.en}")


def _same(raw: str, value: Any, printed: set[str]) -> bool:
    said = alike(raw).replace(",", "")
    if said in {alike(text).replace(",", "") for text in printed}:
        return True
    try:
        return not isinstance(value, str) and Decimal(said.removesuffix("元").removesuffix("%")) == value
    except (InvalidOperation, TypeError):
        return False
