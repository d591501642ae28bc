"""A plain Excel sheet: headings that stay in view, wrapped cells, and nothing in it that Excel would compute."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from drafter.values.texts import as_cell_text


def sheet_bytes(title: str, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with one sheet; `widths` are of its columns, in characters. Texts that look like formulas stay texts."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    wrapped, bold, usual = Alignment(wrap_text=True, vertical="top"), Font(bold=True), Font()

    def cells(values: Sequence[Any], font: Font) -> list[Any]:
        row = []
        for value in values:
            cell = WriteOnlyCell(sheet, as_cell_text(value) if isinstance(value, str) else value)
            cell.alignment, cell.font = wrapped, font
            row.append(cell)
        return row

    sheet.append(cells(heads, bold))
    for row in rows:
        sheet.append(cells(row, usual))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
