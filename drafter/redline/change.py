"""A tracked change as it is found: the marks in the file that make it up, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from drafter.redline.markup import CELL_MARKS, attribute, name

Kind = Literal[
    "insertion", "deletion", "replacement", "move",
    "row-insertion", "row-deletion", "cell-insertion", "cell-deletion", "cell-merge",
    "control-insertion", "control-deletion", "control-move",
    "format", "paragraph-format", "section-format", "table-format", "row-format", "cell-format", "numbering",
]  # fmt: skip

_FORMATS: dict[str, Kind] = {
    "rPrChange": "format", "pPrChange": "paragraph-format", "sectPrChange": "section-format", "numberingChange": "numbering",
}  # fmt: skip
_TABLES: dict[str, Kind] = {  # a table is changed as a whole; the weightiest mark says how
    "cellDel": "cell-deletion", "cellIns": "cell-insertion", "cellMerge": "cell-merge", "tblPrChange": "table-format",
    "tblGridChange": "table-format", "tblPrExChange": "table-format", "trPrChange": "row-format", "tcPrChange": "cell-format",
}  # fmt: skip
_CONTROLS: dict[str, Kind] = {
    "customXmlInsRangeStart": "control-insertion", "customXmlDelRangeStart": "control-deletion",
    "customXmlMoveFromRangeStart": "control-move", "customXmlMoveToRangeStart": "control-move",
}  # fmt: skip
_BROUGHT = frozenset({"ins", "moveTo"})


@dataclass
class Change:
    """One change to decide on: marks of one author that stand or fall together."""

    author: str
    date: str
    clause: str
    marks: list[etree._Element] = field(default_factory=list)
    controls: list[tuple[str, etree._Element]] = field(default_factory=list)  # kind of range, content control
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # what a change of properties stands on
    row: bool = False
    whole: bool = False  # what it says is known; marks inside add nothing to it
    from_clause: str = ""

    def add(self, mark: etree._Element, text: str) -> None:
        """Say `text` under one of the marks."""
        if self.whole:
            return
        kind = name(mark)
        says = self.after if kind in _BROUGHT else self.before if kind in ("del", "moveFrom") else self.text
        says.append(text)

    def name_clauses(self, mark: etree._Element, here: str) -> None:
        """Remember which clause a move leaves and which it reaches."""
        if name(mark) == "moveFrom":
            self.from_clause = self.from_clause or here
        else:
            self.clause = here

    def absorb(self, other: Change) -> None:
        """Take over the marks of a change that is the same one, written a second time."""
        self.marks += other.marks
        self.controls += other.controls

    @property
    def kind(self) -> Kind:
        """What kind of change the marks make."""
        kinds = {name(mark) for mark in self.marks}
        if self.row:
            return "row-insertion" if "ins" in kinds else "row-deletion"
        for table in (_TABLES, _CONTROLS, _FORMATS) if kinds & (CELL_MARKS | set(_TABLES)) else (_CONTROLS, _FORMATS):
            if found := next((table[k] for k in table if k in kinds), None):
                return found if table is not _CONTROLS or not _content(kinds) else _content_kind(kinds)
        return _content_kind(kinds)


def _content(kinds: Iterable[str]) -> bool:
    return any(k in ("ins", "del", "moveFrom", "moveTo") for k in kinds)


def _content_kind(kinds: set[str]) -> Kind:
    if {"moveFrom", "moveTo"} <= kinds:
        return "move"
    brought, taken = bool(kinds & _BROUGHT), bool(kinds & {"del", "moveFrom"})
    return "replacement" if brought and taken else "insertion" if brought else "deletion"


def new_change(mark: etree._Element, clause: str) -> Change:
    """Return a change that begins with a mark."""
    return Change(attribute(mark, "author"), attribute(mark, "date"), clause)
