"""A tracked change as it is found: the marks in the file that make it up, and what they say."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from lxml import etree

from drafter.language import Words
from drafter.ooxml.markup import attribute, name
from drafter.ooxml.names import NO_DATE
from drafter.records import dataclass

Kind = Literal[
    "insertion", "deletion", "replacement", "move",
    "row-insertion", "row-deletion", "cell-insertion", "cell-deletion", "cell-merge",
    "control-insertion", "control-deletion", "control-move",
    "format", "paragraph-format", "section-format", "table-format", "row-format", "cell-format", "numbering",
]  # fmt: skip
Family = Literal["words", "move", "row", "other"]


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """What a kind of change is called, which marks make it, and how it is shown."""

    label: Words
    marks: tuple[str, ...] = ()  # other than those on words and rows, which Change.kind tells apart
    by_properties: bool = False  # shown by properties, as they were and as they are, and not by words
    on_page: Words | None = None  # what the page says of it in its place, when it says less: a table has one sign for all


_TABLE_FORMAT = Words("表格格式", "table formatted")
CHANGE_KINDS: dict[Kind, ChangeKind] = {  # marks by weight: a table is changed as a whole, and its weightiest mark says how
    "insertion": ChangeKind(Words("插入", "inserted")),
    "deletion": ChangeKind(Words("删除", "deleted")),
    "replacement": ChangeKind(Words("替换", "replaced")),
    "move": ChangeKind(Words("移动", "moved")),
    "row-insertion": ChangeKind(Words("插入行", "row inserted")),
    "row-deletion": ChangeKind(Words("删除行", "row deleted")),
    "cell-deletion": ChangeKind(Words("删除单元格", "cells deleted"), ("cellDel",)),
    "cell-insertion": ChangeKind(Words("插入单元格", "cells inserted"), ("cellIns",)),
    "cell-merge": ChangeKind(Words("合并单元格", "cells merged"), ("cellMerge",)),
    "table-format": ChangeKind(_TABLE_FORMAT, ("tblPrChange", "tblGridChange", "tblPrExChange"), by_properties=True),
    "row-format": ChangeKind(Words("行格式", "row formatted"), ("trPrChange",), by_properties=True, on_page=_TABLE_FORMAT),
    "cell-format": ChangeKind(Words("单元格格式", "cells formatted"), ("tcPrChange",), by_properties=True, on_page=_TABLE_FORMAT),
    "format": ChangeKind(Words("字符格式", "formatted"), ("rPrChange",), by_properties=True),
    "paragraph-format": ChangeKind(Words("段落格式", "paragraph formatted"), ("pPrChange",), by_properties=True),
    "section-format": ChangeKind(Words("页面设置", "section formatted"), ("sectPrChange",), by_properties=True),
    "numbering": ChangeKind(Words("编号", "numbering"), ("numberingChange", "ins"), by_properties=True),
    "control-insertion": ChangeKind(Words("插入内容控件", "content control inserted"), ("customXmlInsRangeStart",)),
    "control-deletion": ChangeKind(Words("删除内容控件", "content control deleted"), ("customXmlDelRangeStart",)),
    "control-move": ChangeKind(
        Words("移动内容控件", "content control moved"), ("customXmlMoveFromRangeStart", "customXmlMoveToRangeStart")
    ),
}  # to add a kind: here, and where its marks are found (find*.py) and settled (accept_reject*.py)
KIND_OF_MARK: dict[str, Kind] = {mark: kind for kind, told in CHANGE_KINDS.items() for mark in told.marks}
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
    named: list[tuple[str, str]] = field(default_factory=list)  # the same, styles by name and lists by the number printed
    move_clauses: dict[str, str] = field(default_factory=dict)  # the clauses at the two ends of a move

    @property
    def kind(self) -> Kind:
        """What kind of change the marks make."""
        if self.family == "row":
            return "row-insertion" if name(self.marks[0]) == "ins" else "row-deletion"
        kinds = {name(mark) for mark in self.marks}
        if self.family != "other":
            return _kind_of_words(kinds)
        return next(KIND_OF_MARK[mark] for mark in KIND_OF_MARK if mark in kinds)

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
