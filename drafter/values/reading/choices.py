"""Yes or no, and one of several options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from drafter.language import Words
from drafter.values.reading.problems import BadValue


class Option(Protocol):
    """What may be chosen: its id, its label, and what a contract prints for it."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> Words: ...
    @property
    def wording(self) -> Words: ...


YES_WORDS = {"true": True, "yes": True, "是": True, "y": True, "false": False, "no": False, "否": False, "n": False}


def yes_no(raw: Any) -> bool:
    """Return a truth value. Raises BadValue."""
    value = YES_WORDS.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if not isinstance(value, bool):
        raise BadValue("应为 是/否（true/false）", "expected yes or no (true/false)")
    return value


def choice(raw: Any, options: Iterable[Option]) -> str:
    """Return the id of an option, named by id or label. Raises BadValue."""
    text = str(raw).strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    options = list(options)
    for option in options:
        if text in (option.id, option.label.zh, option.label.en):
            return option.id
    zh = "、".join(f"{o.id}（{o.label.zh}）" for o in options)
    en = ", ".join(f"{o.id} ({o.label.en})" for o in options)
    raise BadValue(f"应为以下之一：{zh}", f"must be one of: {en}")
