"""Doubts about a sheet: each with its cell, and one for a kind where many rows raise the same."""

from __future__ import annotations

from drafter.errors import Finding, Place, Severity
from drafter.language import Words
from drafter.office_tables.found import named
from drafter.ooxml.worksheet import column_letters

NOTHING = Words("", "")


class Doubts:
    """What is doubtful about a sheet of a file, noted among the findings of the whole table."""

    def __init__(self, findings: list[Finding], file: str, sheet: str) -> None:
        self.findings, self.where = findings, f"{file}[{sheet}]" if file else ""
        self._alike: dict[tuple[Severity, str, Words, str], list[Place]] = {}

    def place(self, row: int, index: int | None = None) -> Place:
        """Return the place of a row, or of its cell in a column counted from 0."""
        return Place(self.where, row, "" if index is None else f"{column_letters(index + 1)}{row}")

    def tell(self, severity: Severity, code: str, what: Words, row: int, index: int | None = None, remedy: Words = NOTHING) -> None:
        """Note a doubt about a row or a cell."""
        self.findings.append(Finding(severity, code, what, remedy, self.place(row, index)))

    def alike(self, severity: Severity, code: str, what: Words, row: int, count: str = "行 rows") -> None:
        """Note a doubt that many rows may raise."""
        self._alike.setdefault((severity, code, what, count), []).append(self.place(row))

    def flush(self) -> None:
        """Tell each kind of doubt once, with how many rows it is about and where the first of them stand."""
        for (severity, code, what, count), places in self._alike.items():
            if len(places) > 1:
                (zh, en), some = count.split(), named(places)
                what = Words(f"{what.zh}：{len(places)} {zh}，{some.zh}", f"{what.en}: {len(places)} {en}, {some.en}")
            self.findings.append(Finding(severity, code, what, place=places[0]))
        self._alike.clear()
