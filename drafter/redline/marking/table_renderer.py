"""Tables of the redline: rows and cells that came and went, and the properties that tables, rows and cells had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from drafter.ooxml.names import DEL, ID, INS, TBL, TBL_GRID, TBL_PR, TC_PR, TR, TR_PR, W, child_of
from drafter.redline.comparing.script import BlockEdit, CellEdit, RowEdit, TableEdit
from drafter.redline.comparing.signatures import signature, written_alike
from drafter.redline.marking.insertion_point import InsertionPoint
from drafter.redline.marking.redline_context import RedlineContext
from drafter.redline.marking.revision_writer import get_or_add

_EXCEPTIONS = W + "tblPrEx"  # the properties of a table as one row of it has them
RenderBlocks = Callable[[Sequence[BlockEdit], etree._Element, str], None]


class TableRenderer:
    """A writer of tables into the redline."""

    def __init__(self, context: RedlineContext, render_blocks: RenderBlocks) -> None:
        self.context = context
        self.writer = context.writer
        self.render_blocks = render_blocks

    def render(self, edit: TableEdit, point: InsertionPoint) -> None:
        """Write a table at a place, and move the place past it."""
        if edit.new is None:
            assert edit.old is not None
            table = self.context.copy(edit.old.element, edit.old.part)
            point.put_original(table, edit.old.enclosing_controls)
            self._mark_rows(table, DEL)
            return
        table = edit.new.element
        point.pass_revised(table)
        if edit.old is None:
            self._mark_rows(table, INS)
        elif edit.change_type != "same":
            self._record(table, edit.old.element, TBL_PR)
            self._record_grid(table, edit.old.element)
            self._render_rows(edit.rows, table, edit.old.part)

    def _mark_rows(self, table: etree._Element, tag: str) -> None:
        for row in [r for r in table.iter(TR) if next(r.iterancestors(TBL)) is table]:
            self.writer.mark_row(row, tag)

    def _render_rows(self, edits: Sequence[RowEdit], table: etree._Element, part: str) -> None:
        point = self.context.insertion_point(table, edits, part)
        for edit in edits:
            self._render_row(edit, part, point)
        point.finish()

    def _render_row(self, edit: RowEdit, part: str, point: InsertionPoint) -> None:
        if edit.new is None:
            assert edit.old is not None
            row = self.context.copy(edit.old.element, part)
            point.put_original(row, edit.old.enclosing_controls)
            self.writer.mark_row(row, DEL)
            return
        row = edit.new.element
        point.pass_revised(row)
        if edit.old is None:
            self.writer.mark_row(row, INS)
        elif edit.change_type != "same":
            self._record(row, edit.old.element, TR_PR)
            self._record(row, edit.old.element, _EXCEPTIONS)
            self._render_cells(edit.cells, row, part)

    def _render_cells(self, edits: Sequence[CellEdit], row: etree._Element, part: str) -> None:
        point = self.context.insertion_point(row, edits, part)
        for edit in edits:
            self._render_cell(edit, part, point)
        point.finish()

    def _render_cell(self, edit: CellEdit, part: str, point: InsertionPoint) -> None:
        if edit.new is None:
            assert edit.old is not None
            cell = self.context.copy(edit.old.element, part)
            point.put_original(cell, edit.old.enclosing_controls)
            self.writer.mark_cell(cell, DEL)
            return
        cell = edit.new.element
        point.pass_revised(cell)
        if edit.old is None:
            self.writer.mark_cell(cell, INS)
        elif edit.change_type != "same":
            self.render_blocks(edit.blocks, cell, part)
            self._record(cell, edit.old.element, TC_PR)

    # properties

    def _record_grid(self, table: etree._Element, old_table: etree._Element) -> None:
        """Record the widths of columns that a table had before."""
        old, new = child_of(old_table, TBL_GRID), child_of(table, TBL_GRID)
        if old is None or new is None or not self.writer.formats or _widths(old) == _widths(new):
            return
        change = etree.SubElement(new, W + "tblGridChange", {ID: str(self.writer.next_id())})
        recorded = etree.SubElement(change, TBL_GRID)
        recorded.extend([deepcopy(column) for column in old.findall(W + "gridCol")])

    def _record(self, holder: etree._Element, old_holder: etree._Element, tag: str) -> None:
        """Record the properties that a table, row or cell had before, if it had others."""
        old, new = child_of(old_holder, tag), child_of(holder, tag)
        if old is new or (old is not None and new is not None and written_alike(old, new)) or _signatures(old) == _signatures(new):
            return
        if new is None and tag == TR_PR and (before := holder.find(_EXCEPTIONS)) is not None:
            before.addnext(etree.Element(tag))  # the only ones that do not come first
        self.writer.record_properties(get_or_add(holder, tag), old)


def _signatures(properties: etree._Element | None) -> list[str]:
    return sorted(signature(p) for p in properties) if properties is not None else []


def _widths(grid: etree._Element) -> list[str | None]:
    return [column.get(W + "w") for column in grid if column.tag == W + "gridCol"]
