"""The words that say that an answer is not yet known."""

from __future__ import annotations

from typing import Any

OPEN = {"待定", "TBD", "tbd"}


def is_open(raw: Any) -> bool:
    """Return whether a raw value says that the answer is not yet known."""
    return raw is None or (isinstance(raw, str) and raw.strip() in OPEN)
