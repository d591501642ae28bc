"""Dates as printed in contracts."""

from __future__ import annotations

from datetime import date

from drafter.language import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date, language: Language) -> str:
    """Return 2027年1月1日 or 1 January 2027."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
