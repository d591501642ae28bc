"""Rows of worksheets are in the bytes in which openpyxl writes them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from drafter.writers.sheet_rows import QuickWriter

VALUES: list[Any] = [
    None, "", "文档清单", " spaces ", "a\nb\tc\rd", "A&B<科技>\"'", "]]>", "𠮷", "#N/A", True, 0, -7, 1.5, 1e-9, 12345678901234567890, 0.1 + 0.2,
    Decimal("3.10"), "=SUM(A1:A2)", '=IF(A1<>"是",1,"")', date(2026, 11, 30), datetime(2026, 11, 30, 12, 30), time(8, 30), "<sheetData></sheetData>",
]  # fmt: skip


def _sheets(book: Workbook, writer: type[ExcelWriter]) -> dict[str, bytes]:
    out = io.BytesIO()
    writer(book, zipfile.ZipFile(out, "w")).save()
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist() if "core.xml" not in name}


def _book(values: list[Any]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value)
        dressed = sheet.cell(row, 28, value)
        dressed.font = Font(bold=row % 2 == 0, name="仿宋")
        sheet.row_dimensions[row].height = 20.5 + row
    sheet.row_dimensions[len(values) + 3].height = 12
    sheet.merge_cells("C1:D2")
    return book


def test_every_kind_of_value() -> None:
    assert _sheets(_book(VALUES), QuickWriter) == _sheets(_book(VALUES), ExcelWriter)


@given(st.lists(st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_any_value(values: list[Any]) -> None:
    sound = [value for value in values if not (isinstance(value, str) and (ILLEGAL_CHARACTERS_RE.search(value) or not _is_xml(value)))]
    assert _sheets(_book(sound), QuickWriter) == _sheets(_book(sound), ExcelWriter)


def _is_xml(text: str) -> bool:
    return not any(0xD800 <= ord(c) < 0xE000 or ord(c) in (0xFFFE, 0xFFFF) for c in text)


@pytest.mark.parametrize("what", ["comment", "hyperlink"])
def test_what_hangs_on_a_cell_is_left_to_openpyxl(what: str) -> None:
    def made() -> Workbook:
        book = _book(VALUES)
        cell: Any = book.worksheets[0]["A3"]
        setattr(cell, what, Comment("note", "us") if what == "comment" else "https://example.org")
        return book

    assert _sheets(made(), QuickWriter) == _sheets(made(), ExcelWriter)
