"""The words that say that an answer is not yet known."""

from __future__ import annotations

from typing import Any

OPEN = {"待定", "TBD", "tbd", "待填", "待填写", "待补充", "待确认", "未定", "TBA", "tba", "to be confirmed", "to be completed"}


def is_open(raw: Any) -> bool:
    """Return whether a raw value says that the answer is not yet known."""
    return raw is None or (isinstance(raw, str) and raw.strip() in OPEN)
