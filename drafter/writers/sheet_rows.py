"""The rows of a worksheet in the bytes in which openpyxl writes them, without an element of lxml's for each cell, which takes most of its time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from drafter.ooxml.worksheet import column_letters
from drafter.writers.sheet_cells import MOMENTS, content
from drafter.writers.sheet_grid import Grid, grid_of
from drafter.writers.sheet_results import RESULTS

_NO_ROWS = b"<sheetData></sheetData>"


class QuickWriter(ExcelWriter):
    """openpyxl's writer of workbooks, but for the rows of worksheets; those with anything unusual in a cell are left to it."""

    def write_worksheet(self, ws: Any) -> None:
        """Write a worksheet."""
        grid = None if self.workbook.write_only else grid_of(ws)
        if grid is None and (self.workbook.write_only or not all(map(_is_plain, ws._cells.values()))):
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = _Around(ws, io.BytesIO()) if grid is None else _AroundGrid(ws, grid)
        writer.write()
        ws._rels = writer._rels
        archive: zipfile.ZipFile = self._archive  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], writer.read().replace(_NO_ROWS, _rows(ws) if grid is None else grid.written(), 1))
        self.manifest.append(ws)


class _Around(WorksheetWriter):
    """All of a worksheet but its rows."""

    def rows(self) -> list[Any]:
        """Return none."""
        return []


class _AroundGrid(_Around):
    """All of a worksheet but its grid."""

    def __init__(self, ws: Any, grid: Grid) -> None:
        super().__init__(ws, io.BytesIO())
        self.grid = grid

    def write_dimensions(self) -> None:
        """Write how far the cells reach."""
        self.xf.send(SheetDimension(self.grid.extent).to_tree())

    def write_merged_cells(self) -> None:
        """Write which cells are merged, without an object for each."""
        if self.grid.merged:
            merged = Element("mergeCells", {"count": str(len(self.grid.merged))})
            for top, left, bottom, right in self.grid.merged:
                SubElement(merged, "mergeCell", {"ref": f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"})
            self.xf.send(merged)


def _is_plain(cell: Any) -> bool:
    """Say whether a cell holds nothing, a text, a number, a formula, or a moment without a time zone, and nothing hangs on it."""
    kind, value = cell.data_type, cell._value
    if cell.hyperlink is not None or cell._comment is not None or kind not in ("n", "s", "f", "d"):
        return False
    if kind == "d":
        return isinstance(value, MOMENTS) and getattr(value, "tzinfo", None) is None and not cell.parent.parent.iso_dates
    return value is None or type(value) is str or kind == "n"


def _rows(ws: Any) -> bytes:
    rows: dict[int, list[Any]] = {number: [] for number in ws.row_dimensions}
    for (number, _), cell in sorted(ws._cells.items()):
        rows.setdefault(number, []).append(cell)
    styles: dict[int, str] = {}  # of arrays of style, which many cells share
    written = "".join(_row(number, cells, ws, styles) for number, cells in sorted(rows.items()))
    return f"<sheetData>{written}</sheetData>".encode("ascii")


def _row(number: int, cells: list[Any], ws: Any, styles: dict[int, str]) -> str:
    attributes = {"r": number, **dict(ws.row_dimensions.get(number, {}))}
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<row{said}>{''.join(_written(cells, ws, styles))}</row>"


def _written(cells: list[Any], ws: Any, styles: dict[int, str]) -> Iterator[str]:
    results, epoch = ws.__dict__.get(RESULTS, {}), ws.parent.epoch
    for cell in cells:
        style = styles.get(id(cell._style))
        if style is None:
            style = styles[id(cell._style)] = f' s="{cell.style_id}"' if cell.has_style else ""
        if cell._value is not None or style:
            yield f'<c r="{column_letters(cell.column)}{cell.row}"{style}{content(cell.data_type, cell._value, results.get((cell.row, cell.column)), epoch)}</c>'
