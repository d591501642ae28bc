"""A tracked change as it is found: the marks in the file that make it up, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from drafter.ooxml.markup import attribute, name
from drafter.ooxml.names import NO_DATE

Kind = Literal[
    "insertion", "deletion", "replacement", "move",
    "row-insertion", "row-deletion", "cell-insertion", "cell-deletion", "cell-merge",
    "control-insertion", "control-deletion", "control-move",
    "format", "paragraph-format", "section-format", "table-format", "row-format", "cell-format", "numbering",
]  # fmt: skip
Family = Literal["words", "move", "row", "other"]

_KINDS: dict[str, Kind] = {  # by weight: a table is changed as a whole, and its weightiest mark says how
    "cellDel": "cell-deletion", "cellIns": "cell-insertion", "cellMerge": "cell-merge", "tblPrChange": "table-format",
    "tblGridChange": "table-format", "tblPrExChange": "table-format", "trPrChange": "row-format", "tcPrChange": "cell-format",
    "rPrChange": "format", "pPrChange": "paragraph-format", "sectPrChange": "section-format", "numberingChange": "numbering",
    "customXmlInsRangeStart": "control-insertion", "customXmlDelRangeStart": "control-deletion",
    "customXmlMoveFromRangeStart": "control-move", "customXmlMoveToRangeStart": "control-move", "ins": "numbering",
}  # fmt: skip
_BROUGHT, _TAKEN = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})


@dataclass(eq=False)
class Change:
    """One change to decide on: marks of one author that stand or fall together."""

    author: str
    date: str
    clause: str
    family: Family
    marks: list[etree._Element] = field(default_factory=list)
    controls: list[tuple[str, etree._Element]] = field(default_factory=list)  # tracked themselves, and how
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # what a change of properties stands on
    properties: list[tuple[str, str]] = field(default_factory=list)  # as they were and as they are
    move_clauses: dict[str, str] = field(default_factory=dict)  # the clauses at the two ends of a move

    @property
    def kind(self) -> Kind:
        """What kind of change the marks make."""
        if self.family == "row":
            return "row-insertion" if name(self.marks[0]) == "ins" else "row-deletion"
        kinds = {name(mark) for mark in self.marks}
        if self.family != "other":
            return _kind_of_words(kinds)
        return next(_KINDS[k] for k in _KINDS if k in kinds)

    def cover(self, mark: etree._Element, text: str) -> None:
        """Add what a mark covers."""
        kind = name(mark)
        (self.after if kind in _BROUGHT else self.before if kind in _TAKEN else self.text).append(text)

    def absorb(self, other: Change) -> None:
        """Take over the marks of a change that is this one, written a second time."""
        self.marks += other.marks
        self.controls += other.controls


def _kind_of_words(kinds: set[str]) -> Kind:
    brought, taken = bool(kinds & _BROUGHT), bool(kinds & _TAKEN)
    if {"moveFrom", "moveTo"} <= kinds or not (brought or taken):
        return "move"
    return "replacement" if brought and taken else "insertion" if brought else "deletion"


def new_change(mark: etree._Element, clause: str, family: Family) -> Change:
    """Return a change that begins with a mark."""
    date = attribute(mark, "date")
    return Change(attribute(mark, "author"), "" if date == NO_DATE else date, clause, family, [mark])
