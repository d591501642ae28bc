"""What reading an office's table has found: its rows, the place of each, how it was understood, and every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from drafter.errors import Finding, Place
from drafter.language import Language, Words
from drafter.records import dataclass

_MOST_NAMED = 5


@dataclass(frozen=True)
class Understood:
    """What a sheet was taken for: its heading row, what its columns are called and mean by letter, those left aside, and how many rows it gave."""

    sheet: str
    heading_row: int
    columns: dict[str, tuple[str, Words]]
    aside: dict[str, str]
    rows: int

    def data(self, language: Language) -> dict[str, Any]:
        """Return it as plain data."""
        columns = {letters: f"{text} → {label[language]}" for letters, (text, label) in self.columns.items()}
        return {"sheet": self.sheet, "heading_row": self.heading_row, "columns": columns, "aside": self.aside, "rows": self.rows}


@dataclass
class OfficeTable:
    """An office's table read: values by row and column, the place of each row, cells that could not be read as they stand, and every doubt.

    `stated` holds, row by row, what the table says in columns that are computed here; `totals` what its rows of sums say, with the rows they sum up.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unread: list[dict[str, str]] = field(default_factory=list)
    stated: list[dict[str, Any]] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # sheets that are no such tables
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there is no error among the doubts."""
        return not any(f.severity == "error" for f in self.findings)


def named(places: Sequence[Place]) -> Words:
    """Return the first few of some places."""
    first = "、".join(map(str, places[:_MOST_NAMED])), ", ".join(map(str, places[:_MOST_NAMED]))
    return Words(*first) if len(places) <= _MOST_NAMED else Words(f"{first[0]}等", f"{first[1]} and others")
