"""How long work says how far it has come: events for progress bars, pages and --json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

ProgressCallback = Callable[[str, Mapping[str, Any]], None]  # takes the name of an event and what it says


def unheard(event: str, said: Mapping[str, Any]) -> None:
    """Take an event and do nothing with it."""
