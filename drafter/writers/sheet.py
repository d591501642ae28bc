"""Excel workbooks: a plain sheet whose headings stay in view and whose texts stay texts; and any book as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from drafter.ooxml.container import pack
from drafter.ooxml.worksheet import column_letters
from drafter.patterns import regex
from drafter.values.texts import as_cell_text

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOMENT = regex(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def sheet_bytes(title: str, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with one sheet; `widths` are of its columns, in characters. Texts that look like formulas stay texts."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(number)].width = width
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
    return book_bytes(book)


def book_bytes(book: Workbook) -> bytes:
    """Return a workbook as a file, without the moment it was saved, which openpyxl writes into it: the same book, the same bytes."""
    from drafter.writers.sheet_rows import QuickWriter

    out = io.BytesIO()
    QuickWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)).save()  # as book.save, but packed below
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = _MOMENT.sub(rb"\g<1>2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    return pack(parts)
