"""A grid is written in the bytes in which openpyxl writes the same cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.writer.excel import ExcelWriter

from drafter.writers.sheet_grid import Grid
from drafter.writers.sheet_rows import QuickWriter
from tests.writers.test_sheet_rows import VALUES

Put = tuple[Any, int]  # a value, and how many columns it spans


def _written(writer: type[ExcelWriter], fill: Callable[[Any], None]) -> dict[str, bytes]:
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    fill(sheet)
    sheet.protection.sheet = True
    writer(book, zipfile.ZipFile(out, "w")).save()
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist() if "core.xml" not in name}


def _style(sheet: Any, value: Any, bold: bool) -> Any:
    cell: Any = Cell(sheet, 1, 1, value)
    cell.font = Font(bold=bold, name="仿宋")
    return cell._style


def _by_grid(rows: list[list[Put]]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        grid, styles = Grid(sheet), {}
        for row, puts in enumerate(rows, 1):
            grid.heights[row] = 20.5 + row
            column = 1
            for value, span in puts:
                bold = row % 2 == 0
                if bold not in styles:
                    styles[bold] = _style(sheet, value, bold)
                grid.put(row, column, value, styles[bold], span)
                column += span

    return fill


def _by_openpyxl(rows: list[list[Put]]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        styles: dict[bool, Any] = {}
        for row, puts in enumerate(rows, 1):
            sheet.row_dimensions[row].height = 20.5 + row
            column = 1
            for value, span in puts:
                bold = row % 2 == 0
                first = sheet.cell(row, column, value)
                if bold not in styles:
                    styles[bold] = _style(sheet, value, bold)
                first._style = styles[bold]
                for further in range(column + 1, column + span):
                    sheet.cell(row, further)._style = styles[bold]
                if span > 1:
                    sheet.merged_cells.ranges.add(CellRange(None, column, row, column + span - 1, row))
                column += span

    return fill


def test_every_kind_of_value_alone_and_merged() -> None:
    rows = [[(value, 1), (value, 3), (None, 2)] for value in VALUES] + [[], [("end", 28)]]
    assert _written(QuickWriter, _by_grid(rows)) == _written(ExcelWriter, _by_openpyxl(rows))


@given(st.lists(st.lists(st.tuples(st.sampled_from(VALUES), st.integers(1, 5)), max_size=4), max_size=12))
def test_any_layout(rows: list[list[Put]]) -> None:
    assert _written(QuickWriter, _by_grid(rows)) == _written(ExcelWriter, _by_openpyxl(rows))


def test_a_list_of_days_is_that_of_cells() -> None:
    days = [date(2027, 1, n) for n in range(4, 30)]

    def listed(sheet: Any) -> None:
        Grid(sheet).list(days, "d", _style(sheet, days[0], False))

    assert _written(QuickWriter, listed) == _written(ExcelWriter, _plain([[(day, 1)] for day in days]))


def _plain(rows: list[list[Put]]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        style = _style(sheet, rows[0][0][0], False)
        for row, [(value, _)] in enumerate(rows, 1):
            sheet.cell(row, 1, value)._style = style

    return fill


def test_a_sum_is_of_what_formulas_come_to_and_of_numbers_alone() -> None:
    grid = Grid(Workbook().active)
    held = [
        ("=A9", Decimal("1.5")),
        (2, None),
        (True, None),
        ("7", None),
        ("=A9", ""),
        (None, None),
        (datetime(2027, 1, 1), None),
        (0.25, None),
    ]
    for row, (value, result) in enumerate(held, 1):
        grid.put(row, 2, value, None, result=result)
    assert grid.sum("$B$1:$B$8") == Decimal("3.75")
    assert grid.sum("$B$2:$B$2") == 2
    assert grid.sum("$B$5:$B$7") == ""
    assert grid.sum("$C$1:$C$8") == ""
