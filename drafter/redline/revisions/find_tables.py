"""Tracked changes of tables: a row is one change with its text; the changed cells and properties of a table are one."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, attribute, child, name
from drafter.ooxml.words import cell_words, row_words
from drafter.redline.revisions.belonging import Surroundings, bearer_of
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.found import FoundChanges

TABLE_RECORDS = frozenset({"tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"})
_MARK_OF_WORDS = {"cellIns": "ins", "cellDel": "del"}  # the mark that text in such a cell bears
_MOVED = {"ins": "moveTo", "del": "moveFrom"}


class TableFinder:
    """A finder of the changes of tables, rows and cells; `inside` goes on with what is in them."""

    def __init__(self, found: FoundChanges, around: Surroundings, inside: Callable[[etree._Element], None]) -> None:
        self.found = found
        self.around = around
        self.inside = inside
        self._tables: list[dict[tuple[str, str], Change]] = [{}]  # of the tables around this place, by author and date

    def table(self, table: etree._Element) -> None:
        """Go through a table."""
        self._tables.append({})
        self.inside(table)
        self._give_grid(list(self._tables.pop().values()))

    def _give_grid(self, changes: list[Change]) -> None:
        """Make the change of the widths of columns, which is recorded without an author, part of the change of whoever else changed the table."""
        grid = next((c for c in changes if len(c.marks) == 1 and name(c.marks[0]) == "tblGridChange" and not c.author), None)
        other = next((c for c in changes if c is not grid), None)
        if grid is not None and other is not None:
            self.found.absorb(other, grid)

    def row(self, row: etree._Element) -> None:
        """Go through a row."""
        properties = child(row, "trPr")
        marks = [m for m in properties if name(m) in ("ins", "del")] if properties is not None else []
        for mark in marks:
            self.around.rows.append((bearer_of(mark), self._row_change(mark, row)))
        self.inside(row)
        del self.around.rows[len(self.around.rows) - len(marks) :]

    def _row_change(self, mark: etree._Element, row: etree._Element) -> Change:
        moved = self.around.innermost_range(_MOVED[name(mark)])
        if moved is not None and moved.author == attribute(mark, "author"):
            moved.marks.append(mark)
            return moved
        change = self.found.begin(mark, "row")
        change.cover(mark, row_words(row))
        return change

    def cell(self, cell: etree._Element) -> None:
        """Go through a cell."""
        properties = child(cell, "tcPr")
        marks = [m for m in properties if name(m) in CELL_MARKS] if properties is not None else []
        for mark in marks:
            change, text = self.change_of(mark), cell_words(cell)
            {"cellIns": change.after, "cellDel": change.before}.get(name(mark), change.text).append(text)
            self.around.rows.append(((_MARK_OF_WORDS.get(name(mark), ""), change.author), change))
        self.inside(cell)
        del self.around.rows[len(self.around.rows) - len(marks) :]

    def record(self, record: etree._Element) -> None:
        """Come to a record of the properties that a table, row or cell had."""
        change = self.change_of(record)
        self.found.record(change, record)
        change.text.append("")

    def change_of(self, mark: etree._Element) -> Change:
        """Return the change of the author of a mark in the table at this place, which the mark is added to."""
        key = attribute(mark, "author"), attribute(mark, "date")
        change = self._tables[-1].get(key)
        if change is None:
            change = self._tables[-1][key] = self.found.begin(mark, "other")
        else:
            change.marks.append(mark)
        return change
